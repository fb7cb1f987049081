"""Logs never tell what a person wrote."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

from keeping_proof import Keeping, file, whole
from visitor import BULK, PASSWORD, Stranger

from bield_site import operations
from bield_site.logs import NoStories

if TYPE_CHECKING:
    import pytest

SITE = Stranger()


class TestLogs:
    def test_hold_no_word_of_a_message(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        for path in ("/look", "/talk", "/lock", "/with"):
            SITE.ask(path, message=BULK)
        SITE.ask("/ask/place", answer=BULK)
        SITE.ask("/tick", step=BULK)
        assert "bitcoin" not in caplog.text
        assert PASSWORD not in caplog.text

    def test_hold_no_word_of_a_record_and_none_of_its_files(
        self, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        caplog.set_level(logging.DEBUG)
        person = whole()
        person.bring(file("thistledown.eml", BULK.encode()), file("thistledown.png", b"x"))
        for slug in ("", "file", "lock", "give", "fix"):
            person.send(slug)
        person.send("give", to="police-scotland", told="yes")
        person.ask("/notes/given", carried=person.carried, to="police-scotland")
        person.ask("/notes/given", carried=person.carried, to="thistledown")
        Keeping().ask("/notes/open", file=file("thistledown.tar", b"thistledown"))
        monkeypatch.setattr("bield_site.guide.record.look", _fail)
        assert person.ask("/notes", carried=person.carried).status_code == 500
        assert "RuntimeError" in "".join(str(record.exc_info) for record in caplog.records)
        written = "\n".join(map(NoStories().format, caplog.records))
        for word in ("thistledown", "Isla", "school", "emily", "bitcoin", person.carried[70:90]):
            assert word not in written, word

    def test_of_a_failure_name_its_kind_and_place_and_none_of_its_words(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError(BULK)

        monkeypatch.setattr(operations, "check_message", fail)
        written = io.StringIO()
        handler = logging.StreamHandler(written)
        handler.setFormatter(NoStories())
        logger = logging.getLogger("django.request")
        logger.addHandler(handler)
        try:
            SITE.ask("/look", message=BULK)
        finally:
            logger.removeHandler(handler)
        assert "RuntimeError" in written.getvalue()
        assert "look.py" in written.getvalue()
        assert "bitcoin" not in written.getvalue()
        assert PASSWORD not in written.getvalue()

    def test_are_written_by_that_formatter_wherever_the_site_logs(self) -> None:
        for name in ("", "django"):
            for handler in logging.getLogger(name).handlers:
                if type(handler) is logging.StreamHandler:
                    assert isinstance(handler.formatter, NoStories)


def _fail(*_: object, **__: object) -> None:
    raise RuntimeError("thistledown")

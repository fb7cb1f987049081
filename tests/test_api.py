"""`from bield import check`, as a program uses it."""

from __future__ import annotations

import dataclasses
import pydoc
import subprocess
import sys
from pathlib import Path

import pytest

import bield
from bield import check
from bield.read import NothingToReadError, UnableToReadError
from bield.records import Answer, Country, Paid, Situation, Verdict

THREAT = "I recorded you on a porn site. Pay $500 in bitcoin or I send the video to your friends."


class TestCheck:
    def test_takes_a_path_words_or_bytes_and_gives_the_same(self, tmp_path: Path) -> None:
        path = tmp_path / "threat.txt"
        path.write_text(THREAT, encoding="utf-8")
        answers = [check(path), check(THREAT), check(THREAT.encode())]
        assert {a.finding.verdict for a in answers} == {Verdict.SEXTORTION}
        assert answers[0] == answers[1] == answers[2]

    def test_the_answer_cannot_be_changed(self) -> None:
        answer = check(THREAT)
        assert isinstance(answer, Answer)
        with pytest.raises(dataclasses.FrozenInstanceError):
            answer.finding = answer.finding  # type: ignore[misc]

    def test_the_plan_fits_the_situation(self) -> None:
        paid = Situation(country=Country.SCOTLAND, paid=Paid.WESTERN_UNION)
        first_two = [s.id for s in check(THREAT, situation=paid).plan.steps[:2]]
        assert any("western_union" in step for step in first_two)

    def test_refuses_by_name_what_is_no_single_message(self, tmp_path: Path) -> None:
        with pytest.raises(UnableToReadError, match="no such file"):
            check(tmp_path / "none.eml")
        with pytest.raises(UnableToReadError, match="folder"):
            check(tmp_path)
        with pytest.raises(NothingToReadError):
            check("   ")

    def test_help_tells_all(self) -> None:
        text = pydoc.render_doc(bield.check)
        for word in ("Args:", "Returns:", "Raises:", "probability", "Situation"):
            assert word.lower() in text.lower()

    def test_importing_it_loads_nothing_until_it_is_used(self) -> None:
        code = "import sys, bield; print('yaml' in sys.modules, 'bield.recognise' in sys.modules)"
        printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert printed.stdout.split() == [b"False", b"False"]

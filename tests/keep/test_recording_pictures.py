"""Where somebody in a picture may be under 18, no byte of any picture is kept, in any disguise."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hidden_pictures import CHAT, JPEG, MEDIA, REFUSED, THREAT, WORDS_KEPT, mail, traces, with_file

from bield.adapters.record_folder import RecordFolder
from bield.keep import Entry, PictureNotTakenError
from bield.recording import Added, Keeper, add_file, begin
from bield.records import PictureAge
from bield.wiring import pipeline
from documents import Sheet, docx, packed, paragraph, pdf

KEEPER = Keeper(now=lambda: datetime(2026, 11, 24, 10, 0, tzinfo=UTC), made_by="bield test")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, so that what is written there is seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture(params=[PictureAge.UNKNOWN, PictureAge.UNDER_18])
def record(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    begin(tmp_path / "case", picture_age=request.param, keeper=KEEPER)
    return tmp_path / "case"


def add(record: Path, data: bytes, name: str, **how: Any) -> tuple[Added, Sequence[Entry]]:
    source = record.parent / "given" / name
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(data)
    with RecordFolder(record) as folder:
        added = add_file(folder, source, how="", when=None, stages=pipeline(), keeper=KEEPER, **how)
        return added, folder.chain.entries


class TestAFileThatIsAPictureOrHoldsOne:
    @pytest.mark.parametrize("given", REFUSED.values(), ids=list(REFUSED))
    def test_is_refused_and_leaves_nothing(
        self, record: Path, temporary: Path, given: tuple[str, bytes]
    ) -> None:
        name, data = given
        with pytest.raises(PictureNotTakenError, match="under 18"):
            add(record, data, name)
        with RecordFolder(record) as folder:
            assert len(folder.chain.entries) == 1
        assert traces(record) + traces(temporary) == []

    @pytest.mark.parametrize("given", WORDS_KEPT.values(), ids=list(WORDS_KEPT))
    def test_is_kept_as_words_with_a_line_for_each_picture(
        self, record: Path, temporary: Path, given: tuple[str, bytes]
    ) -> None:
        name, data = given
        added, entries = add(record, data, name)
        assert traces(record) + traces(temporary) == []
        kept = [(record / str(entries[n - 1]["path"])).read_text() for n in added.items]
        assert any("Pay 500 USD" in " ".join(text.split()) for text in kept)
        placeholders = [e for e in entries if e["kind"] == "placeholder"]
        assert placeholders
        assert all(e["words"] == "read" and name in e["text"] for e in placeholders)
        assert not added.whole
        assert "not copied" in added.notes[0]

    @pytest.mark.parametrize("given", WORDS_KEPT.values(), ids=list(WORDS_KEPT))
    def test_is_refused_where_not_even_its_words_are_taken(
        self, record: Path, given: tuple[str, bytes]
    ) -> None:
        name, data = given
        with pytest.raises(PictureNotTakenError, match="under 18"):
            add(record, data, name, words_alone=False)

    def test_would_be_seen_by_this_test(self, tmp_path: Path) -> None:
        for number, (_, data) in enumerate([*REFUSED.values(), *WORDS_KEPT.values()]):
            if b"PK\x03\x04" not in data[:4] and b"PDF" not in data[:4]:
                (tmp_path / str(number)).write_bytes(data)
        seen = {int(path.name) for path in traces(tmp_path)}
        assert len(seen) > 20


class TestAChatWithMedia:
    def test_keeps_its_words_byte_for_byte_and_says_which_message_each_was_in(
        self, record: Path
    ) -> None:
        data = packed({"WhatsApp Chat with Kate.txt": CHAT, **MEDIA})
        added, entries = add(record, data, "WhatsApp Chat with Kate.zip")
        (number,) = added.items
        entry = entries[number - 1]
        assert (record / str(entry["path"])).read_bytes() == CHAT
        assert (entry["what"], entry["words"]) == ("a chat", "given")
        assert entry["original"]["size"] == len(data)
        first = next(e for e in entries if e.get("name") == "IMG-20261121-WA0001.jpg")
        assert first["of"] == number
        assert "message of 21/11/2026, 21:01 from Ann" in first["text"]

    def test_with_thousands_of_pictures_names_them_all(self, record: Path) -> None:
        media = {f"IMG-20261121-WA{n:04}.jpg": b"\xff\xd8\xff" for n in range(400)}
        _, entries = add(record, packed({"_chat.txt": CHAT, **media}), "Chat.zip")
        placeholders = [e for e in entries if e["kind"] == "placeholder"]
        assert len(placeholders) < 310
        told = " ".join(e["text"] for e in placeholders)
        assert all(name in told for name in media)


class TestWhatHoldsNone:
    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("a.eml", mail(html=f"<html><p>{THREAT}</p></html>").as_bytes()),
            ("sealed.eml", b"DKIM-Signature: " + b"b" * 900 + b"\n" + mail().as_bytes()),
            ("signed.eml", with_file(b"\x30\x82" + os.urandom(4000), "smime.p7s", "x/y").replace(
                b"x/y", b"application/pkcs7-signature")),
            ("with.eml", with_file(docx(paragraph("Hi")), "a.docx", "application/x")),
            ("a.txt", ("-" * 90 + "\n" + "donaudampfschiffahrtsgesellschaft " * 300).encode()),
            ("a.docx", docx(paragraph("Hi"))),
            ("a.pdf", pdf(Sheet(lines=[THREAT]))),
            ("a.zip", packed({"_chat.txt": CHAT})),
            ("a.html", b'<html><a href="data:font/woff2;base64,' + b"d09G" * 500 + b'"><p>Hi</p>'),
        ],
    )  # fmt: skip
    def test_is_kept_whole(self, record: Path, name: str, data: bytes) -> None:
        added, entries = add(record, data, name)
        assert added.whole
        assert (record / str(entries[added.entry - 1]["path"])).read_bytes() == data


def test_a_file_is_never_on_the_disk_before_it_was_looked_through(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[Path]] = []

    def watched(data: bytes, **_: Any) -> tuple[()]:
        seen.append(traces(record))
        raise KeyboardInterrupt

    monkeypatch.setattr("bield.recording.adding.pictures_within", watched)
    with pytest.raises(KeyboardInterrupt):
        add(record, JPEG, "me.jpg")
    assert seen == [[]]
    assert traces(record) == []


def test_an_archive_of_archives_that_unpack_to_far_more_is_refused_in_time(record: Path) -> None:
    bomb = packed({f"{n}": b"\0" * 4_000_000 for n in range(20)})
    for _ in range(2):
        bomb = packed({f"{n}.zip": bomb for n in range(15)})
    assert len(bomb) < 25_000_000
    with pytest.raises(PictureNotTakenError):
        add(record, bomb, "bomb.zip")

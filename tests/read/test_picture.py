"""Pictures: read where there are eyes, refused everywhere else."""

from __future__ import annotations

import pytest

from bield.ports import Seen
from bield.read import NothingToReadError, PictureRefusedError, UnableToReadError, read
from bield.read.picture import read_picture
from bield.read.seen import Looking, code_lines, seen_text
from bield.records import Format
from documents import PAYMENT, THREAT, FakeEyes, encoded, street

PNG = encoded(street())


class TestReadPicture:
    def test_gives_the_words_and_below_them_the_codes(self) -> None:
        message = read(PNG, eyes=FakeEyes(words=f"\n{THREAT}\n", codes=(PAYMENT, PAYMENT)))
        assert message.format is Format.PICTURE
        assert message.text == f"{THREAT}\n\nQR code: {PAYMENT}"
        assert any("some letters may be wrong" in note for note in message.notes)

    def test_of_a_code_alone_makes_no_doubt_about_letters(self) -> None:
        message = read_picture(PNG, eyes=FakeEyes(codes=(PAYMENT,)))
        assert (message.text, message.notes) == (f"QR code: {PAYMENT}", ())

    def test_without_words_says_what_to_do(self) -> None:
        with pytest.raises(NothingToReadError, match="sharper screenshot, or type the words"):
            read_picture(PNG, eyes=FakeEyes(words="  \n"))

    def test_without_eyes_is_refused(self) -> None:
        with pytest.raises(PictureRefusedError, match="stay on your own device"):
            read_picture(PNG)

    def test_where_pictures_are_not_allowed_is_refused_and_never_shown(self) -> None:
        eyes = FakeEyes(words=THREAT)
        with pytest.raises(PictureRefusedError, match="stay on your own device"):
            read(PNG, pictures_allowed=False, eyes=eyes)
        assert eyes.shown == []

    def test_says_what_the_eyes_say_where_they_cannot(self) -> None:
        with pytest.raises(UnableToReadError, match="Install this"):
            read_picture(PNG, eyes=FakeEyes(refusal=UnableToReadError("Install this.")))

    def test_words_hold_no_half_letters(self) -> None:
        assert read_picture(PNG, eyes=FakeEyes(words="pay \ud83d me")).text == "pay \ufffd me"


class TestSeen:
    def test_a_code_stands_in_one_line(self) -> None:
        assert code_lines(["a\n  b", "a\n  b", " ", "c" * 9_000]) == [
            "QR code: a b",
            "QR code: " + "c" * 4_296,
        ]

    def test_nothing_seen_is_no_text(self) -> None:
        assert seen_text(Seen(" ", ())) == ""

    def test_looking_without_eyes_counts_what_it_passes_over(self) -> None:
        looking = Looking(None)
        assert [looking.at(b"x", words=True), looking.at(b"x", words=False)] == ["", ""]
        assert looking.notes == ("Not looked at: 2 pictures in it.",)

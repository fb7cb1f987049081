"""What bytes are, by what they hold."""

from __future__ import annotations

import pytest

from bield.read import (
    NotAMessageError,
    NothingToReadError,
    PictureRefusedError,
    read,
)
from bield.read.kinds import Kind, kind_of
from bield.records import Format

PICTURES = {
    "JPEG": b"\xff\xd8\xff\xe0" + b"\x00" * 40,
    "PNG": b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
    "GIF": b"GIF89a" + b"\x00" * 40,
    "WebP": b"RIFF\x00\x00\x00\x00WEBPVP8 " + b"\x00" * 40,
    "HEIC": b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40,
    "MP4": b"\x00\x00\x00\x20ftypisom" + b"\x00" * 40,
    "WebM": b"\x1aE\xdf\xa3" + b"\x00" * 40,
    "BMP": b"BM\x36\x00\x0c\x00\x00\x00\x00\x00" + b"\x00" * 40,
    "TIFF": b"II*\x00" + b"\x00" * 40,
}


class TestKindOf:
    @pytest.mark.parametrize("name", PICTURES)
    def test_knows_a_picture_or_video_and_refuses_it(self, name: str) -> None:
        assert kind_of(PICTURES[name]) is Kind.PICTURE
        with pytest.raises(PictureRefusedError, match="stay on your own device"):
            read(PICTURES[name])

    @pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe"])
    def test_knows_nothing_when_it_sees_it(self, data: bytes) -> None:
        with pytest.raises(NothingToReadError, match="nothing in it"):
            read(data)

    @pytest.mark.parametrize(
        ("data", "hint"),
        [
            (b"\x00" * 5_000, ""),
            (b"PK\x03\x04....", "ZIP"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Outlook"),
            (bytes(range(256)) * 20, ""),
        ],
    )
    def test_refuses_what_is_no_text_and_says_what_to_do(self, data: bytes, hint: str) -> None:
        with pytest.raises(NotAMessageError) as refused:
            read(data)
        assert hint in str(refused.value)
        assert "Save the mail as an .eml file" in str(refused.value)

    def test_takes_words_for_words_though_they_look_a_little_like_headers(self) -> None:
        for text in (b"Subject: hello\nthere", b"BMX rider here, pay me", b"Dear: you\n\nX: y"):
            assert read(text).format is Format.TEXT

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_reads_text_in_every_unicode_encoding(self, encoding: str) -> None:
        words = "Pay me £900, or everybody sees it.\nYou have two days – no more."
        assert read(words.encode(encoding)).text == words

    def test_reads_windows_letters(self) -> None:
        assert read("Über 900 €".encode("cp1252")).text == "Über 900 €"

    def test_keeps_every_character_so_that_places_stay_right(self) -> None:
        words = "one\r\n\r\n  two \u200b three\n"
        assert read(words.encode()).text == words

    def test_a_lone_surrogate_is_shown_as_a_mark(self) -> None:
        assert read(b"pay \xed\xa0\x80 me").text.startswith("pay ")

"""Words and codes read off real pictures, and what happens where they cannot be."""

from __future__ import annotations

import os
import shutil
import stat
import struct
import sys
import zlib
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bield import check
from bield.adapters.pictures import MAX_PIXELS, NotInstalledError, Pictures
from bield.adapters.tesseract import LANGUAGES, NoTesseractError, Tesseract
from bield.ports import Raster
from bield.read import (
    NotAMessageError,
    TooComplexToReadError,
    TooLargeToReadError,
    UnableToReadError,
)
from bield.records import Format, IndicatorKind, Verdict
from documents import PAYMENT, THREAT, WALLET, chat, code, encoded, letter, street

GERMAN = (
    "Hallo. Ich habe Ihren Computer gehackt und Sie über Ihre Kamera aufgenommen, während Sie "
    "Pornos angesehen haben. Überweisen Sie 800 Euro in Bitcoin, sonst schicke ich das Video an "
    "alle Ihre Kontakte. Sie haben 48 Stunden."
)
SUMMONS = (
    "POLICE NATIONALE\nINTERPOL\nYou are accused of visiting sites with child pornography. You "
    "have 24 hours to answer. Pay a fine of 4500 EUR or we send your file to the prosecutor, and "
    "your family and the press will see it."
)
CHAT = [
    (False, "i have your nudes and all your followers"),
    (True, "please dont do this to me"),
    (False, "Send me £300 by gift card or I send them to your family and friends on Instagram"),
    (True, "I dont have that much"),
]


def installed(*languages: str) -> bool:
    if shutil.which("tesseract") is None:
        return False
    return set(languages) <= Tesseract()._installed


needs_tesseract = pytest.mark.skipif(
    not installed("eng"), reason="tesseract is not installed: apt-get install tesseract-ocr"
)
needs_german = pytest.mark.skipif(
    not installed("deu"), reason="apt-get install tesseract-ocr-deu for words in German"
)


def likeness(one: str, other: str) -> float:
    """The share of characters that are right, in their order."""
    return SequenceMatcher(None, " ".join(one.split()), " ".join(other.split()), False).ratio()


@needs_tesseract
class TestWords:
    @pytest.mark.parametrize("size", [12, 18, 34])
    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    def test_of_a_screenshot_come_out_letter_by_letter(self, size: int, dark: bool) -> None:
        picture = letter(THREAT, size=size, width=50 * size, dark=dark)
        assert likeness(Pictures().look(encoded(picture)).words, THREAT) > 0.97

    @needs_german
    def test_in_german_keep_their_umlauts(self) -> None:
        words = Pictures().look(encoded(letter(GERMAN))).words
        assert likeness(words, GERMAN) > 0.97
        assert "über" in words
        assert "während" in words

    def test_of_a_chat_come_line_by_line_from_the_top_whatever_the_bubble(self) -> None:
        words = Pictures().look(encoded(chat(CHAT))).words
        said = " ".join(words.split())
        assert [said.find(turn[:12]) for _, turn in CHAT] == sorted(
            said.find(turn[:12]) for _, turn in CHAT
        )
        assert likeness(words, "\n".join(turn for _, turn in CHAT)) > 0.95

    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    def test_in_a_corner_of_an_empty_screen_are_read(self, dark: bool) -> None:
        screen = Image.new("RGB", (1920, 1080), "#121212" if dark else "white")
        screen.paste(letter(THREAT, size=14, width=640, dark=dark), (500, 300))
        assert likeness(Pictures().look(encoded(screen)).words, THREAT) > 0.95

    def test_of_a_photograph_without_any_are_few(self) -> None:
        assert len(Pictures().look(encoded(street())).words) < 20

    def test_are_not_read_where_only_codes_are_asked_for(self) -> None:
        assert Pictures().look(encoded(letter(THREAT)), words=False).words == ""

    def test_of_a_page_laid_out_are_read(self) -> None:
        page = letter(THREAT, size=30, width=1600).convert("L")
        raster = Raster(page.width, page.height, page.tobytes())
        assert likeness(Pictures().look(raster).words, THREAT) > 0.97

    @pytest.mark.parametrize("kind", ["JPEG", "WEBP", "GIF", "BMP", "TIFF"])
    def test_are_read_from_every_common_kind_of_file(self, kind: str) -> None:
        assert likeness(Pictures().look(encoded(letter(THREAT), kind)).words, THREAT) > 0.95

    def test_of_a_picture_taken_sideways_are_read(self) -> None:
        sideways = letter(THREAT).transpose(Image.Transpose.ROTATE_90)
        how = Image.Exif()
        how[0x0112] = 6  # the camera was turned: to be shown a quarter turn clockwise
        assert likeness(Pictures().look(encoded(sideways, "JPEG", exif=how)).words, THREAT) > 0.95

    def test_on_nothing_are_read_as_on_white(self) -> None:
        ink = letter(THREAT).convert("L").point(lambda value: 255 - value)
        clear = Image.new("RGBA", ink.size, (0, 0, 0, 0))
        clear.putalpha(ink)
        assert likeness(Pictures().look(encoded(clear)).words, THREAT) > 0.95

    def test_leave_no_file_behind_even_when_reading_is_cut_short(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        Pictures().look(encoded(letter(THREAT)))
        with pytest.raises(TooComplexToReadError, match="took too long"):
            Pictures(Tesseract(seconds=0.01)).look(encoded(letter(THREAT)))
        assert list(tmp_path.iterdir()) == []


@needs_tesseract
class TestAnswers:
    def test_a_screenshot_is_named_sextortion(self, tmp_path: Path) -> None:
        path = tmp_path / "screenshot.png"
        path.write_bytes(encoded(letter(THREAT)))
        answer = check(path)
        assert answer.message.format is Format.PICTURE
        assert answer.finding.verdict is Verdict.SEXTORTION

    def test_a_chat_is_named_sextortion(self) -> None:
        assert check(encoded(chat(CHAT))).finding.verdict is Verdict.SEXTORTION

    @needs_german
    def test_a_german_one_is_named_sextortion(self) -> None:
        assert check(encoded(letter(GERMAN))).finding.verdict is Verdict.SEXTORTION

    def test_a_summons_that_is_but_a_picture_is_read(self) -> None:
        message = check(encoded(letter(SUMMONS, size=24))).message
        assert "INTERPOL" in message.text
        assert "4500 EUR" in message.text


class TestCodes:
    def test_are_found_without_tesseract_and_it_is_said_what_is_missing(self) -> None:
        seen = Pictures(Tesseract("no-such-program")).look(encoded(code(PAYMENT)))
        assert seen.codes == (PAYMENT,)
        assert seen.words == ""
        assert "apt-get install tesseract-ocr" in seen.notes[0]

    @pytest.mark.parametrize("turn", [0, 90, 13])
    @pytest.mark.parametrize("light_on_dark", [False, True])
    def test_are_found_however_they_are_turned_or_coloured(
        self, turn: int, light_on_dark: bool
    ) -> None:
        picture = code(PAYMENT).rotate(turn, expand=True, fillcolor="white")
        page = Image.new("RGB", (1200, 900), "white")
        page.paste(picture, (300, 200))
        if light_on_dark:
            page = page.point(lambda value: 255 - value)
        assert Pictures().look(encoded(page), words=False).codes == (PAYMENT,)

    def test_a_wallet_in_one_is_found_and_checked(self) -> None:
        page = Image.new("RGB", (900, 700), "white")
        page.paste(letter("Pay me in bitcoin or I send your nudes to your family."), (0, 0))
        page.paste(code(PAYMENT), (300, 300))
        (wallet,) = [
            i for i in check(encoded(page)).finding.indicators if i.kind is IndicatorKind.BITCOIN
        ]
        assert (wallet.value, wallet.valid) == (WALLET, True)


class TestRefusals:
    @pytest.mark.parametrize(
        "data",
        [
            b"\x89PNG\r\n\x1a\n" + b"\x00" * 99,
            b"\x00\x00\x00\x18ftypheic" + b"\x00" * 99,
            b"",
            encoded(street())[:200],
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        ],
        ids=["zeroes", "of a phone", "empty", "cut off", "a program"],
    )
    def test_of_what_is_no_picture_says_what_to_do(self, data: bytes) -> None:
        with pytest.raises(NotAMessageError, match="saved as PNG or JPEG"):
            Pictures().look(data)

    def test_of_a_huge_one_comes_before_it_is_unpacked(self) -> None:
        for width, height in ((MAX_PIXELS // 1_000 + 1, 1_000), (60_000, 60_000)):
            head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
            data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head
            data += struct.pack(">I", zlib.crc32(head)) + struct.pack(">I", 10**6) + b"IDAT"
            with pytest.raises(TooLargeToReadError, match="60 million pixels"):
                Pictures().look(data)

    def test_name_the_extra_that_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "PIL", None)
        with pytest.raises(NotInstalledError, match=r"pip install 'bield\[pictures\]'"):
            Pictures().look(b"x")

    def test_of_tesseract_that_fails_says_what_to_do(self, tmp_path: Path) -> None:
        broken = tmp_path / "tesseract"
        broken.write_text("#!/bin/sh\nexit 3\n", encoding="ascii")
        broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
        with pytest.raises(NoTesseractError, match="stopped with an error"):
            Tesseract(str(broken)).read(9, 9, b"\xff" * 81, one_column=True)

    @given(st.integers(0, 2_000), st.binary(max_size=60), st.sampled_from(["PNG", "GIF", "JPEG"]))
    def test_any_damage_is_refused_by_name_or_read(self, at: int, put: bytes, kind: str) -> None:
        data = encoded(street().resize((64, 40)), kind)
        with suppress(UnableToReadError):
            Pictures().look(data[:at] + put + data[at + len(put) :], words=False)


class TestLanguages:
    @pytest.fixture
    def program(self, tmp_path: Path) -> Path:
        """A program that says what it was called with, and that it knows many languages."""
        made = tmp_path / "tesseract"
        made.write_text(
            '#!/bin/sh\ncase "$*" in\n'
            "*list-langs*) printf 'eng\\nfra\\nspa\\nrus\\nukr\\nell\\nosd\\n';;\n"
            '*osd*) cat >/dev/null; echo "Script: ${SCRIPT:-Latin}";;\n'
            '*) cat >/dev/null; echo "$@";;\nesac\n',
            encoding="ascii",
        )
        made.chmod(0o700)
        return made

    @pytest.mark.parametrize(
        ("own", "script", "expected"),
        [
            ("es", "Latin", "spa+fra+eng"),
            ("en", "Latin", "fra+spa+eng"),
            ("uk", "Cyrillic", "ukr+rus+eng"),
            ("en", "Greek", "ell+eng"),
            ("en", "Thai", "fra+spa+eng"),
        ],
    )
    def test_are_of_the_script_in_the_picture_the_persons_own_first(
        self, program: Path, monkeypatch: pytest.MonkeyPatch, own: str, script: str, expected: str
    ) -> None:
        monkeypatch.setenv("SCRIPT", script)
        tesseract = Tesseract(str(program), own_language=own)
        said = tesseract.read(9, 9, b"\xff" * 81, one_column=True)
        assert said == f"stdin stdout -l {expected} --psm 4"

    def test_each_have_a_name_of_their_own(self) -> None:
        assert len({name for name, _ in LANGUAGES.values()}) == len(LANGUAGES)

    def test_a_bar_for_a_word_is_a_capital_i(self, tmp_path: Path) -> None:
        program = tmp_path / "tesseract"
        says = "| have it, and |'ll send a|b || c"
        program.write_text(
            f'#!/bin/sh\ncase "$*" in\n*list*) echo eng;;\n*) cat >{os.devnull}; '
            f'echo "{says}";;\nesac\n',
            encoding="ascii",
        )
        program.chmod(0o700)
        said = Tesseract(str(program)).read(9, 9, b"\xff" * 81, one_column=False)
        assert said == "I have it, and I'll send a|b || c"

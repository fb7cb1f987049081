"""Debian's tesseract: pixels in by a pipe, words out by a pipe.

Not through pytesseract: that writes each picture to a file in the folder for temporary ones, and
leaves it there when it is killed. An intimate picture must never lie about on a disk.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bield.read import TooComplexToReadError, UnableToReadError

SECONDS = 30.0
"""How long one picture may take. A full screen of a phone takes half a second."""
MAX_SIDE = 32_767
"""Tesseract's own limit. Source: its `TBOX`, which counts in 16 bits."""
MAX_LANGUAGES = 3
"""Read with at once: each makes it slower by as much again."""

LANGUAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **{"en": ("eng", "Latin"), "de": ("deu", "Latin"), "fr": ("fra", "Latin")},
        **{"es": ("spa", "Latin"), "pt": ("por", "Latin"), "it": ("ita", "Latin")},
        **{"nl": ("nld", "Latin"), "pl": ("pol", "Latin"), "cs": ("ces", "Latin")},
        **{"sv": ("swe", "Latin"), "da": ("dan", "Latin"), "no": ("nor", "Latin")},
        **{"fi": ("fin", "Latin"), "hu": ("hun", "Latin"), "ro": ("ron", "Latin")},
        **{"tr": ("tur", "Latin"), "id": ("ind", "Latin"), "vi": ("vie", "Latin")},
        **{"tl": ("fil", "Latin"), "ms": ("msa", "Latin"), "sk": ("slk", "Latin")},
        **{"hr": ("hrv", "Latin"), "ru": ("rus", "Cyrillic"), "uk": ("ukr", "Cyrillic")},
        **{"bg": ("bul", "Cyrillic"), "el": ("ell", "Greek"), "ar": ("ara", "Arabic")},
        **{"fa": ("fas", "Arabic"), "ur": ("urd", "Arabic"), "he": ("heb", "Hebrew")},
        **{"hi": ("hin", "Devanagari"), "bn": ("ben", "Bengali"), "th": ("tha", "Thai")},
        **{"zh": ("chi_sim", "Han"), "ja": ("jpn", "Japanese"), "ko": ("kor", "Korean")},
    }
)
"""ISO 639-1 → tesseract's name for the language, and for its script."""

_NO_TESSERACT = (
    "Words in pictures were not read: tesseract is not installed. On Debian or Ubuntu: apt-get "
    "install tesseract-ocr   On a Mac: brew install tesseract   Or type the words of the message "
    "into a text file."
)
_FAILED = (
    "Words in this picture were not read: tesseract stopped with an error. Type the words of the "
    "message into a text file."
)
_TOO_LONG = (
    "Reading the words in this picture took too long. Cut out the part with the words, or type "
    "them into a text file."
)
_VERSION = re.compile(r"[^\w .+-]")
_SCRIPT = re.compile(r"^Script: (\w+)", re.MULTILINE)
_LONE_BAR = re.compile(r"(?<![^\s\"'«“(])\|(?=[\s'’,.])")
"""A capital I that was taken for a bar: nobody writes a bar for a word."""
_BLANK_LINES = re.compile(r"\n\s*\n+")


class NoTesseractError(UnableToReadError):
    """Tesseract is not on this machine, or does not work. The sentence says what to do."""


class Tesseract:
    """Reads words off pixels; keeps nothing, and never writes them to a file."""

    def __init__(
        self,
        program: str = "tesseract",
        *,
        seconds: float = SECONDS,
        own_language: str | None = None,
    ) -> None:
        """Name the program.

        Args:
            program: Its name or path.
            seconds: How long it may take for one picture.
            own_language: The person's, ISO 639-1; by default that of their system. It is read
                first where more languages are installed than can be read with at once.
        """
        self._program = program
        self._seconds = seconds
        self._own_language = own_language if own_language is not None else _system_language()

    def read(self, width: int, height: int, grey: bytes, *, one_column: bool) -> str:
        """Give the words, line by line from the top.

        Args:
            width: Pixels in a row.
            height: Rows.
            grey: A byte a pixel: dark letters on white.
            one_column: Take it for one column, such as a chat: what stands higher comes first.
                Otherwise its columns are found, as on a page.

        Raises:
            NoTesseractError: It is not installed, or fails.
            TooComplexToReadError: It took too long.
        """
        if not (2 < width <= MAX_SIDE and 2 < height <= MAX_SIDE):
            return ""
        picture = b"P5 %d %d 255\n" % (width, height) + grey
        languages = self._languages(picture)
        words = self._run(
            ["stdin", "stdout", "-l", "+".join(languages), "--psm", "4" if one_column else "3"],
            picture,
        )
        if any(_LATIN.get(language) for language in languages):
            words = _LONE_BAR.sub("I", words)
        return _BLANK_LINES.sub("\n\n", words.replace("\f", "\n")).strip()

    @functools.cached_property
    def version(self) -> str:
        """The program and its version, such as «tesseract 5.3.0».

        Raises:
            NoTesseractError: It is not installed, or fails.
        """
        first = self._run(["--version"], b"").strip().partition("\n")[0]
        return _VERSION.sub("", first)[:60] or "tesseract"

    def _languages(self, picture: bytes) -> tuple[str, ...]:
        """The languages to read with: English last, for what comes first weighs more."""
        known = [(ours, *LANGUAGES[ours]) for ours in LANGUAGES]
        ready = [(ours, name, script) for ours, name, script in known if name in self._installed]
        if len(ready) > MAX_LANGUAGES:
            script = self._script(picture)
            ready = [each for each in ready if each[2] == script] or ready
            # a stable sort: the person's own language first, then the order of LANGUAGES
            ready.sort(key=lambda each: each[0] != self._own_language)
        chosen = [name for _, name, _ in ready if name != "eng"][: MAX_LANGUAGES - 1]
        return (*chosen, "eng") if "eng" in self._installed or not chosen else tuple(chosen)

    def _script(self, picture: bytes) -> str:
        try:
            said = self._run(["stdin", "stdout", "--psm", "0", "-l", "osd"], picture)
        except NoTesseractError:  # too few letters to tell, or the data for it is missing
            return "Latin"
        match = _SCRIPT.search(said)
        return match[1] if match else "Latin"

    @functools.cached_property
    def _installed(self) -> frozenset[str]:
        return frozenset(self._run(["--list-langs"], b"").split())

    def _run(self, arguments: Sequence[str], given: bytes) -> str:
        program = shutil.which(self._program)
        if program is None:
            raise NoTesseractError(_NO_TESSERACT)
        try:
            done = subprocess.run(  # noqa: S603 -- no word of the message is among the arguments
                [program, *arguments],
                input=given,
                capture_output=True,
                timeout=self._seconds,
                # its threads wait for each other longer than they work on one picture
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                check=True,
            )
        except subprocess.TimeoutExpired:
            raise TooComplexToReadError(_TOO_LONG) from None
        except (subprocess.CalledProcessError, OSError):
            raise NoTesseractError(_FAILED) from None
        return done.stdout.decode("utf-8", errors="replace")


_LATIN = {name: script == "Latin" for name, script in LANGUAGES.values()}


def _system_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value[:2].lower()
    return ""

"""What eyes see in the pictures of a message or document → text, within bounds."""

from __future__ import annotations

from collections.abc import Iterable

from bield.ports import Eyes, Raster, Seen
from bield.read.refusals import UnableToReadError

MAX_LOOKED_AT = 20
"""Pictures of one document, or pages, that are looked at for codes."""
MAX_READ_OFF = 10
"""Those whose words are read off too: about 2 s each. Measured with tesseract 5.3 on A4 pages."""
MAX_CODE_CHARACTERS = 4_296
"""The most that one QR code can say. Source: ISO/IEC 18004, version 40-L, alphanumeric."""

READ_OFF = (
    "Words were read off a picture by a program, so some letters may be wrong. Compare addresses "
    "and numbers with the picture before you pass them on."
)


def seen_text(seen: Seen) -> str:
    """Give the words that were seen, and below them a line for each QR code.

    Returns:
        The text; empty where neither was seen.
    """
    words = seen.words.strip()
    codes = "\n".join(code_lines(seen.codes))
    return f"{words}\n\n{codes}" if words and codes else words or codes


def code_lines(codes: Iterable[str]) -> list[str]:
    """Give a line for each different code, so that a wallet in one is found as if written."""
    said = (" ".join(code.split())[:MAX_CODE_CHARACTERS] for code in dict.fromkeys(codes))
    return [f"QR code: {one}" for one in said if one]


class Looking:
    """One document's pictures, looked at one after the other, and what came of it."""

    def __init__(self, eyes: Eyes | None) -> None:
        self._eyes = eyes
        self._notes: list[str] = []
        self._codes: list[str] = []
        self._looked_at = self._read_off = self._passed_over = 0
        self._words_passed_over = 0

    def at(self, picture: bytes | Raster, *, words: bool) -> str:
        """Look at a picture, and keep its codes.

        Args:
            picture: What to look at.
            words: Whether its words are wanted.

        Returns:
            The words; empty where there are none, or none were wanted, or it was not looked at,
            which `notes` then says.
        """
        if self._eyes is None or self._looked_at >= MAX_LOOKED_AT:
            self._passed_over += 1
            return ""
        self._looked_at += 1
        if words and self._read_off >= MAX_READ_OFF:
            words = False
            self._words_passed_over += 1
        self._read_off += words
        try:
            seen = self._eyes.look(picture, words=words)
        except UnableToReadError as refusal:
            # The words of the document itself are worth more than a picture in it that is broken.
            self._notes.append(f"A picture in it could not be read. {refusal}")
            return ""
        self._codes += seen.codes
        self._notes += seen.notes
        if not words:
            return ""
        if seen.words.strip():
            self._notes.append(READ_OFF)
        return seen.words.strip()

    def pass_over(self) -> None:
        """Say of a picture that it is there and was not looked at."""
        self._passed_over += 1

    @property
    def code_lines(self) -> list[str]:
        return code_lines(self._codes)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out or is unsure, as sentences for the person."""
        notes = list(dict.fromkeys(self._notes))
        if self._passed_over:
            notes.append(
                f"Not looked at: {self._passed_over} picture{'s' * (self._passed_over > 1)} in it."
            )
        if self._words_passed_over:
            notes.append(
                f"Only codes, and no words, were looked for in {self._words_passed_over} of the "
                "pictures in it."
            )
        return tuple(notes)

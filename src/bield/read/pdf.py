"""A PDF → the words that stand in it, and what its QR codes say.

The mails of 2024 and after put the threat into an attached PDF, with the person's name, their
address and a photograph of their street, and the wallet as a QR code.
"""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace

from bield.ports import Eyes, Page, Paper
from bield.read.pdf_pages import MAX_PAGES, lay_out
from bield.read.refusals import (
    NothingToReadError,
    PictureRefusedError,
    TooComplexToReadError,
)
from bield.read.seen import Looking
from bield.read.text import MAX_CHARACTERS, shorten
from bield.records import Format, Message

FEW_LETTERS = 150
"""Beside fewer letters than this, a picture is read for its words too: a scanned letter has none
of its own, or a page number; a short covering note has some two lines."""

HOLDS_PICTURE = (
    "This document has a picture in it. Pictures stay on your own device, so this page does not "
    "take it and has kept nothing of it. Open the document, copy its words and paste them instead."
)
_NO_WORDS = (
    "No words were found in this PDF. Open it, type or copy the words you see into a text file, "
    "and try again."
)
_ONLY_PICTURES = (
    "This PDF holds pictures only, no words of its own, and the pictures were not looked at. Type "
    "the words you see into a text file and try again."
)


_NOT_DRAWN = "Its pages took too long to draw, so nothing in its pictures was read."


def _name(word: str) -> str:
    """A pattern for a name in a PDF, which may write any letter as `#` and two digits."""
    letters = (f"(?:{c}|#{ord(c):02x}|#{ord(c):02X})" for c in word)
    return "/" + "".join(letters) + r"(?![A-Za-z0-9#])"


_PIXELS = re.compile(
    "|".join(
        map(_name, ["Image", "DCTDecode", "JPXDecode", "JBIG2Decode", "EmbeddedFile", "RichMedia"])
    ).encode()
)
"""What tells a picture or another file within. A stream is never inside another stream, so the
word that says what it is stands readable in the file, even of one that is encrypted."""


def read_pdf(
    data: bytes,
    *,
    pictures_allowed: bool = True,
    eyes: Eyes | None = None,
    paper: Paper | None = None,
) -> Message:
    """Give the words of a PDF, page after page, then where its links lead and what its codes say.

    Args:
        data: The PDF.
        pictures_allowed: Whether it may hold pictures.
        eyes: What reads pictures. QR codes are looked for on every page; words only on a page
            that has almost none of its own, such as a scanned letter.
        paper: What lays it out; without it that is done in this process, and not bounded in time.

    Returns:
        The message. `notes` says which pages and pictures were left out.

    Raises:
        PictureRefusedError: It holds a picture or another file, and those were not allowed.
        LockedError: It opens only with a password.
        NotAMessageError: It is broken.
        NothingToReadError: There are no words in it.
        TooComplexToReadError: Laying it out took too long.
    """
    if not pictures_allowed and _PIXELS.search(data):
        raise PictureRefusedError(HOLDS_PICTURE)
    reading = _Reading(eyes, pictures_allowed=pictures_allowed)
    laid_out = (lay_out if paper is None else paper.lay_out)(data, draw=eyes is not None)
    try:
        # Closed at once: an open one keeps every other PDF waiting.
        with closing(laid_out) as pages:
            for page in pages:
                reading.take(page)
                if reading.characters > MAX_CHARACTERS:
                    break  # `shorten` says so
    except TooComplexToReadError as refusal:
        if not reading.characters:
            if eyes is None:
                raise
            # Its words, if it has any, take far less than its pages take to draw.
            message = read_pdf(data, pictures_allowed=pictures_allowed, paper=paper)
            return replace(message, notes=(*message.notes, _NOT_DRAWN))
        reading.notes.append(f"Only the first {reading.taken} pages were read. {refusal}")
    return reading.message()


class _Reading:
    """What the pages gave so far."""

    def __init__(self, eyes: Eyes | None, *, pictures_allowed: bool) -> None:
        self._pictures_allowed = pictures_allowed
        self.notes: list[str] = []
        self.taken = self.characters = 0
        self._looking = Looking(eyes)
        self._texts: list[str] = []
        self._links: list[str] = []
        self._broken = 0
        self._of = 0
        self._has_picture = False

    def take(self, page: Page) -> None:
        if page.has_picture and not self._pictures_allowed:
            raise PictureRefusedError(HOLDS_PICTURE)
        self.taken += 1
        self._of = page.of
        self._broken += page.broken
        self._has_picture = self._has_picture or page.has_picture
        text = page.text
        if page.drawn is not None:
            letters = sum(map(str.isalnum, text))
            # No letters and no picture either: they may be drawn as lines.
            few = letters < FEW_LETTERS and (page.has_picture or not letters)
            seen = self._looking.at(page.drawn, words=few)
            text = f"{text}\n{seen}".strip() if seen else text
        elif page.has_picture:
            self._looking.pass_over()
        self._texts.append(text)
        self._links += page.links
        self.characters += len(text)

    def message(self) -> Message:
        words = "\n\n".join(text for text in self._texts if text)
        # A link that is written out where it stands need not be told twice.
        links = [f"Link: {link}" for link in dict.fromkeys(self._links) if link not in words]
        added = "\n".join([*links, *self._looking.code_lines])
        text, shortened = shorten(f"{words}\n\n{added}".strip())
        notes = (*self._page_notes(), *self._looking.notes)
        if not text:
            raise NothingToReadError(
                " ".join([_ONLY_PICTURES if self._has_picture else _NO_WORDS, *notes])
            )
        return Message(format=Format.DOCUMENT, text=text, notes=notes + shortened)

    def _page_notes(self) -> list[str]:
        notes = list(self.notes)
        if self._of > MAX_PAGES:
            notes.append(f"Only the first {MAX_PAGES} of {self._of:,} pages were read.")
        if self._broken:
            notes.append(
                f"{self._broken} of its pages could not be read: that part of the file is broken."
            )
        return notes

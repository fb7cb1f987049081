"""What the stages need from the world, as protocols. Adapters make them real."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Given:
    """Bytes that a person gave, and what they call them."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that a person named and that could not be opened, with the reason for them."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Raster:
    """A page laid out as a picture."""

    width: int
    height: int
    grey: bytes
    """One byte a pixel, row by row, `width * height` of them; 255 is white."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in a picture."""

    words: str
    """Line by line; empty where there are none."""
    codes: tuple[str, ...]
    """What the QR codes in it say."""
    notes: tuple[str, ...] = ()
    """What was not looked for, or not done, as sentences for the person."""
    by: str = ""
    """The program that read the words, and its version; empty where none did."""


class Eyes(Protocol):
    """Whatever can read words and codes off a picture, on this machine and nowhere else."""

    def look(self, picture: bytes | Raster, *, words: bool = True) -> Seen:
        """Give the words and codes in a picture: an encoded file, or a page laid out.

        Args:
            picture: What to look at.
            words: Whether its words are asked for too; codes alone are found much faster.

        Raises:
            bield.read.UnableToReadError: It is no picture, is too large, or what would read it
                is not installed; the sentence says what to do.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a PDF."""

    of: int
    """How many pages the document says it has."""
    text: str
    """Its own text, as far as it stands on the page; empty where it is but a picture of one."""
    links: tuple[str, ...] = ()
    """Where its links lead."""
    has_picture: bool = False
    """Whether pixels stand on it: a photograph, a scan, a logo."""
    drawn: Raster | None = None
    """The page as it looks, where that was asked for."""
    broken: bool = False
    """It could not be laid out, so nothing of it is here."""
    about: tuple[tuple[str, str], ...] = ()
    """What the document says of itself (title, author, dates …), on its first page only."""


class Paper(Protocol):
    """Whatever lays out a PDF, and ends in bounded time and memory however it was made."""

    def lay_out(self, document: bytes, *, draw: bool) -> Generator[Page, None, None]:
        """Give the pages in order, bounded in number and size. Close it when you have enough.

        Args:
            document: The PDF.
            draw: Whether the pages are drawn too, for eyes.

        Raises:
            bield.read.UnableToReadError: It is no PDF, is locked, or took too long; pages
                that were laid out before that have been given.
        """
        ...


class Inbox(Protocol):
    """Where the things that a person wants looked at come from."""

    def open(self, path: Path) -> Iterator[Given | Refused]:
        """Give what is at a path: a file, every message in a folder, standard input.

        Never raises for what a person may do wrong: that is `Refused`, with its reason.
        """
        ...


class Clock(Protocol):
    """Whatever tells the time."""

    def now(self) -> datetime:
        """Give the present moment, with the zone of whoever asks."""
        ...

"""A document to print, as data: what stands in it, in the order in which it is read.

What we say is a `str`; what anybody else wrote is `Given`, and is shown as it is: never run, never
able to turn the words around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bield.records.case import Words


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody else wrote, in any language and any direction."""

    text: str
    exact: bool = False
    """In letters of one width, for what is compared letter by letter: a hash, a wallet."""


Part = str | Given
Cell = Part | tuple[Part, ...]
"""Of a table: one paragraph, or several."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    text: str
    level: int = 2
    """1 is the title's."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Our own words."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of somebody else, set apart, with a label that says whose they are."""

    words: Words
    label: str
    text: str
    after: str = ""
    """Our own words about it, such as that it goes on elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a row of headings."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    """Of the columns, in shares of the line."""


@dataclass(frozen=True, slots=True)
class Commands:
    """Lines to type."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A square that a telephone reads."""

    value: str
    says: str
    """What is in it, for whoever cannot see it."""


@dataclass(frozen=True, slots=True)
class ToSign:
    """Lines to write on by hand, each with what belongs there."""

    labels: tuple[str, ...]
    says: str = ""
    """What to know before; empty where nothing is."""


Block = Heading | Paragraph | Points | Passage | Table | Commands | QrCode | ToSign


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that lies in the document, for programs."""

    name: str
    media_type: str
    says: str
    """What is in it."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A document to print."""

    title: str
    """Of the file too, so it tells nothing to somebody who sees it in a list of files."""
    language: str
    """ISO 639-1, such as `en`."""
    region: str
    """ISO 3166-1 alpha-2, such as `GB`."""
    printed_on: date
    foot: str
    """On every page, beside its number."""
    blocks: tuple[Block, ...]
    about_codes: str
    """What signs such as `[U+202E]` stand for; it is printed only where there are any."""
    attachments: tuple[Attachment, ...] = ()

"""What is printed: the words of a sheet of paper, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A sentence, or a run of them, of a step."""

    text: str
    rank: int
    """0 is never left out; of the others, the highest is the first to go where there is no room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Somebody to turn to, as it stands on paper."""

    name: str
    ways: tuple[str, ...]
    """Each a number or an address, with what it is for; none where they stand on the sheet
    already."""
    hours: str
    """In words; empty where nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do and to tick."""

    number: int
    title: str
    lines: tuple[PaperLine, ...]
    reaches: tuple[Reach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Tasks under one heading."""

    heading: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet to print: one page where it fits."""

    title: str
    """Of the document too, so it tells nothing to somebody who sees it in a list of files."""
    language: str
    """ISO 639-1, such as `en`."""
    region: str
    """ISO 3166-1 alpha-2, such as `GB`."""
    calls_heading: str
    calls: tuple[Reach, ...]
    tasks_heading: str
    parts: tuple[Part, ...]
    useful_rank: int
    """Lines up to this rank are worth smaller letters."""
    last_rank: int
    small_print: tuple[str, ...]
    printed_on: date
    large: bool
    """In letters of 18 points, on as many pages as that takes, with nothing left out."""

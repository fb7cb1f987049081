"""What the stages need from the world, as protocols. Adapters make them real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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


class Inbox(Protocol):
    """Where the things that a person wants looked at come from."""

    def open(self, path: Path) -> Iterator[Given | Refused]:
        """Give what is at a path: a file, every message in a folder, standard input.

        Never raises for what a person may do wrong: that is `Refused`, with its reason.
        """
        ...

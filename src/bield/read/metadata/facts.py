"""What a file says of itself, as pairs, and which of them may tell of the person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MAX_FACTS = 2_000
MAX_VALUE_CHARACTERS = 10_000


class Tells(StrEnum):
    """What of the person's a fact may give away."""

    NOTHING = ""
    PLACE = "place"
    NAME = "name"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a file says of itself."""

    label: str
    """As the format calls it."""
    value: str
    tells: Tells = Tells.NOTHING

    @property
    def row(self) -> list[str]:
        """As it stands in `metadata.json`."""
        return [self.label, self.value, *([self.tells.value] if self.tells else [])]


def tidy(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Leave out what says nothing, and bound the rest."""
    made: list[Fact] = []
    for fact in facts:
        value = "".join(c if c.isprintable() or c in "\n\t" else " " for c in fact.value).strip()
        if value and len(made) < MAX_FACTS:
            made.append(Fact(fact.label, value[:MAX_VALUE_CHARACTERS], fact.tells))
    return tuple(made)

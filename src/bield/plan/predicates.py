"""Rules that the five words of conditions would say badly: the one way out, each with a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

Value = str | bool
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A named rule over what is known of a case."""

    holds: Callable[[Values], bool]
    asks: tuple[str, ...]
    """Every name that it looks at."""
    means: str
    """For whoever reads a condition."""


def _may_have_pictures(values: Values) -> bool:
    return values["threat"] in {"stranger", "hacked_account", "known_person", "unclear"}


def _money_may_come_back(values: Values) -> bool:
    return values["has_paid"] == "yes" and not values["collected"]


PREDICATES: Mapping[str, Predicate] = MappingProxyType(
    {
        "may_have_pictures": Predicate(
            _may_have_pictures,
            ("threat",),
            "somebody threatens with pictures, real or made up, and is no mere bluff",
        ),
        "money_may_come_back": Predicate(
            _money_may_come_back,
            ("has_paid", "collected"),
            "they paid, and nobody knows that the money was picked up",
        ),
    }
)

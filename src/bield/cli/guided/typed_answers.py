"""What is typed as an answer → what is meant by it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar

from bield.records import shown

T = TypeVar("T")
STOP = frozenset({"stop", "quit", "exit"})
BACK = "back"
YES = frozenset({"yes", "y", "yeah", "yep"})
NOTHING = frozenset(
    {
        *("no", "n", "nope", "none", "nothing", "nobody", "no one", "no more", "-"),
        *("idk", "dunno", "don't know", "dont know", "i don't know", "i dont know", "?"),
    }
)
"""What people write where they leave a question."""
SHORT = 60
"""Signs of a text that are shown where its beginning is enough."""


def short(text: str, most: int = SHORT) -> str:
    """Give the beginning of a text, on one line, with nothing hidden in it."""
    whole = shown(" ".join(text.split()))
    return whole if len(whole) <= most else f"{whole[: most - 1]}…"


def plain(typed: str) -> str:
    """Give a short answer as it is compared: case, blanks and full stops are no matter."""
    return typed.strip().lower().replace("’", "'").rstrip(".!")


def known_by(options: Mapping[T, str], also: Mapping[str, T]) -> dict[str, T]:
    """Give what may be typed for each choice: its number, its words, its value.

    Args:
        options: What can be chosen, in its order, with its words.
        also: What else may be typed.
    """
    known: dict[str, T] = dict(also)
    for number, (value, text) in enumerate(options.items(), start=1):
        known |= {str(number): value, text.lower(): value}
        if isinstance(value, str):
            known.setdefault(str(value).lower(), value)
    return known


def chosen(typed: str, known: Mapping[str, T]) -> tuple[T, ...] | None:
    """Read numbers or words; `None` where something typed is neither."""
    given = unicodedata.normalize("NFKC", typed).lower().strip(" .():")
    if given in known:
        return (known[given],)
    parts = [part.strip(".():") for part in re.split(r"[\s,;&+]+", given) if part != "and"]
    found = [known.get(part) for part in parts if part]
    return None if None in found else tuple(dict.fromkeys(one for one in found if one is not None))


def is_a_choice(typed: str) -> bool:
    """Tell whether a number was meant: no account is called «9»."""
    return len(typed) < 3 and typed.isdecimal()

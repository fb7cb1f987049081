"""What of the person's own is left out of a copy: names, addresses, numbers, as they said them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

from bield.keep import UnableToKeepError

LEFT_OUT = "[left out]"
_SHORTEST = 3
_SHORTEST_LOCAL_PART = 4
_PLACE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}|\d{4,5}")
_AT = r"(?:@|%40|=|&#64;|&#x40;|&commat;|\s?\(at\)\s?)"


class CannotCleanError(UnableToKeepError):
    """A file cannot be freed of what is the person's own, so no copy of it is made."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A copy that can be shown to others."""

    data: bytes
    left_out: tuple[str, ...]
    """What was left out, in words; nothing where nothing had to be."""


@dataclass(frozen=True, slots=True)
class Own:
    """What is the person's own, and is looked for in every form in which it may be written."""

    values: tuple[str, ...] = ()
    _pattern: re.Pattern[str] | None = field(init=False, default=None, compare=False)

    def __post_init__(self) -> None:
        forms = {form for value in self.values for form in _forms(value.strip())}
        if forms:
            # The longest first, so that a whole name is one thing that is left out.
            whole = "|".join(sorted(forms, key=len, reverse=True))
            object.__setattr__(self, "_pattern", re.compile(rf"(?<!\w)(?:{whole})(?!\w)"))

    def __bool__(self) -> bool:
        return self._pattern is not None

    @property
    def has_name(self) -> bool:
        """Whether a name is known: words, neither an address of mail nor a number."""
        return any("@" not in v and re.search(r"[^\W\d_]{2}", v) for v in self.values)

    def and_also(self, more: Iterable[str]) -> Own:
        """Give the same, and these."""
        return Own(tuple(dict.fromkeys([*self.values, *(m for m in more if m.strip())])))

    def without(self, text: str) -> tuple[str, int]:
        """Give a text without it, and in how many places it stood."""
        return self._pattern.subn(LEFT_OUT, text) if self._pattern else (text, 0)

    def stands_in(self, text: str) -> bool:
        """Tell whether it stands in a text, written as programs write it, too."""
        if self._pattern is None:
            return False
        return any(self._pattern.search(form) for form in {text, unescape(text), unquote(text)})


def in_places(places: int) -> str:
    """Say in how many places something stood."""
    return "in one place" if places == 1 else f"in {places} places"


def _forms(value: str) -> Iterator[str]:
    """The patterns by which one thing is found."""
    if len(value) < _SHORTEST:
        return
    if "@" in value and " " not in value:
        local, _, domain = value.rpartition("@")
        yield f"(?i:{re.escape(local)}{_AT}{re.escape(domain)})"
        if len(local) >= _SHORTEST_LOCAL_PART:
            yield f"(?i:{re.escape(local)})"
    elif len(figures := re.sub(r"\D", "", value)) >= 7 and not re.search(r"[A-Za-z]", value):
        # A number with or without its country's: the last nine figures, however they are parted.
        yield r"\+?(?:\d[ ().\-/]{0,3}){0,6}" + r"[ ().\-/]{0,3}".join(figures[-9:])
    else:
        yield from _of_words(value)


def _of_words(value: str) -> Iterator[str]:
    words = [re.escape(word) for word in value.split()]
    yield "(?i:" + r"\s+".join(words) + ")"
    as_bytes = _as_meta_writes(value)
    for form in {json.dumps(value)[1:-1], as_bytes, json.dumps(as_bytes)[1:-1]} - {value}:
        yield re.escape(form)
    pieces = re.split(r"[,\n]", value) if re.search(r"[,\n\d]", value) else value.split()
    for piece in (p.strip() for p in pieces):
        # A part by itself only as it is written: «Will» is a name, «will» is not.
        if (
            len(piece) >= _SHORTEST
            and piece != value
            and (not piece.isdecimal() or _PLACE.fullmatch(piece))
        ):
            yield r"\s+".join(re.escape(word) for word in piece.split())


def _as_meta_writes(value: str) -> str:
    """As it stands in exports of Facebook and Instagram: each byte a letter of its own."""
    return value.encode("utf-8", "replace").decode("latin-1")

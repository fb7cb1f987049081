"""Which signs of a text nobody would see, so that each can be written out in its place."""

from __future__ import annotations

import re
from unicodedata import category

from bield.records.showing import shown

_JOINERS = "\u200c\u200d"
_VARIANTS = "\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Signs that choose a form of the letter before, and show nothing themselves."""
_BESIDE = rf"[^\x00-\x7f\s{_JOINERS}]"
_STRAY_JOINER = rf"(?<!{_BESIDE})[{_JOINERS}]|[{_JOINERS}](?!{_BESIDE})"
_STRAY_VARIANT = rf"(?<![^\x00-\x22\x24-\x29\x2b-\x2f\x3a-\x7f\s])[{_VARIANTS}]"


def unseen(text: str, *, sentences: bool) -> re.Pattern[str]:
    """Give a pattern that finds, in this text, each run of signs that nobody would see.

    Args:
        text: Any; halves of pairs (lone surrogates) count as unseen.
        sentences: Whether it is what a person writes: line ends, tabs and wide or narrow spaces
            are then no matter, nor are joiners between letters of scripts that need them (Persian,
            Hindi), nor what an emoji is made of. In a name, an address or a hash they are.
    """
    keep = f"\n\t{_JOINERS}" if sentences else ""
    hidden = sorted(
        c
        for c in set(text)
        if shown(c) != c and c not in keep and not (sentences and category(c) == "Zs")
    )
    found = [f"[{''.join(map(re.escape, hidden))}]"] if hidden else []
    found += [_STRAY_JOINER, _STRAY_VARIANT] if sentences else [f"[{_VARIANTS}]"]
    return re.compile(f"(?:{'|'.join(found)})+")


def shown_sentences(text: str) -> str:
    """Give what a person wrote with what nobody sees written out, as `shown` does, but with its
    line ends, and with the joiners that its script needs."""
    return unseen(text, sentences=True).sub(lambda found: _escaped(found[0]), text)


def _escaped(signs: str) -> str:
    return "".join(
        shown(c)
        if shown(c) != c
        else f"\\u{ord(c):04x}"
        if ord(c) < 0x10000
        else f"\\U{ord(c):08x}"
        for c in signs
    )

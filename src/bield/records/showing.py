"""How a value that somebody else chose is shown: literally, with nothing hidden in it."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]"
)
"""Marks that turn the direction of writing, join or part letters, or take room and show nothing:
some of them count as printable. Source: Unicode 15.0, Default_Ignorable_Code_Point and
Bidi_Control; U+2800 is a blank pattern."""


def shown(text: str) -> str:
    """Give a text as it can be printed on one line: what nobody sees in it is written out.

    Args:
        text: As it is; a line end, a tab or a mark that turns the writing round counts as unseen.

    Returns:
        The same where all of it is to be seen; otherwise with `\\u202e` or such in its place.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c.isprintable() and not _UNSEEN.match(c) else _written(c) for c in text)


def _written(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

"""Why a mail came back and whether another try may help, of a status and a server's words."""

from __future__ import annotations

import re

from bield.records.returned import Permanence, Why
from bield.warn.returned.status import class_of, permanence_of, why_of
from bield.warn.returned.why_words import WHY

_OVER_STORAGE = re.compile(r"(?<![\d.])552(?![\d.])")
"""RFC 5321, 4.2.2: «exceeded storage allocation»."""
MAX_SAID = 1_000
"""How much of a server's words is looked at."""
_KEPT = 300
"""How much of it is given on."""


def permanence_and_why(status: str, said: str) -> tuple[Permanence, Why]:
    """Tell whether another try may help, and why a mail came back.

    A server's own words are believed before its number: the number is often the same for all that
    it refuses.

    Args:
        status: RFC 3463, or "".
        said: What the server said, or "".
    """
    said = said[:MAX_SAID]
    why = next((cause for cause, words in WHY if words.search(said)), Why.NOT_SAID)
    if why is Why.NOT_SAID:
        why = why_of(status)
    if why is Why.NOT_SAID and _OVER_STORAGE.search(said):
        why = Why.MAILBOX_FULL
    return permanence_of(class_of(status, said), why), why


def one_line(said: str) -> str:
    """Give a server's words in one line, cut short, without what could move a terminal."""
    line = re.sub(r"\s+", " ", said[: 4 * MAX_SAID]).strip()
    line = "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
    return line if len(line) <= _KEPT else line[: _KEPT - 1] + "…"

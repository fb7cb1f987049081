"""Text and moments in signs that every format takes and every reader sees."""

from __future__ import annotations

from datetime import UTC

from bield.records import Moment

MAX_CHARACTERS = 2000
"""Of one value. The rest stays in the sealed record, and the package says so."""
_FIRST_YEAR = 1900
"""Before it no message was sent: a clock stood wrong, and formats disagree on how to write it."""


def visible(text: str, limit: int = MAX_CHARACTERS) -> str:
    """Give a text in one line in which everything can be seen: `\\u202e` for what turns it round.

    Args:
        text: Anything.
        limit: After how many characters it is cut; the cut is written at its end.
    """
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[:limit].strip())
    return shown if len(text) <= limit else f"{shown} … ({len(text):,} characters in all)"


def utc(moment: Moment | None) -> str | None:
    """Give a moment as RFC 3339 in UTC; `None` where it is not certain."""
    at = moment.at if moment is not None else None
    if at is None or at.tzinfo is None or at.year <= _FIRST_YEAR:
        return None
    try:
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return None


def moment_words(moment: Moment | None) -> str:
    """Give a moment as far as it is known: in UTC where it is certain, else as it was written."""
    if moment is None:
        return ""
    return utc(moment) or f"{visible(moment.raw, 200)} (as written; not settled)"

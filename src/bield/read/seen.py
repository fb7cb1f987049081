"""What eyes saw in a picture → text, the same way wherever a picture stands."""

from __future__ import annotations

from collections.abc import Iterable

from bield.ports import Seen

MAX_CODE_CHARACTERS = 4_296
"""The most that one QR code can say. Source: ISO/IEC 18004, version 40-L, alphanumeric."""


def seen_text(seen: Seen) -> str:
    """Give the words that were seen, and below them a line for each QR code.

    Returns:
        The text; empty where neither was seen.
    """
    words = seen.words.strip()
    codes = "\n".join(code_lines(seen.codes))
    return f"{words}\n\n{codes}" if words and codes else words or codes


def code_lines(codes: Iterable[str]) -> list[str]:
    """Give a line for each different code, so that a wallet in one is found as if written."""
    said = (" ".join(code.split())[:MAX_CODE_CHARACTERS] for code in dict.fromkeys(codes))
    return [f"QR code: {one}" for one in said if one]

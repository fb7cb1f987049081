"""Bytes → characters, in whatever encoding they were written, or were said to be."""

from __future__ import annotations

import codecs
import re

_SURROGATES = re.compile("[\ud800-\udfff]")

_NOT_FOR_MAIL = frozenset(
    {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
"""Codecs that Python has and mail has not; some of them take quadratic time."""


def without_surrogates(text: str) -> str:
    """Put U+FFFD where half of a surrogate pair stands alone: such a text cannot be printed."""
    return _SURROGATES.sub("\ufffd", text)


def decode_text(data: bytes, *, declared: str | None) -> tuple[str, tuple[str, ...]]:
    """Decode bytes without ever failing, and say where the declaration was wrong.

    Args:
        data: The bytes.
        declared: The charset the mail declares, if any.

    Returns:
        The text without NULs, byte-order marks and lone surrogates, and notes for the person.
    """
    notes: tuple[str, ...] = ()
    text = _strictly(data, "utf-8-sig") if _worth_trying_utf8(data, declared) else None
    if text is None and declared:
        text = _strictly(data, declared)
        if text is None:
            notes = (
                "The message names an encoding that its letters are not in; some of them may "
                "be wrong.",
            )
    if text is None:
        text = _by_its_looks(data)
    return without_surrogates(text.replace("\x00", "").removeprefix("\ufeff")), notes


def _worth_trying_utf8(data: bytes, declared: str | None) -> bool:
    # Bytes beyond ASCII that happen to be valid UTF-8 are UTF-8, whatever the header says:
    # no other charset in use forms such sequences by chance. ISO-2022 is 7-bit, and is told
    # by its declaration alone.
    return declared is None or (
        not data.isascii() and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    )


def _by_its_looks(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    if max(even, odd) * 2 > len(data[:4096:2]):
        return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    utf8 = _strictly(data, "utf-8-sig")
    return utf8 if utf8 is not None else data.decode("windows-1252", errors="replace")


def _strictly(data: bytes, charset: str) -> str | None:
    try:
        codec = codecs.lookup(charset.strip().strip("\"'"))
        if codec.name.replace("-", "_") in _NOT_FOR_MAIL:
            return None
        return data.decode(codec.name)
    except (LookupError, ValueError):
        # An unknown name, a codec that is not for text, or bytes that are not in it.
        return None

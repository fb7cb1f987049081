"""The headers of a mail as letters and addresses, however they were written."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Part
from email.utils import getaddresses

from bield.read.charsets import decode_text, without_surrogates

MAX_HEADER_CHARACTERS = 2_000
_ONE_ADDRESS = re.compile(
    r"""\s*(?:(?P<bare>[\w.+=-]+@[\w-]+(?:\.[\w-]+)*)
    |(?:"[^"\\]*"|[\w.'-]+(?:[ ][\w.'-]+)*)?
    \s*<(?P<address>[\w.+=-]+@[\w-]+(?:\.[\w-]+)*)>)\s*\Z""",
    re.ASCII | re.VERBOSE,
)
"""One address, bare or in angle brackets after a plain name."""


def header(mail: Part, name: str) -> str:
    """Give a header in one line, or "" where there is none."""
    value = mail.get(name)
    return "" if value is None else _one_line(decoded(str(value)))


def addresses(mail: Part, name: str) -> list[str]:
    """Give the addresses in a header, without the display names."""
    values = [decoded(str(v)) for v in mail.get_all(name, [])[:20]]
    if all(_ONE_ADDRESS.match(value) for value in values):
        # As in nearly every mail: the standard library's parser would say the same, later.
        return [m["bare"] or m["address"] for v in values if (m := _ONE_ADDRESS.match(v))]
    try:
        pairs = getaddresses(values)
    except RecursionError:  # comments in comments, a thousand deep: nobody's address
        return []
    return [address.strip() for _, address in pairs if "@" in address]


def charset(part: Part) -> str | None:
    """Give the charset that a part declares, or `None` where it declares none that can be read."""
    try:
        declared = part.get_content_charset()
    except (ValueError, LookupError, UnicodeError):
        return None
    return declared if isinstance(declared, str) else None


def filename(part: Part) -> str:
    """Give a part's file name, or "" where it has none."""
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        return ""
    return _one_line(decoded(str(name))) if name else ""


def decoded(value: str) -> str:
    """A header's text, RFC 2047 words decoded, raw bytes made letters, never failing."""
    value = value[: 4 * MAX_HEADER_CHARACTERS]
    if value.isascii() and "=?" not in value:
        return value[:MAX_HEADER_CHARACTERS].replace("\x00", "")
    try:
        chunks = decode_header(value)
    except (ValueError, LookupError, HeaderParseError):  # broken base64 in an encoded word
        chunks = [(value, None)]
    pieces = []
    for chunk, named in chunks:
        raw = _bytes_of(chunk) if isinstance(chunk, str) else chunk
        pieces.append(decode_text(raw, declared=None if named == "unknown-8bit" else named)[0])
    return "".join(pieces)[:MAX_HEADER_CHARACTERS]


def _bytes_of(text: str) -> bytes:
    """The bytes that the parser made this of: those beyond ASCII became surrogate escapes."""
    if all(c < "\x80" or "\udc80" <= c <= "\udcff" for c in text):
        return text.encode("ascii", errors="surrogateescape")
    return text.encode("utf-8", errors="replace")


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", without_surrogates(text)).strip()

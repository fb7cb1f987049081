"""Many mails in one file: mbox (RFC 4155, and the variants that mail programs write).

A mail begins with a line «From sender date» that stands first or after an empty line and is
followed by a header. All three are asked for: people write «From …» in mails too, and not every
program puts the `>` before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

BLOCK_BYTES = 1024 * 1024
LOOK_AHEAD_BYTES = 2_048
"""How far after the start of a line `starts_mail` looks: a separator line and the header line
that follows it."""
LOOK_BEHIND_BYTES = 4
"""How far before the start of a line `starts_mail` looks: the end of an empty line."""

_SEPARATOR = re.compile(
    rb"""From[ ](?:
        [^\r\n]{0,400}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?[ ]+
        (?:[A-Z][a-z]{2}[ ]+\d{1,2}|\d{1,2}[ ]+[A-Z][a-z]{2}),?[ ][^\r\n]{0,40}?
        \d{1,2}:\d\d[^\r\n]{0,60}
      | [^\s@]{1,64}@[^\s@]{1,255}(?:[ ]+\d{4}-\d\d-\d\d[^\r\n]{0,40})?[ \t]*
    )\r?\n""",
    re.VERBOSE,
)
_AFTER = re.compile(rb">*From |[!-9;-~]{1,80}[ \t]*:|\Z")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_SEPARATORS = re.compile(rb"(?:>?From [^\n]*\n)+")
_EMPTY_LINE = re.compile(rb"\n\r?\n")


@dataclass(frozen=True, slots=True)
class TooLong:
    """In place of a mail that is larger than a reader opens."""

    size_bytes: int


class Readable(Protocol):
    """A file that is read from where it stands on."""

    def read(self, size: int, /) -> bytes: ...


def starts_mail(window: bytes, at: int) -> bool:
    """Tell whether the line at an offset starts a mail.

    Who splits a file by byte ranges can ask this of any window of it.

    Args:
        window: A part of the file that has `LOOK_BEHIND_BYTES` before the offset and
            `LOOK_AHEAD_BYTES` after it, or reaches to the start or the end of the file.
        at: Where in the window the line starts.
    """
    if not window.startswith(b"From ", at):
        return False
    before = window[max(0, at - LOOK_BEHIND_BYTES) : at]
    if before.strip(b"\r\n") and not before.endswith((b"\n\n", b"\n\r\n")):
        return False
    line = _SEPARATOR.match(window, at, at + LOOK_AHEAD_BYTES)
    return line is not None and _AFTER.match(window, line.end()) is not None


def is_mbox(start: bytes) -> bool:
    """Tell whether a file that starts so is an mbox: with the line that separates its mails."""
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return starts_mail(start[:LOOK_AHEAD_BYTES], 0)


def holds_several(data: bytes) -> bool:
    """Tell whether these bytes are an mbox with more than one mail in it."""
    if not is_mbox(data):
        return False
    starts = _starts(data)
    next(starts, None)
    return next(starts, None) is not None


def split_mbox(data: bytes) -> Iterator[bytes]:
    """Give each mail of an mbox, as it was before it was put there.

    Args:
        data: A whole mbox, with either kind of line ends.

    Yields:
        The mails in order, without the separator lines; body lines that were marked with `>`
        because they begin with «From » are as they were written.
    """
    start: int | None = None
    for found in _starts(data):
        if start is not None:
            yield _mail(data[start:found])
        start = found
    if start is not None:
        yield _mail(data[start:])


def iter_mbox(
    file: Readable, *, max_bytes: int, start: bytes = b"", block_bytes: int = BLOCK_BYTES
) -> Iterator[bytes | TooLong]:
    """Give each mail of an mbox of any size, holding no more than one mail and a block of it.

    Args:
        file: The file, read from where it stands to its end. What stands before the first
            mail in it is passed over: a range of a file may begin in the middle of one.
        max_bytes: A mail larger than this is passed over.
        start: What was read of the file already.
        block_bytes: How much is read at a time.

    Yields:
        The mails as `split_mbox` gives them; `TooLong` in place of one that was passed over.
    """
    buffer = bytearray(start)
    let_go = 0  # bytes of the mail at hand that are held no more, since it is too long
    began = False
    searched = 0
    while True:
        block = file.read(block_bytes)
        buffer += block
        window = bytes(buffer)
        # A line so near the end that what follows it is not read yet is left for the next turn.
        edge = len(window) - LOOK_AHEAD_BYTES if block else len(window)
        cut = 0
        for found in _starts(window, searched):
            if found >= edge:
                break
            if began:
                yield _whole(window[cut:found], let_go, max_bytes)
            began, cut, let_go = True, found, 0
        if not block:
            if began:
                yield _whole(window[cut:], let_go, max_bytes)
            return
        del buffer[:cut]
        searched = max(1 if began else 0, edge - cut - LOOK_BEHIND_BYTES)
        if len(buffer) > max_bytes + LOOK_AHEAD_BYTES:
            kept = LOOK_AHEAD_BYTES + 2 * LOOK_BEHIND_BYTES
            let_go += len(buffer) - kept
            del buffer[:-kept]
            searched = LOOK_BEHIND_BYTES


def unquoted(mail: bytes) -> bytes:
    """Give a mail from an mbox with the `>` taken from body lines that begin with «From »."""
    if b">From " not in mail:
        return mail
    body = _EMPTY_LINE.search(mail)
    if body is None:
        return mail
    # Not in the headers: a mail that came out could begin with a separator once more.
    return mail[: body.end()] + _QUOTED.sub(rb"\1", mail[body.end() :])


def _starts(data: bytes, at: int = 0) -> Iterator[int]:
    """Where mails start in a whole mbox, or in a window of one, from an offset on."""
    if at == 0:
        first = len(data) - len(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
        if starts_mail(data[first : first + LOOK_AHEAD_BYTES], 0):
            yield first
        at = first
    at = data.find(b"\nFrom ", at)
    while at >= 0:
        if starts_mail(data, at + 1):
            yield at + 1
        at = data.find(b"\nFrom ", at + 1)


def _whole(mail: bytes, let_go: int, max_bytes: int) -> bytes | TooLong:
    size = let_go + len(mail)
    return TooLong(size) if size > max_bytes else _mail(mail)


def _mail(data: bytes) -> bytes:
    """A mail without its separator lines, nor the empty line that ends it in an mbox."""
    separators = _SEPARATORS.match(data)
    data = data[separators.end() :] if separators else data
    if data.endswith(b"\r\n\r\n"):
        data = data[:-2]
    elif data.endswith(b"\n\n"):
        data = data[:-1]
    return unquoted(data)

"""The one form that the tar of a sealed record has: every byte around the files is fixed.

So no bit of it can be changed unseen, not even in what a tar only fills up with. The heads are
written here, byte by byte, and not by `tarfile`: its form changed with Python 3.9, and a record
that is sealed today must be found whole by the Python of ten years from now.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator, Sequence
from typing import IO

from bield.keep import padded_size

BLOCK_BYTES = 512
MAX_NAME = 100
"""Of a name in a head, in ASCII."""
MAX_SIZE_BYTES = 8**11 - 1
"""Of a file whose head has room for its size."""
_UNUSED_BYTES = 247
"""Names of owners, numbers of devices, and what fills the head up."""
_CHUNK_BYTES = 1024 * 1024


def head(name: str, size: int, *, moment_s: int) -> bytes:
    """Give what stands before a file: its name within the tar, its bytes, when it was sealed.

    What a head has no room for stands in a file of its own before it (POSIX.1-2001, pax).
    """
    more = b""
    if len(name) > MAX_NAME or not name.isascii():
        more += _said("path", name)
    if size > MAX_SIZE_BYTES:
        more += _said("size", str(size))
    made = b""
    if more:
        made = _block("././@PaxHeader", len(more), mode=0, moment_s=0, kind=b"x")
        made += more + bytes(filled(len(more)))
    return made + _block(
        name, size if size <= MAX_SIZE_BYTES else 0, mode=0o444, moment_s=moment_s, kind=b"0"
    )


def _said(key: str, value: str) -> bytes:
    """Give a line that begins with its own length."""
    line = f" {key}={value}\n".encode()
    length = len(line)
    while length != len(line) + len(str(length)):
        length = len(line) + len(str(length))
    return str(length).encode() + line


def _block(name: str, size: int, *, mode: int, moment_s: int, kind: bytes) -> bytes:
    before = name.encode("ascii", "replace")[:MAX_NAME].ljust(MAX_NAME, b"\0")
    before += b"%07o\0" % mode + b"0000000\0" * 2 + b"%011o\0" % size + b"%011o\0" % moment_s
    after = kind + bytes(100) + b"ustar\x0000" + bytes(_UNUSED_BYTES)
    return before + b"%06o\0 " % (sum(before) + sum(b" " * 8) + sum(after)) + after


def filled(size: int) -> int:
    """Give how many zeros stand after a file of this size."""
    return -size % BLOCK_BYTES


def whole_size(written: int) -> int:
    """Give the size of the tar whose files end there."""
    size = padded_size(written + 2 * BLOCK_BYTES)
    return size + filled(size)


def order_of(path: str) -> tuple[int, int, str]:
    """Give where a file of the bag stands: what describes it, the payload, the time-stamps."""
    kind = 2 if path.startswith("stamps/") else 1 if path.startswith("data/") else 0
    return kind, len(path) if kind == 2 else 0, path


def strays(
    file: IO[bytes], members: Sequence[tarfile.TarInfo], top: str, *, moment_s: int
) -> Iterator[str]:
    """Name the places at which a tar is not as Bield writes it.

    Args:
        file: The tar.
        members: Its files, as they stand.
        top: The folder within it, with its slash.
        moment_s: When it was sealed.
    """
    paths = [member.name.removeprefix(top) for member in members]
    if paths != sorted(paths, key=order_of) or not all(member.isreg() for member in members):
        yield "the order of the files"
    at = 0
    for member in members:
        file.seek(at)
        made = head(member.name, member.size, moment_s=moment_s)
        if file.read(len(made)) != made:
            yield f"what stands before {member.name}"
            return
        at += len(made) + member.size
        file.seek(at)
        if file.read(filled(member.size)).strip(b"\0"):
            yield f"what stands after {member.name}"
        at += filled(member.size)
    file.seek(at)
    size = at
    while chunk := file.read(_CHUNK_BYTES):
        size += len(chunk)
        if chunk.strip(b"\0"):
            yield "what stands after the last file"
            return
    if size != whole_size(at):
        yield "its size"

"""The one form that the tar of a sealed record has: every byte around the files is fixed.

So no bit of it can be changed unseen, not even in what a tar only fills up with.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator, Sequence
from typing import IO

from bield.keep import padded_size

BLOCK_BYTES = 512
_CHUNK_BYTES = 1024 * 1024


def head(name: str, size: int, *, moment_s: int) -> bytes:
    """Give what stands before a file: its name within the tar, its bytes, when it was sealed."""
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, moment_s, 0o444
    return info.tobuf(tarfile.PAX_FORMAT)


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

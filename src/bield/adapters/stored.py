"""One file of a bag, in a folder or in an archive: opened, and read through once."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from io import FileIO
from typing import IO, NamedTuple, Protocol

from bield.adapters.hashed import Digested, Progress, digests_of, read_through

_SMALL_BYTES = 64 * 1024
_PLAINLY = os.O_RDONLY | sum(getattr(os, f"O_{n}", 0) for n in ("BINARY", "NOFOLLOW", "NONBLOCK"))
"""So that what took the place of a file since it was listed is no link, and is not waited for."""


class Stored(Protocol):
    """One file of a bag."""

    @property
    def path(self) -> str:
        """Within the bag."""
        ...

    @property
    def size(self) -> int:
        """Bytes that it should have."""
        ...

    def opened(self) -> IO[bytes]:
        """Open it for reading."""
        ...

    def read_through(self, algorithms: Sequence[str], progress: Progress) -> Digested:
        """Read it to its end, and take its digests."""
        ...


class InArchive(NamedTuple):
    """One file of a bag in a tar or a zip."""

    path: str
    size: int
    opened: Callable[[], IO[bytes]]

    def read_through(self, algorithms: Sequence[str], progress: Progress) -> Digested:
        with self.opened() as file:
            return read_through(file, algorithms, expected=self.size, progress=progress)


class InFolder(NamedTuple):
    """One file of a bag in a folder. What it does is done 100,000 times: with little ado."""

    path: str
    place: str
    """Where it is on the disk."""

    @property
    def size(self) -> int:
        return os.stat(self.place, follow_symlinks=False).st_size  # noqa: PTH116 -- a `Path` is slow

    def opened(self) -> IO[bytes]:
        return FileIO(os.open(self.place, _PLAINLY))

    def read_through(self, algorithms: Sequence[str], progress: Progress) -> Digested:
        handle = os.open(self.place, _PLAINLY)
        try:
            data = os.read(handle, _SMALL_BYTES)
            if len(data) == _SMALL_BYTES or os.read(handle, 1):
                os.lseek(handle, 0, os.SEEK_SET)
                size = os.fstat(handle).st_size
                with FileIO(handle, closefd=False) as file:
                    return read_through(file, algorithms, expected=size, progress=progress)
        finally:
            os.close(handle)
        progress(len(data))
        return Digested(len(data), digests_of(data, algorithms))

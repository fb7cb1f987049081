"""Files that hold keys: only their owner reads them, and none is ever written over."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bield.adapters.disk import synced


def made(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Make a file; it is on the disk when this returns.

    Raises:
        FileExistsError: There is one already.
        OSError: The disk failed; there is then no such file.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        synced(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def replaced(path: Path, text: str) -> None:
    """Put another text into a file: whenever it is interrupted, the old one is there or the new.

    Raises:
        OSError: The disk failed; the file is as it was.
    """
    path = path.resolve()  # a link goes on leading to it
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)  # of one that was interrupted, and was never told of
    made(beside, text)
    try:
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    synced(path.parent)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Wait until no other program is changing a file in the same folder."""
    try:
        import fcntl
    except ImportError:  # Windows: two at once are the unit's to avoid
        yield
        return
    handle = os.open(path.resolve().parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def open_to_others(path: Path) -> bool:
    """Tell whether others than the owner can read a file; on Windows that is not looked at."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))

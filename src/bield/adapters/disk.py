"""What is written, made to last; and one program at a time."""

from __future__ import annotations

import os
from pathlib import Path


def synced(place: Path) -> None:
    """Wait until a file, or a folder's list of files, is on the disk.

    Raises:
        OSError: It is not there, or the disk failed.
    """
    if os.name == "nt" and place.is_dir():  # Windows keeps its lists by itself, and opens none
        return
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def locked(handle: int, *, to_write: bool = True) -> bool:
    """Lock an open file for this program, until it is closed; tell whether no other has it.

    Where the system or the disk knows no locks, nobody is known to have it.
    """
    try:
        import fcntl
    except ImportError:  # Windows: two programs at once are the person's to avoid
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if to_write else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a disk of the network that knows none
        return True
    return True

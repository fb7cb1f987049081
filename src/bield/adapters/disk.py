"""What is written, made to last."""

from __future__ import annotations

import os
from pathlib import Path


def synced(place: Path) -> None:
    """Wait until a file, or a folder's list of files, is on the disk.

    Raises:
        OSError: It is not there, or the disk failed.
    """
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

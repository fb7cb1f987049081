"""The log of openings: who opened which record, and when. Chained, as a record's own log is."""

from __future__ import annotations

import hashlib
import os
from io import FileIO
from pathlib import Path

from bield.adapters.disk import synced
from bield.keep import Entry, line_of, read_chain


def write_down(path: Path, *, at: str, by: str, file: Path, root: str, unchanged: bool) -> None:
    """Add an opening to a log.

    Args:
        path: The log; made where it is not there yet.
        at: The moment, RFC 3339 in UTC.
        by: Who opens.
        file: The sealed file.
        root: The record's root.
        unchanged: Whether it was as it was sealed.

    Raises:
        LogBrokenError: The log does not hang together: it was changed.
        OSError: The disk failed; nothing may then be opened.
    """
    with path.open("ab+", buffering=0) as log:
        _locked(log.fileno())
        _append(
            log,
            {
                "kind": "opening",
                "at": at,
                "by": by.encode("utf-8", "backslashreplace").decode(),
                "file": file.name.encode("utf-8", "backslashreplace").decode(),
                "sha256": _digest(file) if file.is_file() else "",
                "root": root,
                "unchanged": unchanged,
            },
        )
    synced(path.parent)


def _append(log: FileIO, entry: Entry) -> None:
    log.seek(0)
    chain = read_chain(log.readall())
    end = log.tell() - len(chain.torn)
    log.truncate(end)  # of a line that was never whole
    line = line_of(entry, number=len(chain.entries) + 1, previous=chain.head)
    try:
        if log.write(line) != len(line):
            raise OSError(28, "The disk is full")  # noqa: TRY301 -- and undone below
        os.fsync(log.fileno())
    except OSError:
        log.truncate(end)
        raise


def _locked(descriptor: int) -> None:
    """Wait until no other program writes into the log."""
    try:
        import fcntl
    except ImportError:  # Windows: two at once are the unit's to avoid
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""The log of openings: who opened which record, and when. Chained, as a record's own log is."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from bield.adapters.disk import synced
from bield.keep import line_of, read_chain


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
    chain = read_chain(path.read_bytes() if path.exists() else b"")
    line = line_of(
        {
            "kind": "opening",
            "at": at,
            "by": by,
            "file": file.name.encode("utf-8", "backslashreplace").decode(),
            "sha256": _digest(file) if file.is_file() else "",
            "root": root,
            "unchanged": unchanged,
        },
        number=len(chain.entries) + 1,
        previous=chain.head,
    )
    with path.open("ab", buffering=0) as log:
        if chain.torn:  # of a line that was never whole
            log.truncate(path.stat().st_size - len(chain.torn))
        log.write(line)
        os.fsync(log.fileno())
    synced(path.parent)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

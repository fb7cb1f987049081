"""The log of openings: who opened which record, and when. Chained, as a record's own log is."""

from __future__ import annotations

import hashlib
import os
from enum import StrEnum
from io import FileIO
from pathlib import Path

from bield.adapters.disk import synced
from bield.keep import (
    Chain,
    Entry,
    LogBrokenError,
    UnableToKeepError,
    head_after,
    line_of,
    read_chain,
)


class CustodyBrokenError(UnableToKeepError):
    """A log of openings does not hang together: it was changed."""


class Custody(StrEnum):
    """What an entry tells of."""

    OPENING = "opening"
    """It was unlocked and looked at, and if it was whole, unpacked."""
    REFUSED = "refused"
    """It did not open: with another key, or because it was damaged."""
    NOT_UNPACKED = "not_unpacked"
    """What the entry before tells of could not be finished."""


def write_down(
    path: Path,
    kind: Custody,
    *,
    at: str,
    by: str,
    file: Path,
    root: str = "",
    unchanged: bool = False,
    says: str = "",
) -> Chain:
    """Add an entry to a log; when this returns, it is on the disk.

    Args:
        path: The log; made where it is not there yet, readable by its owner only.
        kind: What happened.
        at: The moment, RFC 3339 in UTC.
        by: Who opens.
        file: The sealed file.
        root: The record's root, as far as it came to that.
        unchanged: Whether it was as it was sealed.
        says: Why it did not open.

    Returns:
        The log as it is now.

    Raises:
        CustodyBrokenError: The log does not hang together.
        OSError: The disk failed; nothing may then be opened.
    """
    entry: Entry = {
        "kind": kind.value,
        "at": at,
        "by": _writable(by),
        "file": _writable(file.name),
        "sha256": _digest(file) if file.is_file() else "",
        "root": root,
        "unchanged": unchanged,
        "says": _writable(says),
    }
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab+", buffering=0) as log:
        _locked(log.fileno())
        chain = _append(log, path, entry)
    synced(path.parent)
    return chain


def read_custody(path: Path) -> Chain:
    """Read a log of openings.

    Raises:
        CustodyBrokenError: It does not hang together.
        OSError: It cannot be read.
    """
    return _chain(path.read_bytes(), path)


def whole_part(path: Path) -> Chain:
    """Read as much of a log as hangs together, from its beginning."""
    data = path.read_bytes()
    try:
        return read_chain(data)
    except LogBrokenError as broken:
        lines = data.split(b"\n")[: broken.entry - 1]
        return read_chain(b"".join(line + b"\n" for line in lines))


def hashes(path: Path) -> tuple[str, ...]:
    """Give the hash of each line of a log: what each opening was told under."""
    return tuple(head_after(line) for line in path.read_bytes().split(b"\n")[:-1])


def _append(log: FileIO, path: Path, entry: Entry) -> Chain:
    log.seek(0)
    chain = _chain(log.readall(), path)
    end = log.tell() - len(chain.torn)
    log.truncate(end)  # of a line that was never whole, and so of nothing that was opened
    line = line_of(entry, number=len(chain.entries) + 1, previous=chain.head)
    try:
        if log.write(line) != len(line):
            raise OSError(28, "The disk is full", str(path))  # noqa: TRY301 -- and undone below
        os.fsync(log.fileno())
    except OSError:
        log.truncate(end)
        raise
    return chain.after(line)


def _chain(data: bytes, path: Path) -> Chain:
    try:
        return read_chain(data)
    except LogBrokenError as broken:
        raise CustodyBrokenError(
            f"{path} is not as it was written. {broken} Keep it as it is, find out who changed "
            "it, and begin a new log under another name."
        ) from broken


def _locked(descriptor: int) -> None:
    """Wait until no other program writes into the log."""
    try:
        import fcntl
    except ImportError:  # Windows: two at once are the unit's to avoid
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)


def _writable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

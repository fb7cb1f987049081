"""A record that is being kept, as a folder on the person's own disk.

    NAME/
      log.jsonl       what was added, line by line; each line is on the disk before it is told of
      data/0001/…     the bytes as they were given, never written again
      .incoming/      what is being added now; what an interrupted addition leaves stays out

An entry counts when its line is in the log: whatever interrupts before that leaves the record as
it was, whatever comes after leaves the entry in it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from bield.adapters.disk import synced
from bield.keep import (
    Chain,
    Entry,
    ItemChangedError,
    UnableToKeepError,
    UnableToReadRecordError,
    line_of,
    read_chain,
    safe,
    writable,
)

CHUNK_BYTES = 1024 * 1024
LOG, DATA, INCOMING = "log.jsonl", "data", ".incoming"


class RecordBusyError(UnableToKeepError):
    """Another program is adding to the record."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was copied into the record, and is not yet in its log."""

    place: Path
    size: int
    sha256: str
    sha512: str
    source: tuple[int, int, int]
    """Size, time of change and inode of the source, before it was read."""


class RecordFolder:
    """One record, open for adding. Use it as a context: it is one program's at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = -1
        self._chain = Chain()

    @property
    def chain(self) -> Chain:
        """The log as it stands."""
        return self._chain

    @classmethod
    def create(cls, path: Path) -> None:
        """Make an empty record.

        Raises:
            UnableToKeepError: There is something of this name already.
            OSError: The disk failed.
        """
        try:
            path.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            raise UnableToKeepError(f"There is something called {path} already.") from None
        (path / DATA).mkdir(mode=0o700)
        (path / INCOMING).mkdir(mode=0o700)
        with (path / LOG).open("xb") as log:
            os.fsync(log.fileno())
        synced(path)
        synced(path.parent)

    def __enter__(self) -> RecordFolder:
        """Take the record for this program, and read its log.

        Raises:
            UnableToReadRecordError: It is no record, or its log is broken.
            RecordBusyError: Another program has it.
            OSError: The disk failed.
        """
        if not (self.path / LOG).is_file():
            raise UnableToReadRecordError(f"{self.path} is no record: there is no {LOG} in it.")
        self._lock = _lock(self.path / LOG)
        try:
            self._chain = self._read()
            for left in (self.path / INCOMING).glob("item-*"):
                left.unlink()  # never told of, never looked into: it may be a picture
        except BaseException:
            os.close(self._lock)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._lock)

    def _read(self) -> Chain:
        log = self.path / LOG
        chain = read_chain(log.read_bytes())
        if chain.torn:
            # It was never told of. Kept aside, as nothing is ever thrown away.
            torn = self.path / INCOMING / f"torn-line-{len(chain.entries) + 1}"
            torn.write_bytes(chain.torn)
            with log.open("r+b") as file:
                file.truncate(log.stat().st_size - len(chain.torn))
                os.fsync(file.fileno())
            chain = read_chain(log.read_bytes())
        return chain

    def add(self, entry: Entry) -> int:
        """Write an entry into the log; when this returns, it is on the disk.

        Returns:
            Its number.

        Raises:
            OSError: The disk failed; the entry is then not in the record.
        """
        number = len(self._chain.entries) + 1
        line = line_of(writable(entry), number=number, previous=self._chain.head)
        log = self.path / LOG
        size = log.stat().st_size
        with log.open("ab", buffering=0) as file:
            try:
                if file.write(line) != len(line):
                    raise OSError(28, "The disk is full")  # noqa: TRY301 -- and undone below
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise
        self._chain = self._chain.after(line)
        return number

    def take(self, source: Path) -> Taken:
        """Copy a file into the record, hashing it as it is read, before anybody looks into it.

        Raises:
            ItemChangedError: It changed while it was read.
            UnableToKeepError: It is no plain file.
            OSError: It cannot be read, or the disk is full; nothing of it is then kept.
        """
        before = source.stat()
        if not source.is_file():
            raise UnableToKeepError(f"{source} is no file.")
        place = self.path / INCOMING / f"item-{len(self._chain.entries) + 1}"
        one, other = hashlib.sha256(), hashlib.sha512()
        size = 0
        try:
            with source.open("rb", buffering=0) as given, place.open("wb", buffering=0) as kept:
                while chunk := given.read(CHUNK_BYTES):
                    one.update(chunk)
                    other.update(chunk)
                    size += len(chunk)
                    _write_all(kept.fileno(), chunk)
                os.fsync(kept.fileno())
            after = source.stat()
        except OSError:
            place.unlink(missing_ok=True)
            raise
        if _state(before) != _state(after) or size != after.st_size:
            place.unlink(missing_ok=True)
            raise ItemChangedError(
                f"{source} changed while it was read. Close the program that writes it, and add "
                "it again."
            )
        return Taken(place, size, one.hexdigest(), other.hexdigest(), _state(before))

    def take_bytes(self, data: bytes) -> Taken:
        """Copy bytes into the record, as `take` does a file."""
        place = self.path / INCOMING / f"item-{len(self._chain.entries) + 1}"
        try:
            with place.open("wb") as kept:
                kept.write(data)
                kept.flush()
                os.fsync(kept.fileno())
        except OSError:
            place.unlink(missing_ok=True)
            raise
        return Taken(
            place,
            len(data),
            hashlib.sha256(data).hexdigest(),
            hashlib.sha512(data).hexdigest(),
            (len(data), 0, 0),
        )

    def keep(self, taken: Taken, name: str, said: Mapping[str, Any]) -> int:
        """Put what was taken into the record for good.

        Args:
            taken: From `take`.
            name: What the file is called where it came from; it may be anything.
            said: What the entry says beside the file's name, size and hashes.

        Returns:
            The number of its entry.
        """
        number = len(self._chain.entries) + 1
        folder = self.path / DATA / f"{number:04}"
        if folder.exists():  # of an addition that was interrupted before its line was written
            shutil.move(folder, self.path / INCOMING / f"interrupted-{number}-{os.getpid()}")
        folder.mkdir(mode=0o700)
        path = f"{DATA}/{number:04}/{safe(name)}"
        taken.place.rename(self.path / path)
        (self.path / path).chmod(0o400)
        synced(folder)
        synced(self.path / DATA)
        return self.add(
            {
                **said,
                "name": name,
                "path": path,
                "size": taken.size,
                "sha256": taken.sha256,
                "sha512": taken.sha512,
            }
        )

    def drop(self, taken: Taken) -> None:
        """Forget what was taken and is not to be kept."""
        taken.place.unlink(missing_ok=True)

    def bytes_of(self, taken: Taken) -> bytes:
        """Give the bytes of what was taken and is not yet kept."""
        return taken.place.read_bytes()

    def opened(self, path: str) -> IO[bytes]:
        """Open a file of the payload for reading, by its path within the record.

        Raises:
            OSError: It is not there, or the disk failed.
        """
        return (self.path / path).open("rb", buffering=0)

    def items(self) -> Iterator[Entry]:
        """Give every entry that has a file."""
        return (entry for entry in self._chain.entries if "path" in entry)


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _write_all(descriptor: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(descriptor, view) :]


def _lock(path: Path) -> int:
    descriptor = os.open(path, os.O_RDWR)
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # Windows: two programs at once are the person's to avoid
        pass
    except OSError:
        os.close(descriptor)
        raise RecordBusyError(
            f"Another program is working on {path.parent}. Wait until it is done."
        ) from None
    return descriptor

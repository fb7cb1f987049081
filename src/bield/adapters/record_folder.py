"""A record that is being kept, as a folder on the person's own disk.

    NAME/
      log.jsonl       what was added, line by line; each line is on the disk before it is told of
      data/0001/…     the bytes as they were given, never written again
      .incoming/      what is being added now; what an interrupted addition leaves stays out

An entry counts when its line is in the log: whatever interrupts before that leaves the record as
it was, whatever comes after leaves the entry in it.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from bield.adapters.appearing import appearing_folder
from bield.adapters.disk import locked, synced
from bield.adapters.hashed import Progress, opened_file, read_through
from bield.keep import (
    ALGORITHMS,
    MAX_TAG_BYTES,
    Chain,
    Entry,
    ItemChangedError,
    UnableToKeepError,
    UnableToReadRecordError,
    beside_clock,
    line_of,
    read_chain,
    safe,
    writable,
)

LOG, DATA, INCOMING = "log.jsonl", "data", ".incoming"
MAX_LOG_BYTES = MAX_TAG_BYTES - 1024 * 1024
"""What verifies a sealed record reads no longer one; the line of the seal needs room."""


class RecordBusyError(UnableToKeepError):
    """Another program is adding to the record."""


class RecordLongError(UnableToKeepError):
    """The log of the record is as long as one may be."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was copied into the record, and is not yet in its log."""

    place: Path
    size: int
    sha256: str
    sha512: str


class RecordFolder:
    """One record, open for adding. Use it as a context: it is one program's at a time.

    One in a folder that may only be read can be read; whatever adds to it then fails.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._chain = Chain()
        self._log = -1
        self._log_bytes = 0
        self._may_write = False
        self._takings = 0

    @property
    def chain(self) -> Chain:
        """The log as it stands."""
        return self._chain

    @classmethod
    def create(cls, path: Path) -> None:
        """Make an empty record, which appears whole or not at all.

        Raises:
            UnableToKeepError: There is something of this name already.
            OSError: The disk failed.
        """
        above = [folder for folder in path.parents if not folder.exists()]
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with appearing_folder(path) as made:
                (made / DATA).mkdir(mode=0o700)
                (made / INCOMING).mkdir(mode=0o700)
                with (made / LOG).open("xb") as log:
                    os.fsync(log.fileno())
                synced(made)
        except FileExistsError:
            raise UnableToKeepError(f"There is something called {path} already.") from None
        for folder in above:
            synced(folder.parent)

    def __enter__(self) -> RecordFolder:
        """Take the record for this program, and read its log.

        Raises:
            UnableToReadRecordError: It is no record, or its log is broken.
            RecordBusyError: Another program has it.
            OSError: The disk failed.
        """
        if not (self.path / LOG).is_file():
            raise UnableToReadRecordError(f"{self.path} is no record: there is no {LOG} in it.")
        self._log, self._may_write = _opened_log(self.path / LOG)
        try:
            self._own()
            self._chain, self._log_bytes = self._read()
            if self._may_write:
                for folder in (DATA, INCOMING):  # programs that copy folders may leave out both
                    (self.path / folder).mkdir(mode=0o700, exist_ok=True)
                for left in (self.path / INCOMING).glob("item-*"):
                    left.unlink()  # never told of, never looked into: it may be a picture
        except BaseException:
            os.close(self._log)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._log)

    def _own(self) -> None:
        if not locked(self._log, to_write=self._may_write):
            raise RecordBusyError(
                f"Another program is working on {self.path}. Wait until it is done."
            )

    def _refuse_where_only_read(self) -> None:
        if not self._may_write:
            raise PermissionError(errno.EACCES, "The record can only be read", str(self.path))

    def _read(self) -> tuple[Chain, int]:
        data = (self.path / LOG).read_bytes()
        end = _end_of_told(data)
        chain = read_chain(data[:end])
        if end < len(data) and self._may_write:
            # It was never told of. Kept aside, as nothing is ever thrown away.
            self._set_aside(data[end:], len(chain.entries) + 1)
            self._cut(end)
        return chain, end

    def _set_aside(self, torn: bytes, number: int) -> None:
        (self.path / INCOMING).mkdir(mode=0o700, exist_ok=True)
        with _free(self.path / INCOMING, f"torn-line-{number}").open("xb") as aside:
            aside.write(torn)
            aside.flush()
            os.fsync(aside.fileno())
        synced(self.path / INCOMING)

    def _cut(self, size: int) -> None:
        os.ftruncate(self._log, size)
        os.fsync(self._log)

    def add(self, entry: Entry) -> int:
        """Write an entry into the log; when this returns, it is on the disk.

        Returns:
            Its number.

        Raises:
            RecordLongError: There is no room in the log.
            RecordBusyError: Another program wrote into it.
            PermissionError: The record can only be read.
            OSError: The disk failed; the entry is then not in the record.
        """
        self._refuse_where_only_read()
        number = len(self._chain.entries) + 1
        said = beside_clock(writable(entry), self._chain.entries)
        line = line_of(said, number=number, previous=self._chain.head)
        if self._log_bytes + len(line) > MAX_LOG_BYTES:
            raise RecordLongError(
                "The record has no room for it: its log is as long as one may be. Seal it, and "
                "begin another."
            )
        if os.fstat(self._log).st_size != self._log_bytes:
            # Of another program where there are no locks, or of a failure that was not undone.
            raise RecordBusyError(
                f"Something else was written into the log of {self.path}. Run this again."
            )
        with _told_of(self.path):
            try:
                _write_all(self._log, line)
                os.fsync(self._log)
            except BaseException:
                self._cut(self._log_bytes)
                raise
        self._log_bytes += len(line)
        self._chain = self._chain.after(line)
        return number

    def take(self, source: Path, progress: Progress | None = None) -> Taken:
        """Copy a file into the record, hashing it as it is read, before anybody looks into it.

        Args:
            source: The file.
            progress: Told of the bytes as they are copied.

        Raises:
            ItemChangedError: It changed while it was read.
            NoPlainFileError: It is no plain file, but a folder, a pipe or a device.
            OSError: It cannot be read, or the disk is full; nothing of it is then kept.
        """
        with opened_file(source) as given:
            before = os.fstat(given.fileno())
            taken = self._copied(given, before.st_size, progress)
            after = os.fstat(given.fileno())
        if _state(before) != _state(after) or taken.size != after.st_size:
            self.drop(taken)
            raise ItemChangedError(
                "It changed while it was read. Close the program that writes it, and add it again."
            )
        return taken

    def take_bytes(self, data: bytes) -> Taken:
        """Copy bytes into the record, as `take` does a file."""
        return self._copied(io.BytesIO(data), len(data), None)

    def _copied(self, given: IO[bytes], size: int, progress: Progress | None) -> Taken:
        self._refuse_where_only_read()
        self._takings += 1
        place = self.path / INCOMING / f"item-{self._takings}"
        try:
            with _told_of(self.path), place.open("xb", buffering=0) as kept:
                put = partial(_write_all, kept.fileno())
                read = read_through(given, ALGORITHMS, expected=size, put=put, progress=progress)
                os.fsync(kept.fileno())
        except BaseException:
            place.unlink(missing_ok=True)
            raise
        return Taken(place, read.size, read.digests["sha256"], read.digests["sha512"])

    def keep(self, taken: Taken, name: str, said: Mapping[str, Any]) -> int:
        """Put what was taken into the record for good.

        Args:
            taken: From `take`.
            name: What the file is called where it came from; it may be anything.
            said: What the entry says beside the file's name, size and hashes.

        Returns:
            The number of its entry.

        Raises:
            RecordLongError: There is no room in the log; nothing of it is then kept.
            RecordBusyError: Another program wrote into it; nothing of it is then kept.
            OSError: The disk failed; nothing of it is then kept.
        """
        number = len(self._chain.entries) + 1
        folder = self.path / DATA / f"{number:04}"
        if folder.exists():  # of an addition that was interrupted before its line was written
            shutil.move(folder, _free(self.path / INCOMING, f"interrupted-{number}"))
        path = f"{DATA}/{number:04}/{safe(name)}"
        entry = {
            **said,
            "name": name,
            "path": path,
            "size": taken.size,
            "sha256": taken.sha256,
            "sha512": taken.sha512,
        }
        try:
            with _told_of(self.path):
                folder.mkdir(mode=0o700)
                taken.place.rename(self.path / path)
                (self.path / path).chmod(0o400)
                synced(folder)
                synced(self.path / DATA)
            return self.add(entry)
        except BaseException:
            # Unless the line stands in the log for all that: then what it names must stay.
            if os.fstat(self._log).st_size == self._log_bytes:
                shutil.rmtree(folder, ignore_errors=True)
                self.drop(taken)
            raise

    def drop(self, taken: Taken) -> None:
        """Forget what was taken and is not to be kept."""
        taken.place.unlink(missing_ok=True)

    def bytes_of(self, taken: Taken) -> bytes:
        """Give the bytes of what was taken and is not yet kept."""
        return taken.place.read_bytes()

    def opened(self, path: str) -> IO[bytes]:
        """Open a file of the payload for reading, by its path within the record.

        Raises:
            NoPlainFileError: It is no plain file any more.
            OSError: It is not there, or the disk failed.
        """
        return opened_file(self.path / path)

    def items(self) -> Iterator[Entry]:
        """Give every entry that has a file."""
        return (entry for entry in self._chain.entries if "path" in entry)


def _opened_log(path: Path) -> tuple[int, bool]:
    """Open a log, to write where that may be done, and tell whether it may."""
    binary = getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, os.O_RDWR | os.O_APPEND | binary), True
    except OSError as problem:
        if problem.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise
        return os.open(path, os.O_RDONLY | binary), False


def _end_of_told(data: bytes) -> int:
    """Give where the last line ends that was told of.

    What comes after it was cut short. A machine that loses its power may also leave zeros where
    the last line was to come; no line that was written has any.
    """
    end = data.rfind(b"\n") + 1
    last = data.rfind(b"\n", 0, max(end - 1, 0)) + 1
    return last if b"\0" in data[last:end] else end


def _free(folder: Path, name: str) -> Path:
    """Give a name in a folder that nothing has, as nothing is ever overwritten."""
    for number in range(1, 1_000_000):
        place = folder / (name if number == 1 else f"{name}-{number}")
        if not os.path.lexists(place):
            return place
    raise UnableToKeepError(f"There are too many files in {folder}.")


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Say of a disk that is full what that means, and of other failures where they were."""
    try:
        yield
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
            raise OSError(
                problem.errno,
                "The disk is full, and nothing of this was kept. Make room, and add it again",
                str(path),
            ) from problem
        if problem.filename is None:
            problem.filename = str(path)
        raise


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]

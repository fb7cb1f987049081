"""A record that is being kept in memory, and nowhere else: nothing of it is on any disk."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from bield.adapters.hashed import Progress, opened_file
from bield.keep import (
    Chain,
    Entry,
    ItemChangedError,
    LogBrokenError,
    UnableToKeepError,
    beside_clock,
    line_of,
    read_chain,
    safe,
    shown,
    writable,
)

MAX_BYTES = 50 * 1024 * 1024
"""What a record may hold where nothing else is said. Two mails as large as mail services take."""
DATA = "data"


class RecordFullError(UnableToKeepError):
    """There is no room for it in the record."""


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes that are in memory, hashed, and not yet in the log."""

    data: bytes
    sha256: str
    sha512: str

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)


class MemoryRecord:
    """One record in memory, open for adding: what a `RecordFolder` does, without the folder."""

    def __init__(self, *, max_bytes: int = MAX_BYTES) -> None:
        """Make an empty record.

        Args:
            max_bytes: What its files and its log may have together.
        """
        self._chain = Chain()
        self._payload: dict[str, bytes] = {}
        self._max_bytes = max_bytes
        self._bytes = 0

    @classmethod
    def reopened(
        cls, log: bytes, read: Callable[[str], bytes], *, max_bytes: int = MAX_BYTES
    ) -> MemoryRecord:
        """Take a record out of a sealed bag, to add to it and seal it again.

        Its last entry, by which it was sealed, is left out, as it is in the folder of a record:
        sealed again at the same moment it is the same bytes.

        Args:
            log: `log.jsonl` of the bag, which was verified before.
            read: Gives the bytes of a file of the payload by its path, such as `Opened.read`.
            max_bytes: As for a new one.

        Raises:
            LogBrokenError: The log does not hang together, or its last line is cut short.
            ItemChangedError: A file is not what the log says it is.
            RecordFullError: It is larger than `max_bytes`.
            UnableToReadRecordError: As `read` raises it, such as for a file that is missing.
        """
        chain = read_chain(log)
        if chain.torn:
            raise LogBrokenError(len(chain.entries) + 1, "the last line is cut short.")
        record = cls(max_bytes=max_bytes)
        entries = list(chain.entries)
        if entries and entries[-1].get("kind") == "sealed":
            entries.pop()
        for entry in entries:
            if not isinstance(entry.get("path"), str):
                continue
            path = str(entry["path"])
            data = read(path)
            if hashlib.sha256(data).hexdigest() != entry.get("sha256"):
                raise ItemChangedError(f"{shown(path)} is not what the log says it is.")
            record._put(path, data)
        for entry in entries:
            said = {key: value for key, value in entry.items() if key not in {"n", "previous"}}
            record.add(said)
        return record

    @property
    def chain(self) -> Chain:
        """The log as it stands."""
        return self._chain

    @property
    def size(self) -> int:
        """Bytes of all its files and its log."""
        return self._bytes

    def add(self, entry: Entry) -> int:
        """Write an entry into the log, and give its number.

        Raises:
            RecordFullError: There is no room for it.
        """
        number = len(self._chain.entries) + 1
        said = beside_clock(writable(entry), self._chain.entries)
        line = line_of(said, number=number, previous=self._chain.head)
        self._refuse_more_than_fits(len(line))
        self._bytes += len(line)
        self._chain = self._chain.after(line)
        return number

    def take(self, source: Path, progress: Progress | None = None) -> Held:
        """Take a file, hashing it before anybody looks into it.

        Args:
            source: The file.
            progress: Told of its bytes when they are taken: so few take no time.

        Raises:
            RecordFullError: There is no room for it; it is then not read whole.
            NoPlainFileError: It is no plain file.
            OSError: It cannot be read.
        """
        with io.BufferedReader(opened_file(source)) as file:
            data = file.read(self._max_bytes - self._bytes + 1)
        taken = self.take_bytes(data)
        if progress is not None:
            progress(taken.size)
        return taken

    def take_bytes(self, data: bytes) -> Held:
        """Take bytes, hashing them before anybody looks into them.

        Raises:
            RecordFullError: There is no room for them.
        """
        self._refuse_more_than_fits(len(data))
        return Held(data, hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest())

    def bytes_of(self, taken: Held) -> bytes:
        """Give the bytes of what was taken."""
        return taken.data

    def keep(self, taken: Held, name: str, said: Mapping[str, Any]) -> int:
        """Put what was taken into the record for good; see `RecordFolder.keep`.

        Raises:
            RecordFullError: There is no room for it; nothing of it is then kept.
        """
        number = len(self._chain.entries) + 1
        path = f"{DATA}/{number:04}/{safe(name)}"
        self._put(path, taken.data)
        try:
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
        except RecordFullError:
            self._bytes -= len(self._payload.pop(path))
            raise

    def drop(self, taken: Held) -> None:
        """Forget what was taken: nothing in the record holds it."""

    def opened(self, path: str) -> IO[bytes]:
        """Open a file of the payload for reading, by its path within the record.

        Raises:
            FileNotFoundError: It is not there.
        """
        try:
            return io.BytesIO(self._payload[path])
        except KeyError:
            raise FileNotFoundError(2, "There is no such file in the record", path) from None

    def _put(self, path: str, data: bytes) -> None:
        self._refuse_more_than_fits(len(data))
        self._payload[path] = data
        self._bytes += len(data)

    def _refuse_more_than_fits(self, more: int) -> None:
        if self._bytes + more > self._max_bytes:
            raise RecordFullError(
                f"There is no room for it: this record can hold {self._max_bytes / 1_048_576:.0f} "
                "MB in all. Keep the record with the command line on your own machine: there it "
                "may be of any size."
            )

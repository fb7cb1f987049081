"""What a record that is open for adding can do, wherever it is: a folder, or memory alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

from bield.adapters.hashed import Progress
from bield.keep import Chain, Entry


class Taken(Protocol):
    """Bytes that a record holds and has hashed, and that are not yet in its log."""

    @property
    def size(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def sha512(self) -> str: ...


TakenT = TypeVar("TakenT", bound=Taken)


class OpenLog(Protocol):
    """The log of a record that is open for adding."""

    @property
    def chain(self) -> Chain:
        """The log as it stands."""
        ...

    def add(self, entry: Entry) -> int:
        """Write an entry without a file into the log, and give its number.

        Raises:
            UnableToKeepError: The record has no room for it.
            OSError: The disk failed; the entry is then not in the record.
        """
        ...


class OpenRecord(OpenLog, Protocol[TakenT]):
    """A record that is open for adding: `RecordFolder`, `MemoryRecord`.

    Bytes are taken first, which hashes them, and are then kept, which gives them an entry in the
    log, or dropped, which leaves nothing of them.
    """

    def take(self, source: Path, progress: Progress | None = None) -> TakenT:
        """Take a file, hashing it as it is read, before anybody looks into it.

        Args:
            source: The file.
            progress: Told of the bytes as they are copied.

        Raises:
            UnableToKeepError: It changed while it was read, is no plain file, or there is no room.
            OSError: It cannot be read, or the disk is full; nothing of it is then kept.
        """
        ...

    def take_bytes(self, data: bytes) -> TakenT:
        """Take bytes, as `take` does a file."""
        ...

    def bytes_of(self, taken: TakenT) -> bytes:
        """Give the bytes of what was taken and is neither kept nor dropped yet."""
        ...

    def keep(self, taken: TakenT, name: str, said: Mapping[str, Any]) -> int:
        """Put what was taken into the record for good.

        Args:
            taken: From `take` or `take_bytes`.
            name: What the file is called where it came from; it may be anything.
            said: What the entry says beside the file's name, path, size and hashes.

        Returns:
            The number of its entry.
        """
        ...

    def drop(self, taken: TakenT) -> None:
        """Forget what was taken and is not to be kept."""
        ...

    def opened(self, path: str) -> IO[bytes]:
        """Open a file of the payload for reading, by its path within the record.

        Raises:
            OSError: It is not there, or the disk failed.
        """
        ...

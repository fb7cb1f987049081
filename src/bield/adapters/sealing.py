"""Writing a sealed record: one tar file, the same bytes whenever the same record is sealed at the
same moment."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Protocol

from bield.adapters.appearing import appearing
from bield.adapters.hashed import CHUNK_BYTES, Progress, opened_file, read_through
from bield.adapters.tar_form import filled, head, order_of, whole_size
from bield.keep import (
    ALGORITHMS,
    ItemChangedError,
    Seal,
    UnableToReadRecordError,
    shown,
    stamp_path,
)

Payload = Callable[[str], IO[bytes]]
"""Opens a file of the payload by its path within the record."""


class Sink(Protocol):
    """Where the bytes of a sealed record go."""

    def write(self, data: bytes, /) -> object: ...


def write_sealed(
    seal: Seal,
    payload: Path | Payload,
    out: Path,
    *,
    name: str,
    moment_s: int,
    progress: Progress = lambda _: None,
    stamps: Sequence[bytes] = (),
) -> None:
    """Write a sealed record to a file; it appears whole, or not at all.

    Args:
        seal: What is sealed.
        payload: The record's folder, or what opens the files of its payload.
        out: The file to make.
        name: The folder within the tar.
        moment_s: When it is sealed, seconds since 1970.
        progress: Told of the bytes as they are written.
        stamps: RFC 3161 time-stamps of the root.

    Raises:
        ItemChangedError: An item's bytes are no longer those that were added; nothing is sealed.
        FileExistsError: There is such a file already.
        FileBusyError: Another program is making it.
        OSError: The disk failed or is full; nothing is left behind.
    """
    with appearing(out) as file:
        pour(seal, payload, file, name=name, moment_s=moment_s, progress=progress, stamps=stamps)


def pour(
    seal: Seal,
    payload: Path | Payload,
    sink: Sink,
    *,
    name: str,
    moment_s: int,
    progress: Progress = lambda _: None,
    stamps: Sequence[bytes] = (),
) -> None:
    """Give the bytes of a sealed record to whatever takes them, in order. See `write_sealed`."""
    opened = _in_folder(payload) if isinstance(payload, Path) else payload
    written = 0

    def put(data: bytes) -> None:
        nonlocal written
        sink.write(data)
        written += len(data)

    def begin(path: str, size: int) -> None:
        put(head(f"{name}/{path}", size, moment_s=moment_s))

    tokens = {stamp_path(number, token): token for number, token in enumerate(stamps, 1)}
    for path in sorted([*seal.tags, *seal.payload, *tokens], key=order_of):
        if path in tokens:
            begin(path, len(tokens[path]))
            put(tokens[path] + b"\0" * filled(len(tokens[path])))
            continue
        if path in seal.tags:
            begin(path, seal.tags[path].size)
            for piece in seal.tags[path].pieces():
                put(piece)
            put(b"\0" * filled(seal.tags[path].size))
            continue
        size = seal.sizes[path]
        begin(path, size)
        with opened(path) as file:
            read = read_through(file, ALGORITHMS, expected=size, put=put, progress=progress)
        if read.size != size or read.digests != dict(seal.payload[path]):
            raise ItemChangedError(
                f"{shown(path)} is no longer what was added. Nothing was sealed. Somebody or "
                "something changed the file in the record's folder."
            )
        put(b"\0" * filled(size))
    end = whole_size(written)
    while written < end:
        put(b"\0" * min(CHUNK_BYTES, end - written))


def _in_folder(folder: Path) -> Payload:
    return lambda path: opened_file(folder / path)


def appended(path: Path, top: str, name: str, data: bytes) -> None:
    """Put one more file into a sealed record, beside what is sealed; it changes whole or not.

    Args:
        path: The tar.
        top: The folder within it, with its slash.
        name: The file's path within the bag.
        data: Its bytes.

    Raises:
        UnableToReadRecordError: It is no tar.
        FileBusyError: Another program is putting something into it.
        OSError: The disk failed; the record is as it was.
    """
    try:
        with appearing(path, instead=True) as made, path.open("rb") as given:
            with tarfile.open(fileobj=given, mode="r:") as old:
                end = max((m.offset_data + m.size + filled(m.size) for m in old), default=0)
                moment_s = int(old.getmembers()[0].mtime)
            given.seek(0)
            left = end
            while left and (chunk := given.read(min(CHUNK_BYTES, left))):
                made.write(chunk)
                left -= len(chunk)
            made.write(head(f"{top}{name}", len(data), moment_s=moment_s))
            made.write(data + b"\0" * filled(len(data)))
            size = whole_size(made.tell())
            while made.tell() < size:
                made.write(b"\0" * min(CHUNK_BYTES, size - made.tell()))
    except tarfile.TarError as error:
        raise UnableToReadRecordError("Only a sealed record in one tar can be added to.") from error

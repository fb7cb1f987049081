"""Plain files, opened without harm and read once from beginning to end, hashed on the way."""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import FileIO
from pathlib import Path
from queue import Queue
from typing import IO, NamedTuple

from bield.keep import UnableToKeepError

CHUNK_BYTES = 1024 * 1024
"""Read at once: of less, threads wait for each other; more does not fit into a processor."""
_WAITING = 4
"""Pieces that may wait for a slow digest: 4 MB."""
Progress = Callable[[int], None]
"""Told how many bytes were done since it was told last."""


class NoPlainFileError(UnableToKeepError):
    """A folder, a pipe, a device or whatever else has no bytes of its own."""


class Digested(NamedTuple):
    """A file that was read to its end."""

    size: int
    digests: dict[str, str]
    """Algorithm → digest in hexadecimal."""


def opened_file(source: Path) -> FileIO:
    """Open a plain file for reading, and nothing else: a pipe is never waited for, no device is
    woken.

    Raises:
        NoPlainFileError: It is something else.
        OSError: It cannot be read.
    """
    _refuse_others(source.stat())
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(source, flags)
    try:
        _refuse_others(os.fstat(handle))  # what has its name now may not be what was looked at
        return FileIO(handle)
    except BaseException:
        os.close(handle)
        raise


def _refuse_others(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise NoPlainFileError("It is a folder, and no file. Name the files in it.")
    if not stat.S_ISREG(status.st_mode):
        raise NoPlainFileError(
            "It is a pipe or a device, and no file. Save what comes out of it into a file first, "
            "and give that."
        )


def read_through(
    file: IO[bytes],
    algorithms: Sequence[str],
    *,
    expected: int,
    put: Callable[[bytes], object] | None = None,
    progress: Progress | None = None,
) -> Digested:
    """Read a file to its end, and take its digests.

    Of a large one each digest is taken by a thread of its own, beside the reading: the slowest
    sets the pace, and not all of them together.

    Args:
        file: From where it is to be read.
        algorithms: Whose digests to take.
        expected: How many bytes there should be. One that has more is read so far that this shows,
            and no further: what another program writes into may have no end.
        put: Given each piece, in order.
        progress: Told of the bytes when they were given on.

    Raises:
        OSError: It cannot be read; or whatever `put` raises.
    """
    chunk = file.read(min(expected + 1, CHUNK_BYTES))
    if len(chunk) == expected < CHUNK_BYTES:  # of 100,000 small files, each with one read
        if put is not None:
            put(chunk)
        if progress is not None:
            progress(expected)
        return Digested(expected, digests_of(chunk, algorithms))
    hashers = [_new(name) for name in algorithms]
    size = 0
    with _beside([hasher.update for hasher in hashers]) as queues:
        while chunk:
            for queue in queues:
                queue.put(chunk)
            if put is not None:
                put(chunk)
            size += len(chunk)
            if progress is not None:
                progress(len(chunk))
            chunk = file.read(CHUNK_BYTES) if size <= expected else b""
    return Digested(size, {n: h.hexdigest() for n, h in zip(algorithms, hashers, strict=True)})


_FRESH: dict[str, hashlib._Hash] = {}
"""Algorithm → what nothing was hashed with yet: copies are made faster than new ones."""


def digests_of(data: bytes, algorithms: Sequence[str]) -> dict[str, str]:
    """Take the digests of a few bytes."""
    digests = {}
    for name in algorithms:
        hasher = _new(name)
        hasher.update(data)
        digests[name] = hasher.hexdigest()
    return digests


def _new(name: str) -> hashlib._Hash:
    try:
        return _FRESH[name].copy()
    except KeyError:
        _FRESH[name] = hashlib.new(name, usedforsecurity=False)
        return _FRESH[name].copy()


@contextmanager
def _beside(workers: Sequence[Callable[[bytes], object]]) -> Iterator[list[Queue[bytes]]]:
    """Run each worker in a thread of its own, on the pieces that are put into its queue."""
    queues: list[Queue[bytes]] = [Queue(_WAITING) for _ in workers]
    threads = [
        threading.Thread(target=partial(_work, worker, queue), daemon=True)
        for worker, queue in zip(workers, queues, strict=True)
    ]
    for thread in threads:
        thread.start()
    try:
        yield queues
    finally:
        for queue in queues:
            queue.put(b"")
        for thread in threads:
            thread.join()


def _work(worker: Callable[[bytes], object], queue: Queue[bytes]) -> None:
    while chunk := queue.get():
        worker(chunk)

"""Part what is to be scanned into pieces of work that a machine does in seconds.

A large mbox is parted by byte ranges, each mail belonging to the piece in which it begins, so
nothing has to be read through beforehand. The pieces are written down before the first is
done: what a scan covers is settled when it begins, and going on after a crash means doing the
pieces that are not done.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from bield.ports import Given, Refused
from bield.read import MAX_BYTES, too_large
from bield.read.mbox import (
    LOOK_AHEAD_BYTES,
    LOOK_BEHIND_BYTES,
    is_mbox,
    split_mbox,
    starts_mail,
)

SPLIT_BYTES = 8 * 1024 * 1024
SPLIT_FILES = 1_000
_BLOCK_BYTES = 1024 * 1024


NOTHING_THERE = "There is no file in there. Name a folder or a file with mail in it."


class ScanRefusedError(ValueError):
    """A scan cannot begin, or go on, as asked. `str()` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Split:
    """A piece of work: some files whole, or a range of bytes of one mbox."""

    number: int
    size: int
    """How many bytes there are to read."""
    paths: tuple[str, ...]
    start: int = 0
    end: int = 0
    """Half-open range of bytes, for an mbox; empty for whole files."""

    def line(self) -> str:
        """Give it as a line of JSON."""
        fields = [self.number, self.size, self.start, self.end, *map(_encoded, self.paths)]
        return json.dumps(fields)

    @staticmethod
    def of_line(line: str) -> Split:
        number, size, start, end, *paths = json.loads(line)
        return Split(number, size, tuple(map(_decoded, paths)), start, end)


def plan(paths: Iterable[Path], *, split_bytes: int = SPLIT_BYTES) -> Iterator[Split]:
    """Part everything at these paths, in an order that is the same each time.

    Args:
        paths: Files and folders. Links to folders are not followed, and what a Maildir has in
            `tmp` is not delivered yet, so it is left out.
        split_bytes: How large a piece is, at the most, where one message alone is not larger.

    Raises:
        ScanRefusedError: There is nothing at one of the paths.
    """
    number = 0
    waiting: list[str] = []
    waiting_bytes = 0
    for path, size in _files(paths):
        if _is_mbox(path):
            for start in range(0, size, split_bytes):
                end = min(size, start + split_bytes)
                yield Split(number, end - start, (path,), start, end)
                number += 1
            continue
        if waiting and (waiting_bytes + size > split_bytes or len(waiting) >= SPLIT_FILES):
            yield Split(number, waiting_bytes, tuple(waiting))
            number, waiting, waiting_bytes = number + 1, [], 0
        waiting.append(path)
        waiting_bytes += size
    if waiting:
        yield Split(number, waiting_bytes, tuple(waiting))


def _files(paths: Iterable[Path]) -> Iterator[tuple[str, int]]:
    for path in paths:
        if not path.exists():
            raise ScanRefusedError(
                f"{path}: There is no such file or folder. Check the name and where you are."
            )
        if not path.is_dir():
            yield str(path), path.stat().st_size
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            if "tmp" in folders and {"cur", "new"} & set(folders):
                folders.remove("tmp")
            for name in sorted(names):
                file = Path(folder, name)
                try:
                    if file.is_file():
                        yield str(file), file.stat().st_size
                except OSError:
                    # It is looked at again when its turn comes, and told of then.
                    yield str(file), 0


def _is_mbox(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return is_mbox(file.read(LOOK_AHEAD_BYTES))
    except OSError:
        return False


def messages(split: Split) -> Iterator[Given | Refused]:
    """Read a piece: every message in it, in order.

    Yields:
        The messages, each by its file and, in an mbox, the byte at which it begins. What cannot
        be opened, or is larger than Bield reads, is `Refused`.
    """
    if split.end:
        yield from _mbox_range(split)
        return
    for path in split.paths:
        yield _whole(path)


def _whole(path: str) -> Given | Refused:
    try:
        size = Path(path).stat().st_size
        if size > MAX_BYTES:
            return Refused(path, too_large(size))
        return Given(path, Path(path).read_bytes())
    except OSError as error:
        return Refused(path, f"This could not be opened: {error.strerror}.")


def _mbox_range(split: Split) -> Iterator[Given | Refused]:
    path = split.paths[0]
    try:
        with Path(path).open("rb") as file:
            yield from _mails(file, path, split.start, split.end)
    except OSError as error:
        yield Refused(path, f"This could not be opened: {error.strerror}.")


def _mails(file: BinaryIO, path: str, start: int, end: int) -> Iterator[Given | Refused]:
    behind = min(start, LOOK_BEHIND_BYTES)
    file.seek(start - behind)
    # Where the range begins in what was read, and where it ends.
    window = file.read(behind + end - start + LOOK_AHEAD_BYTES)
    starts = [at for at in _starts(window, behind) if at < behind + end - start]
    for at, following in pairwise(starts):
        yield _mail(path, start - behind + at, window[at:following])
    if not starts:
        return
    # The last one may reach beyond the range, to where the next begins.
    yield _mail(path, start - behind + starts[-1], _up_to_the_next(window[starts[-1] :], file))


def _up_to_the_next(mail: bytes, file: BinaryIO) -> bytes:
    """Read on until the next mail begins, the file ends, or the mail is too large anyway."""
    settled = 0
    while len(mail) <= MAX_BYTES + LOOK_AHEAD_BYTES:
        block = file.read(_BLOCK_BYTES)
        mail += block
        # A line so near the end that what follows is not read yet is settled in the next turn.
        edge = len(mail) - LOOK_AHEAD_BYTES if block else len(mail)
        following = next((at for at in _starts(mail, settled + 1) if at <= edge), None)
        if following is not None or not block:
            return mail[:following]
        settled = max(settled, edge)
    return mail


def _starts(window: bytes, earliest: int) -> Iterator[int]:
    """Where mails begin in a part of an mbox, from a place on."""
    at = window.find(b"From ", earliest)
    while at >= 0:
        if starts_mail(window, at):
            yield at
        at = window.find(b"From ", at + 1)


def _mail(path: str, offset: int, data: bytes) -> Given | Refused:
    name = f"{path}@{offset}"
    if len(data) > MAX_BYTES:
        return Refused(name, too_large(len(data)).replace("It is", "It is at least", 1))
    return Given(name, next(split_mbox(data), b""))


def _encoded(path: str) -> str:
    # A file name may hold bytes that are no text.
    return os.fsencode(path).decode("utf-8", errors="surrogateescape")


def _decoded(path: str) -> str:
    return os.fsdecode(path.encode("utf-8", errors="surrogateescape"))

"""Where bags are: a folder, a tar or a zip; and looking at each file of one, once, in a stream.

Nothing is unpacked to a disk. Links, device files and whatever else is no plain file are refused,
and so is what would be written outside the bag if somebody unpacked it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from bield.keep import (
    MAX_TAG_BYTES,
    MalformedBagError,
    UnableToReadRecordError,
    UnsafeNameError,
    Verified,
    begin,
    is_tag_of_interest,
    refuse_unsafe,
)

CHUNK_BYTES = 1024 * 1024
MAX_FILES = 2_000_000
Progress = Callable[[int], None]
"""Told how many bytes were done since it was told last."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One file of a bag."""

    path: str
    size: int
    reader: Callable[[], IO[bytes]]


class Opened:
    """A bag, open for reading. Get one from `opened_bag`."""

    def __init__(self, files: list[Stored], top: str) -> None:
        self._files = files
        self.top = top
        """The folder within an archive in which the bag stands, with its slash; or nothing."""

    @property
    def size(self) -> int:
        """Bytes in all its files."""
        return sum(stored.size for stored in self._files)

    def verify(self, *, expected_root: str = "", progress: Progress = lambda _: None) -> Verified:
        """Tell whether it is as it was sealed.

        Args:
            expected_root: The root that it should have, where that is known from elsewhere.
            progress: Told of the bytes as they are read.

        Raises:
            UnableToReadRecordError: It is no bag, or one that cannot be read safely, by name.
            OSError: The disk failed.
        """
        names = [stored.path for stored in self._files]
        _refuse_doubles(names)
        tags = {f.path: _tag(f) for f in self._files if is_tag_of_interest(f.path)}
        checking = begin(names, tags)
        algorithms = sorted(checking.algorithms)
        found = {f.path: _digests(f, algorithms, progress) for f in self._files}
        sizes = {stored.path: stored.size for stored in self._files}
        return checking.done(found, sizes, expected_root=expected_root)

    def read(self, wanted: str) -> bytes:
        """Give one file of it.

        Raises:
            UnableToReadRecordError: There is none of this name, or it is too large.
        """
        for stored in self._files:
            if stored.path == wanted:
                return _tag(stored)
        raise UnableToReadRecordError(f"There is no {wanted} in it.")

    def unpack(self, folder: Path) -> None:
        """Write its files into a new folder, which appears whole or not at all.

        Raises:
            FileExistsError: There is such a folder already.
            UnableToReadRecordError: A name in it would lead out of the folder.
            OSError: The disk failed.
        """
        part = folder.with_name(f"{folder.name}.part")
        part.mkdir(mode=0o700)
        try:
            for stored in self._files:
                refuse_unsafe(stored.path)
                place = part / stored.path
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with stored.reader() as file, place.open("xb") as made:
                    while chunk := file.read(CHUNK_BYTES):
                        made.write(chunk)
            part.rename(folder)
        finally:
            if part.exists():
                shutil.rmtree(part)


@contextmanager
def opened_bag(given: Path | IO[bytes]) -> Iterator[Opened]:
    """Open a bag.

    Args:
        given: A folder, a tar or a zip; or a tar as an open file.

    Raises:
        UnableToReadRecordError: It is none of these, or holds what is no plain file.
        OSError: It cannot be read.
    """
    with ExitStack() as opened:
        yield _open_store(given, opened)


def verify_bag(
    path: Path, *, expected_root: str = "", progress: Progress = lambda _: None
) -> Verified:
    """Tell whether a bag is as it was sealed: `Opened.verify`, for a path."""
    with opened_bag(path) as bag:
        return bag.verify(expected_root=expected_root, progress=progress)


def _refuse_doubles(names: list[str]) -> None:
    if len(set(names)) != len(names):
        double = next(name for name in names if names.count(name) > 1)
        raise UnsafeNameError(f"«{double}» stands in it twice.")


def _tag(stored: Stored, limit: int = MAX_TAG_BYTES) -> bytes:
    if stored.size > limit:
        raise MalformedBagError(f"{stored.path} is too large to be what it is called.")
    with stored.reader() as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise MalformedBagError(f"{stored.path} is too large to be what it is called.")
    return data


def _digests(stored: Stored, algorithms: list[str], progress: Progress) -> dict[str, str]:
    hashers = [hashlib.new(name, usedforsecurity=False) for name in algorithms]
    with stored.reader() as file:
        while chunk := file.read(CHUNK_BYTES):
            for hasher in hashers:
                hasher.update(chunk)
            progress(len(chunk))
    return {name: h.hexdigest() for name, h in zip(algorithms, hashers, strict=True)}


def _open_store(given: Path | IO[bytes], opened: ExitStack) -> Opened:
    if isinstance(given, Path) and given.is_dir():
        return Opened(list(_in_folder(given)), "")
    try:
        if isinstance(given, Path) and zipfile.is_zipfile(given):
            return _in_zip(opened.enter_context(zipfile.ZipFile(given)))
        return _in_tar(given, opened)
    except (tarfile.TarError, zipfile.BadZipFile, EOFError) as error:
        raise UnableToReadRecordError(
            f"This is neither a folder nor a whole tar or zip: {error}."
        ) from error


def _in_folder(path: Path) -> Iterator[Stored]:
    waiting = [""]
    count = 0
    while waiting:
        below = waiting.pop()
        with os.scandir(path / below) as entries:
            for entry in entries:
                name = f"{below}{entry.name}"
                if entry.is_symlink():
                    raise UnsafeNameError(f"«{name}» is a link. A record holds plain files only.")
                if entry.is_dir():
                    waiting.append(f"{name}/")
                    continue
                status = entry.stat()
                if not stat.S_ISREG(status.st_mode):
                    raise UnsafeNameError(f"«{name}» is no plain file.")
                count += 1
                if count > MAX_FILES:
                    raise UnableToReadRecordError("There are too many files in it.")
                yield Stored(name, status.st_size, _Open(Path(entry.path)))


@dataclass(frozen=True, slots=True)
class _Open:
    path: Path

    def __call__(self) -> IO[bytes]:
        return open(self.path, "rb", buffering=0)  # noqa: PTH123 -- 100,000 times, and it is faster


def _in_zip(archive: zipfile.ZipFile) -> Opened:
    files = []
    top = _top([info.filename for info in archive.infolist()])
    for info in archive.infolist():
        if info.is_dir():
            continue
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in {0, stat.S_IFREG} or info.flag_bits & 1:
            raise UnsafeNameError(f"«{info.filename}» is no plain file.")
        files.append(
            Stored(info.filename.removeprefix(top), info.file_size, partial(archive.open, info))
        )
    return Opened(files, top)


def _in_tar(given: Path | IO[bytes], opened: ExitStack) -> Opened:
    archive = opened.enter_context(
        tarfile.open(given, "r:")  # noqa: SIM115 -- the stack closes it
        if isinstance(given, Path)
        else tarfile.open(fileobj=given, mode="r:")  # noqa: SIM115
    )
    files = []
    members = archive.getmembers()
    top = _top([member.name + ("/" if member.isdir() else "") for member in members])
    for member in members:
        if member.isdir():
            continue
        if not member.isreg() or member.issparse():
            raise UnsafeNameError(f"«{member.name}» is no plain file.")
        files.append(
            Stored(member.name.removeprefix(top), member.size, partial(_of_tar, archive, member))
        )
    return Opened(files, top)


def _of_tar(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(member)
    if file is None:
        raise UnsafeNameError(f"«{member.name}» is no plain file.")
    return file


def _top(names: list[str]) -> str:
    """The folder that all of an archive stands in (RFC 8493 §4), or nothing."""
    if "bagit.txt" in names:
        return ""
    first = {name.partition("/")[0] for name in names}
    if len(first) == 1 and all("/" in name for name in names):
        return f"{first.pop()}/"
    return ""

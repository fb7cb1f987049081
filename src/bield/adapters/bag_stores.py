"""Where bags are: a folder, a tar or a zip; and looking at each file of one, once, in a stream.

Nothing is unpacked to a disk. Links, device files and whatever else is no plain file are refused,
and so is what would be written outside the bag if somebody unpacked it.
"""

from __future__ import annotations

import os
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

from bield.adapters.appearing import PART, appearing_folder
from bield.adapters.careful_tar import opened_tar
from bield.adapters.hashed import CHUNK_BYTES, Progress
from bield.adapters.stored import InArchive, InFolder, Stored
from bield.adapters.tar_form import strays as tar_strays
from bield.keep import (
    MAX_TAG_BYTES,
    MalformedBagError,
    Problem,
    UnableToReadRecordError,
    UnsafeNameError,
    Verified,
    What,
    begin,
    is_tag_of_interest,
    refuse_unsafe,
    shown,
)

MAX_FILES = 2_000_000
MAX_INFLATION = 200
"""A zip that holds more than this many times its own bytes, and more than `MAX_TAG_BYTES`, is a
bomb: texts shrink to a tenth, deflate can reach a thousandth."""


Strays = Callable[[int], Iterator[str]]
"""Names where an archive is not in the form that Bield writes at a moment (s since 1970)."""


class Opened:
    """A bag, open for reading. Get one from `opened_bag`."""

    def __init__(
        self, files: Sequence[Stored], top: str, strays: Strays = lambda _: iter(())
    ) -> None:
        self._files = files
        self._strays = strays
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
        try:
            return self._verified(expected_root, progress)
        except _BROKEN as error:
            raise _not_whole(error) from error

    def _verified(self, expected_root: str, progress: Progress) -> Verified:
        names = [stored.path for stored in self._files]
        _refuse_doubles(names)
        tags = {f.path: _tag(f) for f in self._files if is_tag_of_interest(f.path)}
        checking = begin(names, tags)
        algorithms = sorted(checking.algorithms)
        found: dict[str, dict[str, str]] = {}
        sizes: dict[str, int] = {}
        for stored in self._files:
            path = stored.path
            sizes[path], digests = stored.read_through(algorithms, progress)
            found[path] = checking.same(path, digests)
        verified = checking.done(found, sizes, expected_root=expected_root)
        if not verified.sealed_at:
            return verified
        repacked = tuple(
            Problem(
                What.REPACKED,
                "",
                f"The tar is not as Bield wrote it: {shown(place)}. To check the files alone, "
                "unpack it and verify the folder.",
            )
            for place in self._strays(_seconds(verified.sealed_at))
        )
        return replace(verified, problems=verified.problems + repacked)

    def read(self, wanted: str) -> bytes:
        """Give one file of it.

        Raises:
            UnableToReadRecordError: There is none of this name, or it is too large.
        """
        for stored in self._files:
            if stored.path == wanted:
                return _tag(stored)
        raise UnableToReadRecordError(f"There is no {shown(wanted)} in it.")

    def unpack(self, folder: Path) -> None:
        """Write its files into a new folder, which appears whole or not at all.

        Raises:
            FileExistsError: There is such a folder already.
            UnableToReadRecordError: A name in it would lead out of the folder.
            OSError: The disk failed.
        """
        try:
            with appearing_folder(folder) as made:
                for stored in self._files:
                    refuse_unsafe(stored.path)
                    place = made / stored.path
                    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    with stored.opened() as file, place.open("xb") as copy:
                        shutil.copyfileobj(file, copy, CHUNK_BYTES)
                getattr(os, "sync", lambda: None)()  # for 100,000 files faster than for each
        except _BROKEN as error:
            raise _not_whole(error) from error


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
        raise UnsafeNameError(f"«{shown(double)}» stands in it twice.")


def _tag(stored: Stored, limit: int = MAX_TAG_BYTES) -> bytes:
    if stored.size > limit:
        raise MalformedBagError(f"{shown(stored.path)} is too large to be what it is called.")
    with stored.opened() as file:
        data = file.read(stored.size + 1)
    if len(data) > stored.size:
        raise MalformedBagError(f"{shown(stored.path)} is too large to be what it is called.")
    return data


def _open_store(given: Path | IO[bytes], opened: ExitStack) -> Opened:
    if isinstance(given, Path) and given.name.endswith(PART):
        raise UnableToReadRecordError(
            "This was left by a program that was ended before it was done: it is no record. Make "
            "it again."
        )
    if isinstance(given, Path) and given.is_dir():
        return Opened(list(_in_folder(given)), "")
    try:
        if isinstance(given, Path) and _is_zip(given):
            return _in_zip(opened.enter_context(zipfile.ZipFile(given)))
        return _in_tar(given, opened)
    except _BROKEN as error:
        raise _not_whole(error) from error


def _is_zip(path: Path) -> bool:
    """Tell by its first bytes: a tar with a zip near its end looks like a zip from behind."""
    with path.open("rb") as file:
        return file.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}


_BROKEN = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
"""What the standard library raises at archives that are cut short, damaged or of another kind."""


def _not_whole(error: Exception) -> UnableToReadRecordError:
    return UnableToReadRecordError(f"This is neither a folder nor a whole tar or zip: {error}.")


def _seconds(at: str) -> int:
    try:
        return int(datetime.fromisoformat(at).timestamp())
    except (ValueError, OverflowError):
        return -1


def _in_folder(path: Path) -> Iterator[InFolder]:
    root = os.fspath(path)
    waiting = [""]
    count = 0
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{root}/{below}") as entries:
            for entry in entries:
                name = f"{below}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{name}/")
                    continue
                if entry.is_symlink():
                    raise UnsafeNameError(
                        f"«{shown(name)}» is a link. A record holds plain files only."
                    )
                if not entry.is_file(follow_symlinks=False):
                    raise UnsafeNameError(f"«{shown(name)}» is no plain file.")
                count += 1
                if count > MAX_FILES:
                    raise UnableToReadRecordError("There are too many files in it.")
                yield InFolder(name, entry.path)


def _in_zip(archive: zipfile.ZipFile) -> Opened:
    files: list[Stored] = []
    infos = archive.infolist()
    if len(infos) > MAX_FILES:
        raise UnableToReadRecordError("There are too many files in it.")
    for info in infos:
        refuse_unsafe(info.orig_filename.removesuffix("/"))
    packed = sum(info.compress_size for info in infos)
    if sum(info.file_size for info in infos) > max(packed * MAX_INFLATION, MAX_TAG_BYTES):
        raise UnableToReadRecordError("It is a zip bomb: it would unpack to far more than it is.")
    ends = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < ends:
            raise UnableToReadRecordError("It is a zip bomb: files in it lie over each other.")
        ends = info.header_offset + info.compress_size
    top = _top([info.filename for info in infos])
    for info in infos:
        if info.is_dir():
            continue
        kind = stat.S_IFMT(info.external_attr >> 16)
        rare = info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        if kind not in {0, stat.S_IFREG} or info.flag_bits & 1 or rare:
            raise UnsafeNameError(f"«{shown(info.filename)}» is no plain file.")
        files.append(
            InArchive(info.filename.removeprefix(top), info.file_size, partial(archive.open, info))
        )
    return Opened(files, top)


def _in_tar(given: Path | IO[bytes], opened: ExitStack) -> Opened:
    raw = opened.enter_context(given.open("rb")) if isinstance(given, Path) else given
    archive, members = opened_tar(raw, max_files=MAX_FILES)
    files: list[Stored] = []
    top = _top([m.name + ("/" if m.isdir() else "") for m in members if m.name != "."])
    for member in members:
        if member.isdir():
            continue
        files.append(
            InArchive(member.name.removeprefix(top), member.size, partial(_of_tar, archive, member))
        )

    def strays(moment_s: int) -> Iterator[str]:
        yield from tar_strays(raw, members, top, moment_s=moment_s)

    return Opened(files, top, strays)


def _of_tar(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(member)
    if file is None:
        raise UnsafeNameError(f"«{shown(member.name)}» is no plain file.")
    return file


def _top(names: list[str]) -> str:
    """The folder that all of an archive stands in (RFC 8493 §4), or nothing."""
    if "bagit.txt" in names:
        return ""
    first = {name.partition("/")[0] for name in names}
    if len(first) == 1 and all("/" in name for name in names):
        return f"{first.pop()}/"
    return ""

"""The files in a tar that may be made to do harm, found without unpacking it.

`tarfile` reads what is said of a file as a whole, however long a head claims that it is: a tar of
10 kB can so take all memory there is. And it fails in many ways at numbers that are none.
"""

from __future__ import annotations

import os
import tarfile
from typing import IO, cast

from bield.keep import UnableToReadRecordError, UnsafeNameError, refuse_unsafe, shown

MAX_SAID_BYTES = 1024 * 1024
"""What may be said of one file before it. A path has 4 kB on most systems."""


class _Heads:
    """An open file of which no more is read at once than what may be said of a file."""

    def __init__(self, file: IO[bytes]) -> None:
        self.seek, self.tell, self._read = file.seek, file.tell, file.read

    def read(self, size: int) -> bytes:
        if not 0 <= size <= MAX_SAID_BYTES:
            raise tarfile.ReadError("what it says of a file is too long")
        return self._read(size)


def opened_tar(file: IO[bytes], *, max_files: int) -> tuple[tarfile.TarFile, list[tarfile.TarInfo]]:
    """Open a tar, and give its files and folders in the order in which they stand.

    Args:
        file: The tar, open for reading. It is not closed.
        max_files: How many it may hold.

    Raises:
        UnableToReadRecordError: It holds what is no plain file, a name that leads out of it, files
            over each other or more of them than that.
        tarfile.TarError: It is no tar, or not a whole one.
        OSError: It cannot be read.
    """
    try:
        return _looked_through(file, max_files)
    except UnableToReadRecordError:
        raise
    except (ValueError, OverflowError, RecursionError) as error:  # of numbers that are none
        raise tarfile.ReadError(str(error)) from error


def _looked_through(
    file: IO[bytes], max_files: int
) -> tuple[tarfile.TarFile, list[tarfile.TarInfo]]:
    length = file.seek(0, os.SEEK_END)
    file.seek(0)
    archive = tarfile.open(fileobj=cast(IO[bytes], _Heads(file)), mode="r:")  # noqa: SIM115
    members: list[tarfile.TarInfo] = []
    end = 0
    for member in archive:
        members.append(member)
        if len(members) > max_files:
            raise UnableToReadRecordError("There are too many files in it.")
        member.name = member.name.removeprefix("./")
        if member.name != "." or not member.isdir():
            refuse_unsafe(member.name)
        plain = member.type in {tarfile.REGTYPE, tarfile.AREGTYPE} and not member.issparse()
        if not member.isdir() and not plain:
            raise UnsafeNameError(f"«{shown(member.name)}» is no plain file.")
        if member.size < 0 or not end <= member.offset_data <= length - member.size:
            raise UnableToReadRecordError("It is cut short, or files in it lie over each other.")
        end = member.offset_data + member.size
    archive.fileobj = file
    return archive, members

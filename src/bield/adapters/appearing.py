"""Files and folders that appear under their name when they are whole, or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bield.adapters.disk import locked, synced
from bield.keep import UnableToKeepError

CHUNK_BYTES = 1024 * 1024
PART = ".bield-part"
"""How the names of what is being written end."""
_LONGEST_NAME_BYTES = 255


class FileBusyError(UnableToKeepError):
    """Another program is writing the same file."""


@contextmanager
def appearing(out: Path, *, instead: bool = False) -> Iterator[IO[bytes]]:
    """Give a file to write into, that appears under its name when it is whole and on the disk.

    Whatever ends this before, be it the machine, nothing stands under the name; and what a killed
    program left never stops the next. Nobody but who makes it can read it.

    Args:
        out: The file to make.
        instead: Whether it takes the place of the file that is there, which stays until then, and
            whose permissions it takes over.

    Raises:
        FileExistsError: There is such a file already, be it since a moment ago.
        FileBusyError: Another program is making it.
        OSError: The disk failed or is full; nothing is left behind.
    """
    if not instead:
        if os.path.lexists(out):
            raise _there_is(out)
        handle = _nameless(out.parent)
        if handle is not None:
            with open(handle, "w+b", buffering=CHUNK_BYTES) as file:  # noqa: PTH123 -- of a handle
                yield file
                file.flush()
                os.fsync(file.fileno())
                _named_at_last(file, out)
            synced(out.parent)
            return
    with _part_of(out, instead=instead) as file:
        yield file
    synced(out.parent)


def _nameless(folder: Path) -> int | None:
    """Open a file that has no name yet and is gone when this program is, where the system can."""
    if not hasattr(os, "O_TMPFILE"):
        return None
    try:
        handle = os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)
    except OSError:  # not on this disk; if it is not that, it is said by what comes next
        return None
    if os.path.exists(f"/proc/self/fd/{handle}"):  # noqa: PTH110 -- by which it gets its name
        return handle
    os.close(handle)
    return None


def _named_at_last(file: IO[bytes], out: Path) -> None:
    folder = os.open(out.parent, os.O_RDONLY)
    try:
        # Only with a folder's handle does Python ask the system to follow the link in /proc.
        os.link(
            f"/proc/self/fd/{file.fileno()}",
            out.name,
            src_dir_fd=folder,
            dst_dir_fd=folder,
            follow_symlinks=True,
        )
    except FileExistsError:
        raise _there_is(out) from None
    except OSError:  # some systems forbid it: then its bytes go into a file that has a name
        file.seek(0)
        with _part_of(out, instead=False) as named:
            shutil.copyfileobj(file, named, CHUNK_BYTES)
    finally:
        os.close(folder)


@contextmanager
def _part_of(out: Path, *, instead: bool) -> Iterator[IO[bytes]]:
    """Give a file beside `out`, which gets that name at the end."""
    part = _beside(out)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(part, flags, 0o600), "w+b", buffering=CHUNK_BYTES) as file:  # noqa: PTH123
        _own(file.fileno(), part, out)
        try:
            file.truncate(0)  # of what a program left that was killed
            if instead:
                part.chmod(stat.S_IMODE(out.stat().st_mode))
            yield file
            file.flush()
            os.fsync(file.fileno())
            if os.name == "nt":  # where nothing that is open can be renamed
                file.close()
            if instead:
                part.replace(out)
            else:
                _renamed(part, out)
        except BaseException:
            if os.name == "nt":
                file.close()
            part.unlink(missing_ok=True)
            raise


def _beside(out: Path) -> Path:
    name = f"{out.name}{PART}"
    if len(os.fsencode(name)) > _LONGEST_NAME_BYTES:
        name = hashlib.sha256(os.fsencode(out.name)).hexdigest() + PART
    return out.with_name(name)


def _own(handle: int, place: Path, out: Path) -> None:
    """Have a file, or a folder, for this program alone, as far as the system knows of such.

    Raises:
        FileBusyError: Another has it, or has just been done with it.
    """
    if (
        not locked(handle)
        or not place.exists()
        or not os.path.samestat(os.fstat(handle), place.lstat())
    ):
        raise FileBusyError(f"Another program is just making {out}. Wait until it is done.")


def _renamed(part: Path, out: Path) -> None:
    """Give a file its name, never in the place of another."""
    try:
        os.link(part, out)
    except FileExistsError:
        raise _there_is(out) from None
    except OSError:  # a stick whose files have one name each
        if os.path.lexists(out):
            raise _there_is(out) from None
        part.rename(out)
    else:
        part.unlink()


def _there_is(out: Path) -> FileExistsError:
    return FileExistsError(f"There is a file called {out} already.")


@contextmanager
def appearing_folder(out: Path) -> Iterator[Path]:
    """Give an empty folder to write into, that appears under its name when all is in it.

    What a killed program left of it is deleted when it is made again. That what is in it lasts is
    for whoever writes it to see to.

    Raises:
        FileExistsError: There is such a folder already.
        FileBusyError: Another program is making it.
        OSError: The disk failed or is full; nothing is left behind.
    """
    if os.path.lexists(out):
        raise FileExistsError(f"There is something called {out} already.")
    part = _beside(out)
    with contextlib.suppress(FileExistsError):
        part.mkdir(mode=0o700)
    with _locked_folder(part, out) as emptied:
        emptied()
        try:
            yield part
            part.rename(out)
        except BaseException:
            shutil.rmtree(part)
            raise
    synced(out.parent)


@contextmanager
def _locked_folder(part: Path, out: Path) -> Iterator[Callable[[], None]]:
    def emptied() -> None:
        for left in part.iterdir():
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
            else:
                left.unlink()

    if os.name == "nt":
        yield emptied
        return
    handle = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        _own(handle, part, out)
        yield emptied
    finally:
        os.close(handle)

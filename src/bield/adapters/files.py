"""Messages from the file system and from standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from bield.ports import Given, Refused
from bield.read import MAX_BYTES, too_large
from bield.read.kinds import Kind, kind_of
from bield.read.mbox import TooLong, is_mbox, iter_mbox

STANDARD_INPUT = Path("-")
_TAKEN = frozenset({".eml", ".txt", ".msg", ".mbox", ".pdf", ".docx"})
"""In a folder, files called so are given whatever they hold: their names promise a message."""
_PROBED = frozenset({".mail", ".mbx", ".zip", ".json", ".xml", ".html", ".htm", ""})
"""These are given where they hold a mail, a chat or a document."""
_NO_MESSAGE = frozenset({Kind.NOTHING, Kind.BINARY, Kind.PICTURE, Kind.TEXT})
_MAILDIR = frozenset({"cur", "new"})
_PROBE_BYTES = 64 * 1024


class Files:
    """The inbox that is this machine's files."""

    def __init__(self, standard_input: BinaryIO | None = None) -> None:
        self._standard_input = standard_input

    def open(self, path: Path) -> Iterator[Given | Refused]:
        """Give what is at a path: the file, or every message in the folder and those below it.

        Args:
            path: A file, a folder (a Maildir too), or `-` for standard input.

        Yields:
            What was read, or why it could not be. A file larger than a reader opens is refused
            before it is read, so it costs no memory; but of an mbox, however large, each mail is
            given by itself, as `name#1`, `name#2`, …. Of a folder, files that are no message are
            passed over, as are mails still being delivered to a Maildir (`tmp`); when there is
            none at all, that is a refusal. Links to folders are not followed.
        """
        if path == STANDARD_INPUT:
            yield from _read_stream("-", self._standard_input or sys.stdin.buffer)
        elif path.is_dir():
            yield from self._read_folder(path)
        else:
            yield from _read_file(path)

    def _read_folder(self, folder: Path) -> Iterator[Given | Refused]:
        found = False
        try:
            # sorted: the same folder gives the same order on every machine
            paths = sorted(p for p in folder.rglob("*") if _is_candidate(p))
        except OSError as error:
            yield Refused(str(folder), _reason(error))
            return
        for path in paths:
            if not path.is_file() or not _may_be_message(path):
                continue
            found = True
            yield from _read_file(path)
        if not found:
            yield Refused(
                str(folder),
                "There is no mail or text in this folder. Save the message as an .eml or .txt "
                "file in it, or name the file itself.",
            )


def _is_candidate(path: Path) -> bool:
    """Whether a file in a folder could be a message, by its place and name alone."""
    if path.parent.name in _MAILDIR:
        return not path.name.startswith(".")  # «:2,S» and the like follow the name there
    if path.parent.name == "tmp" and any((path.parents[1] / n).is_dir() for n in _MAILDIR):
        return False
    return path.suffix.lower() in _TAKEN | _PROBED


def _may_be_message(path: Path) -> bool:
    """Whether a file in a folder is worth opening; an unreadable one is, so that it is told."""
    if path.suffix.lower() in _TAKEN:
        return True
    try:
        with path.open("rb") as file:
            start = file.read(_PROBE_BYTES)
            if is_mbox(start):
                return True
            # What an archive or an export is can be told from the whole of it only.
            rest = file.read(MAX_BYTES) if path.suffix.lower() in _PROBED - {""} else b""
            return kind_of(start + rest) not in _NO_MESSAGE
    except OSError:
        return True


def _read_file(path: Path) -> Iterator[Given | Refused]:
    name = str(path)
    try:
        if not path.exists():
            yield Refused(name, "There is no such file. Check the name, or the folder you are in.")
            return
        if not path.is_file():
            yield Refused(name, "This is not an ordinary file, so Bield does not open it.")
            return
        size = path.stat().st_size
        with path.open("rb") as file:
            yield from _read_stream(name, file, size=size)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield Refused(name, _reason(error))


def _read_stream(
    name: str, file: BinaryIO, *, size: int | None = None
) -> Iterator[Given | Refused]:
    """Give what a file holds: each mail of an mbox, or else the whole of it."""
    start = file.read(_PROBE_BYTES)
    if is_mbox(start):
        yield from _read_mbox(name, file, start)
        return
    if size is not None and size > MAX_BYTES:
        yield Refused(name, too_large(size))
        return
    data = start + file.read(MAX_BYTES + 1 - len(start))
    if len(data) > MAX_BYTES:
        yield Refused(name, too_large(len(data)).replace("It is", "It is more than", 1))
    else:
        yield Given(name, data)


def _read_mbox(name: str, file: BinaryIO, start: bytes) -> Iterator[Given | Refused]:
    mails = iter_mbox(file, max_bytes=MAX_BYTES, start=start)
    first, second = next(mails), next(mails, None)
    if second is None:  # a mail saved with the line that would part it from others
        yield _mail(name, first)
        return
    for number, mail in enumerate(chain([first, second], mails), start=1):
        yield _mail(f"{name}#{number}", mail)


def _mail(name: str, mail: bytes | TooLong) -> Given | Refused:
    if isinstance(mail, TooLong):
        return Refused(name, too_large(mail.size_bytes))
    return Given(name, mail)


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "This may not be read: you have no permission. Copy it to a folder of your own."
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"This could not be opened: {reason}."

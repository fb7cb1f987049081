"""Messages from the file system and from standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bield.ports import Given, Refused
from bield.read import MAX_BYTES, too_large
from bield.read.kinds import Kind, kind_of

STANDARD_INPUT = Path("-")
_SUFFIXES = frozenset({".eml", ".txt", ".mail", ".msg", ".html", ".htm", ""})
_PROBE_BYTES = 64 * 1024


class Files:
    """The inbox that is this machine's files."""

    def __init__(self, standard_input: BinaryIO | None = None) -> None:
        self._standard_input = standard_input

    def open(self, path: Path) -> Iterator[Given | Refused]:
        """Give what is at a path: the file, or every message in the folder and those below it.

        Args:
            path: A file, a folder, or `-` for standard input.

        Yields:
            What was read, or why it could not be. A file larger than a reader opens is refused
            before it is read, so it costs no memory. Of a folder, files that are no mail or
            text are passed over; when there is none at all, that is a refusal. Links to
            folders are not followed.
        """
        if path == STANDARD_INPUT:
            yield self._read_standard_input()
        elif path.is_dir():
            yield from self._read_folder(path)
        else:
            yield _read_file(path)

    def _read_standard_input(self) -> Given | Refused:
        stream = self._standard_input or sys.stdin.buffer
        data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            return Refused("-", too_large(len(data)).replace("It is", "It is more than", 1))
        return Given("-", data)

    def _read_folder(self, folder: Path) -> Iterator[Given | Refused]:
        found = False
        try:
            # sorted: the same folder gives the same order on every machine
            paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in _SUFFIXES)
        except OSError as error:
            yield Refused(str(folder), _reason(error))
            return
        for path in paths:
            if not path.is_file() or not _may_be_message(path):
                continue
            found = True
            yield _read_file(path)
        if not found:
            yield Refused(
                str(folder),
                "There is no mail or text in this folder. Save the message as an .eml or .txt "
                "file in it, or name the file itself.",
            )


def _may_be_message(path: Path) -> bool:
    """Whether a file in a folder is worth opening; an unreadable one is, so that it is told."""
    if path.suffix.lower() in {".eml", ".txt"}:
        return True
    try:
        with path.open("rb") as file:
            return kind_of(file.read(_PROBE_BYTES)) is Kind.MAIL
    except OSError:
        return True


def _read_file(path: Path) -> Given | Refused:
    name = str(path)
    try:
        if not path.exists():
            return Refused(name, "There is no such file. Check the name, or the folder you are in.")
        if not path.is_file():
            return Refused(name, "This is not an ordinary file, so Bield does not open it.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            return Refused(name, too_large(size))
        with path.open("rb") as file:
            return Given(name, file.read(MAX_BYTES + 1))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return Refused(name, _reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "This may not be read: you have no permission. Copy it to a folder of your own."
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"This could not be opened: {reason}."

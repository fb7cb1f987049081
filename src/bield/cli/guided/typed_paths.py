"""A line in which files are named, as people type, paste or drop it → files.

Terminals write a dropped file in their own ways: bare, in quotes, with backslashes before blanks,
or as an address (`file:///home/a/My%20chat.txt`).
"""

from __future__ import annotations

import glob
import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from bield.cli.guided import words

_ADDRESS = "file:"


@dataclass(frozen=True, slots=True)
class Named:
    """A file that a line names, or why there is none."""

    path: Path
    why_not: str = ""
    """Why it is not to be added, a sentence; empty where it is."""


def named_in(line: str, *, within: Path) -> Iterator[Named]:
    """Give each file that a line names; of a folder each file in it.

    What is named and is not there is given too, with why not: nothing is left out without a word.

    Args:
        line: One line, or several of a paste, each with one or more files.
        within: The folder of the record, which is no proof of itself.
    """
    record = within.resolve()
    lines = line.split("\n")  # and no other sign that ends a line: a name may hold it
    if len(lines) > 1 and not any(_there(text) for part in lines for text in _parts(part.strip())):
        # Not files: what they wrote was pasted here.
        yield Named(Path(lines[0]), words.NO_FILES_HERE)
        return
    for part in lines:
        for text in _parts(part.strip()):
            for path in _meant(text):
                yield from _files(path, record)


def _parts(line: str) -> list[str]:
    """Part a line into files; it is one file where one is called like the whole line."""
    if not line or _there(line):
        return [line] if line else []
    words_of_a_shell = shlex.shlex(line, posix=True, punctuation_chars=False)
    words_of_a_shell.whitespace_split = True
    words_of_a_shell.commenters = ""
    if os.name == "nt":
        words_of_a_shell.escape = ""  # there it parts folders
        words_of_a_shell.quotes = '"'
    try:
        parts = list(words_of_a_shell)
    except ValueError:  # a quote without its other half, as in «Don't pay.txt»
        return [line]
    # Two words neither of which is a file are one name with a mistake in it.
    return parts if any(_there(part) or _pattern(part) for part in parts) else [line]


def _meant(text: str) -> Iterator[Path]:
    path = _path(text)
    if not _there(text) and _pattern(text):
        found = sorted(glob.glob(str(path)))  # noqa: PTH207 -- Path.glob takes no absolute pattern
        if found:
            yield from map(Path, found)
            return
    yield path


def _files(path: Path, record: Path) -> Iterator[Named]:
    try:
        is_folder = path.is_dir()
        inside = path.resolve().is_relative_to(record)
    except (OSError, ValueError, RuntimeError):
        yield Named(path, words.CANNOT_READ)
        return
    if inside:
        yield Named(path, words.IS_RECORD)
    elif is_folder:
        yield from _within(path, record)
    elif not os.path.lexists(path):
        yield Named(path, words.NOTHING_FITS if _pattern(str(path)) else words.NO_SUCH_FILE)
    else:
        yield Named(path)


def _within(folder: Path, record: Path) -> Iterator[Named]:
    try:
        inside = sorted(folder.iterdir())
    except OSError as problem:
        yield Named(folder, f"{problem.strerror}.")
        return
    hidden = [path for path in inside if path.name.startswith(".")]
    seen = [path for path in inside if path not in hidden]
    if not seen:
        yield Named(folder, words.EMPTY_FOLDER)
    for path in seen:
        if path.resolve() == record:
            yield Named(path, words.IS_RECORD)
        else:
            yield Named(path, words.NOT_INSIDE if path.is_dir() else "")
    if hidden:
        yield Named(folder, words.HIDDEN.format(count=len(hidden)))


def _path(text: str) -> Path:
    if text.lower().startswith(_ADDRESS):
        return Path(url2pathname(urlsplit(text).path))
    try:
        return Path(text).expanduser()
    except RuntimeError:  # there is no home
        return Path(text)


def _there(text: str) -> bool:
    try:
        return os.path.lexists(_path(text))
    except (OSError, ValueError):
        return False


def _pattern(text: str) -> bool:
    return glob.has_magic(text)

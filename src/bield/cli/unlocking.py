"""Records that are locked with age: unlocked where nobody else can read."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import typer

from bield.adapters.age_files import (
    MAX_PASSPHRASE_BYTES,
    NotForThisKeyError,
    is_locked,
    refuse_harmful,
    unlock_with_keys,
    unlock_with_words,
)
from bield.cli.guarded import need_keep
from bield.keep import UnableToKeepError, UnableToReadRecordError

MEMORY_BYTES = 64 * 1024 * 1024
"""What is larger when unlocked waits on the disk, in a file that has no name."""


@contextmanager
def unlocked(
    path: Path,
    *,
    key: Path | None,
    words: bool,
    near: Path | None = None,
    ask: Callable[[], str] | None = None,
) -> Iterator[Path | IO[bytes]]:
    """Give a record unlocked: in memory, or in a file without a name, gone when it is closed.

    Args:
        path: The record; one that is not locked is given as it is.
        key: The file with the private keys.
        words: Whether to ask for the words.
        near: The folder on whose disk a large one waits; `TMPDIR` where none is named.
        ask: Gives the words; where `None`, they are asked for without being shown.

    Raises:
        UnableToReadRecordError: It does not open.
        UnableToKeepError: What opens it was not given.
        OSError: The disk failed or is full.
    """
    if path.is_dir() or not is_locked(path):
        yield path
        return
    need_keep()
    with (
        path.open("rb") as locked,
        tempfile.SpooledTemporaryFile(
            MEMORY_BYTES, dir=None if near is None else str(near)
        ) as plain,
    ):
        if refuse_harmful(locked):
            _with_words(
                locked, plain, path.stat().st_size, (ask or _asked_words) if words else None
            )
        else:
            _with_key(locked, plain, key)
        plain.seek(0)
        yield plain


def _with_key(locked: IO[bytes], plain: IO[bytes], key: Path | None) -> None:
    from bield.cli.keys import NoKeyError, private_keys

    if key is None:
        raise UnableToKeepError("It is locked for a key. Name its file with --key.")
    try:
        keys = private_keys(key)
    except NoKeyError as problem:
        raise UnableToKeepError(str(problem)) from problem
    unlock_with_keys(locked, plain, keys)


def _with_words(
    locked: IO[bytes], plain: IO[bytes], size: int, ask: Callable[[], str] | None
) -> None:
    if ask is None:
        raise UnableToKeepError("It is locked with words. Add --words, to be asked for them.")
    if size > 2 * MAX_PASSPHRASE_BYTES:
        raise UnableToReadRecordError("It is too large to be unlocked with words.")
    typed = ask()
    typer.echo("Each try takes seconds, on purpose: so nobody can guess the words.", err=True)
    *others, last = _meant(typed)
    data = locked.read()
    for meant in others:
        try:
            plain.write(unlock_with_words(data, meant))
        except NotForThisKeyError:
            continue
        return
    plain.write(unlock_with_words(data, last))


def _asked_words() -> str:
    if sys.stdin.isatty():
        asked: str = typer.prompt("The words", hide_input=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")


def _meant(typed: str) -> Sequence[str]:
    """Give what to try: our words however they are typed, and what was typed, sign by sign."""
    from bield.adapters.locked import LETTERS_THAT_TELL
    from bield.adapters.locked import typed as words_in
    from bield.facts.words import load_words

    listed = {word[:LETTERS_THAT_TELL]: word for word in load_words()}
    ours = [listed.get(word[:LETTERS_THAT_TELL], "") for word in words_in(typed)]
    if ours and all(ours) and (meant := " ".join(ours)) != typed:
        return [meant, typed]
    return [typed]

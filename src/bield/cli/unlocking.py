"""Records that are locked with age: unlocked where nobody else can read."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import typer

from bield.cli.guarded import NEEDS_KEEP, has_keep
from bield.keep import UnableToKeepError, UnableToReadRecordError


@contextmanager
def unlocked(path: Path, *, key: Path | None, words: bool) -> Iterator[Path | IO[bytes]]:
    """Give a record unlocked: in a file without a name, which is gone when it is closed."""
    from bield.adapters.age_files import (
        MAX_PASSPHRASE_BYTES,
        is_locked,
        refuse_harmful,
        unlock_with_keys,
        unlock_with_words,
    )
    from bield.cli.keys import NoKeyError, private_keys

    if path.is_dir() or not is_locked(path):
        yield path
        return
    if not has_keep():
        raise UnableToKeepError(NEEDS_KEEP)
    with path.open("rb") as locked, tempfile.TemporaryFile() as plain:
        with_words = refuse_harmful(locked)
        if with_words:
            if not words:
                raise UnableToKeepError("It is locked with words. Add --words, to be asked for.")
            if path.stat().st_size > 2 * MAX_PASSPHRASE_BYTES:
                raise UnableToReadRecordError("It is too large to be unlocked with words.")
            plain.write(unlock_with_words(locked.read(), _asked_words()))
        else:
            if key is None:
                raise UnableToKeepError("It is locked for a key. Name its file with --key.")
            try:
                keys = private_keys(key)
            except NoKeyError as problem:
                raise UnableToKeepError(str(problem)) from problem
            unlock_with_keys(locked, plain, keys)
        plain.seek(0)
        yield plain


def _asked_words() -> str:
    if sys.stdin.isatty():
        typed: str = typer.prompt("The words", hide_input=True)
    else:
        typed = sys.stdin.readline()
    return " ".join(typed.lower().split())

"""`bield keys`: keys of a unit, in files on its own machine. None is ever on the site."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import typer

from bield.adapters.age_files import new_key, public_key
from bield.adapters.disk import synced
from bield.cli.exits import Exit
from bield.facts.words import load_words

_PRIVATE = "AGE-SECRET-KEY-"
_FINGERPRINT_WORDS = 6


class NoKeyError(ValueError):
    """A file holds no private key."""


def make(out: Path) -> Exit:
    """Make a key file."""
    identity, public = new_key()
    try:
        _write(out, f"# public key: {public}\n{identity}\n", fresh=True)
    except OSError as error:
        typer.echo(f"{out}: {error.strerror}.", err=True)
        return Exit.MISTAKE if isinstance(error, FileExistsError) else Exit.OUTSIDE
    typer.echo(f"Your private key is in {out}. Keep it to yourself, and a copy of it apart.")
    return _told(public)


def tell(path: Path) -> Exit:
    """Show the public key of a key file; the newest, where there are several."""
    try:
        return _told(public_key(private_keys(path)[0]))
    except (NoKeyError, OSError) as error:
        typer.echo(str(error), err=True)
        return Exit.MISTAKE


def rotate(path: Path) -> Exit:
    """Put a new key before the others of a key file."""
    try:
        old = path.read_text("utf-8")
        private_keys(path)
    except (NoKeyError, OSError, UnicodeDecodeError) as error:
        typer.echo(str(error), err=True)
        return Exit.MISTAKE
    identity, public = new_key()
    _write(path, f"# public key: {public}\n{identity}\n{old}", fresh=False)
    typer.echo("The old key still opens what was locked for it. Give out the new one from now on.")
    return _told(public)


def private_keys(path: Path) -> list[str]:
    """Give the private keys of a key file, the newest first.

    Raises:
        NoKeyError: There is none in it.
        OSError: It cannot be read.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        lines = []
    found = [line.strip() for line in lines if line.strip().startswith(_PRIVATE)]
    for key in found:
        try:
            public_key(key)
        except ValueError:
            raise NoKeyError(f"{path}: one of the private keys in it is broken.") from None
    if not found:
        raise NoKeyError(f"{path} holds no private key.")
    return found


def in_words(data: str) -> str:
    """Give the fingerprint of a key or a root in words, for reading it aloud: 66 bits of it."""
    words = load_words()
    bits = int.from_bytes(hashlib.sha256(data.encode()).digest(), "big")
    chosen = []
    for _ in range(_FINGERPRINT_WORDS):
        bits, index = divmod(bits, len(words))
        chosen.append(words[index])
    return " ".join(chosen)


def _told(public: str) -> Exit:
    typer.echo(f"Public key:  {public}")
    typer.echo(f"In words:    {in_words(public)}")
    return Exit.DONE


def _write(path: Path, text: str, *, fresh: bool) -> None:
    target = path if fresh else path.with_name(f"{path.name}.new")
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if not fresh:
        target.rename(path)
    synced(path.parent if str(path.parent) else Path())

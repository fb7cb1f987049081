"""`bield keys`: keys of a unit, in files on its own machine. None is ever on the site."""

from __future__ import annotations

import hashlib
from pathlib import Path

import typer

from bield.adapters.age_files import new_key, public_key
from bield.adapters.key_files import made, one_at_a_time, open_to_others, replaced
from bield.cli.exits import Exit
from bield.cli.guarded import guarded, need_keep
from bield.facts.words import load_words
from bield.keep import UnableToKeepError

_PRIVATE = "AGE-SECRET-KEY-"
_NEWER = "AGE-SECRET-KEY-PQ-"
_FINGERPRINT_WORDS = 6


class NoKeyError(UnableToKeepError):
    """A file holds no private key that can be used."""


def make(out: Path) -> Exit:
    """Make a key file."""

    def work() -> Exit:
        need_keep()
        identity, public = new_key()
        made(out, _lines(identity, public))
        typer.echo(f"Your private key is in {out}. Keep it to yourself, and a copy of it apart.")
        return _told(public)

    return guarded(work)


def tell(path: Path, out: Path | None) -> Exit:
    """Show the public key of a key file; the newest, where there are several."""

    def work() -> Exit:
        need_keep()
        public = public_key(private_keys(path)[0])
        if out is not None:
            made(out, f"# in words: {in_words(public)}\n{public}\n", mode=0o644)
            typer.echo(f"The public key is in {out}. Give it to whoever is to lock for you.")
        return _told(public)

    return guarded(work)


def rotate(path: Path) -> Exit:
    """Put a new key before the others of a key file."""

    def work() -> Exit:
        need_keep()
        with one_at_a_time(path):
            private_keys(path)
            identity, public = new_key()
            replaced(path, _lines(identity, public) + path.read_text("utf-8"))
        typer.echo(
            "The old key still opens what was locked for it. Give out the new one from now on."
        )
        return _told(public)

    return guarded(work)


def private_keys(path: Path) -> list[str]:
    """Give the private keys of a key file, the newest first.

    Raises:
        NoKeyError: There is none in it, or one is broken.
        OSError: It cannot be read.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        lines = []
    found = [line.strip() for line in lines if line.strip().upper().startswith(_PRIVATE)]
    for key in found:
        try:
            public_key(key)
        except ValueError:
            kind = "of a newer kind than Bield can use" if key.startswith(_NEWER) else "broken"
            raise NoKeyError(f"{path}: one of the private keys in it is {kind}.") from None
    if not found:
        raise NoKeyError(f"{path} holds no private key.")
    if open_to_others(path):
        typer.echo(
            f"Others on this machine can read your private key. Shut them out: chmod 600 {path}",
            err=True,
        )
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


def _lines(identity: str, public: str) -> str:
    return f"# public key: {public}\n{identity}\n"


def _told(public: str) -> Exit:
    typer.echo(f"Public key:  {public}")
    typer.echo(f"In words:    {in_words(public)}")
    return Exit.DONE

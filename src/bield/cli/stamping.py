"""`bield record stamp`: a sealed record time-stamped by others after it was sealed.

A locked record cannot be written into by who has no key: its time-stamps stand beside it.
"""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Sequence
from pathlib import Path

import typer

from bield.adapters.bag_stores import opened_bag
from bield.adapters.disk import synced
from bield.adapters.sealing import appended
from bield.cli.exits import Exit
from bield.cli.guarded import guarded, need_keep
from bield.cli.stamps import asked, looked_at, names_beside
from bield.cli.verdict import tell
from bield.keep import UnableToKeepError, stamp_path


def stamp_sealed(path: Path, urls: Sequence[str]) -> Exit:
    """Have a sealed record stamped, and put the stamps into it, or beside it."""

    def work() -> Exit:
        need_keep()
        if not urls:
            raise UnableToKeepError("Name an authority's address (https://…), or set BIELD_STAMP.")
        if path.is_dir():
            raise UnableToKeepError(f"{path} is a folder. Stamp the sealed file.")
        return _stamp_inside(path, urls) if tarfile.is_tarfile(path) else _stamp_beside(path, urls)

    return guarded(work)


def _stamp_inside(path: Path, urls: Sequence[str]) -> Exit:
    with opened_bag(path) as bag:
        verified = bag.verify()
        if verified.problems:
            return tell(verified, looked_at(bag, verified))
        if not verified.sealed_at:
            return _stamp_beside(path, urls)
        digest, top, there = bytes.fromhex(verified.root), bag.top, len(verified.stamps)
    tokens = asked(digest, urls, sealed_at=verified.sealed_at)
    for number, token in enumerate(tokens, start=there + 1):
        appended(path, top, stamp_path(number, token), token)
    return Exit.DONE if len(tokens) == len(urls) else Exit.OUTSIDE


def _stamp_beside(path: Path, urls: Sequence[str]) -> Exit:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    tokens = asked(digest, urls)
    names = names_beside(path)
    for token in tokens:
        place = next(name for name in names if not name.exists())
        with place.open("xb") as made:
            made.write(token)
        synced(place)
        typer.echo(f"The time-stamp is in {place}. Keep it with the file, and send it along.")
    return Exit.DONE if len(tokens) == len(urls) else Exit.OUTSIDE

"""`bield record verify` and `open`: what whoever receives a record does with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bield.adapters.bag_stores import Opened, opened_bag
from bield.adapters.custody import Custody, write_down
from bield.cli.exits import Exit
from bield.cli.guarded import guarded, reason
from bield.cli.progress import bar
from bield.cli.stamps import looked_at, trusted
from bield.cli.unlocking import unlocked
from bield.cli.verdict import tell
from bield.keep import UnableToKeepError, UnableToReadRecordError, Verified
from bield.wiring import clock

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


def verify_sealed(
    path: Path,
    *,
    root: str,
    key: Path | None,
    words: bool,
    trust: Sequence[Path],
    as_json: bool,
) -> Exit:
    """Tell whether a record is as it was sealed."""

    def work() -> Exit:
        roots = trusted(trust)
        with unlocked(path, key=key, words=words) as plain, opened_bag(plain) as bag:
            verified = _verified(bag, root)
            return tell(verified, looked_at(bag, verified, roots, file=path), as_json=as_json)

    return guarded(work)


def open_sealed(
    path: Path,
    out: Path,
    *,
    custody: Path,
    by: str,
    key: Path | None,
    words: bool,
    root: str,
    trust: Sequence[Path],
) -> Exit:
    """Unlock, verify and unpack a record, and write down that it was opened."""
    written = partial(write_down, custody, by=by, file=path)

    def work() -> Exit:
        if out.exists():
            raise UnableToKeepError(f"There is something called {out} already.")
        if not out.parent.is_dir():
            raise UnableToKeepError(f"There is no folder {out.parent} to unpack into.")
        if not by.strip():
            raise UnableToKeepError("Say who opens it: --by")
        roots = trusted(trust)
        try:
            with (
                unlocked(path, key=key, words=words, near=out.parent) as plain,
                opened_bag(plain) as bag,
            ):
                return unpacked(bag, roots)
        except UnableToReadRecordError as problem:
            written(Custody.REFUSED, at=_now(), says=str(problem))
            raise

    def unpacked(bag: Opened, roots: Sequence[Certificate]) -> Exit:
        verified = _verified(bag, root)
        stamps = looked_at(bag, verified, roots, file=path)
        # Written down before anything can be read, so that no opening goes unlogged.
        log = written(Custody.OPENING, at=_now(), root=verified.root, unchanged=verified.unchanged)
        outcome = tell(verified, stamps)
        if not verified.unchanged:
            typer.echo("Nothing was unpacked.")
            return outcome
        try:
            bag.unpack(out)
        except (UnableToReadRecordError, OSError) as problem:
            written(Custody.NOT_UNPACKED, at=_now(), root=verified.root, says=reason(problem))
            raise
        typer.echo(f"Unpacked into {out}.")
        typer.echo(f"Written down in {custody} as entry {len(log.entries)}, {log.head}")
        return outcome

    return guarded(work)


def _verified(bag: Opened, root: str) -> Verified:
    with bar(lambda: bag.size, "Verifying") as progress:
        return bag.verify(expected_root=root, progress=progress)


def _now() -> str:
    return clock().now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""`bield record verify` and `open`: what whoever receives a record does with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

import typer

from bield.adapters.bag_stores import opened_bag
from bield.adapters.custody import write_down
from bield.cli.exits import Exit
from bield.cli.guarded import guarded
from bield.cli.progress import bar
from bield.cli.stamping import tell_stamp
from bield.cli.unlocking import unlocked
from bield.cli.verdict import tell
from bield.keep import UnableToKeepError
from bield.wiring import clock


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
        with unlocked(path, key=key, words=words) as plain, opened_bag(plain) as bag:
            with bar(bag.size, "Verifying") as progress:
                verified = bag.verify(expected_root=root, progress=progress)
            outcome = tell(verified, as_json=as_json)
            if not as_json:
                for name in verified.stamps:
                    outcome = max(outcome, tell_stamp(bag, name, trust))
        return outcome

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
) -> Exit:
    """Unlock, verify and unpack a record, and write down that it was opened."""

    def work() -> Exit:
        if out.exists():
            raise UnableToKeepError(f"There is something called {out} already.")
        with unlocked(path, key=key, words=words) as plain, opened_bag(plain) as bag:
            with bar(bag.size, "Verifying") as progress:
                verified = bag.verify(expected_root=root, progress=progress)
            # Written down before anything can be read, so that no opening goes unlogged.
            write_down(
                custody,
                at=clock().now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                by=by,
                file=path,
                root=verified.root,
                unchanged=verified.unchanged,
            )
            outcome = tell(verified, as_json=False)
            if verified.unchanged:
                bag.unpack(out)
                typer.echo(f"Unpacked into {out}. The opening is written down in {custody}.")
        return outcome

    return guarded(work)

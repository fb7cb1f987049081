"""`bield record stamp`: time-stamps by others, asked for and told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from bield.adapters.bag_stores import Opened, opened_bag
from bield.adapters.sealing import appended
from bield.cli.exits import Exit
from bield.cli.guarded import guarded, has_keep, reason
from bield.cli.verdict import tell
from bield.keep import ROOT, Seal, UnableToReadRecordError


def stamp_sealed(path: Path, url: str) -> Exit:
    """Have a sealed record stamped, and put the stamp into it."""
    if not has_keep():
        return Exit.OUTSIDE

    def work() -> Exit:
        from bield.adapters.timestamp import stamp, stamped_at

        with opened_bag(path) as bag:
            verified = bag.verify()
            if verified.problems:
                return tell(verified, as_json=False)
            manifest = bag.read(ROOT)
            token = stamp(manifest, url)
            appended(path, bag.top, f"stamps/{len(verified.stamps) + 1}.tsr", token)
        typer.echo(f"Stamped at {stamped_at(token, manifest):%Y-%m-%d %H:%M:%S} UTC.")
        return Exit.DONE

    return guarded(work)


def stamped(made: Seal, urls: Sequence[str]) -> dict[str, bytes]:
    from bield.adapters.timestamp import AuthorityError, stamp

    tokens: dict[str, bytes] = {}
    for url in urls:
        try:
            tokens[f"{len(tokens) + 1}.tsr"] = stamp(made.tags[ROOT], url)
        except AuthorityError as problem:
            # The seal does not wait for others.
            typer.echo(f"Not stamped: {problem}", err=True)
    return tokens


def tell_stamp(bag: Opened, name: str, trust: Sequence[Path]) -> Exit:
    if not has_keep():
        return Exit.OUTSIDE
    from bield.adapters.timestamp import check_stamp, stamped_at

    token, manifest = bag.read(name), bag.read(ROOT)
    try:
        if trust:
            stamp = check_stamp(token, manifest, trust)
            typer.echo(f"Stamped at {stamp.at:%Y-%m-%d %H:%M:%S} UTC by {stamp.authority}.")
        else:
            at = stamped_at(token, manifest)
            typer.echo(
                f"{name} says {at:%Y-%m-%d %H:%M:%S} UTC. Who made it was not checked: name the "
                "authority's certificate with --trust."
            )
    except UnableToReadRecordError as problem:
        typer.echo(f"{name}: {reason(problem)}")
        return Exit.NEGATIVE
    return Exit.DONE

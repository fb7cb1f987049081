"""What is told of a record that was looked at, to a person and to a program."""

from __future__ import annotations

import json
from collections.abc import Sequence

import typer

from bield.cli.exits import Exit
from bield.cli.stamps import Told, outcome_of, tell_stamp
from bield.keep import Verified


def tell(verified: Verified, stamps: Sequence[Told], *, as_json: bool = False) -> Exit:
    """Tell whether a record is as it was sealed, and what its time-stamps say."""
    outcome = outcome_of(stamps) if verified.unchanged else Exit.NEGATIVE
    if as_json:
        typer.echo(json.dumps(_plain(verified, stamps), ensure_ascii=False))
        return outcome
    if verified.unchanged:
        since = f"Sealed at {verified.sealed_at}, unchanged since." if verified.sealed_at else ""
        typer.echo(since or "Unchanged: every file is as the manifests say.")
        typer.echo(f"{verified.files} files, {verified.entries} entries in the log.")
    else:
        typer.echo("NOT as it was sealed:")
        for problem in verified.problems:
            typer.echo(f"  {problem.what.value}: {problem.says}")
    for stamp in stamps:
        tell_stamp(stamp)
    if verified.sealed_at and not stamps:
        typer.echo("Not yet stamped by anybody else.")
    if verified.root:
        tell_root(verified.root)
    return outcome


def tell_root(root: str) -> None:
    """Tell the root, as signs and as words."""
    from bield.cli.keys import in_words

    typer.echo(f"Root:     {root}")
    typer.echo(f"In words: {in_words(root)}")


def _plain(verified: Verified, stamps: Sequence[Told]) -> dict[str, object]:
    return {
        "unchanged": verified.unchanged,
        "root": verified.root,
        "sealed_at": verified.sealed_at,
        "files": verified.files,
        "entries": verified.entries,
        "stamps": [
            {
                "path": stamp.path,
                "at": stamp.at,
                "authority": stamp.authority,
                "trusted": stamp.trusted,
                "problem": stamp.problem,
                "doubt": stamp.doubt,
                "checked": stamp.checked,
            }
            for stamp in stamps
        ],
        "problems": [
            {"what": p.what.value, "path": p.path, "says": p.says} for p in verified.problems
        ],
    }

"""What is told of a record that was looked at."""

from __future__ import annotations

import json

import typer

from bield.cli.exits import Exit
from bield.keep import Verified


def tell(verified: Verified, *, as_json: bool) -> Exit:
    outcome = Exit.DONE if verified.unchanged else Exit.NEGATIVE
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "unchanged": verified.unchanged,
                    "root": verified.root,
                    "sealed_at": verified.sealed_at,
                    "files": verified.files,
                    "entries": verified.entries,
                    "stamps": list(verified.stamps),
                    "problems": [
                        {"what": p.what.value, "path": p.path, "says": p.says}
                        for p in verified.problems
                    ],
                },
                ensure_ascii=False,
            )
        )
        return outcome
    if verified.unchanged:
        since = f"Sealed at {verified.sealed_at}, unchanged since." if verified.sealed_at else ""
        typer.echo(since or "Unchanged: every file is as the manifests say.")
        typer.echo(f"{verified.files} files, {verified.entries} entries in the log.")
    else:
        typer.echo("NOT as it was sealed:")
        for problem in verified.problems:
            typer.echo(f"  {problem.what.value}: {problem.says}")
    if verified.root:
        tell_root(verified.root)
    return outcome


def tell_root(root: str) -> None:
    from bield.cli.keys import in_words

    typer.echo(f"Root:     {root}")
    typer.echo(f"In words: {in_words(root)}")

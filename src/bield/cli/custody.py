"""`bield record custody`: the log of openings, and whether it hangs together."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from bield.adapters.custody import (
    Custody,
    CustodyBrokenError,
    hashes,
    read_custody,
    whole_part,
)
from bield.cli.exits import Exit
from bield.cli.guarded import guarded
from bield.keep import Chain, Entry, shown

_HAPPENED = {
    Custody.OPENING: "opened",
    Custody.REFUSED: "did NOT open",
    Custody.NOT_UNPACKED: "was NOT unpacked",
}


def tell_custody(path: Path, *, holds: str, as_json: bool) -> Exit:
    """Tell who opened what, and whether the log is as it was written."""

    def work() -> Exit:
        problem = ""
        try:
            chain = read_custody(path)
        except CustodyBrokenError as broken:
            chain, problem = whole_part(path), str(broken)
        if holds and not problem and not any(h.startswith(holds.lower()) for h in hashes(path)):
            problem = f"The entry {shown(holds)} is not in it: it was taken out, or it was changed."
        if as_json:
            _print(chain, problem)
        else:
            _tell(chain, problem)
        return Exit.NEGATIVE if problem else Exit.DONE

    return guarded(work)


def _tell(chain: Chain, problem: str) -> None:
    for entry in chain.entries:
        typer.echo(_line(entry))
    if problem:
        typer.echo(f"NOT whole: {problem}")
        return
    if chain.torn:
        typer.echo("The last line is cut short: by it nothing was opened.")
    typer.echo(f"The log hangs together: {len(chain.entries)} entries.")
    if chain.entries:
        typer.echo(f"Whether later ones were taken out, only its last hash tells: {chain.head}")


def _print(chain: Chain, problem: str) -> None:
    made = {
        "whole": not problem,
        "problem": problem,
        "head": chain.head,
        "entries": [dict(entry) for entry in chain.entries],
    }
    typer.echo(json.dumps(made, ensure_ascii=False))


def _line(entry: Entry) -> str:
    kind = str(entry.get("kind", ""))
    what = _HAPPENED[Custody(kind)] if kind in list(Custody) else shown(kind)
    if kind == Custody.OPENING and not entry.get("unchanged"):
        what = "opened, NOT as it was sealed"
    at, by, file, root, says = (
        shown(str(entry.get(field, ""))) for field in ("at", "by", "file", "root", "says")
    )
    told = f"{entry.get('n', 0):>4}. {at}  {by}  {what}: {file}"
    return told + (f"  root {root[:16]}" if root else "") + (f"  ({says})" if says else "")

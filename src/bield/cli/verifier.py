"""`bield record verifier`: the stand-alone verifier, as the one file that it is."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import typer

from bield.cli.exits import Exit
from bield.cli.guarded import guarded


def write_verifier(out: Path) -> Exit:
    """Write the verifier out; nothing is written over."""

    def work() -> Exit:
        program = files("bield.standalone").joinpath("verify_record.py").read_bytes()
        with out.open("xb") as made:
            made.write(program)
        typer.echo(f"Written: {out}")
        typer.echo(f"To check a record with it: python3 {out} FILE --root ROOT")
        return Exit.DONE

    return guarded(work)

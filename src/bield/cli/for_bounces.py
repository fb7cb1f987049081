"""`bield bounces`: what it takes. What it does is in `bounces.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bield.cli.exits import reader_has_enough


def bounces(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Mails that came back: files, folders, Maildirs, mbox files; or - for standard "
            "input.",
            metavar="PATH…",
            show_default=False,
        ),
    ],
) -> None:
    """Tell what mails that came back say: who did not get it, and why.

    Prints one JSON object a mail, a line each: bounces, delays, complaints, and what is none of
    these, such as an answer by machine. It says what each mail says; anybody can write one, so
    count only those that speak of a mail you sent. Exit code: 0 when each was understood, 1 when
    one stayed unknown, 2 when one could not be read.
    """
    from bield.cli.bounces import print_returned

    try:
        outcome = print_returned(paths)
    except BrokenPipeError:
        outcome = reader_has_enough()
    raise typer.Exit(outcome)

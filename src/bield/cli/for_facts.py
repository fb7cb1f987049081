"""`bield facts check` and `bield facts graph`: what they take. What they do is in `facts.py`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from bield.cli.exits import reader_has_enough


class Notation(StrEnum):
    """What the graph of the questions is written in."""

    MERMAID = "mermaid"
    DOT = "dot"


def check(
    days: Annotated[
        int, typer.Option(help="List also what is due within this many days.", min=0, max=3660)
    ] = 0,
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Look as if it were this day; today, where left out.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List what is due for review, oldest first, and what waits for a source.

    Exit code: 0 when nothing is overdue, 1 when something is.
    """
    # Imported here: the facts take longer to load than `--help` may.
    from bield.cli.facts import list_reviews

    try:
        outcome = list_reviews(within_days=days, on=on and on.date(), as_json=as_json)
    except BrokenPipeError:
        outcome = reader_has_enough()
    raise typer.Exit(outcome)


def graph(
    notation: Annotated[
        Notation, typer.Option("--format", help="What it is written in.")
    ] = Notation.MERMAID,
    steps: Annotated[
        bool, typer.Option("--steps", help="Draw also which answers change which steps.")
    ] = False,
    question: Annotated[
        str,
        typer.Option(
            metavar="ID",
            help="Draw one question only. A wrong one lists them all.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Draw the questions: which leads to which, and when.

    For a picture: bield facts graph --format dot | dot -Tsvg > questions.svg
    """
    from bield.cli.facts import draw

    try:
        outcome = draw(notation, steps=steps, question=question)
    except BrokenPipeError:
        outcome = reader_has_enough()
    raise typer.Exit(outcome)

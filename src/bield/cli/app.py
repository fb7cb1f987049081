"""The `bield` command and what it offers."""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer

from bield import __version__
from bield.records import About, Age, Country, Paid, Situation


class Exit(IntEnum):
    """What the exit codes mean, for every command."""

    DONE = 0
    NEGATIVE = 1
    """A negative answer, such as «not sealed»."""
    MISTAKE = 2
    """Something that the person gave could not be used."""
    OUTSIDE = 3
    """Something outside Bield failed."""


app = typer.Typer(
    name="bield",
    help="Help when somebody threatens to share intimate pictures: what the message is, and what "
    "to do now. Everything stays on this machine.",
    epilog="In danger now? Call your emergency number first: 999 in the UK, 112 in Europe, "
    "911 in North America, 000 in Australia, 111 in New Zealand.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def bield(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)
    ] = False,
) -> None:
    if version:
        typer.echo(f"bield {__version__}")
        raise typer.Exit(Exit.DONE)


@app.command(no_args_is_help=True)
def check(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Mails (.eml) or text files, folders of them, or - for standard input.",
            metavar="PATH…",
            show_default=False,
        ),
    ],
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a message, a line each.")
    ] = False,
    about: Annotated[
        About, typer.Option(help="Who the threat is about.", show_default=True)
    ] = About.ME,
    age: Annotated[
        int | None,
        typer.Option(help="How old they are now, in years.", min=0, max=120, show_default=False),
    ] = None,
    age_in_picture: Annotated[
        int | None,
        typer.Option(
            help="How old they are in any picture, in years.", min=0, max=120, show_default=False
        ),
    ] = None,
    country: Annotated[
        Country, typer.Option(help="Where they are.", show_default=True)
    ] = Country.UNKNOWN,
    paid: Annotated[
        Paid, typer.Option(help="Whether money has gone, and how.", show_default=True)
    ] = Paid.UNKNOWN,
) -> None:
    """Tell what a message is, why, and what to do now.

    Nothing is kept, written or sent anywhere. Exit code: 0 when every message was read,
    2 when one could not be.
    """
    # Imported here: the stages take longer to load than `--help` may.
    from bield.cli.check import check_paths

    situation = Situation(
        about=about,
        age=Age.UNKNOWN if age is None else Age.of_years(age),
        age_in_picture=Age.UNKNOWN if age_in_picture is None else Age.of_years(age_in_picture),
        country=country,
        paid=paid,
    )
    try:
        outcome = check_paths(paths, situation, as_json=json)
    except BrokenPipeError:
        outcome = _reader_has_enough()
    raise typer.Exit(outcome)


def _reader_has_enough() -> Exit:
    """End well where who reads has stopped, as in `bield check … | head`.

    Caught in the command: Click and Rich would each exit with 1, a negative answer.
    """
    # Nothing more may go there, not even what Python flushes as it ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a mark for it, and never a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()

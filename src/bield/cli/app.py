"""The `bield` command and what it offers: each command's options stand in `for_people.py`,
`for_keeping.py`, `for_proof.py`, `for_receivers.py`, `for_sharing.py`, `for_words.py`,
`for_mail.py` and `for_facts.py`. None loads a stage before it is run."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bield import __version__
from bield.cli import (
    for_bounces,
    for_facts,
    for_handing,
    for_keeping,
    for_mail,
    for_people,
    for_proof,
    for_receivers,
    for_sharing,
    for_words,
)
from bield.cli.exits import Exit

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
facts = typer.Typer(
    name="facts",
    help="Look after the reviewed data: what is due for review, and what asks what.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
record = typer.Typer(
    name="record",
    help="Keep proof of a threat, seal it, and tell whether a seal is whole.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
keys = typer.Typer(
    name="keys",
    help="The keys of a unit, for which records are locked.",
    no_args_is_help=True,
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


app.command(no_args_is_help=True)(for_people.check)
app.command()(for_people.plan)
app.command()(for_keeping.keep)
app.command(no_args_is_help=True)(for_mail.scan)
app.command()(for_mail.milter)
app.command()(for_mail.mailbox)
app.command(no_args_is_help=True)(for_bounces.bounces)
app.add_typer(record)
record.command(no_args_is_help=True)(for_proof.new)
record.command(no_args_is_help=True)(for_proof.add)
record.command(no_args_is_help=True)(for_words.note)
record.command(no_args_is_help=True)(for_words.person)
record.command(no_args_is_help=True)(for_words.detail)
record.command(no_args_is_help=True)(for_words.payment)
record.command(no_args_is_help=True)(for_words.exists)
record.command(no_args_is_help=True)(for_words.correct)
record.command("list", no_args_is_help=True)(for_proof.show)
record.command(no_args_is_help=True)(for_proof.seal)
record.command(no_args_is_help=True)(for_proof.stamp)
record.command(no_args_is_help=True)(for_handing.export)
record.command(no_args_is_help=True)(for_sharing.share)
record.command(no_args_is_help=True)(for_receivers.verify)
record.command("open", no_args_is_help=True)(for_receivers.open_)
record.command(no_args_is_help=True)(for_receivers.custody)
record.command(no_args_is_help=True)(for_receivers.verifier)
app.add_typer(keys)
keys.command("new", no_args_is_help=True)(for_receivers.new_key)
keys.command("show", no_args_is_help=True)(for_receivers.show_key)
keys.command("rotate", no_args_is_help=True)(for_receivers.rotate_key)
app.add_typer(facts)
facts.command()(for_facts.check)
facts.command()(for_facts.graph)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a mark for it, and never a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()

"""`bield record export`: what it takes. What it does is in `handing.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bield.cli.exits import Exit
from bield.cli.for_proof import JsonOption, KeyOption, SealedArgument, WithWordsOption
from bield.cli.for_words import run
from bield.records import Age

_AGES = {"adult": Age.ADULT, "under_18": Age.FROM_13_TO_17, "unknown": Age.UNKNOWN}


def export(
    sealed: SealedArgument,
    out: Annotated[
        Path | None,
        typer.Argument(
            help="The folder to put it into; a folder in it for each who gets something.",
            metavar="FOLDER",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            help="Who gets it, such as police-scotland. May be given several times. Without it, "
            "what can be made is listed.",
            metavar="WHO",
            show_default=False,
        ),
    ] = None,
    published: Annotated[
        list[str] | None,
        typer.Option(
            help="A link under which others can see a private picture. May be given several times.",
            metavar="LINK",
            show_default=False,
        ),
    ] = None,
    picture_age: Annotated[
        str,
        typer.Option(help="How old those in a picture are: adult, under_18 or unknown."),
    ] = "unknown",
    looked_at: Annotated[
        list[int] | None,
        typer.Option(
            help="The number of an exhibit in which, as you saw, there is no private picture.",
            metavar="NUMBER",
            show_default=False,
        ),
    ] = None,
    tlp: Annotated[
        str,
        typer.Option(
            help="How far analysts may pass it on: clear, green, amber, amber+strict, red."
        ),
    ] = "amber",
    key: KeyOption = None,
    words: WithWordsOption = False,
    yes: Annotated[bool, typer.Option("--yes", help="Make it without asking again.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Make what the police, a platform, a bank or others need, filled in from a sealed record.

    Says what is in it, and what is left out, before it is made.
    """
    from bield.cli.handing import export as make
    from bield.hand_over.analysts import Tlp
    from bield.hand_over.removal import Published
    from bield.handing_over import Choices

    if picture_age not in _AGES or tlp not in set(Tlp):
        wrong = f"--picture-age {picture_age}" if picture_age not in _AGES else f"--tlp {tlp}"
        allowed = ", ".join(_AGES if picture_age not in _AGES else Tlp)
        typer.echo(f"{wrong} is none of these: {allowed}.", err=True)
        raise typer.Exit(Exit.MISTAKE)
    choices = Choices(
        published=Published(places=tuple(published or ())),
        age_in_picture=_AGES[picture_age],
        looked_at=frozenset(looked_at or ()),
        tlp=Tlp(tlp),
    )
    run(
        lambda: make(
            sealed,
            out,
            to=to or [],
            choices=choices,
            key=key,
            words=words,
            agreed=yes,
            as_json=as_json,
        )
    )

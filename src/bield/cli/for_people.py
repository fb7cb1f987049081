"""`bield check` and `bield plan`: what they take. What they do is in `check.py` and `plan.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bield.cli.case import (
    AboutOption,
    AgeInPictureOption,
    AgeOption,
    CountryOption,
    DetailOption,
    HappeningOption,
    HelpingOption,
    PaidOption,
    PlatformOption,
    SafetyOption,
    situation_of,
)
from bield.cli.exits import reader_has_enough
from bield.records import Age, Country, Happening, Paid, Safety

_NowOption = Annotated[
    bool, typer.Option("--now", help="Say who is open now, by this machine's clock.")
]


def check(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Mails, chats, documents, texts or screenshots; folders; or - for standard input.",
            metavar="PATH…",
            show_default=False,
        ),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a message, a line each.")
    ] = False,
    now: _NowOption = False,
    safety: SafetyOption = Safety.UNKNOWN,
    about: AboutOption = None,
    helping: HelpingOption = None,
    happening: HappeningOption = Happening.UNKNOWN,
    age: AgeOption = Age.UNKNOWN,
    age_in_picture: AgeInPictureOption = Age.UNKNOWN,
    country: CountryOption = Country.UNKNOWN,
    paid: PaidOption = Paid.UNKNOWN,
    details: DetailOption = [],  # noqa: B006  # Typer takes no tuple for a list
    platform: PlatformOption = "",
) -> None:
    """Tell what a message is, why, and what to do now.

    Nothing is kept, written or sent anywhere. Exit code: 0 when every message was read,
    2 when one could not be.
    """
    situation = situation_of(
        safety=safety,
        about=about,
        helping=helping,
        happening=happening,
        age=age,
        age_in_picture=age_in_picture,
        country=country,
        paid=paid,
        details=details,
        platform=platform,
    )
    # Imported here: the stages take longer to load than `--help` may.
    from bield.cli.check import check_paths

    try:
        outcome = check_paths(paths, situation, as_json=as_json, now=now)
    except BrokenPipeError:
        outcome = reader_has_enough()
    raise typer.Exit(outcome)


def plan(
    ask: Annotated[
        bool, typer.Option("--ask", help="Be asked, one question at a time; Enter skips one.")
    ] = False,
    message: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Begin from a message, as `bield check` reads it; - for standard input.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    now: _NowOption = False,
    paper: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.pdf",
            help="Write the plan on one page of paper, as a PDF, too.",
            show_default=False,
        ),
    ] = None,
    large: Annotated[bool, typer.Option("--large", help="With --paper: in large print.")] = False,
    safety: SafetyOption = Safety.UNKNOWN,
    about: AboutOption = None,
    helping: HelpingOption = None,
    happening: HappeningOption = Happening.UNKNOWN,
    age: AgeOption = Age.UNKNOWN,
    age_in_picture: AgeInPictureOption = Age.UNKNOWN,
    country: CountryOption = Country.UNKNOWN,
    paid: PaidOption = Paid.UNKNOWN,
    details: DetailOption = [],  # noqa: B006
    platform: PlatformOption = "",
) -> None:
    """Tell what to do now, in which order, and whom to call.

    Say what you can, and leave the rest. Nothing is kept or sent anywhere; a file is written with
    --paper only. Exit code: 0 done, 2 something given could not be used, 3 something needed is not
    installed.
    """
    situation = situation_of(
        safety=safety,
        about=about,
        helping=helping,
        happening=happening,
        age=age,
        age_in_picture=age_in_picture,
        country=country,
        paid=paid,
        details=details,
        platform=platform,
    )
    from bield.cli.plan import make_plan

    try:
        outcome = make_plan(
            situation,
            message=message,
            ask=ask,
            as_json=as_json,
            now=now,
            paper=paper,
            large=large,
        )
    except BrokenPipeError:
        outcome = reader_has_enough()
    raise typer.Exit(outcome)

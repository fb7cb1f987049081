"""The options that tell a case: the same for every command that makes a plan."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Annotated

import typer

from bield.records import About, Age, Country, Detail, Happening, Paid, Role, Safety, Situation

OLDEST = 120
"""Years that an age may have."""

_ABOUT_WHOM_ONE_HELPS = {
    Role.PARENT: About.CHILD,
    Role.SCHOOL: About.CHILD,
    Role.FRIEND: About.SOMEONE_ELSE,
    Role.WORK: About.SOMEONE_ELSE,
    Role.UNKNOWN: About.SOMEONE_ELSE,
}


def _listed(values: type[StrEnum]) -> str:
    return ", ".join(values)


def _age(given: str | Age) -> Age:
    """Read an age: whole years, or one of the values of `Age`."""
    if isinstance(given, Age):
        return given
    if given.isascii() and given.isdigit():
        if len(given) <= len(str(OLDEST)) and int(given) <= OLDEST:
            return Age.of_years(int(given))
        raise typer.BadParameter(f"{given} is not from 0 to {OLDEST}.")
    try:
        return Age(given)
    except ValueError as error:
        ages = ", ".join(f"'{age}'" for age in Age)
        raise typer.BadParameter(
            f"'{given}' is no age. Give whole years, such as 15, or one of {ages}."
        ) from error


SafetyOption = Annotated[Safety, typer.Option(help="Whether anyone is in danger now.")]
AboutOption = Annotated[
    About | None,
    typer.Option(
        help="Who the threat is about; me, unless --helping says another.", show_default=False
    ),
]
HelpingOption = Annotated[
    Role | None,
    typer.Option(help="You help somebody: what you are to them.", show_default=False),
]
HappeningOption = Annotated[
    Happening, typer.Option(metavar="WHAT", help=f"What is happening: {_listed(Happening)}.")
]
AgeOption = Annotated[
    Age,
    typer.Option(
        parser=_age,
        metavar="YEARS",
        help=f"How old they are now: years, or {_listed(Age)}.",
        show_default=False,
    ),
]
AgeInPictureOption = Annotated[
    Age,
    typer.Option(
        parser=_age,
        metavar="YEARS",
        help="How old they are in any picture; the same.",
        show_default=False,
    ),
]
CountryOption = Annotated[
    Country, typer.Option(metavar="WHERE", help=f"Where they are: {_listed(Country)}.")
]
PaidOption = Annotated[
    Paid, typer.Option(metavar="HOW", help=f"Whether money has gone, and how: {_listed(Paid)}.")
]
DetailOption = Annotated[
    list[Detail],
    typer.Option(
        "--detail",
        metavar="WHAT",
        help=f"What else is so; give it again for each: {_listed(Detail)}.",
        show_default=False,
    ),
]
PlatformOption = Annotated[
    str,
    typer.Option(
        metavar="APP",
        help="The app or site, such as instagram. A wrong one lists them all.",
        show_default=False,
    ),
]


def situation_of(
    *,
    safety: Safety,
    about: About | None,
    helping: Role | None,
    happening: Happening,
    age: Age,
    age_in_picture: Age,
    country: Country,
    paid: Paid,
    details: Collection[Detail],
    platform: str,
) -> Situation:
    """Give the case that the options tell.

    Raises:
        typer.BadParameter: `--about me` and `--helping` contradict each other.
    """
    if about is About.ME and helping is not None:
        raise typer.BadParameter(
            "Who helps somebody is not the one it is about. Leave --about or --helping out.",
            param_hint="'--about'",
        )
    if about is None:
        about = About.ME if helping is None else _ABOUT_WHOM_ONE_HELPS[helping]
    return Situation(
        safety=safety,
        about=about,
        role=helping or Role.UNKNOWN,
        happening=happening,
        age=age,
        age_in_picture=age_in_picture,
        country=country,
        paid=paid,
        details=frozenset(details),
        platform=platform,
    )


def refuse_unknown(option: str, given: str, known: Collection[str]) -> None:
    """Let pass only what the data has, or nothing.

    Args:
        option: Which one it was given with, such as `--platform`.
        given: What was given; empty where nothing was.
        known: All that there is.

    Raises:
        typer.BadParameter: It is none of them; the sentence lists them all.
    """
    if given and given not in known:
        listed = ", ".join(f"'{name}'" for name in known)
        raise typer.BadParameter(f"'{given}' is not one of {listed}.", param_hint=f"'{option}'")

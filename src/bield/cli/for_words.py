"""What the person says into a record: what each command takes. What they do is in `saying.py`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bield.cli.case import AgeOption, CountryOption
from bield.cli.exits import Exit, reader_has_enough
from bield.records import Age, Country, DetailKind, Paid

RecordArgument = Annotated[
    Path, typer.Argument(help="The record: a folder.", metavar="RECORD", show_default=False)
]
WhenOption = Annotated[
    str,
    typer.Option(
        help="When it came or happened, such as «2026-11-24 21:05» or «24 November 2026, 9:05pm».",
        show_default=False,
    ),
]
ZoneOption = Annotated[
    str,
    typer.Option(
        help="Where the clock stood, if you know it, such as Europe/London.",
        metavar="PLACE",
        show_default=False,
    ),
]
_WAYS = [way.value for way in Paid if way not in {Paid.NO, Paid.UNKNOWN}]


def _way(given: str | Paid) -> Paid:
    if given in _WAYS:
        return Paid(given)
    raise typer.BadParameter(f"'{given}' is no way of paying. Give one of {', '.join(_WAYS)}.")


def note(
    record: RecordArgument,
    text: Annotated[
        str, typer.Argument(help="Your own words, or - for standard input.", show_default=False)
    ],
    when: WhenOption = "",
    zone: ZoneOption = "",
) -> None:
    """Add what happened, in your own words."""
    from bield.cli.saying import add_note

    run(lambda: add_note(record, text, when=when, zone=zone))


def person(
    record: RecordArgument,
    name: Annotated[str, typer.Option(help="Your name.", show_default=False)] = "",
    contact: Annotated[
        str,
        typer.Option(
            help="How the police can reach you safely: a telephone number, an address of mail.",
            show_default=False,
        ),
    ] = "",
    address: Annotated[str, typer.Option(help="Where you live.", show_default=False)] = "",
    age: AgeOption = Age.UNKNOWN,
    country: CountryOption = Country.UNKNOWN,
) -> None:
    """Say who is threatened, for the police and the bank. Every part may stay unsaid.

    What is said later stands in place of what was said before; the record keeps both.
    """
    from bield.cli.saying import add_person

    run(
        lambda: add_person(
            record, name=name, contact=contact, address=address, age=age, country=country
        )
    )


def payment(
    record: RecordArgument,
    way: Annotated[
        Paid,
        typer.Argument(parser=_way, metavar="WAY", help=f"{', '.join(_WAYS)}.", show_default=False),
    ],
    gone: Annotated[
        bool | None,
        typer.Option("--gone/--asked", help="Whether it was sent, or is only asked for."),
    ] = None,
    amount: Annotated[
        str, typer.Option(help="How much: 250, 1300.50, £250.", show_default=False)
    ] = "",
    currency: Annotated[
        str, typer.Option(help="Its code: GBP, USD, EUR, BTC.", show_default=False)
    ] = "",
    to: Annotated[
        str, typer.Option(help="Who gets it: account, wallet, name.", show_default=False)
    ] = "",
    reference: Annotated[
        str,
        typer.Option(
            help="MTCN, transaction hash, number of the gift card, the bank's reference.",
            show_default=False,
        ),
    ] = "",
    from_account: Annotated[
        str, typer.Option(help="Your own account that it came from.", show_default=False)
    ] = "",
    text: Annotated[
        str, typer.Option(help="What there is to say about it.", show_default=False)
    ] = "",
    when: WhenOption = "",
    zone: ZoneOption = "",
) -> None:
    """Add a payment: money that was sent, or that is asked for.

    If it was sent: ring the bank or the company first, now. Some payments can still be stopped.
    """
    from bield.cli.saying import add_payment

    run(
        lambda: add_payment(
            record,
            way,
            gone=gone,
            amount=amount,
            currency=currency,
            to=to,
            reference=reference,
            from_account=from_account,
            text=text,
            when=when,
            zone=zone,
        )
    )


def exists(
    record: RecordArgument,
    text: Annotated[
        str,
        typer.Argument(
            help="What there is, and where: the device, the app, the message.", show_default=False
        ),
    ],
) -> None:
    """Write down that a picture or a video exists, and where, without a copy of it."""
    from bield.cli.saying import add_placeholder

    run(lambda: add_placeholder(record, text))


def detail(
    record: RecordArgument,
    kind: Annotated[DetailKind, typer.Argument(help="What it is.", show_default=False)],
    value: Annotated[
        str, typer.Argument(help="The account, the link, the number.", show_default=False)
    ],
    where: Annotated[
        str, typer.Option(help="The app or the site on which it is.", show_default=False)
    ] = "",
    text: Annotated[
        str, typer.Option(help="What there is to say about it.", show_default=False)
    ] = "",
    when: WhenOption = "",
    zone: ZoneOption = "",
) -> None:
    """Add a detail by which they may be found: an account, a link, a number, a wallet.

    Theirs, never yours: details are passed on to those who look for them.
    """
    from bield.cli.saying import add_detail

    run(lambda: add_detail(record, kind, value, where=where, text=text, when=when, zone=zone))


def correct(
    record: RecordArgument,
    entry: Annotated[int, typer.Argument(help="The number of the entry.", min=1)],
    text: Annotated[str, typer.Argument(help="What is wrong with it.", show_default=False)],
) -> None:
    """Say what is wrong with an entry. The entry stays, and this stands beside it."""
    from bield.cli.saying import add_correction

    run(lambda: add_correction(record, entry, text))


def run(command: Callable[[], Exit]) -> None:
    """Do a command, and end with what came of it."""
    try:
        outcome = command()
    except BrokenPipeError:
        outcome = reader_has_enough()
    raise typer.Exit(outcome)

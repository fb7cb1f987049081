"""`bield record note`, `person`, `detail`, `payment`, `exists`, `correct`: what the person says."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import typer

from bield import __version__
from bield.adapters.record_folder import RecordFolder
from bield.cli.added import clock_told
from bield.cli.exits import Exit
from bield.cli.guarded import guarded
from bield.keep import UnableToKeepError, in_zone, moment_of
from bield.recording import (
    Keeper,
    Noted,
    correct,
    detail,
    note,
    payment,
    person,
    placeholder,
)
from bield.records import Age, Clock, Country, DetailKind, Moment, Paid
from bield.wiring import clock, pipeline


def keeper() -> Keeper:
    """Give this program and the machine's clock."""
    return Keeper(now=clock().now, made_by=f"bield {__version__}")


def moment_in(when: str, zone: str) -> Moment | None:
    """Read a moment that the person typed, and say where its zone is not known.

    Raises:
        UnclearTimeError: It can be read in two ways, or in none.
    """
    if not when:
        if zone:
            raise UnableToKeepError("There is a --zone without a time. Say when, with --when.")
        return None
    moment = in_zone(moment_of(when), zone) if zone else moment_of(when)
    if moment.clock is Clock.ZONE_UNKNOWN:
        typer.echo(
            f"      «{when}»: the time zone is not known, and is kept as not known. If you know "
            "it, say so with --zone, such as --zone Europe/London"
        )
    return moment


def add_note(path: Path, text: str, *, when: str, zone: str) -> Exit:
    """Add the person's own words."""
    words = sys.stdin.read() if text == "-" else text
    return _one(
        path, lambda record: note(record, words, when=moment_in(when, zone), keeper=keeper())
    )


def add_person(
    path: Path, *, name: str, contact: str, address: str, age: Age, country: Country
) -> Exit:
    """Say who is threatened."""
    return _one(
        path,
        lambda record: person(
            record,
            name=name,
            contact=contact,
            address=address,
            age=age,
            country=country,
            keeper=keeper(),
        ),
    )


def add_payment(
    path: Path,
    way: Paid,
    *,
    gone: bool | None,
    amount: str,
    currency: str,
    to: str,
    reference: str,
    from_account: str,
    text: str,
    when: str,
    zone: str,
) -> Exit:
    """Add a payment."""

    def work(record: RecordFolder) -> Noted:
        if gone is None:
            raise UnableToKeepError("Was it sent, or only asked for? Say --gone or --asked.")
        return payment(
            record,
            way,
            gone=gone,
            amount=amount,
            currency=currency,
            to=to,
            reference=reference,
            from_account=from_account,
            text=text,
            when=moment_in(when, zone),
            stages=pipeline(),
            keeper=keeper(),
        )

    return _one(path, work)


def add_placeholder(path: Path, text: str) -> Exit:
    """Write down that something exists."""
    return _one(path, lambda record: placeholder(record, text, keeper=keeper()))


def add_detail(
    path: Path, kind: DetailKind, value: str, *, where: str, text: str, when: str, zone: str
) -> Exit:
    """Add a detail."""
    return _one(
        path,
        lambda record: detail(
            record,
            kind,
            value,
            where=where,
            text=text,
            when=moment_in(when, zone),
            stages=pipeline(),
            keeper=keeper(),
        ),
    )


def add_correction(path: Path, number: int, text: str) -> Exit:
    """Say what is wrong with an entry."""
    return _one(path, lambda record: correct(record, number, text, keeper=keeper()))


def _one(path: Path, work: Callable[[RecordFolder], int | Noted]) -> Exit:
    def with_record() -> Exit:
        with RecordFolder(path) as record:
            made = work(record)
            entry = record.chain.entries[-1]
        noted = made if isinstance(made, Noted) else Noted(made)
        typer.echo(f"{noted.entry:>4}. kept")
        for said in clock_told(entry):
            typer.echo(said)
        for said in noted.notes:
            typer.echo(f"      {said}")
        return Exit.DONE

    return guarded(with_record)

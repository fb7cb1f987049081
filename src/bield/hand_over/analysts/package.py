"""The package for analysts: what is known of who threatens, in every form that they take.

It is given an `Offender`, which has no way to the person: their name, words and accounts cannot
come into it (`records/case.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sized

from bield.hand_over.analysts.case_uco import case_graph
from bield.hand_over.analysts.handling import Handling, Tlp, handling
from bield.hand_over.analysts.known import known
from bield.hand_over.analysts.misp import misp_event, template, templates_used
from bield.hand_over.analysts.stix import stix_bundle
from bield.hand_over.analysts.table import table
from bield.hand_over.analysts.things import Form, Known
from bield.hand_over.analysts.wallets import wallet_report, wallet_words
from bield.hand_over.refusals import NothingToHandOverError, UnableToHandOverError
from bield.records import MadeFile, Offender, Offer, Package, Recipient

_TITLE = "For analysts: what is known of who threatens"


class AnalystsNotInstalledError(UnableToHandOverError):
    """What writes the forms of analysts is not installed."""


def analysts_offer(offender: Offender) -> Offer:
    """Say what a package for analysts would hold and leave out, without making it.

    Args:
        offender: What is known of whoever threatens.

    Raises:
        NothingToHandOverError: Nothing is known of them.
    """
    found = _some(offender)
    return Offer(
        id="analysts",
        recipient=Recipient.ANALYSTS,
        title=_TITLE,
        holds=tuple(_holds(found)),
        leaves_out=tuple(_leaves_out(found)),
        next_steps=tuple(_next_steps(found, None)),
    )


def analysts_package(
    offender: Offender, *, made_at: str, made_by: str, tlp: Tlp, expires_at: str
) -> Package:
    """Make the package: STIX 2.1, MISP, CASE, a table, and a report of wallets.

    The same input gives the same bytes, always.

    Args:
        offender: What is known of whoever threatens.
        made_at: The moment, RFC 3339 with its zone.
        made_by: Which program makes it.
        tlp: How far it may go.
        expires_at: Until when it may be used, RFC 3339 with its zone.

    Raises:
        NothingToHandOverError: Nothing is known of them.
        UnclearHandlingError: A moment is no moment, or it would expire before it is made.
        AnalystsNotInstalledError: `stix2`, `stix2extensions` or `pymisp` is not installed.
    """
    how = handling(made_at=made_at, made_by=made_by, tlp=tlp, expires_at=expires_at)
    found = _some(offender)
    try:
        files = tuple(_files(found, how))
    except ImportError as problem:
        raise AnalystsNotInstalledError(
            "What writes the forms of analysts is not installed. Install it with: "
            "pip install 'bield[analysts]'"
        ) from problem
    return Package(
        recipient=Recipient.ANALYSTS,
        title=_TITLE,
        holds=tuple(_holds(found)),
        leaves_out=tuple(_leaves_out(found)),
        files=files,
        next_steps=tuple(_next_steps(found, how)),
    )


def _some(offender: Offender) -> Known:
    found = known(offender)
    if not found.things and not found.asked:
        raise NothingToHandOverError(
            "Nothing is known yet of who threatens: no account, number, link, wallet or payment. "
            "Add one first: bield record detail CASE account @name"
        )
    return found


def _files(found: Known, how: Handling) -> Iterator[MadeFile]:
    yield MadeFile("indicators.stix.json", stix_bundle(found, how))
    yield MadeFile("event.misp.json", misp_event(found, how))
    for name in templates_used(found):
        yield MadeFile(f"misp-template-{name}.json", template(name))
    yield MadeFile("indicators.case.jsonld", case_graph(found, how))
    yield MadeFile("indicators.csv", table(found, how))
    for name, data in (
        ("wallets.txt", wallet_words(found, how)),
        ("wallets.json", wallet_report(found, how)),
    ):
        if data is not None:
            yield MadeFile(name, data)


def _holds(found: Known) -> Iterator[str]:
    points = sum(thing.points for thing in found.things)
    words = sum(thing.form is Form.TEXT for thing in found.things)
    if found.things:
        yield (
            f"{_count(found.things, 'detail')} of who threatens: {points} that a program can watch "
            f"for, {words} in words only. Each says who told it and how sure it is."
        )
    if found.asked:
        sent = sum(asked.gone for asked in found.asked)
        yield (
            f"{_count(found.asked, 'payment')}, {sent} of them sent: where the money goes, how "
            "much, and the reference."
        )
    if any(thing.form is Form.TRANSACTION for thing in found.things):
        yield "Hashes of transactions. On the chain they lead to the wallet of whoever paid."


def _leaves_out(found: Known) -> Iterator[str]:
    yield "Who was threatened: their name, how to reach them, their age, their accounts."
    yield "What they say, and every message, document and picture."
    if found.left_out:
        yield f"Details that may hold the person's own words: {found.left_out}."
    if found.cut:
        yield f"The end of values that are very long: {found.cut}. They are whole in the record."


def _count(some: Sized, name: str) -> str:
    return f"{len(some)} {name}{'' if len(some) == 1 else 's'}"


def _next_steps(found: Known, how: Handling | None) -> Iterator[str]:
    if how is not None:
        yield (
            f"It is marked {how.tlp.label} and expires on {how.expires_at:%Y-%m-%d}: say both to "
            "whoever you give it to."
        )
    if any(asked.reference for asked in found.asked):
        yield (
            "A reference of a transfer, or the number of a gift card, may still be worth money. "
            "Ring the bank or the company first, then send this."
        )
    if any(thing.form is Form.WALLET for thing in found.things):
        yield "Anybody can read a report to Chainabuse: send it only if it may go to anybody."
    if found.asked:
        yield (
            "MISP knows no transfers and gift cards of its own: add the templates "
            "(misp-template-….json) to it first."
        )

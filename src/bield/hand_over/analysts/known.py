"""All that is known of an offender, ordered once for every format of the package."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from bield.hand_over.analysts.forms import thing_of
from bield.hand_over.analysts.handling import Handling
from bield.hand_over.analysts.things import Asked, Form, Known, Thing
from bield.hand_over.analysts.words import MAX_CHARACTERS, utc, visible
from bield.records import Demand, DetailKind, Offender, OffenderDetail, Paid, Words

_NOT_THE_OFFENDERS = frozenset({DetailKind.PAYMENT, DetailKind.OTHER})
"""Kinds that hold the person's own words (`keep/case.py`): they stop here too."""
_RECEIVERS = {
    Paid.CRYPTO: DetailKind.WALLET,
    Paid.BANK_TRANSFER: DetailKind.BANK_ACCOUNT,
    Paid.PAYPAL: DetailKind.EMAIL,
}
_SUREST_LAST = (Words.OCR, Words.GIVEN, Words.READ, Words.OWN)
_TRANSACTION = re.compile(r"(?:0x)?[0-9a-fA-F]{64}")
_COIN = re.compile(r"[A-Z]{3,5}")


def known(offender: Offender) -> Known:
    """Order what is known of an offender.

    Args:
        offender: Whose values may be anything.
    """
    kept = [d for d in offender.details if d.kind not in _NOT_THE_OFFENDERS and d.value.strip()]
    asked = tuple(map(_asked, offender.demands))
    found: dict[tuple[str, ...], Thing] = {}
    for thing in (*map(thing_of, kept), *(t for one in asked for t in one.things)):
        key = (*thing.key, thing.where.casefold(), thing.kind if thing.form is Form.TEXT else "")
        found[key] = _joined(found[key], thing) if key in found else thing
    texts = [text for d in kept for text in (d.value, d.where)]
    texts += [text for d in offender.demands for text in (d.amount, d.currency, d.to, d.reference)]
    return Known(
        things=tuple(found.values()),
        asked=asked,
        left_out=sum(d.kind in _NOT_THE_OFFENDERS for d in offender.details),
        cut=sum(len(text) > MAX_CHARACTERS for text in texts),
    )


def seed_of(found: Known, handling: Handling) -> str:
    """Give what the ids of a package are made from: other for any other package."""
    return hashlib.sha256(repr((found, handling)).encode()).hexdigest()


def _asked(demand: Demand) -> Asked:
    receiver = _receiver(demand)
    return Asked(
        way=demand.way,
        amount=visible(demand.amount, 100),
        currency=visible(demand.currency, 20),
        to=visible(demand.to),
        reference=visible(demand.reference),
        gone=demand.gone,
        when=demand.when,
        thing=receiver,
        transaction=_transaction(demand, receiver.coin if receiver is not None else ""),
    )


def _receiver(demand: Demand) -> Thing | None:
    """Where the money goes, where that is an account or a wallet, and not a name."""
    kind = _RECEIVERS.get(demand.way)
    if kind is None:
        return None
    where = "PayPal" if demand.way is Paid.PAYPAL else ""
    thing = thing_of(
        OffenderDetail(
            kind=kind, value=demand.to, where=where, seen=demand.when, entry=demand.entry
        )
    )
    return thing if thing.points else None


def _transaction(demand: Demand, coin: str) -> Thing | None:
    coin = coin or demand.currency.strip().upper()
    value = demand.reference.strip()
    if demand.way is not Paid.CRYPTO or not (
        _TRANSACTION.fullmatch(value) and _COIN.fullmatch(coin)
    ):
        return None  # without its coin, a hash says nothing
    return Thing(
        kind=DetailKind.REFERENCE,
        form=Form.TRANSACTION,
        value=value.lower(),
        as_given=value,
        coin=coin,
        seen=demand.when,
        entries=(demand.entry,) if demand.entry else (),
    )


def _joined(one: Thing, other: Thing) -> Thing:
    """The same thing from two places: by whom it is surest, and when it was first seen."""
    moments = [m for m in (one.seen, other.seen) if utc(m) is not None]
    return replace(
        one,
        words=max(one.words, other.words, key=_SUREST_LAST.index),
        seen=min(moments, key=lambda m: utc(m) or "") if moments else one.seen or other.seen,
        entries=tuple(sorted({*one.entries, *other.entries})),
    )

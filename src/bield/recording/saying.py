"""What the person says: notes, details, who they are, payments, corrections, what was not copied.

Who says it is the person, so nothing of it is changed: where check figures do not fit, the value
is kept as given, and they are asked to look again.
"""

from __future__ import annotations

from dataclasses import dataclass

from bield.keep import UnableToKeepError, amount_of
from bield.pipeline import Pipeline
from bield.recognise import Check
from bield.recording.keeper import Keeper, written
from bield.recording.open_record import OpenLog
from bield.records import Age, Country, DetailKind, IndicatorKind, Moment, Paid


@dataclass(frozen=True, slots=True)
class Noted:
    """What was written into the record, and what there is to say about it."""

    entry: int
    notes: tuple[str, ...] = ()


def note(record: OpenLog, text: str, *, when: Moment | None = None, keeper: Keeper) -> int:
    """Put the person's own words into a record.

    Args:
        record: Open.
        text: The words.
        when: When what they tell of happened; `None` where nobody said.
        keeper: With what it is kept.

    Raises:
        UnableToKeepError: There are no words.
    """
    if not text.strip():
        raise UnableToKeepError("There are no words in the note.")
    return record.add(
        {"kind": "note", "at": keeper.at(), "words": "own", "text": text, **written(when)}
    )


def detail(
    record: OpenLog,
    kind: DetailKind,
    value: str,
    *,
    where: str = "",
    text: str = "",
    when: Moment | None = None,
    stages: Pipeline,
    keeper: Keeper,
) -> Noted:
    """Put a detail into a record by which the offender may be found: an account, a link, a number.

    Args:
        record: Open.
        kind: What it is.
        value: The account, the link, the number.
        where: The app or the site on which it is.
        text: What there is to say about it.
        when: When it was seen.
        stages: What knows check figures.
        keeper: With what it is kept.

    Raises:
        UnableToKeepError: It is empty.
    """
    if not value.strip():
        raise UnableToKeepError("Say what it is: the account, the link, the number.")
    check, notes = _check(kind, value, stages)
    number = record.add(
        {
            "kind": "detail",
            "at": keeper.at(),
            "words": "own",
            "what": kind.value,
            "value": value.strip(),
            **_said(where=where),
            "text": text,
            **check,
            **written(when),
        }
    )
    return Noted(number, notes)


def person(
    record: OpenLog,
    *,
    name: str = "",
    contact: str = "",
    address: str = "",
    age: Age = Age.UNKNOWN,
    country: Country = Country.UNKNOWN,
    keeper: Keeper,
) -> int:
    """Say who is threatened. What is said later stands in place of what was said before.

    Args:
        record: Open.
        name: Their name.
        contact: How the police can reach them safely.
        address: Where they live.
        age: Their age, now.
        country: Where they are.
        keeper: With what it is kept.

    Raises:
        UnableToKeepError: Nothing is said.
    """
    said = _said(
        name=name,
        contact=contact,
        address=address,
        age="" if age is Age.UNKNOWN else age.value,
        country="" if country is Country.UNKNOWN else country.value,
    )
    if not said:
        raise UnableToKeepError("Say at least one of: name, contact, address, age, country.")
    return record.add({"kind": "person", "at": keeper.at(), "words": "own", **said})


def payment(
    record: OpenLog,
    way: Paid,
    *,
    gone: bool,
    amount: str = "",
    currency: str = "",
    to: str = "",
    reference: str = "",
    from_account: str = "",
    text: str = "",
    when: Moment | None = None,
    stages: Pipeline,
    keeper: Keeper,
) -> Noted:
    """Put a payment into a record: money that was sent, or that is only asked for.

    Args:
        record: Open.
        way: By which way.
        gone: Whether it was sent.
        amount: How much, as the person writes it.
        currency: Its code; empty where the amount says it, or nobody does.
        to: Who gets it: an account, a wallet, a name.
        reference: MTCN, transaction hash, number of a gift card, the bank's reference.
        from_account: The person's own account.
        text: What there is to say about it.
        when: When it was sent, or is to be.
        stages: What knows check figures.
        keeper: With what it is kept.

    Raises:
        UnableToKeepError: It is no way of paying, or the amount can be read in two ways.
    """
    if way in {Paid.NO, Paid.UNKNOWN}:
        raise UnableToKeepError("Say by which way: bank transfer, card, gift card, crypto …")
    figures, code = amount_of(amount, currency) if amount.strip() else ("", "")
    if currency.strip() and not figures:
        raise UnableToKeepError("Say how much it was, with --amount.")
    check, notes = _check(_RECEIVERS.get(way, DetailKind.OTHER), to, stages)
    number = record.add(
        {
            "kind": "payment",
            "at": keeper.at(),
            "words": "own",
            "way": way.value,
            "gone": gone,
            **_said(
                amount=figures,
                amount_raw=amount if amount.strip() != figures else "",
                currency=code,
                to=to,
                reference=reference,
                text=text,
                **{"from": from_account},
            ),
            **check,
            **written(when),
        }
    )
    return Noted(number, notes)


def correct(record: OpenLog, number: int, text: str, *, keeper: Keeper) -> int:
    """Say what is wrong with an entry. The entry itself stays as it is.

    Raises:
        UnableToKeepError: There is no such entry, or there are no words.
    """
    if not 1 <= number <= len(record.chain.entries):
        raise UnableToKeepError(f"There is no entry {number} in the record.")
    if not text.strip():
        raise UnableToKeepError("Say what is wrong with it.")
    return record.add(
        {"kind": "correction", "at": keeper.at(), "words": "own", "of": number, "text": text}
    )


def placeholder(record: OpenLog, text: str, *, keeper: Keeper) -> int:
    """Say that something exists, and where, without a copy of it.

    For a picture of somebody who may be under 18: «exists on my phone, in the chat with …».

    Raises:
        UnableToKeepError: There are no words.
    """
    if not text.strip():
        raise UnableToKeepError("Say what exists, and where: the device, the app, the message.")
    return record.add({"kind": "placeholder", "at": keeper.at(), "words": "own", "text": text})


_RECEIVERS = {
    Paid.CRYPTO: DetailKind.WALLET,
    Paid.BANK_TRANSFER: DetailKind.BANK_ACCOUNT,
}
_CALLED = {IndicatorKind.IBAN: "IBAN", None: "account"}


def _check(
    kind: DetailKind, value: str, stages: Pipeline
) -> tuple[dict[str, str], tuple[str, ...]]:
    """What check figures say of a value, for its entry and for the person."""
    check, of = stages.checked(kind, value)
    if check is Check.NONE:
        return {}, ()
    if check is Check.RIGHT:
        return {"check": check.value}, ()
    called = _CALLED.get(of) or f"{str(of).replace('_', ' ')} wallet"
    return {"check": check.value}, (
        f"The check figures of this {called} are wrong: a letter or a figure in it is not as it "
        "should be. Look again. It is kept as given; add it once more if you find it otherwise.",
    )


def _said(**fields: str) -> dict[str, str]:
    """The fields that say something."""
    return {name: value.strip() for name, value in fields.items() if value.strip()}

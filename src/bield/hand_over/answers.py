"""What of a record answers what a form asks: one table, from the key in `forms.yaml` to the values.

Nothing is worked out that the record does not hold: what it does not know stays empty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from ipaddress import ip_address
from types import MappingProxyType
from urllib.parse import urlsplit

from bield.hand_over.chronology import chronology, clock_in_words, day_in_words
from bield.hand_over.naming import (
    AGES,
    COUNTRIES,
    exhibit_name,
    is_words_only,
    payment_in_words,
    way_of,
    what_of,
)
from bield.records import (
    Age,
    Case,
    Country,
    DetailKind,
    Exhibit,
    Moment,
    OffenderDetail,
    Paid,
    Transfer,
    Words,
    shown,
)
from bield.records.unseen import shown_sentences

_FIGURES = re.compile(r"[0-9]{1,24}(?:\.[0-9]{1,24})?")
MAILS = frozenset({"a mail", "mails"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record has on one question."""

    values: tuple[str, ...] = ()
    """Nothing hidden in them: each can be printed on a line of its own."""
    exact: bool = False
    """It is compared letter by letter."""


def answer(case: Case, key: str, transfer: Transfer | None = None) -> Answer:
    """Give what a record has on a question.

    Args:
        case: The record.
        key: Of `KEYS`, or of `KEYS_OF_EACH` where there is a `transfer`.
        transfer: The payment that is asked about.

    Raises:
        KeyError: There is no such key.
    """
    if transfer is not None and key in KEYS_OF_EACH:
        told = tuple(_shown(KEYS_OF_EACH[key](transfer), sentences=key in _SENTENCES))
        return Answer(told, exact=key in _EXACT)
    values = tuple(_shown(KEYS[key](case), sentences=key in _SENTENCES))
    return Answer(values, exact=key in _EXACT)


def each(case: Case, group: str) -> tuple[Transfer, ...]:
    """Give the payments of a group: `payment` all, `coins` those in cryptocurrency.

    Raises:
        KeyError: There is no such group.
    """
    return tuple(t for t in case.transfers if GROUPS[group](t))


def total_sent(case: Case) -> tuple[str, ...]:
    """Give what was sent in all, a sum for each currency; and how many sums are not known."""
    sums: dict[str, Decimal] = {}
    unknown = 0
    for transfer in case.transfers:
        if not transfer.demand.gone:
            continue
        if not _FIGURES.fullmatch(transfer.demand.amount):
            unknown += 1
            continue
        amount = Decimal(transfer.demand.amount)
        currency = transfer.demand.currency or "(currency not known)"
        sums[currency] = sums.get(currency, Decimal(0)) + amount
    told = [f"{amount:f} {currency}" for currency, amount in sums.items()]
    if unknown:
        told.append(f"{'and ' if told else ''}{unknown} of which the sum is not known")
    return tuple(told)


def _shown(values: Iterator[str] | tuple[str, ...], *, sentences: bool) -> Iterator[str]:
    for value in values:
        text = value.replace("\r\n", "\n").strip()
        if text:
            yield shown_sentences(text) if sentences else shown(text)


def _said(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _contacts(case: Case, *, mail: bool) -> Iterator[str]:
    """Of how to reach the person: the addresses of mail, or what is none."""
    for part in case.person.contact.replace(";", "\n").replace(",", "\n").splitlines():
        if part.strip() and ("@" in part) is mail:
            yield part.strip()


def _details(*kinds: DetailKind) -> Callable[[Case], Iterator[str]]:
    def given(case: Case) -> Iterator[str]:
        return (_detail(d) for d in case.offender.details if d.kind in kinds)

    return given


def _detail(detail: OffenderDetail) -> str:
    where = f" (on {detail.where})" if detail.where else ""
    program = " (read by a program)" if detail.words is not Words.OWN else ""
    return f"{detail.value}{where}{program}"


def _references(case: Case) -> Iterator[str]:
    """Those that the person told alone, and those of payments."""
    yield from _details(DetailKind.REFERENCE)(case)
    for transfer in case.transfers:
        if transfer.demand.reference:
            yield f"{transfer.demand.reference} ({way_of(transfer.demand)})"


def _receivers(kind: DetailKind, way: Paid) -> Callable[[Case], Iterator[str]]:
    """Accounts that the person told alone, and those that money went to, each once."""

    def given(case: Case) -> Iterator[str]:
        yield from _details(kind)(case)
        told = {detail.value for detail in case.offender.details if detail.kind is kind}
        for transfer in case.transfers:
            to = transfer.demand.to
            if transfer.demand.way is way and to and to not in told:
                told.add(to)
                yield to

    return given


def _every_detail(case: Case) -> Iterator[str]:
    for detail in case.offender.details:
        yield f"{detail.kind.replace('_', ' ')}: {_detail(detail)}"


def _ip_addresses(case: Case) -> Iterator[str]:
    """Of the offender's links, those that name a machine by its number."""
    for detail in case.offender.details:
        value = detail.value.strip()
        try:
            host = urlsplit(value).hostname or value
            yield str(ip_address(host))
        except ValueError:
            continue


def _apps(case: Case) -> Iterator[str]:
    yield from dict.fromkeys(d.where for d in case.offender.details if d.where)


def _narrative(case: Case) -> Iterator[str]:
    for number, said in enumerate(case.story, start=1):
        when = f", about {_moment(said.when)}" if said.when is not None else ""
        yield f"Note {number}{when}, in my own words:\n{said.text}"
    notes = {said.entry: f"note {number}" for number, said in enumerate(case.story, start=1)}
    for said in case.corrections:
        corrected = notes.get(said.corrects, f"entry {said.corrects}")
        yield f"Correction to {corrected}, in my own words:\n{said.text}"


def _timeline(case: Case) -> Iterator[str]:
    dated, undated = chronology(
        case,
        exhibit=lambda number: exhibit_name(case, number),
        way=lambda number: payment_in_words(case.transfers[number - 1]),
    )
    for one in (*dated, *undated):
        yield f"{_moment(one.when)}: {one.what}"


def _moment(moment: Moment | None) -> str:
    if moment is None:
        return "Time not known"
    if moment.at is None:
        raw = moment.raw.strip()
        return f"«{raw}» (the exact time is not settled)" if raw else "Time not known"
    zone = "" if moment.at.utcoffset() is not None else " (time zone not known)"
    return day_in_words(moment) + zone


def _first_and_last(case: Case) -> Iterator[str]:
    dated, _ = chronology(case, exhibit=str, way=str)
    for label, one in zip(("First", "Last"), (dated[:1], dated[-1:]), strict=True):
        if one and one[0].when is not None:
            yield f"{label}: {day_in_words(one[0].when)}"


def _money(*, gone: bool) -> Callable[[Case], Iterator[str]]:
    def given(case: Case) -> Iterator[str]:
        for transfer in case.transfers:
            if transfer.demand.gone is gone and not is_words_only(transfer):
                yield _payment(transfer)
        if gone and (total := total_sent(case)):
            yield f"In all: {', '.join(total)}"

    return given


def _payment(transfer: Transfer) -> str:
    demand = transfer.demand
    fields = (
        ("", " ".join(filter(None, (demand.amount, demand.currency)))),
        ("by ", way_of(demand)),
        ("to ", demand.to),
        ("from ", transfer.from_account),
        ("reference ", demand.reference),
        ("", _moment(demand.when) if demand.when else ""),
    )
    return ", ".join(label + value for label, value in fields if value)


def _words_about_money(case: Case) -> Iterator[str]:
    return (t.text for t in case.transfers if t.text)


def _exhibits(case: Case) -> Iterator[str]:
    for one in case.exhibits:
        name = exhibit_name(case, one.number)
        what = f"{what_of(one)}, {one.name}, {one.size:,} bytes"
        yield f"{name}: {what}, SHA-256 {one.sha256}"


def _headers(case: Case) -> Iterator[str]:
    for one in case.exhibits:
        if one.what not in MAILS:
            continue
        name = exhibit_name(case, one.number)
        yield f"{name}, {one.name}: the whole mail is in the sealed record, at {one.path}"
        yield from headers_of(one)


def headers_of(exhibit: Exhibit) -> Iterator[str]:
    """Give the headers that a program read in a mail, a line each; none where it read none."""
    for derived in exhibit.derived:
        if derived.what != "metadata":
            continue
        try:
            rows = json.loads(derived.text)
        except (ValueError, RecursionError):
            continue
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, list) and len(row) >= 2:
                yield f"{row[0]}: {row[1]}"


def _not_copied(case: Case) -> Iterator[str]:
    return (said.text for said in case.not_copied)


def _record(case: Case) -> Iterator[str]:
    beside = f", in the file {case.file_name}" if case.file_name else ""
    sealed = f" It was sealed on {clock_in_words(case.sealed_at)}." if case.sealed_at else ""
    yield f"Everything is kept in a sealed record{beside}.{sealed}"
    yield f"Its root (SHA-256) is {case.root}"


KEYS: Mapping[str, Callable[[Case], Iterator[str] | tuple[str, ...]]] = MappingProxyType(
    {
        "person_name": lambda case: _said(case.person.name),
        "person_address": lambda case: _said(case.person.address),
        "person_contact": lambda case: _said(case.person.contact),
        "person_phone": lambda case: _contacts(case, mail=False),
        "person_email": lambda case: _contacts(case, mail=True),
        "person_age": lambda case: (
            _said(AGES[case.person.age]) if case.person.age is not Age.UNKNOWN else ()
        ),
        "person_country": lambda case: (
            _said(COUNTRIES[case.person.country])
            if case.person.country is not Country.UNKNOWN
            else ()
        ),
        "narrative": _narrative,
        "timeline": _timeline,
        "first_and_last": _first_and_last,
        "apps": _apps,
        "subject_accounts": _details(DetailKind.ACCOUNT),
        "subject_phones": _details(DetailKind.PHONE),
        "subject_emails": _details(DetailKind.EMAIL),
        "subject_links": _details(DetailKind.LINK),
        "subject_wallets": _receivers(DetailKind.WALLET, Paid.CRYPTO),
        "subject_bank_accounts": _receivers(DetailKind.BANK_ACCOUNT, Paid.BANK_TRANSFER),
        "subject_references": _references,
        "subject_ip_addresses": _ip_addresses,
        "subject_details": _every_detail,
        "demanded": _money(gone=False),
        "sent": _money(gone=True),
        "money_words": _words_about_money,
        "headers": _headers,
        "exhibits": _exhibits,
        "not_copied": _not_copied,
        "record": _record,
        "unknown": lambda _: (),
    }
)
"""What can be asked of a record. `unknown` is what no record has."""

KEYS_OF_EACH: Mapping[str, Callable[[Transfer], tuple[str, ...]]] = MappingProxyType(
    {
        "payment_state": lambda t: (
            () if is_words_only(t) else _said("sent" if t.demand.gone else "demanded, not sent")
        ),
        "payment_way": lambda t: _said(way_of(t.demand) if not is_words_only(t) else ""),
        "payment_from": lambda t: _said(t.from_account),
        "payment_when": lambda t: _said(_moment(t.demand.when) if t.demand.when else ""),
        "payment_amount": lambda t: _said(
            " ".join(filter(None, (t.demand.amount, t.demand.currency)))
        ),
        "payment_currency": lambda t: _said(t.demand.currency),
        "payment_to": lambda t: _said(t.demand.to),
        "payment_reference": lambda t: _said(t.demand.reference),
        "payment_words": lambda t: _said(t.text),
    }
)
"""What can be asked of each payment."""

GROUPS: Mapping[str, Callable[[Transfer], bool]] = MappingProxyType(
    {
        "payment": lambda _: True,
        "coins": lambda t: t.demand.way is Paid.CRYPTO,
    }
)
_EXACT = frozenset(
    {
        "subject_wallets", "subject_bank_accounts", "subject_references", "subject_ip_addresses",
        "payment_to", "payment_reference",
    }
)  # fmt: skip
_SENTENCES = frozenset({"narrative", "not_copied", "money_words", "payment_words"})

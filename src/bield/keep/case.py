"""A record's log, ordered for whoever acts on it: who, what was said, what is the offender's.

Which detail is the offender's is the person's to say. A program's finding counts by itself for
one kind only, a wallet with right check figures in a message: an account number in a document may
as well be the person's own, and the sender's address of such a mail often is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from bield.keep.chain import Entry
from bield.records import (
    Age,
    Case,
    Clock,
    Country,
    Demand,
    Derived,
    DetailKind,
    Exhibit,
    Moment,
    Offender,
    OffenderDetail,
    Paid,
    Person,
    Said,
    Transfer,
    Words,
)

_OFFENDERS = frozenset(DetailKind) - {DetailKind.PAYMENT, DetailKind.OTHER}
"""Kinds whose value is a name of something; the others are the person's own words about it."""
_FOUND_COUNTS = frozenset({"wallet"})
_MESSAGES = frozenset(
    {
        *("a mail", "mails", "a chat", "a text", "a picture or video"),
        *("the words of a mail", "the words of mails"),
    }
)
_MAX_DERIVED_CHARACTERS = 2_000_000
_Kind = TypeVar("_Kind", bound=StrEnum)


def read_case(
    entries: Sequence[Entry],
    *,
    read: Callable[[str], bytes],
    root: str,
    sealed_at: str,
    made_by: str,
    file_name: str = "",
) -> Case:
    """Order the log of a record.

    Args:
        entries: Of a log that hangs together.
        read: Gives the bytes of a file by its path within the record; asked for what programs
            made of the items only, never for an item.
        root: Of the seal.
        sealed_at: RFC 3339.
        made_by: Which program sealed it.
        file_name: Of the sealed file.

    Returns:
        The case. A detail or a payment that was corrected is among the corrections, and not
        among what is handed over as the offender's.
    """
    corrected = {_number(e.get("of")) for e in entries if e.get("kind") == "correction"}
    exhibits = tuple(_exhibits(entries, read))
    standing = [e for e in entries if _number(e.get("n")) not in corrected]
    transfers = tuple(_transfers(standing))
    own = {_folded(t.from_account) for t in transfers if t.from_account}
    return Case(
        person=_person(entries),
        story=tuple(_story(entries)),
        not_copied=tuple(_said(e) for e in entries if e.get("kind") == "placeholder"),
        corrections=tuple(_corrections(entries)),
        exhibits=exhibits,
        offender=Offender(
            details=tuple(_details(standing, exhibits, corrected, own)),
            demands=tuple(t.demand for t in transfers if not _is_words_only(t)),
        ),
        transfers=transfers,
        root=root,
        sealed_at=sealed_at,
        made_by=made_by,
        file_name=file_name,
    )


def _person(entries: Sequence[Entry]) -> Person:
    fields: dict[str, str] = {}
    for entry in entries:
        if entry.get("kind") == "person":
            fields |= {
                name: str(entry[name])
                for name in ("name", "contact", "address", "age", "country")
                if entry.get(name)
            }
    return Person(
        name=fields.get("name", ""),
        contact=fields.get("contact", ""),
        address=fields.get("address", ""),
        age=_one_of(Age, fields.get("age", ""), Age.UNKNOWN),
        country=_one_of(Country, fields.get("country", ""), Country.UNKNOWN),
    )


def _story(entries: Sequence[Entry]) -> Iterator[Said]:
    for entry in entries:
        kind = entry.get("kind")
        about = str(entry.get("what", "")) if kind == "detail" else ""
        if kind == "note":
            yield _said(entry)
        elif about == DetailKind.OTHER or (
            about not in {"", DetailKind.PAYMENT} and entry.get("text")
        ):
            yield _said(entry, _joined(entry))


def _corrections(entries: Sequence[Entry]) -> Iterator[Said]:
    for entry in entries:
        if entry.get("kind") == "correction":
            of = _number(entry.get("of"))
            before = entries[of - 1] if 1 <= of <= len(entries) else {}
            named = (str(before.get(f) or "") for f in ("value", "text", "to", "name"))
            what = next(filter(None, named), "")
            quoted = f"Entry {of} («{what}»): " if what else f"Entry {of}: "
            yield _said(entry, quoted + str(entry.get("text", "")), corrects=of)


def _joined(entry: Entry) -> str:
    """A detail, and what the person says about it."""
    return ": ".join(str(entry[field]) for field in ("value", "text") if entry.get(field))


def _said(entry: Entry, text: str | None = None, *, corrects: int = 0) -> Said:
    return Said(
        entry=_number(entry.get("n")),
        text=str(entry.get("text", "")) if text is None else text,
        noted_at=str(entry.get("at", "")),
        when=_moment(entry),
        corrects=corrects,
    )


def _exhibits(entries: Sequence[Entry], read: Callable[[str], bytes]) -> Iterator[Exhibit]:
    made: dict[int, list[Derived]] = {}
    for entry in entries:
        if entry.get("kind") == "derived" and isinstance(entry.get("path"), str):
            path = str(entry["path"])
            text = read(path).decode("utf-8", "backslashreplace")
            made.setdefault(_number(entry.get("of")), []).append(
                Derived(
                    entry=_number(entry.get("n")),
                    path=path,
                    words=_one_of(Words, str(entry.get("words", "")), Words.READ),
                    tool=str(entry.get("tool", "")),
                    what=str(entry.get("what") or "words"),
                    text=text[:_MAX_DERIVED_CHARACTERS],
                )
            )
    items = [e for e in entries if e.get("kind") == "item" and isinstance(e.get("path"), str)]
    for number, entry in enumerate(items, start=1):
        yield Exhibit(
            number=number,
            entry=_number(entry.get("n")),
            name=str(entry.get("name", "")),
            path=str(entry["path"]),
            what=str(entry.get("what", "")),
            size=_number(entry.get("size")),
            sha256=str(entry.get("sha256", "")),
            sha512=str(entry.get("sha512", "")),
            how=str(entry.get("how", "")),
            added_at=str(entry.get("at", "")),
            when=_moment(entry),
            words=_one_of(Words, str(entry.get("words", "")), Words.GIVEN),
            original_sha256=_original(entry),
            derived=tuple(made.get(_number(entry.get("n")), ())),
        )


def _original(entry: Entry) -> str:
    original = entry.get("original")
    return str(original.get("sha256", "")) if isinstance(original, Mapping) else ""


def _details(
    standing: Sequence[Entry],
    exhibits: Sequence[Exhibit],
    corrected: set[int],
    own: set[str],
) -> Iterator[OffenderDetail]:
    told: set[str] = set(own)
    for entry in standing:
        kind = _one_of(DetailKind, str(entry.get("what", "")), DetailKind.OTHER)
        value = str(entry.get("value", ""))
        if entry.get("kind") != "detail" or kind not in _OFFENDERS or not value:
            continue
        told.add(_folded(value))
        yield OffenderDetail(
            kind=kind,
            value=value,
            where=str(entry.get("where", "")),
            seen=_moment(entry),
            entry=_number(entry.get("n")),
        )
    for exhibit in exhibits:
        if exhibit.what not in _MESSAGES or exhibit.entry in corrected:
            continue
        for derived in exhibit.derived:
            for value in _found(derived):
                if _folded(value) not in told:
                    told.add(_folded(value))
                    yield OffenderDetail(
                        kind=DetailKind.WALLET,
                        value=value,
                        seen=exhibit.when,
                        words=derived.words,
                        entry=exhibit.entry,
                    )


def _found(derived: Derived) -> Iterator[str]:
    """What a program found in an item, of the kinds that count by themselves."""
    if derived.what != "indicators":
        return
    try:
        listed = json.loads(derived.text)
    except (ValueError, RecursionError):
        return
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, Mapping) and one.get("kind") in _FOUND_COUNTS and one.get("value"):
            yield str(one["value"])


def _transfers(standing: Sequence[Entry]) -> Iterator[Transfer]:
    for entry in standing:
        if entry.get("kind") == "payment":
            yield Transfer(
                demand=Demand(
                    way=_one_of(Paid, str(entry.get("way", "")), Paid.OTHER),
                    amount=str(entry.get("amount", "")),
                    currency=str(entry.get("currency", "")),
                    to=str(entry.get("to", "")),
                    reference=str(entry.get("reference", "")),
                    gone=entry.get("gone") is True,
                    when=_moment(entry),
                    entry=_number(entry.get("n")),
                ),
                from_account=str(entry.get("from", "")),
                text=str(entry.get("text", "")),
            )
        elif entry.get("kind") == "detail" and entry.get("what") == DetailKind.PAYMENT:
            yield Transfer(
                demand=Demand(way=Paid.OTHER, when=_moment(entry), entry=_number(entry.get("n"))),
                text=_joined(entry),
            )


def _is_words_only(transfer: Transfer) -> bool:
    """Whether all that is known of a payment are the person's own words about it."""
    demand = transfer.demand
    return not (demand.amount or demand.to or demand.reference)


def _moment(entry: Entry) -> Moment | None:
    said = entry.get("when")
    if not isinstance(said, Mapping):
        return None
    try:
        at = datetime.fromisoformat(str(said["at"])) if said.get("at") else None
    except ValueError:
        at = None
    clock = _one_of(Clock, str(said.get("clock", "")), Clock.UNSETTLED)
    return Moment(raw=str(said.get("raw", "")), clock=clock, at=at, zone=str(said.get("zone", "")))


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _folded(value: str) -> str:
    return "".join(value.split()).casefold()


def _one_of(kind: type[_Kind], value: str, otherwise: _Kind) -> _Kind:
    try:
        return kind(value)
    except ValueError:
        return otherwise

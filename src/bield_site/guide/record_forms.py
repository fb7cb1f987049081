"""What a person says on the pages of a record, as what is put into it.

Each reader takes the fields of one form and gives a function that says it to a record, or names
every field that cannot be taken, with why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from bield import recording
from bield.hand_over.chronology import day_alone
from bield.keep import UnableToKeepError, UnclearAmountError, UnclearTimeError, amount_of, moment_of
from bield.records import Age, Clock, Country, DetailKind, Moment, Paid

if TYPE_CHECKING:
    from django.http import QueryDict

    from bield.recording import OpenLog
    from bield_site.operations.recording import Tools

Say = Callable[["OpenLog"], Sequence[str]]
"""Says something to a record, and gives what there is to tell of it."""
Reader = Callable[["Fields", "Tools"], Say]

ACCOUNT_FIELDS: Mapping[str, DetailKind] = {
    "account": DetailKind.ACCOUNT,
    "link": DetailKind.LINK,
    "phone": DetailKind.PHONE,
    "email": DetailKind.EMAIL,
    "wallet": DetailKind.WALLET,
    "bank": DetailKind.BANK_ACCOUNT,
}
MOST_TICKED = 30
_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Problem:
    """A field that cannot be taken as it is."""

    at: str
    """The field's id."""
    says: str


class UnclearFormError(ValueError):
    """Some fields cannot be taken; nothing of the form was."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("Some fields cannot be taken.")
        self.problems = problems


class Fields:
    """The fields of a form, as plain text."""

    def __init__(self, sent: QueryDict) -> None:
        self._sent = sent

    def __getitem__(self, name: str) -> str:
        value = self._sent.get(name, "")
        return value if isinstance(value, str) else ""

    def area(self, name: str) -> str:
        """Give a value for a `textarea`, which would swallow a line end that it begins with."""
        return ("\n" if self[name].startswith(("\n", "\r")) else "") + self[name]

    def every(self, name: str) -> list[str]:
        """Give each value of a field that may be there several times."""
        return [value for value in self._sent.getlist(name) if isinstance(value, str)]


def words(fields: Fields, tools: Tools) -> Say:
    """Read what happened, in the person's own words."""
    when = _moment(fields)
    if not fields["text"].strip():
        raise UnclearFormError(Problem("text", "Write what happened. A few words are enough."))
    return lambda record: _noted(
        recording.note(record, fields["text"], when=when, keeper=tools.keeper)
    )


def who(fields: Fields, tools: Tools) -> Say:
    """Read by what they can be found: accounts, links, numbers; or what was ticked as theirs."""
    found = [(kind, fields[name], "") for name, kind in ACCOUNT_FIELDS.items()]
    found[0] = (DetailKind.ACCOUNT, fields["account"], fields["app"])
    if fields["app"].strip() and not fields["account"].strip():
        if not fields["link"].strip():
            raise UnclearFormError(
                Problem("account", "Write their name in the app too, or a link to their page.")
            )
        found[1] = (DetailKind.LINK, fields["link"], fields["app"])
    found += [(kind, value, "") for kind, value in map(_ticked, fields.every("theirs")) if kind]
    given = [(kind, value, where) for kind, value, where in found if value.strip()]
    if not given:
        raise UnclearFormError(
            Problem("account", "Write at least one thing. If you know none, go back.")
        )

    def say(record: OpenLog) -> Sequence[str]:
        told: list[str] = []
        for kind, value, where in given[:MOST_TICKED]:
            noted = recording.detail(
                record, kind, value, where=where, stages=tools.stages, keeper=tools.keeper
            )
            told += noted.notes
        return told

    return say


def sums(fields: Fields, tools: Tools) -> Say:
    """Read a payment: sent, or only asked for."""
    problems: list[Problem] = []
    if fields["gone"] not in {"yes", "no"}:
        problems.append(Problem("gone", "Choose if the money was sent."))
    way = _one_of(Paid, fields["way"])
    if way is None or way in {Paid.NO, Paid.UNKNOWN}:
        problems.append(Problem("way", "Choose how it was sent, or was to be sent."))
    try:
        amount_of(fields["amount"], fields["currency"]) if fields["amount"].strip() else None
    except UnclearAmountError as problem:
        at = "currency" if "--currency" in str(problem) else "amount"
        problems.append(Problem(at, str(problem).replace(" with --currency", " in this box")))
    if fields["currency"].strip() and not fields["amount"].strip():
        problems.append(Problem("amount", "Write how much it was, too."))
    when: Moment | None = None
    try:
        when = _moment(fields)
    except UnclearFormError as problem:
        problems += problem.problems
    if problems or way is None:
        raise UnclearFormError(*problems)

    def say(record: OpenLog) -> Sequence[str]:
        return recording.payment(
            record,
            way,
            gone=fields["gone"] == "yes",
            amount=fields["amount"],
            currency=fields["currency"],
            to=fields["to"],
            reference=fields["reference"],
            when=when,
            stages=tools.stages,
            keeper=tools.keeper,
        ).notes

    return say


def where(fields: Fields, tools: Tools) -> Say:
    """Read what exists and is not copied."""
    if not fields["text"].strip():
        raise UnclearFormError(
            Problem("text", "Write what there is, and where. If there is nothing, go back.")
        )
    return lambda record: _noted(recording.placeholder(record, fields["text"], keeper=tools.keeper))


def me(fields: Fields, tools: Tools) -> Say:
    """Read who is threatened."""
    age = _one_of(Age, fields["age"]) or Age.UNKNOWN
    country = _one_of(Country, fields["country"]) or Country.UNKNOWN
    said = (fields["name"].strip(), fields["contact"].strip(), fields["address"].strip())
    if not any(said) and age is Age.UNKNOWN and country is Country.UNKNOWN:
        raise UnclearFormError(
            Problem("name", "Fill in at least one thing, or go back. You do not have to.")
        )
    name, contact, address = said
    return lambda record: _noted(
        recording.person(
            record,
            name=name,
            contact=contact,
            address=address,
            age=age,
            country=country,
            keeper=tools.keeper,
        )
    )


def fix(fields: Fields, tools: Tools) -> Say:
    """Read what is wrong with something in the record."""
    number = int(fields["entry"]) if fields["entry"].isdecimal() and len(fields["entry"]) < 7 else 0
    problems = []
    if number < 1:
        problems.append(Problem("entry", "Choose what is wrong."))
    if not fields["text"].strip():
        problems.append(Problem("text", "Write what is wrong with it, in a few words."))
    if problems:
        raise UnclearFormError(*problems)

    def say(record: OpenLog) -> Sequence[str]:
        try:
            return _noted(recording.correct(record, number, fields["text"], keeper=tools.keeper))
        except UnableToKeepError as problem:
            raise UnclearFormError(Problem("entry", "Choose what is wrong.")) from problem

    return say


def _noted(number: int) -> Sequence[str]:
    """Nothing is to be told of what has no check figures."""
    del number
    return ()


def _moment(fields: Fields) -> Moment | None:
    """Read a day, and an hour if it is known. What is not known is never made up."""
    day, hour = fields["day"].strip(), fields["hour"].strip()
    if not day and not hour:
        return None
    if not day:
        raise UnclearFormError(Problem("day", "Choose the day too."))
    try:
        found = moment_of(f"{day} {hour or '00:00'}")
    except UnclearTimeError as problem:
        raise UnclearFormError(Problem("day", str(problem))) from problem
    if hour or found.at is None:
        return found
    return Moment(raw=f"{day_alone(found.at)}, hour not known", clock=Clock.UNSETTLED)


def _ticked(value: str) -> tuple[DetailKind | None, str]:
    kind, _, said = value.partition(":")
    return _one_of(DetailKind, kind), said


def _one_of(kinds: type[_Kind], value: str) -> _Kind | None:
    try:
        return kinds(value)
    except ValueError:
        return None

"""What happened, in order, as far as a record says when; and how sure that is.

Notes, payments, exhibits, details and what was not copied each may have a moment. What has none
that is settled stands last, in the order of the record, and is said to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bield.hand_over.naming import what_of
from bield.records import Case, Clock, Moment

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened, or was kept."""

    when: Moment | None
    what: str
    """In our words, such as «Note 1» or «Payment 2: money sent by Western Union»."""
    words: str = ""
    """In somebody else's."""
    entry: int = 0
    """Of the record; 0 where nobody knows."""

    @property
    def is_dated(self) -> bool:
        """Whether it has a moment that is settled."""
        return self.when is not None and self.when.at is not None


def chronology(
    case: Case, *, exhibit: Callable[[int], str], way: Callable[[int], str]
) -> tuple[tuple[Happened, ...], tuple[Happened, ...]]:
    """Give what happened: first what has a settled moment, in order; then what has none.

    Where nobody knows the zone of a clock, its moment is put in as if it was UTC.

    Args:
        case: The record.
        exhibit: What the exhibit of a number is called.
        way: What is said of the payment of a number.
    """
    every = tuple(_every(case, exhibit, way))
    dated = [one for one in every if one.is_dated]
    rest = [one for one in every if not one.is_dated]
    dated.sort(key=_moment)
    return tuple(dated), tuple(rest)


def day_alone(day: date) -> str:
    """Give a day as a person writes it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_in_words(moment: Moment) -> str:
    """Give the day and the hour as a person writes them, by the clock that was read."""
    at = moment.at
    if at is None:
        return "not known"
    told = f"{day_alone(at)}, {at:%H:%M}"
    seconds = f":{at:%S}" if at.second else ""
    if at.utcoffset() is None:
        return told + seconds
    offset = f"{at:%z}"
    zone = "UTC" if not at.utcoffset() else f"UTC{offset[:3]}:{offset[3:5]}"
    return f"{told}{seconds} ({zone})"


def how_sure(moment: Moment | None) -> str:
    """Say how sure a moment is."""
    if moment is None or (moment.at is None and not moment.raw.strip()):
        return "Nobody said when."
    if moment.at is None:
        return "The exact time is not settled."
    if moment.clock is Clock.ZONE_UNKNOWN or moment.at.utcoffset() is None:
        return "The time zone is not known."
    return "The time zone is known."


def clock_in_words(noted_at: str) -> str:
    """Give a moment that a machine wrote (RFC 3339) in words, or say that it is none."""
    try:
        at = datetime.fromisoformat(noted_at)
    except ValueError:
        return "a day that cannot be read"
    return day_in_words(Moment(raw=noted_at, clock=Clock.CERTAIN, at=at))


def _moment(one: Happened) -> datetime:
    at = one.when.at if one.when is not None else None
    if at is None:
        return datetime.max.replace(tzinfo=UTC)
    try:
        return at.replace(tzinfo=UTC) if at.utcoffset() is None else at.astimezone(UTC)
    except OverflowError:  # the first and the last day of all calendars
        return at.replace(tzinfo=UTC)


def _every(
    case: Case, exhibit: Callable[[int], str], way: Callable[[int], str]
) -> Iterator[Happened]:
    for number, said in enumerate(case.story, start=1):
        yield Happened(when=said.when, what=f"Note {number}", words=said.text, entry=said.entry)
    for number, transfer in enumerate(case.transfers, start=1):
        yield Happened(
            when=transfer.demand.when,
            what=f"Payment {number}: {way(number)}",
            entry=transfer.demand.entry,
        )
    for one in case.exhibits:
        yield Happened(
            when=one.when,
            what=f"Exhibit {exhibit(one.number)} came, {what_of(one)}",
            words=one.name,
            entry=one.entry,
        )
    came = {one.entry for one in case.exhibits}
    for detail in case.offender.details:
        if detail.seen is not None and detail.entry not in came:
            yield Happened(
                when=detail.seen,
                what=f"A detail of who threatens was seen ({detail.kind.replace('_', ' ')})",
                words=detail.value,
                entry=detail.entry,
            )
    for number, said in enumerate(case.not_copied, start=1):
        if said.when is not None:
            yield Happened(
                when=said.when,
                what=f"Not copied, number {number}",
                words=said.text,
                entry=said.entry,
            )

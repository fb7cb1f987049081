"""Reading when a service is open.

    hours: always                      day and night, every day of the year
    hours:
      zone: Europe/London
      open: {monday-friday: "10:00-16:00", saturday: "09:00-13:00, 14:00-17:00"}
      holidays: closed                 open, closed or unknown
      calendar: GB-SCT                 whose public holidays, where they are not open

A time that ends at or before its start ends on the next day: `18:00-02:00`; `00:00-00:00` is the
whole day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bield.records import Hours, Opening

if TYPE_CHECKING:
    from bield.facts.entries import Entry

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIMES = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_HOLIDAYS = ("open", "closed", "unknown")
CALENDARS = frozenset({"GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS", "IE", "US", "CA", "AU", "NZ", "IN"})
"""Whose public holidays a service can go by, as the library `holidays` names them. It is not asked
while loading, which it would make three times as slow; the tests ask it about each."""
_DAY_MIN = 24 * 60


def hours_of(entry: Entry) -> Hours | None:
    """Read the field `hours` of a service.

    Raises:
        FactsError: A day, a time, a zone or a word is none.
    """
    if not entry.has("hours"):
        return None
    if entry.raw("hours") == "always":
        return Hours(always=True)
    inner = entry.inner("hours")
    zone = inner.text("zone")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise inner.wrong("zone", f"“{zone}” is no time zone.") from error
    holidays = inner.text("holidays")
    if holidays not in _HOLIDAYS:
        raise inner.wrong("holidays", f"“{holidays}” is not one of {', '.join(_HOLIDAYS)}.")
    made = Hours(
        zone=zone,
        openings=_openings(inner.inner("open")),
        holidays=cast("Literal['open', 'closed', 'unknown']", holidays),
        calendar=_calendar(inner) if holidays != "open" else "",
    )
    if not made.openings:
        raise inner.wrong("open", "a service that never opens has no hours.")
    inner.done()
    return made


def _calendar(entry: Entry) -> str:
    calendar = entry.text("calendar")
    if calendar not in CALENDARS:
        allowed = ", ".join(sorted(CALENDARS))
        raise entry.wrong("calendar", f"“{calendar}” is not one of {allowed}.")
    return calendar


def _openings(entry: Entry) -> tuple[Opening, ...]:
    openings: list[Opening] = []
    for days in entry.names():
        for times in entry.text(days).split(","):
            found = _TIMES.fullmatch(times.strip())
            if found is None:
                raise entry.wrong(days, f"“{times.strip()}” is no time such as 09:00-17:00.")
            hour, minute, end_hour, end_minute = map(int, found.groups())
            start = hour * 60 + minute
            length = (end_hour * 60 + end_minute - start) % _DAY_MIN or _DAY_MIN
            openings += [Opening(day, start, length) for day in _weekdays(entry, days)]
    return tuple(sorted(openings, key=lambda o: (o.weekday, o.start_min)))


def _weekdays(entry: Entry, days: str) -> range:
    first, _, last = days.partition("-")
    try:
        start, end = _DAYS.index(first), _DAYS.index(last or first)
    except ValueError as error:
        raise entry.wrong(days, "write a day or days such as monday-friday.") from error
    if start > end:
        raise entry.wrong(days, "the first day of the week is monday.")
    return range(start, end + 1)

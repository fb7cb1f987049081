"""When a service is open, for any instant, and its hours in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo

from bield.records import Hours, Opening

_AHEAD_DAYS = 15
"""How far ahead the next opening is looked for: two weeks of holidays and a day."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY_MIN = 24 * 60
_WEEK_MIN = 7 * _DAY_MIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Whether a service is open at an instant."""

    open: bool
    until: datetime | None = None
    """When it closes, by its own clock; `None` where it never does, or is closed."""
    opens_at: datetime | None = None
    """When it opens next, by its own clock; `None` where it is open, or nothing tells."""
    certain: bool = True
    """False on a public holiday of which no source says whether it is open."""


def open_at(hours: Hours, instant: datetime) -> Open:
    """Tell whether a service is open.

    Args:
        hours: When it is.
        instant: With a zone.

    Raises:
        ValueError: The instant has no zone.
    """
    if instant.tzinfo is None:
        raise ValueError("Whether a service is open can be told of an instant with a zone only.")
    if hours.always:
        return Open(open=True)
    zone = ZoneInfo(hours.zone)
    today = instant.astimezone(zone).date()
    spells = list(_spells(hours, today, zone))
    certain = hours.holidays != "unknown" or today not in _holidays(hours.calendar, today.year)
    for start, end in spells:
        if start <= instant < end:
            return Open(open=True, until=end.astimezone(zone), certain=certain)
    later = next((start for start, _ in spells if start > instant), None)
    return Open(open=False, opens_at=later, certain=certain)


def _spells(hours: Hours, today: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """The times at which a service is open, from yesterday on; those that touch are one."""
    started: datetime | None = None
    ended: datetime | None = None
    for ahead in range(-7, _AHEAD_DAYS):
        day = today + timedelta(days=ahead)
        if hours.holidays == "closed" and day in _holidays(hours.calendar, day.year):
            continue
        for opening in hours.openings:
            if opening.weekday != day.weekday():
                continue
            # By the clock on the wall, so that an hour more or less in a night of March or
            # October moves nothing.
            start = _on_the_wall(day, opening.start_min, zone)
            end = _on_the_wall(day, opening.start_min + opening.length_min, zone)
            if ended is not None and started is not None and start <= ended:
                ended = max(ended, end)
            else:
                if started is not None and ended is not None:
                    yield started, ended
                started, ended = start, end
    if started is not None and ended is not None:
        yield started, ended


def _on_the_wall(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    days, minute = divmod(minutes, _DAY_MIN)
    return datetime.combine(
        day + timedelta(days=days), time(minute // 60, minute % 60), tzinfo=zone
    )


@cache
def _holidays(calendar: str, year: int) -> frozenset[date]:
    """The public holidays of a country or a part of it, by a kept library."""
    if not calendar:
        return frozenset()
    # Imported here: it takes long to load, and most services are open on every day.
    from holidays import country_holidays

    country, _, part = calendar.partition("-")
    return frozenset(country_holidays(country, subdiv=part or None, years=year))


def in_words(hours: Hours) -> str:
    """Give the hours of a week in words, such as «Monday to Friday 10am to 4pm»."""
    if hours.always:
        return "day and night, every day"
    spells = list(_week(hours.openings))
    if spells == [(0, _WEEK_MIN)]:
        words = "day and night"
    else:
        # Days that follow each other and have the same times are told together.
        by_day: list[tuple[int, str]] = []
        long: list[str] = []
        for start, end in spells:
            if end - start > _DAY_MIN:
                long.append(
                    f"from {_DAYS[start // _DAY_MIN]} {_clock(start)} to "
                    f"{_DAYS[end // _DAY_MIN % 7]} {_clock(end)}"
                )
            else:
                by_day.append((start // _DAY_MIN, f"{_clock(start)} to {_clock(end)}"))
        words = ", and ".join([*_runs(by_day), *long])
    return words + (", but not on public holidays" if hours.holidays == "closed" else "")


def _week(openings: tuple[Opening, ...]) -> Iterator[tuple[int, int]]:
    """The times of a week, in minutes from its beginning; those that touch are one."""
    joined: list[tuple[int, int]] = []
    for opening in openings:
        start = opening.weekday * _DAY_MIN + opening.start_min
        end = start + opening.length_min
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    if len(joined) > 1 and joined[-1][1] - _WEEK_MIN >= joined[0][0]:
        first = joined.pop(0)
        joined[-1] = (joined[-1][0], max(joined[-1][1], first[1] + _WEEK_MIN))
    return iter(joined)


def _runs(by_day: list[tuple[int, str]]) -> Iterator[str]:
    times = {
        day: " and ".join(t for _, t in of_day) for day, of_day in groupby(by_day, lambda d: d[0])
    }
    days = sorted(times)
    while days:
        first = last = days.pop(0)
        while days and days[0] == last + 1 and times[days[0]] == times[first]:
            last = days.pop(0)
        name = _DAYS[first] if first == last else f"{_DAYS[first]} to {_DAYS[last]}"
        yield f"{'every day' if (first, last) == (0, 6) else name} {times[first]}"


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes % _DAY_MIN, 60)
    if (hour, minute) in {(0, 0), (12, 0)}:
        return "noon" if hour else "midnight"
    small = f"{(hour - 1) % 12 + 1}" + (f":{minute:02}" if minute else "")
    return small + ("am" if hour < 12 else "pm")

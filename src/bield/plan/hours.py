"""When a service is open, for any instant, and its hours in words.

A service opens and closes by the clock on its wall. In a night in which that clock is put
forward or back, a time of day is the first instant at which the clock shows it or a later one:
so a shift till two lasts till two, and nobody is told of one that may have ended. An opening
belongs to the day on which it begins: a shift that begins on the evening before a holiday goes on
into it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from bield.records import Hours, Opening

_AHEAD_DAYS = 36
"""How far ahead the next opening is looked for: five weeks and a day, so that one that opens on
Mondays only is found past a Christmas and a New Year that both fall on one."""
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
    """False where it rests on a public holiday of which no source says whether it is open: today,
    the day on which this opening began, or the day of `opens_at`."""


@dataclass(frozen=True, slots=True)
class _Spell:
    """A time without a break at which a service is open."""

    start: datetime
    end: datetime
    days: tuple[date, ...]
    """The days on which its openings begin."""


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
    # In UTC throughout: two times in one zone are compared by their wall clock, which shows an
    # hour twice in a night of October.
    now = instant.astimezone(UTC)
    today = now.astimezone(zone).date()
    spells, horizon = _spells(hours, today)
    for spell in spells:
        if spell.start <= now < spell.end:
            return Open(
                open=True,
                until=None if spell.end >= horizon else spell.end.astimezone(zone),
                certain=_certain(hours, today, *_begun(spell, today)),
            )
        if spell.start > now:
            opens_at = spell.start.astimezone(zone)
            return Open(
                open=False, opens_at=opens_at, certain=_certain(hours, today, opens_at.date())
            )
    return Open(open=False, certain=_certain(hours, today))


def _begun(spell: _Spell, today: date) -> tuple[date, ...]:
    """The last day up to today on which an opening of the spell began."""
    return tuple(day for day in spell.days if day <= today)[-1:]


def _certain(hours: Hours, *days: date) -> bool:
    if hours.holidays != "unknown":
        return True
    return all(day not in _holidays(hours.calendar, day.year) for day in days)


@lru_cache(maxsize=512)
def _spells(hours: Hours, today: date) -> tuple[tuple[_Spell, ...], datetime]:
    """The times at which a service is open, around a day; those that touch are one.

    Worked out once for each service and day: a page asks about all of its services.

    Returns:
        The spells, in order, and the instant up to which they are known.
    """
    zone = ZoneInfo(hours.zone)
    longest = max((opening.length_min for opening in hours.openings), default=0)
    spells: list[_Spell] = []
    for ahead in range(-1 - longest // _DAY_MIN, _AHEAD_DAYS):
        day = today + timedelta(days=ahead)
        if hours.holidays == "closed" and day in _holidays(hours.calendar, day.year):
            continue
        of_day = (o for o in hours.openings if o.weekday == day.weekday())
        for opening in sorted(of_day, key=lambda o: o.start_min):
            start = _on_the_wall(day, opening.start_min, zone)
            end = _on_the_wall(day, opening.start_min + opening.length_min, zone)
            if spells and start <= spells[-1].end:
                last = spells[-1]
                spells[-1] = _Spell(last.start, max(last.end, end), (*last.days, day))
            elif start < end:
                spells.append(_Spell(start, end, (day,)))
    return tuple(spells), _on_the_wall(today, _AHEAD_DAYS * _DAY_MIN, zone)


def _on_the_wall(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Give the first instant at which the clock on the wall shows a time, or a later one."""
    shown = datetime.combine(day, time()) + timedelta(minutes=minutes)
    instant = shown.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == shown:
        return instant
    # The clock was put forward past this time: the instant is that at which it was.
    before = shown.replace(tzinfo=zone, fold=1).astimezone(UTC)
    jumped = range(int((instant - before).total_seconds()))
    seconds = bisect_left(
        jumped,
        True,
        key=lambda s: _shows(before + timedelta(seconds=s), zone) >= shown,
    )
    return before + timedelta(seconds=seconds)


def _shows(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)


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
    spells = _week(hours.openings)
    if spells == [(0, _WEEK_MIN)]:
        words = "day and night"
    else:
        by_day: dict[int, list[str]] = {}
        long: list[str] = []
        for start, end in spells:
            if _is_long(start, end):
                long.append(f"from {_DAYS[start // _DAY_MIN]} {_clock(start)} to {_ends(end)}")
            else:
                by_day.setdefault(start // _DAY_MIN, []).append(_times(start, end))
        words = ", and ".join([*_told_together(by_day), *long])
    return words + {
        "closed": ", but not on public holidays",
        "unknown": ", but it may be closed on public holidays",
        "open": "",
    }.get(hours.holidays, "")


def _week(openings: Iterable[Opening]) -> list[tuple[int, int]]:
    """The times of a week, in minutes from its beginning; those that touch are one."""
    joined: list[tuple[int, int]] = []
    for opening in sorted(openings, key=lambda o: (o.weekday, o.start_min)):
        start = opening.weekday * _DAY_MIN + opening.start_min
        end = start + opening.length_min
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    # The end of Sunday touches the beginning of Monday.
    while len(joined) > 1 and joined[-1][1] - _WEEK_MIN >= joined[0][0]:
        _, end = joined.pop(0)
        joined[-1] = (joined[-1][0], max(joined[-1][1], end + _WEEK_MIN))
    if len(joined) == 1 and joined[0][1] - joined[0][0] >= _WEEK_MIN:
        return [(0, _WEEK_MIN)]
    return joined


def _is_long(start: int, end: int) -> bool:
    """Whether it takes the name of a second day to tell: «6pm to 2am» does without."""
    whole_day = start % _DAY_MIN == 0 and end - start == _DAY_MIN
    noon_after = (start // _DAY_MIN + 1) * _DAY_MIN + _DAY_MIN // 2
    return not whole_day and (end - start >= _DAY_MIN or end > noon_after)


def _ends(end: int) -> str:
    # Midnight at the end of a day is named by that day: nobody says «till Monday midnight» of
    # the end of Sunday.
    day = (end - 1) // _DAY_MIN % 7
    return f"the end of {_DAYS[day]}" if end % _DAY_MIN == 0 else f"{_DAYS[day]} {_clock(end)}"


def _times(start: int, end: int) -> str:
    if start % _DAY_MIN == 0 and end - start == _DAY_MIN:
        return "all day"
    return f"{_clock(start)} to {_clock(end)}"


def _told_together(by_day: dict[int, list[str]]) -> Iterator[str]:
    """Tell days with the same times together: «Monday to Wednesday and Friday 9am to 5pm»."""
    days_of: dict[str, list[int]] = {}
    for day in sorted(by_day):
        days_of.setdefault(" and ".join(by_day[day]), []).append(day)
    for times, days in days_of.items():
        yield f"{_named(days)} {times}"


def _named(days: list[int]) -> str:
    if len(days) == 7:
        return "every day"
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names: list[str] = []
    for run in runs:
        if len(run) > 2:
            names.append(f"{_DAYS[run[0]]} to {_DAYS[run[-1]]}")
        else:
            names += [_DAYS[day] for day in run]
    return " and ".join([*([", ".join(names[:-1])] if names[:-1] else []), names[-1]])


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes % _DAY_MIN, 60)
    if (hour, minute) in {(0, 0), (12, 0)}:
        return "noon" if hour else "midnight"
    small = f"{(hour - 1) % 12 + 1}" + (f":{minute:02}" if minute else "")
    return small + ("am" if hour < 12 else "pm")

"""The dates of a chat, understood as a whole or not at all.

«03/04/25» is the third of April or the fourth of March, and «3:45» with a word that nobody here
knows is the morning or the afternoon. One line never settles that; all dates of one file, which
one program wrote in one form, often do: a part above 12, the order in which messages stand, a
separator or a word that only some languages write. What they leave open stays open: a date is
never guessed, and no clock is asked what today is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum

from bield.read.chats.clock_words import (
    DAY_FIRST_GLUE,
    ENGLISH_HALVES,
    GLUE_AFTER,
    GLUE_BEFORE,
    HALVES,
    YEAR_FIRST_HALVES,
    Half,
    folded,
)
from bield.records import Clock, Moment

_MARKS = "[\u200e\u200f\u202a-\u202e\u2066-\u2069]*+"
# Possessive (`++`): a line of figures and spaces that is no date is given up at once.
DATE = (
    rf"(\d{{1,4}}+){_MARKS}( ?[./\-]|[年년]) ?{_MARKS}"
    rf"(\d{{1,2}}+){_MARKS}( ?[./\-]|[月월]) ?{_MARKS}(\d{{1,4}}+)"
)
"""Three numbers; groups: number, separator, number, separator, number."""
TIME = r"(\d{1,2}+)(?:[:.]| ?h ?)(\d{2})(?:[:.](\d{2}))?"
"""Groups: hour, minute, second or None."""
BESIDE = r"[^\d\[\]\n:\-–—<>]"
"""What words before and after a time are made of."""
STAMP = rf"{DATE}([^\d\[\]\n]{{1,18}}+){TIME}({BESIDE}{{0,18}}?)"
"""A date and a time: ten groups, as `Stamp` names them."""

EARLIEST_YEAR = 2000
LATEST_YEAR = 2049
"""Years that a chat is dated in. Beyond them stand other calendars (2568 of the Buddhist, 1404 of
the Persian, 1446 of the Islamic one; in short 68, but not 04), and phones whose clock was reset."""

LATE_DAYS = 1
"""Messages may stand this far out of order: one sent before midnight that came after it."""
SEVERE_DAYS = 60
"""One message two months out of order, or two messages out of order by days, do not happen in an
export. Some reading that needs it is the wrong one."""


class Order(Enum):
    """In which order a date writes its parts."""

    DAY_FIRST = (2, 1, 0)
    MONTH_FIRST = (2, 0, 1)
    YEAR_FIRST = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A written date and time, in its parts."""

    raw: str
    numbers: tuple[str, str, str]
    separators: tuple[str, str]
    before: str
    """What stands between the date and the time."""
    hour: str
    minute: str
    second: str | None
    after: str
    """What stands after the time."""

    @classmethod
    def of(cls, raw: str, groups: Sequence[str | None]) -> Stamp:
        """Give the stamp that the ten groups of `STAMP` hold."""
        a, s, b, t, c, before, hour, minute, second, after = (g or "" for g in groups)
        return cls(raw, (a, b, c), (s, t), before, hour, minute, second or None, after)


Date = tuple[tuple[str, str, str], tuple[str, str]]
"""The numbers and the separators of a written date."""
ClockKey = tuple[str, str, str]
"""What stands before a time, its hour, what stands after it."""


@dataclass(slots=True)
class Evidence:
    """What all the dates of a file say together; filled while the file is read."""

    dates: list[Date] = field(default_factory=list)
    """In the order of the file; the same date is held once for a run of it."""
    clocks: set[ClockKey] = field(default_factory=set)

    def add(self, stamp: Stamp) -> None:
        day = (stamp.numbers, stamp.separators)
        if not self.dates or self.dates[-1] != day:
            self.dates.append(day)
        self.clocks.add((stamp.before, stamp.hour, stamp.after))


@dataclass(frozen=True, slots=True)
class DateForm:
    """The form in which one file writes its dates."""

    orders: tuple[Order, ...]
    """Those that are left. One: settled."""
    halves_marked: bool
    """Somewhere a time says its half of the day, so that one which does not is unclear."""
    beyond_twelve: frozenset[str]
    """Words that nobody knows, and that stand beside hours above 12: they say no half."""
    notes: tuple[str, ...]
    """For the person: what could not be settled."""

    def moment(self, stamp: Stamp) -> Moment:
        """Give what this stamp says: one reading, or none chosen."""
        days = _readings(stamp.numbers, self.orders)
        times = self._times(stamp)
        if len(days) == 1 and len(times) == 1:
            return Moment(
                raw=stamp.raw, clock=Clock.ZONE_UNKNOWN, at=datetime.combine(days[0], times[0])
            )
        return Moment(raw=stamp.raw, clock=Clock.UNSETTLED)

    def _times(self, stamp: Stamp) -> list[time]:
        hours = self.hours((stamp.before, stamp.hour, stamp.after))
        minute, second = int(stamp.minute), int(stamp.second or 0)
        return [time(h, minute, second) for h in hours if minute < 60 and second < 60]

    def hours(self, key: ClockKey) -> tuple[int, ...]:
        """Every hour of the day that this may be, 0 to 23; none where no clock shows it."""
        words, hour = list(_words(key)), int(key[1])
        halves = {HALVES[w] for w in words if w in HALVES}
        if len(halves) > 1 or hour > 23:
            return ()
        if halves:
            return _of_half(halves.pop(), hour)
        unknown = any(w not in self.beyond_twelve for w in words)
        if (unknown or self.halves_marked) and 1 <= hour <= 12:
            return (hour % 12, hour % 12 + 12)
        return (hour,)


def settle(evidence: Evidence, *, earliest_year: int = EARLIEST_YEAR) -> DateForm:
    """Settle the form of a file's dates, as far as all of them together do.

    Args:
        evidence: Every date and clock time of the file.
        earliest_year: The first year in which the service was there.

    Returns:
        The form. `notes` says what stays open, with the first date that shows it.
    """
    orders = _orders(evidence, earliest_year)
    halves = any(w in HALVES for key in evidence.clocks for w in _words(key))
    beyond = frozenset(w for key in evidence.clocks if int(key[1]) > 12 for w in _words(key))
    form = DateForm(orders, halves, beyond, ())
    return DateForm(orders, halves, beyond, tuple(_notes(evidence, form)))


def _orders(evidence: Evidence, earliest_year: int) -> tuple[Order, ...]:
    distinct = list(dict.fromkeys(evidence.dates))
    possible = [_readable(numbers, earliest_year) for numbers, _ in distinct]
    possible = [p for p in possible if p]  # a year of another calendar says nothing of the order
    if not possible:
        return tuple(Order)
    left = frozenset(Order).intersection(*possible)
    if not left:
        # Two forms in one file. A date that can be read in one way only still is.
        return tuple(Order)
    left = (left - _never_written(evidence, distinct)) or left
    if len(left) > 1:
        left = _in_sequence(evidence.dates, left) or left
    return tuple(o for o in Order if o in left)


def _readable(numbers: tuple[str, str, str], earliest_year: int) -> frozenset[Order]:
    return frozenset(
        o for o in Order if (day := _day(numbers, o)) is not None and day.year >= earliest_year
    )


def _day(numbers: tuple[str, str, str], order: Order) -> date | None:
    y, m, d = order.value
    year = numbers[y]
    if len(year) not in {2, 4} or len(numbers[m]) > 2 or len(numbers[d]) > 2:
        return None
    number = int(year) + (2000 if len(year) == 2 else 0)
    if not EARLIEST_YEAR <= number <= LATEST_YEAR:
        return None
    try:
        return date(number, int(numbers[m]), int(numbers[d]))
    except ValueError:
        return None


def _never_written(evidence: Evidence, distinct: list[Date]) -> frozenset[Order]:
    """Orders that no locale writes with these separators and words. Source: CLDR 47."""
    never: set[Order] = set()
    separators = {s.strip() for _, pair in distinct for s in pair}
    words = {w for key in evidence.clocks for w in _words(key)}
    if separators & {"年", "년"} or words & YEAR_FIRST_HALVES:
        return frozenset({Order.DAY_FIRST, Order.MONTH_FIRST})
    if separators & {".", "-"}:
        never.add(Order.MONTH_FIRST)
    if "/" in separators and not any(len(n[0]) == 4 for n, _ in distinct):
        # Short years come first before a slash in Basque, Nepali and Sakha only: in none of
        # them is a chat program offered that exports such a file.
        never.add(Order.YEAR_FIRST)
    glue = {folded(w) for key in evidence.clocks for side in (key[0], key[2]) for w in side.split()}
    if words & (HALVES.keys() - ENGLISH_HALVES) or glue & DAY_FIRST_GLUE:
        never.add(Order.MONTH_FIRST)
    spaced = any(re.search(r"[ap]\.\s+m\.", key[0] + key[2], re.I) for key in evidence.clocks)
    unpadded = any(len(part) == 1 for numbers, _ in distinct for part in numbers)
    if spaced and unpadded:
        # «p. m.» is Spanish and Catalan; the two of their locales that put the month first
        # (Panama, Puerto Rico) write every part with two figures.
        never.add(Order.MONTH_FIRST)
    return frozenset(never)


def _in_sequence(dates: list[Date], orders: frozenset[Order]) -> frozenset[Order]:
    """The orders in which the messages stand as they were said, where others do not."""
    back = {o: _steps_back(dates, o) for o in orders}
    straight = {o for o, steps in back.items() if not steps}
    crooked = {
        o for o, steps in back.items() if len(steps) > 1 or any(s > SEVERE_DAYS for s in steps)
    }
    return orders - crooked if straight else frozenset()


def _steps_back(dates: list[Date], order: Order) -> list[int]:
    steps, latest = [], None
    for numbers, _ in dates:
        if (day := _day(numbers, order)) is None:
            continue
        if latest is not None and (latest - day).days > LATE_DAYS:
            steps.append((latest - day).days)
        latest = day
    return steps


def _readings(numbers: tuple[str, str, str], orders: Iterable[Order]) -> list[date]:
    return list(dict.fromkeys(d for o in orders if (d := _day(numbers, o)) is not None))


def _words(key: ClockKey) -> Iterator[str]:
    """What stands beside a time and may say its half: all but the glue."""
    for side, glue in ((key[0], GLUE_BEFORE), (key[2], GLUE_AFTER)):
        whole = folded(side)
        if whole in HALVES:
            yield whole
        elif whole and whole not in glue:
            # «г., um» is two words; «p. m.» above was one.
            yield from (w for part in side.split() if (w := folded(part)) and w not in glue)


def _of_half(half: Half, hour: int) -> tuple[int, ...]:
    match half:
        case Half.MORNING:
            return (hour % 12,) if hour <= 12 else ()
        case Half.AFTERNOON:
            return (hour % 12 + 12,)
        case Half.NOON:
            return (hour + 12,) if hour in {1, 2} else (hour,)


def _notes(evidence: Evidence, form: DateForm) -> Iterator[str]:
    several = next((r for n, _ in evidence.dates if len(r := _readings(n, form.orders)) > 1), None)
    if several:
        ways = {2: "two ways", 3: "three ways"}[len(several)]
        same_year = len({d.year for d in several}) == 1
        said = [spoken(d, with_year=not same_year) for d in several]
        yield (
            f"The dates in this chat can be read {ways}: {', '.join(said[:-1])} or {said[-1]}. "
            "Bield has not chosen."
        )
    if strange := next((n for n, s in evidence.dates if not _readings(n, form.orders)), None):
        yield (
            f"Bield cannot tell which day some of its dates mean, such as «{'/'.join(strange)}»: "
            "the calendar, or the clock of the phone, may have been another."
        )
    if unclear := next((k for k in sorted(evidence.clocks) if len(form.hours(k)) != 1), None):
        said_time = f"{unclear[0].strip(' ,')} {unclear[1]}:… {unclear[2].strip()}".strip()
        yield (
            f"Whether times such as «{said_time}» are in the morning or in the afternoon does not "
            "show. Bield has not chosen."
        )


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def spoken(day: date, *, with_year: bool) -> str:
    """Say a day as people do: «3 April», or «3 April 2025»."""
    year = f" {day.year}" if with_year else ""
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"

"""When something happened, as the person tells it: never a guess."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bield.keep.refusals import UnableToKeepError
from bield.records import Clock, Moment

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_TIME = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[ap]m)?"
)
_ISO_TIME = re.compile(r"\d{4}-?\d{2}-?\d{2}[T ]\d{2}")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NAMED_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})")
_NAMED_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class UnclearTimeError(UnableToKeepError):
    """A time can be read in two ways, or in none. The error asks which was meant."""


def moment_of(raw: str) -> Moment:
    """Read a date and a time that a person typed.

    Args:
        raw: Such as «2026-11-24 21:05», «24 November 2026, 9:05pm», «2026-11-24T21:05:00+01:00»,
            or the date of a mail's header.

    Returns:
        The moment, with its zone where one is named; otherwise `ZONE_UNKNOWN`.

    Raises:
        UnclearTimeError: The day could be a month or the month a day, or it is no time at all.
    """
    text = " ".join(raw.split())
    at = _of_a_program(text) or _as_written(text)
    if at.tzinfo is not None:
        try:
            at = at.astimezone(timezone.utc)  # noqa: UP017
        except OverflowError:
            raise UnclearTimeError(f"«{text}» is no day of the calendar.") from None
        return Moment(raw=raw, clock=Clock.CERTAIN, at=at)
    return Moment(raw=raw, clock=Clock.ZONE_UNKNOWN, at=at)


def in_zone(moment: Moment, zone: str) -> Moment:
    """Settle a moment by the zone of the clock it was read off, as the person says.

    Args:
        moment: From `moment_of`. One whose words name a zone stays as it is.
        zone: Such as «Europe/London».

    Raises:
        UnclearTimeError: There is no such zone; or its clocks showed that hour twice, or never,
            on the day on which they were changed.
    """
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnclearTimeError(
            f"«{zone}» is no time zone. Name one by its place, such as Europe/London or "
            "America/New_York; or write +01:00 behind the time."
        ) from None
    if moment.clock is not Clock.ZONE_UNKNOWN or moment.at is None:
        return moment
    try:
        first, second = (moment.at.replace(tzinfo=place, fold=fold) for fold in (0, 1))
        at = first.astimezone(UTC)
        if at.astimezone(place).replace(tzinfo=None) != moment.at:
            raise UnclearTimeError(
                f"«{moment.raw}» was on no clock of {zone}: the clocks were put forward over it. "
                "Look again."
            )
    except OverflowError:
        raise UnclearTimeError(f"«{moment.raw}» is no day of the calendar.") from None
    if first.utcoffset() != second.utcoffset():
        raise UnclearTimeError(
            f"«{moment.raw}» was twice on the clocks of {zone}, which were put back that night. "
            f"Was it the first ({first.isoformat(sep=' ')}), or an hour later "
            f"({second.isoformat(sep=' ')})? Write it in one of these ways."
        )
    return replace(moment, clock=Clock.CERTAIN, at=at, zone=zone)


def _of_a_program(text: str) -> datetime | None:
    """Read what programs write; `None` of what a person does, and of a day alone."""
    try:
        if re.match(r"[A-Z][a-z]{2}, ", text):
            return parsedate_to_datetime(text)
        return datetime.fromisoformat(text) if _ISO_TIME.match(text) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _as_written(text: str) -> datetime:
    lower = text.lower()
    day, rest = _day(lower, text)
    clocks = list(_TIME.finditer(rest))
    if len(clocks) > 1:
        raise UnclearTimeError(f"«{text}» has two times of day. Write it as {day} 21:05.")
    clock = clocks[0] if clocks else None
    if clock is None:
        raise UnclearTimeError(f"«{text}» has no time of day. Write it as {day} 21:05.")
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            raise UnclearTimeError(f"«{text}» has no such hour.")
        hour = hour % 12 + (12 if clock["half"] == "pm" else 0)
    try:
        return datetime.combine(day, time(hour, minute, int(clock["second"] or 0)))
    except ValueError:
        raise UnclearTimeError(f"«{text}» has no such hour.") from None


def _day(lower: str, text: str) -> tuple[date, str]:
    """Give the day, and the text without it."""
    if found := _ISO_DAY.search(lower):
        day = _made(text, int(found[1]), int(found[2]), int(found[3]))
        return day, _without(found)
    if found := _NAMED_DAY.search(lower):
        day = _made(text, int(found[3]), _month(found[2], text), int(found[1]))
        return day, _without(found)
    if found := _NAMED_MONTH_FIRST.search(lower):
        day = _made(text, int(found[3]), _month(found[1], text), int(found[2]))
        return day, _without(found)
    if found := _FIGURES.search(lower):
        one, other, year = int(found[1]), int(found[2]), int(found[3])
        if one <= 12 and other <= 12 and one != other:
            first, second = _made(text, year, other, one), _made(text, year, one, other)
            raise UnclearTimeError(
                f"«{text}» can be two days. Was it {first.day} {first:%B %Y} ({first}), or "
                f"{second.day} {second:%B %Y} ({second})? Write it in one of these ways."
            )
        in_month, of_month = (one, other) if one > 12 or one == other else (other, one)
        return _made(text, year, of_month, in_month), _without(found)
    raise UnclearTimeError(f"«{text}» is no date. Write it as 2026-11-24 21:05.")


def _without(found: re.Match[str]) -> str:
    return f"{found.string[: found.start()]} {found.string[found.end() :]}"


def _month(word: str, text: str) -> int:
    for number, name in enumerate(_MONTHS, start=1):
        if name == word or name[:3] == word or (word == "sept" and number == 9):
            return number
    raise UnclearTimeError(f"«{text}» names no month. Write it as 2026-11-24 21:05.")


def _made(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UnclearTimeError(f"«{text}» is no day of the calendar.") from None

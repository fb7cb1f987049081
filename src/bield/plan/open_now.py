"""Whether a service is open now, in words for a person who needs it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bield.plan.hours import Open, open_at
from bield.records import Hours

UNKNOWN_HOURS = "we don't know their hours"
_NOT_CERTAIN = ", but it is a public holiday there, so this may be wrong"


def now_in_words(hours: Hours | None, instant: datetime) -> str:
    """Say whether a service is open: «open now until 2am», «opens Monday 10am».

    Args:
        hours: When it is; `None` where no source says.
        instant: Now, with the zone of whoever reads. Times are by the service's own clock, and
            say so where that is not the reader's.

    Raises:
        ValueError: The instant has no zone.
    """
    if hours is None:
        return UNKNOWN_HOURS
    found = open_at(hours, instant)
    return _state(found, instant) + ("" if found.certain else _NOT_CERTAIN)


def _state(found: Open, instant: datetime) -> str:
    if found.open:
        if found.until is None:
            return "open now, day and night"
        return f"open now until {_moment(found.until, instant, by_day=False)}"
    if found.opens_at is None:
        return "closed now"
    return f"opens {_moment(found.opens_at, instant, by_day=True)}"


def _moment(moment: datetime, instant: datetime, *, by_day: bool) -> str:
    """Give a time to come: its day only where it is needed, its date where a week is not enough."""
    there = instant.astimezone(moment.tzinfo)
    days = (moment.date() - there.date()).days
    if days >= 7:
        day = f"{moment:%A} {moment.day} {moment:%B} "
    elif days == 0:
        day = "today " if by_day else ""
    elif days == 1 and by_day:
        day = "tomorrow "
    elif moment - there < timedelta(days=1):
        day = ""
    else:
        day = f"{moment:%A} "
    elsewhere = " (by their clock)" if there.utcoffset() != instant.utcoffset() else ""
    return f"{day}{_clock(moment)}{elsewhere}"


def _clock(moment: datetime) -> str:
    if moment.minute == 0 and moment.hour in {0, 12}:
        return "noon" if moment.hour else "midnight"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes}{'am' if moment.hour < 12 else 'pm'}"

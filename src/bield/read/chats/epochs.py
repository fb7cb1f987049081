"""Dates that a program wrote for programs: counted seconds, and ISO 8601."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from bield.records import Clock, Moment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""Between these a message is dated; a count outside them is a mistake or a trick."""

NO_DATE = Moment(raw="", clock=Clock.NONE)


def counted(value: object, *, per_second: int = 1) -> Moment:
    """Give the moment that a count since 1970, in UTC, means.

    Args:
        value: A number, or its figures as text. Anything else is no date.
        per_second: How many of what is counted make a second: 1000 for milliseconds.

    Returns:
        `CERTAIN` with its zone; `UNSETTLED` for a count that no message bears; `NONE` without one.
    """
    number = as_number(value)
    if number is None or number == 0:
        return NO_DATE if value is None or value in ("", 0, "0") else _unsettled(str(value))
    try:
        at = _EPOCH + timedelta(seconds=number / per_second)
    except OverflowError:
        return _unsettled(str(value))
    if not _EARLIEST <= at < _LATEST:
        return _unsettled(str(value))
    return Moment(raw=_short(str(value)), clock=Clock.CERTAIN, at=at)


def as_number(value: object) -> float | None:
    """Give a finite number for a number or for figures; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def iso(value: object) -> Moment:
    """Give the moment of an ISO 8601 date and time; `UTC` at its end is understood.

    Returns:
        `CERTAIN` with a zone, `ZONE_UNKNOWN` without one, `UNSETTLED` for another form.
    """
    if not isinstance(value, str) or not value.strip():
        return NO_DATE
    written = value.strip()
    plain = written.removesuffix(" UTC") + ("+00:00" if written.endswith(" UTC") else "")
    try:
        at = datetime.fromisoformat(plain)
        known = at if at.tzinfo else at.replace(tzinfo=UTC)
        fits = _EARLIEST <= known < _LATEST
    except (ValueError, OverflowError):
        return _unsettled(written)
    if not fits:
        return _unsettled(written)
    clock = Clock.CERTAIN if at.tzinfo else Clock.ZONE_UNKNOWN
    return Moment(raw=written, clock=clock, at=at)


def _unsettled(raw: str) -> Moment:
    return Moment(raw=_short(raw), clock=Clock.UNSETTLED)


def _short(raw: str) -> str:
    return raw if len(raw) <= 40 else raw[:39] + "…"

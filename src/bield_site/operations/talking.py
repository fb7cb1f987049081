"""Who a person can talk to now: those who are open first."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bield.plan import now_in_words, open_at
from bield.records import Country, Plan, Service

if TYPE_CHECKING:
    from datetime import datetime

_CLOCKS = MappingProxyType(
    {
        Country.IRELAND: "Europe/Dublin",
        Country.NEW_ZEALAND: "Pacific/Auckland",
        Country.INDIA: "Asia/Kolkata",
    }
)
"""By whose clock somebody lives, where their country has one; others are told in the clock of
the service, and that it is so."""
_BRITISH = frozenset({Country.SCOTLAND, Country.ENGLAND, Country.WALES, Country.NORTHERN_IRELAND})
_UNKNOWN = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Somebody who listens, and whether they do so now."""

    service: Service
    open: bool
    state: str
    """Such as «Open now until 2am», «Opens tomorrow 10am»."""


def listeners_now(plan: Plan, instant: datetime) -> tuple[Listener, ...]:
    """Give everybody of a plan who listens: those who are open, then who opens soonest, then those
    whose hours nobody knows.

    Args:
        plan: Whose listeners are meant.
        instant: Now, with a zone.
    """
    here = instant.astimezone(ZoneInfo(_clock(plan.situation.country)))
    ranked = sorted((_rank(service, here), place) for place, service in enumerate(plan.listeners))
    return tuple(
        Listener(service=plan.listeners[place], open=rank[0] == 0, state=_state(place, plan, here))
        for rank, place in ranked
    )


def _rank(service: Service, instant: datetime) -> tuple[int, float]:
    if service.hours is None:
        return 2, 0
    found = open_at(service.hours, instant)
    if found.open:
        return 0, 0
    return (1, found.opens_at.timestamp()) if found.opens_at else (3, 0)


def _state(place: int, plan: Plan, instant: datetime) -> str:
    words = now_in_words(plan.listeners[place].hours, instant)
    return words[:1].upper() + words[1:]


def _clock(country: Country) -> str:
    if country in _BRITISH:
        return "Europe/London"
    return _CLOCKS.get(country, _UNKNOWN)

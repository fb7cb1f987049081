"""Who of a plan is open now, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bield.plan import Open, now_in_words, open_at
from bield.records import Plan, Service
from bield.telling import Line, Role, whom_to_call


def who_is_open(plan: Plan, instant: datetime) -> Iterator[Line]:
    """Name whom to call in danger, and everybody else who listens: those who are open first, then
    who opens soonest."""
    heading, *_ = whom_to_call(plan)
    yield heading
    for service in plan.emergency:
        yield _told(service, instant)
    others = _soonest_first(plan, instant)
    if others:
        yield Line(Role.HEADING, "Who else listens")
    for service in others:
        yield _told(service, instant)


def _told(service: Service, instant: datetime) -> Line:
    ways = "; ".join(f"{c.value} ({c.label})" if c.label else c.value for c in service.channels)
    state = now_in_words(service.hours, instant)
    return Line(Role.CALL, f"{service.name}: {ways}. {state[:1].upper()}{state[1:]}")


def open_now(service: Service, instant: datetime) -> dict[str, object]:
    """Give whether a service is open for JSON; `null` for `open` where nobody knows its hours."""
    found = _state(service, instant)
    if found is None:
        return {"open": None, "until": None, "opens_at": None, "certain": False}
    return {
        "open": found.open,
        "until": found.until.isoformat() if found.until else None,
        "opens_at": found.opens_at.isoformat() if found.opens_at else None,
        "certain": found.certain,
    }


def _soonest_first(plan: Plan, instant: datetime) -> list[Service]:
    def rank(service: Service) -> tuple[int, float]:
        found = _state(service, instant)
        if found is None:
            return 2, 0
        if found.open:
            return 0, 0
        return (1, found.opens_at.timestamp()) if found.opens_at else (3, 0)

    # Those that rank the same stay in the plan's order.
    return sorted((s for s in plan.listeners if s not in plan.emergency), key=rank)


def _state(service: Service, instant: datetime) -> Open | None:
    return None if service.hours is None else open_at(service.hours, instant)

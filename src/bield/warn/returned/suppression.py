"""When an address is written to no more: the rule, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bield.records.returned import Action, Counted, Permanence, ReturnedKind, Why


class EventKind(StrEnum):
    """What happened to an address."""

    BOUNCED = "bounced"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"
    SUBSCRIBED = "subscribed"
    """They confirmed that they want it (again): nothing from before counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressEvent:
    """Something that happened to an address."""

    at: datetime
    """With its zone."""
    kind: EventKind
    permanence: Permanence = Permanence.UNKNOWN
    why: Why = Why.NOT_SAID
    evidence: str = ""
    """What it rests on: the trace of the mail, and what the server said."""


class SuppressedFor(StrEnum):
    """Why an address is written to no more."""

    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"
    HARD_BOUNCE = "hard_bounce"
    REPEATED_SOFT_BOUNCES = "repeated_soft_bounces"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """That an address is written to no more, and why."""

    reason: SuppressedFor
    since: datetime
    """When the last of what it rests on happened."""
    evidence: tuple[AddressEvent, ...]
    """What it rests on, in order of time; never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressionRule:
    """How much must come back. However it is set, one soft bounce suppresses nobody."""

    soft_days: int = 4
    """On how many different days a mail must have come back softly …"""
    soft_span: timedelta = timedelta(days=14)
    """… with at least this much time from the first to the last, and none delivered between."""
    domain_days: int = 2
    """On how many days a domain must have been unknown: name servers have bad days."""

    def __post_init__(self) -> None:
        if self.soft_days < 2 or self.soft_span < timedelta(days=1) or self.domain_days < 1:
            raise ValueError(
                "One soft bounce never suppresses: soft_days is 2 or more, soft_span a day or "
                "more, and domain_days 1 or more."
            )


_LOST = frozenset({Why.NO_SUCH_ADDRESS, Why.DISABLED})
_SPEAKS_OF_US = frozenset(
    {Why.CONTENT, Why.NOT_AUTHENTICATED, Why.SENDER_REFUSED, Why.TOO_LARGE, Why.TOO_MANY}
)
"""What came back for these says nothing of the address: another mail may be taken."""


def suppressed(
    events: Iterable[AddressEvent], rule: SuppressionRule | None = None
) -> Suppression | None:
    """Tell whether an address is to be written to no more.

    Args:
        events: All that happened to it, in any order.
        rule: How much must come back; the usual where none is given.

    Returns:
        Why and since when, or `None` where it may be written to. Unsubscribing and complaining
        weigh at once; a bounce that says the address is gone weighs at once; soft bounces weigh
        only over many days with nothing delivered between; what was refused for us or for the
        mail never weighs.
    """
    rule = rule or SuppressionRule()
    told = _since_subscribed(sorted(events, key=_place))
    for kind, reason in (
        (EventKind.UNSUBSCRIBED, SuppressedFor.UNSUBSCRIBED),
        (EventKind.COMPLAINED, SuppressedFor.COMPLAINED),
    ):
        if of_kind := [event for event in told if event.kind is kind]:
            return _suppression(reason, of_kind)
    # Whoever was reached after all is there.
    told = _since(told, EventKind.DELIVERED)
    bounced = [e for e in told if e.kind is EventKind.BOUNCED and e.why not in _SPEAKS_OF_US]
    hard = [e for e in bounced if e.permanence is Permanence.PERMANENT]
    if gone := [e for e in hard if e.why in _LOST]:
        return _suppression(SuppressedFor.HARD_BOUNCE, gone)
    no_domain = [e for e in hard if e.why is Why.NO_SUCH_DOMAIN]
    if len(_days(no_domain)) >= rule.domain_days:
        return _suppression(SuppressedFor.HARD_BOUNCE, no_domain)
    if len(_days(bounced)) >= rule.soft_days and bounced[-1].at - bounced[0].at >= rule.soft_span:
        return _suppression(SuppressedFor.REPEATED_SOFT_BOUNCES, bounced)
    return None


def event_of(counted: Counted, *, at: datetime) -> AddressEvent | None:
    """Give what a mail that came back means to its address; `None` where it means nothing.

    Args:
        counted: What `traces.counted` let through.
        at: When it came, with its zone.
    """
    kinds = {
        ReturnedKind.BOUNCE: EventKind.BOUNCED,
        ReturnedKind.DELAY: EventKind.DELAYED,
        ReturnedKind.COMPLAINT: EventKind.COMPLAINED,
    }
    kind = kinds.get(counted.kind)
    if counted.kind is ReturnedKind.DELIVERED and counted.fate.action is Action.DELIVERED:
        kind = EventKind.DELIVERED  # passed on is not delivered
    if kind is None:
        return None
    return AddressEvent(
        at=at,
        kind=kind,
        permanence=counted.fate.permanence,
        why=counted.fate.why,
        evidence=": ".join(filter(None, (counted.trace, counted.fate.status, counted.fate.said))),
    )


def _place(event: AddressEvent) -> tuple[object, ...]:
    # At the same instant, what speaks against writing stands last, and so holds.
    against = event.kind not in {EventKind.SUBSCRIBED, EventKind.DELIVERED}
    return (event.at, against, event.kind, event.why, event.permanence, event.evidence)


def _since_subscribed(events: Sequence[AddressEvent]) -> Sequence[AddressEvent]:
    return _since(events, EventKind.SUBSCRIBED)


def _since(events: Sequence[AddressEvent], kind: EventKind) -> Sequence[AddressEvent]:
    last = max((i for i, event in enumerate(events) if event.kind is kind), default=-1)
    return events[last + 1 :]


def _days(events: Sequence[AddressEvent]) -> set[object]:
    return {event.at.date() for event in events}


def _suppression(reason: SuppressedFor, events: Sequence[AddressEvent]) -> Suppression:
    return Suppression(reason=reason, since=events[-1].at, evidence=tuple(events))

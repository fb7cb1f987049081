"""When an address is written to no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.adapters.returned_mail import read_returned_mail
from bield.records.returned import Permanence, Why
from bield.warn.returned import (
    AddressEvent,
    EventKind,
    SuppressedFor,
    SuppressionRule,
    counted,
    event_of,
    suppressed,
)

SAMPLES = Path(__file__).parent / "returned"
BEGAN = datetime(2026, 11, 1, 9, tzinfo=UTC)


def event(
    day: float,
    kind: EventKind = EventKind.BOUNCED,
    permanence: Permanence = Permanence.TEMPORARY,
    why: Why = Why.MAILBOX_FULL,
) -> AddressEvent:
    return AddressEvent(
        at=BEGAN + timedelta(days=day), kind=kind, permanence=permanence, why=why, evidence="m1"
    )


def hard(day: float, why: Why = Why.NO_SUCH_ADDRESS) -> AddressEvent:
    return event(day, permanence=Permanence.PERMANENT, why=why)


def reason(*events: AddressEvent) -> SuppressedFor | None:
    told = suppressed(events)
    return told.reason if told else None


class TestSuppresses:
    def test_at_once_whose_address_is_gone(self) -> None:
        told = suppressed([hard(0)])
        assert told is not None
        assert told.reason is SuppressedFor.HARD_BOUNCE
        assert told.evidence == (hard(0),)
        assert told.since == BEGAN

    def test_at_once_who_complains_or_unsubscribes(self) -> None:
        assert reason(event(0, EventKind.COMPLAINED)) is SuppressedFor.COMPLAINED
        assert reason(event(0, EventKind.UNSUBSCRIBED)) is SuppressedFor.UNSUBSCRIBED

    def test_softly_returned_over_two_weeks_with_nothing_delivered(self) -> None:
        days = [event(0), event(5), event(10), event(14)]
        told = suppressed(days)
        assert told is not None
        assert told.reason is SuppressedFor.REPEATED_SOFT_BOUNCES
        assert told.evidence == tuple(days)

    def test_a_domain_unknown_on_two_days(self) -> None:
        gone = Why.NO_SUCH_DOMAIN
        assert reason(hard(0, gone), hard(0.1, gone)) is None
        assert reason(hard(0, gone), hard(1, gone)) is SuppressedFor.HARD_BOUNCE

    def test_unsubscribed_stays_so_though_mail_is_delivered_after(self) -> None:
        later = event(1, EventKind.DELIVERED)
        assert reason(event(0, EventKind.UNSUBSCRIBED), later) is SuppressedFor.UNSUBSCRIBED


class TestSpares:
    @given(
        st.sampled_from([Permanence.TEMPORARY, Permanence.UNKNOWN]),
        st.sampled_from(Why),
        st.integers(2, 9),
        st.integers(1, 60),
    )
    def test_one_soft_bounce_whatever_the_rule(
        self, permanence: Permanence, why: Why, days: int, span: int
    ) -> None:
        rule = SuppressionRule(soft_days=days, soft_span=timedelta(days=span))
        assert suppressed([event(0, permanence=permanence, why=why)], rule) is None

    def test_many_soft_bounces_of_one_day(self) -> None:
        assert reason(*[event(i / 100) for i in range(50)]) is None

    def test_who_was_reached_between(self) -> None:
        between = event(12, EventKind.DELIVERED)
        assert reason(event(0), event(5), event(10), between, event(14), event(20)) is None

    def test_delays(self) -> None:
        assert reason(*[event(day, EventKind.DELAYED) for day in range(30)]) is None

    @pytest.mark.parametrize(
        "why", [Why.CONTENT, Why.NOT_AUTHENTICATED, Why.SENDER_REFUSED, Why.TOO_LARGE]
    )
    def test_what_was_refused_for_us_or_for_the_mail(self, why: Why) -> None:
        assert reason(*[hard(day, why) for day in range(30)]) is None

    def test_who_confirms_again_that_they_want_it(self) -> None:
        again = event(1, EventKind.SUBSCRIBED)
        assert reason(event(0, EventKind.COMPLAINED), hard(0), again) is None
        assert reason(event(2, EventKind.COMPLAINED), again) is SuppressedFor.COMPLAINED

    def test_but_not_who_complains_as_they_confirm(self) -> None:
        at_once = event(0, EventKind.COMPLAINED), event(0, EventKind.SUBSCRIBED)
        assert reason(*at_once) is SuppressedFor.COMPLAINED
        assert reason(*reversed(at_once)) is SuppressedFor.COMPLAINED

    def test_nobody_without_any_event(self) -> None:
        assert suppressed([]) is None


@pytest.mark.parametrize(
    "rule", [{"soft_days": 1}, {"soft_span": timedelta(hours=2)}, {"domain_days": 0}]
)
def test_no_rule_lets_one_soft_bounce_suppress(rule: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="One soft bounce never suppresses"):
        SuppressionRule(**rule)  # type: ignore[arg-type]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 30),
            st.sampled_from(EventKind),
            st.sampled_from(Permanence),
            st.sampled_from(Why),
        ),
        max_size=12,
    )
)
def test_is_the_same_in_any_order_and_always_says_why(
    told: list[tuple[float, EventKind, Permanence, Why]],
) -> None:
    events = [event(day, kind, lasts, why) for day, kind, lasts, why in told]
    outcome = suppressed(events)
    assert outcome == suppressed(reversed(events))
    if outcome is not None:
        assert outcome.evidence
        assert set(outcome.evidence) <= set(events)
        assert outcome.since == outcome.evidence[-1].at


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("postfix_no_user", SuppressedFor.HARD_BOUNCE),
        ("gmail_over_quota", None),
        ("gmail_blocked_spam", None),
        ("office365_dmarc", None),
        ("postfix_delayed", None),
        ("postfix_delivered", None),
        ("arf_redacted", SuppressedFor.COMPLAINED),
        ("arf_not_spam", None),
    ],
)
def test_from_the_mail_that_came_back_to_the_decision(
    sample: str, expected: SuppressedFor | None
) -> None:
    returned = read_returned_mail((SAMPLES / f"{sample}.eml").read_bytes())
    (entry,) = counted(returned, sent_to=lambda trace: "kim@example.org")
    told = event_of(entry, at=BEGAN)
    assert reason(*([told] if told else [])) is expected

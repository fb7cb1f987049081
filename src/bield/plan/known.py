"""What is known of a case, by name: all that a condition in the advice can ask about."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bield.records import (
    About,
    Age,
    Country,
    Finding,
    IndicatorKind,
    Paid,
    Situation,
    Tactic,
    Verdict,
)

if TYPE_CHECKING:
    from bield.plan.conditions import Value, Values, Vocabulary

YES, NO, UNKNOWN = "yes", "no", "unknown"

UK = frozenset({Country.SCOTLAND, Country.ENGLAND, Country.WALES, Country.NORTHERN_IRELAND})
_MINOR = frozenset({Age.UNDER_13, Age.FROM_13_TO_17})
_THREATS = frozenset({Verdict.SEXTORTION, Verdict.UNSURE})

_THREAT_OF_TACTIC = MappingProxyType(
    {
        Tactic.BULK_EMAIL: "bulk_email",
        Tactic.SOCIAL_LURE: "stranger",
        Tactic.HACKED_ACCOUNT: "hacked_account",
        Tactic.KNOWN_PERSON: "known_person",
        Tactic.NONE: "unclear",
    }
)

_THREE: frozenset[Value] = frozenset({YES, NO, UNKNOWN})
_EITHER: frozenset[Value] = frozenset({True, False})

VOCABULARY: Vocabulary = MappingProxyType(
    {
        "threat": frozenset({*_THREAT_OF_TACTIC.values(), "other", "none"}),
        "verdict": frozenset(v.value for v in Verdict),
        "tactic": frozenset(t.value for t in Tactic),
        "about": frozenset(a.value for a in About),
        "age": frozenset(a.value for a in Age),
        "age_in_picture": frozenset(a.value for a in Age),
        "country": frozenset(c.value for c in Country),
        "uk": _EITHER,
        "paid": frozenset(p.value for p in Paid),
        "has_paid": _THREE,
        "minor_now": _THREE,
        "minor_in_picture": _THREE,
        "quotes_password": _EITHER,
        "has_wallet": _EITHER,
        "real_images": _THREE,
        "helper": _EITHER,
    }
)
"""Every name `known` gives, with every value it can have."""


def known(finding: Finding, situation: Situation) -> Values:
    """Name what is known of a case, in values that conditions can compare.

    Args:
        finding: What the message is.
        situation: What the person said about themselves; any of it may be unknown.

    Returns:
        A value for every name in `VOCABULARY`.
    """
    minor_now = _minor_now(situation)
    return {
        "threat": _threat(finding),
        "verdict": finding.verdict.value,
        "tactic": finding.tactic.value,
        "about": situation.about.value,
        "age": situation.age.value,
        "age_in_picture": situation.age_in_picture.value,
        "country": situation.country.value,
        "uk": situation.country in UK,
        "paid": situation.paid.value,
        "has_paid": _has_paid(situation.paid),
        "minor_now": minor_now,
        "minor_in_picture": _minor_in_picture(situation, minor_now),
        "quotes_password": finding.has(IndicatorKind.PASSWORD),
        "has_wallet": any(i.kind.is_wallet for i in finding.indicators),
        "real_images": _real_images(finding.tactic),
        "helper": situation.about is not About.ME,
    }


def _threat(finding: Finding) -> str:
    """Say which plan fits: the tactic, as far as the verdict bears it out."""
    if finding.verdict is Verdict.OTHER_EXTORTION:
        return "other"
    if finding.verdict not in _THREATS:
        return "none"
    if finding.verdict is Verdict.UNSURE and finding.tactic is Tactic.BULK_EMAIL:
        # “It is only a bluff” is a comfort that needs a sure finding.
        return "unclear"
    return _THREAT_OF_TACTIC[finding.tactic]


def _has_paid(paid: Paid) -> str:
    if paid is Paid.UNKNOWN:
        return UNKNOWN
    return NO if paid is Paid.NO else YES


def _minor_now(situation: Situation) -> str:
    if situation.age in _MINOR:
        return YES
    if situation.age is Age.ADULT:
        return NO
    # «A child» was chosen: without an age to the contrary, that is what they are.
    return YES if situation.about is About.CHILD else UNKNOWN


def _minor_in_picture(situation: Situation, minor_now: str) -> str:
    # A picture of someone who is under 18 now was made when they were under 18, whatever
    # was answered about it.
    if minor_now == YES or situation.age_in_picture in _MINOR:
        return YES
    return NO if situation.age_in_picture is Age.ADULT else UNKNOWN


def _real_images(tactic: Tactic) -> str:
    if tactic is Tactic.BULK_EMAIL:
        return NO
    return UNKNOWN if tactic is Tactic.NONE else YES

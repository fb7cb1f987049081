"""What is known of a case, by name: all that a condition in the advice can ask about."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bield.records import (
    About,
    Age,
    Country,
    Detail,
    Finding,
    Happening,
    IndicatorKind,
    Paid,
    Role,
    Safety,
    Situation,
    Tactic,
    Verdict,
)

if TYPE_CHECKING:
    from bield.plan.conditions import Vocabulary
    from bield.plan.predicates import Value, Values

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

_TACTIC_OF_WHAT_IS_TOLD = MappingProxyType(
    {
        Happening.MASS_EMAIL: Tactic.BULK_EMAIL,
        Happening.MET_ONLINE: Tactic.SOCIAL_LURE,
        Happening.KNOWN_PERSON: Tactic.KNOWN_PERSON,
        Happening.ACCOUNT_TAKEN: Tactic.HACKED_ACCOUNT,
    }
)

_THREE: frozenset[Value] = frozenset({YES, NO, UNKNOWN})
_EITHER: frozenset[Value] = frozenset({True, False})

VOCABULARY: Vocabulary = MappingProxyType(
    {
        "threat": frozenset({*_THREAT_OF_TACTIC.values(), "sent_to_me", "other", "none"}),
        "verdict": frozenset(v.value for v in Verdict),
        "tactic": frozenset(t.value for t in Tactic),
        "safety": frozenset(s.value for s in Safety),
        "crisis": _EITHER,
        "happening": frozenset(h.value for h in Happening),
        "about": frozenset(a.value for a in About),
        "role": frozenset(r.value for r in Role),
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
        "platform_named": _EITHER,
        **{detail.value: _EITHER for detail in Detail},
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
    verdict, tactic = what_is_told(finding, situation)
    threat = _threat(verdict, tactic, situation)
    minor_now = _minor_now(situation)
    return {
        "threat": threat,
        "verdict": verdict.value,
        "tactic": tactic.value,
        "safety": situation.safety.value,
        "crisis": situation.safety in {Safety.IN_DANGER, Safety.OWN_LIFE},
        "happening": situation.happening.value,
        "about": situation.about.value,
        "role": situation.role.value,
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
        "real_images": _real_images(threat, situation),
        "helper": situation.about is not About.ME,
        "platform_named": bool(situation.platform),
        **{detail.value: detail in situation.details for detail in Detail},
    }


def what_is_told(finding: Finding, situation: Situation) -> tuple[Verdict, Tactic]:
    """Say what a case is, by the message and by what the person says is happening.

    Who lives through it knows more than words show, so what they say comes first. But "it is a
    mass e-mail" is a comfort: where the words show more than one, the words stand.

    Returns:
        The verdict and the tactic that the plan goes by.
    """
    told = _TACTIC_OF_WHAT_IS_TOLD.get(situation.happening)
    if told is None:
        return finding.verdict, finding.tactic
    says_more = finding.verdict is Verdict.SEXTORTION and finding.tactic not in {
        Tactic.NONE,
        Tactic.BULK_EMAIL,
    }
    if finding.verdict is Verdict.OTHER_EXTORTION or (told is Tactic.BULK_EMAIL and says_more):
        return finding.verdict, finding.tactic
    return Verdict.SEXTORTION, told


def _threat(verdict: Verdict, tactic: Tactic, situation: Situation) -> str:
    """Say which plan fits: the tactic, as far as the verdict bears it out."""
    if situation.happening is Happening.SENT_TO_ME:
        return "sent_to_me"
    if verdict is Verdict.OTHER_EXTORTION:
        return "other"
    if verdict not in _THREATS:
        return "none"
    if verdict is Verdict.UNSURE and tactic is Tactic.BULK_EMAIL:
        # “It is only a bluff” is a comfort that needs a sure finding.
        return "unclear"
    return _THREAT_OF_TACTIC[tactic]


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


def _real_images(threat: str, situation: Situation) -> str:
    if threat in {"bulk_email", "none", "other"} or Detail.FAKE in situation.details:
        return NO
    return UNKNOWN if threat == "unclear" else YES

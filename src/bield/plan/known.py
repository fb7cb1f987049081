"""What is known of a case, by name: all that a condition in the advice can ask about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from bield.plan.predicates import Value
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
    from bield.plan.predicates import Values

YES, NO, UNKNOWN = "yes", "no", "unknown"

UK = frozenset({Country.SCOTLAND, Country.ENGLAND, Country.WALES, Country.NORTHERN_IRELAND})
_MINOR = frozenset({Age.UNDER_13, Age.FROM_13_TO_17})
_NO_THREAT = frozenset({Verdict.ABOUT_SEXTORTION, Verdict.NOT_SEXTORTION})

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
        # Nobody threatens the one who answers: whoever sent it is no tactic of theirs.
        Happening.SENT_TO_ME: Tactic.NONE,
    }
)
_TELL_OF_PICTURES = (Detail.POSTED, Detail.WANTS_PICTURES, Detail.FAKE)
_TELL_OF_A_THREAT = (Detail.WANTS_ACCOUNT, Detail.ACCUSED)
"""Who ticks one of these is threatened, whatever the message looked like."""

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
    return {name: tell(finding, situation) for name, tell in TELLS.items()}


def what_is_told(finding: Finding, situation: Situation) -> tuple[Verdict, Tactic]:
    """Say what a case is, by the message and by what the person says is happening.

    Who lives through it knows more than words show, so what they say comes first. But "it is a
    mass e-mail" is a comfort: where the words show more than one, the words stand. Nor does "I
    met them online" make sextortion of blackmail over something else; a picture does.

    Returns:
        The verdict and the tactic that the plan goes by.
    """
    told = _TACTIC_OF_WHAT_IS_TOLD.get(situation.happening)
    if told is Tactic.BULK_EMAIL and _says_more_than_a_bluff(finding):
        told = None
    pictures = any(detail in situation.details for detail in _TELL_OF_PICTURES)
    verdict, tactic = finding.verdict, finding.tactic
    if told is not None:
        over_something_else = verdict is Verdict.OTHER_EXTORTION and told is not Tactic.NONE
        return verdict if over_something_else and not pictures else Verdict.SEXTORTION, told
    if pictures and verdict not in {Verdict.SEXTORTION, Verdict.UNSURE}:
        return Verdict.SEXTORTION, Tactic.NONE if tactic is Tactic.BULK_EMAIL else tactic
    if verdict in _NO_THREAT and any(detail in situation.details for detail in _TELL_OF_A_THREAT):
        return Verdict.UNSURE, tactic
    return verdict, tactic


def _says_more_than_a_bluff(finding: Finding) -> bool:
    return finding.verdict is Verdict.SEXTORTION and finding.tactic not in {
        Tactic.NONE,
        Tactic.BULK_EMAIL,
    }


def _threat(finding: Finding, situation: Situation) -> str:
    """Say which plan fits: the tactic, as far as the verdict bears it out."""
    if situation.happening is Happening.SENT_TO_ME:
        return "sent_to_me"
    verdict, tactic = what_is_told(finding, situation)
    if verdict is Verdict.OTHER_EXTORTION:
        return "other"
    if verdict in _NO_THREAT:
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


def _minor_in_picture(situation: Situation) -> str:
    # A picture of someone who is under 18 now was made when they were under 18, whatever
    # was answered about it.
    if _minor_now(situation) == YES or situation.age_in_picture in _MINOR:
        return YES
    return NO if situation.age_in_picture is Age.ADULT else UNKNOWN


def _is_so(detail: Detail) -> Callable[[Finding, Situation], Value]:
    return lambda _, situation: detail in situation.details


TELLS: Mapping[str, Callable[[Finding, Situation], Value]] = MappingProxyType(
    {
        "threat": _threat,
        "verdict": lambda finding, situation: what_is_told(finding, situation)[0].value,
        "tactic": lambda finding, situation: what_is_told(finding, situation)[1].value,
        "safety": lambda _, situation: situation.safety.value,
        "crisis": lambda _, situation: situation.safety in {Safety.IN_DANGER, Safety.OWN_LIFE},
        "happening": lambda _, situation: situation.happening.value,
        "about": lambda _, situation: situation.about.value,
        "role": lambda _, situation: situation.role.value,
        "age": lambda _, situation: situation.age.value,
        "age_in_picture": lambda _, situation: situation.age_in_picture.value,
        "country": lambda _, situation: situation.country.value,
        "uk": lambda _, situation: situation.country in UK,
        "paid": lambda _, situation: situation.paid.value,
        "has_paid": lambda _, situation: _has_paid(situation.paid),
        "minor_now": lambda _, situation: _minor_now(situation),
        "minor_in_picture": lambda _, situation: _minor_in_picture(situation),
        "quotes_password": lambda finding, _: finding.has(IndicatorKind.PASSWORD),
        "has_wallet": lambda finding, _: any(i.kind.is_wallet for i in finding.indicators),
        "helper": lambda _, situation: situation.about is not About.ME,
        "platform_named": lambda _, situation: bool(situation.platform),
        **{detail.value: _is_so(detail) for detail in Detail},
    }
)
"""How each name of `VOCABULARY` is told, one by one: so that the tests can see which answers each
depends on, and hold the rules over every combination of them."""

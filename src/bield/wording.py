"""What an answer says first, in the terminal and on the page. Read by somebody frightened, at
night: plain, kind, never sure of more than was found."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from bield.records import (
    About,
    Clock,
    EventKind,
    Finding,
    IndicatorKind,
    Moment,
    Situation,
    Tactic,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The first words of an answer."""

    look: str
    """Which of the verdict's looks the box takes."""
    label: str
    title: str
    says: tuple[str, ...]


_ALMOST_CERTAINLY = 0.95
_PROBABLY = 0.75


def how_sure(certainty: float) -> str:
    """Give a certainty in words that fit between "this" and "sextortion".

    It is that of the verdict alone: of the tactic none is known, so that only "looks like".
    """
    if certainty >= _ALMOST_CERTAINLY:
        return "is almost certainly"
    return "is probably" if certainty >= _PROBABLY else "may be"


def of_finding(finding: Finding, situation: Situation) -> Words:
    """Say what a message is."""
    if finding.verdict is Verdict.SEXTORTION:
        what, for_me, for_helper = _TACTICS[finding.tactic]
        mine = situation.about is About.ME
        says = for_me if mine else for_helper
        if finding.tactic is Tactic.BULK_EMAIL:
            they_say = _FILMED if _says_filmed(finding) else _HAS_SOMETHING
            says = (says[0], they_say[0 if mine else 1], *says[1:])
        return Words(
            look="sextortion",
            label="What we found",
            title=f"This {how_sure(finding.certainty)} sextortion"
            + what.format(whom="you" if mine else "they"),
            says=says,
        )
    look, title, says = _OTHERS[finding.verdict]
    return Words(
        look=look,
        label="What we found",
        title=title.format(is_so=how_sure(finding.certainty)),
        says=says,
    )


def of_what_was_told(told: Tactic, situation: Situation) -> Words:
    """Say what it is that a person describes, without a message."""
    mine = situation.about is About.ME
    title, for_me, for_helper = _TOLD[told]
    return Words(
        look="sextortion",
        label="From what you told us",
        title=title,
        says=for_me if mine else for_helper,
    )


def _says_filmed(finding: Finding) -> bool:
    return any(reason.claim.startswith("recorded") for reason in finding.reasons)


YOU_KNOW_BEST = (
    "The words alone do not show all of it, and you know what happened. So the plan below goes "
    "by what you told us."
)

_FILMED = (
    "They say they filmed you. Nothing in this message shows it.",
    "They say they filmed the reader. Nothing in this message shows it.",
)
_HAS_SOMETHING = (
    "They say they have something on you. Nothing in this message shows it.",
    "They say they have something on the reader. Nothing in this message shows it.",
)
_FAULT_ME = "What they are doing is a crime. It is not your fault, whatever you did or sent."
_FAULT_HELPER = "It is a crime. It is not the fault of the person it is done to."
_IMAGES_ME = (
    "Someone says they have private pictures or a video, and threatens to share them to make "
    "you do what they want."
)
_IMAGES_HELPER = (
    "Someone says they have private pictures or a video, and threatens to share them to make "
    "a person do what they want."
)
_GET_THROUGH = "You can get through this, and you do not have to do it alone."

_TACTICS = MappingProxyType(
    {
        Tactic.BULK_EMAIL: (
            ", and it looks like a mass e-mail",
            (
                "E-mails like this go to thousands of people at once.",
                "You do not have to answer it, and you do not have to pay.",
            ),
            (
                "E-mails like this go to thousands of people at once.",
                "Nobody has to answer it, and nobody has to pay.",
            ),
        ),
        Tactic.SOCIAL_LURE: (
            "",
            (_IMAGES_ME, _FAULT_ME, _GET_THROUGH),
            (_IMAGES_HELPER, _FAULT_HELPER),
        ),
        Tactic.HACKED_ACCOUNT: (
            " by someone who says they got into an account or a device",
            (
                "They say they took something private from it, and threaten to share it. It is "
                "right to make your accounts safe, whether or not they did.",
                _FAULT_ME,
                _GET_THROUGH,
            ),
            (
                "They say they took something private from it, and threaten to share it. It is "
                "right to make the accounts safe, whether or not they did.",
                _FAULT_HELPER,
            ),
        ),
        Tactic.KNOWN_PERSON: (
            ", perhaps by someone {whom} know",
            (
                "They threaten to share something private to make you do what they want.",
                "It is a crime whoever does it, also a partner, an ex, a friend or family.",
                _GET_THROUGH,
            ),
            (
                "They threaten to share something private to make a person do what they want. "
                "It may be someone whom that person knows.",
                _FAULT_HELPER,
            ),
        ),
        Tactic.NONE: (
            "",
            (
                "Someone threatens to share something private or sexual to make you do what "
                "they want.",
                _FAULT_ME,
                _GET_THROUGH,
            ),
            (
                "Someone threatens to share something private or sexual to make a person do "
                "what they want.",
                _FAULT_HELPER,
            ),
        ),
    }
)

_OTHERS = MappingProxyType(
    {
        Verdict.OTHER_EXTORTION: (
            "other",
            "This {is_so} blackmail, but not of the sexual kind",
            (
                "Someone threatens to do harm unless they get what they want. That is a crime, "
                "and it can be reported.",
            ),
        ),
        Verdict.ABOUT_SEXTORTION: (
            "about",
            "This looks like advice or news about sextortion",
            (
                "It does not look like a threat.",
                "If someone is threatening you, go back and paste what they wrote, or tell us "
                "what is happening.",
            ),
        ),
        Verdict.NOT_SEXTORTION: (
            "not",
            "This does not look like sextortion",
            (
                "We did not find the usual signs of it. We can be wrong: if someone is "
                "threatening you, trust what you know. You can still ask for help.",
            ),
        ),
        Verdict.UNSURE: (
            "unsure",
            "We can't tell what this is",
            (
                "It may or may not be a threat. If it frightens you, that is reason enough to "
                "ask for help.",
            ),
        ),
    }
)

_TOLD = MappingProxyType(
    {
        Tactic.SOCIAL_LURE: (
            "What you describe is called sextortion",
            (
                "Someone got close to you online and now threatens to share something private.",
                _FAULT_ME,
                "It happens to many people, and there is a way out. Go step by step.",
            ),
            (
                "Someone got close to a person online and now threatens to share something "
                "private.",
                _FAULT_HELPER,
                "It happens to many people, and there is a way out. Go step by step.",
            ),
        ),
        Tactic.HACKED_ACCOUNT: (
            "Someone has got into an account, or says so",
            (
                "If they also threaten to share something private from it, that is sextortion.",
                _FAULT_ME,
                "There are ways to win an account back. Go step by step.",
            ),
            (
                "If they also threaten to share something private from it, that is sextortion.",
                _FAULT_HELPER,
                "There are ways to win an account back. Go step by step.",
            ),
        ),
        Tactic.NONE: (
            "How to help, step by step",
            (),
            (
                "This plan is for threats to share private pictures or videos. If there is a "
                "message, paste it below, and the plan will fit it better.",
                _FAULT_HELPER,
            ),
        ),
    }
)

EVENTS = MappingProxyType(
    {
        EventKind.BEGAN: "It began",
        EventKind.MOVED: "They moved it to another app",
        EventKind.ASKED: "They asked for pictures or a video call",
        EventKind.TURNED: "It turned into a threat or a demand",
        EventKind.DEMANDED: "They named a sum",
        EventKind.SECOND_VOICE: "Somebody else joined in",
        EventKind.PAID: "Somebody said that it was paid",
        EventKind.DEMANDED_AGAIN: "They demanded more after that",
    }
)
"""What each event in a conversation is called."""


WHOSE_CLOCK = "The times are by the clock of whoever saved the chat."


def when(moment: Moment) -> str:
    """Say when something was written, as the chat has it, and what is not certain of it."""
    match moment.clock:
        case Clock.NONE:
            return ""
        case Clock.CERTAIN:
            return moment.at.strftime("%-d %B %Y, %H:%M %Z") if moment.at else moment.raw
        case Clock.ZONE_UNKNOWN:
            return moment.at.strftime("%-d %B %Y, %H:%M") if moment.at else moment.raw
        case Clock.UNSETTLED:
            return f"{moment.raw}, which can be read in two ways"


KINDS = MappingProxyType(
    {
        IndicatorKind.BITCOIN: "Bitcoin address",
        IndicatorKind.ETHEREUM: "Ethereum address",
        IndicatorKind.LITECOIN: "Litecoin address",
        IndicatorKind.DOGECOIN: "Dogecoin address",
        IndicatorKind.TRON: "Tron address",
        IndicatorKind.MONERO: "Monero address",
        IndicatorKind.BITCOIN_CASH: "Bitcoin Cash address",
        IndicatorKind.DASH: "Dash address",
        IndicatorKind.ZCASH: "Zcash address",
        IndicatorKind.RIPPLE: "XRP (Ripple) address",
        IndicatorKind.SOLANA: "Solana address",
        IndicatorKind.EMAIL: "E-mail address",
        IndicatorKind.PHONE: "Phone number",
        IndicatorKind.URL: "Web address",
        IndicatorKind.HANDLE: "User name",
        IndicatorKind.PASSWORD: "Password they quote",
        IndicatorKind.AMOUNT: "Sum they want",
        IndicatorKind.DEADLINE: "Time they give",
        IndicatorKind.MTCN: "Western Union number (MTCN)",
        IndicatorKind.MONEYGRAM: "MoneyGram number",
        IndicatorKind.IBAN: "Bank account (IBAN)",
        IndicatorKind.UK_BANK_ACCOUNT: "Bank account (sort code and number)",
    }
)

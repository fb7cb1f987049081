"""What an answer says first of a message that was looked at."""

from __future__ import annotations

from types import MappingProxyType

from bield.records import About, Finding, Situation, Tactic, Verdict
from bield.wording.words import FAULT_HELPER, FAULT_ME, GET_THROUGH, Words

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
_IMAGES_ME = (
    "Someone says they have private pictures or a video, and threatens to share them to make "
    "you do what they want."
)
_IMAGES_HELPER = (
    "Someone says they have private pictures or a video, and threatens to share them to make "
    "a person do what they want."
)

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
            (_IMAGES_ME, FAULT_ME, GET_THROUGH),
            (_IMAGES_HELPER, FAULT_HELPER),
        ),
        Tactic.HACKED_ACCOUNT: (
            " by someone who says they got into an account or a device",
            (
                "They say they took something private from it, and threaten to share it. It is "
                "right to make your accounts safe, whether or not they did.",
                FAULT_ME,
                GET_THROUGH,
            ),
            (
                "They say they took something private from it, and threaten to share it. It is "
                "right to make the accounts safe, whether or not they did.",
                FAULT_HELPER,
            ),
        ),
        Tactic.KNOWN_PERSON: (
            ", perhaps by someone {whom} know",
            (
                "They threaten to share something private to make you do what they want.",
                "It is a crime whoever does it, also a partner, an ex, a friend or family.",
                GET_THROUGH,
            ),
            (
                "They threaten to share something private to make a person do what they want. "
                "It may be someone whom that person knows.",
                FAULT_HELPER,
            ),
        ),
        Tactic.NONE: (
            "",
            (
                "Someone threatens to share something private or sexual to make you do what "
                "they want.",
                FAULT_ME,
                GET_THROUGH,
            ),
            (
                "Someone threatens to share something private or sexual to make a person do "
                "what they want.",
                FAULT_HELPER,
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

"""What an answer says first where somebody tells what is happening, and in a crisis."""

from __future__ import annotations

from types import MappingProxyType

from bield.records import About, Happening, Safety, Situation
from bield.wording.words import FAULT_HELPER, FAULT_ME, GET_THROUGH, Words


def of_what_was_told(situation: Situation) -> Words:
    """Say what it is that a person describes, without a message."""
    mine = situation.about is About.ME
    title, for_me, for_helper = _TOLD[situation.happening]
    return Words(
        look="sextortion",
        label="From what you told us",
        title=title,
        says=for_me if mine else for_helper,
    )


def of_a_crisis(situation: Situation) -> Words | None:
    """Give the words of a calm page for somebody in danger, before the rest of the plan.

    Returns:
        Nothing where nobody is in a crisis.
    """
    told = _CRISIS.get(situation.safety)
    if told is None:
        return None
    title, for_me, for_helper = told
    return Words(
        look="crisis",
        label="Before anything else",
        title=title,
        says=for_me if situation.about is About.ME else for_helper,
    )


_STEP_BY_STEP = "It happens to many people, and there is a way out. Go step by step."

_TOLD = MappingProxyType(
    {
        Happening.MET_ONLINE: (
            "What you describe is called sextortion",
            (
                "Someone got close to you online and now threatens to share something private.",
                FAULT_ME,
                _STEP_BY_STEP,
            ),
            (
                "Someone got close to a person online and now threatens to share something "
                "private.",
                FAULT_HELPER,
                _STEP_BY_STEP,
            ),
        ),
        Happening.KNOWN_PERSON: (
            "Someone you know has no right to do this",
            (
                "It is a crime whoever does it, also a partner, an ex, a friend or family.",
                "You know them best, so this plan puts your safety first.",
                GET_THROUGH,
            ),
            (
                "It is a crime whoever does it, also a partner, an ex, a friend or family.",
                "This plan puts the safety of the person you help first.",
                FAULT_HELPER,
            ),
        ),
        Happening.ACCOUNT_TAKEN: (
            "Someone has got into an account, or says so",
            (
                "If they also threaten to share something private from it, that is sextortion.",
                FAULT_ME,
                "There are ways to win an account back. Go step by step.",
            ),
            (
                "If they also threaten to share something private from it, that is sextortion.",
                FAULT_HELPER,
                "There are ways to win an account back. Go step by step.",
            ),
        ),
        Happening.MASS_EMAIL: (
            "That is most likely a mass e-mail",
            (
                "Threats like this go to thousands of people at once, and show nothing real.",
                "You do not have to answer it, and you do not have to pay.",
                "If you paste it here, we can look at its words with you.",
            ),
            (
                "Threats like this go to thousands of people at once, and show nothing real.",
                "Nobody has to answer it, and nobody has to pay.",
                "If you paste it here, we can look at its words with you.",
            ),
        ),
        Happening.SENT_TO_ME: (
            "You can help the person in the picture",
            (
                "You are not in trouble because somebody sent this to you.",
                "What you do next can make it easier for the person in it.",
                "It is a short plan. Go step by step.",
            ),
            (
                "Nobody is in trouble because somebody sent this to them.",
                "What you both do next can make it easier for the person in it.",
                "It is a short plan. Go step by step.",
            ),
        ),
        Happening.UNKNOWN: (
            "What to do now, step by step",
            (
                "This plan is for threats to share private pictures or videos.",
                FAULT_ME,
                "The more you tell us, the better it fits. You can leave any question.",
            ),
            (
                "This plan is for threats to share private pictures or videos. If there is a "
                "message, paste it here, and the plan will fit it better.",
                FAULT_HELPER,
            ),
        ),
    }
)

_CRISIS = MappingProxyType(
    {
        Safety.OWN_LIFE: (
            "You do not have to be alone with this",
            (
                "Thank you for telling us. That took courage.",
                "Please talk to someone now. The people below are there for this.",
                "The messages, the money and the pictures can all wait.",
            ),
            (
                "You did right to say so, and you are not alone with it.",
                "Please call someone now, together if you can. The people below are there for "
                "this.",
                "The messages, the money and the pictures can all wait.",
            ),
        ),
        Safety.IN_DANGER: (
            "Your safety comes first",
            (
                "If you can, go to where you are safe.",
                "Then call the emergency number below. It answers at any hour.",
                "The rest of the plan will be here when you come back.",
            ),
            (
                "If you can do it safely, help them to a safe place.",
                "Then call the emergency number below. It answers at any hour.",
                "The rest of the plan will be here when you come back.",
            ),
        ),
    }
)

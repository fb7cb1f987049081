"""Where a conversation turns: the first words of a threat, not a stray word that sounds like one.

Lovers and friends also say «or I», «send me another» and «your mum». A chat has turned where one
person says several things of a threat within a few messages, and one of them is what they will do
or what they accuse of.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bield.recognise.evidence import HARM
from bield.recognise.matching import Match
from bield.records import Conversation

REACH_TURNS = 12
"""Within how many messages the parts of a threat stand: offenders write short ones, in a row."""
_ENOUGH = 5
_ALONE = 3
_LAST_WEIGHT = 2

_WHAT_THEY_DO = frozenset({"threat", "threat_picture", "threat_loose", "ruin", "accusation", *HARM})
"""One of these must stand there: all the rest is said by those who threaten nothing too."""
_WEIGHTS = {
    **dict.fromkeys(("threat", "threat_picture", "accusation", *HARM), _ALONE),
    **dict.fromkeys(
        ("threat_loose", "ruin", "recording", "images", "cloud", "account", "access", "lure"), 2
    ),
    **dict.fromkeys(
        (
            *("recording_loose", "images_loose", "copied", "demand", "payment", "cards", "coin"),
            *("price", "favour", "condition", "deadline", "silence", "promise", "shame", "voice"),
        ),
        1,
    ),
}
"""How much each group of claims tells of a turn. Set by hand on the dialogues marked `develop`."""
_OPENS = frozenset(group for group, weight in _WEIGHTS.items() if weight >= _LAST_WEIGHT) | {
    "recording_loose"
}
"""What a threat opens with. A demand or a «now listen» alone was said before it, too."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, and whose turn it stands in."""

    match: Match
    turn: int
    group: str


def turning_point(theirs: Sequence[Said]) -> Said | None:
    """Give the claim with which somebody begins to threaten.

    Args:
        theirs: What one person claims, in the order of the turns.

    Returns:
        The first claim of their threat, or `None` where they do not threaten.
    """
    telling = [s for s in theirs if s.group in _WEIGHTS]
    places = [s.turn for s in telling]
    for at, first in enumerate(telling):
        if first.group not in _OPENS:
            continue
        groups = {s.group for s in telling[at : bisect_right(places, first.turn + REACH_TURNS)]}
        groups |= {s.group for s in telling[bisect_left(places, first.turn) : at]}
        if is_threat(groups):
            return first
    return None


def is_threat(groups: Collection[str]) -> bool:
    """Tell whether what somebody says within a few messages adds up to a threat."""
    return (
        not _WHAT_THEY_DO.isdisjoint(groups)
        and sum(_WEIGHTS.get(group, 0) for group in set(groups)) >= _ENOUGH
    )


def beginning(conversation: Conversation, turned: int) -> int:
    """Give the turn with which the messages in a row begin that lead to a threat.

    «Now look at this», then the picture, then the threat: it had turned with the first of them.
    """
    turns = conversation.turns
    start = turned
    while start > 0 and turns[start - 1].who == turns[turned].who and not turns[start - 1].text:
        start -= 1
    if start == turned:
        return turned
    before = start - 1
    return before if before >= 0 and turns[before].who == turns[turned].who else turned

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

REACH_TURNS = 8
"""How far before and after it, in messages, what bears a threat out is looked for: offenders write
short ones, in a row."""
PAUSE_TURNS = 6
"""What stands further before than this is not yet part of it: they pause where they wait."""
LEAD_TURNS = 12
"""How long, at most, a threat is led up to."""
_ENOUGH = 5

_DOES = frozenset({"threat", "threat_picture", "threat_loose", "ruin", "accusation", *HARM})
"""What they will do or accuse of. One must stand there: the rest is said by others too."""
_HOLDS = frozenset({"recording", "images", "cloud", "account", "access"})
"""What they say they have in hand."""
_WANTS = frozenset(
    {"demand", "payment", "cards", "coin", "price", "favour", "condition", "deadline", "silence"}
)
"""What they want for it."""
_SMALL_TALK = frozenset({"deadline", "condition", "silence", "copied"})
"""What is said so often of dinner and trains that it joins nothing to what went before."""
_WEIGHTS = {
    **dict.fromkeys(_DOES - {"threat_loose", "ruin"}, 3),
    **dict.fromkeys(_HOLDS | {"threat_loose", "ruin", "lure"}, 2),
    **dict.fromkeys(
        _WANTS | {"recording_loose", "images_loose", "copied", "promise", "shame", "voice"}, 1
    ),
}
"""How much each group of claims tells of a turn. Set by hand on the dialogues marked `develop`."""
_OPENS = _DOES | _HOLDS | {"lure", "recording_loose"}
"""What a threat opens with. A demand or «listen now» alone was said before it, too."""


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
    for at, what in enumerate(telling):
        if what.group not in _DOES:
            continue
        first = bisect_left(places, what.turn - REACH_TURNS)
        stop = bisect_right(places, what.turn + REACH_TURNS)
        if is_threat({s.group for s in telling[first:stop]}):
            return _opening(telling[: at + 1])
    return None


def _opening(telling: Sequence[Said]) -> Said:
    """Give the claim that opens the threat of which the last is what they will do."""
    last = opening = later = telling[-1]
    for earlier in reversed(telling[:-1]):
        if later.turn - earlier.turn > PAUSE_TURNS or last.turn - earlier.turn > LEAD_TURNS:
            break
        if earlier.group not in _SMALL_TALK:
            later = earlier
        if earlier.group in _OPENS:
            opening = earlier
    return opening


def is_threat(groups: Collection[str]) -> bool:
    """Tell whether what somebody says within a few messages adds up to a threat."""
    return (
        not _DOES.isdisjoint(groups)
        and not (_HOLDS | _WANTS).isdisjoint(groups)
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

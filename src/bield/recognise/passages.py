"""Judge a conversation as a whole: who threatens, in which passage, and how it came to that.

Two people who write to each other for months say, somewhere, every word that a threat is made of.
So the claims of each of them are weighed apart, passage by passage, and the strongest passage
decides. What the other says counts where it bears it out: the pictures that were spoken of, the
pleading, the payment; so does what went before, such as the move to another app.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bield.recognise.evidence import Evidence, gather
from bield.recognise.fold import Folded
from bield.recognise.matching import Match
from bield.recognise.turning import REACH_TURNS, Said, turning_point
from bield.records import ClaimKind, Conversation, Indicator, Lexicon

PASSAGE_TURNS = 60
STEP_TURNS = 20
_MOST_PEOPLE = 8
"""Of more people than these, those who write most: the others of a large group are no offender
that would not be seen in what is quoted of them."""

_FROM_OTHERS = frozenset(
    {
        *("images", "images_loose", "sexual", "recording", "recording_loose"),
        *("pleading", "paid", "moved", "asked", "voice", "asking"),
    }
)
"""Groups of claims that bear a threat out whoever makes them."""
_FROM_BEFORE = frozenset({"moved", "asked", "images", "images_loose", "sexual"})
"""Groups of claims that bear a threat out however long ago they were made."""
_FROM_OUTSIDE = frozenset({"advice", "reporting", "scam_word", "topic"})
"""Groups that speak of threats from outside: in a lesson, one plays the offender and the others
say what to do."""
_TAKEN_BACK = frozenset({"joke", "ordinary"})
SHOWN_TURNS = 3
"""How near to a threat, in messages, a picture is sent that it is about."""
_NO_PICTURE = re.compile(
    r"(?:sticker|gif|audio|voice|ptt|aud-|doc-|stk-|contact|call|file|share|poll|a )", re.IGNORECASE
)
"""How attachments begin that are no picture: by kind, or by the names that phones give."""
_SHOWN = {"images_loose": 1.0, "intimate": 1.0}
"""What a picture that is sent with a threat adds to the evidence."""
_BEARS_OUT = frozenset({"pleading", "paid", "moved", "asked", "voice", "lure", "relationship"})
"""Groups that bear out a threat and, where there is none, say nothing: lovers change to another
app, send each other pictures and speak of each other's mothers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What one person says in a stretch of a conversation, weighed."""

    who: str
    start: int
    stop: int
    """Half-open range of turns."""
    evidence: Evidence
    sextortion: float
    extortion: float


def by_turn(
    conversation: Conversation,
    matches: Iterable[Match],
    folded: Folded,
    claims: Mapping[str, ClaimKind],
) -> list[Said]:
    """Give each match with the turn that it stands in; those in a name or a date have none."""
    starts = [turn.span[0] for turn in conversation.turns]
    said = []
    for match in matches:
        start, end = folded.span(match.start, match.end)
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= conversation.turns[at].span[1]:
            said.append(Said(match, at, claims[match.claim].group))
    return said


def strongest(
    conversation: Conversation,
    said: Sequence[Said],
    indicators: Sequence[Indicator],
    lexicon: Lexicon,
) -> Passage:
    """Give the passage that is likeliest a threat, and whose it is.

    Args:
        conversation: The chat, with at least one turn.
        said: What is claimed in it, by turn.
        indicators: The details in it.
        lexicon: What recognition knows.

    Returns:
        The passage of the highest probability of sextortion; where none comes near one, that
        of the highest probability of other extortion.
    """
    turns = conversation.turns
    words = [len(t.text.split()) for t in turns]
    passages: list[Passage] = []
    said = sorted(said, key=lambda s: s.turn)
    places = [s.turn for s in said]
    # Of what went before, once of each person and group: that it was said is what counts.
    before: dict[tuple[str, str], Said] = {}
    details = [
        (i, at)
        for i, at in zip(indicators, turns_of(conversation, indicators), strict=True)
        if at is not None
    ]
    people = _most_talkative(conversation, words)
    last = 0
    for start in range(0, max(1, len(turns) - PASSAGE_TURNS + STEP_TURNS), STEP_TURNS):
        stop = min(len(turns), start + PASSAGE_TURNS)
        first = bisect_left(places, start)
        for s in said[last:first]:
            if s.group in _FROM_BEFORE:
                before.setdefault((turns[s.turn].who, s.group), s)
        last = first
        here = said[first : bisect_left(places, stop)]
        for who in people:
            own = [s for s in here if turns[s.turn].who == who]
            if not own:
                continue
            turned = turning_point(own)
            evidence = gather(
                {s.match for s in _counted(own, turned, here, before)},
                [i for i, at in details if start <= at < stop and turns[at].who == who],
                lexicon.claims,
                words=sum(words[at] for at in range(start, stop) if turns[at].who == who),
            )
            if turned is not None and _shows_pictures(conversation, turned):
                evidence = Evidence({**_SHOWN, **evidence.counts})
            passages.append(
                Passage(
                    who=who,
                    start=start,
                    stop=stop,
                    evidence=evidence,
                    sextortion=evidence.weigh(lexicon.sextortion),
                    extortion=evidence.weigh(lexicon.extortion),
                )
            )
    if not passages:
        nothing = gather((), (), lexicon.claims, words=sum(words))
        return Passage(
            who="",
            start=0,
            stop=len(turns),
            evidence=nothing,
            sextortion=nothing.weigh(lexicon.sextortion),
            extortion=nothing.weigh(lexicon.extortion),
        )
    return max(passages, key=lambda p: (max(p.sextortion, p.extortion), p.sextortion))


def _counted(
    own: Sequence[Said],
    turned: Said | None,
    here: Sequence[Said],
    before: Mapping[tuple[str, str], Said],
) -> list[Said]:
    """Give what counts for one person in a passage: what they say, and what bears it out."""
    outside = [s for s in here if s.group in _FROM_OUTSIDE]
    if turned is None:
        return [*outside, *(s for s in own if s.group not in _BEARS_OUT)]
    shared = [*outside, *(s for s in here if s.group in _FROM_OTHERS)]
    # Laughter and small talk from before it turned is how they got there, and takes nothing back.
    # But nobody laughs along with a threat to themselves.
    meant = [s for s in own if s.group not in _TAKEN_BACK or s.turn >= turned.turn]
    laughed = [s for s in here if s.group == "joke" and 0 <= s.turn - turned.turn <= REACH_TURNS]
    return [*before.values(), *shared, *meant, *laughed]


def _shows_pictures(conversation: Conversation, turned: Said) -> bool:
    """Whether they send a picture or a video along with the threat: that is what it is about."""
    turns = conversation.turns
    who = turns[turned.turn].who
    near = turns[max(0, turned.turn - SHOWN_TURNS) : turned.turn + SHOWN_TURNS + 1]
    return any(not _NO_PICTURE.match(name) for t in near if t.who == who for name in t.attachments)


def _most_talkative(conversation: Conversation, words: Sequence[int]) -> list[str]:
    by_speaker: dict[str, int] = defaultdict(int)
    for turn, count in zip(conversation.turns, words, strict=True):
        by_speaker[turn.who] += count
    return sorted(by_speaker, key=lambda who: -by_speaker[who])[:_MOST_PEOPLE]


def turns_of(conversation: Conversation, indicators: Iterable[Indicator]) -> list[int | None]:
    """Give the turn that each detail stands in: in its words, or in the name that heads it.

    `None` for one that stands elsewhere, such as in the name of something attached: nobody can
    say whose it is.
    """
    turns = conversation.turns
    starts = [turn.span[0] for turn in turns]
    found: list[int | None] = []
    for indicator in indicators:
        at = bisect_right(starts, indicator.span[0]) - 1
        if at >= 0 and indicator.span[1] <= turns[at].span[1]:
            found.append(at)
        elif at + 1 < len(turns) and _plain(indicator.value) in _plain(turns[at + 1].who):
            found.append(at + 1)
        else:
            found.append(None)
    return found


def _plain(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def of_offender(
    conversation: Conversation, indicators: Sequence[Indicator], offender: str
) -> tuple[Indicator, ...]:
    """Give the details that the offender wrote: a victim's own are nobody's business."""
    return tuple(
        i
        for i, at in zip(indicators, turns_of(conversation, indicators), strict=True)
        if at is not None and conversation.turns[at].who == offender
    )

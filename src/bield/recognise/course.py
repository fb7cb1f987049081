"""How a conversation went: how it began, when it turned, what was demanded, what was paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bield.recognise.fold import Folded
from bield.recognise.passages import Passage, turns_of
from bield.recognise.turning import Said, beginning, turning_point
from bield.records import (
    Conversation,
    Event,
    EventKind,
    Indicator,
    IndicatorKind,
)

_DEMANDING = frozenset({"demand", "payment", "cards", "coin", "price"})
_FIRSTS = {"moved": EventKind.MOVED, "asked": EventKind.ASKED, "voice": EventKind.SECOND_VOICE}
_MOST_DEMANDS = 6


def course_of(
    conversation: Conversation,
    said: Sequence[Said],
    indicators: Sequence[Indicator],
    passage: Passage,
    folded: Folded,
    shown: str,
) -> tuple[Event, ...]:
    """Tell how a conversation went that holds a threat.

    Args:
        conversation: The chat.
        said: What is claimed in it, by turn.
        indicators: The details that the offender wrote.
        passage: Where the threat is, and whose.
        folded: The text, folded: the places of `said` are in it.
        shown: The text with passwords masked, to quote from.

    Returns:
        What happened, in order. Only what the words show: a step that nothing in the chat shows is
        not there.
    """
    turns = conversation.turns
    events: list[Event] = []

    def add(kind: EventKind, what: Said) -> None:
        span = folded.span(what.match.start, what.match.end)
        events.append(Event(kind=kind, turn=what.turn, quote=shown[slice(*span)], span=span))

    first = next((i for i, t in enumerate(turns) if t.who and t.text), 0)
    start, end = turns[first].span
    events.append(
        Event(kind=EventKind.BEGAN, turn=first, quote=shown[start:end], span=(start, end))
    )
    theirs = sorted(
        (s for s in said if turns[s.turn].who == passage.who), key=lambda s: (s.turn, s.match.start)
    )
    turned = turning_point([s for s in theirs if passage.start <= s.turn < passage.stop])
    for group, kind in _FIRSTS.items():
        found = next(
            (
                s
                for s in said
                if s.group == group
                and (turned is None or group == "voice" or s.turn <= turned.turn)
            ),
            None,
        )
        if found is not None and (turns[found.turn].who == passage.who or group == "voice"):
            add(kind, found)
    if turned is not None:
        opening = beginning(conversation, turned.turn)
        if opening == turned.turn:
            add(EventKind.TURNED, turned)
        else:
            span = turns[opening].span
            quote = shown[slice(*span)]
            events.append(Event(kind=EventKind.TURNED, turn=opening, quote=quote, span=span))
        events += _demands(indicators, conversation, turned.turn, shown)
        paid = [s for s in said if s.group == "paid" and s.turn > turned.turn]
        paid = [s for s in paid if turns[s.turn].who != passage.who]
        if paid:
            add(EventKind.PAID, paid[0])
            again = next(
                (s for s in theirs if s.group in _DEMANDING and s.turn > paid[0].turn), None
            )
            if again is not None:
                add(EventKind.DEMANDED_AGAIN, again)
    return tuple(sorted(events, key=lambda e: (e.turn, _ORDER[e.kind], e.span)))


_ORDER: Mapping[EventKind, int] = {kind: place for place, kind in enumerate(EventKind)}


def _demands(
    indicators: Sequence[Indicator], conversation: Conversation, turned: int, shown: str
) -> list[Event]:
    """Each sum that is named once it has turned, where it is named first."""
    events: dict[str, Event] = {}
    for indicator, turn in zip(indicators, turns_of(conversation, indicators), strict=True):
        if indicator.kind is not IndicatorKind.AMOUNT or indicator.value in events:
            continue
        if turn is not None and turn >= turned:
            events[indicator.value] = Event(
                kind=EventKind.DEMANDED,
                turn=turn,
                quote=shown[slice(*indicator.span)],
                span=indicator.span,
            )
    return list(events.values())[:_MOST_DEMANDS]

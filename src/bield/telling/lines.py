"""What an answer tells, line by line, whoever shows it: a terminal, a mail.

Each line says what it is (`Role`); how that looks is up to who shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import NamedTuple

from bield import wording
from bield.plan import in_words
from bield.records import Band, Clock, Conversation, Finding, Plan, Service, Situation, Standing


class Role(Enum):
    """What a line is."""

    TITLE = auto()
    SAYS = auto()
    NOTE = auto()
    HEADING = auto()
    CALL = auto()
    STATEMENT = auto()
    QUOTE = auto()
    """Words of the message itself: the sender chose every character of them."""
    TRUTH = auto()
    DETAIL = auto()
    """A detail of the offender: the sender chose it too."""
    BAND = auto()
    STEP = auto()
    WHY = auto()
    HOW = auto()
    REACH = auto()
    SOURCE = auto()


class Line(NamedTuple):
    role: Role
    text: str


def first_words(finding: Finding, situation: Situation, notes: tuple[str, ...]) -> Iterator[Line]:
    """Say what the message is, and what is in doubt."""
    words = wording.of_finding(finding, situation)
    yield Line(Role.TITLE, words.title)
    yield Line(Role.SAYS, " ".join(words.says))
    for sentence in (*finding.doubts, *notes):
        yield Line(Role.NOTE, f"Note: {sentence}")


def whom_to_call(plan: Plan) -> Iterator[Line]:
    """Name somebody to talk to now."""
    yield Line(Role.HEADING, "In danger, or thinking of ending your life? Talk to somebody now")
    for service in plan.emergency:
        yield Line(Role.CALL, _reach(service))


def why(finding: Finding) -> Iterator[Line]:
    """Set what they say beside what the message shows; nothing where there are no reasons."""
    if not finding.reasons:
        return
    yield Line(Role.HEADING, "Why: what they say, and what the message shows")
    for statement, reasons in finding.said().items():
        claimed = reasons[0].standing is Standing.CLAIMED
        label = "only said" if claimed else "there to read"
        yield Line(Role.STATEMENT, f"{statement} ({label})")
        yield Line(Role.QUOTE, reasons[0].quote)
        yield Line(Role.TRUTH, reasons[0].truth)


def how_it_went(conversation: Conversation | None, finding: Finding) -> Iterator[Line]:
    """Tell how a conversation went, from its beginning to the last demand; nothing for other
    messages."""
    if conversation is None or not finding.course:
        return
    yield Line(Role.HEADING, "How it went")
    if finding.offender:
        yield Line(Role.TRUTH, f"The one who threatens is called “{finding.offender}” here.")
    turns = [conversation.turns[event.turn] for event in finding.course]
    if any(turn.when.clock is Clock.ZONE_UNKNOWN for turn in turns):
        yield Line(Role.TRUTH, wording.WHOSE_CLOCK)
    for event, turn in zip(finding.course, turns, strict=True):
        told = ", ".join(part for part in (turn.who, wording.when(turn.when)) if part)
        yield Line(Role.STATEMENT, f"{wording.EVENTS[event.kind]}{f' ({told})' if told else ''}")
        yield Line(Role.QUOTE, event.quote)


def details(finding: Finding) -> Iterator[Line]:
    """List the offender's details, each once; nothing where there are none."""
    if not finding.indicators:
        return
    yield Line(Role.HEADING, "Details to keep for the police")
    seen = set()
    for indicator in finding.indicators:
        if (indicator.kind, indicator.value) in seen:
            continue
        seen.add((indicator.kind, indicator.value))
        doubt = "" if indicator.valid else "  (does not check out: compare it with the message)"
        yield Line(Role.DETAIL, f"{wording.KINDS[indicator.kind]}: {indicator.value}{doubt}")


def what_to_do(plan: Plan, bands: Mapping[Band, str]) -> Iterator[Line]:
    """Give the steps in order, each with who can help, its sources and their date."""
    yield Line(Role.HEADING, "What to do, in this order")
    band = None
    for number, step in enumerate(plan.steps, start=1):
        if step.band is not band:
            band = step.band
            yield Line(Role.BAND, bands[band])
        yield Line(Role.STEP, f"{number}. {step.title}")
        yield Line(Role.WHY, step.why)
        for sentence in step.how:
            yield Line(Role.HOW, sentence)
        for service in step.services:
            yield Line(Role.REACH, _reach(service))
        for note in step.notes:
            yield Line(Role.WHY, f"{note.heading}:")
            for sentence in note.lines:
                yield Line(Role.HOW, sentence)
            for service in note.services:
                yield Line(Role.REACH, _reach(service))
        sources = "; ".join(dict.fromkeys(s.body for s in step.sources))
        yield Line(Role.SOURCE, f"Source: {sources}. Reviewed {step.reviewed_on:%-d %B %Y}.")


def _reach(service: Service) -> str:
    ways = "; ".join(f"{c.value} ({c.label})" if c.label else c.value for c in service.channels)
    hours = ""
    if service.hours is not None:
        words = in_words(service.hours)
        hours = f". {words[:1].upper()}{words[1:]}"
    return f"{service.name}: {ways}{hours}" if ways else service.name

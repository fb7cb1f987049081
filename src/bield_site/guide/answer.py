"""The answer and the plan as the pages show them: grouped, worded, in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from bield import wording
from bield.plan import in_words
from bield.recognise.recogniser import mask
from bield.records import (
    Band,
    Channel,
    Clock,
    Finding,
    Indicator,
    IndicatorKind,
    Message,
    Service,
    Standing,
    Step,
)
from bield_site.guide.marks import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bield_site.operations import Told

_QUOTES_SHOWN = 2
_QUOTE_CHARACTERS = 120
_DETAILS_SHOWN = 40
_CANNOT_WAIT = frozenset({Band.DANGER_NOW, Band.STOP_MONEY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing they say, once, with the words that say it."""

    statement: str
    truth: str
    shown: bool
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened in a conversation."""

    what: str
    who: str
    when: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One detail of the offender, once."""

    kind: str
    value: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One number to press, and who answers there."""

    channel: Channel
    who: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One step of the plan, in its place."""

    number: int
    """From 1, through the whole plan."""
    step: Step
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BandOfSteps:
    """One part of the plan."""

    band: Band
    heading: str
    tasks: tuple[Task, ...]
    open: bool
    """Shown with all its details: what cannot wait. The rest opens at a press."""


def claims(finding: Finding) -> tuple[Claim, ...]:
    """Give each thing they say once: first what they only say, then what is there to read."""
    made = [
        Claim(
            statement=statement,
            truth=reasons[0].truth,
            shown=reasons[0].standing is Standing.SHOWN,
            quotes=tuple(dict.fromkeys(_shortened(reason.quote) for reason in reasons))[
                :_QUOTES_SHOWN
            ],
        )
        for statement, reasons in finding.said().items()
    ]
    return tuple(sorted(made, key=lambda claim: claim.shown))


def course(message: Message, finding: Finding) -> tuple[Happened, ...]:
    """Give how a conversation went, in order; nothing for other messages."""
    if message.conversation is None:
        return ()
    made = []
    for event in finding.course:
        turn = message.conversation.turns[event.turn]
        made.append(
            Happened(
                what=wording.EVENTS[event.kind],
                who=turn.who,
                when=wording.when(turn.when),
                quote=_shortened(event.quote),
            )
        )
    return tuple(made)


def whose_clock(message: Message) -> str:
    """Say whose clock the times of a chat are by, where the file does not."""
    turns = message.conversation.turns if message.conversation else ()
    unknown = any(turn.when.clock is Clock.ZONE_UNKNOWN for turn in turns)
    return wording.WHOSE_CLOCK if unknown else ""


def details(message: Message, finding: Finding) -> tuple[tuple[Detail, ...], int]:
    """Give the offender's details, and how many more there are than a page can show."""
    made: dict[Detail, None] = {}
    if message.sender:
        own = message.claims_own_address
        note = (
            "This is the reader's own address. Anybody can write any address here: it does not "
            "show that they got in."
            if own
            else "Anybody can write any address here."
        )
        made[Detail(kind="Sender, as the mail says", value=message.sender, note=note)] = None
    for indicator in finding.indicators:
        made[
            Detail(
                kind=wording.KINDS[indicator.kind],
                value=" ".join(indicator.value.split()),
                note=_note(indicator),
            )
        ] = None
    return tuple(made)[:_DETAILS_SHOWN], max(0, len(made) - _DETAILS_SHOWN)


def masked(message: Message, finding: Finding) -> Message:
    """Give the message with every quoted password masked, of the same length: not even the page's
    source holds one."""
    text = mask(message.text, finding.indicators)
    # For a mail the text opens with the subject, so that is masked with it.
    opens = bool(message.subject) and message.text.startswith(message.subject)
    return replace(
        message, text=text, subject=text[: len(message.subject)] if opens else message.subject
    )


def marked(message: Message, finding: Finding) -> tuple[Piece, ...]:
    """Give the text in pieces, the telling ones marked. Mask the message first."""
    return pieces(
        message.text,
        (reason.span for reason in finding.reasons),
        (indicator.span for indicator in finding.indicators),
    )


def bands(told: Told, headings: Mapping[Band, str]) -> tuple[BandOfSteps, ...]:
    """Give the plan in its parts, in order."""
    tasks = [
        Task(number=number, step=step, done=step.id in told.done)
        for number, step in enumerate(told.plan.steps, 1)
    ]
    return tuple(
        BandOfSteps(
            band=band, heading=headings[band], tasks=tuple(those), open=band in _CANNOT_WAIT
        )
        for band, those in groupby(tasks, key=lambda task: task.step.band)
    )


def calls(services: Sequence[Service]) -> tuple[Call, ...]:
    """Give the numbers to press in danger: every number of the first, one of each other.

    A service without a telephone is given by the way it has. Where the first has a number for
    everybody, those for some come last.
    """
    made: list[Call] = []
    last: list[Call] = []
    for place, service in enumerate(services):
        phones = _direct(service.channels)
        for_all = [channel for channel in phones if not channel.label]
        for channel in phones if place == 0 else phones[:1]:
            call = Call(channel=channel, who=service.name, what=_what(service, channel))
            (last if channel.label and for_all else made).append(call)
    return (*made, *last)


def _direct(channels: Sequence[Channel]) -> list[Channel]:
    phones = [c for c in channels if c.kind == "phone"]
    return phones or [c for c in channels if c.kind == "text"] or list(channels[:1])


def _what(service: Service, channel: Channel) -> str:
    if channel.label:
        return channel.label[:1].upper() + channel.label[1:]
    if service.hours is None:
        return service.what
    hours = in_words(service.hours)
    return f"{service.what} {hours[:1].upper()}{hours[1:]}."


def _note(indicator: Indicator) -> str:
    if indicator.kind is IndicatorKind.PASSWORD:
        return "Hidden here, so that nobody reads it over your shoulder."
    return "" if indicator.valid else "This does not check out: copy it exactly as it stands."


def _shortened(quote: str) -> str:
    one_line = " ".join(quote.split())
    if len(one_line) <= _QUOTE_CHARACTERS:
        return one_line
    return one_line[:_QUOTE_CHARACTERS].rsplit(" ", 1)[0] + " …"

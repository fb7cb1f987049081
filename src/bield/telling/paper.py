"""A plan on a sheet of paper: whom to call, and the steps with a box to tick.

Nothing of a message is on it, and nothing that the person answered but what the steps show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import IntEnum
from itertools import groupby

from bield.plan import in_words
from bield.records import Band, Channel, Plan, Service, Step
from bield.records.sheet import PaperLine, Part, Reach, Sheet, Task

TITLE = "A plan"
_WARNS = ("do not", "don't", "never", "delete nothing", "say no", "in danger")
_LEANS = ("it ", "they ", "this ", "these ", "some of them", "that ", "if it ", "if they ")
_HARM_IS_DONE_IN = frozenset({Band.STOP_MONEY, Band.EVIDENCE, Band.STOP_CONTACT})
"""Bands in which what an app or a bank does by itself can undo what a step is for."""
_NUMBERS = frozenset({"phone", "text"})


def paper_plan(plan: Plan, bands: Mapping[Band, str], *, on: date, large: bool = False) -> Sheet:
    """Give what a plan says on paper.

    Args:
        plan: The plan.
        bands: The heading of each band.
        on: The day it is printed, which stands on it: advice and numbers change.
        large: In large letters, on as many pages as that takes.
    """
    calls = {s.id: s for s in (*plan.emergency, *plan.listeners)}
    needs = _needs(plan.steps)
    ranks = _ranks(needs)
    told = set(calls)
    numbered = enumerate(plan.steps, start=1)
    return Sheet(
        title=TITLE,
        language="en",
        region="GB",
        calls_heading="Who to talk to now",
        calls=tuple(_reach(service) for service in calls.values()),
        tasks_heading="What to do, in this order",
        parts=tuple(
            Part(
                heading=bands[band],
                tasks=tuple(_task(number, step, ranks[number - 1], told) for number, step in steps),
            )
            for band, steps in groupby(numbered, key=lambda each: each[1].band)
        ),
        useful_rank=sum(need is _Need.USEFUL for lines in needs for _, need in lines),
        last_rank=max(line.rank for lines in ranks for line in lines),
        small_print=tuple(_small_print(plan, on)),
        printed_on=on,
        large=large,
    )


class _Need(IntEnum):
    """How much a line is missed where there is no room for it."""

    ALWAYS = 1
    USEFUL = 2
    MORE = 3


_Lines = tuple[tuple[str, _Need], ...]


def _ranks(needs: tuple[_Lines, ...]) -> tuple[tuple[PaperLine, ...], ...]:
    """The lines of each step, with their ranks: what is useful in any step goes before more of
    another, and what comes first in the plan before what comes later."""
    sorted_by_need = sorted(
        (need, at, place)
        for at, lines in enumerate(needs)
        for place, (_, need) in enumerate(lines)
        if need is not _Need.ALWAYS
    )
    ranked = {(at, place): rank for rank, (_, at, place) in enumerate(sorted_by_need, start=1)}
    return tuple(
        tuple(
            PaperLine(text=text, rank=ranked.get((at, place), 0))
            for place, (text, _) in enumerate(lines)
        )
        for at, lines in enumerate(needs)
    )


def _needs(steps: tuple[Step, ...]) -> tuple[_Lines, ...]:
    """The lines of each step as they are read, and how much each is needed."""
    noted: set[str] = set()
    return tuple((*_own(step), *_notes(step, noted)) for step in steps)


def _own(step: Step) -> Iterator[tuple[str, _Need]]:
    plain = [line for line in step.how if not _warns(line)]
    # The first thing to do that everybody can, where there is one.
    first = next((line for line in plain if not line.startswith("If ")), "".join(plain[:1]))
    second = next((line for line in plain if line != first), "")
    # «It is common» says nothing without the sentence before it.
    leans = first.casefold().startswith(_LEANS)
    yield step.why, _Need.ALWAYS if leans else _Need.USEFUL
    for line in step.how:
        if _warns(line) or line == first:
            yield line, _Need.ALWAYS
        else:
            yield line, _Need.USEFUL if line == second else _Need.MORE


def _notes(step: Step, noted: set[str]) -> Iterator[tuple[str, _Need]]:
    """What is true on one app, or of one payment: each once in a plan, and never a part of it,
    which could mislead; `noted` are those told before."""
    need = _Need.ALWAYS if step.band in _HARM_IS_DONE_IN else _Need.USEFUL
    heading = ""
    for note in step.notes:
        says = " ".join(note.lines)
        if says in noted:
            continue
        noted.add(says)
        yield says if note.heading == heading else f"{note.heading}: {says}", need
        heading = note.heading


def _warns(line: str) -> bool:
    """Whether a line says what must not be done: without it, the rest could do harm."""
    told = line.casefold().replace("’", "'")
    return any(words in told for words in _WARNS)


def _task(number: int, step: Step, lines: tuple[PaperLine, ...], told: set[str]) -> Task:
    """A step, with who can help; `told` are those whose numbers stand on the sheet by then."""
    services = {s.id: s for s in (*step.services, *(s for n in step.notes for s in n.services))}
    reaches = []
    for service in services.values():
        if service.id not in told:
            reaches.append(_reach(service))
        elif step.band is not Band.DANGER_NOW:  # which stands right below their numbers
            reaches.append(Reach(name=service.name, ways=(), hours=""))
        told.add(service.id)
    return Task(number=number, title=step.title, lines=lines, reaches=tuple(reaches))


def _reach(service: Service) -> Reach:
    hours = in_words(service.hours) if service.hours is not None else ""
    hours = hours[:1].upper() + hours[1:]
    return Reach(
        name=service.name, ways=tuple(_way(channel) for channel in service.channels), hours=hours
    )


def _way(channel: Channel) -> str:
    value = channel.value.removeprefix("https://").removeprefix("www.").removesuffix("/")
    # A number that is cut in two by the end of a line is dialled wrong.
    value = value.replace(" ", "\u00a0") if channel.kind in _NUMBERS else value
    # On a page a link does what is meant; on paper somebody has to know.
    value = f"text\u00a0{value}" if channel.kind == "text" else value
    return f"{value} ({channel.label})" if channel.label else value


def _small_print(plan: Plan, on: date) -> Iterator[str]:
    bodies = dict.fromkeys(s.body for step in plan.steps for s in step.sources)
    oldest = min(step.reviewed_on for step in plan.steps)
    yield f"Printed on {_day(on)}. Numbers and hours can change. Last reviewed {_day(oldest)}."
    yield f"Sources: {'; '.join(bodies)}."


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"

"""Reading `platforms.yaml`, `payments.yaml` and `unverified.yaml`.

Each platform, and each way of paying, says its own truth: what is right on one destroys proof on
another.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

from bield.records import Note, Paid, Payment, Platform, Service, Source, Topic, Unverified

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bield.facts.entries import Entry

SOURCES, SERVICES = "sources.yaml", "services.yaml"
_PAUSES = ("yes", "no", "unclear", "closed")
_NO_PAUSE = frozenset({"no", "unclear"})
"""Where somebody who goes by “suspend, don't delete” may delete their proof."""
_STOPPABLE = ("yes", "sometimes", "no")
LINES_AT_MOST = 4
"""Sentences of a note: it stands beside a step that has up to five of its own."""


def platform(
    entry: Entry, services: Mapping[str, Service], sources: Mapping[str, Source]
) -> Platform:
    """Read one platform.

    Raises:
        FactsError: A field is missing, misspelt or says something that cannot be used.
    """
    pause = entry.text("pause")
    if pause not in _PAUSES:
        raise entry.wrong("pause", f"“{pause}” is not one of {', '.join(_PAUSES)}.")
    topics = entry.inner("notes")
    name = entry.text("name")
    heading = entry.text_or_empty("heading") or f"On {name}"
    made = Platform(
        id=entry.name,
        name=name,
        pause=cast("Literal['yes', 'no', 'unclear', 'closed']", pause),
        notes=MappingProxyType(
            {
                topics.chosen(topic, topic, Topic): _note(
                    topics.inner(topic), heading, services, sources
                )
                for topic in topics.names()
            }
        ),
        checked_on=entry.day("checked"),
    )
    if Topic.STOP_PAYMENT in made.notes:
        raise topics.wrong("stop_payment", "this stands in payments.yaml.")
    if made.pause in _NO_PAUSE and Topic.PAUSE not in made.notes:
        raise topics.wrong("pause", f"“{made.pause}” needs a note: say what not to do.")
    entry.done()
    return made


def payment(
    entry: Entry, services: Mapping[str, Service], sources: Mapping[str, Source]
) -> Payment:
    """Read one way of paying.

    Raises:
        FactsError: A field is missing, misspelt or says something that cannot be used.
    """
    try:
        Paid(entry.name)
    except ValueError as error:
        raise entry.wrong("name", f"“{entry.name}” is no way of paying.") from error
    stoppable = entry.text("stoppable")
    if stoppable not in _STOPPABLE:
        raise entry.wrong("stoppable", f"“{stoppable}” is not one of {', '.join(_STOPPABLE)}.")
    name = entry.text("name")
    made = Payment(
        id=entry.name,
        name=name,
        stoppable=cast("Literal['yes', 'sometimes', 'no']", stoppable),
        note=_note(entry.inner("note"), name, services, sources),
        checked_on=entry.day("checked"),
    )
    entry.done()
    return made


def unverified(entry: Entry) -> Unverified:
    """Read one fact that nobody is shown.

    Raises:
        FactsError: A field is missing or misspelt.
    """
    made = Unverified(
        id=entry.name,
        about=entry.text("about"),
        says=entry.text("says"),
        looks_like=entry.texts("looks_like"),
        why_not=entry.text("why_not"),
    )
    entry.done()
    return made


def _note(
    entry: Entry, heading: str, services: Mapping[str, Service], sources: Mapping[str, Source]
) -> Note:
    made = Note(
        heading=heading,
        lines=entry.sentences("lines"),
        sources=entry.named("sources", sources, SOURCES),
        services=entry.named("services", services, SERVICES) if entry.has("services") else (),
    )
    if not 1 <= len(made.lines) <= LINES_AT_MOST:
        raise entry.wrong("lines", f"expected 1 to {LINES_AT_MOST}, found {len(made.lines)}.")
    for line in made.lines:
        entry.refuse_numbers("lines", line)
    if not made.sources:
        raise entry.wrong("sources", "a note needs a source.")
    entry.done()
    return made

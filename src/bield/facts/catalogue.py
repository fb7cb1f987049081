"""The catalogue: reviewed advice, and the services, sources and questions it names.

The words are in the YAML files beside this one, for an officer or a helpline worker to
read and to correct. This loads them whole or not at all: a misspelt name, a fact with no
source or a number written into advice stops the load with the place to look.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from bield.facts.conditions import condition
from bield.facts.entries import Entry, entries
from bield.facts.loading import FactsError
from bield.facts.platforms import payment, platform, unverified
from bield.facts.questions import question
from bield.facts.services import service
from bield.plan import CircularOrderError, in_order
from bield.records import (
    Advice,
    Band,
    Catalogue,
    Platform,
    Question,
    Service,
    Source,
    Topic,
    Wording,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable

SOURCES, SERVICES, ADVICE = "sources.yaml", "services.yaml", "advice.yaml"
QUESTIONS, BANDS = "questions.yaml", "bands.yaml"
PLATFORMS, PAYMENTS, UNVERIFIED = "platforms.yaml", "payments.yaml", "unverified.yaml"

HOW_AT_MOST = 5
"""Sentences in a step's `how`: what a frightened person reads to the end of."""


@cache
def load_catalogue() -> Catalogue:
    """Load the catalogue that comes with Bield, once a process.

    Returns:
        The whole catalogue, checked.

    Raises:
        FactsError: A file says something that cannot be used; the message names the
            file, the entry and the field.
    """
    return read_catalogue(files("bield.facts"))


def read_catalogue(folder: Traversable) -> Catalogue:
    """Read a catalogue from the YAML files of a folder.

    Args:
        folder: Holds `sources.yaml`, `services.yaml`, `advice.yaml`, `questions.yaml`,
            `bands.yaml`, `platforms.yaml`, `payments.yaml` and `unverified.yaml`.

    Returns:
        The whole catalogue, checked.

    Raises:
        FactsError: A file says something that cannot be used; the message names the
            file, the entry and the field.
    """
    sources = {entry.name: _source(entry) for entry in entries(folder, SOURCES)}
    services = {entry.name: service(entry, sources) for entry in entries(folder, SERVICES)}
    platforms = {
        entry.name: platform(entry, services, sources) for entry in entries(folder, PLATFORMS)
    }
    advice = tuple(_advice(entry, services, sources) for entry in entries(folder, ADVICE))
    _check_order(advice)
    return Catalogue(
        advice=advice,
        services=MappingProxyType(services),
        sources=MappingProxyType(sources),
        questions=_questions(folder, platforms),
        bands=_bands(folder),
        platforms=MappingProxyType(platforms),
        payments=MappingProxyType(
            {entry.name: payment(entry, services, sources) for entry in entries(folder, PAYMENTS)}
        ),
        unverified=tuple(unverified(entry) for entry in entries(folder, UNVERIFIED)),
    )


def _source(entry: Entry) -> Source:
    source = Source(
        id=entry.name,
        body=entry.text("body"),
        title=entry.text("title"),
        url=entry.text_or_empty("url"),
        grade=_grade(entry),
        read_on=entry.day("read_on"),
    )
    if source.url and not source.url.startswith(("https://", "http://")):
        raise entry.wrong("url", f"“{source.url}” is not a web address.")
    entry.done()
    return source


def _grade(entry: Entry) -> Literal["A", "B"]:
    match entry.text("grade"):
        case "A":
            return "A"
        case "B":
            return "B"
        case other:
            raise entry.wrong(
                "grade",
                f"“{other}” is not shown to anyone. A: the body's own page was read. "
                "B: a reputable report of it was.",
            )


def _advice(entry: Entry, services: Mapping[str, Service], sources: Mapping[str, Source]) -> Advice:
    reviewed = entry.inner("reviewed")
    helper = entry.inner("for_helper") if entry.has("for_helper") else None
    advice = Advice(
        id=entry.name,
        band=entry.choice("band", Band),
        when=condition(entry),
        after=entry.texts_or_empty("after"),
        wording=_wording(entry),
        helper_wording=None if helper is None else _wording(helper),
        services=entry.named("services", services, SERVICES) if entry.has("services") else (),
        sources=entry.named("sources", sources, SOURCES),
        reviewed_on=reviewed.day("on"),
        review_due=reviewed.day("due"),
        disagreement=entry.text_or_empty("disagreement"),
        topics=tuple(
            entry.chosen("topics", topic, Topic) for topic in entry.texts_or_empty("topics")
        ),
    )
    if not advice.sources:
        raise entry.wrong("sources", "advice needs a source.")
    if advice.review_due <= advice.reviewed_on:
        raise reviewed.wrong("due", "the next review is due after the last.")
    reviewed.done()
    if helper is not None:
        helper.done()
    entry.done()
    return advice


def _wording(entry: Entry) -> Wording:
    wording = Wording(
        title=entry.text("title"),
        why=entry.sentence("why"),
        how=entry.sentences("how"),
    )
    if not 1 <= len(wording.how) <= HOW_AT_MOST:
        raise entry.wrong(
            "how", f"expected 1 to {HOW_AT_MOST} sentences, found {len(wording.how)}."
        )
    for field, text in (
        ("title", wording.title),
        ("why", wording.why),
        *(("how", sentence) for sentence in wording.how),
    ):
        entry.refuse_numbers(field, text)
    return wording


def _check_order(advice: Sequence[Advice]) -> None:
    bands = {entry.id: entry.band for entry in advice}
    for entry in advice:
        for other in entry.after:
            if bands.get(other) is not entry.band:
                raise FactsError(
                    f"{ADVICE}, “{entry.id}”, after: “{other}” is no advice of the band "
                    f"“{entry.band}”."
                )
    try:
        in_order(advice)
    except CircularOrderError as error:
        raise FactsError(f"{ADVICE}, after: {error}") from error


def _questions(folder: Traversable, platforms: Mapping[str, Platform]) -> tuple[Question, ...]:
    found = tuple(question(entry, platforms) for entry in entries(folder, QUESTIONS))
    if len({asked.slug for asked in found}) != len(found):
        raise FactsError(f"{QUESTIONS}, slug: two questions have the same address.")
    return found


def _bands(folder: Traversable) -> Mapping[Band, str]:
    headings: dict[Band, str] = {}
    for entry in entries(folder, BANDS):
        try:
            headings[Band(entry.name)] = entry.text("heading")
        except ValueError as error:
            if isinstance(error, FactsError):
                raise
            raise FactsError(f"{BANDS}, “{entry.name}”: no such band.") from error
        entry.done()
    for band in Band:
        if band not in headings:
            raise FactsError(f"{BANDS}, “{band}”: the band is missing.")
    return MappingProxyType({band: headings[band] for band in Band})

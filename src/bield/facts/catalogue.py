"""The catalogue: reviewed advice, and the services, sources and questions it names.

The words are in the YAML files beside this one, for an officer or a helpline worker to
read and to correct. This loads them whole or not at all: a misspelt name, a fact with no
source or a number written into advice stops the load with the place to look.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from bield.facts.entries import Entry, entries
from bield.facts.loading import FactsError
from bield.plan import (
    VOCABULARY,
    CircularOrderError,
    ConditionError,
    compile_condition,
    in_order,
)
from bield.records import (
    About,
    Advice,
    Age,
    Band,
    Catalogue,
    Channel,
    Condition,
    Country,
    Paid,
    Question,
    Service,
    Source,
    Wording,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable

SOURCES, SERVICES, ADVICE = "sources.yaml", "services.yaml", "advice.yaml"
QUESTIONS, BANDS = "questions.yaml", "bands.yaml"

HOW_AT_MOST = 5
"""Sentences in a step's `how`: what a frightened person reads to the end of."""

_QUESTIONS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {"about": About, "age": Age, "age_in_picture": Age, "country": Country, "paid": Paid}
)
"""The fields of `Situation`, in the order in which they are asked."""

_CHANNELS = ("phone", "text", "web", "email", "chat")
_AGES = ("under_18", "adults")
_EVERYWHERE = "everywhere"
_ALWAYS = "always"

_NUMBER_OR_ADDRESS = re.compile(
    r"\d{3,}|@|://|www\.|\.(?:org|com|uk|gov|net|scot)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?]”?(?=\s|$)")

_Choice = TypeVar("_Choice", bound=StrEnum)


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
        folder: Holds `sources.yaml`, `services.yaml`, `advice.yaml`, `questions.yaml` and
            `bands.yaml`.

    Returns:
        The whole catalogue, checked.

    Raises:
        FactsError: A file says something that cannot be used; the message names the
            file, the entry and the field.
    """
    sources = {entry.name: _source(entry) for entry in entries(folder, SOURCES)}
    services = {entry.name: _service(entry, sources) for entry in entries(folder, SERVICES)}
    advice = tuple(_advice(entry, services, sources) for entry in entries(folder, ADVICE))
    _check_order(advice)
    return Catalogue(
        advice=advice,
        services=MappingProxyType(services),
        sources=MappingProxyType(sources),
        questions=_questions(folder),
        bands=_bands(folder),
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


def _service(entry: Entry, sources: Mapping[str, Source]) -> Service:
    ages = entry.texts("ages")
    for age in ages:
        if age not in _AGES:
            raise entry.wrong("ages", f"“{age}” is not one of {', '.join(_AGES)}.")
    if not ages:
        raise entry.wrong("ages", "a service is for somebody.")
    service = Service(
        id=entry.name,
        name=entry.text("name"),
        what=_one_sentence(entry, "what", entry.text("what")),
        channels=tuple(_channel(inner) for inner in entry.inner_list("channels")),
        hours=entry.text_or_empty("hours"),
        countries=_countries(entry),
        under_18="under_18" in ages,
        adults="adults" in ages,
        sources=_named(entry, "sources", sources),
    )
    if not service.channels:
        raise entry.wrong("channels", "there is no way to reach this service.")
    if not service.sources:
        raise entry.wrong("sources", "a service needs a source.")
    entry.done()
    return service


def _channel(entry: Entry) -> Channel:
    kinds = [kind for kind in _CHANNELS if entry.has(kind)]
    if len(kinds) != 1:
        raise entry.wrong("channels", f"each has exactly one of {', '.join(_CHANNELS)}.")
    kind = kinds[0]
    channel = Channel(
        kind=cast("Literal['phone', 'text', 'web', 'email', 'chat']", kind),
        value=entry.text(kind),
        label=entry.text_or_empty("label"),
    )
    if kind == "web" and not channel.value.startswith("https://"):
        raise entry.wrong(kind, f"“{channel.value}” does not start with https://.")
    entry.done()
    return channel


def _countries(entry: Entry) -> frozenset[Country]:
    if entry.raw("countries") == _EVERYWHERE:
        return frozenset()
    named = frozenset(
        _choice(entry, "countries", value, Country) for value in entry.texts("countries")
    )
    if not named:
        raise entry.wrong("countries", f"name them, or write “{_EVERYWHERE}”.")
    return named


def _advice(entry: Entry, services: Mapping[str, Service], sources: Mapping[str, Source]) -> Advice:
    reviewed = entry.inner("reviewed")
    helper = entry.inner("for_helper") if entry.has("for_helper") else None
    advice = Advice(
        id=entry.name,
        band=_choice(entry, "band", entry.text("band"), Band),
        when=_condition(entry),
        after=entry.texts_or_empty("after"),
        wording=_wording(entry),
        helper_wording=None if helper is None else _wording(helper),
        services=_named(entry, "services", services) if entry.has("services") else (),
        sources=_named(entry, "sources", sources),
        reviewed_on=reviewed.day("on"),
        review_due=reviewed.day("due"),
        disagreement=entry.text_or_empty("disagreement"),
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


def _condition(entry: Entry) -> Condition:
    value = entry.raw("when")
    condition = {"all": []} if value == _ALWAYS else value
    try:
        compile_condition(cast("Condition", condition), VOCABULARY)
    except ConditionError as error:
        raise entry.wrong("when", str(error)) from error
    return cast("Condition", condition)


def _wording(entry: Entry) -> Wording:
    wording = Wording(
        title=entry.text("title"),
        why=_one_sentence(entry, "why", entry.text("why")),
        how=tuple(_one_sentence(entry, "how", item) for item in entry.texts("how")),
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
        if found := _NUMBER_OR_ADDRESS.search(text):
            raise entry.wrong(
                field,
                f"“{found[0]}” looks like a number or an address. Those live in {SERVICES}; "
                "name the service instead.",
            )
    return wording


def _one_sentence(entry: Entry, field: str, text: str) -> str:
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    if ends != [len(text)]:
        raise entry.wrong(field, f"expected one sentence, found “{text}”")
    return text


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


def _questions(folder: Traversable) -> tuple[Question, ...]:
    found = {entry.name: _question(entry) for entry in entries(folder, QUESTIONS)}
    for name in _QUESTIONS:
        if name not in found:
            raise FactsError(f"{QUESTIONS}, “{name}”: the question is missing.")
    return tuple(found[name] for name in _QUESTIONS)


def _question(entry: Entry) -> Question:
    if entry.name not in _QUESTIONS:
        raise FactsError(
            f"{QUESTIONS}, “{entry.name}”: no such question. There are: {', '.join(_QUESTIONS)}."
        )
    values = _QUESTIONS[entry.name]
    inner = entry.inner("options")
    options = {
        _choice(entry, "options", name, values).value: inner.text(name) for name in inner.names()
    }
    for value in values:
        if value.value not in options:
            raise entry.wrong("options", f"“{value}” is missing.")
    question = Question(
        id=entry.name,
        text=entry.text("text"),
        hint=entry.text_or_empty("hint"),
        options=MappingProxyType(options),
    )
    entry.done()
    return question


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


def _choice(entry: Entry, field: str, value: str, choices: type[_Choice]) -> _Choice:
    try:
        return choices(value)
    except ValueError as error:
        allowed = ", ".join(choice.value for choice in choices)
        raise entry.wrong(field, f"“{value}” is not one of {allowed}.") from error


_Named = TypeVar("_Named", Service, Source)


def _named(entry: Entry, field: str, known: Mapping[str, _Named]) -> tuple[_Named, ...]:
    for name in entry.texts(field):
        if name not in known:
            home = SOURCES if field == "sources" else SERVICES
            raise entry.wrong(field, f"“{name}” is not in {home}.")
    return tuple(known[name] for name in entry.texts(field))

"""Reading `services.yaml`: who a person can turn to, where, and when they are open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from bield.facts.hours import hours_of
from bield.records import Channel, Country, Service, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bield.facts.entries import Entry

SOURCES = "sources.yaml"
_CHANNELS = ("phone", "text", "web", "email", "chat")
_AGES = ("under_18", "adults")
_EVERYWHERE = "everywhere"


def service(entry: Entry, sources: Mapping[str, Source]) -> Service:
    """Read one service.

    Raises:
        FactsError: A field is missing, misspelt or says something that cannot be used.
    """
    ages = entry.texts("ages")
    for age in ages:
        if age not in _AGES:
            raise entry.wrong("ages", f"“{age}” is not one of {', '.join(_AGES)}.")
    if not ages:
        raise entry.wrong("ages", "a service is for somebody.")
    named = entry.named("sources", sources, SOURCES)
    made = Service(
        id=entry.name,
        name=entry.text("name"),
        what=entry.sentence("what"),
        channels=tuple(_channel(inner) for inner in entry.inner_list("channels")),
        hours=hours_of(entry),
        countries=_countries(entry),
        under_18="under_18" in ages,
        adults="adults" in ages,
        sources=named,
        listens=entry.flag("listens"),
        languages=entry.texts_or_empty("languages"),
        cost=entry.text_or_empty("cost"),
        checked_on=entry.day("checked")
        if entry.has("checked")
        else max((s.read_on for s in named), default=None),
    )
    if not made.channels:
        raise entry.wrong("channels", "there is no way to reach this service.")
    if not made.sources:
        raise entry.wrong("sources", "a service needs a source.")
    entry.done()
    return made


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
        entry.chosen("countries", value, Country) for value in entry.texts("countries")
    )
    if not named:
        raise entry.wrong("countries", f"name them, or write “{_EVERYWHERE}”.")
    return named

"""Reading `services.yaml`: who a person can turn to, where, and when they are open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, cast

from bield.facts.hours import hours_of
from bield.facts.telephones import NotATelephoneNumberError, dialled
from bield.records import Channel, Country, Service, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bield.facts.entries import Entry

SOURCES = "sources.yaml"
_CHANNELS = ("phone", "text", "web", "email", "chat")
_AGES = ("under_18", "adults")
_EVERYWHERE = "everywhere"
_TALKING = frozenset({"phone", "text", "chat", "email"})
_MAIL = re.compile(r"[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
"""As BCP 47 writes a language, with its script and its country."""


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
    countries = _countries(entry)
    made = Service(
        id=entry.name,
        name=entry.text("name"),
        what=entry.sentence("what"),
        channels=tuple(channel(inner, countries) for inner in entry.inner_list("channels")),
        hours=hours_of(entry),
        countries=countries,
        under_18="under_18" in ages,
        adults="adults" in ages,
        sources=named,
        listens=entry.flag("listens"),
        languages=_languages(entry),
        cost=entry.text_or_empty("cost"),
        checked_on=entry.day("checked")
        if entry.has("checked")
        else max((s.read_on for s in named), default=None),
    )
    if not made.channels:
        raise entry.wrong("channels", "there is no way to reach this service.")
    if not made.sources:
        raise entry.wrong("sources", "a service needs a source.")
    if made.listens and not any(channel.kind in _TALKING for channel in made.channels):
        raise entry.wrong("listens", "nobody talks on a web page: name a phone, text or chat.")
    entry.done()
    return made


def channel(entry: Entry, countries: frozenset[Country]) -> Channel:
    """Read one way to reach somebody.

    Raises:
        FactsError: It is none, or no number in one of the countries.
    """
    kinds = [kind for kind in _CHANNELS if entry.has(kind)]
    if len(kinds) != 1:
        raise entry.wrong("channels", f"each has exactly one of {', '.join(_CHANNELS)}.")
    kind, value = kinds[0], entry.text(kinds[0])
    dial = ""
    if kind in {"phone", "text"}:
        try:
            dial = dialled(value, countries, entry.texts_or_empty("in"))
        except NotATelephoneNumberError as error:
            raise entry.wrong(kind, str(error)) from error
    elif kind == "email":
        if not _MAIL.fullmatch(value):
            raise entry.wrong(kind, f"“{value}” is not an e-mail address.")
    elif not value.startswith("https://"):
        raise entry.wrong(kind, f"“{value}” does not start with https://.")
    made = Channel(
        kind=cast("Literal['phone', 'text', 'web', 'email', 'chat']", kind),
        value=value,
        label=entry.text_or_empty("label"),
        dial=dial,
    )
    entry.done()
    return made


def _languages(entry: Entry) -> tuple[str, ...]:
    languages = entry.texts_or_empty("languages")
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise entry.wrong("languages", f"“{language}” is no language such as en or zh-Hans.")
    return languages


def _countries(entry: Entry) -> frozenset[Country]:
    if entry.raw("countries") == _EVERYWHERE:
        return frozenset()
    named = frozenset(
        entry.chosen("countries", value, Country) for value in entry.texts("countries")
    )
    if not named:
        raise entry.wrong("countries", f"name them, or write “{_EVERYWHERE}”.")
    return named

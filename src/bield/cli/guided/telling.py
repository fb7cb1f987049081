"""What the person tells: what happened, who threatens, what is not copied, who is threatened.

Where they stop in the middle of several questions about one thing, what they said of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from bield.cli.case import OLDEST
from bield.cli.guided import words
from bield.cli.guided.keeping_it import Keeping
from bield.cli.guided.talking import EndedError, Talk
from bield.cli.guided.typed_answers import short
from bield.hand_over.naming import AGES, COUNTRIES
from bield.keep import Entry
from bield.recording import detail, note, person, placeholder
from bield.records import Age, Country, DetailKind

_YEARS = re.compile(r"[^\d-]*(\d{1,3})[^\d-]*")
"""One number, with or without words around it: «15», «I am 15 years old»."""
_COUNTRIES: Mapping[str, Country] = MappingProxyType(
    {
        **dict.fromkeys(("us", "usa", "america"), Country.UNITED_STATES),
        **dict.fromkeys(("nz",), Country.NEW_ZEALAND),
        **dict.fromkeys(("ni",), Country.NORTHERN_IRELAND),
        **dict.fromkeys(("eu",), Country.EUROPEAN_UNION),
    }
)


def ask_story(keeping: Keeping, *, again: bool) -> None:
    """Ask what happened.

    Raises:
        EndedError: They stop; what they wrote until then is kept.
    """
    question = words.STORY_MORE if again else words.STORY
    text, ended = keeping.talk.lines(question, words.STORY_HINT)
    if text.strip():
        keeping.note(partial(note, text=text, keeper=keeping.keeper))
    if ended:
        raise EndedError


def ask_who(keeping: Keeping, *, again: bool) -> None:
    """Ask by what whoever threatens may be found, until there is no more.

    Raises:
        EndedError: They stop; what they said until then is kept.
    """
    talk, value = keeping.talk, ""
    question, hint = words.WHO_MORE if again else words.WHO, words.WHO_HINT
    while True:
        try:
            picked = talk.pick(question, words.WHO_KINDS, hint, words_too=not value)
        except EndedError:
            if value:
                _ask_detail(keeping, DetailKind.OTHER, value)
            raise
        if picked.typed:  # what it is, before of what kind
            value = picked.typed
            question, hint = words.WHICH_KIND.format(value=f"«{short(value)}»"), ""
            continue
        if picked.value is None:
            if value:
                talk.say(words.NOT_KEPT_WITHOUT.format(value=f"«{short(value)}»"))
            return
        _ask_detail(keeping, picked.value, value)
        question, hint, value = words.WHO_MORE, words.NO_MORE, ""


def _ask_detail(keeping: Keeping, kind: DetailKind, value: str) -> None:
    value = value or keeping.talk.ask(words.VALUES[kind])
    if not value:
        return
    where, ended = "", False
    if kind is DetailKind.ACCOUNT:
        where, ended = _asked_or_ended(keeping.talk, words.WHERE)
    keeping.note(
        partial(
            detail,
            kind=kind,
            value=value,
            where=where,
            stages=keeping.stages,
            keeper=keeping.keeper,
        )
    )
    if ended:
        raise EndedError


def ask_places(keeping: Keeping, *, again: bool) -> None:
    """Ask what exists and is not copied, until there is no more.

    Raises:
        EndedError: They stop.
    """
    question, hint = words.PLACES_MORE if again else words.PLACES, words.PLACES_HINT
    while typed := keeping.talk.ask(question, hint):
        keeping.note(partial(placeholder, text=typed, keeper=keeping.keeper))
        question, hint = words.PLACES_MORE, ""


@dataclass(slots=True)
class Person:
    """Who is threatened, as far as it was said."""

    name: str = ""
    contact: str = ""
    age: Age = Age.UNKNOWN
    country: Country = Country.UNKNOWN

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Person:
        """Give what a record says; of each the last counts."""
        found = cls()
        for entry in entries:
            if entry["kind"] != "person":
                continue
            found.name = entry.get("name", found.name)
            found.contact = entry.get("contact", found.contact)
            found.age = _age(entry.get("age", "")) or found.age
            found.country = _country(entry.get("country", "")) or found.country
        return found


def ask_person(keeping: Keeping) -> None:
    """Ask who is threatened.

    Raises:
        EndedError: They stop; what they said until then is kept.
    """
    known, new = Person.of(keeping.entries()), Person()
    ended = False
    try:
        _ask_each(keeping.talk, known, new)
    except EndedError:
        ended = True
    if new != Person():
        keeping.note(
            partial(
                person,
                name=new.name,
                contact=new.contact,
                age=new.age,
                country=new.country,
                keeper=keeping.keeper,
            )
        )
    if ended:
        raise EndedError


def _ask_each(talk: Talk, known: Person, new: Person) -> None:
    talk.gap()
    talk.say(words.YOU, words.YOU_WHY)
    new.name = talk.ask(words.NAME, _is_there(known.name))
    new.contact = talk.ask(words.CONTACT, _is_there(known.contact))
    new.age = _asked_age(talk, known.age)
    hint = _is_there("" if known.country is Country.UNKNOWN else COUNTRIES[known.country])
    offered: dict[Country, str] = {
        one: _begun(said) for one, said in COUNTRIES.items() if one is not Country.UNKNOWN
    }
    new.country = talk.pick(words.COUNTRY, offered, hint, also=_COUNTRIES).value or Country.UNKNOWN


def _asked_age(talk: Talk, known: Age) -> Age:
    typed = talk.ask(words.AGE, _is_there("" if known is Age.UNKNOWN else AGES[known]))
    while typed:
        years = _YEARS.fullmatch(typed)
        if years and int(years[1]) <= OLDEST:
            return Age.of_years(int(years[1]))
        typed = talk.ask(words.AGE_WRONG)
    return Age.UNKNOWN


def _asked_or_ended(talk: Talk, question: str) -> tuple[str, bool]:
    try:
        return talk.ask(question), False
    except EndedError:
        return "", True


def _is_there(said: str) -> str:
    return words.IS_THERE.format(said=short(said)) if said else ""


def _begun(said: str) -> str:
    return said[:1].upper() + said[1:]


def _age(value: str) -> Age | None:
    return Age(value) if value in set(Age) else None


def _country(value: str) -> Country | None:
    return Country(value) if value in set(Country) else None

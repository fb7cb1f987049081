"""What the police of a country, or who acts for them, ask of a report. Data, loaded by `facts/`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bield.records.advice import Service, Source
from bield.records.situation import Country


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One thing that is asked."""

    label: str
    """As the form has it, where a source says; in our words otherwise."""
    of: str
    """What of a record answers it: a key of `hand_over/answers.py`."""
    hint: str = ""
    """For the person, where the record may not hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """Fields under one heading."""

    heading: str
    fields: tuple[FormField, ...]
    each: str = ""
    """`payment`, `coins`: the fields are asked of each; empty where once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What one recipient asks, in an order."""

    id: str
    name: str
    """Of who takes the report."""
    title: str
    """Of the statement: for whom it is, after «For»."""
    countries: frozenset[Country]
    """Empty: everywhere that has none of its own."""
    under_18: bool
    adults: bool
    url: str
    """Of its form; empty where none was read, or where it stands among the services."""
    services: tuple[Service, ...]
    """Of the directory: how to reach them."""
    order: str
    """One sentence: whose order and whose words the fields are."""
    says: tuple[str, ...]
    """What to know before, a sentence each."""
    to_sign: bool
    """Whether there is room for a name, a signature and a day."""
    sections: tuple[FormSection, ...]
    sources: tuple[Source, ...]
    checked_on: date

"""Reading `forms.yaml`: what the police, and those who act for them, ask of a report."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bield.facts.catalogue import SERVICES, SOURCES, load_catalogue
from bield.facts.entries import Entry, entries
from bield.hand_over.answers import GROUPS, KEYS, KEYS_OF_EACH
from bield.records import Country
from bield.records.form import Form, FormField, FormSection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from bield.records import Catalogue

FORMS = "forms.yaml"
_AGES = ("under_18", "adults")
_EVERYWHERE = "everywhere"


@cache
def load_forms() -> tuple[Form, ...]:
    """Load the forms that come with Bield, once a process.

    Raises:
        FactsError: The file says something that cannot be used; the message names the entry and
            the field.
    """
    return read_forms(files("bield.facts"), load_catalogue())


def read_forms(folder: Traversable, catalogue: Catalogue) -> tuple[Form, ...]:
    """Read the forms of a folder, in the order of the file.

    Args:
        folder: Holds `forms.yaml`.
        catalogue: Has the services and sources that they name.

    Raises:
        FactsError: The file says something that cannot be used; the message names the entry and
            the field.
    """
    return tuple(_form(entry, catalogue) for entry in entries(folder, FORMS))


def _form(entry: Entry, catalogue: Catalogue) -> Form:
    ages = entry.texts("ages")
    for age in ages:
        if age not in _AGES:
            raise entry.wrong("ages", f"“{age}” is not one of {', '.join(_AGES)}.")
    services, sources = catalogue.services, catalogue.sources
    made = Form(
        id=entry.name,
        name=_plain(entry, "name"),
        title=_plain(entry, "for"),
        countries=_countries(entry),
        under_18="under_18" in ages,
        adults="adults" in ages,
        url=entry.text_or_empty("url"),
        services=entry.named("services", services, SERVICES) if entry.has("services") else (),
        order=entry.sentence("order"),
        says=_says(entry),
        to_sign=entry.flag("sign"),
        sections=tuple(_section(inner) for inner in entry.inner_list("sections")),
        sources=entry.named("sources", sources, SOURCES),
        checked_on=entry.day("checked"),
    )
    if not (made.under_18 or made.adults):
        raise entry.wrong("ages", "a form is for somebody.")
    if made.url and not made.url.startswith("https://"):
        raise entry.wrong("url", f"“{made.url}” does not start with https://.")
    if not made.sections:
        raise entry.wrong("sections", "nothing is asked.")
    if not made.sources:
        raise entry.wrong("sources", "a form needs a source.")
    entry.done()
    return made


def _section(entry: Entry) -> FormSection:
    each = entry.text_or_empty("each")
    if each and each not in GROUPS:
        raise entry.wrong("each", f"“{each}” is not one of {', '.join(GROUPS)}.")
    known: Mapping[str, object] = {**KEYS, **KEYS_OF_EACH} if each else KEYS
    made = FormSection(
        heading=_plain(entry, "heading"),
        each=each,
        fields=tuple(_field(inner, known) for inner in entry.inner_list("fields")),
    )
    if not made.fields:
        raise entry.wrong("fields", "nothing is asked.")
    entry.done()
    return made


def _field(entry: Entry, known: Mapping[str, object]) -> FormField:
    made = FormField(
        label=_plain(entry, "label"),
        of=entry.text("of"),
        hint=_plain(entry, "hint") if entry.has("hint") else "",
    )
    if made.of not in known:
        raise entry.wrong("of", f"“{made.of}” is nothing that a record answers.")
    entry.done()
    return made


def _says(entry: Entry) -> tuple[str, ...]:
    sentences = entry.sentences("says") if entry.has("says") else ()
    for sentence in sentences:
        entry.refuse_numbers("says", sentence)
    return sentences


def _plain(entry: Entry, field: str) -> str:
    """A few words, with no number to call in them."""
    text = entry.text(field)
    entry.refuse_numbers(field, text)
    return text


def _countries(entry: Entry) -> frozenset[Country]:
    if entry.raw("countries") == _EVERYWHERE:
        return frozenset()
    named = frozenset(
        entry.chosen("countries", value, Country) for value in entry.texts("countries")
    )
    if not named:
        raise entry.wrong("countries", f"name them, or write “{_EVERYWHERE}”.")
    return named

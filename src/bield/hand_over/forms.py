"""A record as the text that a form asks for, field by field, ready to be pasted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bield.hand_over.answers import Answer, answer, each
from bield.hand_over.naming import NOT_KNOWN
from bield.records import Age, Case
from bield.records.form import Form, FormField

_UNDER_18 = frozenset({Age.UNDER_13, Age.FROM_13_TO_17})


@dataclass(frozen=True, slots=True)
class Filled:
    """A field, with what the record has on it."""

    field: FormField
    answer: Answer


@dataclass(frozen=True, slots=True)
class FilledSection:
    """Fields under one heading, such as «Payment 2 of 3»."""

    heading: str
    fields: tuple[Filled, ...]


def fitting_forms(case: Case, forms: Iterable[Form]) -> tuple[Form, ...]:
    """Give the forms for where the person is and how old they are, in their order.

    Where their age is not known, both those for people under 18 and those for adults fit; where
    their country has no form, or is not known, those that hold everywhere.
    """
    known = tuple(forms)
    fits = [
        form for form in known if case.person.country in form.countries and _for_age(case, form)
    ]
    everywhere = [form for form in known if not form.countries and _for_age(case, form)]
    return tuple(fits or everywhere)


def filled(case: Case, form: Form) -> tuple[FilledSection, ...]:
    """Fill in a form: every field in its order, those with nothing to say too."""
    return tuple(_sections(case, form))


def form_text(case: Case, form: Form) -> str:
    """Give what a form asks as plain text, in its order, to be pasted field by field.

    What the record does not know stands as «not known», and never as a guess.

    Args:
        case: The record.
        form: Whom it is for, and what they ask.
    """
    lines = [
        f"For: {form.title}",
        form.order,
        f"What the record has nothing on is marked «{NOT_KNOWN}».",
    ]
    for section in filled(case, form):
        lines += ["", section.heading.upper(), ""]
        for one in section.fields:
            lines += _field(one)
    return "\n".join(lines) + "\n"


def _for_age(case: Case, form: Form) -> bool:
    if case.person.age is Age.UNKNOWN:
        return True
    return form.under_18 if case.person.age in _UNDER_18 else form.adults


def _sections(case: Case, form: Form) -> Iterator[FilledSection]:
    for section in form.sections:
        if not section.each:
            yield FilledSection(
                section.heading,
                tuple(Filled(field, answer(case, field.of)) for field in section.fields),
            )
            continue
        transfers = each(case, section.each)
        if not transfers:
            yield FilledSection(
                section.heading, tuple(Filled(field, Answer()) for field in section.fields)
            )
        for number, transfer in enumerate(transfers, start=1):
            yield FilledSection(
                f"{section.heading}, {number} of {len(transfers)}",
                tuple(Filled(field, answer(case, field.of, transfer)) for field in section.fields),
            )


def _field(one: Filled) -> list[str]:
    values = one.answer.values
    if not values:
        hint = f" ({one.field.hint})" if one.field.hint else ""
        return [f"{one.field.label}: {NOT_KNOWN}{hint}"]
    if len(values) == 1 and "\n" not in values[0]:
        return [f"{one.field.label}: {values[0]}"]
    return [f"{one.field.label}:", *("  " + line for value in values for line in value.split("\n"))]

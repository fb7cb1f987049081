"""The parts of a statement that tell: who, what happened, money, who threatens, the form."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from bield.hand_over.answers import total_sent
from bield.hand_over.chronology import Happened, chronology
from bield.hand_over.forms import Filled, filled
from bield.hand_over.naming import (
    AGES,
    COUNTRIES,
    KINDS,
    NOT_KNOWN,
    TOLD_BY,
    exhibit_name,
    is_words_only,
    payment_in_words,
    way_of,
)
from bield.hand_over.statement_cells import noted, or_not_known, when
from bield.records import Case, Transfer, Words
from bield.records.form import Form
from bield.records.statement import Block, Cell, Given, Heading, Paragraph, Passage, Table

IN_ORDER = "What happened, in order"
OWN_WORDS = "What was threatened and what happened, in the person's own words"
_IN_SHORT = 160
_WHOLE_IN = MappingProxyType({"narrative": OWN_WORDS, "timeline": IN_ORDER, "exhibits": "Exhibits"})
"""What stands whole under another heading of the statement already."""


def who(case: Case) -> Iterator[Block]:
    """Say who was threatened."""
    person = case.person
    yield Heading("Who was threatened")
    yield Table(
        head=("Asked", "Answer of the person"),
        widths=(3, 7),
        rows=(
            ("Name", or_not_known(person.name)),
            ("How to reach them safely", or_not_known(person.contact)),
            ("Address", or_not_known(person.address)),
            ("Age", AGES[person.age]),
            ("Where they live", COUNTRIES[person.country]),
        ),
    )


def in_order(case: Case) -> Iterator[Block]:
    """Say what happened, in order; last what nobody knows the time of."""
    dated, undated = chronology(
        case,
        exhibit=lambda number: exhibit_name(case, number),
        way=lambda number: payment_in_words(case.transfers[number - 1]),
    )
    yield Heading(IN_ORDER)
    if not dated and not undated:
        yield Paragraph("The record says nothing of what happened.")
        return
    if dated:
        yield Paragraph(
            "Times are as they were told or as a file has them. Where the time zone is not known, "
            "a line stands where it would if it was UTC."
        )
        yield _happened(dated)
    if undated:
        yield Heading("Time not known", level=3)
        yield Paragraph("In the order in which it was put into the record.")
        yield _happened(tuple(sorted(undated, key=lambda one: one.entry)))


def _happened(events: tuple[Happened, ...]) -> Table:
    return Table(
        head=("When", "What", "Entry"),
        widths=(6, 12, 2),
        rows=tuple(
            (
                when(one.when),
                (one.what, Given(_in_short(one.words))) if one.words else one.what,
                str(one.entry) if one.entry else "",
            )
            for one in events
        ),
    )


def own_words(case: Case) -> Iterator[Block]:
    """Give the person's notes, whole."""
    yield Heading(OWN_WORDS)
    if not case.story:
        yield Paragraph("The person wrote no notes.")
        return
    corrected = {said.corrects for said in case.corrections}
    for number, said in enumerate(case.story, start=1):
        yield Passage(
            words=Words.OWN,
            label=f"Note {number}. In the person's own words.{noted(said)}",
            text=said.text,
            after=f"It was corrected later: see the corrections to entry {said.entry}."
            if said.entry in corrected
            else "",
        )


def money(case: Case) -> Iterator[Block]:
    """Say what was demanded and what was paid."""
    yield Heading("What was demanded, and what was paid")
    if not case.transfers:
        yield Paragraph("There is no demand and no payment in the record.")
        return
    if total := total_sent(case):
        yield Table(head=("Sent in all",), widths=(1,), rows=tuple((Given(one),) for one in total))
    for number, transfer in enumerate(case.transfers, start=1):
        yield Heading(f"Payment {number}: {payment_in_words(transfer)}", level=3)
        if not is_words_only(transfer):
            yield _payment(transfer)
        if transfer.text:
            yield Passage(
                words=Words.OWN,
                label=f"About payment {number}. In the person's own words.",
                text=transfer.text,
            )


def _payment(transfer: Transfer) -> Table:
    demand = transfer.demand
    amount = " ".join(filter(None, (demand.amount, demand.currency)))
    return Table(
        head=("Money", "What is known"),
        widths=(3, 7),
        rows=(
            ("Sent or demanded", "sent" if demand.gone else "demanded"),
            ("Way", way_of(demand)),
            ("Amount", or_not_known(amount)),
            ("To", or_not_known(demand.to, exact=True)),
            ("Reference", or_not_known(demand.reference, exact=True)),
            ("From account of the person", or_not_known(transfer.from_account)),
            ("When", when(demand.when)),
            ("Entry of the record", str(demand.entry) if demand.entry else NOT_KNOWN),
        ),
    )


def who_threatens(case: Case) -> Iterator[Block]:
    """Give what is known of whoever threatens."""
    yield Heading("Who threatens, as far as it is known")
    if not case.offender.details:
        yield Paragraph("The record holds no detail of who threatens.")
        return
    yield Paragraph(
        "Anybody can write any name or address into a message. An account of a bank may belong to "
        "somebody who was deceived too."
    )
    exhibits = {one.entry: exhibit_name(case, one.number) for one in case.exhibits}
    yield Table(
        head=("What", "As given", "App or site", "Told by", "Seen"),
        widths=(4, 7, 3, 5, 5),
        rows=tuple(
            (
                KINDS[detail.kind],
                Given(detail.value, exact=True),
                or_not_known(detail.where),
                (
                    TOLD_BY[detail.words],
                    f"Exhibit {exhibits[detail.entry]}."
                    if detail.entry in exhibits
                    else f"Entry {detail.entry}.",
                ),
                when(detail.seen),
            )
            for detail in case.offender.details
        ),
    )


def asked(case: Case, form: Form) -> Iterator[Block]:
    """Answer what a form asks, in its order."""
    yield Heading(f"What is asked by {form.name}, in order")
    yield Paragraph(form.order)
    for section in filled(case, form):
        yield Heading(section.heading, level=3)
        yield Table(
            head=("Asked", "What the record has"),
            widths=(7, 13),
            rows=tuple(
                (
                    one.field.label,
                    _answered(one),
                )
                for one in section.fields
            ),
        )


def _in_short(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text[: 8 * _IN_SHORT].split())
    return line if len(line) <= _IN_SHORT else f"{line[:_IN_SHORT].rstrip()} …"


def _answered(one: Filled) -> Cell:
    if not one.answer.values:
        return f"{NOT_KNOWN} ({one.field.hint})" if one.field.hint else NOT_KNOWN
    if one.field.of in _WHOLE_IN:
        return f"It stands under «{_WHOLE_IN[one.field.of]}»."
    return tuple(Given(value, exact=one.answer.exact) for value in one.answer.values)

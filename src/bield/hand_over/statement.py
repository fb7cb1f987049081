"""A record as a statement to print: who, what happened in order, what was demanded, who by, proof.

Every sentence of ours is plain and says no more than the record does. Words of anybody else stand
apart, with a label that says whose they are and whether a program read them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime

from bield.hand_over.answers import total_sent
from bield.hand_over.chronology import day_alone
from bield.hand_over.naming import AGES, COUNTRIES, is_words_only
from bield.hand_over.statement_cells import or_not_known, sealed_on
from bield.hand_over.statement_proof import (
    checking,
    corrections,
    exhibits,
    not_copied,
    printed_words,
    root_of,
)
from bield.hand_over.statement_telling import asked, in_order, money, own_words, who, who_threatens
from bield.records import Case, Derived
from bield.records.form import Form
from bield.records.statement import (
    Attachment,
    Block,
    Given,
    Heading,
    Paragraph,
    Points,
    Statement,
    Table,
    ToSign,
)

TITLE = "A statement"
"""It tells nothing to somebody who sees it in a list of files."""
ABOUT_CODES = (
    "A code such as [U+202E] on a grey ground stands for one sign of a text. Either nobody sees "
    "that sign, such as a mark that turns the direction of writing, or the computer that printed "
    "this has no letter for it. The number is that of Unicode. The whole text is in the file that "
    "lies in this document, and in the sealed record."
)


def police_statement(case: Case, form: Form, *, printed_on: date) -> Statement:
    """Give a record as a statement to print.

    The same input gives the same statement, always.

    Args:
        case: A record, ordered.
        form: For whom it is, and what they ask.
        printed_on: The day that stands on it.
    """
    return Statement(
        title=TITLE,
        language="en",
        region="GB",
        printed_on=printed_on,
        foot=f"{TITLE}. Root {root_of(case)[:16]}",
        about_codes=ABOUT_CODES,
        blocks=tuple(_blocks(case, form, printed_on)),
        attachments=(
            Attachment(
                name="case.json",
                media_type="application/json",
                says="All that is printed in this statement, for programs.",
                text=_for_programs(case),
            ),
        ),
    )


def holds(case: Case, form: Form) -> tuple[str, ...]:
    """Say what the statement holds, a sentence each."""
    return tuple(
        filter(
            None,
            (
                "Who was threatened, as far as they said, and how to reach them.",
                "What happened, in order, with how sure each time is.",
                f"The person's own words: {_count(len(case.story), 'note')}." if case.story else "",
                f"Money: {_count(len(case.transfers), 'payment or demand', 'payments or demands')}."
                if case.transfers
                else "",
                f"Who threatens: {_count(len(case.offender.details), 'detail')}."
                if case.offender.details
                else "",
                f"A list of {_count(len(case.exhibits), 'exhibit')}, with the SHA-256 of each."
                if case.exhibits
                else "",
                f"What is asked by {form.name}, in order.",
                "How the record was made, and how to check it.",
                "All of it once more as a file for programs, which lies in the document.",
            ),
        )
    )


def leaves_out(case: Case) -> tuple[str, ...]:
    """Say what the statement leaves out, a sentence each."""
    cut = any(len(text) < len(derived.text) for _, derived, text in printed_words(case))
    return tuple(
        filter(
            None,
            (
                "The exhibits themselves: they are in the sealed file, byte for byte.",
                "Every picture and every video.",
                "What pictures and documents say of themselves, such as where they were made: "
                "it is in the sealed file.",
                "The end of long texts that a program read: they are whole in the sealed file."
                if cut
                else "",
            ),
        )
    )


def _blocks(case: Case, form: Form, on: date) -> Iterator[Block]:
    yield from _opening(case, form, on)
    yield from who(case)
    yield from in_order(case)
    yield from own_words(case)
    yield from money(case)
    yield from who_threatens(case)
    yield from exhibits(case)
    yield from not_copied(case)
    yield from corrections(case)
    yield from asked(case, form)
    yield from checking(case)
    if form.to_sign:
        yield Heading("To sign")
        yield ToSign(
            says="Only if you are asked to. Read all of it first, and strike out what is wrong.",
            labels=("Name", "Signature", "Date", "Signed before (name and number)"),
        )


def _opening(case: Case, form: Form, on: date) -> Iterator[Block]:
    yield Heading(TITLE, level=1)
    yield Paragraph(f"For {form.title}. Please treat it in confidence.")
    yield Paragraph(
        "Somebody is, or was, threatened. The proof of it was kept in a record, and the record was "
        "sealed. A program (Bield) wrote this statement from it, and added nothing. No person has "
        "checked it."
    )
    demanded = sum(not t.demand.gone and not is_words_only(t) for t in case.transfers)
    sent = total_sent(case)
    yield Table(
        head=("In short", "What the record has"),
        widths=(3, 7),
        rows=(
            ("Who was threatened", or_not_known(case.person.name)),
            ("How to reach them", or_not_known(case.person.contact)),
            ("Age", AGES[case.person.age]),
            ("Where they live", COUNTRIES[case.person.country]),
            ("Demands of money", str(demanded) if demanded else "none in the record"),
            ("Money sent", Given(", ".join(sent)) if sent else "none in the record"),
            ("Details of who threatens", str(len(case.offender.details))),
            ("Exhibits", str(len(case.exhibits))),
            ("Printed on", day_alone(on)),
            ("Record sealed on", sealed_on(case)),
            ("Sealed file, to be given with this", or_not_known(case.file_name)),
            ("Root of the record (SHA-256)", Given(case.root, exact=True)),
        ),
    )
    yield Heading("What this holds, and what it leaves out")
    yield Points(holds(case, form))
    yield Paragraph("It leaves out:")
    yield Points(leaves_out(case))


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _for_programs(case: Case) -> str:
    """All that is printed, in JSON; in ASCII, so that what is no text stays as an escape."""
    printed: dict[int, list[Derived]] = {}
    for one, derived, text in printed_words(case):
        printed.setdefault(one.number, []).append(replace(derived, text=text))
    exhibits = tuple(replace(e, derived=tuple(printed.get(e.number, ()))) for e in case.exhibits)
    told = asdict(replace(case, exhibits=exhibits))
    return json.dumps(told, indent=1, default=_moment) + "\n"


def _moment(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)

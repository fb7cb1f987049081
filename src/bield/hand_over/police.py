"""Hand over to the police: a statement to print, and text to paste into their form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bield.hand_over.forms import form_text
from bield.hand_over.statement import holds, leaves_out, police_statement
from bield.records import Case, Channel, MadeFile, Offer, Package, Recipient, shown
from bield.records.form import Form
from bield.records.statement import Statement

STATEMENT = "statement.pdf"
"""What the pressed statement is called: it tells nothing in a list of files."""
FORM_TEXT = "for-the-form.txt"
_ROOT_TOLD = 8
"""Figures of the root that are told by word of mouth."""


def police(case: Case, form: Form, *, printed_on: date) -> Statement:
    """Give the statement, to be pressed by `adapters/statement_press.py`.

    Args:
        case: A record, ordered.
        form: For whom it is, and what they ask: one of `facts/forms.yaml`.
        printed_on: The day that stands on it.
    """
    return police_statement(case, form, printed_on=printed_on)


def police_offer(case: Case, form: Form) -> Offer:
    """Say what the package would hold and leave out, without making it.

    Args:
        case: A record, ordered.
        form: For whom it is.
    """
    return Offer(
        id=f"police-{form.id.removeprefix('police_').replace('_', '-')}",
        recipient=Recipient.POLICE,
        title=_title(form),
        holds=_holds(case, form),
        leaves_out=leaves_out(case),
        next_steps=tuple(_next_steps(case, form)),
    )


def police_package(case: Case, form: Form) -> Package:
    """Make what is not pressed: the text to paste. The statement is added by who presses it.

    Args:
        case: A record, ordered.
        form: For whom it is.
    """
    text = form_text(case, form).encode("utf-8", "backslashreplace")
    return Package(
        recipient=Recipient.POLICE,
        title=_title(form),
        holds=_holds(case, form),
        leaves_out=leaves_out(case),
        files=(MadeFile(FORM_TEXT, text),),
        next_steps=tuple(_next_steps(case, form)),
    )


def _title(form: Form) -> str:
    return f"For {form.title}"


def _holds(case: Case, form: Form) -> tuple[str, ...]:
    return (*holds(case, form), "The answers once more as plain text, to paste into a form.")


def _next_steps(case: Case, form: Form) -> Iterator[str]:
    yield "If somebody is in danger now, ring the emergency number first."
    for service in form.services:
        ways = "; ".join(map(_way, service.channels))
        yield f"{service.name}: {ways}"
    if form.url:
        yield f"The way to its form: {form.url}"
    yield from form.says
    yield f"Read {STATEMENT} before you hand it over. If something is wrong, correct the record."
    if case.file_name:
        yield f"Give the sealed file with it: {shown(case.file_name)}."
    if case.root:
        yield (
            f"Say the first {_ROOT_TOLD} figures of the root to whoever takes it: "
            f"{case.root[:_ROOT_TOLD]}."
        )
    yield "Send no private picture along. Say where it is, and let them say what to do with it."


def _way(channel: Channel) -> str:
    return f"{channel.value} ({channel.label})" if channel.label else channel.value

"""`bield facts`: what is due for review, and the questions drawn."""

from __future__ import annotations

import json
from datetime import date

import typer

from bield.cli.case import refuse_unknown
from bield.cli.exits import Exit
from bield.cli.for_facts import Notation
from bield.facts import FactsError, load_catalogue
from bield.facts.forms import load_forms
from bield.facts.graph import changes, dot, drawing, mermaid
from bield.facts.review import Review, due_reviews
from bield.facts.routes import load_routes
from bield.pipeline import WITHOUT_A_MESSAGE
from bield.records import Catalogue
from bield.wiring import clock


def list_reviews(*, within_days: int, on: date | None, as_json: bool) -> Exit:
    """List what is due for review, and what waits for a source.

    Args:
        within_days: How far ahead is soon.
        on: As if it were this day; today where `None`.
        as_json: One JSON object, in place of text for a person.

    Returns:
        `DONE`; `NEGATIVE` where something is overdue; `MISTAKE` where the facts cannot be read.
    """
    try:
        catalogue, routes, forms = load_catalogue(), load_routes(), load_forms()
    except FactsError as error:
        typer.echo(str(error), err=True)
        return Exit.MISTAKE
    today = on or clock().now().date()
    due = due_reviews(catalogue, today, within_days=within_days, routes=routes, forms=forms)
    overdue = sum(review.is_overdue(today) for review in due)
    if as_json:
        print(_as_json(catalogue, due, today), flush=True)
    else:
        _tell(catalogue, due, today, within_days)
    return Exit.NEGATIVE if overdue else Exit.DONE


def _tell(catalogue: Catalogue, due: tuple[Review, ...], today: date, within_days: int) -> None:
    for review in due:
        where = f"{review.file} {review.id}"
        print(f"{review.due_on}  {_when(review.days_left(today)):18}  {where}")
    overdue = sum(review.is_overdue(today) for review in due)
    soon = f" or in the next {within_days} days" if within_days else ""
    print(
        f"{overdue} overdue, {len(due) - overdue} due today{soon}."
        if due
        else f"Nothing is due today{soon}."
    )
    if catalogue.unverified:
        print(f"\n{len(catalogue.unverified)} unverified facts wait; nobody is shown them:")
    for fact in catalogue.unverified:
        print(f"  {fact.id} ({fact.about}): {fact.why_not}")


def _when(days_left: int) -> str:
    if days_left == 0:
        return "due today"
    days = f"{abs(days_left)} day{'s' if abs(days_left) != 1 else ''}"
    return f"overdue {days}" if days_left < 0 else f"due in {days}"


def _as_json(catalogue: Catalogue, due: tuple[Review, ...], today: date) -> str:
    return json.dumps(
        {
            "on": today.isoformat(),
            "overdue": sum(review.is_overdue(today) for review in due),
            "due": [
                {
                    "file": review.file,
                    "id": review.id,
                    "reviewed_on": review.reviewed_on.isoformat(),
                    "due_on": review.due_on.isoformat(),
                    "days_left": review.days_left(today),
                }
                for review in due
            ],
            "unverified": [
                {"id": fact.id, "about": fact.about, "why_not": fact.why_not}
                for fact in catalogue.unverified
            ],
        },
        ensure_ascii=False,
    )


def draw(notation: Notation, *, steps: bool, question: str) -> Exit:
    """Print the questions as a drawing.

    Args:
        notation: What it is written in.
        steps: Whether the steps that the answers change are drawn too.
        question: The id of one question; all of them where empty.

    Returns:
        `DONE`; `MISTAKE` where the facts cannot be read.

    Raises:
        typer.BadParameter: There is no such question; the sentence lists them.
    """
    try:
        catalogue = load_catalogue()
    except FactsError as error:
        typer.echo(str(error), err=True)
        return Exit.MISTAKE
    refuse_unknown("--question", question, [asked.id for asked in catalogue.questions])
    changed = changes(catalogue, WITHOUT_A_MESSAGE) if steps else ()
    drawn = drawing(catalogue, changed, question=question)
    print(mermaid(drawn) if notation is Notation.MERMAID else dot(drawn), end="", flush=True)
    return Exit.DONE

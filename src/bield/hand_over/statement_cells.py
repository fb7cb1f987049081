"""What stands in a cell of a statement: moments, and what may not be known."""

from __future__ import annotations

from bield.hand_over.chronology import clock_in_words, day_in_words, how_sure
from bield.hand_over.naming import NOT_KNOWN
from bield.records import Case, Moment, Said
from bield.records.statement import Cell, Given, Part


def when(moment: Moment | None) -> Cell:
    """Say when something was, how sure that is, and as what it was told."""
    if moment is None or (moment.at is None and not moment.raw.strip()):
        return "Nobody said when."
    told = f"«{moment.raw}» {moment.zone}".strip()
    as_told: tuple[Part, ...] = (Given(told),) if moment.raw.strip() else ()
    day: tuple[Part, ...] = (f"{day_in_words(moment)}.",) if moment.at is not None else ()
    return (*day, how_sure(moment), *as_told)


def in_line(moment: Moment) -> str:
    """Say when something was and how sure that is, in our words alone."""
    day = f"{day_in_words(moment)}. " if moment.at is not None else ""
    return day + how_sure(moment)


def or_not_known(text: str, *, exact: bool = False) -> Part:
    """Give what somebody wrote, or say that it is not known."""
    return Given(text, exact=exact) if text.strip() else NOT_KNOWN


def sealed_on(case: Case) -> Part:
    """Say when the record was sealed."""
    return Given(clock_in_words(case.sealed_at)) if case.sealed_at else NOT_KNOWN


def noted(said: Said) -> str:
    """Say when it happened and when it was written down, as far as that is known."""
    told = ""
    if said.when is not None and said.when.at is not None:
        told += f" About {day_in_words(said.when)}."
    if said.noted_at:
        told += f" Written down on {clock_in_words(said.noted_at)}, entry {said.entry}."
    return told

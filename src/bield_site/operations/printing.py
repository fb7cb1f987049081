"""Printing a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bield.telling import paper_plan
from bield_site.operations.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bield.records import Band, Plan
    from bield.records.sheet import Sheet

PRINTING = Turns(at_once=2, waiting=4)


def print_plan(
    plan: Plan,
    bands: Mapping[Band, str],
    *,
    on: date,
    large: bool,
    press: Callable[[Sheet], bytes],
    turns: Turns = PRINTING,
) -> bytes:
    """Give a plan as a PDF; see `bield.telling.paper_plan`.

    Raises:
        BusyError: Too many print at the moment.
        bield.adapters.typst_press.UnableToPrintError: It cannot be made into one.
    """
    sheet = paper_plan(plan, bands, on=on, large=large)
    with turns.taken():
        return press(sheet)

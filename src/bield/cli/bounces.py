"""`bield bounces`: every mail that came back at the paths given, a line of JSON each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bield.adapters.returned_mail import read_returned_mail
from bield.cli.exits import Exit
from bield.cli.lines import refusal_line, returned_line
from bield.ports import Refused
from bield.read import UnableToReadError
from bield.records.returned import ReturnedKind
from bield.wiring import inbox


def print_returned(paths: Iterable[Path]) -> Exit:
    """Print what each mail at the paths says, in order.

    Args:
        paths: Files, folders, or `-`.

    Returns:
        `DONE` when each was understood, `NEGATIVE` when one stayed unknown, `MISTAKE` when one
        could not be read. One that could not be read never stops the others.
    """
    outcome = Exit.DONE
    source = inbox()
    for path in paths:
        for given in source.open(path):
            if isinstance(given, Refused):
                outcome = Exit.MISTAKE
                print(refusal_line(given.name, given.reason), flush=True)
                continue
            try:
                returned = read_returned_mail(given.data)
            except UnableToReadError as problem:
                outcome = Exit.MISTAKE
                print(refusal_line(given.name, str(problem)), flush=True)
                continue
            if returned.kind is ReturnedKind.UNKNOWN:
                outcome = max(outcome, Exit.NEGATIVE)
            print(returned_line(given.name, returned), flush=True)
    return outcome

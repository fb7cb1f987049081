"""How long a statement for the police takes to be made into a PDF, and how large it is.

    python bench/statement_pdf.py                 with the fonts that this machine has
    python bench/statement_pdf.py --fonts FOLDER  and those of a folder beside them

The records are the suite's own (tests/police_cases.py): one with nothing but its seal, one as
somebody keeps it in an evening, one with a note in each of 18 scripts, one that an enemy filled in,
one of 200 exhibits and 50,000 words of notes, and one with a note of a megabyte. Each is pressed
three times in a process that has pressed before; the shortest time is told. Said of each too: how
many signs had no letter, and stand as a code.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
from rich.console import Console
from rich.table import Table

from bield.adapters.statement_press import press_statement
from bield.facts.forms import load_forms
from bield.hand_over.police import police
from bield.records import Case, Said

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import police_cases

TIMES = 3
DAY = date(2026, 12, 1)


def a_megabyte() -> Case:
    """A record whose one note is a megabyte."""
    note = Said(entry=1, text="They wrote that I have to pay. " * 34_000, noted_at="")
    return replace(police_cases.tiny(), story=(note,))


CASES: dict[str, Callable[[], Case]] = {
    "nothing but the seal": police_cases.tiny,
    "an evening's record": police_cases.typical,
    "18 scripts": police_cases.in_many_scripts,
    "filled in by an enemy": police_cases.hostile,
    "200 exhibits, 50,000 words": police_cases.huge,
    "a note of 1 MB": a_megabyte,
}


def main() -> None:
    """Press each record, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fonts", type=Path, action="append", default=[])
    folders = parser.parse_args().fonts
    form = next(form for form in load_forms() if form.id == "police_scotland")
    table = Table(title="Statements for the police, as PDF/A-3a and PDF/UA-1")
    for column in ("record", "pages", "kB", "ms", "codes"):
        table.add_column(column, justify="left" if column == "record" else "right")
    for name, make in CASES.items():
        statement = police(make(), form, printed_on=DAY)
        took = []
        printed: set[bytes] = set()
        for _ in range(TIMES):
            started = time.perf_counter()
            printed.add(press_statement(statement, font_folders=folders))
            took.append(time.perf_counter() - started)
        assert len(printed) == 1, f"{name}: other bytes each time"
        (pdf,) = printed
        document = pypdfium2.PdfDocument(pdf)
        told = "".join(page.get_textpage().get_text_range() for page in document)
        codes = len(re.findall(r"U\+[0-9A-F]{4,6}", told))
        row = (len(document), len(pdf) // 1000, round(min(took) * 1000), codes)
        table.add_row(name, *(f"{value:,}" for value in row))
    console = Console()
    console.print(table)
    used_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"The same bytes each of {TIMES} times. Memory at most: {used_mb:,.0f} MB.")


if __name__ == "__main__":
    main()

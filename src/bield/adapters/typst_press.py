"""Sheets printed as PDF that a screen reader reads aloud in order: PDF/UA-1, by typst."""

from __future__ import annotations

import functools
import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from importlib import resources
from typing import Any

from bield.records.sheet import Sheet

FILE_NAME = "plan.pdf"
"""It tells nothing to somebody who sees it in a list of files."""

_REMEMBERS = 11
"""For how many documents typst remembers a part of one (`comemo::evict(10)`), and one more."""


class UnableToPrintError(RuntimeError):
    """A sheet could not be printed; `str()` of it says what to do."""


def print_sheet(sheet: Sheet) -> bytes:
    """Give a sheet as a tagged PDF. The same sheet always gives the same bytes.

    Nothing but its words is in it: no author, no moment but the day it is printed.

    Raises:
        UnableToPrintError: What prints is not installed, or has no letter for a word of the
            sheet.
    """
    layout, fonts = _ours()
    import typst

    words = json.dumps(asdict(sheet) | {"printed_on": sheet.printed_on.isoformat()})
    try:
        printed, warnings = typst.compile_with_warnings(
            layout,
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"sheet": words},
            pdf_standards="ua-1",
            timestamp=datetime.combine(sheet.printed_on, time(), tzinfo=UTC),
        )
    except typst.TypstError as problem:
        raise UnableToPrintError(
            f"This plan cannot be made into a PDF ({problem.message}). Print the page itself."
        ) from problem
    finally:
        forget_words()
    if warnings or not isinstance(printed, bytes):
        said = "; ".join(warning.message for warning in warnings)
        raise UnableToPrintError(
            f"This plan cannot be made into a PDF that everybody can read ({said}). "
            "Print the page itself."
        )
    return printed


def forget_words() -> None:
    """Have typst drop what it remembers of a document, for the next that is like it.

    Else a process that stays, such as the site, would hold the words of a person who has gone, and
    a gigabyte of memory after some long documents.
    """
    import typst

    _, fonts = _ours()
    for _ in range(_REMEMBERS):
        typst.compile(b"#set page(width: 9pt, height: 9pt)", font_paths=fonts, format="svg")


@functools.cache
def _ours() -> tuple[bytes, Any]:
    """Our layout and the letters that typst brings: nothing of this machine's."""
    try:
        import typst
    except ImportError as problem:
        raise UnableToPrintError(
            "What makes a PDF is not installed. Install it with: pip install 'bield[site]'"
        ) from problem
    layout = (resources.files("bield.adapters") / "sheet.typ").read_bytes()
    return layout, typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)

"""Statements pressed as PDF: PDF/A-3a to be kept, PDF/UA-1 to be read aloud, in one file, by typst.

typst is asked for both standards and refuses to write what breaks what it checks of them. No other
validator looks at the file here: what it claims is declared, and not proven.
"""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from importlib import resources
from itertools import takewhile
from pathlib import Path
from typing import Any

from bield.adapters.statement_letters import Letters, Line, letters_for
from bield.adapters.typst_press import UnableToPrintError, forget_words
from bield.records import Words
from bield.records.statement import (
    Block,
    Cell,
    Commands,
    Given,
    Heading,
    Paragraph,
    Part,
    Passage,
    Points,
    QrCode,
    Statement,
    Table,
    ToSign,
)

_LINE_PT = 482.0
"""A4 less its margins, as `statement.typ` has them."""
_SIZE_PT, _SMALL_PT = 10.5, 9.0
_CELL_PT = 11.0
"""What the edges of a cell take."""
_LINES_TOGETHER = 16
"""Up to so many lines of a row stay on one page."""


def press_statement(statement: Statement, *, font_folders: Iterable[Path] = ()) -> bytes:
    """Give a statement as one PDF, declared as PDF/A-3a and PDF/UA-1.

    Every sign of it is shown: by a letter of a font that lies in the PDF, or by a code such as
    `[U+0A2A]` where no font of this machine has one. The same statement gives the same bytes on one
    machine, and on every machine where it is in letters that typst brings: Latin, Greek, Cyrillic
    and Hebrew. Nothing but its words is in it: no author, no moment but the day it is printed.

    Args:
        statement: What to print.
        font_folders: Where to look for fonts beside those that typst brings and the machine has.

    Raises:
        UnableToPrintError: What prints is not installed, or cannot print it; `str()` of it says
            what to do.
    """
    _installed()
    letters = letters_for(_texts(statement), tuple(font_folders))
    try:
        pressed = _pressed(statement, letters)
        if pressed is None:
            # A letter that is there alone and missing beside another: then all that is no ASCII.
            pressed = _pressed(statement, letters.with_codes_alone())
    finally:
        forget_words()
    if pressed is None:
        raise UnableToPrintError(
            "This statement cannot be made into a PDF here. Hand over the text for the form and "
            "the sealed file in its place."
        )
    return pressed


def _pressed(statement: Statement, letters: Letters) -> bytes | None:
    """The PDF; `None` where typst refuses it."""
    import typst

    words = json.dumps(_document(statement, letters))
    try:
        printed, warnings = typst.compile_with_warnings(
            _layout(),
            font_paths=letters.fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"statement": words},
            pdf_standards=["a-3a", "ua-1"],
            timestamp=datetime.combine(statement.printed_on, time(), tzinfo=UTC),
        )
    except typst.TypstError:
        return None
    return printed if isinstance(printed, bytes) and not warnings else None


def _document(statement: Statement, letters: Letters) -> dict[str, Any]:
    """What the layout takes."""
    day = statement.printed_on
    blocks = [_block(block, letters) for block in statement.blocks]
    if letters.wrote_codes:
        # Before the first that may hold one.
        plain = takewhile(lambda block: isinstance(block, Heading | Paragraph), statement.blocks)
        blocks.insert(sum(1 for _ in plain), _block(Paragraph(statement.about_codes), letters))
    return {
        "title": letters.plain(statement.title),
        "language": statement.language,
        "region": statement.region,
        "day": [day.year, day.month, day.day],
        "foot": letters.plain(statement.foot),
        "fonts": {"words": letters.for_words, "exact": letters.for_exact},
        "blocks": blocks,
        "attachments": [
            {"name": a.name, "media_type": a.media_type, "says": a.says, "text": a.text}
            for a in statement.attachments
        ],
    }


def _block(block: Block, letters: Letters) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": letters.plain(block.text)}
        case Paragraph():
            return {"kind": "paragraph", "lines": _lines(block.text, letters, _LINE_PT)}
        case Points():
            return {"kind": "points", "items": [letters.plain(item) for item in block.items]}
        case Passage():
            words = block.words.value if block.words is not Words.GIVEN else Words.OWN.value
            return {
                "kind": "passage",
                "words": words,
                "label": letters.plain(block.label),
                "lines": letters.lines(Given(block.text), _fits(_LINE_PT - 13, _SIZE_PT)),
                "after": letters.plain(block.after),
            }
        case Table():
            return _table(block, letters)
        case Commands():
            lines = [
                line
                for command in block.lines
                for line in letters.lines(Given(command, exact=True), _exact_fits(_LINE_PT, 8.6))
            ]
            return {"kind": "commands", "lines": lines}
        case QrCode():
            return {
                "kind": "code",
                "picture": _square(block.value),
                "says": letters.plain(block.says),
            }
        case ToSign():
            return {
                "kind": "sign",
                "says": letters.plain(block.says),
                "labels": [letters.plain(label) for label in block.labels],
            }


def _table(table: Table, letters: Letters) -> dict[str, Any]:
    shares = sum(table.widths)
    widths = [_LINE_PT * width / shares - _CELL_PT for width in table.widths]
    return {
        "kind": "table",
        "head": [letters.plain(label) for label in table.head],
        "widths": list(table.widths),
        "rows": [
            {
                "cells": [_cell(c, letters, width) for c, width in zip(row, widths, strict=True)],
                "long": any(_is_long(c, width) for c, width in zip(row, widths, strict=True)),
            }
            for row in table.rows
        ],
    }


def _is_long(cell: Cell, width_pt: float) -> bool:
    """Whether a cell may not fit on what is left of a page, and has to go on on the next."""
    parts = cell if isinstance(cell, tuple) else (cell,)
    texts = [part if isinstance(part, str) else part.text for part in parts]
    fits = _fits(width_pt, _SMALL_PT)
    lines = sum(1 + len(line) // fits for text in texts for line in text.split("\n"))
    return lines > _LINES_TOGETHER


def _cell(cell: Cell, letters: Letters, width_pt: float) -> dict[str, Any]:
    parts = cell if isinstance(cell, tuple) else (cell,)
    return {"parts": [_part(part, letters, width_pt) for part in parts]}


def _part(part: Part, letters: Letters, width_pt: float) -> dict[str, Any]:
    if isinstance(part, str):
        lines: Sequence[Line] = _lines(part, letters, width_pt, _SMALL_PT)
        return {"exact": False, "lines": lines}
    fits = _exact_fits(width_pt, 0.86 * _SMALL_PT) if part.exact else _fits(width_pt, _SMALL_PT)
    return {"exact": part.exact, "lines": letters.lines(part, fits)}


def _lines(
    text: str, letters: Letters, width_pt: float, size_pt: float = _SIZE_PT
) -> Sequence[Line]:
    return letters.lines(text, _fits(width_pt, size_pt))


def _fits(width_pt: float, size_pt: float) -> int:
    """How many letters fit on a line at least; capitals are the widest."""
    return max(4, int(width_pt / (0.75 * size_pt)))


def _exact_fits(width_pt: float, size_pt: float) -> int:
    return max(4, int(width_pt / (0.61 * size_pt)))


def _square(value: str) -> str:
    import segno

    picture = io.BytesIO()
    segno.make(value, error="m", micro=False).save(
        picture, kind="svg", border=4, xmldecl=False, svgns=True, nl=False, light="white"
    )
    return picture.getvalue().decode()


def _texts(statement: Statement) -> Iterator[str]:
    """Every text of a statement."""
    yield from (statement.title, statement.foot, statement.about_codes)
    for block in statement.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Points():
                yield from block.items
            case Passage():
                yield from (block.label, block.text, block.after)
            case Table():
                yield from block.head
                for row in block.rows:
                    for cell in row:
                        for part in cell if isinstance(cell, tuple) else (cell,):
                            yield part if isinstance(part, str) else part.text
            case Commands():
                yield from block.lines
            case QrCode():
                yield block.says
            case ToSign():
                yield from (block.says, *block.labels)


def _installed() -> None:
    try:
        import segno  # noqa: F401
        import typst  # noqa: F401
    except ImportError as problem:
        raise UnableToPrintError(
            "What makes a PDF is not installed. Install it with: pip install 'bield[keep]'"
        ) from problem


@functools.cache
def _layout() -> bytes:
    return (resources.files("bield.adapters") / "statement.typ").read_bytes()

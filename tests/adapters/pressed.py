"""What is read in a pressed statement, and by whom: used by the tests of it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from bield.adapters.statement_press import press_statement
from bield.facts.forms import load_forms
from bield.hand_over.police import police
from bield.records import Case, Words
from bield.records.statement import Heading, Passage, Statement

SCOTLAND = next(form for form in load_forms() if form.id == "police_scotland")


def of(case: Case) -> bytes:
    return press_statement(police(case, SCOTLAND, printed_on=date(2026, 12, 1)))


def passage(text: str) -> Statement:
    return Statement(
        title="A statement",
        language="en",
        region="GB",
        printed_on=date(2026, 12, 1),
        foot="A statement",
        about_codes="A code stands for a sign.",
        blocks=(
            Heading("A statement", level=1),
            Passage(words=Words.OWN, label="A note.", text=text),
        ),
    )


def texts(printed: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(printed)
    return [page.get_textpage().get_text_range() for page in document]


def read(printed: bytes) -> str:
    """All of it with no spaces: where a line breaks says nothing."""
    return re.sub(r"\s+", "", "".join(texts(printed)))


def characters(printed: bytes) -> Iterator[tuple[Any, Any, int]]:
    document = pypdfium2.PdfDocument(printed)
    for page in document:
        textpage = page.get_textpage()
        for at in range(textpage.count_chars()):
            yield page, textpage, at


def tags(printed: bytes) -> list[tuple[str, str]]:
    """Each tag, with the text that stands for a picture."""
    document = pypdfium2.PdfDocument(printed)
    found: list[tuple[str, str]] = []

    def told(ask: Any, element: Any) -> str:
        buffer = ctypes.create_string_buffer(512)
        length = ask(element, buffer, 512)
        return buffer.raw[: max(0, length - 2)].decode("utf-16-le")

    def walk(element: Any) -> None:
        alt = told(pdfium.FPDF_StructElement_GetAltText, element)
        found.append((told(pdfium.FPDF_StructElement_GetType, element), alt))
        for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, at):
                walk(child)

    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
        pdfium.FPDF_StructTree_Close(tree)
    return found

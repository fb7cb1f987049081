"""A PDF → its pages, by pdfium, in this very process.

Pdfium bounds no time and little memory (a form that names itself twice is drawn 2⁴⁰ times), so
whoever reads what strangers send gives `read_pdf` a `ports.Paper` that keeps this apart.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections.abc import Generator, Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from bield.ports import Page, Raster
from bield.read.charsets import without_surrogates
from bield.read.refusals import LockedError, NotAMessageError
from bield.read.seen import MAX_LOOKED_AT
from bield.read.text import MAX_CHARACTERS

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES = 50
"""Pages of one document that are read; a threat has one or two."""
MAX_PIXELS = 6_000_000
"""Of a page that is drawn: A4 at 250 dots an inch."""
DOTS_AN_INCH = 250
"""Tesseract wants capitals of 20 pixels or more: those of 10 point letters then have 24."""
MAX_LINKS = 200
MAX_ABOUT_CHARACTERS = 2_000
"""Of one thing that a document says of itself."""
MAX_OBJECTS = 20_000
"""Objects of a page that are searched for a picture."""
_LONGEST_SIDE = 20_000
_INFO = re.compile(rb"<</CreationDate\([^()]*\)/Creator\([^()]*\)/Producer\([^()]*\)>>")
"""What pdfium says of a file that it writes."""

_ONE_AT_A_TIME = threading.Lock()
"""Pdfium may not be called from two threads at once. Source: its own documentation."""

_LOCKED = (
    "This PDF is locked with a password, so its words cannot be read. Open it with the password "
    "and print it to a new PDF, or copy its words into a text file."
)
_BROKEN = (
    "This PDF is broken or only a part of one. Download it again, or copy the words you see into "
    "a text file."
)


def lay_out(document: bytes, *, draw: bool) -> Generator[Page, None, None]:
    """Give the pages of a PDF in order: their text, where their links lead, how they look.

    Args:
        document: The PDF.
        draw: Whether pages are drawn too, the first `MAX_LOOKED_AT` of them.

    Raises:
        LockedError: It opens only with a password.
        NotAMessageError: It is no PDF, or broken.
    """
    with _ONE_AT_A_TIME:
        pdf = _opened(document)
        try:
            count = len(pdf)
            if count == 0:
                raise NotAMessageError(_BROKEN)
            about = _about(pdf)
            for number in range(min(count, MAX_PAGES)):
                page = _page(pdf, number, count, draw=draw and number < MAX_LOOKED_AT)
                yield page if number else replace(page, about=about)
        finally:
            pdf.close()


def bare_pages(document: bytes) -> bytes:
    """Give the pages of a PDF as a new PDF, without what the file says of itself.

    Raises:
        LockedError: It opens only with a password.
        NotAMessageError: It is no PDF, or broken.
    """
    import pypdfium2

    with _ONE_AT_A_TIME:
        pdf = _opened(document)
        copy = pypdfium2.PdfDocument.new()
        try:
            copy.import_pages(pdf)
            out = BytesIO()
            copy.save(out)
        except pypdfium2.PdfiumError:
            raise NotAMessageError(_BROKEN) from None
        finally:
            copy.close()
            pdf.close()
    # Pdfium writes down the moment, with the zone of this machine. The same bytes in number, so
    # that every object stays in its place.
    return _INFO.sub(lambda found: b"<<" + b" " * (len(found[0]) - 4) + b">>", out.getvalue(), 1)


def _opened(document: bytes) -> pypdfium2.PdfDocument:
    # 30 ms that only a PDF should cost.
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise LockedError(_LOCKED) from None
        raise NotAMessageError(_BROKEN) from None


def _about(pdf: pypdfium2.PdfDocument) -> tuple[tuple[str, str], ...]:
    said = pdf.get_metadata_dict(skip_empty=True)
    return tuple((key, without_surrogates(str(said[key])[:MAX_ABOUT_CHARACTERS])) for key in said)


def _page(pdf: pypdfium2.PdfDocument, number: int, count: int, *, draw: bool) -> Page:
    import pypdfium2

    try:
        page = pdf[number]
        try:
            text_page = page.get_textpage()
            try:
                text = _tidy(text_page.get_text_bounded())
            finally:
                text_page.close()
            return Page(
                of=count,
                text=text,
                links=tuple(_links(pdf, page)),
                has_picture=_has_picture(page),
                drawn=_drawn(page) if draw else None,
            )
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return Page(of=count, text="", broken=True)


def _tidy(text: str) -> str:
    # U+FFFE and U+0002 are pdfium's marks for a hyphen that parts a word at the end of a line.
    text = text[: 2 * MAX_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n")
    for mark in ("\ufffe\n", "\x02\n", "\ufffe", "\x02", "\x00"):
        text = text.replace(mark, "")
    return without_surrogates(text)[:MAX_CHARACTERS].strip()


def _links(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    import pypdfium2.raw as pdfium

    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(MAX_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, place, link):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action:
            continue
        size = pdfium.FPDFAction_GetURIPath(pdf, action, None, 0)
        if not 1 < size <= 2_048:
            continue
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(pdf, action, buffer, size)
        yield buffer.value.decode("utf-8", errors="replace").replace("\n", "").strip()


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    import pypdfium2.raw as pdfium

    for count, each in enumerate(page.get_objects()):
        if each.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            return True
        if count > MAX_OBJECTS:
            break
    return False


def _drawn(page: pypdfium2.PdfPage) -> Raster | None:
    width, height = page.get_size()
    if not (math.isfinite(width * height) and width >= 1 and height >= 1):
        return None
    scale = min(
        DOTS_AN_INCH / 72,
        math.sqrt(MAX_PIXELS / (width * height)),
        _LONGEST_SIDE / max(width, height),
    )
    if min(width, height) * scale < 1:
        return None
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        rows, step = memoryview(bitmap.buffer).cast("B"), bitmap.stride
        if step == bitmap.width:
            grey = bytes(rows)
        else:
            grey = b"".join(rows[y * step : y * step + bitmap.width] for y in range(bitmap.height))
        return Raster(bitmap.width, bitmap.height, grey[: bitmap.width * bitmap.height])
    finally:
        bitmap.close()

"""What a PDF, a Word document or a saved web page says of itself: who made it, when, with what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from xml.etree.ElementTree import ParseError

from bield.ports import Paper
from bield.read.archive import Archive
from bield.read.charsets import decode_text
from bield.read.metadata.facts import Fact, Tells
from bield.read.metadata.xmp import packets, xmp_facts
from bield.read.pdf_pages import lay_out
from bield.read.refusals import UnableToReadError

_PDF_TELLS = {"Author": Tells.NAME, "Creator": Tells.DEVICE, "Producer": Tells.DEVICE}
_DOCX_TELLS = {
    "creator": Tells.NAME,
    "lastModifiedBy": Tells.NAME,
    "Manager": Tells.NAME,
    "Company": Tells.NAME,
    "HyperlinkBase": Tells.PLACE,
    "Template": Tells.DEVICE,
    "Application": Tells.DEVICE,
    "AppVersion": Tells.DEVICE,
}
_AUTHOR = re.compile(rb"""\bw:author\s*=\s*["']([^"']{1,200})["']""")
_WORDS = re.compile(r"word/(?:document|comments|footnotes|endnotes|header\d*|footer\d*)\d*\.xml")
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S{1,2000})\s*-->", re.IGNORECASE)
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_META_NAMES = {"author": Tells.NAME, "generator": Tells.DEVICE}
_PROBE_BYTES = 64 * 1024


def pdf_facts(data: bytes, paper: Paper | None) -> Iterator[Fact]:
    """Give what a PDF says of itself in its information dictionary and in XMP."""
    laid_out = (lay_out if paper is None else paper.lay_out)(data, draw=False)
    try:
        with closing(laid_out) as pages:
            first = next(pages)
            yield Fact("Pages", str(first.of))
            for label, value in first.about:
                yield Fact(label, value, _PDF_TELLS.get(label, Tells.NOTHING))
    except (UnableToReadError, StopIteration):
        pass  # why it cannot be read is told where its words are read
    for packet in packets(data):
        yield from xmp_facts(packet)


def docx_facts(data: bytes) -> Iterator[Fact]:
    """Give the properties of a Word document, and who wrote its comments and changes.

    Raises:
        UnableToReadError: It is damaged.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    archive = Archive(data)
    for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
        if name not in archive.names:
            continue
        try:
            root = fromstring(archive.read(name))
        except (ParseError, DefusedXmlException, ValueError):
            yield Fact(name, "there is such a part, which could not be read")
            continue
        for element in root.iter():
            local = str(element.tag).rpartition("}")[2]
            if element.text and element.text.strip() and local not in {"lpstr", "i4", "lpwstr"}:
                yield Fact(local, element.text, _DOCX_TELLS.get(local, Tells.NOTHING))
            elif element.get("name") and name.endswith("custom.xml"):
                yield Fact(str(element.get("name")), "".join(element.itertext()))
    authors: dict[str, None] = {}
    for name in archive.names:
        if _WORDS.fullmatch(name):
            found = _AUTHOR.findall(archive.read(name))
            authors |= dict.fromkeys(unescape(a.decode("utf-8", "replace")) for a in found)
    for author in authors:
        yield Fact("Author of a comment or a change", author, Tells.NAME)


def page_facts(data: bytes) -> Iterator[Fact]:
    """Give where a web page was saved from, and who and what made it."""
    if found := _SAVED_FROM.search(data[:_PROBE_BYTES]):
        yield Fact("Saved from", found[1].decode("utf-8", "replace"))
    text, _ = decode_text(data[:_PROBE_BYTES], declared=None)
    for meta in _META.finditer(text):
        said = {m[1].lower(): unescape(m[2] or m[3] or "") for m in _ATTRIBUTE.finditer(meta[0])}
        name = said.get("name", "").lower()
        if name in _META_NAMES:
            yield Fact(name, said.get("content", ""), _META_NAMES[name])

"""Documents copied without who wrote and changed them, when, and with what."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from bield.adapters.shared_copy.own import LEFT_OUT, CannotCleanError, Cleaned, Own
from bield.adapters.shared_copy.pictures import without_metadata
from bield.adapters.shared_copy.texts import NOT_KNOWN, STILL_THERE
from bield.ports import Paper
from bield.read import UnableToReadError
from bield.read.archive import Archive
from bield.read.docx import read_docx
from bield.read.metadata import metadata_of
from bield.read.pdf import read_pdf

Bare = Callable[[bytes], bytes]
"""Gives the pages of a PDF alone, as a new PDF."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMPTY = {
    "docProps/core.xml": f"{_HEAD}<cp:coreProperties xmlns:cp="
    '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": f"{_HEAD}<Properties xmlns="
    '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": f"{_HEAD}<Properties xmlns="
    '"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_PLAIN = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
_DROPPED = re.compile(r"^docProps/thumbnail|^customXml/|^word/people\.xml$", re.IGNORECASE)
_RELATED = re.compile(
    r"<Relationship\b[^>]*?(?:thumbnail|customXml|people\.xml)[^>]*?/>", re.IGNORECASE
)
_AUTHORS = re.compile(
    r"""(\b(?:w\d*:author|w\d*:initials|w\d*:userId|w\d*:providerId)\s*=\s*)("[^"]*"|'[^']*')"""
)
_DATES = re.compile(r"""\s(?:w\d*:date|w16du:dateUtc)\s*=\s*(?:"[^"]*"|'[^']*')""")
_KEPT_FILES = re.compile(r"\.(?:odttf|ttf|otf)$", re.IGNORECASE)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)

_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_PDF_TELLS = re.compile(
    rb"/(?:Metadata|PieceInfo|EmbeddedFiles?|JavaScript|JS|AcroForm|RichMedia|Launch)\b"
    rb"|/(?:T|Contents|M|NM)\s*[(<](?!<)"
)
_IN_STREAMS = (b"Exif\x00\x00", b"<x:xmpmeta", b"<rdf:RDF", b"Photoshop 3.0\x00")
_INFO = re.compile(
    rb"/(?:Author|Creator|Producer|CreationDate|ModDate|Title|Subject|Keywords)\s*\("
)
_PACKED_TWICE = re.compile(rb"/Filter\s*\[[^\]]*/[^\]]*/[^\]]*\]")
"""A picture that is packed once more, so that nothing can be looked for in it."""


def docx_without(data: bytes, own: Own) -> Cleaned:
    """Give a Word document without its properties, and without who commented and changed it.

    Raises:
        CannotCleanError: It is damaged, holds what cannot be cleaned, or names the person in words.
    """
    if not own.has_name:
        raise CannotCleanError(NOT_KNOWN)
    try:
        archive = Archive(data)
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for name in archive.names:
                if not _DROPPED.search(name):
                    kept = _part(name, archive.read(name), own)
                    made.writestr(zipfile.ZipInfo(name, _LONG_AGO), kept)
        copy = out.getvalue()
        said = _words_of(lambda: read_docx(copy).text)
    except UnableToReadError as error:
        raise CannotCleanError(str(error)) from error
    if own.stands_in(said):
        raise CannotCleanError(STILL_THERE)
    before = dict.fromkeys(fact.label for fact in metadata_of(data))
    return Cleaned(copy, tuple(before) or ("its properties",))


def _part(name: str, data: bytes, own: Own) -> bytes:
    if name in _EMPTY:
        return _EMPTY[name].encode()
    if name.startswith("word/media/"):
        return without_metadata(data).data
    if not _PLAIN.search(name):
        if _KEPT_FILES.search(name):
            return data
        raise CannotCleanError(f"There is a file in it that cannot be cleaned: {name}.")
    text = data.decode("utf-8")
    if name.endswith(".rels"):
        text = _RELATED.sub("", text)
    text = _AUTHORS.sub(rf'\1"{LEFT_OUT}"', text)
    return own.without(_DATES.sub("", text))[0].encode()


def pdf_without(data: bytes, own: Own, *, paper: Paper | None, bare: Bare) -> Cleaned:
    """Give the pages of a PDF without what the file says of itself.

    Raises:
        CannotCleanError: Its words name the person, or something of it would stay: notes, forms,
            a picture with a place of its own.
    """
    if not own.has_name:
        raise CannotCleanError(NOT_KNOWN)
    said = _words_of(lambda: read_pdf(data, paper=paper).text)
    if own.stands_in(said):
        raise CannotCleanError(
            "Its words name you, and a PDF cannot be changed safely. Take a screenshot of it with "
            "your name covered, and add that."
        )
    try:
        copy = bare(data)
    except UnableToReadError as error:
        raise CannotCleanError(str(error)) from error
    outside = _STREAM.sub(b"stream", copy)
    if _PDF_TELLS.search(outside) or any(mark in copy for mark in _IN_STREAMS):
        raise CannotCleanError(
            "There are notes, forms or pictures in it that say more than is seen. Take a "
            "screenshot of it, and add that."
        )
    if _INFO.search(outside) or _PACKED_TWICE.search(outside):
        raise CannotCleanError("What it says of itself could not be left out of it.")
    if _words_of(lambda: read_pdf(copy, paper=paper).text) != said:
        raise CannotCleanError("Its copy would not have the same words.")
    labels = dict.fromkeys(fact.label for fact in metadata_of(data, paper=paper))
    labels.pop("Pages", None)
    return Cleaned(copy, tuple(labels) or ("what programs add",))


def _words_of(read: Callable[[], str]) -> str:
    try:
        return read()
    except UnableToReadError:
        return ""

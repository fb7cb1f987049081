"""Whether a file may be kept where no picture of a child may be: what is in it, all of it.

Nothing is taken on trust: what is no text, no mail, no document that was looked through and no
archive of such may be a picture, and is told as what cannot be looked into.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Part

from bield.ports import Paper
from bield.read.archive import PICTURE_SUFFIXES, Archive
from bield.read.charsets import decode_text
from bield.read.headers import charset, filename
from bield.read.kinds import PICTURE_PROBE_BYTES, Kind, is_picture, kind_of
from bield.read.mail import parse_mail
from bield.read.mbox import split_mbox
from bield.read.packed_text import Holds, holds
from bield.read.refusals import NothingToReadError, PictureRefusedError, UnableToReadError

MAX_DEPTH = 8
"""Files in files, and so on: no deeper is anything opened."""
MAX_FOUND = 2_000
MAX_LOOKED_AT_BYTES = 500 * 1024 * 1024
"""Of one file and of all that unpacks from it."""
MAX_FILES = 30_000
MAX_PDFS = 20
"""Each is laid out in a process of its own, for some seconds at most."""
_MAX_SIGNATURE_BYTES = 64 * 1024
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature"})
_PLAIN_PARTS = re.compile(r"\.(?:xml|rels|vml|txt|xsd)$|^\[Content_Types\]\.xml$", re.IGNORECASE)
_HARMLESS_PARTS = re.compile(r"\.(?:odttf|ttf|otf)$|printerSettings\d*\.bin$", re.IGNORECASE)
_PDF_END = b"%%EOF"
_MAX_BEHIND_PDF = 4_096


_SMALL_SECTOR_BYTES = 64
"""Where the streams of a compound file begin (MS-CFB)."""
_PICTURE_START = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF.{4}(?:WEBP|AVI )|.{4}ftyp", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Within:
    """Something in a file for which the file may not be kept as it is."""

    name: str
    """What it is called there; empty where it has no name, or is the file itself."""
    holds: Holds


def pictures_within(data: bytes, *, paper: Paper | None = None) -> tuple[Within, ...]:
    """Give what in a file is a picture or a video, or may be one.

    Args:
        data: The file.
        paper: What lays out PDFs; without it that is done here, and not bounded in time.

    Returns:
        Nothing, where all of the file was looked through and there is none.
    """
    found: list[Within] = []
    for one in _look(data, "", _Looking(paper), depth=0):
        if len(found) == MAX_FOUND:
            break
        found.append(one)
    return tuple(dict.fromkeys(found))


@dataclass(slots=True)
class _Looking:
    """What is left of the time and the memory that one file may take."""

    paper: Paper | None
    bytes_left: int = MAX_LOOKED_AT_BYTES
    files_left: int = MAX_FILES
    pdfs_left: int = MAX_PDFS


def _look(data: bytes, name: str, looking: _Looking, *, depth: int) -> Iterator[Within]:
    looking.bytes_left -= len(data)
    looking.files_left -= 1
    if depth > MAX_DEPTH or looking.bytes_left < 0 or looking.files_left < 0:
        yield Within(name, Holds.UNKNOWN)
        return
    try:
        yield from _of_kind(kind_of(data), data, name, looking, depth)
    except (UnableToReadError, RecursionError):
        yield Within(name, Holds.UNKNOWN)


def _of_kind(kind: Kind, data: bytes, name: str, looking: _Looking, depth: int) -> Iterator[Within]:
    match kind:
        case Kind.NOTHING:
            pass
        case Kind.PICTURE:
            yield Within(name, Holds.PICTURE)
        case Kind.BINARY:
            yield Within(name, Holds.UNKNOWN)
        case Kind.MAIL:
            yield from _in_mail(parse_mail(data), name, looking, depth)
        case Kind.MBOX:
            for mail in split_mbox(data):
                yield from _look(mail, name, looking, depth=depth + 1)
        case Kind.OUTLOOK:
            yield from _in_outlook(data, name, looking, depth)
        case Kind.PDF:
            yield from _in_pdf(data, name, looking)
        case Kind.DOCX:
            yield from _in_docx(data, name)
        case Kind.CHAT if data.startswith(b"PK"):
            yield from _in_archive(data, name, looking, depth)
        case _:
            yield from _in_text(decode_text(data, declared=None)[0], name)


def _in_text(text: str, name: str) -> Iterator[Within]:
    if (held := holds(text)) is not None:
        yield Within(name, held)


def _in_mail(mail: Part, name: str, looking: _Looking, depth: int) -> Iterator[Within]:
    for part in mail.walk():
        for value in map(str, part.values()):
            # Headers bear long seals of mail services, which no picture hides among.
            if holds(value) is Holds.PICTURE:
                yield Within(name, Holds.PICTURE)
        for beside in (part.preamble, part.epilogue):
            yield from _in_text(beside or "", name)
        if not part.is_multipart():
            yield from _in_part(part, filename(part) or name, looking, depth)


def _in_part(part: Part, name: str, looking: _Looking, depth: int) -> Iterator[Within]:
    kind = part.get_content_type()
    data = _payload(part)
    if kind.startswith(("image/", "video/")) or is_picture(data[:PICTURE_PROBE_BYTES]):
        yield Within(name, Holds.PICTURE)
    elif kind in _SIGNATURES and data[:1] == b"\x30" and len(data) <= _MAX_SIGNATURE_BYTES:
        pass
    elif kind.startswith("text/") and kind_of(data) is not Kind.BINARY:
        yield from _in_text(decode_text(data, declared=charset(part))[0], name)
    else:
        yield from _look(data, name, looking, depth=depth + 1)


def _payload(part: Part) -> bytes:
    """The bytes of a part; of a mail that was attached in base64, which RFC 2046 forbids, too."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError):
        payload = None
    if not isinstance(payload, bytes):
        payload = str(part.get_payload()).encode("utf-8", "surrogateescape")
    if not part.keys() and not re.search(rb"[^A-Za-z0-9+/=\s]", payload[:4096]):
        try:
            return binascii.a2b_base64(payload)
        except binascii.Error:
            pass
    return payload


def _in_outlook(data: bytes, name: str, looking: _Looking, depth: int) -> Iterator[Within]:
    from bield.read.outlook import open_outlook

    try:
        letter = open_outlook(data, pictures_allowed=False)
    except PictureRefusedError:
        yield Within(name, Holds.PICTURE)
        letter = open_outlook(data)
    if not any(e.is_picture for one in letter.everything() for e in one.enclosures) and any(
        found.start() % _SMALL_SECTOR_BYTES == 0 for found in _PICTURE_START.finditer(data)
    ):
        yield Within(name, Holds.PICTURE)  # where the letter has none: beyond what is read of one
    for one in letter.everything():
        for text in one.texts:
            yield from _in_text(text, name)
        for enclosure in one.enclosures:
            called = enclosure.name or name
            if enclosure.is_picture:
                yield Within(called, Holds.PICTURE)
            elif enclosure.data:
                yield from _look(enclosure.data, called, looking, depth=depth + 1)
            else:
                yield Within(called, Holds.UNKNOWN)


def _in_pdf(data: bytes, name: str, looking: _Looking) -> Iterator[Within]:
    from bield.read.pdf import read_pdf

    looking.pdfs_left -= 1
    if looking.pdfs_left < 0:
        yield Within(name, Holds.UNKNOWN)
        return
    behind = data[data.rfind(_PDF_END) + len(_PDF_END) :] if _PDF_END in data else b""
    if len(behind) > _MAX_BEHIND_PDF:
        yield Within(name, Holds.UNKNOWN)
    try:
        read_pdf(data, pictures_allowed=False, paper=looking.paper)
    except PictureRefusedError:
        yield Within(name, Holds.PICTURE)
    except NothingToReadError:
        pass


def _in_docx(data: bytes, name: str) -> Iterator[Within]:
    from bield.read.docx import read_docx

    try:
        read_docx(data, pictures_allowed=False)
    except PictureRefusedError:
        yield Within(name, Holds.PICTURE)
        return
    except NothingToReadError:
        pass
    archive = Archive(data)
    if archive.hides_bytes:
        yield Within(name, Holds.UNKNOWN)
    for inner in archive.names:
        if _PLAIN_PARTS.search(inner):
            yield from _in_text(decode_text(archive.read(inner), declared=None)[0], name)
        elif not _HARMLESS_PARTS.search(inner):
            yield Within(name, Holds.UNKNOWN)


def _in_archive(data: bytes, name: str, looking: _Looking, depth: int) -> Iterator[Within]:
    archive = Archive(data)
    if archive.hides_bytes:
        yield Within(name, Holds.UNKNOWN)
    for inner in archive.names:
        if inner.lower().endswith(PICTURE_SUFFIXES):
            yield Within(inner, Holds.PICTURE)
            continue
        try:
            member = archive.read(inner)
        except UnableToReadError:
            yield Within(inner, Holds.UNKNOWN)
            continue
        # What stands in a file within this one is named by that file.
        for one in _look(member, inner, looking, depth=depth + 1):
            yield Within(inner, one.holds)

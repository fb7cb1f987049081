"""A Word document (.docx) → the words that a person sees on opening it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bield.ports import Eyes
from bield.read.archive import Archive, LockedArchiveError
from bield.read.docx_words import Words, hidden_styles
from bield.read.pdf import FEW_LETTERS, HOLDS_PICTURE
from bield.read.refusals import (
    LockedError,
    NotAMessageError,
    NothingToReadError,
    PictureRefusedError,
    TooComplexToReadError,
    TooLargeToReadError,
    UnableToReadError,
)
from bield.read.seen import Looking
from bield.read.text import shorten
from bield.records import Format, Message

MAX_PARTS = 1_000
"""Files in one document. Word makes some 15, and one for each picture."""
MAX_XML_BYTES = 8 * 1024 * 1024
"""Of all parts with words. Measured: this takes 2 s to walk; a page of a letter has some 20 KB."""
MAX_LINKS = 200

_PARTS = (
    r"word/header\d*\.xml",
    r"word/document\d*\.xml",
    r"word/footnotes\d*\.xml",
    r"word/endnotes\d*\.xml",
    r"word/comments\d*\.xml",
    r"word/footer\d*\.xml",
)
"""Where words stand, in the order in which they are told."""
_BODY = re.compile(_PARTS[1])
_STYLES = "word/styles.xml"
_MACROS = re.compile(r"(?:^|/)vba(?:Project|Data)", re.IGNORECASE)
_PICTURE = re.compile(r"^(?:word/(?:media|embeddings)/|docProps/thumbnail)", re.IGNORECASE)
_RELATED = re.compile(r"^(.*/)?([^/]+)$")

_MACRO = (
    "This Word document holds a program (macros). Bield does not open it, and you should not "
    "either. If it is open already, save it as PDF or copy the words into a text file."
)
_BROKEN = (
    "This Word document is cut off or damaged. Download it again, save it as PDF, or copy the "
    "words you see into a text file."
)
_TOO_LARGE = (
    "This Word document is far larger unpacked than a letter is. Save it as PDF, or copy its words "
    "into a text file."
)
_TOO_COMPLEX = (
    "This Word document is made of more parts than a letter is. Save it as PDF, or copy its words "
    "into a text file."
)
_LOCKED = (
    "This Word document is locked with a password. Open it with the password and save it as PDF "
    "without one, or copy its words into a text file."
)
_NO_WORDS = (
    "No words were found in this Word document. Open it, type or copy the words you see into a "
    "text file, and try again."
)


def read_docx(data: bytes, *, pictures_allowed: bool = True, eyes: Eyes | None = None) -> Message:
    """Give the words of a Word document: headers, body, notes, comments, footers, links.

    Words that were deleted with changes tracked, or that are hidden, are left out.

    Args:
        data: The document.
        pictures_allowed: Whether it may hold pictures or other files.
        eyes: What reads pictures: QR codes are looked for in each, words only where the document
            has almost none of its own.

    Returns:
        The message. `notes` says what was left out.

    Raises:
        PictureRefusedError: It holds a picture or another file, and those were not allowed.
        NotAMessageError: It is damaged, or holds a program.
        LockedError: It has a password.
        TooLargeToReadError, TooComplexToReadError: It unpacks to more than any letter.
        NothingToReadError: There are no words in it.
    """
    try:
        archive = Archive(data)
    except TooComplexToReadError:
        raise TooComplexToReadError(_TOO_COMPLEX) from None
    except UnableToReadError:
        raise NotAMessageError(_BROKEN) from None
    names = archive.names
    if len(names) > MAX_PARTS:
        raise TooComplexToReadError(_TOO_COMPLEX)
    if any(_MACROS.search(name) for name in names):
        raise NotAMessageError(_MACRO)
    if not any(_BODY.fullmatch(name) for name in names):
        raise NotAMessageError(_BROKEN)
    pictures = [name for name in names if _PICTURE.search(name)]
    if not pictures_allowed:
        _refuse_pictures(archive, pictures)

    styles = _part(archive, _STYLES) if _STYLES in names else b"<styles/>"
    size = len(styles)
    if size > MAX_XML_BYTES:
        raise TooLargeToReadError(_TOO_LARGE)
    words = Words(hidden_styles(styles))
    links: list[str] = []
    for pattern in _PARTS:
        for name in sorted(n for n in names if re.fullmatch(pattern, n)):
            xml = _part(archive, name)
            size += len(xml)
            if size > MAX_XML_BYTES:
                raise TooLargeToReadError(_TOO_LARGE)
            words.take(xml)
            links += _links(archive, name)
    return _message(words, [*words.links, *links], archive, pictures, Looking(eyes))


def _refuse_pictures(archive: Archive, pictures: list[str]) -> None:
    try:
        archive.refuse_pictures()
    except PictureRefusedError:
        raise PictureRefusedError(HOLDS_PICTURE) from None
    if pictures:
        raise PictureRefusedError(HOLDS_PICTURE)


def _part(archive: Archive, name: str) -> bytes:
    try:
        return archive.read(name)
    except LockedArchiveError:
        raise LockedError(_LOCKED) from None
    except TooLargeToReadError:
        raise TooLargeToReadError(_TOO_LARGE) from None
    except UnableToReadError:
        raise NotAMessageError(_BROKEN) from None


_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]{0,8000}>")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']{1,2048})["']""")


def _links(archive: Archive, name: str) -> Iterator[str]:
    """Where the links of a part lead: a list beside it names them."""
    match = _RELATED.match(name)
    beside = f"{match[1] or ''}_rels/{match[2]}.rels" if match else ""
    if beside not in archive.names:
        return
    found = 0
    for relation in _RELATION.finditer(_part(archive, beside)):
        target = _TARGET.search(relation[0])
        if b"/hyperlink" not in relation[0] or target is None or found == MAX_LINKS:
            continue
        found += 1
        yield target[1].decode("utf-8", errors="replace").replace("&amp;", "&").strip()


def _message(
    words: Words, links: list[str], archive: Archive, pictures: list[str], looking: Looking
) -> Message:
    text = words.text
    few = sum(map(str.isalnum, text)) < FEW_LETTERS
    seen = []
    for name in pictures:
        if not name.startswith("word/media/"):
            continue
        try:
            picture = archive.read(name)
        except UnableToReadError:
            looking.pass_over()
            continue
        seen.append(looking.at(picture, words=few))
    text = "\n\n".join(part for part in [text, *seen] if part)
    told = [f"Link: {link}" for link in dict.fromkeys(links) if link and link not in text]
    added = "\n".join([*told, *looking.code_lines])
    text, shortened = shorten(f"{text}\n\n{added}".strip())
    notes = looking.notes
    if inner := [n.rpartition("/")[2] for n in pictures if n.startswith("word/embeddings/")]:
        notes += (f"Not opened: {', '.join(inner[:5])}{' …' if len(inner) > 5 else ''}.",)
    if not text:
        raise NothingToReadError(" ".join([_NO_WORDS, *notes]))
    return Message(format=Format.DOCUMENT, text=text, notes=notes + shortened)

"""A saved web page → the text that a person would see on it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from bield.ports import Eyes
from bield.read.charsets import decode_text
from bield.read.html import visible_text
from bield.read.pdf import FEW_LETTERS, HOLDS_PICTURE
from bield.read.refusals import NothingToReadError, PictureRefusedError
from bield.read.seen import Looking
from bield.read.text import shorten
from bield.records import Format, Message

_CHARSET = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.I)
_CHARSET_PROBE_BYTES = 4_096
_PICTURE = re.compile(r"data:\s*(?:image|video)/", re.IGNORECASE)
_PICTURE_DATA = re.compile(
    r"data:\s*image/[a-z0-9.+-]{1,40};base64,([A-Za-z0-9+/=%\s]{400,})", re.IGNORECASE
)
"""A picture written into the page; those of a few bytes are dots and lines."""

_NO_WORDS = (
    "No words were found in this web page. Open it, copy the words you see into a text file, and "
    "try again."
)


def read_html(data: bytes, *, pictures_allowed: bool = True, eyes: Eyes | None = None) -> Message:
    """Give the text of a web page as a person would see it.

    Args:
        data: The page as it was saved. What it fetches from elsewhere is never fetched.
        pictures_allowed: Whether pictures may be written into it.
        eyes: What reads those: QR codes are looked for in each, words only where the page has
            almost none of its own.

    Returns:
        The message. `notes` says what was left out.

    Raises:
        PictureRefusedError: A picture or video is written into it, and those were not allowed.
        NothingToReadError: There are no words in it.
    """
    declared = _CHARSET.search(data[:_CHARSET_PROBE_BYTES])
    html, notes = decode_text(data, declared=declared[1].decode() if declared else None)
    if not pictures_allowed and _PICTURE.search(html):
        raise PictureRefusedError(HOLDS_PICTURE)
    text, cut = visible_text(html.replace("\r\n", "\n").replace("\r", "\n"))
    looking = Looking(eyes)
    few = sum(map(str.isalnum, text)) < FEW_LETTERS
    seen = [looking.at(picture, words=few) for picture in _pictures(html)]
    added = "\n".join(looking.code_lines)
    text, shortened = shorten("\n\n".join(p for p in [text, *seen, added] if p.strip()))
    notes = (*notes, *cut, *looking.notes)
    if not text.strip():
        raise NothingToReadError(" ".join([_NO_WORDS, *looking.notes]))
    return Message(format=Format.DOCUMENT, text=text, notes=notes + shortened)


def _pictures(html: str) -> Iterator[bytes]:
    for match in _PICTURE_DATA.finditer(html):
        try:
            yield base64.b64decode(match[1].replace("%2B", "+").replace("%2F", "/"))
        except (binascii.Error, ValueError):
            continue

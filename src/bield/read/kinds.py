"""What some bytes are: by what they hold, never by what the file is called."""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import islice

from bield.read.mbox import holds_several


class Kind(Enum):
    NOTHING = auto()
    PICTURE = auto()
    BINARY = auto()
    MAIL = auto()
    MBOX = auto()
    OUTLOOK = auto()
    PDF = auto()
    DOCX = auto()
    HTML = auto()
    CHAT = auto()
    TEXT = auto()

    def hint(self, data: bytes) -> str:
        """Name the kind of file, where that helps the person."""
        for start, name in _NAMED.items():
            if data.startswith(start):
                return f" (It looks like {name}.)"
        return ""


_NAMED = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document: save it as PDF; or a damaged Outlook .msg file",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
}

_PICTURE_STARTS = (
    b"\xff\xd8\xff",  # JPEG
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"BM",  # BMP, checked further below: two letters could begin a sentence
    b"II*\x00",  # TIFF
    b"MM\x00*",
    b"\x1aE\xdf\xa3",  # Matroska, WebM
    b"\x00\x00\x01\x00",  # ICO
    b"\xff\x0a",  # JPEG XL
    b"\x00\x00\x00\x0cJXL ",
    b"FLV\x01",
    b"8BPS",
)

PICTURE_PROBE_BYTES = 32
"""How many of the first bytes `is_picture` looks at."""


def is_picture(start: bytes) -> bool:
    """Tell whether a file that starts so is a picture or a video.

    Args:
        start: At least the first `PICTURE_PROBE_BYTES` bytes of it, or all there are.
    """
    if start.startswith(b"BM"):
        return b"\x00\x00" in start[6:10]  # the reserved field: two words never hold NULs
    if start.startswith(b"RIFF"):
        return start[8:12] in {b"WEBP", b"AVI "}
    if start[4:8] == b"ftyp":  # MP4, MOV, HEIC, AVIF: all of the ISO base media family
        return True
    stripped = start.lstrip()
    if stripped[:5].lower() == b"<svg ":
        return True
    return start.startswith(_PICTURE_STARTS)


_HEADER_LINE = re.compile(rb"[!-9;-~]+[ \t]*:")
_MAIL_HEADERS = re.compile(
    rb"^(?:received|return-path|delivered-to|message-id|mime-version|content-type|from|to|date"
    rb"|subject|reply-to|x-[\w-]+|dkim-signature|authentication-results)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_CERTAIN_HEADERS = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|content-type|dkim-signature|from)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_PROBE_BYTES = 64 * 1024
_HEAD_END = re.compile(rb"\n[ \t]*\r?\n")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file (MS-CFB) starts: an Outlook mail, or a document of old."""
_MAPI_NAME = "__properties_version1.0".encode("utf-16-le")
"""What tells an Outlook mail from other compound files: the name of a stream in it (MS-OXMSG)."""


def kind_of(data: bytes) -> Kind:
    """Tell what these bytes are.

    A mail is told by its header block: the first line is a header line, and at least two
    well-known headers stand before the first empty line, one of them a header that nobody
    types by hand. An mbox of one mail is that mail.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        # A file of nothing but NULs is no text that somebody forgot to write.
        return Kind.BINARY if data.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe") else Kind.NOTHING
    if is_picture(data[:PICTURE_PROBE_BYTES]):
        return Kind.PICTURE
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    if data[:_JUNK_BYTES].lstrip(_BLANK).startswith(b"%PDF-"):
        return Kind.PDF
    if data.startswith(_COMPOUND) and _MAPI_NAME in data:
        return Kind.OUTLOOK
    if any(data.startswith(start) for start in _NAMED):
        return Kind.BINARY
    if holds_several(data):
        return Kind.MBOX
    if _is_mail(data):
        return Kind.MAIL
    if not looks_like_text(data):
        return Kind.BINARY
    if _is_chat(data):
        return Kind.CHAT
    return Kind.HTML if _is_page(data) else Kind.TEXT


def _kind_of_archive(data: bytes) -> Kind:
    # Imported where they are needed, as in `read`: few files are archives or chats. Both need
    # `is_picture` from here.
    from bield.read.archive import Archive
    from bield.read.refusals import NotAMessageError, TooComplexToReadError

    try:
        names = frozenset(Archive(data).names)
    except NotAMessageError:
        return Kind.BINARY
    except TooComplexToReadError:
        return Kind.CHAT  # its reader says why it does not open it
    if "word/document.xml" in names:
        return Kind.DOCX
    return Kind.BINARY if names & _OTHER_PACKED else Kind.CHAT


_OTHER_PACKED = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
"""Members by which spreadsheets, slides, books and programs are told from an archive of files."""


def _is_chat(data: bytes) -> bool:
    from bield.read.chats.sniff import is_chat

    return is_chat(data)


_JUNK_BYTES = 1_024
"""How far into a file a PDF may begin. Source: pdfium, as Adobe's own reader."""
_BLANK = b"\xef\xbb\xbf\x00 \t\r\n"
_PAGE = re.compile(
    rb"(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
"""How a saved web page begins; browsers put a comment before it that says where it was."""


def _is_page(data: bytes) -> bool:
    # Without NULs UTF-16 reads as ASCII does, and its mark is no more than two odd letters.
    start = data[: 2 * _JUNK_BYTES].replace(b"\x00", b"").lstrip(b"\xff\xfe" + _BLANK)
    return bool(_PAGE.match(start))


def _is_mail(data: bytes) -> bool:
    start = data[:_HEADER_PROBE_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if start.startswith((b"From ", b">From ")):  # the separator line of an mbox file
        start = start.partition(b"\n")[2]
    if not _HEADER_LINE.match(start):
        return False
    end = _HEAD_END.search(start)
    head = (start[: end.start()] if end else start).replace(b"\r", b"\n")
    several = next(islice(_MAIL_HEADERS.finditer(head), 1, None), None)
    return several is not None and bool(_CERTAIN_HEADERS.search(head))


def looks_like_text(data: bytes) -> bool:
    """Tell whether bytes could be text in a common encoding, UTF-16 among them."""
    probe = data[:65536]
    if probe.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    nuls = probe.count(0)
    if nuls and nuls * 100 > len(probe):
        # UTF-16 without its mark: Latin text has a NUL in every second place.
        even, odd = probe[0::2].count(0), probe[1::2].count(0)
        return max(even, odd) * 10 > len(probe[0::2]) * 7 and min(even, odd) * 20 < max(even, odd)
    controls = sum(probe.count(c) for c in range(1, 32) if c not in b"\t\n\x0b\x0c\r\x1b")
    return controls * 50 <= len(probe)

"""A mail saved from Outlook: `.msg` (MS-OXMSG), a compound file (MS-CFB) of MAPI properties.

`olefile` finds the streams. It was written for honest files, so what the file says of its own
size is held against its true size first, and how much is read in all is bounded.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from email import policy
from email.message import Message as Part
from email.parser import HeaderParser
from io import BytesIO

import olefile

from bield.ports import Eyes, Paper
from bield.read.charsets import decode_text, without_surrogates
from bield.read.headers import MAX_HEADER_CHARACTERS, addresses
from bield.read.html import holds_picture, visible_text
from bield.read.judged import PICTURE_IN_MAIL, message_of
from bield.read.letter import Enclosure, Letter
from bield.read.refusals import NotAMessageError, PictureRefusedError, TooComplexToReadError
from bield.read.rtf import decompress, unpack_rtf
from bield.records import Message

MAX_DIRECTORY_BYTES = 1024 * 1024
"""The list of streams: 8,192 of them. A mail to 500 people has some 5,000."""
MAX_RECIPIENTS = 100
MAX_ATTACHMENTS = 100
MAX_NESTED = 5
"""Mails attached to mails, within one file."""
MAX_SENT_CHARACTERS = 100_000
"""Of the headers with which it was sent."""
MAX_TEXT_BYTES = 4 * 1024 * 1024
_HEADER = struct.Struct("<8s16sHHHHHHLLLLLLLLLL")

_DAMAGED = (
    "This Outlook file is damaged or is no mail, so it cannot be read. Open it in Outlook, copy "
    "the words you see into a text file and try again."
)
_TOO_COMPLEX = (
    "This Outlook file has so many parts, or parts within parts, that it cannot be a mail that "
    "somebody wrote. Copy the words you see into a text file and try again."
)


def read_outlook(
    data: bytes,
    *,
    pictures_allowed: bool = True,
    eyes: Eyes | None = None,
    paper: Paper | None = None,
) -> Message:
    """Give the words a person would see on opening this mail in Outlook.

    What `read_mail` promises holds here too: attached mails and documents are read, and of a
    mail that passes another on that other is given.

    Args:
        data: The `.msg` file.
        pictures_allowed: Whether it may hold pictures or videos.
        eyes: What reads pictures, where the mail has few words; without it they are not opened.
        paper: What lays out attached PDFs; without it that is done here.

    Raises:
        NotAMessageError: It is damaged, or is a compound file that holds no mail.
        TooComplexToReadError: It has more parts than anybody sends, or parts too deep.
        PictureRefusedError: It holds a picture or video, and those were not allowed.
        NothingToReadError: There are no words in its subject or body.
    """
    letter = open_outlook(data, pictures_allowed=pictures_allowed)
    return message_of(letter, pictures_allowed=pictures_allowed, eyes=eyes, paper=paper)


def open_outlook(data: bytes, *, depth: int = 0, pictures_allowed: bool = True) -> Letter:
    """Open a mail saved from Outlook: its words, the mails and the files attached to it.

    Args:
        data: The `.msg` file.
        depth: In how many saved mails it was saved.
        pictures_allowed: Whether its body may hold pictures.

    Raises:
        NotAMessageError: As for `read_outlook`.
        TooComplexToReadError: As for `read_outlook`.
        PictureRefusedError: As for `read_outlook`, for a picture within the body.
    """
    try:
        file = _File(data)
        opening = _Opening(file=file, depth=depth, pictures_allowed=pictures_allowed)
        if not file.has((), _PROPERTIES):
            raise NotAMessageError(_DAMAGED)
        letter = _letter(opening, (), nested=0)
    except RecursionError:
        raise TooComplexToReadError(_TOO_COMPLEX) from None
    except _BROKEN as broken:
        raise NotAMessageError(_DAMAGED) from broken
    if file.is_damaged:
        letter.notes.append("This Outlook file is damaged, so some of the mail may be missing.")
    return letter


def sent_headers(data: bytes) -> Part:
    """Give the headers with which a mail saved from Outlook was sent, in order; none of a draft.

    Raises:
        NotAMessageError: As for `read_outlook`.
        TooComplexToReadError: As for `read_outlook`.
    """
    try:
        text = _Object(_File(data), ()).text(_TRANSPORT_HEADERS)
    except RecursionError:
        raise TooComplexToReadError(_TOO_COMPLEX) from None
    except _BROKEN as broken:
        raise NotAMessageError(_DAMAGED) from broken
    return HeaderParser(policy=policy.compat32).parsestr(text.lstrip("\r\n")[:MAX_SENT_CHARACTERS])


_BROKEN = (OSError, IndexError, struct.error, TypeError, AttributeError, OverflowError, MemoryError)
"""What `olefile` raises where a file is not what it says."""


class _File:
    """The streams of a compound file, each read within what is left of the bound."""

    def __init__(self, data: bytes) -> None:
        _check_header(data)
        self._ole = _Bounded(BytesIO(data))
        if self._ole.root.size > len(data):
            raise OSError("the small streams are larger than the file")
        self._left = len(data) + MAX_TEXT_BYTES
        self._paths: dict[tuple[str, ...], list[str]] = {
            tuple(name.lower() for name in path): path
            for path in self._ole.listdir(streams=True, storages=True)
        }
        self._inside: dict[tuple[str, ...], list[str]] = {}
        for path in self._paths:
            self._inside.setdefault(path[:-1], []).append(path[-1])

    def has(self, storage: tuple[str, ...], name: str) -> bool:
        return (*storage, name) in self._paths

    def inside(self, storage: tuple[str, ...], prefix: str) -> list[str]:
        """The names in a storage that begin so, in order."""
        return sorted(n for n in self._inside.get(storage, []) if n.startswith(prefix))

    def read(self, storage: tuple[str, ...], name: str) -> bytes:
        """The stream of this name; nothing where there is none."""
        path = self._paths.get((*storage, name))
        if path is None or self._ole.get_type(path) != olefile.STGTY_STREAM:
            return b""
        size = self._ole.get_size(path)
        if size == 0:
            return b""
        if size > self._left:
            # The same sectors many times over would make a small file a very large one.
            raise TooComplexToReadError(_TOO_COMPLEX)
        self._left -= size
        stream: bytes = self._ole.openstream(path).read()
        return stream

    @property
    def is_damaged(self) -> bool:
        """Whether anything that was read is not as a compound file must be."""
        return bool(self._ole.parsing_issues)


class _Bounded(olefile.OleFileIO):  # type: ignore[misc]
    """`olefile`, which would read a directory as long as the file says."""

    def loaddirectory(self, sect: int) -> None:
        length, at = 0, sect
        while 0 <= at < len(self.fat):
            length += self.sectorsize
            if length > MAX_DIRECTORY_BYTES:
                raise TooComplexToReadError(_TOO_COMPLEX)
            at = self.fat[at]
        super().loaddirectory(sect)


def _check_header(data: bytes) -> None:
    """Hold what the file says of its tables against its size, before they are read."""
    if len(data) < 1536:
        raise OSError("too short for a compound file")
    fields = _HEADER.unpack_from(data)
    version, shift, small_shift = fields[3], fields[5], fields[6]
    if (version, shift, small_shift) not in {(3, 9, 6), (4, 12, 6)}:
        raise OSError("sectors of no size that there is")
    sectors = (len(data) >> shift) + 1
    tables, small_tables, tables_of_tables = fields[10], fields[15], fields[17]
    # A table entry takes four bytes: so many sectors of entries cover the file.
    needed = (sectors >> (shift - 2)) + 2
    if tables > needed or small_tables > sectors or tables_of_tables > (needed >> (shift - 2)) + 2:
        raise OSError("tables larger than the file")


# ── MAPI ────────────────────────────────────────────────────────────────────────────

_PROPERTIES = "__properties_version1.0"
_SUBJECT, _BODY, _HTML, _RTF = 0x0037, 0x1000, 0x1013, 0x1009
_TRANSPORT_HEADERS = 0x007D
_MESSAGE_CLASS = 0x001A
_SENDER = (0x5D01, 0x5D02, 0x0C1F, 0x0065)
"""The sender's address: SMTP first, then what may be one."""
_RECIPIENT = (0x39FE, 0x3003)
_CODEPAGES = (0x3FFD, 0x3FDE)
"""`PR_MESSAGE_CODEPAGE`, `PR_INTERNET_CPID`."""
_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _MEDIA_TYPE, _DATA = 0x3707, 0x3704, 0x3001, 0x370E, 0x3701
_PROPERTY_BYTES = 16
_ALIASES = {
    1200: "utf-16-le", 1201: "utf-16-be", 20127: "ascii", 20866: "koi8-r", 21866: "koi8-u",
    50220: "iso2022_jp", 50221: "iso2022_jp", 50222: "iso2022_jp", 50225: "iso2022_kr",
    51932: "euc_jp", 51949: "euc_kr", 51936: "gb2312", 936: "gbk", 52936: "hz",
    54936: "gb18030", 65000: "utf-7", 65001: "utf-8", 10000: "mac_roman",
    **{28590 + part: f"iso8859_{part}" for part in (*range(1, 11), 13, 14, 15, 16)},
}  # fmt: skip
"""Code page → Python's name, where that is not «cp» and its number."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """What all the mails in one file share."""

    file: _File
    depth: int
    pictures_allowed: bool


@dataclass(slots=True)
class _Object:
    """A mail, a recipient or an attachment: a storage and the properties in it."""

    file: _File
    at: tuple[str, ...]
    codepage: str = ""

    def text(self, *tags: int) -> str:
        """The first of these properties that holds letters."""
        for tag in tags:
            wide = self.file.read(self.at, f"__substg1.0_{tag:04x}001f")[:MAX_TEXT_BYTES]
            if wide:
                text = wide[: len(wide) & ~1].decode("utf-16-le", errors="replace")
            else:
                narrow = self.file.read(self.at, f"__substg1.0_{tag:04x}001e")[:MAX_TEXT_BYTES]
                text = decode_text(narrow, declared=self.codepage or None)[0] if narrow else ""
            text = without_surrogates(text.replace("\0", ""))
            if text.strip():
                return text
        return ""

    def binary(self, tag: int) -> bytes:
        return self.file.read(self.at, f"__substg1.0_{tag:04x}0102")

    def numbers(self, *, header_bytes: int) -> dict[int, int]:
        """The properties that are whole numbers."""
        stream = self.file.read(self.at, _PROPERTIES)
        rows = range(header_bytes, len(stream) - _PROPERTY_BYTES + 1, _PROPERTY_BYTES)
        entries = (struct.unpack_from("<HHIi", stream, row) for row in rows)
        return {tag: value for kind, tag, _, value in entries if kind == 0x0003}


def _letter(opening: _Opening, at: tuple[str, ...], *, nested: int) -> Letter:
    if nested > MAX_NESTED:
        raise TooComplexToReadError(_TOO_COMPLEX)
    mail = _Object(opening.file, at)
    numbers = mail.numbers(header_bytes=24 if nested else 32)
    mail.codepage = next((_codec(numbers[p]) for p in _CODEPAGES if numbers.get(p)), "")
    letter = Letter(
        subject=" ".join(mail.text(_SUBJECT).split())[:MAX_HEADER_CHARACTERS],
        is_report=mail.text(_MESSAGE_CLASS).upper().startswith("REPORT."),
    )
    _take_addresses(letter, mail)
    _take_body(letter, mail, _codec(numbers.get(_CODEPAGES[1], 0)), opening)
    for name in opening.file.inside(at, "__attach_version1.0_#")[:MAX_ATTACHMENTS]:
        _attach(letter, _Object(opening.file, (*at, name), mail.codepage), opening, nested=nested)
    return letter


def _codec(codepage: int) -> str:
    return "" if codepage <= 0 else _ALIASES.get(codepage, f"cp{codepage}")


def _take_addresses(letter: Letter, mail: _Object) -> None:
    sent = HeaderParser(policy=policy.compat32).parsestr(
        mail.text(_TRANSPORT_HEADERS)[:MAX_SENT_CHARACTERS]
    )
    stated = [a for tag in _SENDER if "@" in (a := mail.text(tag).strip()) and " " not in a]
    letter.sender = next(iter([*stated, *addresses(sent, "from")]), "")
    for name in mail.file.inside(mail.at, "__recip_version1.0_#")[:MAX_RECIPIENTS]:
        recipient = _Object(mail.file, (*mail.at, name), mail.codepage)
        address = next((a for t in _RECIPIENT if "@" in (a := recipient.text(t).strip())), "")
        if address:
            letter.recipients.append(address)
    letter.recipients += addresses(sent, "to") + addresses(sent, "delivered-to")
    letter.recipients = list(dict.fromkeys(letter.recipients))


def _take_body(letter: Letter, mail: _Object, html_codec: str, opening: _Opening) -> None:
    """Take the HTML that Outlook shows, or the plain text where that says much more."""
    plain = mail.text(_BODY)
    html = decode_text(mail.binary(_HTML)[:MAX_TEXT_BYTES], declared=html_codec or None)[0]
    html = html or mail.text(_HTML)
    rich = ""
    if not html:
        unpacked = unpack_rtf(decompress(mail.binary(_RTF)))
        if unpacked.has_picture and not opening.pictures_allowed:
            raise PictureRefusedError(PICTURE_IN_MAIL)
        html, rich = (unpacked.text, "") if unpacked.is_html else ("", unpacked.text)
    shown = rich.strip()
    if html:
        if not opening.pictures_allowed and holds_picture(html):
            raise PictureRefusedError(PICTURE_IN_MAIL)
        shown, notes = visible_text(html)
        letter.notes += notes
    text = shown if len(shown) * 5 >= len(plain) * 2 else plain
    if text.strip():
        letter.texts.append(re.sub(r"\r\n?", "\n", text).strip("\n"))


def _attach(letter: Letter, attached: _Object, opening: _Opening, *, nested: int) -> None:
    inner = (*attached.at, f"__substg1.0_{_DATA:04x}000d")
    name = " ".join(attached.text(_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME).split())[:255]
    if opening.file.has(inner, _PROPERTIES):
        letter.letters.append(_letter(opening, inner, nested=nested + 1))
        return
    if opening.file.inside(inner, ""):  # a drawing or a sheet, kept as Office keeps it
        if not opening.pictures_allowed:
            raise PictureRefusedError(PICTURE_IN_MAIL)
        letter.enclosures.append(
            Enclosure(name=name or "an embedded object", kind="application/octet-stream", data=b"")
        )
        return
    kind = attached.text(_MEDIA_TYPE).strip().lower() or "application/octet-stream"
    enclosure = Enclosure(name=name, kind=kind, data=attached.binary(_DATA))
    if name.lower().endswith((".txt", ".htm", ".html")) and not enclosure.is_picture:
        text, notes = decode_text(enclosure.data[:MAX_TEXT_BYTES], declared=None)
        if not name.lower().endswith(".txt"):
            text, more = visible_text(text)
            notes += more
        letter.texts.append(re.sub(r"\r\n?", "\n", text).strip("\n"))
        letter.notes += notes
        return
    letter.enclose(enclosure, depth=opening.depth, pictures_allowed=opening.pictures_allowed)

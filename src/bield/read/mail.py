"""A mail: RFC 5322 with MIME (RFC 2045–2049), as in an `.eml` file.

The standard library splits it; what is decided here is which parts a person sees, how their
bytes become letters when the declared charset is wrong, and how much is opened at all.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field
from email import policy
from email.message import Message as Part
from email.parser import BytesParser
from html import unescape

from bield.ports import Eyes, Paper
from bield.read.charsets import decode_text
from bield.read.headers import addresses, charset, filename, header
from bield.read.html import holds_picture, visible_text
from bield.read.judged import PICTURE_IN_MAIL, message_of
from bield.read.kinds import PICTURE_PROBE_BYTES, is_picture
from bield.read.letter import MAX_FILES_IN_FILES, Enclosure, Letter
from bield.read.mbox import unquoted
from bield.read.refusals import PictureRefusedError, TooComplexToReadError
from bield.records import Message

MAX_PARTS = 200
MAX_WORK = 2_000_000
"""Lines times containers: the standard library tests every line against the boundary of every
container that is open, so this bounds its time (measured: 2 million take 0.7 s)."""
MAX_FIELD_BYTES = 16 * 1024
"""The longest `Content-Type` or `Content-Disposition` taken: the standard library's time for
their parameters grows with the square of their number."""

_CONTAINER = re.compile(
    rb"^content-type[ \t]*:[ \t]*(?:\r?\n[ \t]+)?(?:multipart|message)/", re.I | re.M
)
_FIELD = re.compile(
    rb"^content-(?:type|disposition)[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.I | re.M
)
_MAILS = frozenset({"message/rfc822", "message/global"})
_TEXTS = frozenset({"text/plain", "text/html", "text/calendar"})
_TEXT_SUFFIXES = (".txt", ".htm", ".html")
_IS_HTML = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&#(?:x[0-9a-f]{1,6}|\d{1,7});", re.IGNORECASE)
_MANY_ENTITIES = 8


def read_mail(
    data: bytes,
    *,
    pictures_allowed: bool = True,
    eyes: Eyes | None = None,
    paper: Paper | None = None,
) -> Message:
    """Give the words a person would see on opening this mail.

    Of alternatives the HTML is taken, as mail programs show it, unless it says much less than
    the plain text. Attached texts and mails are read after it, then attached documents. Of a
    mail that passes another on, that other is given; see `forwards.py` for when. Everything
    else is named in the notes and never opened, so an archive in it is as harmless as it is on
    the disk.

    Args:
        data: The mail.
        pictures_allowed: Whether it may hold pictures or videos.
        eyes: What reads pictures, where the mail has few words; without it they are not opened.
        paper: What lays out attached PDFs; without it that is done here.

    Returns:
        The message; its text begins with the subject.

    Raises:
        TooComplexToReadError: Its parts are nested so deep, or so many, that reading would
            not end in time.
        PictureRefusedError: It holds a picture or video, and those were not allowed.
        NothingToReadError: There are no words in its subject or body.
    """
    letter = open_mail(data, pictures_allowed=pictures_allowed)
    return message_of(letter, pictures_allowed=pictures_allowed, eyes=eyes, paper=paper)


def open_mail(data: bytes, *, depth: int = 0, pictures_allowed: bool = True) -> Letter:
    """Open a mail: its words, the mails and the files attached to it.

    Args:
        data: The mail.
        depth: In how many saved mails it was saved.
        pictures_allowed: Whether its HTML may hold pictures.

    Raises:
        TooComplexToReadError: As for `read_mail`.
        PictureRefusedError: As for `read_mail`, for a picture within the HTML.
    """
    try:
        mail = parse_mail(data)
        opening = _Opening(depth=depth, pictures_allowed=pictures_allowed)
        return _letter(mail, opening)
    except RecursionError:
        raise TooComplexToReadError(_TOO_COMPLEX) from None


def parse_mail(data: bytes) -> Part:
    """Part a mail as the standard library does, where that ends in time.

    Raises:
        TooComplexToReadError: Its parts are nested so deep, or so many, that it would not.
    """
    data = _without_mbox_line(data)
    containers = len(_CONTAINER.findall(data))
    if (containers + 1) * (data.count(b"\n") + data.count(b"\r")) > MAX_WORK:
        raise TooComplexToReadError(_TOO_COMPLEX)
    if any(len(field[0]) > MAX_FIELD_BYTES for field in _FIELD.finditer(data)):
        raise TooComplexToReadError(_TOO_COMPLEX)
    try:
        return _parsed(data)
    except RecursionError:
        raise TooComplexToReadError(_TOO_COMPLEX) from None


_HEAD_END = re.compile(rb"\n\r?\n")


def _parsed(data: bytes) -> Part:
    """Let the standard library part a mail.

    Of a mail with one part only the head is: the parser would read its body line by line, to find
    nothing. A head with any fault in it is left to the parser as a whole.
    """
    end = _HEAD_END.search(data)
    if end is not None:
        mail = BytesParser(policy=policy.compat32).parsebytes(data[: end.end()])
        if not mail.defects and mail.get_content_maintype() not in {"multipart", "message"}:
            mail.set_payload(data[end.end() :].decode("ascii", errors="surrogateescape"))
            return mail
    return BytesParser(policy=policy.compat32).parsebytes(data)


_TOO_COMPLEX = (
    "Its parts are nested so deep, or are so many, that it cannot be a mail that somebody wrote. "
    "Copy the words you see into a text file and try again."
)


def _without_mbox_line(data: bytes) -> bytes:
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return unquoted(data.partition(b"\n")[2]) if data.startswith((b"From ", b">From ")) else data


def _letter(mail: Part, opening: _Opening) -> Letter:
    letter = Letter(
        subject=header(mail, "subject"),
        sender=next(iter(addresses(mail, "from")), ""),
        recipients=addresses(mail, "to") + addresses(mail, "delivered-to"),
        is_report=mail.get_content_type() == "multipart/report",
    )
    _Walk(letter, opening).take(mail)
    return letter


@dataclass(slots=True, kw_only=True)
class _Opening:
    """What all the parts of one file share."""

    depth: int
    pictures_allowed: bool
    parts: int = 0


@dataclass(slots=True)
class _Walk:
    """One walk over the parts of a mail, into its letter."""

    letter: Letter
    opening: _Opening
    texts: list[str] = field(default_factory=list)

    def take(self, part: Part) -> None:
        self.opening.parts += 1
        if self.opening.parts > MAX_PARTS:
            raise TooComplexToReadError(_TOO_COMPLEX)
        kind = part.get_content_type()
        if part.is_multipart():
            children = [p for p in part.get_payload() if isinstance(p, Part)]
            if kind in _MAILS:
                for child in children:
                    self.letter.letters.append(self._attached(part, child))
            elif kind == "multipart/alternative":
                self._take_alternative(children)
            else:
                for child in children:
                    self.take(child)
        elif kind in _TEXTS or self._is_attached_text(part, kind):
            self._take_text(part, kind)
        else:
            self._enclose(part, kind, _payload(part))

    def _attached(self, part: Part, child: Part) -> Letter:
        # RFC 2046 forbids to encode an attached mail; some programs do, and the parser then
        # takes the letters of the encoding for a mail without headers.
        if not child.keys() and str(part.get("content-transfer-encoding", "")).lower() == "base64":
            try:
                data = binascii.a2b_base64(str(child.get_payload()).encode("ascii", "replace"))
                if self.opening.depth < MAX_FILES_IN_FILES:
                    return open_mail(
                        data,
                        depth=self.opening.depth + 1,
                        pictures_allowed=self.opening.pictures_allowed,
                    )
            except PictureRefusedError:
                raise
            except ValueError:  # broken base64, or a mail too complex: its letters are read
                pass
        return _letter(child, self.opening)

    def _take_alternative(self, children: list[Part]) -> None:
        """Take what a mail program shows, or the fuller text where that says much less."""
        # An invitation's calendar entry comes last, and is not what is shown.
        children = sorted(children, key=lambda c: c.get_content_type() != "text/calendar")
        walks = []
        for child in children:
            walk = _Walk(Letter(), self.opening)
            walk.take(child)
            walks.append(walk.letter)
        if not walks:
            return
        longest = max(walks, key=_size)
        last = next((w for w in reversed(walks) if w.texts), longest)
        chosen = last if _size(last) * 5 >= _size(longest) * 2 else longest
        self.letter.texts += chosen.texts
        for walked in walks:
            self.letter.notes += walked.notes
            self.letter.letters += walked.letters
            self.letter.enclosures += walked.enclosures

    def _is_attached_text(self, part: Part, kind: str) -> bool:
        return kind == "application/octet-stream" and filename(part).lower().endswith(
            _TEXT_SUFFIXES
        )

    def _take_text(self, part: Part, kind: str) -> None:
        data = _payload(part)
        if is_picture(data[:PICTURE_PROBE_BYTES]):
            self._enclose(part, "image/unnamed", data)
            return
        text, notes = decode_text(data, declared=charset(part))
        self.letter.notes += notes
        name = filename(part).lower()
        if kind == "text/html" or name.endswith((".htm", ".html")) or _IS_HTML.match(text):
            if not self.opening.pictures_allowed and holds_picture(text):
                raise PictureRefusedError(PICTURE_IN_MAIL)
            text, notes = visible_text(text)
            self.letter.notes += notes
        elif kind == "text/calendar":
            text = _calendar(text)
        elif len(_ENTITY.findall(text, 0, 20_000)) >= _MANY_ENTITIES:
            text = unescape(text)
            self.letter.notes.append("Letters written as numbers were read as letters.")
        self.letter.texts.append(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))

    def _enclose(self, part: Part, kind: str, data: bytes) -> None:
        self.letter.enclose(
            Enclosure(name=filename(part), kind=kind, data=data),
            depth=self.opening.depth,
            pictures_allowed=self.opening.pictures_allowed,
        )


def _size(letter: Letter) -> int:
    return sum(len(t) for t in letter.texts)


_CALENDAR_WORDS = re.compile(
    r"^(?:SUMMARY|DESCRIPTION|LOCATION|COMMENT)(?:;[^:\n]*)?:(.*)$", re.IGNORECASE | re.MULTILINE
)


def _calendar(text: str) -> str:
    """What a calendar entry says (RFC 5545): lines unfolded, escapes undone."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text).replace("\r", "")
    said = "\n".join(_CALENDAR_WORDS.findall(unfolded))
    return re.sub(r"\\([nN,;\\])", lambda m: "\n" if m[1] in "nN" else m[1], said)


def _payload(part: Part) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError):  # a broken transfer encoding
        payload = None
    if isinstance(payload, bytes):
        return payload
    raw = part.get_payload()
    return raw.encode("utf-8", errors="replace") if isinstance(raw, str) else b""

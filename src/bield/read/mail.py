"""A mail: RFC 5322 with MIME (RFC 2045–2049), as in an `.eml` file.

The standard library splits it; what is decided here is which parts a person sees, how their
bytes become letters when the declared charset is wrong, and how much is opened at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email import policy
from email.header import decode_header
from email.message import Message as Part
from email.parser import BytesParser
from email.utils import getaddresses

from bield.ports import Eyes
from bield.read.charsets import decode_text, without_surrogates
from bield.read.html import visible_text
from bield.read.kinds import PICTURE_PROBE_BYTES, is_picture
from bield.read.refusals import (
    NothingToReadError,
    PictureRefusedError,
    TooComplexToReadError,
)
from bield.read.text import shorten
from bield.records import Format, Message

MAX_PARTS = 200
MAX_WORK = 2_000_000
"""Lines times containers: the standard library tests every line against the boundary of every
container that is open, so this bounds its time (measured: 2 million take 0.7 s)."""
MAX_HEADER_CHARACTERS = 2_000
MAX_FIELD_BYTES = 16 * 1024
"""The longest `Content-Type` or `Content-Disposition` taken: the standard library's time for
their parameters grows with the square of their number."""

_CONTAINER = re.compile(
    rb"^content-type[ \t]*:[ \t]*(?:\r?\n[ \t]+)?(?:multipart|message)/", re.I | re.M
)
_FIELD = re.compile(
    rb"^content-(?:type|disposition)[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.I | re.M
)
_TEXT_SUFFIXES = (".txt", ".htm", ".html", ".eml")


def read_mail(data: bytes, *, pictures_allowed: bool = True, eyes: Eyes | None = None) -> Message:
    """Give the words a person would see on opening this mail.

    Of alternatives the HTML is taken, as mail programs show it, unless it says much less than
    the plain text. Attached texts and mails are read after it. Everything else is named in the
    notes and never opened, so an archive in it is as harmless as it is on the disk.

    Args:
        data: The mail.
        pictures_allowed: Whether it may hold pictures or videos.
        eyes: What reads pictures; without it they are not opened.

    Returns:
        The message; its text begins with the subject.

    Raises:
        TooComplexToReadError: Its parts are nested so deep, or so many, that reading would
            not end in time.
        PictureRefusedError: It holds a picture or video, and those were not allowed.
        NothingToReadError: There are no words in its subject or body.
    """
    data = _without_mbox_line(data)
    containers = len(_CONTAINER.findall(data))
    if (containers + 1) * (data.count(b"\n") + data.count(b"\r")) > MAX_WORK:
        raise TooComplexToReadError(_TOO_COMPLEX)
    if any(len(field[0]) > MAX_FIELD_BYTES for field in _FIELD.finditer(data)):
        raise TooComplexToReadError(_TOO_COMPLEX)
    try:
        mail = BytesParser(policy=policy.compat32).parsebytes(data)
        reading = _Reading(pictures_allowed=pictures_allowed)
        reading.take(mail)
    except RecursionError:
        raise TooComplexToReadError(_TOO_COMPLEX) from None

    subject = _header(mail, "subject")
    sender = _addresses(mail, "from")[:1]
    body = "\n\n".join(t for t in reading.texts if t.strip())
    if not subject.strip() and not body.strip():
        raise NothingToReadError(_nothing(reading.skipped))
    text, shortened = shorten(f"{subject}\n\n{body}" if subject else body)
    return Message(
        format=Format.MAIL,
        text=text,
        subject=subject,
        sender=sender[0] if sender else "",
        recipients=tuple(_addresses(mail, "to") + _addresses(mail, "delivered-to")),
        notes=tuple(dict.fromkeys(reading.notes)) + reading.skipped_note() + shortened,
    )


_TOO_COMPLEX = (
    "Its parts are nested so deep, or are so many, that it cannot be a mail that somebody wrote. "
    "Copy the words you see into a text file and try again."
)


def _nothing(skipped: list[str]) -> str:
    if skipped:
        return (
            f"The mail holds no words, only attachments ({', '.join(skipped[:3])}). If the threat "
            "is in a picture, type its words into a text file and try again."
        )
    return "The mail has no subject and no words. Copy the words you see and try again."


def _without_mbox_line(data: bytes) -> bytes:
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return data.partition(b"\n")[2] if data.startswith((b"From ", b">From ")) else data


@dataclass
class _Reading:
    """What one walk over the parts gathers."""

    pictures_allowed: bool
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    parts: int = 0

    def take(self, part: Part) -> None:
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise TooComplexToReadError(_TOO_COMPLEX)
        kind = part.get_content_type()
        if part.is_multipart():
            children = [p for p in part.get_payload() if isinstance(p, Part)]
            if kind == "multipart/alternative":
                self._take_alternative(children)
            else:
                for child in children:
                    if kind.startswith("message/"):
                        self._take_subject(child)
                    self.take(child)
        elif kind in {"text/plain", "text/html"} or self._is_attached_text(part, kind):
            self._add(self._words(part))
        else:
            self._skip(part, kind)

    def _take_alternative(self, children: list[Part]) -> None:
        """Take what a mail program shows, or the fuller text where that says much less."""
        readings = []
        for child in children:
            reading = _Reading(pictures_allowed=self.pictures_allowed, parts=self.parts)
            reading.take(child)
            self.parts = reading.parts
            readings.append(reading)
        if not readings:
            return
        longest = max(readings, key=_Reading.size)
        last = next((r for r in reversed(readings) if r.texts), longest)
        chosen = last if last.size() * 5 >= longest.size() * 2 else longest
        self.texts += chosen.texts
        for reading in readings:
            self.notes += reading.notes
            self.skipped += reading.skipped

    def _take_subject(self, attached: Part) -> None:
        if subject := _header(attached, "subject"):
            self._add(subject)

    def size(self) -> int:
        return sum(len(t) for t in self.texts)

    def _add(self, text: str) -> None:
        self.texts.append(text.strip("\r\n"))

    def _is_attached_text(self, part: Part, kind: str) -> bool:
        name = _filename(part).lower()
        return kind in {"application/octet-stream"} and name.endswith(_TEXT_SUFFIXES[:3])

    def _words(self, part: Part) -> str:
        data = _payload(part)
        if is_picture(data[:PICTURE_PROBE_BYTES]):
            self._skip(part, "image/unnamed")
            return ""
        text, notes = decode_text(data, declared=_charset(part))
        self.notes += notes
        html = part.get_content_type() == "text/html" or _filename(part).lower().endswith(
            (".htm", ".html")
        )
        if html:
            text, notes = visible_text(text)
            self.notes += notes
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _skip(self, part: Part, kind: str) -> None:
        picture = kind.startswith(("image/", "video/")) or is_picture(
            _payload(part)[:PICTURE_PROBE_BYTES]
        )
        if picture and not self.pictures_allowed:
            raise PictureRefusedError(
                "This mail has a picture or a video in it. Pictures stay on your own device, so "
                "this page does not take it and has kept nothing of it. Open the mail, copy its "
                "words and paste them instead."
            )
        self.skipped.append(_filename(part) or ("a picture" if picture else kind))

    def skipped_note(self) -> tuple[str, ...]:
        if not self.skipped:
            return ()
        named = ", ".join(self.skipped[:5]) + (" …" if len(self.skipped) > 5 else "")
        return (f"Not opened: {named}.",)


def _payload(part: Part) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError):  # a broken transfer encoding
        payload = None
    if isinstance(payload, bytes):
        return payload
    raw = part.get_payload()
    return raw.encode("utf-8", errors="replace") if isinstance(raw, str) else b""


def _charset(part: Part) -> str | None:
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError, UnicodeError):
        return None
    return charset if isinstance(charset, str) else None


def _filename(part: Part) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        return ""
    return _one_line(_decoded(str(name))) if name else ""


def _header(mail: Part, name: str) -> str:
    value = mail.get(name)
    return "" if value is None else _one_line(_decoded(str(value)))


def _decoded(value: str) -> str:
    """A header's text, RFC 2047 words decoded, raw bytes made letters, never failing."""
    value = value[: 4 * MAX_HEADER_CHARACTERS]
    try:
        chunks = decode_header(value)
    except (ValueError, LookupError):  # broken base64 in an encoded word
        chunks = [(value, None)]
    pieces = []
    for chunk, charset in chunks:
        raw = _bytes_of(chunk) if isinstance(chunk, str) else chunk
        pieces.append(decode_text(raw, declared=None if charset == "unknown-8bit" else charset)[0])
    return "".join(pieces)[:MAX_HEADER_CHARACTERS]


def _bytes_of(text: str) -> bytes:
    """The bytes that the parser made this of: those beyond ASCII became surrogate escapes."""
    if all(c < "\x80" or "\udc80" <= c <= "\udcff" for c in text):
        return text.encode("ascii", errors="surrogateescape")
    return text.encode("utf-8", errors="replace")


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", without_surrogates(text)).strip()


def _addresses(mail: Part, name: str) -> list[str]:
    values = [_decoded(str(v)) for v in mail.get_all(name, [])[:20]]
    try:
        pairs = getaddresses(values)
    except RecursionError:  # comments in comments, a thousand deep: nobody's address
        return []
    return [address.strip() for _, address in pairs if "@" in address]

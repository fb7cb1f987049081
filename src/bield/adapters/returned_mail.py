"""A mail that came back, opened within bounds: bytes → the texts and fields that say why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message as Part
from email.parser import HeaderParser
from itertools import islice

from bield.read.charsets import decode_text, without_surrogates
from bield.read.headers import charset, decoded
from bield.read.html import visible_text
from bield.read.mail import MAX_PARTS, parse_mail
from bield.read.refusals import TooComplexToReadError
from bield.records.returned import Fields, OpenedMail, OpenedPart, Returned
from bield.warn.returned import read_returned

MAX_TEXT = 200_000
"""How many bytes of each text are decoded: a notice stands at the beginning."""
MAX_FIELDS = 500
"""How many fields of one head, or group of a report, are taken."""
MAX_GROUPS = 1_001
"""How many groups of a report are taken: one for the mail, one for each recipient."""

_MARKUP = re.compile(r"<(?:!doctype|html|body|p|br|div|table|span|pre|font|b)\b", re.IGNORECASE)
"""Some notices are plain text and say that they are HTML: their lines must stay."""
_HEADS = frozenset({"text/rfc822-headers", "message/global-headers"})
_FIELDS = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/feedback-report",
        "message/disposition-notification",
        "message/global-disposition-notification",
    }
)


def read_returned_mail(data: bytes) -> Returned:
    """Tell what a mail that came back is, and what it says of each recipient.

    Args:
        data: The mail.

    Raises:
        TooComplexToReadError: Its parts are nested so deep, or are so many, that reading would
            not end in time.
    """
    return read_returned(open_returned_mail(data))


def open_returned_mail(data: bytes) -> OpenedMail:
    """Open a mail that came back: its head, its texts and its reports; nothing else in it.

    Raises:
        TooComplexToReadError: As for `read_returned_mail`.
    """
    try:
        mail = parse_mail(data)
        inner = _passed_on(mail)
        return OpenedMail(
            fields=Fields(_fields(inner).pairs + _fields(mail).pairs) if inner else _fields(mail),
            report_type=_parameter(inner or mail, "report-type"),
            parts=tuple(_parts(inner or mail)),
        )
    except RecursionError:
        raise TooComplexToReadError(_TOO_COMPLEX) from None


_TOO_COMPLEX = "Its parts are nested so deep, or are so many, that no mail server wrote it."


def _passed_on(mail: Part) -> Part | None:
    """Give the mail within, where a gateway wrapped it: it stands alone, or is a report."""
    if mail.get_content_type() == "multipart/report":
        return None
    children = _children(mail)
    wrapped = [
        inner
        for part in children
        if part.get_content_type() == "message/rfc822"
        for inner in _children(part)
    ]
    if len(wrapped) == 1:
        is_report = wrapped[0].get_content_type() == "multipart/report"
        if (len(children) == 1 and wrapped[0].keys()) or is_report:
            return wrapped[0]
    return None


def _children(part: Part) -> list[Part]:
    children = part.get_payload() if part.is_multipart() else []
    return [child for child in children if isinstance(child, Part)]


def _parts(mail: Part) -> Iterator[OpenedPart]:
    """Walk the parts in order, without those of a mail within it, and without recursion."""
    waiting = [mail]
    seen = 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MAX_PARTS:
            raise TooComplexToReadError(_TOO_COMPLEX)
        kind = part.get_content_type()
        inner = _children(part)
        if kind in _FIELDS:
            yield OpenedPart(kind=kind, blocks=_groups(part, inner))
        elif kind.startswith("message/") and kind not in _HEADS:
            yield OpenedPart(kind=kind, blocks=tuple(_fields(child) for child in inner[:1]))
        elif inner:
            waiting.extend(reversed(inner))
        elif kind in _HEADS:
            yield OpenedPart(kind=kind, blocks=(_head(_text(part)),))
        elif kind.startswith("multipart/"):
            # No part begins where it says: what is there is read as a text.
            yield OpenedPart(kind="text/plain", text=_text(part))
        elif kind in {"text/plain", "text/html"}:
            text = _text(part)
            marked_up = kind == "text/html" and _MARKUP.search(text)
            yield OpenedPart(kind=kind, text=visible_text(text)[0] if marked_up else text)
        else:
            yield OpenedPart(kind=kind)


def _groups(part: Part, inner: list[Part]) -> tuple[Fields, ...]:
    if (len(inner) == 1 and not inner[0].keys()) or not inner:
        # RFC 3464 forbids to encode a report; some programs do, and some give it no empty line.
        return tuple(
            fields
            for group in _text(part).replace("\r\n", "\n").split("\n\n")[:MAX_GROUPS]
            if (fields := _head(group.lstrip("\n"))).pairs
        )
    groups = []
    for child in inner[:MAX_GROUPS]:
        if child.keys():
            groups.append(_fields(child))
        # A message/feedback-report is parted as a mail: what stands in its body are fields too.
        body = child.get_payload()
        if isinstance(body, str) and body.strip():
            groups += [f for b in body[:MAX_TEXT].split("\n\n") if (f := _head(b)).pairs]
    return tuple(groups[:MAX_GROUPS])


def _head(text: str) -> Fields:
    return _fields(HeaderParser().parsestr(text[:MAX_TEXT]))


def _fields(part: Part) -> Fields:
    pairs = []
    # Raw: the parser's own letters for bytes beyond ASCII are lost for good.
    for name, value in islice(part.raw_items(), MAX_FIELDS):
        line = " ".join(without_surrogates(decoded(str(value))).split())
        pairs.append((without_surrogates(name), line))
    return Fields(tuple(pairs))


def _parameter(part: Part, name: str) -> str:
    try:
        value = part.get_param(name)
    except (ValueError, LookupError, TypeError):
        return ""
    return without_surrogates(value).lower() if isinstance(value, str) else ""


def _text(part: Part) -> str:
    inner = part.get_payload()
    if isinstance(inner, list):
        inner = str(inner[0].get_payload()) if inner and isinstance(inner[0], Part) else ""
        data = inner.encode("utf-8", "surrogateescape")
        if "base64" in str(part.get("content-transfer-encoding", "")).lower():
            copy = Part()
            copy["content-transfer-encoding"] = "base64"
            copy.set_payload(inner)
            data = _payload(copy)
    else:
        data = _payload(part)
    text, _ = decode_text(data[:MAX_TEXT], declared=charset(part))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _payload(part: Part) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError):  # a broken transfer encoding
        payload = None
    if isinstance(payload, bytes):
        return payload
    raw = part.get_payload()
    return raw.encode("utf-8", errors="replace") if isinstance(raw, str) else b""

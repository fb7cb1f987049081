"""Mails copied without who got them: no header, word or file name says it."""

from __future__ import annotations

import re
from base64 import encodebytes
from collections.abc import Callable
from email.charset import QP, Charset
from email.errors import MessageError
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message as Part
from email.policy import compat32
from io import BytesIO

from bield.adapters.shared_copy.own import LEFT_OUT, CannotCleanError, Cleaned, Own, in_places
from bield.adapters.shared_copy.texts import NOT_KNOWN, STILL_THERE
from bield.read import UnableToReadError
from bield.read.charsets import decode_text
from bield.read.headers import addresses, charset, decoded, filename
from bield.read.mail import parse_mail
from bield.read.metadata.mails import OWN_HEADERS

Clean = Callable[[bytes, str, Own], Cleaned]
"""Cleans what is attached: its bytes, its name."""
_OF_THE_WAY = frozenset({"received", "x-originating-ip", "x-received", "user-agent", "x-mailer"})
"""Headers that tell where and with what a mail was written."""
_FOR = re.compile(r"\bfor\s+<?[^\s<>;]+@[^\s<>;]+>?", re.IGNORECASE)
_NAMED = re.compile(r"\s*\"?([^\"<>@,]{3,80}?)\"?\s*<[^<>]*>")
_READABLE = Charset("utf-8")
_READABLE.body_encoding = QP  # so that the copy can be read as it is
_NAMED_PARTS = ("content-type", "content-disposition")


def mail_without(data: bytes, own: Own, clean: Clean) -> Cleaned:
    """Give a mail without who got it. A seal on it (DKIM) no longer fits: the copy says so.

    Args:
        data: The mail.
        own: What is the person's own.
        clean: Cleans what is attached; what it refuses is left out, and named.

    Raises:
        CannotCleanError: Nobody is named as who got it, and nothing is known of the person; or
            their name would still stand there.
    """
    try:
        mail = parse_mail(data)
        sent = any(own.stands_in(a) for a in addresses(mail, "from"))
        own = own.and_also(_receivers(mail)) if not sent else own
        if not own.has_name:
            raise CannotCleanError(NOT_KNOWN)
        cleaning = _Cleaning(own, clean, sent=sent)
        cleaning.take(mail)
        out = BytesIO()
        BytesGenerator(out, mangle_from_=False, maxheaderlen=0, policy=compat32).flatten(mail)
        made = out.getvalue()
        _check(made, own)
    except (MessageError, UnableToReadError, RecursionError, LookupError, UnicodeError) as error:
        raise CannotCleanError("Its parts are broken, so it cannot be cleaned.") from error
    return Cleaned(made, tuple(dict.fromkeys(cleaning.left_out)))


def _receivers(mail: Part) -> list[str]:
    """Addresses and names of who got it: as delivered, where that stands there."""
    found: list[str] = []
    for part in mail.walk():
        delivered = [a for n in ("delivered-to", "x-original-to") for a in addresses(part, n)]
        to = addresses(part, "to")
        found += delivered or to
        for value in part.get_all("to", []):
            shown = decoded(str(value))
            named = _NAMED.match(shown)
            if named and (not delivered or any(a in shown for a in delivered)):
                found.append(named[1].strip())
    return found


class _Cleaning:
    """One mail being cleaned, part by part."""

    def __init__(self, own: Own, clean: Clean, *, sent: bool) -> None:
        self._own, self._clean, self._sent = own, clean, sent
        self.left_out: list[str] = []

    def take(self, mail: Part) -> None:
        for part in mail.walk():
            self._headers(part)
            if part.is_multipart():
                part.preamble = self._text(part.preamble)
                part.epilogue = self._text(part.epilogue)
            else:
                self._payload(part)

    def _text(self, text: str | None) -> str | None:
        return self._own.without(text)[0] if text else text

    def _headers(self, part: Part) -> None:
        headers = [(name, self._header(name, str(value))) for name, value in part.items()]
        for name in set(part.keys()):
            del part[name]
        for name, value in headers:
            if value is not None:
                part[name] = value
        if self._own.stands_in(filename(part)):
            kind = part.get_content_type()
            for name in _NAMED_PARTS:
                del part[name]
            part["Content-Type"] = kind
            part["Content-Disposition"] = "attachment"
            self.left_out.append("a file name")

    def _header(self, name: str, value: str) -> str | None:
        low = name.lower()
        if self._sent and low in _OF_THE_WAY:
            self.left_out.append(name)
            return None
        if low in OWN_HEADERS and not (self._sent and low in {"to", "cc", "bcc"}):
            self.left_out.append(name)
            return LEFT_OUT
        made = _FOR.sub(f"for {LEFT_OUT}", value) if low == "received" else value
        made = self._own.without(made)[0]
        if self._own.stands_in(decoded(made)):
            plain = self._own.without(decoded(made))[0]
            made = Header(plain, "utf-8", header_name=name).encode()
        if made != value:
            self.left_out.append(name)
        return made

    def _payload(self, part: Part) -> None:
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            raise CannotCleanError("Its parts are broken, so it cannot be cleaned.")
        if part.get_content_maintype() == "text":
            text, _ = decode_text(data, declared=charset(part))
            made, places = self._own.without(text)
            if places:
                self._put(part, made)
                self.left_out.append(f"your name or address in its words, {in_places(places)}")
            return
        name = filename(part)
        try:
            cleaned = self._clean(data, name, self._own)
        except CannotCleanError:
            self.left_out.append(f"«{name or part.get_content_type()}», which cannot be cleaned")
            for header in (*_NAMED_PARTS, "content-id"):
                del part[header]
            part["Content-Type"] = "text/plain"
            self._put(part, "[left out: a file that was attached]")
            return
        if cleaned.data != data:
            self.left_out += [f"in what is attached: {one}" for one in cleaned.left_out]
            del part["content-transfer-encoding"]
            part["Content-Transfer-Encoding"] = "base64"
            part.set_payload(encodebytes(cleaned.data).decode("ascii"))

    def _put(self, part: Part, text: str) -> None:
        del part["content-transfer-encoding"]
        part.set_payload(text.encode("utf-8", "replace").decode("utf-8"), _READABLE)


def _check(made: bytes, own: Own) -> None:
    """Look through the copy as its reader does, and refuse it if the person stands in it."""
    said = [made.decode("utf-8", "replace")]
    for part in parse_mail(made).walk():
        said += [decoded(str(value)) for value in part.values()] + [filename(part)]
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and part.get_content_maintype() == "text":
            said.append(decode_text(payload, declared=charset(part))[0])
    if any(own.stands_in(text) for text in said):
        raise CannotCleanError(STILL_THERE)

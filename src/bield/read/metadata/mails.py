"""The headers of a mail, whole and in order, and of the mails attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message as Part

from bield.read.headers import addresses
from bield.read.kinds import Kind
from bield.read.mail import parse_mail
from bield.read.mbox import split_mbox
from bield.read.metadata.facts import Fact, Tells

MAX_MAILS = 100
OWN_HEADERS = frozenset(
    {
        "to", "cc", "bcc", "resent-to", "delivered-to", "x-delivered-to", "x-original-to",
        "envelope-to", "x-envelope-to", "x-apparently-to", "apparently-to", "x-forwarded-to",
        "x-forwarded-for", "x-rcpt-to", "x-received-for", "x-resolved-to", "x-yahoo-forwarded",
    }
)  # fmt: skip
"""Headers that name who got a mail."""
_FOR = re.compile(r"\bfor\s+<?[^\s<>;]+@", re.IGNORECASE)
_FOLD = re.compile(r"\r?\n(?=[ \t])")


def mail_facts(data: bytes, kind: Kind) -> Iterator[Fact]:
    """Give the headers of the mails in a file.

    Raises:
        UnableToReadError: It cannot be parted.
    """
    if kind is Kind.OUTLOOK:
        from bield.read.outlook import sent_headers

        yield from _headers(sent_headers(data))
    elif kind is Kind.MBOX:
        for number, mail in enumerate(split_mbox(data), start=1):
            if number > MAX_MAILS:
                yield Fact("Mail", f"and more than {MAX_MAILS}, whose headers were not listed")
                return
            yield Fact("Mail", str(number))
            yield from _of_one(parse_mail(mail))
    else:
        yield from _of_one(parse_mail(data))


def _of_one(mail: Part) -> Iterator[Fact]:
    yield from _headers(mail)
    attached = (part for part in mail.walk() if part.get_content_type() == "message/rfc822")
    for number, part in enumerate(attached, start=1):
        inner = part.get_payload()
        if number <= MAX_MAILS and isinstance(inner, list) and isinstance(inner[0], Part):
            yield Fact("Attached mail", str(number))
            yield from _headers(inner[0])


def _headers(mail: Part) -> Iterator[Fact]:
    to = {address.lower() for address in addresses(mail, "to")}
    own = bool(to & {address.lower() for address in addresses(mail, "from")})
    for name, raw in mail.items():
        value = _FOLD.sub("", _letters(str(raw)))
        yield Fact(name, value, Tells.NAME if _tells(name.lower(), value, own) else Tells.NOTHING)


def _tells(name: str, value: str, own_sender: bool) -> bool:
    """Whether a header names who got the mail."""
    if name == "from":
        return own_sender
    return name in OWN_HEADERS or (name == "received" and _FOR.search(value) is not None)


def _letters(raw: str) -> str:
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

"""Whom a program may answer: RFC 3834, “Recommendations for Automatic Responses to E-Mail”.

An answer to the wrong mail does harm: two programs that answer each other never stop, and one that
answers a forged address sends unwanted mail to somebody who asked for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email import policy
from email.message import Message as Headers
from email.parser import BytesHeaderParser
from enum import Enum, auto

MAX_HEADER_BYTES = 256 * 1024
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"\\\x00-\x1f\x7f@]+@[^\s<>()\[\],;:\"\\\x00-\x1f\x7f@]+")
_LISTS = ("list-id", "list-unsubscribe", "list-post", "list-help", "x-mailing-list")
_PROGRAMS = re.compile(
    r"(?:mailer-daemon|no-?reply|do-?not-?reply|bounces?|owner-.*|.*-(?:request|owner|"
    r"bounces?))(?:\+.*)?",
    re.IGNORECASE,
)
_FAILED = re.compile(r"\b(?:dmarc=fail|spf=(?:hard)?fail)\b", re.IGNORECASE)
_MAX_SENDERS = 10_000


class Manners(Enum):
    """Whether a mail may be answered."""

    ANSWER = auto()
    AUTOMATIC = auto()
    """A program sent it, or a list, or we did ourselves: nobody waits for an answer."""
    FORGED = auto()
    """Our mail server found that it does not come from where it says."""


def headers_of(mail: bytes) -> Headers:
    """Read the headers of a mail, and nothing else."""
    head = re.split(rb"\r?\n\r?\n", mail[:MAX_HEADER_BYTES], maxsplit=1)[0]
    return BytesHeaderParser(policy=policy.compat32).parsebytes(head + b"\r\n\r\n")


def manners(headers: Headers, sender: str, *, own: str, trust_all: bool = False) -> Manners:
    """Tell whether a mail may be answered.

    Args:
        headers: Of the mail itself, not of what is forwarded in it.
        sender: The address in its envelope, to which the answer would go.
        own: The address that answers.
        trust_all: Answer also where the mail server found the sender forged.
    """
    local, _, _ = sender.rpartition("@")
    if (
        not _ADDRESS.fullmatch(sender)
        or sender.casefold() == own.casefold()
        or _PROGRAMS.fullmatch(local)
        or _value(headers, "auto-submitted") not in {"", "no"}
        or _value(headers, "precedence") in {"bulk", "list", "junk"}
        or {"all", "autoreply"} & set(_words(headers, "x-auto-response-suppress"))
        or any(name in headers for name in _LISTS)
    ):
        return Manners.AUTOMATIC
    results = headers.get_all("authentication-results", [])
    if not trust_all and any(_FAILED.search(str(result)) for result in results):
        return Manners.FORGED
    return Manners.ANSWER


def _value(headers: Headers, name: str) -> str:
    """The first word of a header, without its parameters."""
    return str(headers.get(name, "")).partition(";")[0].partition("(")[0].strip().lower()


def _words(headers: Headers, name: str) -> list[str]:
    return re.findall(r"[a-z]+", str(headers.get(name, "")).lower())


class RateLimit:
    """So many answers an hour to one address, and no more."""

    def __init__(self, an_hour: int, *, now: Callable[[], datetime]) -> None:
        self._an_hour = an_hour
        self._now = now
        self._sent: dict[str, list[datetime]] = {}

    def take(self, address: str) -> bool:
        """Count one answer to an address; tell whether it may be sent."""
        address, now = address.casefold(), self._now()
        sent = [at for at in self._sent.pop(address, []) if now - at < timedelta(hours=1)]
        allowed = len(sent) < self._an_hour
        # The address that was heard longest ago is the first to be forgotten.
        self._sent[address] = [*sent, now] if allowed else sent
        while len(self._sent) > _MAX_SENDERS:
            del self._sent[next(iter(self._sent))]
        return allowed

    def give_back(self, address: str) -> None:
        """Uncount the last answer: it could not be sent."""
        if sent := self._sent.get(address.casefold()):
            sent.pop()

"""RFC 5965 (ARF): a provider tells that a person wants no more, or that a mail was forged."""

from __future__ import annotations

import re

from bield.records.returned import (
    Action,
    Fate,
    Fields,
    OpenedMail,
    Permanence,
    ReturnedKind,
    Why,
)
from bield.warn.returned.dsn import MAX_RECIPIENTS, address_in

REPORT = "message/feedback-report"
_KINDS = {
    "not-spam": ReturnedKind.PRAISE,
    "auth-failure": ReturnedKind.FORGERY_REPORT,
    "dkim": ReturnedKind.FORGERY_REPORT,
    "virus": ReturnedKind.UNKNOWN,
}
"""All other types, those of tomorrow too, are complaints: a person wants no more of it."""
_WITHHELD = re.compile(
    r"redact|undisclosed|anonymi[sz]|hidden|removed|withheld|^x+@|^\*+|^[0-9a-f]{24,}@",
    re.IGNORECASE,
)


def report_in(mail: OpenedMail) -> Fields | None:
    """Give the fields of the feedback report in a mail; `None` where there is none."""
    for part in mail.parts:
        if part.kind == REPORT and part.blocks:
            return Fields(tuple(pair for block in part.blocks for pair in block.pairs))
    return None


def kind_of(report: Fields) -> ReturnedKind:
    """Give what a report means to us."""
    return _KINDS.get(feedback_type(report), ReturnedKind.COMPLAINT)


def feedback_type(report: Fields) -> str:
    """Give its type in small letters; "" where it names none."""
    return report.first("feedback-type").strip().lower()


def fates_in(report: Fields, original: Fields) -> tuple[Fate, ...]:
    """Give whom a report speaks of.

    Args:
        report: Its fields.
        original: The head of the mail that it is about.

    Returns:
        A fate for each, with an empty address where all are withheld: then the Message-ID or the
        return path must tell.
    """
    named = report.all("original-rcpt-to") + report.all("removal-recipient")
    if not named:
        named = original.all("x-hmxmroriginalrecipient") or original.all("to")[:1]
    addresses: list[str] = []
    for value in named[:MAX_RECIPIENTS]:
        address = address_in(value)
        if address and not _WITHHELD.search(address) and address not in addresses:
            addresses.append(address)
    return tuple(
        Fate(
            address=address,
            action=Action.UNKNOWN,
            permanence=Permanence.UNKNOWN,
            why=Why.NOT_SAID,
        )
        for address in addresses or [""]
    )

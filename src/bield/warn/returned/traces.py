"""What tells of which of our mails a returned one speaks, and whether we sent it at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bield.records.returned import (
    Action,
    Counted,
    Fate,
    Fields,
    OpenedMail,
    Returned,
    ReturnedKind,
)
from bield.warn.returned.dsn import address_in
from bield.warn.returned.informal import original_of

MAX_TRACES = 20
_ID = re.compile(r"<([^<>\s]{3,500})>")
_ID_FIELD = re.compile(r"^[ \t>]*message-id[ \t]*:\s{0,3}<([^<>\s]{3,500})>", re.I | re.M)
_SENT_TO = ("x-original-to", "delivered-to", "envelope-to", "x-envelope-to", "to", "x-failed-for")
_MAILS = frozenset(
    {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}
)
_VERP = re.compile(r"(?P<prefix>[^+=@]+)[+](?P<local>[^@]+)=(?P<domain>[^=@+]+)@", re.ASCII)


def original_head(mail: OpenedMail) -> Fields:
    """Give the head of the mail that came back, as far as it is there."""
    for part in mail.parts:
        if part.kind in _MAILS and part.blocks and part.blocks[0].pairs:
            return part.blocks[0]
    return Fields()


def message_ids(mail: OpenedMail) -> tuple[str, ...]:
    """Give the Message-IDs that a returned mail names, the surest first, without `<>`."""
    named = _ID.findall(original_head(mail).first("message-id"))
    for part in mail.parts:
        if part.kind not in _MAILS:
            for block in part.blocks[:2]:
                for field in ("x-original-message-id", "original-message-id", "message-id"):
                    named += _ID.findall(block.first(field))
    named += _ID_FIELD.findall(original_of(mail)[:20_000])
    for field in ("x-original-message-id", "in-reply-to", "references"):
        named += _ID.findall(mail.fields.first(field))
    return tuple(dict.fromkeys(named))[:MAX_TRACES]


def return_paths(mail: OpenedMail) -> tuple[str, ...]:
    """Give the addresses that a returned mail was sent to, and the return path it names."""
    original = original_head(mail)
    found = [
        address_in(value) for field in _SENT_TO for value in mail.fields.all(field)[:MAX_TRACES]
    ]
    found += [address_in(original.first("return-path"))]
    for part in mail.parts:
        if part.kind == "message/feedback-report":
            found += [address_in(b.first("original-mail-from")) for b in part.blocks]
    return tuple(dict.fromkeys(a for a in found if a))[:MAX_TRACES]


def from_verp(return_path: str) -> str:
    """Give the recipient that a return path such as `bounces+kim=example.org@…` names, or ""."""
    match = _VERP.match(return_path)
    return f"{match['local']}@{match['domain']}" if match else ""


def counted(returned: Returned, *, sent_to: Callable[[str], str | None]) -> tuple[Counted, ...]:
    """Give what counts: fates of mails that we sent, to the one we sent them to.

    Anybody can write a bounce that names anybody. So each must show a Message-ID or a return path
    that only who got the mail can know, and counts for the address that we sent that mail to and
    for no other.

    Args:
        returned: What came back.
        sent_to: Gives the address that a mail of ours went to, for its Message-ID (without `<>`)
            or its return path; `None` for what we never sent. Make both hard to guess.

    Returns:
        One entry, or none: where we sent nothing of it, where it tells of somebody else only, or
        where it is no report of a mail (`UNKNOWN`, and what machines answer). A formal report on
        one recipient whom we do not know counts for the one we wrote to, who has it passed on;
        what was read from words does not.
    """
    if returned.kind not in _COUNTING:
        return ()
    for trace in (*returned.message_ids, *returned.return_paths):
        address = sent_to(trace)
        if address is None:
            continue
        for fate in returned.fates:
            if address.lower() in {fate.address.lower(), fate.asked_for.lower()}:
                return (
                    Counted(address=address, kind=_kind(returned, fate), fate=fate, trace=trace),
                )
        if len(returned.fates) == 1 and returned.formal:
            # They have it passed on: the report names where to, and we know whom we wrote to.
            fate = replace(returned.fates[0], asked_for=address)
            return (Counted(address=address, kind=_kind(returned, fate), fate=fate, trace=trace),)
        return ()
    return ()


def _kind(returned: Returned, fate: Fate) -> ReturnedKind:
    """Of a report on several recipients, what it is for this one."""
    of_fate = {
        Action.FAILED: ReturnedKind.BOUNCE,
        Action.DELAYED: ReturnedKind.DELAY,
        Action.DELIVERED: ReturnedKind.DELIVERED,
        Action.RELAYED: ReturnedKind.DELIVERED,
        Action.EXPANDED: ReturnedKind.DELIVERED,
    }
    return of_fate.get(fate.action, returned.kind)


_COUNTING = frozenset(
    {
        ReturnedKind.BOUNCE,
        ReturnedKind.DELAY,
        ReturnedKind.DELIVERED,
        ReturnedKind.COMPLAINT,
        ReturnedKind.PRAISE,
    }
)

"""RFC 3463: what a status such as `5.1.1` means.

Source: RFC 3463 (January 2003) and the IANA registry «SMTP Enhanced Status Codes» as of RFC 7372,
RFC 7504 and RFC 7505, read on 2026-12-01.
"""

from __future__ import annotations

import re

from bield.records.returned import Permanence, Why

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_REPLY = re.compile(r"(?<![\d.\-/:#+])([45])\d\d(?=[ \-#:]|$)(?!\.\d)")

_BY_DETAIL: dict[tuple[int, int], Why] = {
    (1, 0): Why.NOT_SAID,
    (1, 1): Why.NO_SUCH_ADDRESS,
    (1, 2): Why.NO_SUCH_DOMAIN,
    (1, 3): Why.NO_SUCH_ADDRESS,
    (1, 4): Why.NOT_SAID,  # ambiguous address
    (1, 6): Why.DISABLED,  # moved, no forwarding
    (1, 7): Why.SENDER_REFUSED,
    (1, 8): Why.SENDER_REFUSED,
    (1, 10): Why.NO_SUCH_DOMAIN,  # null MX, RFC 7505
    (2, 1): Why.DISABLED,
    (2, 2): Why.MAILBOX_FULL,
    (2, 3): Why.TOO_LARGE,
    (3, 1): Why.MAILBOX_FULL,  # the whole mail system is full
    (3, 4): Why.TOO_LARGE,
    (4, 6): Why.LOOP,
    (5, 3): Why.TOO_MANY,
    (7, 2): Why.NOT_PERMITTED,
    (7, 124): Why.NOT_PERMITTED,  # 5.7.1xx: Exchange Online
    (7, 129): Why.NOT_PERMITTED,
    (7, 133): Why.NOT_PERMITTED,
    (7, 134): Why.NOT_PERMITTED,
    (7, 20): Why.NOT_AUTHENTICATED,
    (7, 21): Why.NOT_AUTHENTICATED,
    (7, 22): Why.NOT_AUTHENTICATED,
    (7, 23): Why.NOT_AUTHENTICATED,
    (7, 24): Why.NOT_AUTHENTICATED,
    (7, 25): Why.SENDER_REFUSED,  # no reverse name
    (7, 26): Why.NOT_AUTHENTICATED,
    (7, 27): Why.SENDER_REFUSED,
}
_BY_SUBJECT = {
    0: Why.NOT_SAID,
    1: Why.NOT_SAID,
    2: Why.NOT_SAID,
    3: Why.SYSTEM,
    4: Why.UNREACHABLE,
    5: Why.SYSTEM,
    6: Why.CONTENT,
    7: Why.NOT_SAID,
}
_PASSING = frozenset(
    {Why.MAILBOX_FULL, Why.GREYLISTED, Why.TOO_MANY, Why.UNREACHABLE, Why.SYSTEM, Why.LOOP}
)
"""What may be over tomorrow, whatever class the server gave it."""
_LASTING = frozenset({Why.NO_SUCH_ADDRESS, Why.NO_SUCH_DOMAIN, Why.DISABLED})
"""What, said without any number, speaks of an address that takes no mail."""


def status_in(text: str) -> str:
    """Give the first status in a text, or "" where there is none."""
    found = _STATUS.search(text)
    return found[0] if found else ""


def class_of(status: str, said: str) -> int:
    """Give the class of a failure: 2, 4 or 5, or 0 where none is told.

    Servers that gave up after days of `4xx` may write a status of class 5 over it, so where a
    server's own reply speaks more softly than the status, the reply is believed.

    Args:
        status: RFC 3463, or "".
        said: What the server said.
    """
    told = [int(status[0])] if status else []
    own = status_in(said)
    if own:
        told.append(int(own[0]))
    elif reply := _REPLY.search(said):
        told.append(int(reply[1]))
    return min(told, default=0)


def why_of(status: str) -> Why:
    """Give why a mail came back, as its status alone tells."""
    if not status:
        return Why.NOT_SAID
    _, subject, detail = (int(number) for number in status.split("."))
    return _BY_DETAIL.get((subject, detail), _BY_SUBJECT.get(subject, Why.NOT_SAID))


def permanence_of(failure_class: int, why: Why) -> Permanence:
    """Tell whether another try may help.

    Args:
        failure_class: As `class_of` gives it.
        why: Why the mail came back.

    Returns:
        `TEMPORARY` for class 4, and for what passes by itself (a full mailbox, a server not
        reached), whatever its class: an address is never lost for those. `PERMANENT` for the rest
        of class 5, and for what has no class but says that the address takes no mail.
    """
    if failure_class == 4 or why in _PASSING:
        return Permanence.TEMPORARY
    if failure_class == 5 or (failure_class == 0 and why in _LASTING):
        return Permanence.PERMANENT
    return Permanence.UNKNOWN

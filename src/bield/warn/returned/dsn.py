"""RFC 3464: what a server says of each recipient, in fields."""

from __future__ import annotations

import re

from bield.records.returned import Action, Fate, Fields, OpenedMail, Permanence, Why
from bield.warn.returned.causes import one_line, permanence_and_why
from bield.warn.returned.status import status_in

MAX_RECIPIENTS = 1_000
"""How many recipients of one report are taken; we send each person a mail of their own."""
REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})

_ADDRESS = re.compile(r"[^\s<>\"(),;:\[\]]{1,64}@[^\s<>\"(),;:\[\]@]{1,255}")
_X400 = re.compile(r"SMTP=([^;\s/]+)(?:\(a\)|@)([^;\s/]+)", re.IGNORECASE)
_ACTIONS = (
    ("fail", Action.FAILED),  # «failure» is written too
    ("delay", Action.DELAYED),
    ("deliver", Action.DELIVERED),
    ("relay", Action.RELAYED),
    ("expand", Action.EXPANDED),
)


def fates_in(mail: OpenedMail) -> tuple[Fate, ...]:
    """Give what the report in a mail says of each recipient; nothing where there is no report."""
    fates: list[Fate] = []
    for part in mail.parts:
        if part.kind in REPORTS:
            for block in part.blocks:
                if (fate := _fate(block)) is not None and fate not in fates:
                    fates.append(fate)
                if len(fates) >= MAX_RECIPIENTS:
                    return tuple(fates)
    return tuple(fates)


def reporter_of(mail: OpenedMail) -> str:
    """Give the server that reports, as it names itself; "" where it does not."""
    for part in mail.parts:
        if part.kind in REPORTS:
            for block in part.blocks:
                if named := block.first("reporting-mta"):
                    return _value(named)
    return ""


def address_in(value: str) -> str:
    """Give the address in a field such as `rfc822; <a@example.org>`, or ""."""
    value = _value(value)
    if nested := _X400.search(value):
        return f"{nested[1]}@{nested[2]}"
    found = _ADDRESS.search(value)
    address = found[0].strip(".'`") if found else ""
    return "" if ".." in address else address  # «kim...@example.org» is shortened, no address


def _fate(block: Fields) -> Fate | None:
    final = block.first("final-recipient")
    asked_for = block.first("original-recipient")
    action = _action(block.first("action"))
    if not (final or asked_for or block.first("x-actual-recipient")):
        return None
    status = status_in(block.first("status"))
    said = _value(block.first("diagnostic-code")) or block.first("status")
    if action is Action.UNKNOWN and status:
        action = {"2": Action.DELIVERED, "5": Action.FAILED}.get(status[0], Action.UNKNOWN)
    address = address_in(final) or address_in(block.first("x-actual-recipient"))
    wanted = address_in(asked_for)
    permanence, why = Permanence.UNKNOWN, Why.NOT_SAID
    if action in {Action.FAILED, Action.DELAYED, Action.UNKNOWN}:
        permanence, why = permanence_and_why(status, said)
        if action is Action.DELAYED:
            permanence = Permanence.TEMPORARY
    return Fate(
        address=address or wanted,
        asked_for="" if wanted.lower() == address.lower() else wanted,
        action=action,
        status=status,
        permanence=permanence,
        why=why,
        said=one_line(said),
    )


def _value(field: str) -> str:
    """What stands behind the type in `rfc822; a@example.org`."""
    kind, semicolon, value = field.partition(";")
    return value.strip() if semicolon and len(kind) <= 40 and " " not in kind.strip() else field


def _action(field: str) -> Action:
    word = field.strip().lower()
    return next((action for begin, action in _ACTIONS if word.startswith(begin)), Action.UNKNOWN)

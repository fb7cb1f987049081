"""What a mail that came back is, and what it says of whom."""

from __future__ import annotations

from dataclasses import replace

from bield.records.returned import (
    Action,
    Fate,
    OpenedMail,
    Returned,
    ReturnedKind,
    Why,
)
from bield.warn.returned import complaints, dsn, informal
from bield.warn.returned.causes import permanence_and_why
from bield.warn.returned.notice_words import (
    AWAY,
    AWAY_SUBJECT,
    CHALLENGE,
    DAEMON,
    DAEMON_NAME,
    FAILED_SUBJECT,
)
from bield.warn.returned.traces import from_verp, message_ids, original_head, return_paths

_RECEIPTS = frozenset(
    {"message/disposition-notification", "message/global-disposition-notification"}
)
_NOBODY_NAMED = "It says that a mail was not delivered, but not to whom."


def read_returned(mail: OpenedMail) -> Returned:
    """Tell what a mail that came back is, and what it says of each recipient.

    What it says is what it says: whether it speaks of a mail that we sent, `counted` tells.

    Args:
        mail: The mail, opened.

    Returns:
        Its kind, with the recipients and their fates; `UNKNOWN` where nothing is sure.
    """
    read = _by_its_form(mail) or _by_its_words(mail)
    return replace(read, message_ids=message_ids(mail), return_paths=return_paths(mail))


def _by_its_form(mail: OpenedMail) -> Returned | None:
    report = complaints.report_in(mail)
    if report is not None:
        return Returned(
            kind=complaints.kind_of(report),
            fates=complaints.fates_in(report, original_head(mail)),
            formal=True,
            by=report.first("user-agent"),
            feedback_type=complaints.feedback_type(report),
        )
    if fates := dsn.fates_in(mail):
        return Returned(kind=_kind_of(fates), fates=fates, formal=True, by=dsn.reporter_of(mail))
    if any(part.kind in _RECEIPTS for part in mail.parts):
        # Dovecot, for one, refuses a mail with a note that it was «deleted».
        read = _by_its_words(mail) if _is_from_a_server(mail) else None
        return read if read and read.fates else Returned(kind=ReturnedKind.RECEIPT)
    return None


def _kind_of(fates: tuple[Fate, ...]) -> ReturnedKind:
    actions = {fate.action for fate in fates}
    if Action.FAILED in actions:
        return ReturnedKind.BOUNCE
    if Action.DELAYED in actions:
        return ReturnedKind.DELAY
    if actions & {Action.DELIVERED, Action.RELAYED, Action.EXPANDED}:
        return ReturnedKind.DELIVERED
    return ReturnedKind.UNKNOWN


def _by_its_words(mail: OpenedMail) -> Returned:
    notice = informal.notice_of(mail)
    subject = mail.fields.first("subject")
    by = dsn.address_in(mail.fields.first("from"))
    if _is_from_a_server(mail) and not _answers_for_a_person(mail, subject, notice):
        if (read := _informal(mail, notice, subject)) is not None:
            return replace(read, by=by)
        return Returned(kind=ReturnedKind.UNKNOWN, by=by)
    if CHALLENGE.search(f"{subject}\n{notice}") and not FAILED_SUBJECT.search(subject):
        return Returned(kind=ReturnedKind.CHALLENGE, by=by)
    if _answers_for_a_person(mail, subject, notice) or _is_from_a_machine(mail):
        return Returned(kind=ReturnedKind.AUTO_REPLY, by=by)
    answers = mail.fields.first("in-reply-to")
    if not answers and (FAILED_SUBJECT.search(subject) or _has_no_return_path(mail)):
        read = _informal(mail, notice, subject)
        if read is not None and read.fates:
            return replace(read, by=by)
    return Returned(kind=ReturnedKind.UNKNOWN, by=by)


def _informal(mail: OpenedMail, notice: str, subject: str) -> Returned | None:
    delayed = informal.says_delayed(notice)
    if not (
        delayed
        or informal.says_failed(notice)
        or FAILED_SUBJECT.search(subject)
        or permanence_and_why("", f"{subject}\n{notice}")[1] is not Why.NOT_SAID
    ):
        return None
    kind = ReturnedKind.DELAY if delayed else ReturnedKind.BOUNCE
    fates = informal.fates_in(notice, ours=_ours(mail), subject=subject)
    if not fates:
        # Exim, for one, names them in a field of its own.
        failed = mail.fields.all("x-failed-recipients")
        fates = informal.fates_in("\n".join(failed).replace(",", "\n"), ours=())
    if not fates:
        return Returned(kind=ReturnedKind.UNKNOWN, note=_NOBODY_NAMED)
    return Returned(kind=kind, fates=fates)


def _ours(mail: OpenedMail) -> set[str]:
    """Addresses that a notice names beside the recipient's: ours, and the reporter's own."""
    named = {
        dsn.address_in(value)
        for field in ("from", "to", "reply-to", "sender", "errors-to", "delivered-to")
        for value in mail.fields.all(field)[:10]
    }
    return named - {from_verp(address) for address in named} - {""}


def _is_from_a_server(mail: OpenedMail) -> bool:
    sender = mail.fields.first("from")
    local, at, _ = dsn.address_in(sender).rpartition("@")
    if at and DAEMON.match(local):
        return True
    name = sender.partition("<")[0]
    return (
        bool(name.strip() and DAEMON_NAME.search(name))
        or "<>" in sender
        or mail.report_type == "delivery-status"
    )


def _has_no_return_path(mail: OpenedMail) -> bool:
    """A bounce goes out with an empty return path (RFC 5321, 4.5.5), so that none answers it."""
    path = mail.fields.first("return-path").strip("<>")
    return "return-path" in {n.lower() for n, _ in mail.fields.pairs} and (
        not path or bool(DAEMON.match(path.partition("@")[0]))
    )


def _is_from_a_machine(mail: OpenedMail) -> bool:
    submitted = mail.fields.first("auto-submitted").lower()
    return (
        submitted.startswith("auto-replied")
        or bool(mail.fields.first("x-autoreply") or mail.fields.first("x-autorespond"))
        or mail.fields.first("precedence").lower().replace("-", "_") == "auto_reply"
        or mail.fields.first("x-precedence").lower().replace("-", "_") == "auto_reply"
    )


def _answers_for_a_person(mail: OpenedMail, subject: str, notice: str) -> bool:
    if informal.says_failed(notice) and FAILED_SUBJECT.search(subject):
        return False
    return bool(AWAY_SUBJECT.search(subject)) or (
        _is_from_a_machine(mail) and bool(AWAY.search(notice))
    )

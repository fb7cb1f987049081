"""Carrying a message inside a page, so that it need not be pasted twice and nothing is kept.

What goes in has its passwords masked, so that not even the page's source holds one. It is
signed: what comes back is what we gave, or it is refused.
"""

from __future__ import annotations

from dataclasses import replace

from django.core import signing

from bield.read import UnableToReadError
from bield.recognise.recogniser import mask
from bield.records import Finding, Format, Message

_SALT = "bield.guide.carry"


class BrokenCarryError(UnableToReadError):
    """What a page carried is not what it was given."""


def masked(message: Message, finding: Finding) -> Message:
    """Give the message with every quoted password masked, of the same length."""
    text = mask(message.text, finding.indicators)
    # For a mail the text opens with the subject, so that is masked with it.
    opens = bool(message.subject) and message.text.startswith(message.subject)
    return replace(
        message, text=text, subject=text[: len(message.subject)] if opens else message.subject
    )


def wrap(message: Message) -> str:
    """Give what a page can carry of a message. Mask it first."""
    return signing.dumps(
        [
            message.format.value,
            message.text,
            message.subject,
            message.sender,
            message.recipients,
            message.notes,
        ],
        salt=_SALT,
        compress=True,
    )


def unwrap(carried: str) -> Message:
    """Give the message that a page carried.

    Raises:
        BrokenCarryError: It was changed on the way, or the site was started anew since.
    """
    try:
        form, text, subject, sender, recipients, notes = signing.loads(carried, salt=_SALT)
    except signing.BadSignature as problem:
        raise BrokenCarryError(
            "This page is too old, and we keep nothing that you give us. "
            "Please paste the message again."
        ) from problem
    return Message(
        format=Format(form),
        text=text,
        subject=subject,
        sender=sender,
        recipients=tuple(recipients),
        notes=tuple(notes),
    )

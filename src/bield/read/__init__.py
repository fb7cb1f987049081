"""Bytes → `Message`: the first stage. One file a format.

A reader is pure: bytes in, a record out, or a named refusal. It bounds what it opens,
and what it leaves out it says in `Message.notes`.
"""

from __future__ import annotations

from bield.read.kinds import Kind, kind_of
from bield.read.mail import read_mail
from bield.read.refusals import (
    NotAMessageError,
    NothingToReadError,
    PictureRefusedError,
    TooComplexToReadError,
    TooLargeToReadError,
    UnableToReadError,
)
from bield.read.text import read_text
from bield.records import Message

MAX_BYTES = 25 * 1024 * 1024
"""The largest file a reader opens. Source: the usual limit of mail services (Gmail, Outlook)
for one message with its attachments."""

__all__ = [
    "MAX_BYTES",
    "NotAMessageError",
    "NothingToReadError",
    "PictureRefusedError",
    "TooComplexToReadError",
    "TooLargeToReadError",
    "UnableToReadError",
    "read",
]


def read(data: bytes, *, pictures_allowed: bool = True) -> Message:
    """Give the words a person would see in these bytes.

    Args:
        data: A mail (RFC 5322, as in an `.eml` file) or plain text in any common encoding.
        pictures_allowed: Whether a mail may have pictures or videos attached. They are never
            opened; the site refuses such a mail all the same, so that none ever reaches it.

    Returns:
        The message. `notes` says what was left out or mended.

    Raises:
        UnableToReadError: By one of its named kinds: nothing to read, too large, not a
            message, a picture, too complex.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeToReadError(too_large(len(data)))
    match kind_of(data):
        case Kind.NOTHING:
            raise NothingToReadError(
                "There is nothing in it. Copy the words of the message and try again."
            )
        case Kind.PICTURE:
            raise PictureRefusedError(
                "This is a picture or a video. Bield does not take pictures: they stay on your "
                "own device. Type or copy the words of the message instead."
            )
        case Kind.BINARY as kind:
            raise NotAMessageError(
                "This is not a mail and not text. Save the mail as an .eml file, or copy its "
                f"words into a text file.{kind.hint(data)}"
            )
        case Kind.MAIL:
            return read_mail(data, pictures_allowed=pictures_allowed)
        case Kind.TEXT:
            return read_text(data)


def too_large(size: int) -> str:
    """Say that a file of `size` bytes is too large, and what to do."""
    return (
        f"It is {size / 1_048_576:,.0f} MB. Bield reads messages of up to "
        f"{MAX_BYTES // 1_048_576} MB. Save the mail without its attachments, or copy its words "
        "into a text file."
    )

"""Bytes → `Message`: the first stage. One file a format.

A reader is pure: bytes in, a record out, or a named refusal. It bounds what it opens,
and what it leaves out it says in `Message.notes`. What only a program outside can do (words
and codes in pictures) it asks of `ports.Eyes`, where it is given them.
"""

from __future__ import annotations

from collections.abc import Iterator

from bield.ports import Eyes, Paper
from bield.read.kinds import Kind, kind_of
from bield.read.mail import read_mail
from bield.read.refusals import (
    NotAMessageError,
    NothingToReadError,
    PictureRefusedError,
    SeveralMessagesError,
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
    "SeveralMessagesError",
    "TooComplexToReadError",
    "TooLargeToReadError",
    "UnableToReadError",
    "read",
    "read_all",
]


def read(
    data: bytes,
    *,
    pictures_allowed: bool = True,
    eyes: Eyes | None = None,
    paper: Paper | None = None,
) -> Message:
    """Give the words a person would see in these bytes.

    Args:
        data: A mail (`.eml`, Outlook `.msg`), a chat (an export, or pasted), a document (PDF,
            DOCX, HTML) or plain text in any common encoding.
        pictures_allowed: Whether it may have pictures or videos in it. The site refuses such a
            file all the same, so that none ever reaches it.
        eyes: What reads pictures; without it they are named in the notes and never opened.
        paper: What lays out PDFs; without it that is done here, and not bounded in time.

    Returns:
        The message. `notes` says what was left out or mended.

    Raises:
        UnableToReadError: By one of its named kinds: nothing to read, too large, not a
            message, a picture, too complex, several messages in one file.
    """
    messages = read_all(data, pictures_allowed=pictures_allowed, eyes=eyes, paper=paper)
    _, first = next(messages)
    if isinstance(first, UnableToReadError):
        raise first
    if next(messages, None) is not None:
        raise SeveralMessagesError(
            "There are several messages or chats in this file. Give them one at a time."
        )
    return first


def read_all(
    data: bytes,
    *,
    pictures_allowed: bool = True,
    eyes: Eyes | None = None,
    paper: Paper | None = None,
) -> Iterator[tuple[str, Message | UnableToReadError]]:
    """Give every message in these bytes: of an mbox each mail, of an export each chat.

    Args:
        data: As for `read`.
        pictures_allowed: As for `read`.
        eyes: As for `read`.
        paper: As for `read`.

    Yields:
        A name within the file (empty where it holds one message only), and the message, or the
        refusal that would have been raised for it. At least one; one that cannot be read
        never stops the others.
    """
    try:
        yield from _each(data, pictures_allowed=pictures_allowed, eyes=eyes, paper=paper)
    except UnableToReadError as refusal:
        yield "", refusal


def _each(
    data: bytes, *, pictures_allowed: bool, eyes: Eyes | None, paper: Paper | None
) -> Iterator[tuple[str, Message | UnableToReadError]]:
    # Readers of rarer formats are imported where they are needed: `bield check` of a mail should
    # not wait for what reads a PDF.
    if len(data) > MAX_BYTES:
        raise TooLargeToReadError(too_large(len(data)))
    kind = kind_of(data)
    match kind:
        case Kind.NOTHING:
            raise NothingToReadError(
                "There is nothing in it. Copy the words of the message and try again."
            )
        case Kind.PICTURE:
            from bield.read.picture import read_picture

            yield "", read_picture(data, pictures_allowed=pictures_allowed, eyes=eyes)
        case Kind.MAIL:
            yield "", read_mail(data, pictures_allowed=pictures_allowed, eyes=eyes, paper=paper)
        case Kind.MBOX:
            from bield.read.mbox import split_mbox

            for number, mail in enumerate(split_mbox(data), start=1):
                try:
                    yield (
                        f"#{number}",
                        read(mail, pictures_allowed=pictures_allowed, eyes=eyes, paper=paper),
                    )
                except UnableToReadError as refusal:
                    yield f"#{number}", refusal
        case Kind.OUTLOOK:
            from bield.read.outlook import read_outlook

            yield (
                "",
                read_outlook(data, pictures_allowed=pictures_allowed, eyes=eyes, paper=paper),
            )
        case Kind.PDF:
            from bield.read.pdf import read_pdf

            yield "", read_pdf(data, pictures_allowed=pictures_allowed, eyes=eyes, paper=paper)
        case Kind.DOCX:
            from bield.read.docx import read_docx

            yield "", read_docx(data, pictures_allowed=pictures_allowed, eyes=eyes)
        case Kind.HTML:
            from bield.read.webpage import read_html

            yield "", read_html(data, pictures_allowed=pictures_allowed, eyes=eyes)
        case Kind.CHAT:
            from bield.read.chats import read_chats

            yield from read_chats(data, pictures_allowed=pictures_allowed)
        case Kind.TEXT:
            yield "", read_text(data)
        case Kind.BINARY:
            raise NotAMessageError(
                "This is not a mail, a chat, a document or text. Save the mail as an .eml file, or "
                f"copy its words into a text file.{kind.hint(data)}"
            )


def too_large(size: int) -> str:
    """Say that a file of `size` bytes is too large, and what to do."""
    return (
        f"It is {size / 1_048_576:,.0f} MB. Bield reads messages of up to "
        f"{MAX_BYTES // 1_048_576} MB. Save the mail without its attachments, or copy its words "
        "into a text file."
    )

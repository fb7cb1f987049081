"""Putting files into a record.

The bytes are taken and hashed first, and only then looked into. What is made from them (the words
a program read) is an entry of its own, named as such. Nothing is ever overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bield.keep import PictureNotTakenError
from bield.pipeline import Pipeline
from bield.read import MAX_BYTES, PictureRefusedError, UnableToReadError
from bield.read.kinds import Kind, kind_of
from bield.recording.keeper import Keeper, picture_age, written
from bield.recording.open_record import OpenRecord, TakenT
from bield.records import Message, Moment, PictureAge


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What an addition put into the record."""

    entry: int
    derived: int | None
    """The entry with the words that were read in it."""
    notes: tuple[str, ...] = ()


def add_file(
    record: OpenRecord[TakenT],
    source: Path,
    *,
    how: str,
    when: Moment | None,
    stages: Pipeline,
    keeper: Keeper,
) -> Added:
    """Put a file into a record, as it is, and beside it the words that can be read in it.

    Args:
        record: Open.
        source: The file.
        how: By what means it came, in the person's words.
        when: When it came, as the person says; `None` where they do not.
        stages: What reads.
        keeper: With what it is kept.

    Raises:
        PictureNotTakenError: It is, or holds, a picture or video, and somebody in it may be under
            18. Nothing of it is then kept.
        UnableToKeepError: It changed while it was read, is no file, or there is no room for it.
        OSError: It cannot be read, or the disk is full. Nothing of it is then kept.
    """
    taken = record.take(source)
    return _added(record, taken, source.name, how=how, when=when, stages=stages, keeper=keeper)


def add_bytes(
    record: OpenRecord[TakenT],
    data: bytes,
    name: str,
    *,
    how: str,
    when: Moment | None,
    stages: Pipeline,
    keeper: Keeper,
) -> Added:
    """Put bytes into a record, as `add_file` does a file.

    Args:
        record: Open.
        data: The bytes, as they were given.
        name: What the file is called where it came from; it may be anything.
        how: As for `add_file`.
        when: As for `add_file`.
        stages: As for `add_file`.
        keeper: As for `add_file`.

    Raises:
        PictureNotTakenError: As for `add_file`.
        UnableToKeepError: There is no room for it.
        OSError: The disk is full. Nothing of it is then kept.
    """
    taken = record.take_bytes(data)
    return _added(record, taken, name, how=how, when=when, stages=stages, keeper=keeper)


def _added(
    record: OpenRecord[TakenT],
    taken: TakenT,
    name: str,
    *,
    how: str,
    when: Moment | None,
    stages: Pipeline,
    keeper: Keeper,
) -> Added:
    try:
        data = record.bytes_of(taken) if taken.size <= MAX_BYTES else None
        messages, notes = _words(data, taken.size, picture_age(record), stages)
    except BaseException:  # whatever it is, what was not looked into is not kept
        record.drop(taken)
        raise
    at = keeper.at()
    number = record.keep(
        taken,
        name,
        {
            "kind": "item",
            "at": at,
            "what": _what(data),
            "words": "given",
            "how": how,
            **written(when),
        },
    )
    derived = None
    if messages:
        text = "\n\n".join(message.text for message in messages)
        made = record.take_bytes(text.encode("utf-8", "backslashreplace"))
        derived = record.keep(
            made,
            "words.txt",
            {
                "kind": "derived",
                "at": at,
                "of": number,
                "what": "words",
                "words": "read",
                "tool": f"{keeper.made_by}, read",
                "notes": [note for message in messages for note in message.notes],
            },
        )
    return Added(entry=number, derived=derived, notes=notes)


def _words(
    data: bytes | None, size: int, pictures: PictureAge, stages: Pipeline
) -> tuple[list[Message], tuple[str, ...]]:
    """Read what was taken; refuse a picture where none may be kept."""
    allowed = pictures is PictureAge.ADULT
    if data is None:
        if not allowed:
            raise PictureNotTakenError(_CANNOT_LOOK)
        return [], (f"It is too large to be read ({size:,} bytes): it is kept as it is.",)
    kind = kind_of(data)
    if not allowed and kind is Kind.PICTURE:
        raise PictureNotTakenError(_NO_PICTURE)
    if not allowed and kind is Kind.BINARY:
        raise PictureNotTakenError(_CANNOT_LOOK)
    messages: list[Message] = []
    notes: list[str] = []
    for _, message in stages.read_all(data, pictures_allowed=allowed):
        if isinstance(message, PictureRefusedError):
            if allowed:
                continue  # it is kept, and no words are read in it here
            raise PictureNotTakenError(_PICTURE_INSIDE)
        if isinstance(message, UnableToReadError):
            notes.append(str(message))
        else:
            messages.append(message)
    return messages, tuple(notes)


_WHO_MAY = (
    "The police may take it, and for anyone under 18 the service Report Remove. Leave it where it "
    "is, and write down where: bield record exists."
)
_NO_PICTURE = (
    "It is a picture or a video, and somebody in it may be under 18, so it is not copied. "
    + _WHO_MAY
)
_PICTURE_INSIDE = (
    "There is a picture or a video in it, and somebody in it may be under 18, so it is not copied. "
    "Export the chat without media, or save the mail without its attachments. " + _WHO_MAY
)
_CANNOT_LOOK = (
    "Bield cannot tell whether there is a picture in it, and somebody in it may be under 18, so "
    "it is not copied. " + _WHO_MAY
)

_NAMES = {
    Kind.PICTURE: "a picture or video",
    Kind.MAIL: "a mail",
    Kind.MBOX: "mails",
    Kind.OUTLOOK: "a mail",
    Kind.PDF: "a PDF document",
    Kind.DOCX: "a document",
    Kind.HTML: "a web page",
    Kind.CHAT: "a chat",
    Kind.TEXT: "a text",
}


def _what(data: bytes | None) -> str:
    return _NAMES.get(kind_of(data), "a file") if data is not None else "a large file"

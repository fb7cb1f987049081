"""Keeping a record: what each command of `bield record` does, with the record and the stages.

The bytes are taken and hashed first, and only then looked into. What is made from them (the words
a program read) is an entry of its own, named as such. Nothing is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bield.adapters.record_folder import RecordFolder, Taken
from bield.keep import PictureNotTakenError, UnableToKeepError
from bield.pipeline import Pipeline
from bield.read import MAX_BYTES, PictureRefusedError, UnableToReadError
from bield.read.kinds import Kind, kind_of
from bield.records import DetailKind, Message, Moment, PictureAge


@dataclass(frozen=True, slots=True)
class Keeper:
    """With what a record is kept."""

    now: Callable[[], datetime]
    """Gives the moment, with its zone."""
    made_by: str
    """The program and its version, such as «bield 0.1.0»."""

    def at(self) -> str:
        """The moment, as RFC 3339."""
        return self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What an addition put into the record."""

    entry: int
    derived: int | None
    """The entry with the words that were read in it."""
    notes: tuple[str, ...] = ()


def begin(path: Path, *, picture_age: PictureAge, keeper: Keeper) -> None:
    """Make an empty record.

    Raises:
        UnableToKeepError: There is something of this name already.
        OSError: The disk failed.
    """
    RecordFolder.create(path)
    with RecordFolder(path) as record:
        record.add(
            {
                "kind": "opened",
                "at": keeper.at(),
                "by": keeper.made_by,
                "picture_age": picture_age.value,
            }
        )


def picture_age(record: RecordFolder) -> PictureAge:
    """Give what was answered about pictures when the record was begun."""
    first = record.chain.entries[0] if record.chain.entries else {}
    try:
        return PictureAge(str(first.get("picture_age", "")))
    except ValueError:
        return PictureAge.UNKNOWN


def add_file(
    record: RecordFolder,
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
        UnableToKeepError: It changed while it was read, or is no file.
        OSError: It cannot be read, or the disk is full. Nothing of it is then kept.
    """
    taken = record.take(source)
    try:
        data = taken.place.read_bytes() if taken.size <= MAX_BYTES else None
        messages, notes = _words(data, taken, record, stages)
    except BaseException:  # whatever it is, what was not looked into is not kept
        record.drop(taken)
        raise
    at = keeper.at()
    said: dict[str, object] = {
        "kind": "item",
        "at": at,
        "what": _what(data),
        "words": "given",
        "how": how,
        **({"when": _moment(when)} if when is not None else {}),
    }
    number = record.keep(taken, source.name, said)
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
                "words": "read",
                "tool": f"{keeper.made_by}, read",
                "notes": [note for message in messages for note in message.notes],
            },
        )
    return Added(entry=number, derived=derived, notes=notes)


def note(record: RecordFolder, text: str, *, keeper: Keeper) -> int:
    """Put the person's own words into a record.

    Raises:
        UnableToKeepError: There are no words.
    """
    if not text.strip():
        raise UnableToKeepError("There are no words in the note.")
    return record.add({"kind": "note", "at": keeper.at(), "words": "own", "text": text})


def detail(
    record: RecordFolder,
    kind: DetailKind,
    value: str,
    *,
    text: str,
    when: Moment | None,
    keeper: Keeper,
) -> int:
    """Put a detail into a record: an account, a link, a number, a payment.

    Raises:
        UnableToKeepError: It is empty.
    """
    if not value.strip():
        raise UnableToKeepError("Say what it is: the account, the link, the number.")
    return record.add(
        {
            "kind": "detail",
            "at": keeper.at(),
            "words": "own",
            "what": kind.value,
            "value": value.strip(),
            "text": text,
            **({"when": _moment(when)} if when is not None else {}),
        }
    )


def correct(record: RecordFolder, number: int, text: str, *, keeper: Keeper) -> int:
    """Say what is wrong with an entry. The entry itself stays as it is.

    Raises:
        UnableToKeepError: There is no such entry, or there are no words.
    """
    if not 1 <= number <= len(record.chain.entries):
        raise UnableToKeepError(f"There is no entry {number} in the record.")
    if not text.strip():
        raise UnableToKeepError("Say what is wrong with it.")
    return record.add(
        {"kind": "correction", "at": keeper.at(), "words": "own", "of": number, "text": text}
    )


def placeholder(record: RecordFolder, text: str, *, keeper: Keeper) -> int:
    """Say that something exists, and where, without a copy of it.

    For a picture of somebody who may be under 18: «exists on my phone, in the chat with …».

    Raises:
        UnableToKeepError: There are no words.
    """
    if not text.strip():
        raise UnableToKeepError("Say what exists, and where: the device, the app, the message.")
    return record.add({"kind": "placeholder", "at": keeper.at(), "words": "own", "text": text})


def _words(
    data: bytes | None, taken: Taken, record: RecordFolder, stages: Pipeline
) -> tuple[list[Message], tuple[str, ...]]:
    """Read what was taken; refuse a picture where none may be kept."""
    allowed = picture_age(record) is PictureAge.ADULT
    if data is None:
        if not allowed:
            raise PictureNotTakenError(_CANNOT_LOOK)
        return [], (f"It is too large to be read ({taken.size:,} bytes): it is kept as it is.",)
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


def _moment(moment: Moment) -> dict[str, str]:
    made = {"raw": moment.raw, "clock": moment.clock.value}
    if moment.at is not None:
        made["at"] = moment.at.isoformat()
    return made

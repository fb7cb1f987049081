"""What the person says: notes, details, corrections, and what exists and was not copied."""

from __future__ import annotations

from bield.keep import UnableToKeepError
from bield.recording.keeper import Keeper, written
from bield.recording.open_record import OpenLog
from bield.records import DetailKind, Moment


def note(record: OpenLog, text: str, *, keeper: Keeper) -> int:
    """Put the person's own words into a record.

    Raises:
        UnableToKeepError: There are no words.
    """
    if not text.strip():
        raise UnableToKeepError("There are no words in the note.")
    return record.add({"kind": "note", "at": keeper.at(), "words": "own", "text": text})


def detail(
    record: OpenLog,
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
            **written(when),
        }
    )


def correct(record: OpenLog, number: int, text: str, *, keeper: Keeper) -> int:
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


def placeholder(record: OpenLog, text: str, *, keeper: Keeper) -> int:
    """Say that something exists, and where, without a copy of it.

    For a picture of somebody who may be under 18: «exists on my phone, in the chat with …».

    Raises:
        UnableToKeepError: There are no words.
    """
    if not text.strip():
        raise UnableToKeepError("Say what exists, and where: the device, the app, the message.")
    return record.add({"kind": "placeholder", "at": keeper.at(), "words": "own", "text": text})

"""What `bield record add` says of what it added: what is in it, and what of it tells of whom."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path

from bield.keep import CLOCK_WENT_BACK, Entry, shown
from bield.read.metadata import Tells
from bield.recording import Added, detail_kind
from bield.records import DetailKind, Words


class Doubt(Enum):
    """What is doubtful of a detail that was found."""

    CHECK_FIGURES = "its check figures are wrong: look again"
    ANYBODY = "anybody can write any address there; never add your own"


CLOCK_HAD_GONE_BACK = "the clock of this computer had been set back since the entry before"
_MADE = {
    "words": "the words in it, as a program read them",
    "metadata": "what the file says of itself (headers, author, place, device)",
    "indicators": "the wallets and IBANs in it whose check figures are right",
}
_RECOGNISED = "the words in it, as a program recognised them in a picture: letters may be wrong"
_GROUPS = {
    Tells.PLACE: "a place, which may be yours",
    Tells.NAME: "names or addresses, which may be yours",
    Tells.DEVICE: "a device or a program, which may be yours",
}
_MOST = 4
"""Facts of one group, and of details, that are shown; all stand in the record."""
_MOST_FOUND = 12
_LONGEST = 70


def lines_of(added: Added, entries: Sequence[Entry], record: Path) -> Iterator[str]:
    """Say what was added, line by line.

    Args:
        added: What was.
        entries: Of the record.
        record: Its folder, for commands.
    """
    for number in added.items:
        entry = entries[number - 1]
        yield f"{number:>4}. {shown(str(entry['name']))}  SHA-256 {entry['sha256']}"
        yield from clock_told(entry)
    for made in added.made:
        entry = entries[made.entry - 1]
        if made.what == "placeholder":
            yield f"{made.entry:>4}. {shown(str(entry['text']))}"
        elif made.what == "words" and entry.get("words") == Words.OCR.value:
            yield f"{made.entry:>4}. {_RECOGNISED}"
        else:
            yield f"{made.entry:>4}. {_MADE.get(made.what, made.what)}"
    yield from (f"      {note}" for note in dict.fromkeys(added.notes))
    yield from _telling(added)
    yield from _questions(added, record)


def clock_told(entry: Entry) -> Iterator[str]:
    """Say where an entry bears a moment that is before that of the entry before it."""
    if entry.get(CLOCK_WENT_BACK):
        yield f"      Note: {CLOCK_HAD_GONE_BACK}. The record says so. Is its time right now?"


def _telling(added: Added) -> Iterator[str]:
    for tells, label in _GROUPS.items():
        facts = [f"{f.label}: {_short(f.value)}" for f in added.telling if f.tells is tells]
        facts = list(dict.fromkeys(facts))
        if facts:
            more = f" and {len(facts) - _MOST} more" if len(facts) > _MOST else ""
            yield f"      It tells {label}: {'; '.join(facts[:_MOST])}{more}."
    if added.telling and added.whole:
        yield (
            "      The record keeps it all, as proof. To show it to others without: "
            "bield record share"
        )


def may_be_theirs(added: Added) -> dict[tuple[DetailKind, str], Doubt | None]:
    """Give the details that only the person can say whose they are, with what is doubtful."""
    asked: dict[tuple[DetailKind, str], Doubt | None] = {}
    for found in added.found:
        kind = detail_kind(found.kind)
        if kind is not None:
            asked.setdefault((kind, found.value), None if found.valid else Doubt.CHECK_FIGURES)
    for sender in added.senders:
        asked.setdefault((DetailKind.EMAIL, sender), Doubt.ANYBODY)
    return asked


def _questions(added: Added, record: Path) -> Iterator[str]:
    """What only the person can say whose it is, with the command for each."""
    asked = may_be_theirs(added)
    if asked:
        yield "      Found in it, and not taken for theirs: add what is theirs, never your own."
    for number, ((kind, value), doubt) in enumerate(asked.items()):
        if number == _MOST_FOUND:
            yield f"        and {len(asked) - _MOST_FOUND} more, which stand in its words"
            return
        command = shlex.join(["bield", "record", "detail", str(record), kind.value, shown(value)])
        yield f"        {command}{f'   ({doubt.value})' if doubt else ''}"


def _short(value: str) -> str:
    plain = shown(" ".join(value.split()))
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"

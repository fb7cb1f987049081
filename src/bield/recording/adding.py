"""Putting files into a record.

The bytes are hashed first, and only then looked into. What is made from them is an entry of its
own, named as such. Nothing is ever overwritten.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from bield.adapters.hashed import Progress, opened_file
from bield.keep import ItemChangedError, PictureNotTakenError, UnableToKeepError
from bield.pipeline import Pipeline
from bield.ports import Eyes
from bield.read import MAX_BYTES
from bield.read.chats.sniff import ZIP_START
from bield.read.kinds import Kind, kind_of
from bield.read.metadata import Fact
from bield.read.pictures_within import pictures_within
from bield.recording.careful import (
    CANNOT_LOOK,
    MAX_ARCHIVE_BYTES,
    NO_PICTURE,
    PICTURE_INSIDE,
    Instead,
    hashes_of,
    kept_instead,
    together,
)
from bield.recording.derived import Derived, derive, derive_from_mail
from bield.recording.keeper import Keeper, picture_age, written
from bield.recording.open_record import OpenRecord, TakenT
from bield.records import Indicator, Moment, PictureAge


@dataclass(frozen=True, slots=True)
class MadeEntry:
    """An entry that a program made."""

    entry: int
    what: str
    """`words`, `metadata`, `indicators` or `placeholder`."""


@dataclass(slots=True, kw_only=True)
class Added:
    """What an addition put into the record."""

    items: list[int] = field(default_factory=list)
    """The entries of what was kept: the file itself, or what may be kept of it."""
    whole: bool = True
    """Whether the file itself was kept."""
    made: list[MadeEntry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    telling: list[Fact] = field(default_factory=list)
    """What in it may tell of the person: their place, name or device."""
    found: list[Indicator] = field(default_factory=list)
    """Details in it that no check figures prove: whose they are only the person can say."""
    senders: list[str] = field(default_factory=list)
    """Addresses that its mails say they are from. Anybody can write any address there."""

    @property
    def entry(self) -> int:
        """The first of `items`."""
        return self.items[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How and when something came, and with what it is looked at."""

    how: str
    when: Moment | None
    stages: Pipeline
    keeper: Keeper
    eyes: Eyes | None
    words_alone: bool


def add_file(
    record: OpenRecord[TakenT],
    source: Path,
    *,
    how: str,
    when: Moment | None,
    stages: Pipeline,
    keeper: Keeper,
    eyes: Eyes | None = None,
    words_alone: bool = True,
    progress: Progress | None = None,
) -> Added:
    """Put a file into a record, as it is, and beside it what a program makes of it.

    Where somebody in a picture may be under 18, nothing of a picture reaches the record, or any
    disk: the file is looked through in memory first, and is not kept if it holds one.

    Args:
        record: Open.
        source: The file.
        how: By what means it came, in the person's words.
        when: When it came, as the person says; `None` where they do not.
        stages: What reads.
        keeper: With what it is kept.
        eyes: What reads words in pictures; used only where all in them are adults.
        words_alone: Whether of a mail or an export of chats that holds pictures the words are kept
            in its place; otherwise it is refused.
        progress: Told of the bytes of a large file as they are copied.

    Raises:
        PictureNotTakenError: It is, or holds, a picture or video, or cannot be looked into, and
            somebody in it may be under 18. Nothing of it is then kept.
        UnableToKeepError: It changed while it was read, is no file, or there is no room for it.
        OSError: It cannot be read, or the disk is full. Nothing of it is then kept.
    """
    way = _Way(how=how, when=when, stages=stages, keeper=keeper, eyes=eyes, words_alone=words_alone)
    if picture_age(record) is not PictureAge.ADULT:
        return _add_carefully(record, _bytes_of(source), source.name, way)
    return _add_whole(record, record.take(source, progress), source.name, way)


def add_bytes(
    record: OpenRecord[TakenT],
    data: bytes,
    name: str,
    *,
    how: str,
    when: Moment | None,
    stages: Pipeline,
    keeper: Keeper,
    eyes: Eyes | None = None,
    words_alone: bool = True,
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
        eyes: As for `add_file`.
        words_alone: As for `add_file`.

    Raises:
        PictureNotTakenError: As for `add_file`.
        UnableToKeepError: There is no room for it.
        OSError: The disk is full. Nothing of it is then kept.
    """
    way = _Way(how=how, when=when, stages=stages, keeper=keeper, eyes=eyes, words_alone=words_alone)
    if picture_age(record) is not PictureAge.ADULT:
        return _add_carefully(record, data, name, way)
    return _add_whole(record, record.take_bytes(data), name, way)


def _add_whole(record: OpenRecord[TakenT], taken: TakenT, name: str, way: _Way) -> Added:
    """Keep a file as it is, where a picture in it may be kept."""
    added = Added()
    try:
        data = record.bytes_of(taken) if taken.size <= MAX_BYTES else None
        what = _NAMES.get(kind_of(data), "a file") if data is not None else "a large file"
    except BaseException:
        record.drop(taken)
        raise
    said = _item(way, what, "given")
    added.items.append(record.keep(taken, name, said))
    if data is None:
        added.notes.append(
            f"It is too large to be read ({taken.size:,} bytes): it is kept as it is."
        )
    else:
        made_by = way.keeper.made_by
        derived = derive(data, stages=way.stages, eyes=way.eyes, made_by=made_by)
        _add_derived(record, added, derived, way, of=added.entry)
    return added


def _add_carefully(record: OpenRecord[TakenT], data: bytes, name: str, way: _Way) -> Added:
    """Keep a file, or what may be kept of it, where somebody in a picture may be under 18."""
    added = Added()
    if len(data) > MAX_BYTES and not data.startswith(ZIP_START):
        raise PictureNotTakenError(CANNOT_LOOK)
    # All that is noted of a file is taken of it before anything looks into it.
    original = hashes_of(data, name)
    within = pictures_within(data, paper=way.stages.paper)
    if not within:
        taken = record.take_bytes(data)
        if taken.sha256 != original["sha256"]:
            record.drop(taken)
            raise ItemChangedError(f"{name} changed while it was looked through.")
        what = _NAMES.get(kind_of(data), "a file")
        added.items.append(record.keep(taken, name, _item(way, what, "given")))
        derived = derive(data, stages=way.stages, eyes=None, made_by=way.keeper.made_by)
        _add_derived(record, added, derived, way, of=added.entry)
        return added
    if not way.words_alone:
        raise PictureNotTakenError(NO_PICTURE if kind_of(data) is Kind.PICTURE else PICTURE_INSIDE)
    _add_instead(record, added, kept_instead(data, name, within, way.stages), data, original, way)
    return added


def _add_instead(
    record: OpenRecord[TakenT],
    added: Added,
    instead: Instead,
    data: bytes,
    original: dict[str, object],
    way: _Way,
) -> None:
    added.whole = False
    tool = f"{way.keeper.made_by}, read"
    for part in instead.parts:
        said = _item(way, part.what, part.words) | {"original": original}
        if part.words == "read":
            said["tool"] = tool
        number = record.keep(record.take_bytes(part.data), part.name, said)
        added.items.append(number)
        made_by = way.keeper.made_by
        if part.words == "read":
            derived = derive_from_mail(
                data, part.data, part.name, stages=way.stages, made_by=made_by
            )
        else:
            derived = derive(part.data, stages=way.stages, eyes=None, made_by=made_by)
        _add_derived(record, added, derived, way, of=number)
    for text, name in together(instead.placeholders, instead.missing):
        number = record.add(
            {
                "kind": "placeholder",
                "at": way.keeper.at(),
                "words": "read",
                "of": added.entry,
                "text": text,
                "tool": tool,
                **({"name": name} if name else {}),
            }
        )
        added.made.append(MadeEntry(number, "placeholder"))
    added.notes.append(
        "There is a picture or a video in it, or what cannot be looked into, and somebody in it "
        "may be under 18. So it was not copied: only its words were, and in place of each picture "
        "a line that says where it is. Leave the pictures where they are. The police may take "
        "them, and for anyone under 18 the service Report Remove."
    )


def _add_derived(
    record: OpenRecord[TakenT], added: Added, derived: Derived, way: _Way, *, of: int
) -> None:
    for made in derived.files:
        said = {
            "kind": "derived",
            "at": way.keeper.at(),
            "of": of,
            "what": made.what,
            "words": made.words.value,
            "tool": made.tool,
            "notes": list(made.notes),
        }
        try:
            number = record.keep(record.take_bytes(made.data), made.name, said)
        except (UnableToKeepError, OSError) as problem:
            # What it was made of is in the record: who is told otherwise adds it a second time.
            why = getattr(problem, "strerror", None) or str(problem).rstrip(".")
            added.notes.append(
                f"It is kept. What a program makes of it ({made.what}) is not: {why}."
            )
            continue
        added.made.append(MadeEntry(number, made.what))
    added.notes += derived.notes
    added.telling += derived.telling
    added.found += derived.found
    added.senders += derived.senders


def _item(way: _Way, what: str, words: str) -> dict[str, object]:
    return {
        "kind": "item",
        "at": way.keeper.at(),
        "what": what,
        "words": words,
        "how": way.how,
        **written(way.when),
    }


def _bytes_of(source: Path) -> bytes:
    """Read a file that is looked through before it is kept, and that must not change meanwhile."""
    with BufferedReader(opened_file(source)) as file:
        before = os.fstat(file.fileno())
        start = file.read(len(ZIP_START))
        limit = MAX_ARCHIVE_BYTES if start == ZIP_START else MAX_BYTES
        if before.st_size > limit:
            raise PictureNotTakenError(CANNOT_LOOK)
        data = start + file.read(limit)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (len(data), after.st_mtime_ns):
        raise ItemChangedError(
            "It changed while it was read. Close the program that writes it, and add it again."
        )
    return data


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

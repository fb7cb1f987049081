"""Keeping proof with a person who is there now.

The record lives in their page and in the file that they save. Each function takes it sealed, as it
came, verifies it in full, and gives it sealed again: nothing of it stays here.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from bield.adapters.bag_stores import Opened, opened_bag
from bield.adapters.memory_record import MemoryRecord, RecordFullError
from bield.adapters.sealing import pour
from bield.keep import (
    LogBrokenError,
    PictureNotTakenError,
    UnableToKeepError,
    UnableToReadRecordError,
    Verified,
    read_case,
    read_chain,
    seal,
)
from bield.read.pictures_within import pictures_within
from bield.recording import Keeper, add_bytes, begin_in, detail_kind, picture_age
from bield.recording.careful import CANNOT_LOOK, NO_PICTURE, PICTURE_INSIDE
from bield.records import Case, DetailKind, PictureAge
from bield_site.operations.turns import Turns

if TYPE_CHECKING:
    from bield.keep import Entry
    from bield.pipeline import Pipeline
    from bield.recording import Added

RECORDING = Turns(at_once=2, waiting=4)
"""Reading what was brought takes seconds where it is large, and a hundred megabytes of memory."""
MAX_RECORD_BYTES = 15 * 1024 * 1024
"""Files and log of a record. It goes to and fro with each page, a third longer, beside what is
added: all that fits into one request."""
MAX_SEALED_BYTES = 24 * 1024 * 1024
"""A sealed record, with what stands around its files, filled up to a size that tells little."""
MAX_FILES = 20
"""Files that are taken in one go."""
MAX_ENTRIES = 2_000
"""Beyond this no more is taken: each is a line on a page."""
FILE_NAME = "notes.tar"
"""It tells nothing to somebody who sees it in a list of files."""
PASTED = "pasted.txt"
_FOLDER = "notes"
_LOG = "log.jsonl"

T = TypeVar("T")


class NotOurRecordError(UnableToReadRecordError):
    """It is no record that was sealed with Bield, or it is not whole."""


class ChangedRecordError(UnableToReadRecordError):
    """It was changed after it was sealed: `problems` says how."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("It was changed after it was sealed.")
        self.problems = tuple(problems)


class PicturesInItError(UnableToReadRecordError):
    """There are pictures in it, or it was begun with pictures allowed: it does not come here."""


class TooMuchError(UnableToKeepError):
    """There is no room for it in a record that goes to and fro with a page."""


class Why(StrEnum):
    """Why something was not taken."""

    PICTURE = "picture"
    PICTURE_INSIDE = "picture_inside"
    CANNOT_LOOK = "cannot_look"
    """Nobody can tell whether a picture is in it."""
    TOO_LARGE = "too_large"
    NO_ROOM = "no_room"
    TOO_MANY = "too_many"
    EMPTY = "empty"
    ALREADY = "already"
    """It is in the record."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One file, as the person gave it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something that the person brought and that is not in the record."""

    name: str
    """What they call it; empty of words that they pasted."""
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A sealed record, as it came from the person."""

    tar: bytes
    looked_through: bool
    """Whether it is known to come from us, so that nothing in it has to be looked for pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A record, sealed and verified, and what it says."""

    tar: bytes
    case: Case
    entries: Sequence[Entry]
    stamped: bool = False
    """Whether others put time-stamps on it, which hold only for it as it is."""


@dataclass(frozen=True, slots=True)
class Question:
    """A detail in what was brought, of which only the person can say whose it is."""

    kind: DetailKind
    value: str
    sure: bool
    """Whether its check figures, if it has any, are right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of putting something into a record."""

    sealed: Sealed | None
    """`None` where there was no record, and nothing was taken that would begin one."""
    not_taken: tuple[NotTaken, ...] = ()
    words_alone: tuple[str, ...] = ()
    """Names of files of which only the words were kept."""
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    """What there is to say of what was added, as sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """With what records are kept."""

    stages: Pipeline
    keeper: Keeper
    turns: Turns = RECORDING


def look(carried: Carried, *, tools: Tools) -> Sealed:
    """Give what a record says, and change nothing.

    Raises:
        UnableToReadRecordError: It cannot be used here, by name: `NotOurRecordError`,
            `ChangedRecordError`, `PicturesInItError`.
        BusyError: Too many do this at the moment.
    """
    with tools.turns.taken(), verified(carried, stages=tools.stages) as (bag, found):
        return _shown(carried.tar, bag, found)


def keep_messages(
    carried: Carried | None,
    files: Sequence[Brought],
    *,
    pasted: str,
    how: str,
    tools: Tools,
) -> Kept:
    """Put files and pasted words into a record. What cannot be taken keeps nothing else out.

    Args:
        carried: The record so far; `None` where there is none.
        files: What the person chose.
        pasted: Words that they pasted; may be empty.
        how: By what means it came, in their words; may be empty.
        tools: With what it is kept.

    Raises:
        UnableToReadRecordError: As for `look`.
        BusyError: Too many do this at the moment.
    """
    brought = [(one.name, one) for one in files[:MAX_FILES]]
    if pasted.strip():
        brought.insert(0, ("", Brought(PASTED, pasted.encode("utf-8", "replace"))))
    taken: list[tuple[str, Added]] = []
    not_taken: list[NotTaken] = []
    with tools.turns.taken():
        record = _opened(carried, tools)
        for called, one in brought:
            tried = copy.deepcopy(record)  # so that a file goes in wholly or not at all
            came = _put(tried, one, how, tools)
            if isinstance(came, Why):
                not_taken.append(NotTaken(called, came))
            else:
                record = tried
                taken.append((called, came))
        sealed = _again(carried, record, tools, changed=bool(taken))
    not_taken += [NotTaken(one.name, Why.TOO_MANY) for one in files[MAX_FILES:]]
    return Kept(
        sealed=sealed,
        not_taken=tuple(not_taken),
        words_alone=tuple(called for called, added in taken if not added.whole),
        questions=tuple(_questions(added for _, added in taken)),
    )


def keep_said(
    carried: Carried | None, say: Callable[[MemoryRecord], Sequence[str]], *, tools: Tools
) -> Kept:
    """Put what the person says into a record: words, details, payments, who they are.

    Args:
        carried: The record so far; `None` where there is none.
        say: Puts it in, with the functions of `bield.recording`; gives what there is to say of it.
        tools: With what it is kept.

    Raises:
        UnableToKeepError: As `say` raises it; nothing of it is then kept.
        UnableToReadRecordError: As for `look`.
        BusyError: Too many do this at the moment.
    """
    with tools.turns.taken():
        record = _opened(carried, tools)
        try:
            notes = say(record)
        except RecordFullError as problem:
            raise TooMuchError("There is no room for more words in this file.") from problem
        return Kept(sealed=_again(carried, record, tools, changed=True), notes=tuple(notes))


@contextmanager
def verified(carried: Carried, *, stages: Pipeline) -> Iterator[tuple[Opened, Verified]]:
    """Open a sealed record that came from outside, verified in full.

    Raises:
        UnableToReadRecordError: As for `look`.
    """
    if len(carried.tar) > MAX_SEALED_BYTES:
        raise NotOurRecordError("It is larger than any that is made here.")
    with ExitStack() as opened:
        file = opened.enter_context(io.BytesIO(carried.tar))
        try:
            bag = opened.enter_context(opened_bag(file))
            found = bag.verify()
            if not found.problems:
                _refuse_others(found)
                _refuse_pictures(carried, bag, stages)
        except PicturesInItError:
            raise
        except UnableToReadRecordError as problem:
            raise NotOurRecordError(str(problem)) from problem
        if found.problems:
            raise ChangedRecordError([problem.says for problem in found.problems])
        yield bag, found


def _refuse_others(found: Verified) -> None:
    if not found.sealed_at:
        raise NotOurRecordError("It is whole, but there is no log of ours in it.")


def _refuse_pictures(carried: Carried, bag: Opened, stages: Pipeline) -> None:
    """Let nothing pass in which a picture may be: from the command line it may hold some."""
    entries = read_chain(bag.read(_LOG)).entries
    if entries[0].get("picture_age") == PictureAge.ADULT.value:
        raise PicturesInItError("It was begun with pictures allowed.")
    if carried.looked_through:
        return
    for entry in entries:
        path = entry.get("path")
        if not isinstance(path, str):
            continue
        data = bag.read(path)
        if entry.get("kind") == "derived":
            harmless = _is_words(data)
        else:
            harmless = not pictures_within(data, paper=stages.paper)
        if not harmless:
            raise PicturesInItError("There is a picture in it, or what nobody can look into.")


def _is_words(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _shown(tar: bytes, bag: Opened, found: Verified) -> Sealed:
    entries = read_chain(bag.read(_LOG)).entries
    case = read_case(
        entries,
        read=bag.read,
        root=found.root,
        sealed_at=found.sealed_at,
        made_by=str(entries[-1].get("by", "")),
        file_name=FILE_NAME,
    )
    return Sealed(tar=tar, case=case, entries=entries, stamped=bool(found.stamps))


def _opened(carried: Carried | None, tools: Tools) -> MemoryRecord:
    """Give the record to add to: the one that came, or a new one."""
    if carried is None:
        record = MemoryRecord(max_bytes=MAX_RECORD_BYTES)
        begin_in(record, picture_age=PictureAge.UNKNOWN, keeper=tools.keeper)
        return record
    with verified(carried, stages=tools.stages) as (bag, _):
        try:
            record = MemoryRecord.reopened(
                bag.read(_LOG), bag.read, max_bytes=max(MAX_RECORD_BYTES, bag.size)
            )
        except LogBrokenError as problem:
            raise NotOurRecordError(str(problem)) from problem
    # Whatever else may be done to a record: here it takes no picture.
    if picture_age(record) is PictureAge.ADULT:
        raise PicturesInItError("It was begun with pictures allowed.")
    return record


def _put(record: MemoryRecord, one: Brought, how: str, tools: Tools) -> Added | Why:
    """Put one file in; where it is not taken, part of it may be in the record."""
    if not one.data.strip():
        return Why.EMPTY
    if len(record.chain.entries) >= MAX_ENTRIES:
        return Why.NO_ROOM
    try:
        if record.take_bytes(one.data).sha256 in _there(record):
            return Why.ALREADY
        return add_bytes(
            record,
            one.data,
            one.name,
            how=how.strip() or "given to a page of Bield",
            when=None,
            stages=tools.stages,
            keeper=tools.keeper,
        )
    except PictureNotTakenError as problem:
        return _REASONS.get(str(problem), Why.CANNOT_LOOK)
    except RecordFullError:
        return Why.NO_ROOM


_REASONS = {
    NO_PICTURE: Why.PICTURE,
    PICTURE_INSIDE: Why.PICTURE_INSIDE,
    CANNOT_LOOK: Why.CANNOT_LOOK,
}


def _there(record: MemoryRecord) -> set[str]:
    """The hashes of all that was given, also of files of which only the words were kept."""
    found: set[str] = set()
    for entry in record.chain.entries:
        if entry.get("kind") == "item":
            found.add(str(entry.get("sha256", "")))
            original = entry.get("original")
            if isinstance(original, dict):
                found.add(str(original.get("sha256", "")))
    return found


def _again(
    carried: Carried | None, record: MemoryRecord, tools: Tools, *, changed: bool
) -> Sealed | None:
    """Seal a record anew, or give it as it came where nothing was added."""
    if not changed:
        if carried is None:
            return None
        with verified(carried, stages=tools.stages) as (bag, found):
            return _shown(carried.tar, bag, found)
    at = tools.keeper.at()
    made = seal(record.chain, at=at, made_by=tools.keeper.made_by)
    sink = io.BytesIO()
    moment_s = int(datetime.fromisoformat(at).timestamp())
    pour(made, record.opened, sink, name=_FOLDER, moment_s=moment_s)
    tar = sink.getvalue()
    if len(tar) > MAX_SEALED_BYTES:
        raise TooMuchError("There is no room for it in this file.")
    case = read_case(
        record.chain.entries,
        read=lambda path: record.opened(path).read(),
        root=made.root,
        sealed_at=at,
        made_by=tools.keeper.made_by,
        file_name=FILE_NAME,
    )
    return Sealed(tar=tar, case=case, entries=record.chain.entries)


def _questions(all_added: Iterable[Added]) -> Iterator[Question]:
    told: dict[tuple[DetailKind, str], bool] = {}
    for added in all_added:
        for found in added.found:
            kind = detail_kind(found.kind)
            if kind is not None:
                told.setdefault((kind, " ".join(found.value.split())), found.valid)
        for sender in added.senders:
            told.setdefault((DetailKind.EMAIL, sender), True)
    for (kind, value), sure in told.items():
        yield Question(kind, value, sure)

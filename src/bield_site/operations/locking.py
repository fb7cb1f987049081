"""Locking a record with words or for a unit's key, and opening one that a person saved before."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bield.adapters.age_files import (
    MalformedAgeError,
    NotForThisKeyError,
    lock_for_keys,
    lock_with_words,
    refuse_harmful,
    unlock_with_words,
)
from bield.adapters.locked import LETTERS_THAT_TELL, new_words, typed
from bield.keep import UnableToKeepError, UnableToReadRecordError
from bield_site.operations.keeping import LOCKING
from bield_site.operations.recording import (
    MAX_SEALED_BYTES,
    Carried,
    NotOurRecordError,
    Sealed,
    Tools,
    look,
    verified,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bield_site.operations.turns import Turns

FILE_NAME = "notes.age"
MAX_WORK_FACTOR = 20
"""What a file that is brought may ask for: 1 GB for two seconds or three, one at a time. What is
locked here asks for 2^18 or 2^19."""
_SAYS_FACTOR = re.compile(rb"^-> scrypt [^ \n]+ ([0-9]+)$", re.MULTILINE)
_LONGEST_HEAD_BYTES = 1_024


class LockedForAKeyError(UnableToReadRecordError):
    """It is locked for the key of a unit, which no page ever has."""


class WordsNeededError(UnableToReadRecordError):
    """It is locked with words, and none were given."""


class NotTheWordsError(UnableToReadRecordError):
    """These words do not open it, or it was changed."""


class SecretKeyGivenError(UnableToKeepError):
    """The key that was given is the secret one."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A record that only its words open."""

    words: tuple[str, ...]
    file: bytes


def lock_record(
    carried: Carried, *, listed: Sequence[str], tools: Tools, turns: Turns = LOCKING
) -> Locked:
    """Lock a record with new words. We keep neither.

    Args:
        carried: The record.
        listed: The words to choose from.
        tools: With what it is verified.
        turns: Who may work now: it takes seconds and half a gigabyte, on purpose.

    Raises:
        UnableToReadRecordError: As for `recording.look`.
        BusyError: Too many do this at the moment.
    """
    with verified(carried, stages=tools.stages):
        words = new_words(listed)
    with turns.taken():
        return Locked(words, lock_with_words(carried.tar, " ".join(words)))


def lock_for_unit(carried: Carried, key: str, *, tools: Tools) -> bytes:
    """Lock a record for the holder of a key.

    Args:
        carried: The record.
        key: A public key of age, `age1…`, as it was typed.
        tools: With what it is verified.

    Raises:
        SecretKeyGivenError: It is the secret key. It is not repeated anywhere.
        UnableToKeepError: It is no public key.
        UnableToReadRecordError: As for `recording.look`.
        BusyError: Too many do this at the moment.
    """
    plain_key = "".join(key.split())
    if plain_key.upper().startswith("AGE-SECRET-KEY"):
        raise SecretKeyGivenError("That is a secret key.")
    locked = io.BytesIO()
    with tools.turns.taken(), verified(carried, stages=tools.stages):
        lock_for_keys(io.BytesIO(carried.tar), locked, [plain_key])
    return locked.getvalue()


def open_record(
    file: bytes, words: str, *, listed: Sequence[str], tools: Tools, turns: Turns = LOCKING
) -> Sealed:
    """Give a record that a person saved before, locked with words or not.

    Args:
        file: What they saved.
        words: What they typed; empty where it is not locked.
        listed: The words that are given.
        tools: With what it is verified.
        turns: Who may work now.

    Raises:
        LockedForAKeyError: It is locked for a unit.
        WordsNeededError: It is locked with words, and none were typed.
        NotTheWordsError: They do not open it.
        UnableToReadRecordError: As for `recording.look`.
        BusyError: Too many do this at the moment.
    """
    try:
        with_words = refuse_harmful(io.BytesIO(file))
    except MalformedAgeError as problem:
        if is_locked(file):
            raise NotOurRecordError(str(problem)) from problem
        return look(Carried(tar=file, looked_through=False), tools=tools)
    if not with_words:
        raise LockedForAKeyError("It is locked for a key.")
    _refuse_too_dear(file)
    if not words.strip():
        raise WordsNeededError("It is locked with words.")
    with turns.taken():
        try:
            tar = unlock_with_words(file, _meant(words, listed))
        except NotForThisKeyError as problem:
            raise NotTheWordsError("These words do not open it.") from problem
    return look(Carried(tar=tar, looked_through=False), tools=tools)


def is_locked(file: bytes) -> bool:
    """Tell whether a file begins as one of age does."""
    start = file[:_LONGEST_HEAD_BYTES].lstrip()
    return start.startswith((b"age-encryption.org/", b"-----BEGIN AGE"))


def _refuse_too_dear(file: bytes) -> None:
    said = _SAYS_FACTOR.search(file[:_LONGEST_HEAD_BYTES])
    # One in the form of text says it in letters that hide it: what we save is never one.
    if said is None or int(said[1]) > MAX_WORK_FACTOR or len(file) > 2 * MAX_SEALED_BYTES:
        raise NotOurRecordError("It was not locked here.")


def _meant(words: str, listed: Sequence[str]) -> str:
    """Give our words however they are typed; others as they are."""
    ours = {word[:LETTERS_THAT_TELL]: word for word in listed}
    found = [ours.get(word[:LETTERS_THAT_TELL], "") for word in typed(words)]
    return " ".join(found) if found and all(found) else words.strip()

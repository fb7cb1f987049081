"""Saving what a person has told on their own device, and going on from it later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bield.adapters.locked import (
    LETTERS_THAT_TELL,
    WORDS,
    NotALockedFileError,
    TooNewError,
    UnableToUnlockError,
    lock,
    look_at,
    new_words,
    typed,
    unlock,
)
from bield_site.operations.session import BrokenSessionError, Session, as_bytes, from_bytes
from bield_site.operations.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAIN_BYTES = 2_560
"""Every file is as long as any other, so its length tells nothing. What is longer than this would
not fit into the cookie that a session comes from."""


class WordsMistypedError(UnableToUnlockError):
    """The words cannot be those that were given, whatever the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A plan that only its words open."""

    words: tuple[str, ...]
    file: bytes


LOCKING = Turns(at_once=1, waiting=3)
"""It takes 128 MB and half a second, on purpose: nobody shall try many words."""


def save(session: Session, *, listed: Sequence[str], turns: Turns = LOCKING) -> Saved:
    """Lock what a person has told with new words. We keep neither.

    Args:
        session: What was told.
        listed: The words to choose from.
        turns: Who may work now.

    Raises:
        BusyError: Too many do this at the moment.
        ValueError: The session is longer than any that a cookie holds.
    """
    plain = as_bytes(session)
    if len(plain) > PLAIN_BYTES:
        raise ValueError(f"{len(plain)} bytes of session are more than a saved plan holds.")
    words = new_words(listed)
    with turns.taken():
        # Spaces after a JSON value are nothing, so that they need not be cut off again.
        return Saved(words=words, file=lock(plain.ljust(PLAIN_BYTES), words))


def come_back(file: bytes, words: str, *, listed: Sequence[str], turns: Turns = LOCKING) -> Session:
    """Give what a person had told when they saved it.

    Args:
        file: What they saved.
        words: What they typed.
        listed: The words that are given.
        turns: Who may work now.

    Raises:
        UnableToUnlockError: It is no such file, the words cannot be right, or they do not open it;
            `str()` of it says what to do.
        BusyError: Too many do this at the moment.
    """
    look_at(file)  # what is no such file, or no such words, waits for nothing
    told = check_words(words, listed=listed)
    with turns.taken():
        plain = unlock(file, told)
    if len(plain) != PLAIN_BYTES:
        raise NotALockedFileError("That file holds no plan. Choose the one named notes.bin.")
    try:
        return from_bytes(plain)
    except BrokenSessionError as problem:
        raise TooNewError(
            "Another version of Bield saved this file, and this one cannot read it. Nothing is "
            "wrong with your words. You can answer the questions again: it takes a few minutes."
        ) from problem


def check_words(words: str, *, listed: Sequence[str]) -> tuple[str, ...]:
    """Give the words that a person typed.

    Raises:
        WordsMistypedError: They are too few or too many, or one is none that we give.
    """
    told = typed(words)
    beginnings = {word[:LETTERS_THAT_TELL] for word in listed}
    for word in told:
        if word[:LETTERS_THAT_TELL] not in beginnings:
            raise WordsMistypedError(
                f"“{word[:30]}” is not one of the words that we give. Check how it is spelt."
            )
    if len(told) != WORDS:
        had = "none" if not told else f"only {len(told)}" if len(told) < WORDS else str(len(told))
        raise WordsMistypedError(f"Type all five words, in their order. You typed {had}.")
    return told

"""The words that a plan is locked with: easy, kind, and known by their first four letters."""

from __future__ import annotations

import functools
import re
from importlib import resources

LETTERS_THAT_TELL = 4
"""No two words begin with the same four letters, so a slip after those does no harm."""
_FEWEST = 2_000
_WORD = re.compile(r"[a-z]{3,9}")


class WordListError(ValueError):
    """The list of words cannot be used."""


@functools.cache
def load_words() -> tuple[str, ...]:
    """Give the words that ship with Bield, in order.

    Raises:
        WordListError: There are too few, or one is no plain word, or cannot be told from another
            by its first four letters.
    """
    return words_of((resources.files("bield.facts") / "words.txt").read_text("utf-8"))


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a list: one a line, in order; a line that opens with # is a comment.

    Raises:
        WordListError: As `load_words` does.
    """
    words = tuple(line for line in text.splitlines() if line and not line.startswith("#"))
    for word in words:
        if not _WORD.fullmatch(word):
            raise WordListError(f"“{word}” is not three to nine plain letters.")
    if list(words) != sorted(words):
        raise WordListError("The words do not stand in the order of the alphabet.")
    seen: dict[str, str] = {}
    for word in words:
        other = seen.setdefault(word[:LETTERS_THAT_TELL], word)
        if other is not word:
            raise WordListError(f"“{other}” and “{word}” begin with the same letters.")
    if len(words) < _FEWEST:
        raise WordListError(f"{len(words)} words are too few: {_FEWEST} is the least.")
    return words

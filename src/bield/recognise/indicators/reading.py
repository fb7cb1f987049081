"""A folded text with the few quick looks that spare most texts the slow ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bield.recognise.fold import Folded, fold

_MARKS = "\u0900-\u0963\u0970-\u097f"
LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
"""A letter, or a vowel sign of Devanagari, which Python counts as none."""
_WORD = re.compile(r"[^\W\d_]+")
_INDIC_WORD = re.compile(rf"{LETTER}+")
_INDIC = re.compile(rf"[{_MARKS}]")
_ASCII_WORD = re.compile(r"[a-z]+")
_LONG_ENOUGH = 4
"""Shorter words would be read as words of other languages: Ukrainian «є» as «e»."""
_FAR_EASTERN = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3131-\u318e\u4e00-\u9fff]")
_GREEK_OR_CYRILLIC = re.compile(r"[\u0370-\u052f]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What every finder looks at."""

    clean: str
    """As in `Folded`: addresses count the case of their letters."""
    lower: str
    """As in `Folded`."""
    signed: str
    """`lower` with the signs of money as they stand: folding may read «R$» as «rs»."""
    words: frozenset[str]
    """The words of `lower`, each once. In Chinese and Japanese a whole clause may be one."""
    ascii: bool
    """The text is plain ASCII: no word of another alphabet can stand in it."""
    far_eastern: bool
    """It holds Chinese, Japanese or Korean, whose words are looked for inside others."""


def reading(folded: Folded) -> Reading:
    """Look a text over once for all the finders."""
    lower = folded.lower
    plain = lower.isascii()
    other = _INDIC_WORD if not plain and _INDIC.search(lower) else _WORD
    found = (_ASCII_WORD if plain else other).findall(lower)
    far = not plain and _FAR_EASTERN.search(lower) is not None
    signed = _with_signs(folded.clean, lower)
    return Reading(folded.clean, lower, signed, frozenset(found), plain, far)


def _with_signs(clean: str, lower: str) -> str:
    wrong = [at for sign in "$€" for at in places(clean, sign) if lower[at] != sign]
    if not wrong:
        return lower
    letters = list(lower)
    for at in wrong:
        letters[at] = clean[at]
    return "".join(letters)


def words(listed: str) -> tuple[str, ...]:
    """Fold the words of a list as a text is folded: parted by blanks, `_` for a blank inside.

    A Russian or Greek word of letters that all look Latin is folded to those where most of a
    text is Latin (a long address is enough): both forms are given.
    """
    every = [word.replace("_", " ") for word in listed.split()]
    others = [word for word in every if _GREEK_OR_CYRILLIC.search(word)]
    latin = [word for word in every if not word.isascii() and word not in others]
    # Each alphabet at a stretch, for folding goes by what most of a text is written in; plain
    # words as they are, for «a$» is no word in disguise here.
    forms = [word.lower() for word in every if word.isascii()]
    forms += [*_folded(latin), *_folded(others)]
    forms += _folded([w for w in others if len(w) >= _LONG_ENOUGH], among_latin=True)
    return tuple(dict.fromkeys(forms))


def _folded(listed: list[str], *, among_latin: bool = False) -> list[str]:
    if not listed:
        return []
    text = "\n".join(listed)
    before = "latin" * len(text) + "\n" if among_latin else ""
    return fold(before + text).lower[len(before) :].split("\n")


def occurrences(read: Reading, wanted: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Give the places where one of these words stands as a word of its own, in no order."""
    text = read.lower
    for word in wanted:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if not (start and text[start - 1].isalpha()) and not text[end : end + 1].isalpha():
                yield word, start, end
            start = text.find(word, end)


def places(text: str, mark: str) -> Iterator[int]:
    """Give the places where a mark stands, in order."""
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + len(mark))

"""Whether Bield can read the language of a text, and which phrase books to try.

Not a language detector: it counts the commonest short words of a few dozen languages, which is
enough to say honestly «I cannot read this yet».
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bield.recognise.phrases import Token

_ENOUGH_WORDS = 8
_TELLING_SHARE = 0.06
_TRIED_SHARE = 0.04


@dataclass(frozen=True, slots=True)
class Readability:
    readable: bool
    words: int
    books: tuple[str, ...]
    """The phrase books worth trying: those whose commonest words stand in the text."""


def readability(
    words: Sequence[Token], common: Mapping[str, frozenset[str]], books: frozenset[str]
) -> Readability:
    """Tell whether the text is in a language that has a phrase book.

    A text of few words, or one where no language tells (a patch, a list of numbers), counts as
    readable: there is nothing in it that another phrase book would find.
    """
    plain = [t.word for t in words if t.word and not t.word[0].isdigit()]
    if not plain:
        return Readability(readable=True, words=0, books=())
    counts = Counter(plain)
    shares = {
        language: sum(counts[w] for w in words_of) / len(plain)
        for language, words_of in common.items()
    }
    # English threats travel everywhere, and few words may hold no common one.
    tried = tuple(b for b in sorted(books) if b == "en" or shares.get(b, 1.0) >= _TRIED_SHARE)
    if _foreign_script(plain):
        return Readability(readable=False, words=len(plain), books=tried)
    best = max(shares, key=lambda language: shares[language])
    if shares[best] < _TELLING_SHARE or len(plain) < _ENOUGH_WORDS:
        return Readability(readable=True, words=len(plain), books=tried)
    readable = best in books or any(shares[b] >= 0.8 * shares[best] for b in books if b in shares)
    return Readability(readable=readable, words=len(plain), books=tried)


def _foreign_script(words: list[str]) -> bool:
    latin = other = 0
    for word in words:
        first = word[0]
        if first.isascii():
            latin += 1
        elif "LATIN" not in unicodedata.name(first, ""):
            other += 1
    return other > latin

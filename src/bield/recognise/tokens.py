"""Part a folded text into words and ends of sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from bield.recognise.fold import Folded

UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Kana and Han, as a class of a regular expression: scripts without spaces between words."""
UNSPACED_LETTER = re.compile(rf"[{UNSPACED}]")
_INDIC_MARKS = "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"  # vowels of Devanagari
_STOP = r"[.!?…؟।]+(?=[\s\"'”»)\]]|$)|[。！？]+|\n[ \t>|]*\n|[•·▪]"
_STOP_STARTS = frozenset(".!?…؟।。！？\n•·▪")
_LETTERS = rf"(?:[^\W_{UNSPACED}]|[{_INDIC_MARKS}])+"
_HANGUL = "\u1100-\u11ff"  # as folding leaves it: parted into its letters
_NUMBER = rf"[0-9]+(?=[{_HANGUL}])"  # «500달러» is a number and a unit
_TOKEN = re.compile(rf"([{UNSPACED}]|{_NUMBER}|{_LETTERS}(?:['’]{_LETTERS})*|{_STOP})")
# The same for a text without a letter beyond ASCII, which is most of what a mail server sees.
_PLAIN_TOKEN = re.compile(r"([a-z0-9]+(?:'[a-z0-9]+)*|[.!?]+(?=[\s\"')\]]|$)|\n[ \t>|]*\n)")
_ADDRESS = re.compile(r"(?:[a-z0-9]@[a-z0-9]|://|www\.)\S*")
_LOCAL_PART_CHARACTERS = 64
_SPACED_LETTERS = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_][^\W\d_]){3,}(?![^\W_])")


# Random words in brackets between the others, to part what belongs together; a text that has a few
# is only a text with brackets.
_BRACKETED = re.compile(r"(?<![^\s])[\[({<]\s?[^\W\d_]{2,24}\s?[\])}>](?![^\s.,;:!?])")
_MANY_BRACKETED = 6
_THICK_BRACKETED = 10
"""Such words are skipped where they are one in ten letters or more."""


class Token(NamedTuple):
    """A word of a text, or the end of a sentence in it."""

    word: str
    """Folded, without apostrophes; empty for the end of a sentence."""
    start: int
    end: int
    """Half-open range of characters in `Folded.lower`."""


def tokens(folded: Folded) -> list[Token]:
    """Part a folded text into words and ends of sentences, in order."""
    text = folded.lower
    # Split by a pattern in a group, a text is what stands between, a token, what stands between, …:
    # all of it is done in C, which a mail server's mails are worth.
    pieces = (_PLAIN_TOKEN if text.isascii() else _TOKEN).split(text)
    words = ["" if word[0] in _STOP_STARTS else word for word in pieces[1::2]]
    if "'" in text or "’" in text:
        words = [word.replace("'", "").replace("’", "") for word in words]
    places = list(accumulate(map(len, pieces)))
    found = list(map(Token._make, zip(words, places[0::2], places[1::2], strict=False)))
    for start, end, instead in _cuts(text):
        first = bisect_left(found, start, key=_start)
        found[first : bisect_left(found, end, lo=first, key=_start)] = instead
    return found


_start = attrgetter("start")


def _cuts(text: str) -> list[tuple[int, int, list[Token]]]:
    """What is not read as the words it looks like, and as what instead."""
    cuts: list[tuple[int, int, list[Token]]] = [(*span, []) for span in _addresses(text)]
    for match in _SPACED_LETTERS.finditer(text):
        start, end = match.span()
        cuts.append((start, end, [Token(re.sub(r"[\W_]", "", match[0]), start, end)]))
    bracketed = [m.span() for m in _BRACKETED.finditer(text)]
    letters = sum(end - start for start, end in bracketed)
    if len(bracketed) >= _MANY_BRACKETED and letters * _THICK_BRACKETED >= len(text):
        cuts += [(*span, []) for span in bracketed]
    return cuts


def _addresses(text: str) -> list[tuple[int, int]]:
    """Where web and mail addresses stand, in order.

    What stands in one is no sentence: «phishing@…» calls nothing a scam.
    """
    spans = []
    for match in _ADDRESS.finditer(text):
        start = match.start()
        earliest = max(0, start - _LOCAL_PART_CHARACTERS)
        while start > earliest and not text[start - 1].isspace():
            start -= 1
        spans.append((start, match.end()))
    return sorted(spans)


def places_of(words: list[Token]) -> dict[str, list[int]]:
    """Give each word once, with every place that it has in the text."""
    places: dict[str, list[int]] = {}
    for index, token in enumerate(words):
        if token[0] in places:
            places[token[0]].append(index)
        else:
            places[token[0]] = [index]
    return places

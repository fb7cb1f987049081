"""Part a folded text into words and ends of sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

from bield.recognise.fold import Folded

UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Kana and Han, as a class of a regular expression: scripts without spaces between words."""
UNSPACED_LETTER = re.compile(rf"[{UNSPACED}]")
_INDIC_MARKS = "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"  # vowels of Devanagari
_STOP = r"(?P<stop>[.!?…؟।]+(?=[\s\"'”»)\]]|$)|[。！？]+|\n[ \t>|]*\n|[•·▪])"
_LETTERS = rf"(?:[^\W_{UNSPACED}]|[{_INDIC_MARKS}])+"
_HANGUL = "\u1100-\u11ff"  # as folding leaves it: parted into its letters
_NUMBER = rf"[0-9]+(?=[{_HANGUL}])"  # «500달러» is a number and a unit
_TOKEN = re.compile(rf"[{UNSPACED}]|{_NUMBER}|{_LETTERS}(?:['’]{_LETTERS})*|{_STOP}")
# The same for a text without a letter beyond ASCII, which is most of what a mail server sees.
_PLAIN_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*|(?P<stop>[.!?]+(?=[\s\"')\]]|$)|\n[ \t>|]*\n)")
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
    skipped = _addresses(text)
    spaced = {m.start(): m.end() for m in _SPACED_LETTERS.finditer(text)}
    if spaced:
        skipped = sorted([*skipped, *((start + 1, end) for start, end in spaced.items())])
    pattern = _PLAIN_TOKEN if text.isascii() else _TOKEN
    if len(bracketed := [m.span() for m in _BRACKETED.finditer(text)]) >= _MANY_BRACKETED:
        letters = sum(end - start for start, end in bracketed)
        if letters * _THICK_BRACKETED >= len(text):
            skipped = sorted([*skipped, *bracketed])
    found: list[Token] = []
    at = 0
    for skip_start, skip_end in [*skipped, (len(text), len(text))]:
        for match in pattern.finditer(text, at):
            start, end = match.span()
            if start >= skip_start:
                break
            if start in spaced:
                end = spaced[start]
                found.append(Token(re.sub(r"[\W_]", "", text[start:end]), start, end))
            elif match.lastgroup is not None:
                found.append(Token("", start, end))
            else:
                word = match[0]
                if "'" in word or "’" in word:
                    word = word.replace("'", "").replace("’", "")
                found.append(Token(word, start, end))
        at = max(at, skip_end)
    return found


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

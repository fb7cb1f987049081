"""Find phrases in a text: the small notation of `facts/phrases/`, and its matcher.

A phrase is words parted by spaces:

| written      | means                                                        |
|--------------|--------------------------------------------------------------|
| `word`       | that word, in any case, with or without accents              |
| `film*`      | any word that begins so                                      |
| `(a|b*|c d)` | one of these; an alternative may be several words            |
| `{you}`      | one of a class of words that the file names at its top       |
| `word?`      | that, or nothing; after `(…)` and `{…}` too                  |
| `..3`        | up to three words of any kind, within the sentence           |
| `#`          | a word with a digit in it                                    |
| `&12 a b c`  | at the head: the words in any order, within 12 words         |

A phrase never reaches across the end of a sentence. Words are matched after folding
(`recognise/fold.py`), so a phrase file holds ordinary spelling only. In scripts written
without spaces (kana, Han) every character is a word of its own, so that a gap counts
characters; a word of several is written as it is: `録画` is those two, one after the other.
What a language writes onto the front of a word its file names as `prefixes`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count

from bield.recognise.fold import fold
from bield.recognise.matching import Element, Look, Match, Phrase, Text
from bield.recognise.tokens import UNSPACED_LETTER, Token, places_of, tokens
from bield.records import PhraseBook

_PIECE = re.compile(r"\([^()]*\)\??|\S+")
_VOCABULARY_LIMIT = 20_000
_SHORTEST_STEM = 2


class PhraseError(ValueError):
    """A phrase in a phrase file does not follow the notation."""


class Matcher:
    """Finds the phrases of one book in a text, in one pass."""

    def __init__(self, book: PhraseBook) -> None:
        """Compile the book.

        Raises:
            PhraseError: A phrase does not follow the notation; the error names it.
        """
        self._numbers = count()
        self._words: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._longest_stem = 0
        self._digit = 0
        self._next = 1
        self._symbols_of: dict[str, frozenset[int]] = {}
        # The same words and classes stand in thousands of phrases: each is compiled once.
        self._interned: dict[str, int] = {}
        self._elements: dict[str, Element] = {}
        # Alternatives of several words: by the symbol of their first word.
        self._several: dict[int, list[tuple[tuple[int, ...], int]]] = {}
        self._prefixes = tuple(
            sorted({fold(p).lower for p in book.prefixes}, key=lambda p: (-len(p), p))
        )
        self._phrases = [
            self._compile(phrase, claim, book)
            for claim, phrases in book.phrases.items()
            for phrase in phrases
        ]
        # Each phrase is filed under its rarest word: those of it that a text can hold are found
        # without a look at the others. A word that many phrases ask for is a common one.
        uses = Counter(s for p in self._phrases for symbols in p.required for s in symbols)
        self._by_rarest: dict[int, list[tuple[Phrase, tuple[frozenset[int], ...]]]] = {}
        for compiled in self._phrases:
            rarest, *others = sorted(compiled.required, key=lambda r: sum(uses[s] for s in r))
            for symbol in rarest:
                self._by_rarest.setdefault(symbol, []).append((compiled, tuple(others)))

    def look(self, words: list[Token], places_of_words: Mapping[str, list[int]]) -> Look:
        """Give what can be found in a text: its phrases all of whose words are there.

        Args:
            words: The text.
            places_of_words: The same, each word once with its places, from `tokens.places_of`.
        """
        known = self._symbols_of
        places: dict[int, list[int]] = {}
        for word, indexes in places_of_words.items():
            for symbol in known[word] if word in known else self._symbols(word):
                if symbol in places:
                    places[symbol] += indexes
                else:
                    places[symbol] = indexes.copy()
        text = Text(words, self._symbols, places)
        self._add_longer(text)
        present = frozenset(places)
        likely: dict[int, Phrase] = {}
        for rarest in self._by_rarest.keys() & present:
            for phrase, others in self._by_rarest[rarest]:
                for symbols_asked in others:
                    if symbols_asked.isdisjoint(present):
                        break
                else:
                    likely[phrase.number] = phrase
        return Look(phrases=[likely[number] for number in sorted(likely)], text=text)

    def find(self, words: list[Token]) -> list[Match]:
        """Give every match, the longest for each claim at each place."""
        return self.look(words, places_of(words)).find()

    def _add_longer(self, text: Text) -> None:
        """Find where alternatives of several words stand."""
        places = text.places
        for first in self._several.keys() & places.keys():
            for rest, symbol in self._several[first]:
                if not all(word in places for word in rest):
                    continue
                for index in places[first]:
                    end = index + 1 + len(rest)
                    if end <= len(text.words) and all(
                        word in text.symbols_at(at) for at, word in enumerate(rest, start=index + 1)
                    ):
                        text.longer.setdefault(index, []).append((symbol, 1 + len(rest)))
                        places.setdefault(symbol, []).append(index)

    def _symbols(self, word: str) -> frozenset[int]:
        known = self._symbols_of.get(word)
        if known is not None:
            return known
        symbols = self._plain_symbols(word)
        if word:
            if any(c.isdigit() for c in word):
                symbols.add(self._digit)
                plain = _plain_digits(word)
                if plain != word:
                    symbols |= self._symbols(plain)
            for prefix in self._prefixes:
                if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_STEM:
                    symbols |= self._plain_symbols(word[len(prefix) :])
        if len(self._symbols_of) >= _VOCABULARY_LIMIT:
            self._symbols_of.clear()  # constant memory, however many mails are scanned
        known = self._symbols_of[word] = frozenset(symbols)
        return known

    def _plain_symbols(self, word: str) -> set[int]:
        symbols = set()
        if (whole := self._words.get(word)) is not None:
            symbols.add(whole)
        for length in range(_SHORTEST_STEM, min(len(word), self._longest_stem) + 1):
            if (stem := self._stems.get(word[:length])) is not None:
                symbols.add(stem)
        return symbols

    def _compile(self, phrase: str, claim: str, book: PhraseBook) -> Phrase:
        pieces = _PIECE.findall(phrase)
        try:
            window = _window(pieces.pop(0)) if pieces and pieces[0].startswith("&") else 0
            elements = tuple(self._piece(p, book.classes) for p in pieces)
            void = frozenset(self._intern(word) for word in book.voids.get(claim, ()))
            return Phrase(
                next(self._numbers), claim, elements, _required(elements, window), void, window
            )
        except PhraseError as error:
            raise PhraseError(f"{book.language}, {claim}, «{phrase}»: {error}") from None

    def _piece(self, piece: str, classes: Mapping[str, tuple[str, ...]]) -> Element:
        if piece.startswith(".."):
            if not piece[2:].isdigit():
                raise PhraseError(f"«{piece}» is no gap: write ..3")
            return Element(frozenset(), optional=True, gap=int(piece[2:]))
        if piece not in self._elements:
            optional = piece.endswith("?")
            symbols = frozenset(
                self._intern(a) for a in _alternatives(piece.removesuffix("?"), classes)
            )
            self._elements[piece] = Element(symbols, optional, 0)
        return self._elements[piece]

    def _intern(self, word: str) -> int:
        if word not in self._interned:
            self._interned[word] = self._new_symbol(word)
        return self._interned[word]

    def _new_symbol(self, word: str) -> int:
        if word == "#":
            return self._digit
        pieces = [piece for part in word.split() for piece in _single_words(part)]
        if len(pieces) > 1:
            # Several words, or one in a script without spaces: a symbol of its own.
            first, *rest = [self._intern(piece) for piece in pieces]
            symbol, self._next = self._next, self._next + 1
            self._several.setdefault(first, []).append((tuple(rest), symbol))
            return symbol
        if not pieces:
            raise PhraseError(f"«{word}» is not one word")
        stem = pieces[0].endswith("*")
        folded = pieces[0].removesuffix("*")
        if stem and len(folded) < _SHORTEST_STEM:
            raise PhraseError(f"«{word}» is not one word")
        table = self._stems if stem else self._words
        if stem:
            self._longest_stem = max(self._longest_stem, len(folded))
        if folded not in table:
            table[folded] = self._next
            self._next += 1
        return table[folded]


_DIGIT_LETTERS = str.maketrans("013457", "oieast")


def _plain_digits(word: str) -> str:
    """«v1de0» → «video»: digits written for letters, in a word that is mostly letters."""
    digits = sum(c.isdigit() for c in word)
    if not word[0].isalpha() or 2 * digits > len(word):
        return word
    plain = word.translate(_DIGIT_LETTERS)
    return plain if plain.isalpha() else word


def _single_words(word: str) -> list[str]:
    """The words, folded, that one of a phrase file is to the tokeniser; a star stays with the
    last, but for a character of a script without spaces, which is a word as it is."""
    if word == "#":
        return ["#"]
    if any(c in ".,:;/!?()[]{}|&" for c in word):
        return []
    stem = word.endswith("*")
    folded = [t.word for t in tokens(fold(word.removesuffix("*"))) if t.word]
    if folded and stem and not UNSPACED_LETTER.match(folded[-1]):
        folded[-1] += "*"
    return folded


def _window(piece: str) -> int:
    if not piece[1:].isdigit():
        raise PhraseError(f"«{piece}» is no window: write &12")
    return int(piece[1:])


def _required(elements: Sequence[Element], window: int) -> tuple[frozenset[int], ...]:
    """The words that must all stand in a text for the phrase to stand there."""
    if not elements or elements[0].optional or elements[0].gap or elements[-1].gap:
        raise PhraseError(
            "a phrase begins with a word that must be there and does not end with a gap"
        )
    required = tuple(e.symbols for e in elements if not e.optional and not e.gap)
    if window and len(required) != len(elements):
        raise PhraseError("words in any order must all be there")
    return required


def _alternatives(body: str, classes: Mapping[str, tuple[str, ...]]) -> list[str]:
    alternatives: list[str] = []
    for part in body[1:-1].split("|") if body.startswith("(") else [body]:
        if part.startswith("{"):
            if not part.endswith("}") or part[1:-1] not in classes:
                raise PhraseError(f"«{part}» is no class of this file")
            alternatives += classes[part[1:-1]]
        else:
            alternatives.append(part)
    return alternatives

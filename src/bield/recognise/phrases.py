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
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from bield.recognise.fold import Folded, fold
from bield.records import PhraseBook

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # kana and Han
_INDIC_MARKS = "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"  # vowels of Devanagari
_LETTER = rf"(?:(?![{_UNSPACED}])[^\W_]|[{_INDIC_MARKS}])"
_TOKEN = re.compile(
    rf"[{_UNSPACED}]"
    rf"|{_LETTER}+(?:['’]{_LETTER}+)*"
    r"|(?P<stop>[.!?…؟।]+(?=[\s\"'”»)\]]|$)|[。！？]+|\n[ \t>|]*\n|[•·▪])"
)
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]")
_ADDRESS = re.compile(r"(?:[a-z0-9]@[a-z0-9]|://|www\.)\S*")
_LOCAL_PART_CHARACTERS = 64
_SPACED_LETTERS = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_][^\W\d_]){3,}(?![^\W_])")

_PIECE = re.compile(r"\([^()]*\)\??|\S+")
_VOCABULARY_LIMIT = 200_000
_SHORTEST_STEM = 2
_STEM_COMMONNESS = 2
_DIGIT_COMMONNESS = 30
"""How much oftener a stem or a number stands in a text than a word does, roughly: it only
decides under which of its words a phrase is filed, never what is found."""


class PhraseError(ValueError):
    """A phrase in a phrase file does not follow the notation."""


class Token(NamedTuple):
    """A word of a text, or the end of a sentence in it."""

    word: str
    """Folded, without apostrophes; empty for the end of a sentence."""
    start: int
    end: int
    """Half-open range of characters in `Folded.lower`."""


@dataclass(frozen=True, slots=True)
class Match:
    claim: str
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
    found: list[Token] = []
    at = 0
    for skip_start, skip_end in [*skipped, (len(text), len(text))]:
        for match in _TOKEN.finditer(text, at):
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


@dataclass(frozen=True, slots=True)
class _Element:
    symbols: frozenset[int]
    """Any of these; empty for a gap."""
    optional: bool
    gap: int
    """How many words of any kind it may stand for; 0 for a word."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    number: int
    claim: str
    elements: tuple[_Element, ...]
    required: tuple[frozenset[int], ...]
    void: frozenset[int] = frozenset()
    """Words that turn the match into its contrary."""
    window: int = 0
    """Words within which the elements stand in any order; 0: in their order."""


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
        self._stem_symbols: set[int] = set()
        self._longest_stem = 0
        self._digit = 0
        self._next = 1
        self._symbols_of: dict[str, frozenset[int]] = {}
        # The same words and classes stand in thousands of phrases: each is compiled once.
        self._interned: dict[str, int] = {}
        self._elements: dict[str, _Element] = {}
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
        # without a look at the others.
        self._by_rarest: dict[int, list[_Phrase]] = {}
        for compiled in self._phrases:
            for symbol in min(compiled.required, key=self._commonness):
                self._by_rarest.setdefault(symbol, []).append(compiled)

    def _commonness(self, symbols: frozenset[int]) -> int:
        return sum(_STEM_COMMONNESS if s in self._stem_symbols else 1 for s in symbols) + (
            _DIGIT_COMMONNESS if self._digit in symbols else 0
        )

    def possible(self, words: Set[str]) -> frozenset[str]:
        """Give the claims that a text of these words can make, in whatever order they stand.

        A claim that is not among them is not in the text: `find` would not find it.
        """
        present = frozenset().union(*map(self._symbols, words))
        if not present.isdisjoint(self._several):
            # Whether the words of one stand side by side is not asked here.
            present = present.union(
                symbol
                for first in present & self._several.keys()
                for rest, symbol in self._several[first]
                if present.issuperset(rest)
            )
        return frozenset(p.claim for p in self._likely(present))

    def _likely(self, present: frozenset[int]) -> list[_Phrase]:
        """The phrases all of whose words are there, in the order of the book."""
        likely = {
            phrase.number: phrase
            for symbol in present
            for phrase in self._by_rarest.get(symbol, ())
            if not any(r.isdisjoint(present) for r in phrase.required)
        }
        return [likely[number] for number in sorted(likely)]

    def find(self, words: Sequence[Token]) -> list[Match]:
        """Give every match, the longest for each claim at each place."""
        symbols = [self._symbols(t.word) for t in words]
        present = frozenset().union(*symbols)
        longer: dict[int, list[tuple[int, int]]] = {}
        if not present.isdisjoint(self._several):
            longer = self._longer(symbols)
            present = present.union(s for found in longer.values() for s, _ in found)
        likely = self._likely(present)
        if not likely:
            return []
        places: dict[int, list[int]] = {}
        for index, here in enumerate(symbols):
            for symbol in here:
                places.setdefault(symbol, []).append(index)
            for symbol, _ in longer.get(index, ()):
                places.setdefault(symbol, []).append(index)
        text = _Text(symbols, longer, words)
        longest: dict[tuple[int, str], Match] = {}
        for phrase in likely:
            first = phrase.required if phrase.window else (phrase.elements[0].symbols,)
            starts = {index for s in first for symbol in s for index in places.get(symbol, ())}
            for index in starts:
                if phrase.window:
                    end = _match_in_any_order(phrase, text, index)
                else:
                    end = _match(phrase.elements, 0, text, index)
                if end <= 0 or (phrase.void and text.holds(phrase.void, index, end)):
                    continue
                key = (index, phrase.claim)
                best = longest.get(key)
                if best is None or words[end - 1].end > best.end:
                    longest[key] = Match(phrase.claim, words[index].start, words[end - 1].end)
        return [longest[key] for key in sorted(longest)]

    def _longer(self, symbols: Sequence[frozenset[int]]) -> dict[int, list[tuple[int, int]]]:
        """Where alternatives of several words stand: place → their symbols and lengths."""
        longer: dict[int, list[tuple[int, int]]] = {}
        for index, here in enumerate(symbols):
            for first in here:
                for rest, symbol in self._several.get(first, ()):
                    end = index + 1 + len(rest)
                    if end <= len(symbols) and all(
                        word in symbols[at] for at, word in enumerate(rest, start=index + 1)
                    ):
                        longer.setdefault(index, []).append((symbol, 1 + len(rest)))
        return longer

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

    def _compile(self, phrase: str, claim: str, book: PhraseBook) -> _Phrase:
        pieces = _PIECE.findall(phrase)
        try:
            window = _window(pieces.pop(0)) if pieces and pieces[0].startswith("&") else 0
            elements = tuple(self._piece(p, book.classes) for p in pieces)
            void = frozenset(self._intern(word) for word in book.voids.get(claim, ()))
            return _Phrase(
                next(self._numbers), claim, elements, _required(elements, window), void, window
            )
        except PhraseError as error:
            raise PhraseError(f"{book.language}, {claim}, «{phrase}»: {error}") from None

    def _piece(self, piece: str, classes: Mapping[str, tuple[str, ...]]) -> _Element:
        if piece.startswith(".."):
            if not piece[2:].isdigit():
                raise PhraseError(f"«{piece}» is no gap: write ..3")
            return _Element(frozenset(), optional=True, gap=int(piece[2:]))
        if piece not in self._elements:
            optional = piece.endswith("?")
            symbols = frozenset(
                self._intern(a) for a in _alternatives(piece.removesuffix("?"), classes)
            )
            self._elements[piece] = _Element(symbols, optional, 0)
        return self._elements[piece]

    def _intern(self, word: str) -> int:
        if word not in self._interned:
            self._interned[word] = self._new_symbol(word)
        return self._interned[word]

    def _new_symbol(self, word: str) -> int:
        if word == "#":
            return self._digit
        parts = _UNSPACED_RUN.sub(r" \g<0> ", word).split()
        if len(parts) > 1:
            # Several words, or one in a script without spaces: a symbol of its own.
            first, *rest = [self._intern(part) for part in parts if part != "*"]
            if not rest:
                return first
            symbol, self._next = self._next, self._next + 1
            self._several.setdefault(first, []).append((tuple(rest), symbol))
            return symbol
        stem = word.endswith("*")
        plain = word.removesuffix("*")
        folded = [t.word for t in tokens(fold(plain))]
        if len(folded) != 1 or not folded[0] or (stem and len(folded[0]) < _SHORTEST_STEM):
            raise PhraseError(f"«{word}» is not one word")
        table = self._stems if stem else self._words
        if stem:
            self._longest_stem = max(self._longest_stem, len(folded[0]))
        if folded[0] not in table:
            table[folded[0]] = self._next
            if stem:
                self._stem_symbols.add(self._next)
            self._next += 1
        return table[folded[0]]


_DIGIT_LETTERS = str.maketrans("013457", "oieast")


def _plain_digits(word: str) -> str:
    """«v1de0» → «video»: digits written for letters, in a word that is mostly letters."""
    digits = sum(c.isdigit() for c in word)
    if not word[0].isalpha() or 2 * digits > len(word):
        return word
    plain = word.translate(_DIGIT_LETTERS)
    return plain if plain.isalpha() else word


def _window(piece: str) -> int:
    if not piece[1:].isdigit():
        raise PhraseError(f"«{piece}» is no window: write &12")
    return int(piece[1:])


def _required(elements: Sequence[_Element], window: int) -> tuple[frozenset[int], ...]:
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


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as the matcher sees it."""

    symbols: Sequence[frozenset[int]]
    longer: Mapping[int, Sequence[tuple[int, int]]]
    words: Sequence[Token]

    def lengths(self, wanted: frozenset[int], at: int) -> list[int]:
        """How many words long each alternative is that stands at a place, the shortest first."""
        lengths = [] if wanted.isdisjoint(self.symbols[at]) else [1]
        if at in self.longer:
            lengths += sorted({length for s, length in self.longer[at] if s in wanted})
        return lengths

    def holds(self, any_of: frozenset[int], start: int, end: int) -> bool:
        return any(self.lengths(any_of, at) for at in range(start, end))


def _match(elements: tuple[_Element, ...], element: int, text: _Text, at: int) -> int:
    """Give the index past the match of `elements[element:]` at `at`, or -1."""
    words = text.words
    while element < len(elements):
        this = elements[element]
        if this.gap:
            reach = at
            for _ in range(this.gap + 1):
                end = _match(elements, element + 1, text, reach)
                if end >= 0:
                    return end
                if reach >= len(words) or not words[reach].word:
                    return -1
                reach += 1
            return -1
        lengths = text.lengths(this.symbols, at) if at < len(words) else []
        if lengths and (this.optional or len(lengths) > 1):
            for length in lengths:
                end = _match(elements, element + 1, text, at + length)
                if end >= 0:
                    return end
            if not this.optional:
                return -1
        elif lengths:
            at += lengths[0]
        elif not this.optional:
            return -1
        element += 1
    return at


def _match_in_any_order(phrase: _Phrase, text: _Text, at: int) -> int:
    """Give the index past the last word needed of a match that begins at `at`, or -1.

    Each word stands for one element at the most, taken greedily: `{send} {send}` needs two.
    """
    words = text.words
    missing = list(phrase.required)
    index = at
    while index < min(at + phrase.window, len(words)):
        if not words[index].word:
            return -1
        for position, wanted in enumerate(missing):
            if lengths := text.lengths(wanted, index):
                del missing[position]
                index += lengths[-1]
                break
        else:
            if index == at:
                return -1
            index += 1
            continue
        if not missing:
            return index
    return -1

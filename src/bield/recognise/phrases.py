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
without spaces every character is a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bield.recognise.fold import Folded, fold
from bield.records import PhraseBook

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # kana and Han
_TOKEN = re.compile(
    rf"[{_UNSPACED}]"
    rf"|(?:(?![{_UNSPACED}])[^\W_])+(?:['’](?:(?![{_UNSPACED}])[^\W_])+)*"
    r"|(?P<stop>[.!?…。！？]+(?=[\s\"'”»)\]]|$)|\n[ \t>|]*\n|[•·▪])"
)
_ADDRESS = re.compile(r"(?:[a-z0-9]@[a-z0-9]|://|www\.)\S*")
_LOCAL_PART_CHARACTERS = 64
_SPACED_LETTERS = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_][^\W\d_]){3,}(?![^\W_])")

_VOCABULARY_LIMIT = 200_000
_SHORTEST_STEM = 2


class PhraseError(ValueError):
    """A phrase in a phrase file does not follow the notation."""


@dataclass(frozen=True, slots=True)
class Token:
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
    addresses = _addresses(text)
    spaced = {m.start(): m.end() for m in _SPACED_LETTERS.finditer(text)}
    found: list[Token] = []
    at = 0
    while match := _TOKEN.search(text, at):
        start, end = match.span()
        while addresses and addresses[-1][1] <= start:
            addresses.pop()
        if addresses and addresses[-1][0] <= start:
            at = max(end, addresses[-1][1])
            continue
        if match["stop"] is not None:
            found.append(Token("", start, end))
        elif start in spaced:
            end = spaced[start]
            found.append(Token(re.sub(r"[\W_]", "", text[start:end]), start, end))
        else:
            found.append(Token(match[0].replace("'", "").replace("’", ""), start, end))
        at = end
    return found


def _addresses(text: str) -> list[tuple[int, int]]:
    """Where web and mail addresses stand, the last first.

    What stands in one is no sentence: «phishing@…» calls nothing a scam.
    """
    spans = []
    for match in _ADDRESS.finditer(text):
        start = match.start()
        earliest = max(0, start - _LOCAL_PART_CHARACTERS)
        while start > earliest and not text[start - 1].isspace():
            start -= 1
        spans.append((start, match.end()))
    return spans[::-1]


@dataclass(frozen=True, slots=True)
class _Element:
    symbols: frozenset[int]
    """Any of these; empty for a gap."""
    optional: bool
    gap: int
    """How many words of any kind it may stand for; 0 for a word."""


@dataclass(frozen=True, slots=True)
class _Phrase:
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
        self._words: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._longest_stem = 0
        self._digit = 0
        self._next = 1
        self._symbols_of: dict[str, frozenset[int]] = {}
        # The same words and classes stand in thousands of phrases: each is compiled once.
        self._interned: dict[str, int] = {}
        self._ways: dict[str, list[list[_Element]]] = {}
        self._phrases: list[_Phrase] = []
        for claim, phrases in book.phrases.items():
            for phrase in phrases:
                self._phrases += self._compile(phrase, claim, book)
        self._by_first: dict[int, list[_Phrase]] = {}
        for compiled in self._phrases:
            first = (
                frozenset().union(*compiled.required)
                if compiled.window
                else compiled.elements[0].symbols
            )
            for symbol in first:
                self._by_first.setdefault(symbol, []).append(compiled)

    def find(self, words: Sequence[Token]) -> list[Match]:
        """Give every match, the longest for each claim at each place."""
        symbols = [self._symbols(t.word) for t in words]
        present = frozenset().union(*symbols) if symbols else frozenset()
        likely = {
            id(p) for p in self._phrases if all(not r.isdisjoint(present) for r in p.required)
        }
        if not likely:
            return []
        found: list[Match] = []
        for index, here in enumerate(symbols):
            longest: dict[str, Match] = {}
            tried: set[int] = set()
            for symbol in here:
                for phrase in self._by_first.get(symbol, ()):
                    if id(phrase) not in likely or id(phrase) in tried:
                        continue
                    tried.add(id(phrase))
                    if phrase.window:
                        end = _match_in_any_order(phrase, symbols, words, index)
                    else:
                        end = _match(phrase.elements, 0, symbols, words, index)
                    if (
                        end > 0
                        and phrase.void
                        and not phrase.void.isdisjoint(frozenset().union(*symbols[index:end]))
                    ):
                        continue
                    if end > 0:
                        match = Match(phrase.claim, words[index].start, words[end - 1].end)
                        best = longest.get(phrase.claim)
                        if best is None or match.end > best.end:
                            longest[phrase.claim] = match
            found += longest.values()
        return found

    def _symbols(self, word: str) -> frozenset[int]:
        known = self._symbols_of.get(word)
        if known is not None:
            return known
        symbols = set()
        if word:
            if (whole := self._words.get(word)) is not None:
                symbols.add(whole)
            for length in range(_SHORTEST_STEM, min(len(word), self._longest_stem) + 1):
                if (stem := self._stems.get(word[:length])) is not None:
                    symbols.add(stem)
            if any(c.isdigit() for c in word):
                symbols.add(self._digit)
                plain = _plain_digits(word)
                if plain != word:
                    symbols |= self._symbols(plain)
        if len(self._symbols_of) >= _VOCABULARY_LIMIT:
            self._symbols_of.clear()  # constant memory, however many mails are scanned
        known = self._symbols_of[word] = frozenset(symbols)
        return known

    def _compile(self, phrase: str, claim: str, book: PhraseBook) -> Iterator[_Phrase]:
        """Compile a phrase: one for each way to take its alternatives of several words."""
        pieces = _pieces(phrase)
        try:
            window = _window(pieces.pop(0)) if pieces and pieces[0].startswith("&") else 0
            variants = [
                [element for group in chosen for element in group]
                for chosen in product(*(self._piece(p, book.classes) for p in pieces))
            ]
        except PhraseError as error:
            raise PhraseError(f"{book.language}, {claim}, «{phrase}»: {error}") from None
        for elements in variants:
            yield self._checked(phrase, claim, book, elements, window)

    def _checked(
        self,
        phrase: str,
        claim: str,
        book: PhraseBook,
        elements: list[_Element],
        window: int,
    ) -> _Phrase:
        if not elements or elements[0].optional or elements[0].gap or elements[-1].gap:
            raise PhraseError(
                f"{book.language}, {claim}, «{phrase}»: a phrase begins with a word that must be "
                "there and does not end with a gap"
            )
        required = tuple(e.symbols for e in elements if not e.optional and not e.gap)
        if window and len(required) != len(elements):
            raise PhraseError(
                f"{book.language}, {claim}, «{phrase}»: words in any order must all be there"
            )
        void = frozenset(self._intern(word) for word in book.voids.get(claim, ()))
        return _Phrase(claim, tuple(elements), required, void, window)

    def _piece(self, piece: str, classes: Mapping[str, tuple[str, ...]]) -> list[list[_Element]]:
        if piece not in self._ways:
            self._ways[piece] = self._compile_piece(piece, classes)
        return self._ways[piece]

    def _compile_piece(
        self, piece: str, classes: Mapping[str, tuple[str, ...]]
    ) -> list[list[_Element]]:
        """The ways to take one piece: one for all single words, one for each longer alternative."""
        if piece.startswith(".."):
            if not piece[2:].isdigit():
                raise PhraseError(f"«{piece}» is no gap: write ..3")
            return [[_Element(frozenset(), optional=True, gap=int(piece[2:]))]]
        optional = piece.endswith("?")
        body = piece.removesuffix("?")
        alternatives: list[str] = []
        for part in body[1:-1].split("|") if body.startswith("(") else [body]:
            if part.startswith("{"):
                if not part.endswith("}") or part[1:-1] not in classes:
                    raise PhraseError(f"«{part}» is no class of this file")
                alternatives += classes[part[1:-1]]
            else:
                alternatives.append(part)
        single = frozenset(self._intern(a) for a in alternatives if " " not in a)
        ways = [[_Element(single, optional, 0)]] if single else []
        for several in (a for a in alternatives if " " in a):
            ways.append(
                [
                    _Element(frozenset({self._intern(word)}), optional=False, gap=0)
                    for word in several.split()
                ]
            )
        return ways

    def _intern(self, word: str) -> int:
        if word not in self._interned:
            self._interned[word] = self._new_symbol(word)
        return self._interned[word]

    def _new_symbol(self, word: str) -> int:
        if word == "#":
            return self._digit
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


_PIECE = re.compile(r"\([^()]*\)\??|\S+")


def _window(piece: str) -> int:
    if not piece[1:].isdigit():
        raise PhraseError(f"«{piece}» is no window: write &12")
    return int(piece[1:])


def _pieces(phrase: str) -> list[str]:
    return _PIECE.findall(phrase)


def _match(
    elements: tuple[_Element, ...],
    element: int,
    symbols: list[frozenset[int]],
    words: Sequence[Token],
    at: int,
) -> int:
    """Give the index past the match of `elements[element:]` at `at`, or -1."""
    while element < len(elements):
        this = elements[element]
        if this.gap:
            reach = at
            for _ in range(this.gap + 1):
                end = _match(elements, element + 1, symbols, words, reach)
                if end >= 0:
                    return end
                if reach >= len(words) or not words[reach].word:
                    return -1
                reach += 1
            return -1
        if at < len(words) and not this.symbols.isdisjoint(symbols[at]):
            if this.optional:
                end = _match(elements, element + 1, symbols, words, at + 1)
                if end >= 0:
                    return end
                element += 1
                continue
            at += 1
            element += 1
            continue
        if not this.optional:
            return -1
        element += 1
    return at


def _match_in_any_order(
    phrase: _Phrase, symbols: list[frozenset[int]], words: Sequence[Token], at: int
) -> int:
    """Give the index past the last word needed of a match that begins at `at`, or -1.

    Each word stands for one element at the most, taken greedily: `{send} {send}` needs two.
    """
    missing = list(phrase.required)
    for index in range(at, min(at + phrase.window, len(words))):
        if not words[index].word:
            return -1
        for position, wanted in enumerate(missing):
            if not wanted.isdisjoint(symbols[index]):
                del missing[position]
                break
        else:
            if index == at:
                return -1
            continue
        if not missing:
            return index + 1
    return -1

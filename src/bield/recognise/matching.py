"""Where compiled phrases stand in a text. How they are written: `recognise/phrases.py`."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from bield.recognise.tokens import Token


@dataclass(frozen=True, slots=True)
class Match:
    claim: str
    start: int
    end: int
    """Half-open range of characters in `Folded.lower`."""


@dataclass(frozen=True, slots=True)
class Element:
    symbols: frozenset[int]
    """Any of these; empty for a gap."""
    optional: bool
    gap: int
    """How many words of any kind it may stand for; 0 for a word."""


@dataclass(frozen=True, slots=True)
class Phrase:
    number: int
    claim: str
    elements: tuple[Element, ...]
    required: tuple[frozenset[int], ...]
    void: frozenset[int] = frozenset()
    """Words that turn the match into its contrary."""
    window: int = 0
    """Words within which the elements stand in any order; 0: in their order."""


class Text:
    """A text as the matcher of one book sees it."""

    __slots__ = ("_symbols_of", "longer", "places", "words")

    def __init__(
        self,
        words: Sequence[Token],
        symbols_of: Callable[[str], frozenset[int]],
        places: dict[int, list[int]],
    ) -> None:
        self.words = words
        self._symbols_of = symbols_of
        self.places = places
        """Symbol → where it stands."""
        self.longer: dict[int, list[tuple[int, int]]] = {}
        """Where an alternative of several words stands → its symbol and how many they are."""

    def symbols_at(self, at: int) -> frozenset[int]:
        """The symbols of the word at a place."""
        return self._symbols_of(self.words[at][0])

    def lengths(self, wanted: frozenset[int], at: int) -> list[int]:
        """How many words long each alternative is that stands at a place, the shortest first."""
        lengths = [] if wanted.isdisjoint(self._symbols_of(self.words[at][0])) else [1]
        if at in self.longer:
            lengths += sorted({length for s, length in self.longer[at] if s in wanted})
        return lengths

    def holds(self, any_of: frozenset[int], start: int, end: int) -> bool:
        return any(self.lengths(any_of, at) for at in range(start, end))


class Look:
    """A text held against one book: what it can say, and where it says it."""

    def __init__(self, *, phrases: Sequence[Phrase], text: Text) -> None:
        self._phrases = phrases
        self._text = text

    @property
    def claims(self) -> frozenset[str]:
        """The claims that the text can make, in whatever order its words stand; never fewer
        than `find` finds."""
        return frozenset(p.claim for p in self._phrases)

    def without(self, claims: Container[str]) -> Look:
        """The same, but for these claims."""
        return Look(
            phrases=[p for p in self._phrases if p.claim not in claims],
            text=self._text,
        )

    def find(
        self, claims: Container[str] | None = None, *, once: Container[str] = ()
    ) -> list[Match]:
        """Give every match, the longest for each claim at each place.

        Args:
            claims: Which claims to look for; all of them when it is left out.
            once: Of which claims one match is enough, whichever.
        """
        enough: set[str] = set()
        words = self._text.words
        longest: dict[tuple[int, str], Match] = {}
        for phrase in self._phrases:
            if (claims is not None and phrase.claim not in claims) or phrase.claim in enough:
                continue
            for index in self._starts(phrase):
                if phrase.window:
                    end = _match_in_any_order(phrase, self._text, index)
                else:
                    end = _match(phrase.elements, 0, self._text, index)
                if end <= 0 or (phrase.void and self._text.holds(phrase.void, index, end)):
                    continue
                key = (index, phrase.claim)
                best = longest.get(key)
                if best is None or words[end - 1].end > best.end:
                    longest[key] = Match(phrase.claim, words[index].start, words[end - 1].end)
                if phrase.claim in once:
                    enough.add(phrase.claim)
                    break
        return [longest[key] for key in sorted(longest)]

    def _starts(self, phrase: Phrase) -> set[int]:
        first = phrase.required if phrase.window else (phrase.elements[0].symbols,)
        places = self._text.places
        return {
            index
            for symbols in first
            for symbol in symbols
            if symbol in places
            for index in places[symbol]
        }


def _match(elements: tuple[Element, ...], element: int, text: Text, at: int) -> int:
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


def _match_in_any_order(phrase: Phrase, text: Text, at: int) -> int:
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

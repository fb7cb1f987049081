"""Which language a text is in, which phrase books to try, and whether Bield can read it at all.

Plain cases are settled by counting the commonest short words of the languages Bield knows of,
for that costs next to nothing; what they leave open is asked of py3langid (Lui and Baldwin,
«langid.py: An Off-the-shelf Language Identification Tool», 2012), a kept library.
"""

from __future__ import annotations

import functools
import io
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bield.recognise.tokens import UNSPACED_LETTER, Token

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENOUGH_WORDS = 8
_PLAIN_WORDS = 8
_PLAIN_SHARE = 0.06
"""From this many words, of which this share is the commonest of one language, it is that one."""
_TELLING_SHARE = 0.06
_TRIED_SHARE = 0.04
_NEAR = 0.8
"""A language is tried besides the likeliest when it is this near to it, or when its commonest
words that the likeliest has not are `_TRIED_SHARE` of all: «to», «do» and «a» make no Czech."""
_AHEAD = 1.5
_LIKELY = 0.05
_FEWER_LETTERS = 3
_ASKED_WORDS = 120
"""More words than these make the identifier no surer, only slower."""

_DENSE = frozenset({"ja", "zh"})

_SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "LATIN": "",
    "CYRILLIC": "",
    "ARABIC": "",
}
"""The first word of a letter's Unicode name → the language that alone of Bield's is written so."""


@dataclass(frozen=True, slots=True)
class Readability:
    readable: bool
    language: str
    """ISO 639-1; empty where nothing tells."""
    words: int
    books: tuple[str, ...]
    """The phrase books worth trying."""

    @property
    def dense(self) -> bool:
        """Its script says in one character what others say in two or three."""
        return self.language in _DENSE


class Languages:
    """Knows the commonest words of languages, and which of them have a phrase book."""

    def __init__(self, common: Mapping[str, frozenset[str]], books: frozenset[str]) -> None:
        self._books = books
        self._of_word: dict[str, tuple[str, ...]] = {}
        for language, words in common.items():
            for word in words:
                self._of_word[word] = (*self._of_word.get(word, ()), language)

    def warm(self) -> None:
        """Load what tells languages now, so that no later text waits for it."""
        _identifier()

    def read(self, tokens: Sequence[Token]) -> Readability:
        """Tell which language the words of a text are in.

        A text of few words, or one where no language tells (a patch, a list of numbers), counts
        as readable: there is nothing in it that another phrase book would find.
        """
        plain = [t.word for t in tokens if t.word and not t.word[0].isdigit()]
        if not plain:
            return Readability(readable=True, language="", words=0, books=())
        counts = Counter(plain)
        shares = self._shares(counts, len(plain))
        tried = self._tried(shares, counts, len(plain))
        scripts = _scripts(plain)
        tried |= {language for language in scripts if language in self._books}
        language = self._plain(shares, len(plain)) or _one_script(scripts)
        readable = True
        if language:
            readable = len(plain) < _ENOUGH_WORDS or language in self._books
        else:
            guesses = _identified(plain, scripts)
            tried |= {g for g, sure in guesses.items() if sure >= _LIKELY and g in self._books}
            language, readable = self._settled(shares, guesses, len(plain), scripts)
        return Readability(
            readable=readable,
            language=language,
            # A word of Japanese or Chinese is about two of its characters.
            words=len(plain) - sum(1 for w in plain if UNSPACED_LETTER.match(w)) // 2,
            books=tuple(sorted(tried)),
        )

    def _shares(
        self, counts: Mapping[str, int], total: int, *, without: str = ""
    ) -> dict[str, float]:
        """Language → how much of a text its commonest words are; without those of one language,
        where it is named."""
        found: dict[str, int] = {}
        for word in self._of_word.keys() & counts.keys():
            languages = self._of_word[word]
            if without not in languages:
                for language in languages:
                    found[language] = found.get(language, 0) + counts[word]
        return {language: times / total for language, times in found.items()}

    def _tried(
        self, shares: Mapping[str, float], counts: Mapping[str, int], total: int
    ) -> set[str]:
        # English threats travel everywhere, and few words may hold no common one.
        tried = {"en"}
        if shares:
            best = max(sorted(shares), key=lambda language: shares[language])
            tried |= {language for language, s in shares.items() if s >= _NEAR * shares[best]}
            apart = self._shares(counts, total, without=best)
            tried |= {language for language, s in apart.items() if s >= _TRIED_SHARE}
        return tried & self._books

    def _plain(self, shares: Mapping[str, float], words: int) -> str:
        """The language that the commonest words alone settle, or nothing."""
        if words < _PLAIN_WORDS or not shares:
            return ""
        best, *others = sorted(shares, key=lambda language: (-shares[language], language))
        ahead = not others or shares[best] >= _AHEAD * shares[others[0]]
        return best if shares[best] >= _PLAIN_SHARE and ahead else ""

    def _settled(
        self,
        shares: Mapping[str, float],
        guesses: Mapping[str, float],
        words: int,
        scripts: Mapping[str, int],
    ) -> tuple[str, bool]:
        language = max(guesses, key=lambda g: guesses[g], default="")
        if words < _ENOUGH_WORDS:
            return language, True
        best = max(shares, key=lambda share: shares[share], default="")
        if shares.get(best, 0.0) >= _TELLING_SHARE:
            near = any(shares.get(b, 0.0) >= 0.8 * shares[best] for b in self._books)
            return (language if language in self._books else best), near
        if "" not in scripts or _is_foreign(scripts):
            return language, language in self._books
        return language, True


def _scripts(plain: Sequence[str]) -> dict[str, int]:
    """How many words are in each script: by its language where it tells one; empty for Latin,
    «?» for a script of several languages or of none that Bield reads."""
    if "".join(plain).isascii():
        return {"": len(plain)}
    counts: Counter[str] = Counter()
    for word in plain:
        first = word[0]
        counts["" if first.isascii() else _script(first)] += 1
    if counts["ja"]:
        # Han characters in a text with kana are Japanese ones.
        counts["ja"] += counts.pop("zh", 0)
    few = sum(counts.values()) // 20
    return {script: times for script, times in counts.items() if times > few or not script}


@functools.lru_cache(maxsize=20_000)
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").split(" ")[0]
    return "" if name == "LATIN" else _SCRIPTS.get(name, "?") or "?"


def _one_script(scripts: Mapping[str, int]) -> str:
    """The language of a text that is mostly in a script of one language."""
    total = sum(scripts.values())
    for language, times in scripts.items():
        if language not in {"", "?"} and 2 * times > total:
            return language
    return ""


def _is_foreign(scripts: Mapping[str, int]) -> bool:
    return scripts.get("?", 0) > scripts.get("", 0)


class _InMemory:
    """In place of `tempfile`, for a library that unpacks its model to a temporary file: Bield
    writes nothing to a disk that nobody asked it to, and runs where nothing can be written."""

    @staticmethod
    def TemporaryFile(suffix: str = "") -> io.BytesIO:  # noqa: N802 -- the name that is called
        return io.BytesIO()


@functools.cache
def _identifier() -> LanguageIdentifier:
    # Imported here: it takes longer to load than everything else, and most texts do without.
    from py3langid import modelio
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    modelio.tempfile = _InMemory
    return LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)


def _identified(plain: Sequence[str], scripts: Mapping[str, int]) -> dict[str, float]:
    """The likeliest languages by the identifier, each with its probability."""
    if len(plain) < _FEWER_LETTERS and not _is_foreign(scripts):
        return {}
    ranked = _identifier().rank(" ".join(plain[:_ASKED_WORDS]))[:4]
    return {_SAME.get(language, language): float(sure) for language, sure in reversed(ranked)}


_SAME = {"nb": "no", "nn": "no"}
"""Two written forms that one phrase book serves."""

"""Fold a text to plain lower-case letters for matching, and keep the way back.

What a sender does to a text so that filters miss what people still read: letters of other
alphabets that look alike, characters of no width between the letters, stacked accents,
full-width and mathematical letters, HTML entities in plain text. Each is undone here, and
every folded character remembers the place of the original that it came from.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from html import unescape

from bield.records import Span

_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")

# Letters that look like a Latin one. Those of the first table are no letters of a text in
# another language that Bield reads (IPA, phonetic and fancy Latin): they are always folded.
# Those of the second belong to alphabets of their own and are folded only in a word, or in a
# text, that is otherwise Latin. Our own table, drawn up by eye from Unicode's charts.
_LATIN_LOOKALIKES = {
    "ɑ": "a", "ɐ": "a", "ʙ": "b", "ƅ": "b", "ɗ": "d", "ɖ": "d", "ɛ": "e", "ɡ": "g", "ɢ": "g",
    "ɦ": "h", "ɪ": "i", "ı": "i", "ɩ": "i", "ʟ": "l", "ɫ": "l", "ɬ": "l", "ᴍ": "m", "ɱ": "m",
    "ɴ": "n", "ɲ": "n", "ŋ": "n", "ɵ": "o", "ᴏ": "o", "ɒ": "a", "ʀ": "r", "ɼ": "r", "ɾ": "r",
    "ꜱ": "s", "ʂ": "s", "ᴛ": "t", "ƭ": "t", "ʈ": "t", "ᴜ": "u", "ʋ": "v", "ᴠ": "v", "ᴡ": "w",
    "ʏ": "y", "ɣ": "y", "ᴢ": "z", "ȥ": "z", "ᴀ": "a", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ʜ": "h",
    "ᴊ": "j", "ᴋ": "k", "ᴘ": "p", "ø": "o", "đ": "d", "ħ": "h", "ł": "l", "ŧ": "t", "ƶ": "z",
    "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "＇": "'",
}  # fmt: skip
_OTHER_ALPHABETS = {
    # Cyrillic
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "ҽ": "e", "һ": "h", "н": "h",
    "і": "i", "ї": "i", "ј": "j", "к": "k", "ӏ": "l", "м": "m", "п": "n", "о": "o", "р": "p",
    "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "ц": "u", "ѵ": "v", "ԝ": "w", "х": "x", "у": "y",
    "ү": "y", "з": "3", "ь": "b", "є": "e", "э": "e", "и": "u", "ҟ": "k", "ӓ": "a",
    # Greek
    "α": "a", "β": "b", "ϲ": "c", "ε": "e", "η": "n", "ι": "i", "ϳ": "j", "κ": "k", "ν": "v",
    "ο": "o", "ρ": "p", "σ": "o", "τ": "t", "υ": "u", "χ": "x", "γ": "y", "ω": "w", "μ": "u",
    "ζ": "z", "δ": "d", "θ": "o", "ς": "s", "λ": "l", "π": "n",
    # Armenian
    "ա": "w", "բ": "p", "գ": "q", "ե": "t", "զ": "q", "հ": "h", "յ": "j", "ո": "n", "ռ": "n",
    "ս": "u", "ց": "g", "ք": "p", "օ": "o", "ւ": "i", "կ": "l", "ղ": "n", "ը": "n", "ր": "r",
    # Cherokee and Lisu small look-alikes that NFKC leaves alone
    "ꭰ": "d", "ꭱ": "r", "ꭲ": "t", "ꭺ": "a", "ꮋ": "h", "ꮃ": "w", "ꮪ": "s", "ꮯ": "c", "ꮲ": "p",
}  # fmt: skip


_WRITTEN_EITHER_WAY = {"ة": "ه", "ى": "ي"}
"""Arabic letters that people write for each other."""
_TATWEEL = "\u0640"
"""Stretches an Arabic word, and means nothing."""
_DEVANAGARI_VOWELS = frozenset("\u0941\u0942\u0943\u0947\u0948\u094d\u0901\u0902")
"""Marks that are letters to those who read them, not accents on one."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for matching."""

    clean: str
    """The original in its own case, without what has no width: for addresses, whose case counts."""
    lower: str
    """`clean` with accents taken off and in lower case; as long as `clean`."""
    starts: tuple[int, ...] | None
    """For each character of `clean` the first character of the original that it stands for, and
    one more for the end; `None` when nothing moved."""

    def span(self, start: int, end: int) -> Span:
        """The range of the original that holds `clean[start:end]`."""
        if self.starts is None or start >= end:
            return start, end
        last = end
        # One character of the original may stand for several here (an entity, ¼, ß): the range
        # takes it whole.
        while self.starts[last] == self.starts[end - 1]:
            last += 1
        return self.starts[start], self.starts[last]


def fold(text: str) -> Folded:
    """Fold a text.

    Args:
        text: Any text. Nothing in it raises.

    Returns:
        The folded text and the way back to the original.
    """
    if text.isascii() and "&" not in text and "`" not in text:
        return Folded(text, _without_signs(text.lower()), None)
    clean: list[str] = []
    lower: list[str] = []
    starts: list[int] = []
    at = 0
    for entity in [*_ENTITY.finditer(text), None]:
        stop = entity.start() if entity else len(text)
        _fold_run(text, at, stop, clean, lower, starts)
        if entity is None:
            break
        letters = unescape(entity[0])
        if letters == entity[0]:  # no such entity
            _fold_run(text, entity.start(), entity.end(), clean, lower, starts)
        else:
            for letter in letters:
                _fold_character(letter, entity.start(), clean, lower, starts)
        at = entity.end()
    starts.append(len(text))
    folded = "".join(lower)
    return Folded("".join(clean), _without_signs(_fold_alphabets(folded)), tuple(starts))


_RUN = re.compile(r"[\x00-\x5f\x61-\x7f]+|.", re.DOTALL)


def _fold_run(
    text: str, start: int, stop: int, clean: list[str], lower: list[str], starts: list[int]
) -> None:
    for run in _RUN.finditer(text, start, stop):
        letters = run[0]
        if len(letters) > 1 or (letters < "\x80" and letters != "`"):
            clean.append(letters)
            lower.append(letters.lower())
            starts.extend(range(run.start(), run.end()))
        else:
            _fold_character(letters, run.start(), clean, lower, starts)


def _fold_character(
    character: str, index: int, clean: list[str], lower: list[str], starts: list[int]
) -> None:
    plain, small = _folded_letter(character)
    clean.append(plain)
    lower.append(small)
    starts.extend([index] * len(plain))


@functools.lru_cache(maxsize=20_000)
def _folded_letter(character: str) -> tuple[str, str]:
    """What a letter is folded to, in its own case and in lower case: of the same length."""
    clean: list[str] = []
    lower: list[str] = []
    # NFKD takes full-width, mathematical and circled letters to plain ones and parts a letter
    # from its accents; format characters (zero width, bidirectional, soft hyphen), marks and
    # variation selectors are what nobody sees.
    for piece in unicodedata.normalize("NFKD", character):
        category = unicodedata.category(piece)
        if category in {"Cf", "Mn", "Me", "Cs"} and piece not in _DEVANAGARI_VOWELS:
            continue
        if piece == _TATWEEL:
            continue
        small = piece.lower()
        small = _LATIN_LOOKALIKES.get(small) or _WRITTEN_EITHER_WAY.get(small, small)
        for letter in small:
            if unicodedata.category(letter) == "Mn" and letter not in _DEVANAGARI_VOWELS:
                continue
            clean.append(piece if len(small) == 1 else letter)
            lower.append(letter)
    return "".join(clean), "".join(lower)


# A sign for a letter, inside a word: «v!deo», «p@ssword»; at its end a dollar sign: «friend$». What
# is followed by a dot and a letter is an address.
_SIGN = re.compile(r"(?<=[a-z])(?:[@!€$](?=[a-z])|\$(?=[\s,.;:!?]|$))")
_SIGNED_WORD = re.compile(
    r"(?<![\w.@+-])(?:[a-z0-9]++(?:[@!€$]++[a-z0-9]++)++\$?|[a-z]{3,}+\$)(?![\w@-]|\.[a-z])"
)
_SIGNS = {"@": "a", "!": "i", "€": "e", "$": "s"}


def _without_signs(lower: str) -> str:
    """Write letters for the signs that stand for them inside words."""
    if _SIGN.search(lower) is None:
        return lower
    return _SIGNED_WORD.sub(lambda m: _SIGN.sub(lambda sign: _SIGNS[sign[0]], m[0]), lower)


_WORD = re.compile(r"[^\W\d_]+(?:\d+[^\W\d_]+)*")


def _fold_alphabets(lower: str) -> str:
    """Fold letters of other alphabets in words or texts that are Latin otherwise, and Latin ones
    in words of a text that is Cyrillic or Greek."""
    if lower.isascii():
        return lower
    latin = sum(map(len, _LATIN.findall(lower)))
    others = len(lower) - len(lower.translate(_WITHOUT_OTHERS))
    if not others:
        return lower
    text_is_latin = latin > 2 * others
    home = _home_alphabet(lower, latin)

    def word(match: re.Match[str]) -> str:
        letters = match[0]
        if letters.isascii():
            return letters
        mixed = _LATIN.search(letters) is not None
        if not mixed and not (text_is_latin and all(c in _OTHER_ALPHABETS for c in letters)):
            return letters
        if home:
            return "".join(home.get(c, c) for c in letters)
        return "".join(_OTHER_ALPHABETS.get(c, c) for c in letters)

    return _WORD.sub(word, lower)


_LATIN = re.compile(r"[a-z]+")
_WITHOUT_OTHERS = dict.fromkeys(map(ord, _OTHER_ALPHABETS))
_INTO_CYRILLIC = {
    "a": "а", "b": "в", "c": "с", "e": "е", "h": "н", "i": "і", "k": "к", "m": "м", "n": "п",
    "o": "о", "p": "р", "r": "г", "t": "т", "u": "и", "x": "х", "y": "у",
}  # fmt: skip
_INTO_GREEK = {
    "a": "α", "b": "β", "e": "ε", "h": "η", "i": "ι", "k": "κ", "m": "μ", "n": "ν", "o": "ο",
    "p": "ρ", "t": "τ", "u": "υ", "v": "ν", "w": "ω", "x": "χ", "y": "υ", "z": "ζ",
}  # fmt: skip


def _home_alphabet(lower: str, latin: int) -> dict[str, str]:
    """How Latin letters that look alike are written in the alphabet that a text is in; empty for
    a text that has more Latin letters than others."""
    cyrillic = sum(1 for c in lower if "\u0400" <= c <= "\u052f")
    greek = sum(1 for c in lower if "\u0370" <= c <= "\u03ff")
    if max(cyrillic, greek) <= latin:
        return {}
    return _INTO_CYRILLIC if cyrillic > greek else _INTO_GREEK

"""Wallets and IBANs in which a program that read a picture took one sign for another.

A sign is put right only where it must be (a zero where there are only letters), or where it may
be and the check figures then agree; and only where exactly one reading of the whole passes. What
passes in two ways is no reading at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product

from stdnum import iban, numdb

from bield.recognise.indicators.checksums import BASE58
from bield.recognise.indicators.coins import kind_of_wallet
from bield.records import IndicatorKind, Span

MAX_RUNS = 20
"""Stretches of one text that are tried."""
MAX_TRIED = 6_000
"""Readings of one stretch. Its checksum, of 30 bits or more, is met by chance once in a billion."""

_ALIKE = {
    "0": "OoDQ", "O": "0oQD", "o": "0O", "D": "O0", "Q": "O0",
    "1": "lIi", "l": "1Ii", "I": "1li", "i": "1lj", "j": "i", "|": "1lI", "!": "1lI", "L": "1",
    "2": "Zz", "5": "Ss", "6": "Gb", "8": "B", "9": "gq",
    "Z": "2z", "z": "2Z", "S": "5s", "s": "5S", "G": "6C", "b": "6h", "B": "8", "g": "9q",
    "q": "9g", "c": "C", "C": "cG", "k": "K", "K": "k", "p": "P", "P": "p", "u": "U", "U": "u",
    "v": "V", "V": "v", "w": "W", "W": "w", "x": "X", "X": "x", "h": "b", "e": "c", "m": "n",
}  # fmt: skip
"""What is read → what it may be: signs of one shape, and letters whose two cases differ in size
only."""
_BECH32 = "023456789acdefghjklmnpqrstuvwxyz"
_HEXADECIMAL = "0123456789abcdefABCDEF"
_RUN = re.compile(r"(?<![A-Za-z0-9|])[A-Za-z0-9|!]{10,}(?:[ \t]*\n[ \t]*[A-Za-z0-9|!]{4,})?")
_SHORTEST, _LONGEST = 26, 106
_FORMS: tuple[tuple[re.Pattern[str], int, str, int], ...] = (
    (re.compile(r"(?:bc|ltc)[1lI|][A-Za-z0-9|!]{8,87}", re.I), 1, _BECH32, 2),
    (re.compile(r"[0OoQD]x[A-Za-z0-9|!]{40}"), 2, _HEXADECIMAL, 1),
    (re.compile(r"[48][A-Za-z0-9|!]{94}"), 1, BASE58, 1),
    (re.compile(r"[13lI|LMDA9TX7tr][A-Za-z0-9|!]{25,34}"), 0, BASE58, 2),
)
"""Form, how many signs before it is searched, the signs it is written in, and how many of those
that may stand may be wrong at once: few where the check figures are few."""
_IBAN_RUN = re.compile(
    r"(?<![A-Za-z0-9])(?=([A-Za-z0-9]{2}[0-9OoQDIl|!ZzSsGbBgq]{2}"
    r"(?:[ \-]?[A-Za-z0-9|!]{2,4}){3,8}(?![A-Za-z0-9])))"
)
"""Looked for from each word on, for the words before it may look like groups of one."""
_FIGURES = {
    **dict.fromkeys("OoQD", "0"), **dict.fromkeys("Ili|!", "1"), **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("Ss", "5"), **dict.fromkeys("Gb", "6"), "B": "8", **dict.fromkeys("gq", "9"),
}  # fmt: skip
_LETTERS = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B", "|": "I", "!": "I"}
_STRUCTURE = re.compile(r"(\d+)!([nac])")


@dataclass(frozen=True, slots=True)
class Misread:
    """A wallet or an IBAN that was misread, and the one reading whose check figures are right."""

    kind: IndicatorKind
    read: str
    """As it stands in the text."""
    meant: str
    span: Span
    """Half-open range of characters in the text."""


def find_misread(text: str) -> tuple[Misread, ...]:
    """Give the wallets and IBANs of a text whose check figures are wrong as they were read, and
    right in exactly one other reading.

    Args:
        text: What a program read in a picture.
    """
    found = list(islice(_ibans(text), MAX_RUNS))
    for match in islice(_RUN.finditer(text), MAX_RUNS):
        if (wallet := _wallet(match)) is not None:
            found.append(wallet)
    return tuple(sorted(found, key=lambda one: one.span))


def _wallet(match: re.Match[str]) -> Misread | None:
    first = re.match(r"[^\s]+", match[0])
    pieces = [first[0], match[0]] if first and first[0] != match[0] else [match[0]]
    for piece in pieces:
        read = re.sub(r"\s+", "", piece)
        if not _SHORTEST <= len(read) <= _LONGEST:
            continue
        if kind_of_wallet(read) is not None:
            return None
        meant = {m for m in _readings(read) if kind_of_wallet(m) is not None}
        if len(meant) == 1:
            (one,) = meant
            kind = kind_of_wallet(one)
            if kind is not None:
                return Misread(kind, piece, one, (match.start(), match.start() + len(piece)))
        if meant:
            return None
    return None


def _readings(read: str) -> Iterator[str]:
    for form, before, signs, at_once in _FORMS:
        if form.fullmatch(read):
            fixed = before
            if signs is _BECH32:
                fixed = read.lower().index("c") + 2
                read = read[: fixed - 1].lower() + "1" + read[fixed:].lower()
            elif signs is _HEXADECIMAL:
                read = "0x" + read[2:]
            yield from islice(_variants(read, fixed, frozenset(signs), at_once), MAX_TRIED)
            return


def _variants(read: str, fixed: int, signs: frozenset[str], at_once: int) -> Iterator[str]:
    """Every reading in which all signs may stand, with few others changed."""
    choices = [
        (c if n < fixed or c in signs else "") + "".join(a for a in _ALIKE.get(c, "") if a in signs)
        for n, c in enumerate(read)
    ]
    must = [n for n in range(fixed, len(read)) if read[n] not in signs]
    if len(must) > 6 or any(not choices[n] for n in must):
        return
    may = [n for n in range(fixed, len(read)) if read[n] in signs and len(choices[n]) > 1]
    for count in range(at_once + 1):
        for changed in combinations(may, count):
            for put in product(*(choices[n] for n in must), *(choices[n][1:] for n in changed)):
                letters = list(read)
                for place, letter in zip((*must, *changed), put, strict=True):
                    letters[place] = letter
                yield "".join(letters)


def _ibans(text: str) -> Iterator[Misread]:
    behind = 0
    for match in islice(_IBAN_RUN.finditer(text), 10 * MAX_RUNS):
        whole = match[1]
        if match.start() < behind:
            continue
        ends = [m.end() for m in re.finditer(r"[^ \-]+", whole)]
        for end in reversed(ends):
            read = whole[:end]
            if iban.is_valid(read):
                break
            meant = {m for m in _iban_readings(re.sub(r"[ \-]", "", read)) if iban.is_valid(m)}
            if len(meant) == 1:
                span = (match.start(), match.start() + end)
                yield Misread(IndicatorKind.IBAN, read, iban.format(meant.pop()), span)
                behind = span[1]
                break


def _iban_readings(read: str) -> Iterator[str]:
    """The readings of an IBAN by what its country has at each place: a figure, a letter, either."""
    country = "".join(_LETTERS.get(c, c.upper()) for c in read[:2])
    known = numdb.get("iban").info(country + "0" * 30)
    structure = next((props["bban"] for part, props in known if "bban" in props), None)
    if structure is None:
        return
    places = "nn" + "".join(kind * int(count) for count, kind in _STRUCTURE.findall(structure))
    if len(places) != len(read) - 2:
        return
    choices: list[str] = []
    for kind, sign in zip(places, read[2:], strict=True):
        figure, letter = _FIGURES.get(sign, sign), _LETTERS.get(sign, sign.upper())
        if kind == "n":
            choices.append(figure if figure.isdigit() else "")
        elif kind == "a":
            choices.append(letter if letter.isalpha() else "")
        else:
            choices.append("".join(dict.fromkeys(sign.upper() + figure + letter)))
    for put in islice(product(*choices), MAX_TRIED):
        yield country + "".join(put)

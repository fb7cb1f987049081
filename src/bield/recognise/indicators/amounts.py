"""Sums of money with their currency, before or behind the number, in 24 languages."""

from __future__ import annotations

import re

from bield.recognise.indicators.found import Found
from bield.recognise.indicators.money_words import (
    BEFORE,
    CJK_CURRENCIES,
    CJK_SCALES,
    CURRENCIES,
    DOUBTFUL_BEFORE,
    IN_CAPITALS,
    NEVER_BEHIND,
    SCALES,
)
from bield.recognise.indicators.reading import LETTER, Reading
from bield.records import IndicatorKind

_D = "[0-9٠-٩۰-۹०-९]"
# The first digit stands first, so that the search can leap to it; what must not stand before it
# is looked at from there.
_NUMBER = re.compile(
    rf"{_D}(?<![\d.,/_-]{_D})(?:"
    rf"{_D}{{0,2}}(?:[ ,.'’\u00a0\u202f]{_D}{{3}})+(?!{_D})(?:[.,]{_D}{{1,2}}(?!{_D}))?"
    rf"|{_D}{{0,8}}(?:[.,]{_D}{{1,8}})?)(?!{_D})"
)
_SIGNS = frozenset(c for c in CURRENCIES if len(c) == 1 and not c.isalpha())
_SIGN_CLASS = "".join(map(re.escape, sorted(_SIGNS)))
_BEHIND = re.compile(
    rf"\s{{0,2}}(?:de )?(?P<currency>[a-z]{{0,3}}[{_SIGN_CLASS}]|u\.s\.d|u\.s\. dollars"
    rf"|{LETTER}+(?:[ -]{LETTER}+)*)"
)
_SCALE = re.compile(rf"[ \t]?(?P<scale>{LETTER}+)\.?")
_WEIGHED = re.compile(
    r"\b(?:lo[os]e|lost|losing|gain\w*|weigh\w*|shed|drop\w*)\W+(?:\w+\W+){0,2}\Z"
)
_WEIGHS = re.compile(r"\s+(?:of (?!bitcoin|btc)|lighter|heavier|overweight|and eats|in weight)")
_LONGEST_CJK = max(map(len, [*CJK_CURRENCIES, *CJK_SCALES]))
_LONGEST_NAME = max(map(len, CURRENCIES))
_SIGN = re.compile(f"[{_SIGN_CLASS}]")
_ROUND_EUROS = re.compile(r"0e(?!\w)")
_AFTER_IT = [*CURRENCIES, *SCALES, *CJK_CURRENCIES, *CJK_SCALES, "de", "e"]
_STARTS = frozenset(name[:2] for name in _AFTER_IT if len(name) > 1)
_FIRSTS = frozenset(name for name in _AFTER_IT if len(name) == 1) | {
    name[0] for name in (*CJK_CURRENCIES, *CJK_SCALES)
}
_ENDS = frozenset(name[-2:] for name in BEFORE if len(name) > 1)
_CAPITAL_NAMES = tuple(IN_CAPITALS.values())
_TELLING_NAMES = frozenset(
    re.split(r"[ .$-]", name)[-1] for name in CURRENCIES if name[-1] not in _SIGNS
) - {*IN_CAPITALS, "", "d"} | {"rs"}
_YEARS = range(1980, 2040)
_FEW = 20


def find_amounts(read: Reading) -> list[Found]:
    """Give sums with their currency, as «USD 1300»."""
    if not _may_hold_one(read):
        return []
    found = []
    text = read.signed
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        # A glance at two letters on each side spares the closer look at most numbers.
        behind_it = text[end : end + 4].lstrip()[:2]
        before_it = text[max(0, start - 3) : start].rstrip()[-2:]
        if (
            behind_it not in _STARTS
            and behind_it[:1] not in _FIRSTS
            and before_it[-1:] not in _SIGNS
            and before_it not in _ENDS
            and before_it[-1:] != "r"
        ):
            continue
        size, end = _scale(read, end)
        before, first = _currency_before(read, start, match[0], scaled=end)
        behind, last = _currency_behind(read, end, start, match[0])
        if before is None and behind is None:
            continue
        number = amount(match[0])
        if not number:
            continue
        # «$900 bitcoin» is dollars, paid in bitcoin; «$500 AUD» says which dollars.
        currency = behind if before is None or behind not in {None, "BTC"} else before
        shown = f"{number * size:.8f}".rstrip("0").rstrip(".")
        found.append(Found(IndicatorKind.AMOUNT, f"{currency} {shown}", first, max(end, last)))
    return found


def _may_hold_one(read: Reading) -> bool:
    """A glance: no sum without a currency, and most texts name none."""
    if not _TELLING_NAMES.isdisjoint(read.words):
        return True
    if read.far_eastern or _SIGN.search(read.signed):
        return True
    if "e" in read.words and _ROUND_EUROS.search(read.signed):
        return True
    return "u.s.d" in read.signed or any(name in read.clean for name in _CAPITAL_NAMES)


def amount(raw: str) -> float:
    """Read a number written with either decimal mark: 1,300.50, 1.300,50, 0,07 and 1 300.

    A single mark with three digits behind it parts thousands, as in all sums people are asked
    for, unless the number begins with 0.
    """
    digits = re.sub(r"[ '’\u00a0\u202f]", "", raw)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(digits)
    whole, fraction = digits[:last], digits[last + 1 :]
    if len(fraction) == 3 and not whole.startswith("0"):
        whole, fraction = whole + fraction, "0"
    return float(f"{re.sub(r'[.,]', '', whole) or '0'}.{fraction or '0'}")


def _scale(read: Reading, at: int) -> tuple[int, int]:
    """«2k», «5 тыс.», «5万»: how many times the number is meant, and where that ends."""
    text = read.signed
    match = _SCALE.match(text, at)
    if match is None:
        return 1, at
    if match["scale"] in SCALES:
        return SCALES[match["scale"]], match.end()
    if read.far_eastern:
        for word, size in CJK_SCALES.items():
            if match["scale"].startswith(word):
                return size, match.start("scale") + len(word)
    return 1, at


def _currency_before(
    read: Reading, number: int, raw: str, *, scaled: int
) -> tuple[str | None, int]:
    text = read.signed
    at = number
    if at and text[at - 1] in " \t":
        at -= 1
    if not at:
        return None, number
    if text[at - 1] in _SIGNS:
        for letters in (3, 2, 1, 0):
            first = max(0, at - 1 - letters)
            known = CURRENCIES.get(text[first:at])
            if known and not (first and text[first - 1].isalnum()):
                return known, first
        return CURRENCIES[text[at - 1]], at - 1
    first = at
    while (
        first
        and at - first <= _LONGEST_NAME
        and (text[first - 1].isalpha() or text[first - 1] == ".")
    ):
        first -= 1
    word = text[first:at].lstrip(".")
    first = at - len(word)
    if word not in BEFORE or (first and (text[first - 1].isalnum() or text[first - 1] in "-_/")):
        return None, number
    end = number + len(raw)
    glued = at == number and not _may_be_glued(read.clean[first:at], raw)
    part = scaled == end and text[end : end + 1].isalpha()
    version = text[end : end + 1] in {".", "-"} and text[end + 1 : end + 2].isdigit()
    if glued or part or version:
        return None, number
    doubtful = word in DOUBTFUL_BEFORE
    if doubtful and (amount(raw) < _FEW or (raw.isdigit() and int(raw) in _YEARS)):
        return None, number
    return CURRENCIES[word], first


def _may_be_glued(code: str, raw: str) -> bool:
    """«USD500», «Rs500» and «R2,000» are sums; «cad1756» and «LTC2983» are parts and builds."""
    if code == "R":
        return not raw.isdigit()
    known = CURRENCIES[code.lower()]
    return (code.isupper() or code in {"Rs", "Rs.", "KSh"}) and known not in _COINS | {"CAD"}


_COINS = frozenset(["BTC", "ETH", "LTC", "XMR", "DOGE", "TRX", "BCH", "XRP", "SOL"])


def _currency_behind(read: Reading, at: int, number: int, raw: str) -> tuple[str | None, int]:
    text = read.signed
    if number and text[number - 1].isascii() and text[number - 1].isalpha():
        return None, at  # «A4 eur»: the end of a word that has a number in it
    match = _BEHIND.match(text, at)
    if match is None:
        return None, at
    start, end = match.span("currency")
    said = match["currency"]
    if said[-1] in _SIGNS and text[end : end + 1].isalnum():
        return None, at  # «$330 $149», «5000 $CLAW»: of what follows
    if read.far_eastern:
        for length in range(min(_LONGEST_CJK, len(said)), 0, -1):
            if said[:length] in CJK_CURRENCIES:
                return CJK_CURRENCIES[said[:length]], start + length
    # «US-Dollar today»: as many words as name a currency together.
    while said not in CURRENCIES:
        cut = max(said.rfind(" "), said.rfind("-"))
        if cut < 0:
            break
        said = said[:cut]
    end = start + len(said)
    if said[0].isalpha() and text[end : end + 1].isdigit():
        return None, at
    known = CURRENCIES.get(said)
    if known is None:
        # Finnish and French write «500e»: round sums only, for so are hexadecimal numbers.
        if said == "e" and start == at and raw.isdigit() and int(raw) >= _FEW and raw[-1] == "0":
            return "EUR", end
        return None, at
    if said in NEVER_BEHIND or (said == "р" and start > at):
        return None, at
    if said in IN_CAPITALS and read.clean[start:end] != IN_CAPITALS[said]:
        return None, at
    if known == "GBP" and said in {"pound", "pounds"}:
        weight = _WEIGHED.search(text, max(0, number - 30), number) or _WEIGHS.match(text, end)
        if weight:
            return None, at
    return known, end

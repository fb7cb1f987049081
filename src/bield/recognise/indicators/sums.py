"""Sums of money with their currency, and deadlines."""

from __future__ import annotations

import re

from bield.recognise.fold import Folded
from bield.recognise.indicators.found import Found
from bield.records import IndicatorKind

_CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "u.s.d": "USD", "dollar": "USD", "dollars": "USD",
    "bucks": "USD", "us dollars": "USD", "u.s. dollars": "USD", "united states dollars": "USD",
    "american dollars": "USD", "dolares": "USD", "dolar": "USD", "dollari": "USD",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "quid": "GBP",
    "pounds sterling": "GBP", "british pounds": "GBP", "€": "EUR", "eur": "EUR", "euro": "EUR",
    "euros": "EUR", "a$": "AUD", "aud": "AUD", "au$": "AUD", "c$": "CAD", "cad": "CAD",
    "ca$": "CAD", "nz$": "NZD", "nzd": "NZD", "₦": "NGN", "ngn": "NGN", "naira": "NGN",
    "₹": "INR", "inr": "INR", "rs": "INR", "rs.": "INR", "rupees": "INR", "¥": "JPY",
    "jpy": "JPY", "yen": "JPY", "₱": "PHP", "php": "PHP", "pesos": "PHP", "chf": "CHF",
    "r$": "BRL", "brl": "BRL", "reais": "BRL", "₽": "RUB", "rub": "RUB", "rubles": "RUB",
    "zl": "PLN", "pln": "PLN", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "kr": "SEK",
    "francs": "XOF", "fcfa": "XOF", "cfa": "XOF",
    "btc": "BTC", "bitcoin": "BTC", "bitcoins": "BTC", "₿": "BTC", "eth": "ETH", "ether": "ETH",
    "ethereum": "ETH", "ltc": "LTC", "litecoin": "LTC", "xmr": "XMR", "monero": "XMR",
    "usdt": "USDT", "tether": "USDT", "doge": "DOGE", "dogecoin": "DOGE", "trx": "TRX",
}  # fmt: skip
_WORDS = "|".join(
    re.escape(w)
    for w in sorted(_CURRENCIES, key=len, reverse=True)
    if w[0].isalpha() and not w.endswith("$")
)
_SIGNS = "|".join(
    re.escape(w)
    for w in sorted(_CURRENCIES, key=len, reverse=True)
    if not w[0].isalpha() or w.endswith("$")
)
_NUMBER = r"\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,8})?"
_AMOUNT = re.compile(
    r"(?<![\w.,/-])(?:"
    rf"(?P<sign>{_SIGNS})\s?(?P<n1>{_NUMBER})(?:\s?(?P<k1>k|million|thousand|grand)\b)?"
    rf"(?:\s?(?P<also>{_WORDS}|{_SIGNS})(?!\w))?"
    rf"|(?P<code>{_WORDS})[ \t]?(?P<n2>{_NUMBER})"
    r"(?:\s?(?P<k2>k|million|thousand|grand)\b)?(?![\w])"
    rf"|(?P<n3>{_NUMBER})\s?(?:(?P<k3>k|million|thousand|grand|hundred)\s?)?[ \t]?"
    rf"(?P<word>{_WORDS}|{_SIGNS})(?!\w))"
)
_SCALE = {"k": 1_000, "grand": 1_000, "thousand": 1_000, "million": 1_000_000, "hundred": 100}

_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "twenty": 20, "twenty four": 24, "twenty-four": 24,
    "thirty": 30, "thirty six": 36, "thirty-six": 36, "forty": 40, "forty eight": 48,
    "forty-eight": 48, "fifty": 50, "seventy two": 72, "seventy-two": 72, "a": 1, "an": 1,
    "a couple of": 2, "couple of": 2, "ein": 1, "zwei": 2, "drei": 3, "dos": 2, "tres": 3,
    "deux": 2, "trois": 3, "due": 2, "tre": 3, "dois": 2, "duas": 2, "twee": 2, "drie": 3,
}  # fmt: skip
_UNITS = {
    "minute": "minute", "minutes": "minute", "mins": "minute", "min": "minute", "minuten": "minute",
    "hour": "hour", "hours": "hour", "hrs": "hour", "hr": "hour", "h": "hour", "std": "hour",
    "stunde": "hour", "stunden": "hour", "heures": "hour", "heure": "hour", "horas": "hour",
    "hora": "hour", "ore": "hour", "uur": "hour", "uren": "hour", "godzin": "hour", "hodin": "hour",
    "day": "day", "days": "day", "tag": "day", "tage": "day", "tagen": "day", "jours": "day",
    "jour": "day", "dias": "day", "dia": "day", "giorni": "day", "giorno": "day", "dagen": "day",
    "dni": "day", "week": "week", "weeks": "week", "woche": "week", "wochen": "week",
    "semaine": "week", "semana": "week", "settimana": "week",
}  # fmt: skip
_DEADLINE = re.compile(
    rf"(?<![\w.,:/-])(?P<n>\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
    rf"(?:\s?\(\w{{1,12}}\))?[ \t\n-]?(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b"
)
_BEFORE = re.compile(
    r"\b(?:within|in|have|has|got|give|giving|gave|given|only|just|next|exactly|after|under|than|you|deadline|"
    r"limit|timer|expires?|ends?|before|get|another|last|left|wait|for|innerhalb|haben|hast|gebe|"
    r"nur|genau|binnen|frist|dans|avez|delai|tiene|tienes|dentro|plazo|tem|dou|hai|entro|ha|hebt|"
    r"heeft|krijgt|moins|sous|ti|do|mas|max|maximum|is|are|:)\W+(?:\w+\W+){0,2}$"
)
_AFTER = re.compile(
    r"^\W{0,3}(?:\([^)]{0,20}\)\W*)?(?:left|remaining|to\b|from\b|after|since|only|max|time|and\b|or\b|"
    r"otherwise|then|zeit|um\b|pour|para|per\b|om\b|starting|is\b|deadline|until|before|for\b|i\b)"
)
_NO_DEADLINE_BEFORE = re.compile(
    r"\b(?:every|each|past|last|few|previous|about|alle|jede|for (?:the )?(?:last|past)|over|"
    r"updated?|since|vor|hace|il y a|ha)\W+(?:\w+\W+)?$"
)
_NO_DEADLINE_AFTER = re.compile(
    r"^\W{0,2}(?:ago|old|earlier|later|before you|per\b|a (?:day|week)|trial|free|return|delivery|"
    r"warranty|notice|lang\b|straight)"
)
_DEMAND_NEAR = re.compile(
    r"pay|send|transfer|bitcoin|btc|timer|clock|countdown|deadline|chance|otherwise|or i|or else|"
    r"if not|i will|i'll|ill |zahl|uberweis|bezahl|frist|pag|paie|envi|betal|video|delete|left|"
    r"give you|you have|you got|u have|u got|share|leak|post"
)


def find_sums(folded: Folded) -> list[Found]:
    """Give sums with their currency («USD 1300») and deadlines («48 hours»)."""
    return _amounts(folded) + _deadlines(folded)


def _amounts(folded: Folded) -> list[Found]:
    found = []
    for match in _AMOUNT.finditer(folded.lower):
        sign = match["also"] or match["sign"] or match["code"] or match["word"]
        raw = match["n1"] or match["n2"] or match["n3"]
        scale = match["k1"] or match["k2"] or match["k3"]
        number = amount(raw)
        if scale:
            number *= _SCALE[scale]
        if not number:
            continue
        currency = _CURRENCIES[sign]
        if match["also"] and _CURRENCIES[match["also"]] == "BTC":
            currency = _CURRENCIES[match["sign"]]  # «$900 bitcoin» is dollars, paid in bitcoin
        text = f"{number:.8f}".rstrip("0").rstrip(".")
        end = match.end()
        found.append(Found(IndicatorKind.AMOUNT, f"{currency} {text}", match.start(), end))
    return found


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


def _deadlines(folded: Folded) -> list[Found]:
    text = folded.lower
    found = []
    for match in _DEADLINE.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        after = text[match.end() : match.end() + 30]
        if _NO_DEADLINE_BEFORE.search(before) or _NO_DEADLINE_AFTER.search(after):
            continue
        if not (_BEFORE.search(before) or _AFTER.search(after)):
            continue
        if not _DEMAND_NEAR.search(text[max(0, match.start() - 120) : match.end() + 120]):
            continue
        count = int(match["n"]) if match["n"].isdigit() else _COUNTS[match["n"]]
        if not count:
            continue
        unit = _UNITS[match["unit"]]
        value = f"{count} {unit}{'s' if count != 1 else ''}"
        found.append(Found(IndicatorKind.DEADLINE, value, match.start(), match.end()))
    return found

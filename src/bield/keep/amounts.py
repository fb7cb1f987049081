"""How much money, as the person writes it: never a guess."""

from __future__ import annotations

import re
import unicodedata

from bield.keep.refusals import UnableToKeepError

_SIGNS = {
    "£": "GBP", "€": "EUR", "₹": "INR", "₦": "NGN", "₱": "PHP", "₩": "KRW", "₫": "VND",
    "₺": "TRY", "₴": "UAH", "₽": "RUB", "₪": "ILS", "฿": "THB", "₿": "BTC",
}  # fmt: skip
"""Signs that only one currency has today. Source: the names in Unicode 15.1; ISO 4217."""
_SHARED = {
    "$": "USD, CAD, AUD or another dollar",
    "¥": "JPY or CNY",
    "kr": "SEK, NOK or DKK",
}
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,5}")
_FIGURES = re.compile(r"\d+(?:[.,'’٬٫]\d+)*")
_BLANKS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_LONGEST = 30


class UnclearAmountError(UnableToKeepError):
    """An amount can be read in two ways, or in none. The error asks which was meant."""


def amount_of(raw: str, currency: str = "") -> tuple[str, str]:
    """Read a sum that a person typed.

    Args:
        raw: Such as «250», «1,300.50», «£250», «0.05 BTC».
        currency: Its code where it was given apart: ISO 4217, or the coin's.

    Returns:
        The figures, with a dot before the decimals and as many of these as were typed, and the
        code of the currency; this is empty where nobody said.

    Raises:
        UnclearAmountError: It can be read in two ways, in none, or in another currency than said.
    """
    code = currency_of(currency)
    text = "".join(str(unicodedata.digit(c, c)) for c in raw.strip())
    figures = re.search(r"\d(?:.*\d)?", text, re.DOTALL)
    if figures is None or len(text) > _LONGEST:
        raise UnclearAmountError(f"«{raw}» is no sum. Write it in figures: 250, or 250.50.")
    around = f"{text[: figures.start()]} {text[figures.end() :]}".strip()
    if around:
        code = _named(around, raw, code)
    return _in_figures(figures[0], raw), code


def currency_of(code: str) -> str:
    """Read the code of a currency.

    Raises:
        UnclearAmountError: It is a sign that several have, or no code.
    """
    plain = code.strip()
    if not plain:
        return ""
    if plain in _SIGNS:
        return _SIGNS[plain]
    if plain.lower() in _SHARED:
        raise UnclearAmountError(
            f"«{plain}» can be several currencies: {_SHARED[plain.lower()]}. Name it with "
            "--currency."
        )
    if not _CODE.fullmatch(plain.upper()):
        raise UnclearAmountError(
            f"«{plain}» is no code of a currency. Write it so: GBP, USD, EUR, BTC."
        )
    return plain.upper()


def _named(around: str, raw: str, code: str) -> str:
    """The currency that stands beside the figures, held to the one given apart."""
    if around.lower() in _SHARED and code:
        return code
    if not (around in _SIGNS or around.lower() in _SHARED or _CODE.fullmatch(around.upper())):
        raise UnclearAmountError(f"«{raw}» is no sum. Write it in figures: 250, or 250.50.")
    beside = currency_of(around)
    if code and beside != code:
        raise UnclearAmountError(f"Is it {beside}, as in «{raw}», or {code}? Say one of them.")
    return beside


def _in_figures(figures: str, raw: str) -> str:
    plain = _BLANKS.sub("", figures)
    if not _FIGURES.fullmatch(plain):
        raise UnclearAmountError(f"«{raw}» is no sum. Write it in figures: 250, or 250.50.")
    marks = re.findall(r"\D", plain)
    if not marks:
        return plain
    groups = re.split(r"\D", plain)
    decimals = groups[-1]
    if marks[-1] in "'’٬":
        return _grouped(groups, marks, raw)
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1 and len(set(marks[:-1])) == 1:
        return f"{_grouped(groups[:-1], marks[:-1], raw)}.{decimals}"
    if len(set(marks)) > 1:
        raise UnclearAmountError(f"«{raw}» is no sum. Write it in figures: 250, or 250.50.")
    if len(marks) > 1:
        return _grouped(groups, marks, raw)
    if marks[0] == "٫" or len(decimals) != 3 or len(groups[0]) > 3 or groups[0].startswith("0"):
        return f"{groups[0]}.{decimals}"
    raise UnclearAmountError(
        f"«{raw}» can be two sums. Was it {groups[0]}{decimals} (whole), or {groups[0]} and "
        f"{decimals} thousandths? Write {groups[0]}{decimals}, or {groups[0]}.{decimals}0."
    )


def _grouped(groups: list[str], marks: list[str], raw: str) -> str:
    """Figures in groups: of three, or, as in India, of two and three at the end."""
    inner = groups[1:]
    western = all(len(group) == 3 for group in inner)
    indian = set(marks) == {","} and len(inner[-1]) == 3 and all(len(g) == 2 for g in inner[:-1])
    if len(groups[0]) > 3 or not (western or indian or not inner) or len(set(marks)) > 1:
        raise UnclearAmountError(f"«{raw}» is no sum. Write it in figures: 250, or 250.50.")
    return "".join(groups)

"""Whether the check figures of one account or wallet, as somebody typed it, are right."""

from __future__ import annotations

import re
from enum import StrEnum

from stdnum import iban

from bield.recognise.indicators.coins import kind_of_wallet, looks_like_wallet
from bield.records import DetailKind, IndicatorKind

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_SCHEME = re.compile(r"(?:bitcoin|bitcoincash|ethereum|litecoin|monero):(?://)?", re.IGNORECASE)
_ONE_CASE_HEXADECIMAL = re.compile(r"0x(?:[0-9a-f]{40}|[0-9A-F]{40})")


class Check(StrEnum):
    """What check figures say of a value."""

    RIGHT = "right"
    WRONG = "wrong"
    """It has the form of one with check figures, and they are not its own: something is misread
    or mistyped."""
    NONE = "none"
    """It has none, or none that is known here."""


def checked(kind: DetailKind, value: str) -> tuple[Check, IndicatorKind | None]:
    """Hold a value to the check figures of its kind.

    Args:
        kind: What the person says that it is.
        value: As they typed it.

    Returns:
        What the check figures say, and of what they are; no kind where there are none.
    """
    plain = _SCHEME.sub("", "".join(value.split()))
    if kind is DetailKind.WALLET:
        return _wallet(plain)
    bare = plain.replace("-", "").upper()
    if kind is DetailKind.BANK_ACCOUNT and _IBAN.fullmatch(bare):
        right = iban.is_valid(bare)
        return (Check.RIGHT if right else Check.WRONG), IndicatorKind.IBAN
    return Check.NONE, None


def _wallet(plain: str) -> tuple[Check, IndicatorKind | None]:
    if _ONE_CASE_HEXADECIMAL.fullmatch(plain):
        return Check.NONE, IndicatorKind.ETHEREUM  # in one case it has no check figures
    if (kind := kind_of_wallet(plain)) is not None:
        return Check.RIGHT, kind
    likely = looks_like_wallet(plain)
    return (Check.WRONG if likely else Check.NONE), likely

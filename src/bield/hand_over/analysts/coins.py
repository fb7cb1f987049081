"""Of which coin an address is, by its form and its check figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_BY_FORM = (
    ("BTC", re.compile(rf"bc1[a-z0-9]{{8,87}}|BC1[A-Z0-9]{{8,87}}|[13]{_BASE58}{{24,34}}")),
    ("LTC", re.compile(rf"ltc1[a-z0-9]{{8,87}}|[LM]{_BASE58}{{25,33}}")),
    ("ETH", re.compile(r"0x[0-9a-fA-F]{40}")),
    ("XMR", re.compile(rf"[48]{_BASE58}{{94}}(?:{_BASE58}{{11}})?")),
    ("TRX", re.compile(rf"T{_BASE58}{{33}}")),
    ("DOGE", re.compile(rf"D{_BASE58}{{33}}")),
    ("BCH", re.compile(r"bitcoincash:[qp][02-9ac-hj-np-z]{41}")),
)
"""Coin → the form of its addresses. An Ethereum address is one of every chain that is like it.
Source: each coin's own documents; the same forms as `recognise/indicators/coins.py`."""
_BASE58_CHECKED = frozenset({"BTC", "LTC", "TRX", "DOGE"})
_SCHEME = re.compile(
    r"(?:bitcoin|litecoin|ethereum|monero|tron|dogecoin):(?://)?([^?]+).*", re.I | re.S
)
_ANY = re.compile(r"[A-Za-z0-9][A-Za-z0-9:_.\-]{18,126}[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Address:
    """An address of a wallet."""

    value: str
    coin: str
    """Its short name; empty where the form does not tell."""
    right: bool
    """Whether its check figures are right; also where it has none that are known here."""


def address_of(said: str) -> Address | None:
    """Read the address of a wallet; `None` where it cannot be one."""
    scheme = _SCHEME.fullmatch(said)
    value = scheme[1] if scheme else said
    for coin, form in _BY_FORM:
        if form.fullmatch(value):
            return Address(value, coin, _is_right(coin, value))
    return Address(value, "", right=True) if _ANY.fullmatch(value) else None


def _is_right(coin: str, value: str) -> bool:
    from embit import base58, bech32  # here: 20 ms that a record without a wallet need not pay

    prefix = value.lower().partition("1")[0]
    try:
        if prefix in {"bc", "ltc"}:
            return bech32.decode(prefix, value)[0] is not None
        if coin in _BASE58_CHECKED:
            base58.decode_check(value)
    except (ValueError, KeyError, AssertionError, IndexError, TypeError):
        return False
    return True

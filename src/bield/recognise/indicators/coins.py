"""Addresses of cryptocurrencies, told by their form and proven by their checksum.

Bitcoin and Litecoin (base58check; bech32 and bech32m: BIP 173, BIP 350, so Taproot too) and
Dogecoin and Tron through `embit`; Ethereum's mixed-case checksum (ERC-55) and Monero's with
Keccak-256 from PyCryptodome.
"""

from __future__ import annotations

import re

from bield.recognise.fold import Folded
from bield.recognise.indicators.found import Found
from bield.records import IndicatorKind

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VERSIONS = {
    0x00: IndicatorKind.BITCOIN,
    0x05: IndicatorKind.BITCOIN,
    0x30: IndicatorKind.LITECOIN,
    0x32: IndicatorKind.LITECOIN,
    0x1E: IndicatorKind.DOGECOIN,
    0x16: IndicatorKind.DOGECOIN,
    0x41: IndicatorKind.TRON,
}
"""First byte of a base58check address → coin. Source: each coin's chain parameters
(chainparams.cpp of Bitcoin Core, Litecoin Core, Dogecoin Core; Tron's protocol document)."""
_FIRST_LETTERS = {
    "1": IndicatorKind.BITCOIN,
    "3": IndicatorKind.BITCOIN,
    "L": IndicatorKind.LITECOIN,
    "M": IndicatorKind.LITECOIN,
    "D": IndicatorKind.DOGECOIN,
    "A": IndicatorKind.DOGECOIN,
    "9": IndicatorKind.DOGECOIN,
    "T": IndicatorKind.TRON,
}
_BASE58_ADDRESS = re.compile(rf"(?<![A-Za-z0-9])[13LMDA9T][{_BASE58}]{{24,34}}(?![A-Za-z0-9])")
_SEGWIT = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:bc|ltc)1[a-z0-9]{8,87}|(?:BC|LTC)1[A-Z0-9]{8,87})(?![A-Za-z0-9])"
)
_ETHEREUM = re.compile(r"(?<![A-Za-z0-9])0x[0-9a-fA-F]{40}(?![A-Za-z0-9])")
_MONERO = re.compile(rf"(?<![A-Za-z0-9])[48][{_BASE58}]{{94}}(?:[{_BASE58}]{{11}})?(?![A-Za-z0-9])")
_COIN_WORD = re.compile(
    r"b\W?i\W?t\W?c\W?o\W?i\W?n|\bbtc\b|litecoin|\bltc\b|dogecoin|\bdoge\b|\busdt\b|\btron\b|\btrc"
    r"|tether|crypto|krypto|cripto|wallet|walet|portefeuille|portfolio|cartera|carteira|monedero"
    r"|portafoglio|geldbeutel|geldborse|brieftasche|address|adresse|direccion|endereco|indirizzo"
    r"|adres"
)
_PIECES = re.compile(
    rf"(?<![A-Za-z0-9])((?:[13][{_BASE58}]{{3,33}}|[bB][cC]1[A-Za-z0-9]{{1,60}}))"
    rf"((?:[ \t]*[*\-_.|~]*[ \t]*\r?\n?[ \t>]*[*\-_.|~]*[ \t]*[A-Za-z0-9]{{2,60}}){{1,7}})"
)
_CONTEXT_CHARACTERS = 160


def find_coins(folded: Folded) -> list[Found]:
    """Give the coin addresses of a text, whole or cut into pieces.

    An address whose checksum fails is given as not valid where a word for coins or wallets
    stands near, for a person may have mistyped it; elsewhere it is no address at all.
    """
    text = folded.clean
    found: list[Found] = []
    for match in _BASE58_ADDRESS.finditer(text):
        found += _judged(folded, match, base58_kind(match[0]), _FIRST_LETTERS[match[0][0]])
    for match in _SEGWIT.finditer(text):
        coin = IndicatorKind.LITECOIN if match[0][0] in "lL" else IndicatorKind.BITCOIN
        found += _judged(folded, match, coin if segwit_is_valid(match[0]) else None, coin)
    for match in _ETHEREUM.finditer(text):
        kind = IndicatorKind.ETHEREUM
        found += _judged(folded, match, kind if ethereum_is_valid(match[0]) else None, kind)
    for match in _MONERO.finditer(text):
        kind = IndicatorKind.MONERO
        found += _judged(folded, match, kind if monero_is_valid(match[0]) else None, kind)
    whole = [(f.start, f.end) for f in found if f.valid]
    if not whole and _COIN_WORD.search(folded.lower):
        found = _pieces(folded) + found
    return found


def _judged(
    folded: Folded, match: re.Match[str], kind: IndicatorKind | None, likely: IndicatorKind
) -> list[Found]:
    start, end = match.span()
    if kind is not None:
        return [Found(kind, match[0], start, end)]
    near = folded.lower[max(0, start - _CONTEXT_CHARACTERS) : end + _CONTEXT_CHARACTERS]
    mixed = sum(c.isdigit() for c in match[0]) >= 2
    if mixed and _COIN_WORD.search(near):
        return [Found(likely, match[0], start, end, valid=False)]
    return []


def _pieces(folded: Folded) -> list[Found]:
    """Addresses cut in pieces by line ends, spaces, stars: only where the checksum agrees."""
    found = []
    for match in _PIECES.finditer(folded.clean):
        joined = match[1]
        for piece in re.finditer(r"[A-Za-z0-9]{2,60}", match[2]):
            joined += piece[0]
            if len(joined) > 90:
                break
            kind = (
                (IndicatorKind.BITCOIN if segwit_is_valid(joined) else None)
                if joined[:3].lower() == "bc1"
                else base58_kind(joined)
            )
            if kind is not None:
                end = match.start(2) + piece.end()
                found.append(Found(kind, joined, match.start(), end))
                break
    return found


def base58_kind(address: str) -> IndicatorKind | None:
    """Tell whose base58check address this is; `None` when its checksum fails."""
    from embit import base58  # here: 20 ms that a text without an address need not pay

    try:
        payload = base58.decode_check(address)
    except (ValueError, KeyError, AssertionError, IndexError):
        return None
    return _VERSIONS.get(payload[0]) if len(payload) == 21 else None


def segwit_is_valid(address: str) -> bool:
    """Tell whether a bech32 or bech32m address of Bitcoin or Litecoin checks out."""
    from embit import bech32

    prefix = address[: address.lower().index("1")].lower()
    try:
        version, program = bech32.decode(prefix, address)
    except (ValueError, IndexError, AssertionError, TypeError):
        return False
    return version is not None and program is not None


def ethereum_is_valid(address: str) -> bool:
    """Tell whether an Ethereum address checks out: in one case it has no checksum, in mixed
    case each letter's case is given by the hash of the address (ERC-55)."""
    digits = address[2:]
    if digits in {digits.lower(), digits.upper()}:
        return True
    digest = _keccak(digits.lower().encode()).hex()
    return all(
        c.isdigit() or c.isupper() == (int(h, 16) >= 8)
        for c, h in zip(digits, digest, strict=False)
    )


_MONERO_BLOCK_BYTES = {0: 0, 2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}


def monero_is_valid(address: str) -> bool:
    """Tell whether a Monero address checks out: base58 in blocks of 11 characters for 8 bytes,
    the last four bytes a Keccak-256 checksum. Source: Monero's base58.cpp."""
    raw = b""
    for at in range(0, len(address), 11):
        block = address[at : at + 11]
        number = 0
        for character in block:
            number = number * 58 + _BASE58.index(character)
        size = _MONERO_BLOCK_BYTES.get(len(block))
        if size is None or number >= 256**size:
            return False
        raw += number.to_bytes(size, "big")
    return _keccak(raw[:-4])[:4] == raw[-4:]


def _keccak(data: bytes) -> bytes:
    from Crypto.Hash import keccak

    return keccak.new(digest_bits=256, data=data).digest()

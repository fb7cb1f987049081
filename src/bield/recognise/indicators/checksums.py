"""Proof that a string of letters is a wallet's address: each coin's own checksum.

base58check (Bitcoin and its kin, Tron; Ripple with an alphabet of its own) and bech32
(BIP 173, BIP 350) through `embit`; Ethereum's mixed case (ERC-55) and Monero with Keccak-256
from PyCryptodome; CashAddr here.
"""

from __future__ import annotations

from bield.records import IndicatorKind

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_TO_RIPPLE = str.maketrans(_RIPPLE, BASE58)
_VERSIONS = {
    b"\x00": IndicatorKind.BITCOIN,
    b"\x05": IndicatorKind.BITCOIN,
    b"\x30": IndicatorKind.LITECOIN,
    b"\x32": IndicatorKind.LITECOIN,
    b"\x1e": IndicatorKind.DOGECOIN,
    b"\x16": IndicatorKind.DOGECOIN,
    b"\x41": IndicatorKind.TRON,
    b"\x4c": IndicatorKind.DASH,
    b"\x10": IndicatorKind.DASH,
    b"\x1c\xb8": IndicatorKind.ZCASH,
    b"\x1c\xbd": IndicatorKind.ZCASH,
}
"""What stands before the 20 bytes of a base58check address → coin. Source: each coin's chain
parameters (chainparams.cpp of Bitcoin, Litecoin, Dogecoin, Dash and Zcash); Tron's protocol
document."""
_HASH_BYTES = 20
_CASHADDR = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CASH_PREFIX = "bitcoincash"
_CASH_GENERATORS = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
"""Source: the CashAddr specification, § Checksum."""
_CASH_LETTERS = 42
_MONERO_BLOCK_BYTES = {0: 0, 2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}
_MONERO_LENGTHS = {95, 106}
_SOLANA_BYTES = 32


def base58_kind(address: str) -> IndicatorKind | None:
    """Tell whose base58check address this is; `None` when its checksum fails."""
    payload = _payload(address)
    return _VERSIONS.get(payload[:-_HASH_BYTES]) if payload is not None else None


def ripple_is_valid(address: str) -> bool:
    """Tell whether a Ripple address checks out: base58check in Ripple's own alphabet."""
    if not set(address) <= set(_RIPPLE):
        return False
    payload = _payload(address.translate(_TO_RIPPLE))
    return payload is not None and len(payload) == _HASH_BYTES + 1 and payload[0] == 0


def _payload(address: str) -> bytes | None:
    from embit import base58  # here: 20 ms that a text without an address need not pay

    try:
        payload: bytes = base58.decode_check(address)
    except (ValueError, KeyError, AssertionError, IndexError):
        return None
    return payload


def segwit_is_valid(address: str) -> bool:
    """Tell whether a bech32 or bech32m address of Bitcoin or Litecoin checks out."""
    from embit import bech32

    prefix = address[: address.lower().index("1")].lower()
    try:
        version, program = bech32.decode(prefix, address)
    except (ValueError, IndexError, AssertionError, TypeError):
        return False
    return version is not None and program is not None


def cash_is_valid(address: str) -> bool:
    """Tell whether a Bitcoin Cash address checks out, with `bitcoincash:` or without."""
    letters = address.lower().removeprefix(f"{_CASH_PREFIX}:")
    if len(letters) != _CASH_LETTERS or not set(letters) <= set(_CASHADDR):
        return False
    check = 1
    values = [ord(c) & 31 for c in _CASH_PREFIX] + [0] + [_CASHADDR.index(c) for c in letters]
    for value in values:
        top = check >> 35
        check = ((check & 0x07FFFFFFFF) << 5) ^ value
        for bit, generator in enumerate(_CASH_GENERATORS):
            if top >> bit & 1:
                check ^= generator
    return check == 1


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


def monero_is_valid(address: str) -> bool:
    """Tell whether a Monero address checks out: base58 in blocks of 11 characters for 8 bytes,
    the last four bytes a Keccak-256 checksum. Source: Monero's base58.cpp."""
    if len(address) not in _MONERO_LENGTHS or not set(address) <= set(BASE58):
        return False
    raw = b""
    for at in range(0, len(address), 11):
        block = address[at : at + 11]
        number = 0
        for character in block:
            number = number * 58 + BASE58.index(character)
        size = _MONERO_BLOCK_BYTES[len(block)]
        if number >= 256**size:
            return False
        raw += number.to_bytes(size, "big")
    return _keccak(raw[:-4])[:4] == raw[-4:]


def may_be_solana(address: str) -> bool:
    """Tell whether a string is a key of Solana by its length, which is all that tells."""
    number = 0
    for character in address:
        place = BASE58.find(character)
        if place < 0:
            return False
        number = number * 58 + place
    zeros = len(address) - len(address.lstrip("1"))
    return zeros + (number.bit_length() + 7) // 8 == _SOLANA_BYTES


def _keccak(data: bytes) -> bytes:
    from Crypto.Hash import keccak

    return keccak.new(digest_bits=256, data=data).digest()

"""Fresh wallet addresses, right by their checksums, and what senders do to them.

Written from each coin's own papers and not from the finders, which are judged with them.
"""

from __future__ import annotations

import hashlib
import itertools
import random

from Crypto.Hash import keccak
from embit import bech32

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_CASHADDR = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VERSIONS = {
    "litecoin": (b"\x30", b"\x32"),
    "dogecoin": (b"\x1e", b"\x16"),
    "tron": (b"\x41",),
    "dash": (b"\x4c", b"\x10"),
    "zcash": (b"\x1c\xb8", b"\x1c\xbd"),
}
_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202c\u200e"
_ALIKE = {
    "a": "аａ", "c": "с", "e": "е", "p": "р", "x": "х", "y": "у", "A": "АΑ", "B": "ВΒ", "E": "ЕΕ",
    "H": "НΗ", "K": "КΚ", "M": "МΜ", "P": "РΡ", "T": "ТΤ", "X": "ХΧ", "N": "Ν", "Z": "Ζ", "Y": "Υ",
    "C": "С", "J": "Ј", "S": "Ѕ", "s": "ѕ", "j": "ј", "o": "о", "i": "і", "1": "１𝟏", "3": "３",
    "q": "ԛ", "d": "ԁ", "h": "һ", "w": "ԝ",
}  # fmt: skip


def draw(kind: str, chance: random.Random) -> str:
    """Give an address of a coin whose checksum holds."""
    match kind:
        case "bitcoin" | "litecoin" if chance.random() < 0.5:
            prefix = "bc" if kind == "bitcoin" else "ltc"
            version = chance.choice([0, 0, 0, 1])
            size = 32 if version else chance.choice([20, 20, 32])
            address: str = bech32.encode(prefix, version, chance.randbytes(size))
            return address.upper() if chance.random() < 0.1 else address
        case "bitcoin":
            return checked(chance.choice([b"\x00", b"\x05"]) + chance.randbytes(20))
        case "ethereum":
            return _ethereum(chance)
        case "monero":
            return _monero(chance)
        case "bitcoin_cash":
            address = _cash(chance.choice([0, 8]), chance.randbytes(20))
            return address if chance.random() < 0.5 else address.split(":")[1]
        case "ripple":
            plain = checked(b"\x00" + chance.randbytes(20))
            return plain.translate(str.maketrans(BASE58, _RIPPLE))
        case "solana":
            while len(address := base58(chance.randbytes(32))) not in {43, 44}:
                pass
            return address
        case _:
            return checked(chance.choice(_VERSIONS[kind]) + chance.randbytes(20))


def base58(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    letters = ""
    while number:
        number, digit = divmod(number, 58)
        letters = BASE58[digit] + letters
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + letters


def checked(payload: bytes) -> str:
    """Base58check: the first four bytes of SHA-256 taken twice stand at the end."""
    digest = hashlib.sha256(hashlib.sha256(payload).digest()).digest()
    return base58(payload + digest[:4])


def _keccak(data: bytes) -> bytes:
    return keccak.new(digest_bits=256, data=data).digest()


def _ethereum(chance: random.Random) -> str:
    """ERC-55; some wallets still write it all in lower case, without a checksum."""
    digits = chance.randbytes(20).hex()
    if chance.random() < 0.2:
        return f"0x{digits}"
    digest = _keccak(digits.encode()).hex()
    cased = (d.upper() if int(h, 16) >= 8 else d for d, h in zip(digits, digest, strict=False))
    return f"0x{''.join(cased)}"


def _monero(chance: random.Random) -> str:
    """Network byte (18 main, 42 subaddress, 19 with a payment id), keys, Keccak-256."""
    network = chance.choice([18, 18, 42, 19])
    data = bytes([network]) + chance.randbytes(72 if network == 19 else 64)
    data += _keccak(data)[:4]
    sizes = {8: 11, 5: 7}
    address = ""
    for at in range(0, len(data), 8):
        block = data[at : at + 8]
        number = int.from_bytes(block, "big")
        letters = ""
        for _ in range(sizes[len(block)]):
            number, digit = divmod(number, 58)
            letters = BASE58[digit] + letters
        address += letters
    return address


def _cash(version: int, digest: bytes) -> str:
    """CashAddr: five-bit groups and a BCH code of 40 bits over prefix and payload."""
    bits = int.from_bytes(bytes([version]) + digest, "big") << 2  # 168 bits to 170
    payload = [(bits >> shift) & 31 for shift in range(165, -1, -5)]
    check = 1
    for value in [*(ord(c) & 31 for c in "bitcoincash"), 0, *payload, *[0] * 8]:
        top = check >> 35
        check = ((check & 0x07FFFFFFFF) << 5) ^ value
        for bit, generator in enumerate(
            (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
        ):
            if top >> bit & 1:
                check ^= generator
    check ^= 1
    values = payload + [(check >> shift) & 31 for shift in range(35, -1, -5)]
    return "bitcoincash:" + "".join(_CASHADDR[v] for v in values)


def mangle(address: str, how: str, chance: random.Random) -> str:
    """Write an address as senders do, so that filters miss it and people do not."""
    cuts = sorted(chance.sample(range(4, len(address) - 4), 3))
    match how:
        case "":
            return address
        case "halves":
            return f"{address[: cuts[1]]}\n{address[cuts[1] :]}"
        case "stars":
            sign = chance.choice("***-_|")
            return sign.join(_cut(address, cuts))
        case "spaces":
            return " ".join(_cut(address, cuts))
        case "zero-width":
            return "".join(
                c + (chance.choice(_HIDDEN) if at in cuts else "") for at, c in enumerate(address)
            )
        case "lookalikes":
            places = [at for at, c in enumerate(address) if c in _ALIKE]
            chosen = set(chance.sample(places, min(len(places), chance.randint(1, 4))))
            return "".join(
                chance.choice(_ALIKE[c]) if at in chosen else c for at, c in enumerate(address)
            )
        case _:
            raise ValueError(f"no such way to mangle: {how}")


def _cut(address: str, cuts: list[int]) -> list[str]:
    ends = [0, *cuts, len(address)]
    return [address[a:b] for a, b in itertools.pairwise(ends)]

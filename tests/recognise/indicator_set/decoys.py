"""What only looks like a detail: addresses with a wrong letter, hashes, numbers of parcels."""

from __future__ import annotations

import random
import string
import uuid

from stdnum import iban

from indicator_set import addresses, details

_COINS = frozenset(
    [
        "bitcoin", "ethereum", "litecoin", "dogecoin", "tron", "monero", "bitcoin_cash", "dash",
        "zcash", "ripple",
    ]
)  # fmt: skip
_MONTHS = ("January", "März", "avril", "Sept", "October", "November")


def draw(kind: str, chance: random.Random) -> str:
    """Give something that looks like a detail of a kind and is none."""
    if kind in _COINS:
        return _mistyped(addresses.draw(kind, chance), chance)
    match kind:
        case "txid":
            return chance.randbytes(32).hex()
        case "sha":
            return chance.randbytes(20).hex()[: chance.choice([40, 40, 12, 8])]
        case "uuid":
            return str(uuid.UUID(bytes=chance.randbytes(16)))
        case "base58":
            size = chance.randint(26, 35)
            name = "".join(chance.choice(addresses.BASE58) for _ in range(size))
            return chance.choice("13LDT") + name[1:]
        case "tracking":
            return chance.choice(
                [
                    f"1Z{_letters(chance, 6)}{_digits(chance, 10)}",
                    f"JJD00{_digits(chance, 16)}",
                    f"RR{_digits(chance, 9)}DE",
                    f"9400 {_digits(chance, 4)} {_digits(chance, 4)} {_digits(chance, 4)} "
                    f"{_digits(chance, 4)} {_digits(chance, 2)}",
                    _digits(chance, 12),
                ]
            )
        case "order":
            return chance.choice(
                [
                    f"#{_digits(chance, 3)}-{_digits(chance, 7)}-{_digits(chance, 7)}",
                    f"SO-2024-{_digits(chance, 5)}",
                    _digits(chance, 10),
                    f"{_digits(chance, 4)}-{_digits(chance, 4)}",
                ]
            )
        case "iban":
            right, _ = details.draw("iban", "DE", None, chance=chance, language="de", before="")
            compact = right.replace(" ", "")
            check = (int(compact[2:4]) + chance.randint(1, 90)) % 97 + 2
            wrong = f"{compact[:2]}{check:02}{compact[4:]}"
            return wrong if not iban.is_valid(wrong) else draw(kind, chance)
        case "date":
            day, month, year = (
                chance.randint(1, 28),
                chance.randint(1, 12),
                chance.randint(2015, 2026),
            )
            return _date(day, month, year)
        case "msgid":
            stamp = _digits(chance, 14)
            return f"{stamp}.{_letters(chance, 5)}@mail{chance.randint(1, 9)}.example.com"
        case _:
            raise ValueError(f"no such decoy: {kind}")


def _date(day: int, month: int, year: int) -> str:
    shapes = (
        f"{year}-{month:02}-{day:02} 10:30:12",
        f"{day:02}.{month:02}.{year}",
        f"{month}/{day}/{year}",
        f"{day} {_MONTHS[month % 6]} {year}",
    )
    return shapes[day % 4]


def _mistyped(address: str, chance: random.Random) -> str:
    """One letter, not of the first five, is another; for mixed-case hex its case."""
    if address.startswith("0x"):
        if address == address.lower():
            return address[:-1]
        places = [at for at, c in enumerate(address) if c.isalpha() and at > 1]
        at = chance.choice(places)
        return address[:at] + address[at].swapcase() + address[at + 1 :]
    at = chance.randint(14, len(address) - 1)
    same = [c for c in set(address[14:]) if c != address[at] and c.isalnum()]
    return address[:at] + chance.choice(sorted(same)) + address[at + 1 :]


def _digits(chance: random.Random, count: int) -> str:
    return str(chance.randint(1, 9)) + "".join(
        chance.choice(string.digits) for _ in range(count - 1)
    )


def _letters(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(string.ascii_uppercase) for _ in range(count))

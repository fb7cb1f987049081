"""`wallets.txt` and `wallets.json`: the wallets, as a report to Chainabuse asks for them.

What it asks: the kind of scam, words, and for each wallet its address and chain; beside them how
the scammer is reached. Source: TRM Labs, Chainabuse API, «Contribute Reports»,
https://docs.trmlabs.com/api/chainabuse/reports/contribute-reports, seen as a stored copy on
2026-12-01.

Anybody can read such a report. So the hash of a transaction and what was sent are not in it: on
the chain they lead to the wallet of whoever paid.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from bield.hand_over.analysts.handling import Handling, Tlp
from bield.hand_over.analysts.things import Form, Known, Thing
from bield.hand_over.analysts.told import TOLD

CATEGORY = "SEXTORTION"
_CHAINS = {"BTC": "BTC", "ETH": "ETH", "TRX": "TRON", "LTC": "LITECOIN"}
"""Coin → what Chainabuse calls its chain, of those whose addresses are known here."""
_CONTACTS = (
    "DISCORD",
    "TELEGRAM",
    "TWITTER",
    "INSTAGRAM",
    "GITHUB",
    "FACEBOOK",
    "WHATSAPP",
    "TIKTOK",
    "YOUTUBE",
)
_BY_FORM = {Form.EMAIL: "EMAIL", Form.PHONE: "PHONE"}
_DESCRIPTION = (
    "Sextortion: somebody was threatened that intimate pictures or films of them, real or "
    "claimed, would be sent to others, and money was demanded."
)


def wallet_report(found: Known, handling: Handling) -> bytes | None:
    """Give the report as the interface of Chainabuse takes it; `None` where no wallet can go in.

    Args:
        found: What is known of the offender.
        handling: How far it may go.
    """
    addresses = [
        {"address": thing.value, "chain": _CHAINS[thing.coin]}
        for thing in _wallets(found)
        if thing.coin in _CHAINS
    ]
    if not addresses:
        return None
    contacts = list(_contacts(found))
    report = {
        "scamCategory": CATEGORY,
        "description": f"{_DESCRIPTION} Reported with {handling.made_by}.",
        "addresses": addresses,
        **({"accusedScammers": [{"info": contacts}]} if contacts else {}),
    }
    return json.dumps([report], ensure_ascii=False, indent=1).encode() + b"\n"


def wallet_words(found: Known, handling: Handling) -> bytes | None:
    """Give the same in words, to be pasted into a form; `None` where no wallet is known.

    Args:
        found: What is known of the offender.
        handling: How far it may go, and until when.
    """
    wallets = _wallets(found)
    if not wallets:
        return None
    return ("\n".join(_lines(found, wallets, handling)) + "\n").encode()


def _lines(found: Known, wallets: list[Thing], handling: Handling) -> Iterator[str]:
    yield "REPORT OF WALLETS, in the order in which a report to Chainabuse asks"
    yield ""
    yield f"Marked {handling.tlp.label}. Made {handling.made_at:%Y-%m-%d} by {handling.made_by}."
    yield f"To be used until {handling.expires_at:%Y-%m-%d}."
    if handling.tlp is not Tlp.CLEAR:
        yield "Anybody can read a public report, which is more than this marking allows: before you"
        yield "send it there, ask whoever marked it."
    yield ""
    yield "Kind of scam: Sextortion"
    yield f"What happened: {_DESCRIPTION}"
    yield ""
    for number, thing in enumerate(wallets, start=1):
        yield f"Wallet {number}"
        yield f"  Address: {thing.value}"
        yield f"  Chain: {_CHAINS.get(thing.coin) or thing.coin or 'not known'}"
        yield f"  Told: {TOLD[thing.words]} (confidence {thing.confidence} of 100)"
        if thing.coin not in _CHAINS:
            yield "  Chainabuse has no such chain in its list, or its form tells of none."
    contacts = [f"  {one['type']}: {one['contact']}" for one in _contacts(found)]
    if contacts:
        yield ""
        yield "How the scammer is reached"
        yield from contacts
    yield ""
    yield "Left out: who was threatened, what they sent, and the hashes of transactions, which lead"
    yield "to the wallet of whoever paid."


def _wallets(found: Known) -> list[Thing]:
    by_value = {thing.key: thing for thing in found.things if thing.form is Form.WALLET}
    return list(by_value.values())


def _contacts(found: Known) -> Iterator[dict[str, str]]:
    for thing in found.things:
        if thing.form in _BY_FORM:
            yield {"type": _BY_FORM[thing.form], "contact": thing.value}
        elif thing.form is Form.ACCOUNT:
            where = re.sub("[^A-Z]", "", thing.where.upper())
            kind = where if where in _CONTACTS else "OTHER"
            told = f"{thing.value} ({thing.where})" if kind == "OTHER" and thing.where else None
            yield {"type": kind, "contact": told or thing.value}
        elif thing.form is Form.URL and not thing.shared:
            yield {"type": "OTHER", "contact": thing.value}

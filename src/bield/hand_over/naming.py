"""What the things of a record are called in a statement: exhibits, ways of paying, ages, places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from bield.records import Age, Case, Country, Demand, DetailKind, Exhibit, Paid, Transfer, Words

NOT_KNOWN = "not known"

WAYS: Mapping[Paid, str] = MappingProxyType(
    {
        Paid.BANK_TRANSFER: "bank transfer",
        Paid.CARD: "card",
        Paid.PAYPAL: "PayPal",
        Paid.WESTERN_UNION: "Western Union",
        Paid.MONEYGRAM: "MoneyGram",
        Paid.GIFT_CARD: "gift card",
        Paid.CRYPTO: "cryptocurrency",
    }
)
AGES: Mapping[Age, str] = MappingProxyType(
    {
        Age.UNDER_13: "under 13",
        Age.FROM_13_TO_17: "13 to 17",
        Age.ADULT: "18 or over",
        Age.UNKNOWN: NOT_KNOWN,
    }
)
COUNTRIES: Mapping[Country, str] = MappingProxyType(
    {
        Country.SCOTLAND: "Scotland",
        Country.ENGLAND: "England",
        Country.WALES: "Wales",
        Country.NORTHERN_IRELAND: "Northern Ireland",
        Country.IRELAND: "Ireland",
        Country.UNITED_STATES: "United States",
        Country.CANADA: "Canada",
        Country.AUSTRALIA: "Australia",
        Country.NEW_ZEALAND: "New Zealand",
        Country.EUROPEAN_UNION: "a country of the European Union",
        Country.INDIA: "India",
        Country.ELSEWHERE: "another country",
        Country.UNKNOWN: NOT_KNOWN,
    }
)
KINDS: Mapping[DetailKind, str] = MappingProxyType(
    {
        DetailKind.ACCOUNT: "Account or user name",
        DetailKind.LINK: "Link",
        DetailKind.PHONE: "Telephone number",
        DetailKind.EMAIL: "E-mail address",
        DetailKind.WALLET: "Cryptocurrency wallet",
        DetailKind.BANK_ACCOUNT: "Bank account",
        DetailKind.PAYMENT: "Payment",
        DetailKind.REFERENCE: "Reference of a payment",
        DetailKind.OTHER: "Something else",
    }
)
TOLD_BY: Mapping[Words, str] = MappingProxyType(
    {
        Words.OWN: "The person said so.",
        Words.GIVEN: "It stands in what they were sent.",
        Words.READ: "A program found it in what they were sent.",
        Words.OCR: "A program read it off a picture. It may have errors.",
    }
)
_PLAIN = re.compile(r"[A-Za-z ]{1,60}")
_BIELD = "BLD"


def exhibit_mark(case: Case) -> str:
    """Give what stands before the number of each exhibit: the person's initials, or `BLD`."""
    initials = "".join(word[0] for word in case.person.name.split()).upper()
    return (
        initials
        if initials.isascii() and initials.isalpha() and 2 <= len(initials) <= 4
        else _BIELD
    )


def exhibit_name(case: Case, number: int) -> str:
    """Give what an exhibit is called, such as `AL/1`."""
    return f"{exhibit_mark(case)}/{number}"


def what_of(exhibit: Exhibit) -> str:
    """Give what an exhibit is, such as «a mail»: in a record of others anything may stand there."""
    plain = _PLAIN.fullmatch(exhibit.what)
    return exhibit.what if plain else "a file"


def way_of(demand: Demand) -> str:
    """Give the way of paying, in words."""
    return WAYS.get(demand.way, "a way that is not known")


def payment_in_words(transfer: Transfer) -> str:
    """Say whether money was sent or demanded, and by which way."""
    if is_words_only(transfer):
        return "what the person says about money"
    demand = transfer.demand
    return f"money {'sent' if demand.gone else 'demanded'} by {way_of(demand)}"


def is_words_only(transfer: Transfer) -> bool:
    """Tell whether all that is known of a payment are the person's own words about it."""
    demand = transfer.demand
    return demand.way not in WAYS and not (
        demand.amount or demand.to or demand.reference or demand.gone
    )

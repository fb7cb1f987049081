"""What the rules over every combination are said with."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from bield.records import Country, Paid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from combinations import Combinations, Where

REVIEWED_BY = date(2026, 12, 1)
"""Each review is unexpired on this day; `bield facts check` tells it of today."""
UK = (Country.SCOTLAND, Country.ENGLAND, Country.WALES, Country.NORTHERN_IRELAND)
EMERGENCY_NUMBERS: dict[Country, set[str]] = {
    **{country: {"999"} for country in UK},
    Country.IRELAND: {"112", "999"},
    Country.UNITED_STATES: {"911"},
    Country.CANADA: {"911"},
    Country.AUSTRALIA: {"000"},
    Country.NEW_ZEALAND: {"111"},
    Country.EUROPEAN_UNION: {"112"},
    Country.INDIA: {"112"},
    Country.ELSEWHERE: {"112", "911", "999"},
    Country.UNKNOWN: {"112", "911", "999"},
}
CRISIS = ("danger_hurt", "danger_own_life")
DANGER = (*CRISIS, "danger", "danger_known_person", "danger_calm", "danger_sent_to_me")
STOPS = {
    Paid.BANK_TRANSFER: ("stop_bank_transfer", "stop_bank_transfer_uk"),
    Paid.CARD: ("stop_card",),
    Paid.PAYPAL: ("stop_paypal",),
    Paid.WESTERN_UNION: ("stop_western_union",),
    Paid.MONEYGRAM: ("stop_moneygram",),
    Paid.GIFT_CARD: ("stop_gift_card",),
    Paid.CRYPTO: ("stop_crypto",),
    Paid.OTHER: ("stop_other_payment",),
}
AFTER_PAYING = (
    *(name for names in STOPS.values() for name in names),
    "money_collected",
    "paid_more_than_once",
    "pay_no_more",
    "note_payment",
    "keep_bulk_paid",
    "report_phishing_paid",
    "check_money",
)
EVIDENCE = ("evidence", "evidence_young", "evidence_helping_young")
NUMBER = re.compile(r"\d{3,}")


def never(where: Where) -> None:
    assert where.example() is None


def always(where: Where, if_: Where) -> None:
    never(if_ & ~where)


def never_both(here: Where, others: Iterable[Where]) -> None:
    for other in others:
        never(here & other)


def pictures(every: Combinations) -> Where:
    return every.known("threat", "stranger", "hacked_account", "known_person", "unclear")


def threat(every: Combinations) -> Where:
    return ~every.known("threat", "none")


def place(every: Combinations, name: str) -> int:
    return [entry.id for entry in every.ordered].index(name)

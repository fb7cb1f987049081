"""What is known of an offender, each thing once and in the form that programs compare.

Every format of the package is made from this, so that all of them say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bield.records import DetailKind, Moment, Paid, Words

CONFIDENCE = {Words.OWN: 75, Words.READ: 50, Words.GIVEN: 50, Words.OCR: 25}
"""How sure it is, of 100, that a thing is the offender's and is written right: somebody who was
threatened said so; a program found it in what they were sent; a program read it off a picture.
MISP calls these usually, fairly and rarely confident (source: misp-stix, its mapping of
confidence, seen on 2026-12-01)."""
_WAYS = {
    Paid.BANK_TRANSFER: "bank transfer",
    Paid.CARD: "card",
    Paid.PAYPAL: "PayPal",
    Paid.WESTERN_UNION: "Western Union",
    Paid.MONEYGRAM: "MoneyGram",
    Paid.GIFT_CARD: "gift card",
    Paid.CRYPTO: "cryptocurrency",
}


class Form(StrEnum):
    """What a thing turned out to be."""

    EMAIL = "email"
    URL = "url"
    DOMAIN = "domain"
    IPV4 = "ipv4"
    IPV6 = "ipv6"
    PHONE = "phone"
    """With the code of its country."""
    ACCOUNT = "account"
    WALLET = "wallet"
    IBAN = "iban"
    BANK_ACCOUNT = "bank_account"
    TRANSACTION = "transaction"
    TEXT = "text"
    """Words: a reference, or what has not the form of what it was called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing by which an offender can be found."""

    kind: DetailKind
    """What it was called."""
    form: Form
    value: str
    """In the form that programs compare: `+442079460000`, `jess` without its `@`."""
    as_given: str
    where: str = ""
    """The app or site of an account, or of what is linked to."""
    coin: str = ""
    words: Words = Words.OWN
    seen: Moment | None = None
    entries: tuple[int, ...] = ()
    """Of the sealed record."""
    why: str = ""
    """Why it is words only, as a sentence; empty where it is not."""
    shared: bool = False
    """Whether it is a place that many use, such as a whole domain: no ground to block by."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from any other thing."""
        return self.form, self.value, self.coin

    @property
    def points(self) -> bool:
        """Whether a program may act on meeting it."""
        return self.form is not Form.TEXT and not self.shared

    @property
    def confidence(self) -> int:
        return CONFIDENCE[self.words]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Money that was demanded or sent."""

    way: Paid
    amount: str
    currency: str
    to: str
    reference: str
    gone: bool
    when: Moment | None
    thing: Thing | None = None
    """Where it goes, where that is an account or a wallet."""
    transaction: Thing | None = None

    @property
    def way_name(self) -> str:
        return _WAYS.get(self.way, "another way")

    @property
    def state(self) -> str:
        return "sent" if self.gone else "demanded"

    @property
    def sum(self) -> str:
        return " ".join(filter(None, (self.amount, self.currency)))

    @property
    def things(self) -> tuple[Thing, ...]:
        """What of it can be compared."""
        return tuple(t for t in (self.thing, self.transaction) if t is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is handed over."""

    things: tuple[Thing, ...]
    asked: tuple[Asked, ...]
    left_out: int = 0
    """Details of a kind that may hold the person's own words."""
    cut: int = 0
    """Values that were too long to stand here whole."""

"""What recognition gives: a verdict, with all that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bield.records.reading import Span


class Verdict(StrEnum):
    SEXTORTION = "sextortion"
    OTHER_EXTORTION = "other_extortion"
    ABOUT_SEXTORTION = "about_sextortion"
    NOT_SEXTORTION = "not_sextortion"
    UNSURE = "unsure"


class Tactic(StrEnum):
    BULK_EMAIL = "bulk_email"
    SOCIAL_LURE = "social_lure"
    HACKED_ACCOUNT = "hacked_account"
    KNOWN_PERSON = "known_person"
    NONE = "none"


class IndicatorKind(StrEnum):
    """The offender's details, and the proofs offered, that a message can hold."""

    BITCOIN = "bitcoin"
    ETHEREUM = "ethereum"
    LITECOIN = "litecoin"
    DOGECOIN = "dogecoin"
    TRON = "tron"
    MONERO = "monero"
    BITCOIN_CASH = "bitcoin_cash"
    DASH = "dash"
    ZCASH = "zcash"
    RIPPLE = "ripple"
    SOLANA = "solana"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    HANDLE = "handle"
    PASSWORD = "password"  # noqa: S105 -- the name of a kind, not a password
    AMOUNT = "amount"
    DEADLINE = "deadline"
    MTCN = "mtcn"
    MONEYGRAM = "moneygram"
    IBAN = "iban"
    UK_BANK_ACCOUNT = "uk_bank_account"

    @property
    def is_wallet(self) -> bool:
        return self in _WALLETS


_WALLETS = frozenset(
    {
        IndicatorKind.BITCOIN,
        IndicatorKind.ETHEREUM,
        IndicatorKind.LITECOIN,
        IndicatorKind.DOGECOIN,
        IndicatorKind.TRON,
        IndicatorKind.MONERO,
        IndicatorKind.BITCOIN_CASH,
        IndicatorKind.DASH,
        IndicatorKind.ZCASH,
        IndicatorKind.RIPPLE,
        IndicatorKind.SOLANA,
    }
)


class Standing(StrEnum):
    """How far the message itself supports one of its claims."""

    CLAIMED = "claimed"
    """They say it. Nothing in the message shows it."""
    SHOWN = "shown"
    """The message itself holds it: the demand, the threat, the wallet are there to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One claim the message makes, and the words that make it."""

    claim: str
    """The claim's id in `facts/claims.yaml`, such as `recorded_you`."""
    statement: str
    """The claim as a sentence for the person: «They say they filmed you.»"""
    truth: str
    """What can be said of it: «Nothing in this message shows it.»"""
    standing: Standing
    quote: str
    """The words, as they stand in `Message.text`, with any quoted password masked."""
    span: Span
    """Half-open range of characters in `Message.text`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    kind: IndicatorKind
    value: str
    """In its usual written form; a password is masked, always."""
    span: Span
    """Half-open range of characters in `Message.text`."""
    valid: bool
    """The checksum holds, or, for kinds that have none, the form is right."""


class EventKind(StrEnum):
    """The turns that such a chat takes, in their usual order."""

    BEGAN = "began"
    MOVED = "moved"
    """They take it to another app."""
    ASKED = "asked"
    """They ask for pictures or a video call."""
    TURNED = "turned"
    """The first threat, demand or accusation."""
    DEMANDED = "demanded"
    """A sum is named."""
    SECOND_VOICE = "second_voice"
    """Somebody else joins in: a cousin, a lawyer, the police."""
    PAID = "paid"
    """The person says that they paid."""
    DEMANDED_AGAIN = "demanded_again"
    """After that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens in a conversation."""

    kind: EventKind
    turn: int
    """Index into `Conversation.turns`."""
    quote: str
    """The words, as they stand in `Message.text`, with any quoted password masked."""
    span: Span
    """Half-open range of characters in `Message.text`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a message is, how sure that is, and why."""

    verdict: Verdict
    tactic: Tactic
    probability: float
    """That this is sextortion, 0 to 1."""
    certainty: float
    """That the verdict is right, 0 to 1: for sextortion the same as `probability`."""
    reasons: tuple[Reason, ...]
    """In the order in which they stand in the text."""
    indicators: tuple[Indicator, ...]
    """In the order in which they stand in the text."""
    doubts: tuple[str, ...] = ()
    """Why the answer is no surer than it is, as sentences for the person."""
    language: str = ""
    """ISO 639-1; empty where nothing tells."""
    offender: str = ""
    """In a conversation: who threatens, as the chat names them."""
    course: tuple[Event, ...] = ()
    """In a conversation: how it went, in order."""

    def has(self, kind: IndicatorKind) -> bool:
        return any(i.kind is kind for i in self.indicators)

    def said(self) -> Mapping[str, tuple[Reason, ...]]:
        """What they say, each statement once, with every place that says it."""
        grouped: dict[str, tuple[Reason, ...]] = {}
        for reason in self.reasons:
            grouped[reason.statement] = (*grouped.get(reason.statement, ()), reason)
        return grouped

"""What the events and the details of a message are called, and when something was written."""

from __future__ import annotations

from types import MappingProxyType

from bield.records import Clock, EventKind, IndicatorKind, Moment

EVENTS = MappingProxyType(
    {
        EventKind.BEGAN: "It began",
        EventKind.MOVED: "They moved it to another app",
        EventKind.ASKED: "They asked for pictures or a video call",
        EventKind.TURNED: "It turned into a threat or a demand",
        EventKind.DEMANDED: "They named a sum",
        EventKind.SECOND_VOICE: "Somebody else joined in",
        EventKind.PAID: "Somebody said that it was paid",
        EventKind.DEMANDED_AGAIN: "They demanded more after that",
    }
)
"""What each event in a conversation is called."""


WHOSE_CLOCK = "The times are by the clock of whoever saved the chat."


def when(moment: Moment) -> str:
    """Say when something was written, as the chat has it, and what is not certain of it."""
    match moment.clock:
        case Clock.NONE:
            return ""
        case Clock.CERTAIN:
            return moment.at.strftime("%-d %B %Y, %H:%M %Z") if moment.at else moment.raw
        case Clock.ZONE_UNKNOWN:
            return moment.at.strftime("%-d %B %Y, %H:%M") if moment.at else moment.raw
        case Clock.UNSETTLED:
            return f"{moment.raw}, which can be read in two ways"


KINDS = MappingProxyType(
    {
        IndicatorKind.BITCOIN: "Bitcoin address",
        IndicatorKind.ETHEREUM: "Ethereum address",
        IndicatorKind.LITECOIN: "Litecoin address",
        IndicatorKind.DOGECOIN: "Dogecoin address",
        IndicatorKind.TRON: "Tron address",
        IndicatorKind.MONERO: "Monero address",
        IndicatorKind.BITCOIN_CASH: "Bitcoin Cash address",
        IndicatorKind.DASH: "Dash address",
        IndicatorKind.ZCASH: "Zcash address",
        IndicatorKind.RIPPLE: "XRP (Ripple) address",
        IndicatorKind.SOLANA: "Solana address",
        IndicatorKind.EMAIL: "E-mail address",
        IndicatorKind.PHONE: "Phone number",
        IndicatorKind.URL: "Web address",
        IndicatorKind.HANDLE: "User name",
        IndicatorKind.PASSWORD: "Password they quote",
        IndicatorKind.AMOUNT: "Sum they want",
        IndicatorKind.DEADLINE: "Time they give",
        IndicatorKind.MTCN: "Western Union number (MTCN)",
        IndicatorKind.MONEYGRAM: "MoneyGram number",
        IndicatorKind.IBAN: "Bank account (IBAN)",
        IndicatorKind.UK_BANK_ACCOUNT: "Bank account (sort code and number)",
    }
)

"""What is answered when a record of proof is kept."""

from __future__ import annotations

from enum import StrEnum


class PictureAge(StrEnum):
    """How old those are whom a picture shows: the answer decides whether any may be kept."""

    ADULT = "adult"
    UNDER_18 = "under_18"
    UNKNOWN = "unknown"


class DetailKind(StrEnum):
    """What a detail about the offender, or about a payment, is."""

    ACCOUNT = "account"
    LINK = "link"
    PHONE = "phone"
    EMAIL = "email"
    WALLET = "wallet"
    BANK_ACCOUNT = "bank_account"
    PAYMENT = "payment"
    REFERENCE = "reference"
    OTHER = "other"

"""What a person says about their case: every answer may stay unknown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Safety(StrEnum):
    """Whether anyone is in danger now."""

    SAFE = "safe"
    IN_DANGER = "in_danger"
    """Somebody may hurt them."""
    OWN_LIFE = "own_life"
    """They think of ending their life, or of hurting themselves."""
    UNKNOWN = "unknown"


class About(StrEnum):
    """Who the threat is about."""

    ME = "me"
    CHILD = "child"
    SOMEONE_ELSE = "someone_else"


class Role(StrEnum):
    """What somebody who helps is to the person they help."""

    PARENT = "parent"
    SCHOOL = "school"
    FRIEND = "friend"
    """A friend, a partner, grown-up family."""
    WORK = "work"
    UNKNOWN = "unknown"


class Happening(StrEnum):
    """What the person says is happening."""

    MASS_EMAIL = "mass_email"
    """An e-mail or a text out of nowhere, from somebody they never spoke to."""
    MET_ONLINE = "met_online"
    KNOWN_PERSON = "known_person"
    ACCOUNT_TAKEN = "account_taken"
    SENT_TO_ME = "sent_to_me"
    """Somebody sent them a private picture of another person, or threatens to."""
    UNKNOWN = "unknown"


class Age(StrEnum):
    UNDER_13 = "under_13"
    FROM_13_TO_17 = "13_to_17"
    ADULT = "18_or_over"
    UNKNOWN = "unknown"

    @classmethod
    def of_years(cls, years: int) -> Age:
        """The band an age in whole years falls in."""
        if years < 13:
            return cls.UNDER_13
        return cls.FROM_13_TO_17 if years < 18 else cls.ADULT


class Country(StrEnum):
    """Where the person is, as far as it changes what to do."""

    SCOTLAND = "scotland"
    ENGLAND = "england"
    WALES = "wales"
    NORTHERN_IRELAND = "northern_ireland"
    IRELAND = "ireland"
    UNITED_STATES = "united_states"
    CANADA = "canada"
    AUSTRALIA = "australia"
    NEW_ZEALAND = "new_zealand"
    EUROPEAN_UNION = "european_union"
    """A country of the European Union other than Ireland."""
    INDIA = "india"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


class Paid(StrEnum):
    """Whether money has gone, and by which way."""

    NO = "no"
    BANK_TRANSFER = "bank_transfer"
    CARD = "card"
    PAYPAL = "paypal"
    WESTERN_UNION = "western_union"
    MONEYGRAM = "moneygram"
    GIFT_CARD = "gift_card"
    CRYPTO = "crypto"
    OTHER = "other"
    UNKNOWN = "unknown"


class Detail(StrEnum):
    """What else may be true of a case; any number of them."""

    PAID_AGAIN = "paid_again"
    """They paid more than once."""
    COLLECTED = "collected"
    """They know that the money was picked up, or has arrived."""
    POSTED = "posted"
    """A picture or a video was posted, or sent to somebody."""
    WANTS_PICTURES = "wants_pictures"
    WANTS_ACCOUNT = "wants_account"
    """The use of a bank account is asked for."""
    ACCUSED = "accused"
    """They are told that they did something to a child, often by a false policeman or parent."""
    FAKE = "fake"
    """The picture is made up, by a computer or from other pictures."""
    TOO_UPSET = "too_upset"
    WORK_ACCOUNT = "work_account"
    """It came to, or is about, an account or a device of their work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The answers to the questions. Every one of them may stay unknown."""

    safety: Safety = Safety.UNKNOWN
    about: About = About.ME
    role: Role = Role.UNKNOWN
    """Of who helps; without meaning where the threat is about the one who answers."""
    happening: Happening = Happening.UNKNOWN
    age: Age = Age.UNKNOWN
    """Of the person the threat is about, now."""
    age_in_picture: Age = Age.UNKNOWN
    country: Country = Country.UNKNOWN
    paid: Paid = Paid.UNKNOWN
    details: frozenset[Detail] = frozenset()
    platform: str = ""
    """The id of a platform of the catalogue; empty while unknown."""

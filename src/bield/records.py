"""The frozen values that pass between the stages.

A record holds what a stage found, never how it found it, and never a handle on the
world: no file, clock, socket or database. Stages take records and give records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

Span = tuple[int, int]
"""A half-open range of characters."""


# ── read ────────────────────────────────────────────────────────────────────────────


class Format(StrEnum):
    """What the bytes turned out to be."""

    MAIL = "mail"
    TEXT = "text"
    CHAT = "chat"
    DOCUMENT = "document"
    PICTURE = "picture"


class Clock(StrEnum):
    """How far a written date and time is understood."""

    CERTAIN = "certain"
    """The day, the hour and the zone are settled by the file."""
    ZONE_UNKNOWN = "zone_unknown"
    """The day and the hour are settled; where on Earth they were read off a clock is not."""
    UNSETTLED = "unsettled"
    """More than one reading fits (day or month first, morning or afternoon): none is chosen."""
    NONE = "none"
    """No date stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something was written, as far as the file tells. Never a guess."""

    raw: str
    """As it stands in the file."""
    clock: Clock
    at: datetime | None = None
    """With its zone for `CERTAIN`, naive for `ZONE_UNKNOWN`, `None` for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message of a conversation."""

    who: str
    """The name as the file has it; empty for what the service itself says."""
    when: Moment
    text: str
    """Whole, with its line ends; empty where only something was attached."""
    attachments: tuple[str, ...] = ()
    """By name or kind only: nothing attached is ever opened."""
    span: Span = (0, 0)
    """Where `text` stands in `Message.text`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A chat: who said what, and when, in the order in which it was said."""

    service: str
    """Where it was: «WhatsApp», «Instagram», …; empty for pasted words."""
    title: str
    """As the file names it: mostly the other person, or the group."""
    turns: tuple[Turn, ...]
    owner: str = ""
    """The person whose export it is, where the file tells; empty where it does not."""

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who says something, in the order of their first words."""
        return tuple(dict.fromkeys(t.who for t in self.turns if t.who))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a person received, as words."""

    format: Format
    text: str
    """What the person would see. For a mail with a subject: the subject, an empty line,
    then the visible body. Every span in Bield points into this."""
    subject: str = ""
    sender: str = ""
    """The address in `From`, without the display name. Anybody can write any address there."""
    recipients: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What was left out or mended in reading, as sentences for the person."""
    forwarded_by: str = ""
    """The address of who passed it on: a victim or a helper, never the offender. `sender`,
    `subject` and `text` are then those of the original."""
    conversation: Conversation | None = None
    """For a chat: its turns, which point into `text`."""

    @property
    def claims_own_address(self) -> bool:
        """The mail says it was sent from the address that it was sent to."""
        return bool(self.sender) and self.sender.lower() in {r.lower() for r in self.recipients}


# ── recognise ───────────────────────────────────────────────────────────────────────


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


# ── what recognition knows: data, loaded by facts/ ──────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimKind:
    """One thing a threatening message, or a text about one, can say."""

    id: str
    """The claim as it is told: one said less plainly is told as the plain one."""
    group: str
    """access, recording, sexual, demand, threat, … : claims of one group stand in for
    each other."""
    statement: str
    truth: str
    standing: Standing
    shown: bool
    """Told to the person as a reason. Claims that only steer the verdict are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseBook:
    """How one language says each claim."""

    language: str
    """ISO 639-1."""
    classes: Mapping[str, tuple[str, ...]]
    """Word lists that phrases name in braces."""
    phrases: Mapping[str, tuple[str, ...]]
    """Claim id → phrases, in the small notation that `recognise/phrases.py` describes."""
    prefixes: tuple[str, ...] = ()
    """What this language writes onto the front of a word (Arabic «and», «the», «with»): a word
    is looked up without it too."""
    voids: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Claim id → words that turn a match which holds one into its contrary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Log-odds: how much each group of claims says for or against."""

    prior: float
    groups: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]
    slope: float = 1.0
    offset: float = 0.0
    """The sum is scaled by these before it is told as a probability, so that it means what it says
    of messages that the weights were not fitted to (`bench/calibration.py`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All that recognition knows about language."""

    claims: Mapping[str, ClaimKind]
    books: tuple[PhraseBook, ...]
    common_words: Mapping[str, frozenset[str]]
    """Language → its commonest short words, for languages that have a book and for
    those that have none yet: so that Bield can say when it cannot read a text."""
    sextortion: Weights
    extortion: Weights
    about: Weights


# ── plan ────────────────────────────────────────────────────────────────────────────


class About(StrEnum):
    """Who the threat is about."""

    ME = "me"
    CHILD = "child"
    SOMEONE_ELSE = "someone_else"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The answers to the four questions. Every one of them may stay unknown."""

    about: About = About.ME
    age: Age = Age.UNKNOWN
    """Of the person the threat is about, now."""
    age_in_picture: Age = Age.UNKNOWN
    country: Country = Country.UNKNOWN
    paid: Paid = Paid.UNKNOWN


class Band(StrEnum):
    """The parts of a plan, in the order in which they are done."""

    DANGER_NOW = "danger_now"
    STOP_MONEY = "stop_money"
    EVIDENCE = "evidence"
    STOP_CONTACT = "stop_contact"
    SECURE_ACCOUNTS = "secure_accounts"
    REPORT = "report"
    TAKE_DOWN = "take_down"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from."""

    id: str
    body: str
    """Who says it."""
    title: str
    url: str
    """The page's address; empty where only a second-hand report was read."""
    grade: Literal["A", "B"]
    """A: the body's own page was read. B: a reputable report of it."""
    read_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way to reach a service."""

    kind: Literal["phone", "text", "web", "email", "chat"]
    value: str
    """The number as it is dialled, the address, or the keyword and number."""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Somebody a person can turn to."""

    id: str
    name: str
    what: str
    """One sentence: who they are and what they do."""
    channels: tuple[Channel, ...]
    hours: str
    """In words, such as «day and night, every day»; empty where no source says."""
    countries: frozenset[Country]
    """Empty: everywhere."""
    under_18: bool
    """For people under 18."""
    adults: bool
    sources: tuple[Source, ...]


Condition = Mapping[str, object]
"""`{all: […]}`, `{any: […]}`, `{not: …}`, `{eq: {name: value}}`, `{in: {name: [values]}}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a step says to one kind of reader."""

    title: str
    why: str
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to do, and when it applies: one entry of the reviewed data."""

    id: str
    band: Band
    when: Condition
    after: tuple[str, ...]
    """Ids of advice in the same band that comes before this, where both apply."""
    wording: Wording
    """For the person it is about."""
    helper_wording: Wording | None
    """For somebody who helps, where that differs."""
    services: tuple[Service, ...]
    sources: tuple[Source, ...]
    reviewed_on: date
    review_due: date
    disagreement: str = ""
    """Where bodies differ, and the line taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the questions that make a plan fit."""

    id: str
    text: str
    hint: str
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Value → what the person reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The reviewed advice and what it names."""

    advice: tuple[Advice, ...]
    services: Mapping[str, Service]
    sources: Mapping[str, Source]
    questions: tuple[Question, ...]
    bands: Mapping[Band, str]
    """Band → its heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a plan, worded for its reader."""

    id: str
    band: Band
    title: str
    why: str
    how: tuple[str, ...]
    services: tuple[Service, ...]
    sources: tuple[Source, ...]
    reviewed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to do, in order: bands in their order, steps in theirs."""

    situation: Situation
    steps: tuple[Step, ...]
    emergency: tuple[Service, ...]
    """Whom to call now, in danger: never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Everything Bield says about one message."""

    message: Message
    finding: Finding
    plan: Plan

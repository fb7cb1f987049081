"""What planning knows: the reviewed advice and what it names. Data, loaded by `facts/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from bield.records.situation import Country


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
    """The number as it is written, the address, or the keyword and number."""
    label: str = ""
    dial: str = ""
    """Of a phone or a text: what a telephone dials, in digits, from abroad too (`+44…`) where the
    number can be reached from there; empty for an address."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One time of the week at which a service opens, and when it closes."""

    weekday: int
    """0 is Monday, by the service's own clock."""
    start_min: int
    """Minutes after midnight at which it opens."""
    length_min: int
    """For how many minutes it is open; may reach into the next day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a service is open, by the clock of where it is."""

    always: bool = False
    """Day and night, every day of the year."""
    zone: str = "UTC"
    """IANA name, such as `Europe/London`."""
    openings: tuple[Opening, ...] = ()
    holidays: Literal["open", "closed", "unknown"] = "unknown"
    """On public holidays."""
    calendar: str = ""
    """Whose public holidays: `GB-SCT`, as ISO 3166-2 has it; empty where `holidays` is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Somebody a person can turn to."""

    id: str
    name: str
    what: str
    """One sentence: who they are and what they do."""
    channels: tuple[Channel, ...]
    hours: Hours | None
    """`None` where no source says, or where sources differ."""
    countries: frozenset[Country]
    """Empty: everywhere."""
    under_18: bool
    """For people under 18."""
    adults: bool
    sources: tuple[Source, ...]
    listens: bool = False
    """A human being talks with whoever calls or writes: not an online form, not a tool."""
    languages: tuple[str, ...] = ()
    """BCP 47; empty where no source says."""
    cost: str = ""
    """Such as «free»; empty where no source says."""
    checked_on: date | None = None
    """When a person last held the entry against its source; the newest source's day, where the
    entry has none of its own."""


Condition = Mapping[str, object]
"""`{all: […]}`, `{any: […]}`, `{not: …}`, `{eq: {name: value}}`, `{in: {name: [values]}}`,
`{is: predicate}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a step says to one kind of reader."""

    title: str
    why: str
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is true on one platform, or of one way of paying, beside what a step says to all."""

    heading: str
    lines: tuple[str, ...]
    """A sentence each."""
    sources: tuple[Source, ...]
    services: tuple[Service, ...] = ()


class Topic(StrEnum):
    """What a platform or a way of paying has its own truth about."""

    CAPTURE = "capture"
    """What to write down before blocking, because it can vanish."""
    BLOCK = "block"
    PAUSE = "pause"
    """Whether an account can be paused, or whether that begins its deletion."""
    REPORT = "report"
    SIGN_OUT = "sign_out"
    TWO_STEP = "two_step"
    DATA_COPY = "data_copy"
    STOP_PAYMENT = "stop_payment"
    """Of a way of paying: whether it can be stopped, until when, and what to have ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """An app or a site on which it happens."""

    id: str
    name: str
    pause: Literal["yes", "no", "unclear", "closed"]
    """Whether an account can be paused without the start of its deletion; `closed`: the platform
    is no more."""
    notes: Mapping[Topic, Note]
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A way of paying, and what can still be done."""

    id: str
    """The value of `Paid`."""
    name: str
    stoppable: Literal["yes", "sometimes", "no"]
    note: Note
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverified:
    """A fact that nobody is shown until a source is named."""

    id: str
    about: str
    """What it is about: a service, a platform, a way of paying, or a topic in words."""
    says: str
    looks_like: tuple[str, ...]
    """Words, numbers or addresses by which it would be known if it were shown."""
    why_not: str
    """Such as «no page was read», «sources conflict»."""


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
    topics: tuple[Topic, ...] = ()
    """What the platform, or the way of paying, is asked about, to stand beside the step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to a question."""

    value: str
    text: str
    helper_text: str
    """For somebody who helps; the same as `text` where nothing differs."""
    sets: Mapping[str, str]
    """Field of `Situation` → the value that this answer gives it."""
    when: Condition
    """For whom it is offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the questions that make a plan fit: a page each."""

    id: str
    slug: str
    """Its address. It must tell nothing to somebody who sees it."""
    text: str
    hint: str
    helper_text: str
    """For somebody who helps; the same as `text` where nothing differs."""
    helper_hint: str
    when: Condition
    """Whom it is asked."""
    several: bool
    """Any number of its options may be true."""
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The reviewed advice and what it names."""

    advice: tuple[Advice, ...]
    services: Mapping[str, Service]
    sources: Mapping[str, Source]
    questions: tuple[Question, ...]
    bands: Mapping[Band, str]
    """Band → its heading."""
    platforms: Mapping[str, Platform] = field(default_factory=lambda: MappingProxyType({}))
    payments: Mapping[str, Payment] = field(default_factory=lambda: MappingProxyType({}))
    unverified: tuple[Unverified, ...] = ()

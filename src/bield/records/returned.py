"""What comes back after a mail was sent: a bounce, a delay, a complaint, an answer by machine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Fields:
    """Header fields, in order, in one line each."""

    pairs: tuple[tuple[str, str], ...] = ()

    def all(self, name: str) -> list[str]:
        """Give every value of a field; its name is told in any case."""
        wanted = name.lower()
        return [value for key, value in self.pairs if key.lower() == wanted]

    def first(self, name: str) -> str:
        """Give the first value of a field, or "" where there is none."""
        return next(iter(self.all(name)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPart:
    """One part of a mail that came back."""

    kind: str
    """Its media type, in small letters."""
    text: str = ""
    """What it says, for a text: of HTML, what a person would see."""
    blocks: tuple[Fields, ...] = ()
    """For a report, its groups of fields; for a mail, or the head of one, its own head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedMail:
    """A mail that came back, opened: nothing in it is bytes any more."""

    fields: Fields
    report_type: str = ""
    """Of a `multipart/report`, what it reports."""
    parts: tuple[OpenedPart, ...] = ()
    """In the order in which they stand; those of a mail within it are not among them."""


class ReturnedKind(StrEnum):
    """What a mail that came back is."""

    BOUNCE = "bounce"
    """Somebody did not get it."""
    DELAY = "delay"
    """Nobody is lost yet: it is still being tried."""
    DELIVERED = "delivered"
    """A note that it was delivered, or passed on."""
    COMPLAINT = "complaint"
    """A person told their provider that they do not want it."""
    PRAISE = "praise"
    """A person told their provider that it is no spam."""
    FORGERY_REPORT = "forgery_report"
    """A server tells that a mail in our name failed SPF, DKIM or DMARC."""
    AUTO_REPLY = "auto_reply"
    """A machine answers for a person: they are away, or have moved."""
    CHALLENGE = "challenge"
    """A machine asks us to prove that we are a person."""
    RECEIPT = "receipt"
    """A note that it was opened, or deleted unopened."""
    UNKNOWN = "unknown"
    """None of these, or not to be told. A person's answer is among them."""


class Action(StrEnum):
    """What became of the mail for one recipient (RFC 3464, 2.3.3)."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"
    UNKNOWN = "unknown"


class Permanence(StrEnum):
    """Whether another try at the same address may help."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """Why a mail came back."""

    NO_SUCH_ADDRESS = "no_such_address"
    NO_SUCH_DOMAIN = "no_such_domain"
    DISABLED = "disabled"
    MAILBOX_FULL = "mailbox_full"
    TOO_LARGE = "too_large"
    CONTENT = "content"
    """It was held for spam or for a virus, or could not be taken in this form."""
    NOT_AUTHENTICATED = "not_authenticated"
    """SPF, DKIM or DMARC: a fault of ours."""
    SENDER_REFUSED = "sender_refused"
    """Our server, our domain or its standing is refused."""
    NOT_PERMITTED = "not_permitted"
    """The recipient takes no mail from us."""
    GREYLISTED = "greylisted"
    TOO_MANY = "too_many"
    """We, or others, sent too much at once."""
    LOOP = "loop"
    UNREACHABLE = "unreachable"
    """The recipient's server could not be reached, or the time for trying was over."""
    SYSTEM = "system"
    """A fault of a server."""
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of the mail for one recipient."""

    address: str
    """As the report names it; empty where it is withheld."""
    asked_for: str = ""
    """The address that we had sent to, where the report names it and it is another."""
    action: Action
    status: str = ""
    """RFC 3463, as `5.1.1`; empty where none is given."""
    permanence: Permanence
    why: Why
    said: str = ""
    """What the server said, in one line, cut short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A mail that came back, read."""

    kind: ReturnedKind
    fates: tuple[Fate, ...] = ()
    formal: bool = False
    """Whether it was read from the fields of a report (RFC 3464, RFC 5965), and not from words."""
    message_ids: tuple[str, ...] = ()
    """What it names as the mail it speaks of, without `<>`: the surest first."""
    return_paths: tuple[str, ...] = ()
    """The addresses that it was sent to: with a return path for each mail, these tell which."""
    by: str = ""
    """The server or program that reports, as it names itself."""
    feedback_type: str = ""
    """Of a complaint, RFC 5965: `abuse`, `fraud`, `opt-out` …"""
    note: str = ""
    """What could not be read, as a sentence for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Something that came back for a mail that we did send."""

    address: str
    """That we sent to."""
    kind: ReturnedKind
    fate: Fate
    trace: str
    """The Message-ID, or the return path, that tells that it was ours."""

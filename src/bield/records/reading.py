"""What reading gives: a message, and the conversation it may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Span = tuple[int, int]
"""A half-open range of characters."""


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
    zone: str = ""
    """Where on Earth the clock stood, where a person said so: `Europe/London`; empty where the
    words themselves settle it, or nobody does."""


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

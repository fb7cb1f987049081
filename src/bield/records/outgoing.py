"""A letter to many, what one reader gets of it, and what a server answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Somebody's name and address."""

    name: str
    """As a person writes it; may be empty."""
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes along with every mail."""

    file_name: str
    media_type: str
    """As `application/pdf`."""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What everybody gets, with places for what is each reader's own.

    In `text` and `html`, `{{name}}`, `{{unsubscribe_url}}` and `{{preferences_url}}` stand for
    the reader's own.
    """

    subject: str
    sender: Mailbox
    reply_to: Mailbox | None = None
    list_name: str
    """For people, in `List-Id`."""
    list_id: str
    """For machines, as `alerts.k.example` (RFC 2919)."""
    feedback_id: str
    """Two to four words with `:` between them, the last of which names the sender."""
    language: str
    """As `en-GB` (RFC 5646)."""
    text: str
    html: str
    unnamed: str = ""
    """What stands for `{{name}}` where no name is known: «neighbour»."""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One person who gets the letter, and what is theirs alone."""

    mailbox: Mailbox
    message_id: str
    """Without `<>`."""
    unsubscribe_url: str
    """`https`: a `POST` to it unsubscribes (RFC 8058)."""
    preferences_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One mail for one recipient, ready to be handed to a server."""

    ref: str
    """By which whoever sends knows it: a row of the ledger."""
    return_path: str
    """Where bounces go; empty for a mail that must not bounce."""
    recipient: str
    data: bytes
    """The mail, signed, with CRLF line ends and no dot stuffed."""


class Outcome(StrEnum):
    """What became of one mail at the server."""

    ACCEPTED = "accepted"
    """The server said that it has it, and answers for it from now on."""
    DEFERRED = "deferred"
    """Not now: another try may be of use."""
    REFUSED = "refused"
    """Never in this form."""
    UNSURE = "unsure"
    """All of it was sent, and no answer came: they may get it, and twice if it is sent again."""
    NOT_TRIED = "not_tried"
    """The connection ended before the server had all of it: nobody got it."""


class Asked(StrEnum):
    """What the server's answer was to."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    DATA = "data"
    """Whether a mail may come at all."""
    MESSAGE = "message"
    """The mail itself."""
    NOTHING = "nothing"
    """There was no answer."""


_NO_SUCH_MAILBOX = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
"""The address is wrong, has moved, takes no mail, or is switched off. Source: RFC 3463, 3.2 and
3.3; 5.1.10 from RFC 7505, 4.2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of one mail, and why."""

    ref: str
    outcome: Outcome
    asked: Asked = Asked.NOTHING
    code: int = 0
    """Of the reply (RFC 5321, 4.2); 0 where there was none."""
    status: str = ""
    """RFC 3463, as `5.1.1`; empty where the server gave none."""
    said: str = ""
    """The reply, in one line. It may name the address: it does not belong in a log."""

    @property
    def address_is_dead(self) -> bool:
        """Whether the server said of this very recipient that nobody gets mail there.

        Only where it said so in a status: `550` alone is also what a filter says.
        """
        return (
            self.outcome is Outcome.REFUSED
            and self.asked is Asked.RECIPIENT
            and self.status in _NO_SUCH_MAILBOX
        )

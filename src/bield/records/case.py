"""What a record of proof says, ordered for whoever is to act on it.

What is the offender's and what is the person's own are different types: a function that is given
an `Offender` has no way to the person's name, words or accounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bield.records.keeping import DetailKind
from bield.records.reading import Moment
from bield.records.situation import Age, Country, Paid


class Words(StrEnum):
    """Whose words an entry holds: they are never mixed."""

    GIVEN = "given"
    """Bytes, as they came."""
    OWN = "own"
    """The person's."""
    READ = "read"
    """Taken out of an item by a program."""
    OCR = "ocr"
    """Recognised in a picture by a program; may have errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenderDetail:
    """One thing by which an offender can be found. Nothing of the person's is in it."""

    kind: DetailKind
    value: str
    where: str = ""
    """The app or site on which it is, for an account; empty where nobody said."""
    seen: Moment | None = None
    words: Words = Words.OWN
    """`OWN`: the person said so. `READ`, `OCR`: a program found it in an item."""
    entry: int = 0
    """Of the record; where a program found it, the item's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Money that was demanded or sent, as seen from where it goes. Not from where it came."""

    way: Paid
    amount: str = ""
    """In figures, with a dot before the decimals: `250.00`; empty where nobody said."""
    currency: str = ""
    """ISO 4217, or the coin: `GBP`, `BTC`."""
    to: str = ""
    """Who gets it: account, wallet, name, as it was given."""
    reference: str = ""
    """MTCN, transaction hash, the number of a gift card, the bank's reference."""
    gone: bool = False
    """Whether it was sent; otherwise it was demanded."""
    when: Moment | None = None
    entry: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offender:
    """What is known of whoever threatens: this, and nothing else, goes to analysts."""

    details: tuple[OffenderDetail, ...] = ()
    demands: tuple[Demand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Money demanded or sent, with the person's side of it. For the police and the bank."""

    demand: Demand
    from_account: str = ""
    text: str = ""
    """What the person says about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is threatened, as far as they said. Every field may be empty."""

    name: str = ""
    contact: str = ""
    """How the police can reach them safely: a telephone number, an address of mail."""
    address: str = ""
    age: Age = Age.UNKNOWN
    country: Country = Country.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words of the person: a note, or where something is that was not copied."""

    entry: int
    text: str
    noted_at: str
    """RFC 3339, by the clock of the machine the record was kept on."""
    when: Moment | None = None
    """When what it tells of happened."""
    corrects: int = 0
    """The entry that it corrects; 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """What a program made from an exhibit."""

    entry: int
    path: str
    words: Words
    tool: str
    what: str
    """`words`, `metadata` or such."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """An item of the record, as it was given."""

    number: int
    """1, 2, 3 …: what a statement calls it by."""
    entry: int
    name: str
    path: str
    """Within the sealed record."""
    what: str
    """In words, such as «a mail»."""
    size: int
    """Bytes."""
    sha256: str
    sha512: str
    how: str
    """By what means it came, in the person's words."""
    added_at: str
    when: Moment | None = None
    words: Words = Words.GIVEN
    """`READ`: not the file itself, which was not copied for a picture in it, but what a program
    kept of it."""
    original_sha256: str = ""
    """Of the file that was not copied; empty where this is the file."""
    derived: tuple[Derived, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A sealed record, ordered for handing over."""

    person: Person
    story: tuple[Said, ...]
    """Notes, in the order in which they were written."""
    not_copied: tuple[Said, ...]
    """What exists elsewhere and was not copied, such as any picture of a child."""
    corrections: tuple[Said, ...]
    exhibits: tuple[Exhibit, ...]
    offender: Offender
    transfers: tuple[Transfer, ...]
    root: str
    """SHA-256 in hexadecimal that the seal ends in."""
    sealed_at: str
    """RFC 3339."""
    made_by: str
    file_name: str = ""
    """Of the sealed file that stands beside; empty where there is none."""


class Recipient(StrEnum):
    """Whom a record is handed to."""

    POLICE = "police"
    MAIL_AUTHORITY = "mail_authority"
    """Who collects reports of such mail: the NCSC's SERS in the United Kingdom."""
    PLATFORM = "platform"
    PAYMENT = "payment"
    """Bank, money transfer, card, gift card, exchange."""
    ANALYSTS = "analysts"
    EMPLOYER = "employer"
    """Also a school."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of a package."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What is handed to one recipient."""

    recipient: Recipient
    title: str
    holds: tuple[str, ...]
    """What is in it, a sentence each: told before it is made."""
    leaves_out: tuple[str, ...]
    files: tuple[MadeFile, ...]
    next_steps: tuple[str, ...] = ()
    """What to do with it: whom to ring first, where to send it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A package that can be made of a case, and is not made yet."""

    id: str
    """Such as `police-scotland`, `payment-bank_transfer`."""
    recipient: Recipient
    title: str
    holds: tuple[str, ...]
    leaves_out: tuple[str, ...]
    next_steps: tuple[str, ...] = ()

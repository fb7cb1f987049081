"""A case of blackmail in which every word of the person's story is a canary."""

from __future__ import annotations

from datetime import UTC, datetime

from bield.records import (
    Age,
    Case,
    Clock,
    Country,
    Demand,
    Derived,
    DetailKind,
    Exhibit,
    MadeFile,
    Moment,
    Offender,
    OffenderDetail,
    Package,
    Paid,
    Person,
    Said,
    Transfer,
    Words,
)

STORY = "CANARY-STORY I met her online and undressed before the camera"
NOT_COPIED = "CANARY-PICTURE on my phone, in the chat"
TRANSFER_WORDS = "CANARY-TRANSFER I cried when I sent it"
HOW = "CANARY-HOW saved by my sister Jean"
DERIVED = "CANARY-DERIVED what the chat says"
PERSON = Person(
    name="CANARY-NAME Ann Person",
    contact="CANARY-CONTACT ann@home.example",
    address="CANARY-ADDRESS 1 Union Street",
    age=Age.ADULT,
    country=Country.SCOTLAND,
)
CANARIES = ("CANARY", "Ann Person", "undressed", "cried", "Jean", "Union Street")

CERTAIN = Moment(
    raw="2026-11-20T21:05:00+00:00",
    clock=Clock.CERTAIN,
    at=datetime(2026, 11, 20, 21, 5, tzinfo=UTC),
)
ZONELESS = Moment(
    raw="20 Nov 2026, 9:05pm", clock=Clock.ZONE_UNKNOWN, at=datetime(2026, 11, 20, 21, 5)
)
UNSETTLED = Moment(raw="03/04/2026", clock=Clock.UNSETTLED)

WESTERN_UNION = Transfer(
    demand=Demand(
        way=Paid.WESTERN_UNION,
        amount="250.00",
        currency="GBP",
        to="JOHN DOE, Lagos",
        reference="1234567890",
        gone=True,
        when=ZONELESS,
        entry=7,
    ),
    from_account="Barclays 12345678",
    text=TRANSFER_WORDS,
)
UNPAID = Transfer(
    demand=Demand(way=Paid.CRYPTO, amount="2000", currency="USD", to="bc1qdemanded", entry=9),
    text=TRANSFER_WORDS,
)
OWN_WORDS = Transfer(
    demand=Demand(way=Paid.OTHER, entry=11), text="CANARY-OWN I sent a card from the shop"
)

CHAT = Exhibit(
    number=1,
    entry=2,
    name="chat.txt",
    path="data/items/0002-chat.txt",
    what="a chat",
    size=1234,
    sha256="a" * 64,
    sha512="b" * 128,
    how=HOW,
    added_at="2026-11-21T10:00:00Z",
    when=CERTAIN,
    derived=(
        Derived(
            entry=3, path="data/derived/3", words=Words.READ, tool="t", what="words", text=DERIVED
        ),
    ),
)

OFFENDER = Offender(
    details=(
        OffenderDetail(
            kind=DetailKind.ACCOUNT, value="lily_93", where="Instagram", seen=ZONELESS, entry=4
        ),
        OffenderDetail(
            kind=DetailKind.LINK, value="https://www.instagram.com/p/Cxyz/", where="", entry=5
        ),
        OffenderDetail(kind=DetailKind.PHONE, value="+44 7700 900123", where="WhatsApp", entry=6),
        OffenderDetail(kind=DetailKind.EMAIL, value="lily@mail.example", where="", entry=8),
        OffenderDetail(kind=DetailKind.WALLET, value="bc1qwallet", entry=10),
    ),
    demands=(WESTERN_UNION.demand, UNPAID.demand),
)

CASE = Case(
    person=PERSON,
    story=(Said(entry=1, text=STORY, noted_at="2026-11-21T10:00:00Z"),),
    not_copied=(Said(entry=12, text=NOT_COPIED, noted_at="2026-11-21T10:00:00Z"),),
    corrections=(),
    exhibits=(CHAT,),
    offender=OFFENDER,
    transfers=(WESTERN_UNION, UNPAID, OWN_WORDS),
    root="c" * 64,
    sealed_at="2026-11-21T11:00:00Z",
    made_by="bield 0.1.0",
    file_name="case.tar",
)


def text_of(package: Package) -> str:
    """Everything of a package that its recipient reads, and its files' names."""
    return "\n".join(f"{file.name}\n{file.data.decode()}" for file in package.files)


def said_of(package: Package) -> str:
    """Everything that the person is told of a package before it is made."""
    return "\n".join((package.title, *package.holds, *package.leaves_out, *package.next_steps))


def file_of(package: Package, name: str) -> str:
    (found,) = [file for file in package.files if file.name == name]
    assert isinstance(found, MadeFile)
    return found.data.decode()


def canaries_in(package: Package) -> list[str]:
    both = text_of(package) + said_of(package)
    return [canary for canary in CANARIES if canary in both]

"""For an employer or a school: one page, with nothing private in it.

What is said is chosen from the answers in `AtWork`, which has no room for anybody's words: neither
the story nor a name, a sum or a picture can get onto the page. What only a person can say, such as
which account it is, is a blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from bield.hand_over.letters import BLANK, letter
from bield.records import Happening, Package, Recipient, Route
from bield.records.statement import Block, Heading, Paragraph, Points, Statement, ToSign


class Place(StrEnum):
    """Who gets the page."""

    WORK = "work"
    SCHOOL = "school"
    """Also a college or a university."""


class Concerned(StrEnum):
    """What of theirs is concerned."""

    MAIL = "mail"
    """An address of theirs."""
    ACCOUNT = "account"
    """Another account of theirs: a chat, a learning site."""
    COMPUTER = "computer"
    TELEPHONE = "telephone"
    PEOPLE = "people"
    """Somebody there was written to, or there is a threat to write to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtWork:
    """What an employer or a school is told. No field can hold a person's own words."""

    place: Place = Place.WORK
    happening: Happening = Happening.UNKNOWN
    concerned: frozenset[Concerned] = frozenset()
    under_18: bool = False
    """Whether the person, or anybody in a picture, is or may be under 18."""
    police_told: bool = False


_HAPPENED: Mapping[Happening, str] = MappingProxyType(
    {
        Happening.MASS_EMAIL: (
            "The person named below was sent a threat, of a kind that is sent to very many people "
            "at once."
        ),
        Happening.MET_ONLINE: (
            "The person named below is being blackmailed by somebody who got close to them online."
        ),
        Happening.KNOWN_PERSON: (
            "The person named below is being blackmailed by somebody they know."
        ),
        Happening.ACCOUNT_TAKEN: (
            "The person named below is being blackmailed by somebody who got into an account, or "
            "who says so."
        ),
        Happening.SENT_TO_ME: (
            "The person named below was sent something by a blackmailer. They are not the one who "
            "did it."
        ),
        Happening.UNKNOWN: "The person named below is being blackmailed.",
    }
)
_CONCERNED: Mapping[Concerned, str] = MappingProxyType(
    {
        Concerned.MAIL: "An e-mail address of yours.",
        Concerned.ACCOUNT: "Another account of yours, such as a chat or a learning site.",
        Concerned.COMPUTER: "A computer or a tablet of yours.",
        Concerned.TELEPHONE: "A telephone of yours.",
        Concerned.PEOPLE: "People here: somebody was written to, or there is a threat to do so.",
    }
)
_ACCOUNTS = frozenset({Concerned.MAIL, Concerned.ACCOUNT})
_DEVICES = frozenset({Concerned.COMPUTER, Concerned.TELEPHONE})


def employer(told: AtWork, pictures: Route) -> Package:
    """Make the page for an employer or a school.

    Args:
        told: The answers.
        pictures: What a school or an employer must know of pictures (`Routes.school`).

    Returns:
        One page of plain text. There is always something to hand over.
    """
    whom = _whom(told)
    return Package(
        recipient=Recipient.EMPLOYER,
        title=f"One page for {whom}",
        holds=tuple(_holds(told)),
        leaves_out=(
            "What happened, in your words and in theirs.",
            "Every picture, and what it shows.",
            "What was demanded or paid.",
            "Your name: there is a blank for it.",
            "Who does it, and every file of your record.",
        ),
        files=(letter(_file_name(told), _plain(told, pictures)),),
        next_steps=(
            "Read it first. Nobody can make you hand it over.",
            "Fill in the blanks by hand, as far as you want to.",
            f"Give it to one person at {_there(told)} whom you trust. Ask who else will see it.",
        ),
    )


def employer_statement(told: AtWork, pictures: Route, *, printed_on: date) -> Statement:
    """Give the same page as a document to print.

    Args:
        told: The answers.
        pictures: What a school or an employer must know of pictures.
        printed_on: The day.
    """
    return Statement(
        title=_title(told),
        language="en",
        region="GB",
        printed_on=printed_on,
        foot="In confidence",
        blocks=(Heading(_title(told), level=1), *_blocks(told, pictures)),
        about_codes="",
    )


def _blocks(told: AtWork, pictures: Route) -> Iterator[Block]:
    yield Heading("What happened")
    yield Paragraph(_HAPPENED[told.happening])
    yield Paragraph(
        "Blackmail is a crime, and it is not their fault."
        + (" The police have been told." if told.police_told else "")
    )
    if told.concerned:
        yield Heading("What of yours is affected")
        yield Points(tuple(_CONCERNED[c] for c in Concerned if c in told.concerned))
    yield Heading("What is needed of you")
    yield Points(tuple(_needed(told)))
    yield Heading("What not to do")
    yield Points(tuple(_not_to_do(told, pictures)))
    yield ToSign(tuple(_blanks(told)))


def _needed(told: AtWork) -> Iterator[str]:
    if told.place is Place.SCHOOL:
        yield "Tell whoever leads on child protection or safeguarding, today."
    yield "Let as few people know as you can, and tell the person who they are."
    if told.concerned & _ACCOUNTS:
        yield (
            "Make the account safe: a new password, a second step at sign-in, every other device "
            "signed out, and no rule that passes mail on."
        )
    if told.concerned & _DEVICES:
        yield "Look whether the device is safe. Do not search it for anything private."
    if told.concerned & (_ACCOUNTS | _DEVICES):
        yield "Keep the messages and the records of who signed in: the police may ask for them."
    if Concerned.PEOPLE in told.concerned:
        yield (
            "Ask whoever is written to about this not to open, answer or pass on anything, and to "
            "tell one person whom you name."
        )
    yield "Give the person time to see the police, and ask them how they are."


def _not_to_do(told: AtWork, pictures: Route) -> Iterator[str]:
    yield "Do not ask to see a picture or a video, and do not look for one."
    yield "If one comes to you, do not open, copy, keep or pass it on. Tell the police."
    if told.under_18 or told.place is Place.SCHOOL:
        yield from pictures.says
    yield "Do not answer whoever does this, and do not pay."
    yield "Do not hold it against the person."


def _blanks(told: AtWork) -> Iterator[str]:
    yield "Name of the person"
    if told.concerned - {Concerned.PEOPLE}:
        yield "Which account or device"
    yield "Who gives you this page, and how to reach them"
    yield "Number of the report to the police, if there is one"


def _plain(told: AtWork, pictures: Route) -> Iterator[str]:
    """The page as plain text: a paragraph is one line."""
    yield f"{_title(told)} (in confidence)"
    for block in _blocks(told, pictures):
        match block:
            case Heading(text=text):
                yield ""
                yield text.upper()
            case Paragraph(text=text):
                yield text
            case Points(items=items):
                yield from (f"- {item}" for item in items)
            case ToSign(labels=labels):
                yield ""
                yield from (f"{label}: {BLANK}" for label in labels)


def _holds(told: AtWork) -> Sequence[str]:
    return (
        "That somebody is being blackmailed, in a sentence. It does not say with what.",
        "Which kinds of accounts and devices of theirs are affected, without their names.",
        "What is needed of them, and what they must not do.",
        *(("That the police have been told.",) if told.police_told else ()),
    )


def _whom(told: AtWork) -> str:
    return "the school" if told.place is Place.SCHOOL else "your employer"


def _there(told: AtWork) -> str:
    return "school" if told.place is Place.SCHOOL else "work"


def _title(told: AtWork) -> str:
    return f"Information for {'a school' if told.place is Place.SCHOOL else 'an employer'}"


def _file_name(told: AtWork) -> str:
    return "for-the-school.txt" if told.place is Place.SCHOOL else "for-your-employer.txt"

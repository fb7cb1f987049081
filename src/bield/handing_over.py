"""Handing a sealed record over: from the file to what one recipient needs.

sealed file → Case → offers, each saying what it holds and leaves out → the package chosen
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import PurePosixPath
from types import MappingProxyType

from bield.adapters.bag_stores import Opened
from bield.hand_over.analysts import Tlp, analysts_offer, analysts_package
from bield.hand_over.employer import AtWork, Place, employer
from bield.hand_over.forms import fitting_forms
from bield.hand_over.mail_authority import collector, mail_authority
from bield.hand_over.payment import payment, ways_paid
from bield.hand_over.platform import platform
from bield.hand_over.police import STATEMENT, police, police_offer, police_package
from bield.hand_over.refusals import UnableToHandOverError
from bield.hand_over.removal import Published
from bield.hand_over.whereabouts import Whereabouts
from bield.keep import UnableToReadRecordError, Verified, read_case, read_chain
from bield.records import (
    Age,
    Case,
    Catalogue,
    Exhibit,
    MadeFile,
    Offer,
    Package,
    Routes,
)
from bield.records.form import Form
from bield.records.statement import Statement

LOG = "log.jsonl"
GOOD_FOR_DAYS = 90
"""How long analysts may use what is known of an offender: numbers and wallets change hands."""
_MAILS = frozenset({"a mail", "mails"})
_OTHER = "other"
_UNPUBLISHED = Published()
_AT_WORK = AtWork()


class NotAsSealedError(UnableToReadRecordError):
    """The record was changed after it was sealed, so nothing is made from it."""


class NoSuchOfferError(UnableToReadRecordError):
    """There is nothing of this name to make from the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of those who receive."""

    catalogue: Catalogue
    routes: Routes
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the person decides about what is handed over, where they decide anything."""

    published: Published = _UNPUBLISHED
    """Where a private picture can be seen by others."""
    age_in_picture: Age = Age.UNKNOWN
    looked_at: frozenset[int] = frozenset()
    """Numbers of exhibits in which, as the person says, there is no private picture."""
    at_work: AtWork = _AT_WORK
    """What an employer or a school is told."""
    tlp: Tlp = Tlp.AMBER
    """How far analysts may pass on what they get."""


_NO_CHOICES = Choices()


def case_of(bag: Opened, verified: Verified, *, file_name: str) -> Case:
    """Order a sealed record for handing over.

    Args:
        bag: Open.
        verified: What came of looking at it.
        file_name: Of the sealed file, for those who get it beside.

    Raises:
        NotAsSealedError: It is not as it was sealed, or no record that Bield sealed.
        UnableToReadRecordError: It cannot be read.
        OSError: The disk failed.
    """
    if verified.problems:
        raise NotAsSealedError(
            "It is not as it was sealed, so nothing is made from it. To see what was changed: "
            "bield record verify FILE"
        )
    if not verified.sealed_at:
        raise NotAsSealedError("It is no record that Bield sealed: there is no log in it.")
    entries = read_chain(bag.read(LOG)).entries
    return read_case(
        entries,
        read=bag.read,
        root=verified.root,
        sealed_at=verified.sealed_at,
        made_by=str(entries[-1].get("by", "")),
        file_name=PurePosixPath(file_name).name,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A package that can be made."""

    offer: Offer
    make: Callable[[], Package]


@dataclass(slots=True, kw_only=True)
class HandOver:
    """What can be handed over of one case, and to whom."""

    case: Case
    read: Callable[[str], bytes]
    """Gives the bytes of an item by its path within the record."""
    facts: Facts
    printed_on: date
    press: Callable[[Statement], bytes]
    """Makes a PDF of a statement."""
    choices: Choices = _NO_CHOICES
    _ready: Mapping[str, _Ready] = field(init=False)
    refusals: tuple[str, ...] = field(init=False, default=())
    """Why there is nothing for some of those who receive, a sentence each."""

    def __post_init__(self) -> None:
        refusals: list[str] = []
        ready: dict[str, _Ready] = {}
        for build in self._builders():
            try:
                made = build()
            except UnableToHandOverError as problem:
                refusals.append(str(problem))
                continue
            ready[made.offer.id] = made
        self._ready = MappingProxyType(ready)
        self.refusals = tuple(dict.fromkeys(refusals))

    def offers(self) -> tuple[Offer, ...]:
        """Give what can be made, each with what it holds and what it leaves out."""
        return tuple(ready.offer for ready in self._ready.values())

    def make(self, offer_id: str) -> Package:
        """Make one of the offers.

        Raises:
            NoSuchOfferError: There is none of this name.
            UnableToHandOverError: It cannot be made; the error says what is missing.
        """
        if offer_id not in self._ready:
            there = ", ".join(self._ready) or "nothing"
            raise NoSuchOfferError(
                f"“{offer_id}” cannot be made from this record. What can: {there}."
            )
        return self._ready[offer_id].make()

    def _builders(self) -> Iterator[Callable[[], _Ready]]:
        for form in fitting_forms(self.case, self.facts.forms):
            yield partial(self._police, form)
        yield self._mail_authority
        for platform_id in self._platforms():
            yield partial(self._platform, platform_id)
        for way in ways_paid(self.case.transfers):
            yield partial(self._payment, way.value)
        for place in Place:
            yield partial(self._employer, place)
        yield self._analysts

    def _platforms(self) -> tuple[str, ...]:
        """Give the platforms that the record names; of the others nobody asked."""
        where = {
            on.id: Whereabouts(self.case.offender, on, self.facts.routes)
            for on in self.facts.catalogue.platforms.values()
        }
        here = tuple(platform_id for platform_id, found in where.items() if found.here)
        somewhere = _OTHER in where and bool(where[_OTHER].anywhere)
        return here or ((_OTHER,) if somewhere else ())

    def _police(self, form: Form) -> _Ready:
        def make() -> Package:
            statement = police(self.case, form, printed_on=self.printed_on)
            pressed = MadeFile(STATEMENT, self.press(statement))
            package = police_package(self.case, form)
            return replace(package, files=(pressed, *package.files))

        return _Ready(offer=police_offer(self.case, form), make=make)

    def _mail_authority(self) -> _Ready:
        package = mail_authority(
            self.case.exhibits,
            {e.number: self.read(e.path) for e in self.case.exhibits if _is_mail(e)},
            collector(self.facts.routes, self.case.person.country),
            looked_at=self.choices.looked_at,
        )
        return _made("mail", package)

    def _platform(self, platform_id: str) -> _Ready:
        package = platform(
            self.case.offender,
            self.case.exhibits,
            self.facts.catalogue.platforms[platform_id],
            self.facts.routes,
            root=self.case.root,
            age=self.case.person.age,
            age_in_picture=self.choices.age_in_picture,
            country=self.case.person.country,
            published=self.choices.published,
        )
        return _made(f"platform-{platform_id}", package)

    def _payment(self, way: str) -> _Ready:
        person = self.case.person
        package = payment(
            self.case.transfers,
            self.facts.catalogue.payments[way],
            self.facts.routes.payments[way],
            country=person.country,
            name=person.name,
            contact=person.contact,
        )
        return _made(f"payment-{way}", package)

    def _employer(self, place: Place) -> _Ready:
        may_be_under_18 = self.case.person.age is not Age.ADULT
        told = replace(self.choices.at_work, place=place, under_18=may_be_under_18)
        return _made(place.value, employer(told, self.facts.routes.school))

    def _analysts(self) -> _Ready:
        until = self.printed_on + timedelta(days=GOOD_FOR_DAYS)
        return _Ready(
            offer=analysts_offer(self.case.offender),
            make=lambda: analysts_package(
                self.case.offender,
                made_at=f"{self.printed_on}T00:00:00Z",
                made_by=self.case.made_by,
                tlp=self.choices.tlp,
                expires_at=f"{until}T00:00:00Z",
            ),
        )


def _is_mail(exhibit: Exhibit) -> bool:
    return exhibit.what in _MAILS and not exhibit.original_sha256


def _made(offer_id: str, package: Package) -> _Ready:
    offer = Offer(
        id=offer_id,
        recipient=package.recipient,
        title=package.title,
        holds=package.holds,
        leaves_out=package.leaves_out,
        next_steps=package.next_steps,
    )
    return _Ready(offer=offer, make=lambda: package)

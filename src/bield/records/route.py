"""Where each recipient of a record takes reports, and what it asks. Data, loaded by `facts/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from bield.records.advice import Channel, Service, Source
from bield.records.situation import Country


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a report goes."""

    id: str
    name: str
    """Of who takes it, as a person would say it."""
    countries: frozenset[Country] = frozenset()
    """Empty: everywhere."""
    services: tuple[Service, ...] = ()
    """Of the directory."""
    channels: tuple[Channel, ...] = ()
    """Ways in that the directory does not have, because no step of a plan names them."""
    asks: tuple[str, ...] = ()
    """What its form asks, in its order, as far as a source says."""
    says: tuple[str, ...] = ()
    """What to know before, a sentence each."""
    sources: tuple[Source, ...]
    checked_on: date

    def ways(self, kind: str) -> tuple[Channel, ...]:
        """Give its channels of one kind, such as `email`: its own first."""
        of_services = (channel for service in self.services for channel in service.channels)
        return tuple(c for c in (*self.channels, *of_services) if c.kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformRoute(Route):
    """How one platform takes reports, in its own terms."""

    of: str
    """The id of the platform."""
    called: tuple[str, ...] = ()
    """What people call it, in small letters."""
    hosts: tuple[str, ...] = ()
    """Names of its sites: a link to one of them, or to a name under it, is its own."""
    account: str
    """What an account is called there."""
    link: str = "Link"
    removal: tuple[Channel, ...] = ()
    """Its own form for requests under a law on removal."""
    removal_asks: tuple[str, ...] = ()
    """What that form asks beside what the law does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRoute(Route):
    """How a payment of one way is stopped."""

    of: str
    """The value of `Paid`."""
    reference: str
    """What the number is called by which they find the payment."""
    look: str
    """Where a number to ring stands that can be trusted, after «Look»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalLaw(Route):
    """A law by which a platform has to remove a private picture."""

    cite: str
    """Such as `47 U.S.C. 223a`."""
    within_hours: int
    """From a valid request."""
    since: date
    """From which day platforms must have a way to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """All that is known of where reports go."""

    mail: tuple[Route, ...] = ()
    """Who collects threatening mails, by country. One without a channel tells who else does."""
    platforms: Mapping[str, PlatformRoute] = field(default_factory=lambda: MappingProxyType({}))
    """Id of a platform → its route."""
    payments: Mapping[str, PaymentRoute] = field(default_factory=lambda: MappingProxyType({}))
    """Value of `Paid` → its route."""
    laws: tuple[RemovalLaw, ...] = ()
    pictures: Route
    """Who can block a picture or have it taken down, whatever the platform."""
    school: Route
    """What a school or an employer must know of pictures."""

    @property
    def every(self) -> tuple[Route, ...]:
        """All of them."""
        beside = (*self.mail, *self.laws, self.pictures, self.school)
        return (*beside, *self.platforms.values(), *self.payments.values())

"""Reading `routes.yaml`: where each recipient of a record takes reports, and what it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from bield.facts.catalogue import PAYMENTS, PLATFORMS, SERVICES, SOURCES, load_catalogue
from bield.facts.entries import Entry, entries
from bield.facts.loading import FactsError
from bield.facts.services import channel
from bield.records import (
    Catalogue,
    Country,
    PaymentRoute,
    PlatformRoute,
    RemovalLaw,
    Route,
    Routes,
)

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ROUTES = "routes.yaml"
SAYS_AT_MOST = 4
_R = TypeVar("_R", PlatformRoute, PaymentRoute)


@cache
def load_routes() -> Routes:
    """Load the routes that come with Bield, once a process.

    Raises:
        FactsError: The file says something that cannot be used; the message names the entry and
            the field.
    """
    return read_routes(files("bield.facts"), load_catalogue())


def read_routes(folder: Traversable, catalogue: Catalogue) -> Routes:
    """Read the routes of a folder.

    Args:
        folder: Holds `routes.yaml`.
        catalogue: Has the services, sources, platforms and ways of paying that they name.

    Raises:
        FactsError: The file says something that cannot be used; the message names the entry and
            the field.
    """
    read = _Reader(catalogue)
    kinds: Mapping[str, Callable[[Entry], Route]] = {
        "mail": read.mail,
        "platform": read.platform,
        "payment": read.payment,
        "law": read.law,
        "pictures": read.route,
        "school": read.route,
    }
    found: dict[str, list[Route]] = {kind: [] for kind in kinds}
    for entry in entries(folder, ROUTES):
        kind = entry.text("for")
        if kind not in kinds:
            raise entry.wrong("for", f"“{kind}” is not one of {', '.join(kinds)}.")
        found[kind].append(kinds[kind](entry))
        entry.done()
    for kind in ("pictures", "school"):
        if len(found[kind]) != 1:
            raise FactsError(f"{ROUTES}, “{kind}”: there is exactly one entry for it.")
    return Routes(
        mail=tuple(found["mail"]),
        platforms=_by_id(r for r in found["platform"] if isinstance(r, PlatformRoute)),
        payments=_by_id(r for r in found["payment"] if isinstance(r, PaymentRoute)),
        laws=tuple(law for law in found["law"] if isinstance(law, RemovalLaw)),
        pictures=found["pictures"][0],
        school=found["school"][0],
    )


def _by_id(routes: Iterable[_R]) -> Mapping[str, _R]:
    made: dict[str, _R] = {}
    for route in routes:
        if made.setdefault(route.of, route) is not route:
            raise FactsError(f"{ROUTES}, “{route.id}”, of: “{route.of}” has a route already.")
    return MappingProxyType(made)


class _Reader:
    """Reads entries that name what the catalogue has."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def route(self, entry: Entry) -> Route:
        return Route(name=_term(entry, "name"), **self._common(entry))

    def mail(self, entry: Entry) -> Route:
        made = Route(name=_term(entry, "name"), **self._common(entry, countries=True))
        if len({way.value for way in made.ways("email")}) > 1:
            raise entry.wrong("channels", "a mail is sent to one address.")
        if not (made.services or made.channels or made.says):
            raise entry.wrong("says", "where nobody collects mails, say who else to go to.")
        return made

    def platform(self, entry: Entry) -> PlatformRoute:
        of = self._of(entry, self._catalogue.platforms, PLATFORMS)
        return PlatformRoute(
            of=of,
            name=self._catalogue.platforms[of].name,
            called=entry.texts("called"),
            hosts=entry.texts("hosts"),
            removal=tuple(channel(c, frozenset()) for c in _inner_list(entry, "removal")),
            removal_asks=self._plain(entry, "removal_asks"),
            account=_term(entry, "account"),
            link=_term(entry, "link") if entry.has("link") else "Link",
            **self._common(entry),
        )

    def payment(self, entry: Entry) -> PaymentRoute:
        return PaymentRoute(
            of=self._of(entry, self._catalogue.payments, PAYMENTS),
            name=_term(entry, "name"),
            reference=_term(entry, "reference"),
            look=_term(entry, "look"),
            **self._common(entry),
        )

    def law(self, entry: Entry) -> RemovalLaw:
        hours = entry.text("within_hours")
        if not hours.isdecimal() or not int(hours):
            raise entry.wrong("within_hours", f"“{hours}” is no number of hours.")
        return RemovalLaw(
            name=_term(entry, "name"),
            cite=entry.text("cite"),
            within_hours=int(hours),
            since=entry.day("since"),
            **self._common(entry, countries=True),
        )

    def _common(self, entry: Entry, *, countries: bool = False) -> dict[str, Any]:
        """What every route has; `countries` where it must name some."""
        holds = frozenset(
            entry.chosen("countries", country, Country)
            for country in (entry.texts("countries") if countries else ())
        )
        if countries and not holds:
            raise entry.wrong("countries", "name them.")
        says, services = self._plain(entry, "says"), self._catalogue.services
        if len(says) > SAYS_AT_MOST:
            raise entry.wrong("says", f"expected {SAYS_AT_MOST} at most, found {len(says)}.")
        sources = entry.named("sources", self._catalogue.sources, SOURCES)
        if not sources:
            raise entry.wrong("sources", "a route needs a source.")
        return {
            "id": entry.name,
            "countries": holds,
            "services": entry.named("services", services, SERVICES)
            if entry.has("services")
            else (),
            "channels": tuple(channel(c, holds) for c in _inner_list(entry, "channels")),
            "asks": self._plain(entry, "asks"),
            "says": says,
            "sources": sources,
            "checked_on": entry.day("checked"),
        }

    def _of(self, entry: Entry, known: Mapping[str, object], home: str) -> str:
        named = entry.text("of")
        if named not in known:
            raise entry.wrong("of", f"“{named}” is not in {home}.")
        return named

    def _plain(self, entry: Entry, field: str) -> tuple[str, ...]:
        """Sentences that hold no number to call and no address."""
        texts = entry.sentences(field) if entry.has(field) else ()
        for text in texts:
            entry.refuse_numbers(field, text)
        return texts


def _term(entry: Entry, field: str) -> str:
    """A few words, with no number to call in them."""
    text = entry.text(field)
    entry.refuse_numbers(field, text)
    return text


def _inner_list(entry: Entry, field: str) -> tuple[Entry, ...]:
    return entry.inner_list(field) if entry.has(field) else ()

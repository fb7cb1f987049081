"""Which of an offender's accounts, links, numbers and addresses are on one platform."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bield.records import DetailKind, Offender, OffenderDetail, Platform, Routes

_REACHES = frozenset({DetailKind.ACCOUNT, DetailKind.LINK, DetailKind.PHONE, DetailKind.EMAIL})
"""Kinds by which a platform finds somebody. Where money goes is for the police."""
_OTHER = "other"


class Whereabouts:
    """What is known of an offender, by whether it is on one platform."""

    def __init__(self, offender: Offender, on: Platform, routes: Routes) -> None:
        self._on = on
        self._routes = routes.platforms
        found = [(self._is_here(d), d) for d in offender.details if d.kind in _REACHES]
        self.here = tuple(d for here, d in found if here)
        self.anywhere = tuple(d for here, d in found if here is None)
        self.elsewhere = sum(here is False for here, _ in found)

    def may_be_here(self, place: str) -> bool:
        """Whether a place can be on this platform: not where a link leads to another one."""
        owner = self._owner(place)
        return owner == self._on.id or not owner

    def _is_here(self, detail: OffenderDetail) -> bool | None:
        """`None` where nobody can tell."""
        if owner := (self._owner(detail.value) if detail.kind is DetailKind.LINK else ""):
            return owner == self._on.id
        said = detail.where.strip()
        if not said:
            return None
        if self._names(said, self._on.id, self._on.name):
            return True
        known = any(self._names(said, r.of, r.name) for r in self._routes.values())
        return self._on.id == _OTHER and not known

    def _names(self, said: str, platform: str, name: str) -> bool:
        route = self._routes.get(platform)
        names = (platform, name.casefold(), *(route.called if route else ()))
        return any(re.search(rf"(?<!\w){re.escape(n)}(?!\w)", said.casefold()) for n in names)

    def _owner(self, link: str) -> str:
        """The platform to whose sites a link leads; empty where it is none that is known."""
        host = _host(link)
        for route in self._routes.values():
            if any(host == site or host.endswith(f".{site}") for site in route.hosts):
                return route.of
        return ""


def _host(link: str) -> str:
    text = link.strip()
    try:
        return (urlsplit(text if "://" in text else f"//{text}").hostname or "").casefold()
    except ValueError:
        return ""

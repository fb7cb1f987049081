"""Where an alert goes: areas, their outlines, and the tree that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class AreaKind(StrEnum):
    """What an area is in a force, from the widest to the narrowest."""

    FORCE = "force"
    DIVISION = "division"
    COMMAND_AREA = "command_area"
    TEAM = "team"
    DRAWN = "drawn"
    """Drawn for one alert: it stands in no tree."""


_RANK = {kind: rank for rank, kind in enumerate(AreaKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The smallest box around a shape, in degrees (WGS84)."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A polygon, or several, without fault: no ring crosses itself or another."""

    wkb: bytes = field(repr=False)
    """Well-known binary: longitude and latitude in degrees, WGS84. Edges are straight lines in
    these (RFC 7946, 3.1.1), and what lies on an edge is inside."""
    bounds: Bounds
    corners: int
    """How many it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Everything within a distance along the ground (WGS84 ellipsoid); its rim is inside."""

    longitude: float
    latitude: float
    radius_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Districts:
    """Everybody whose own postcode begins so: `DD1` takes `DD1 4QB`, and not `DD11 1AA`."""

    outward: frozenset[str]


Shape = Outline | Circle | Districts


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place that an alert can be sent to."""

    key: str
    name: str
    kind: AreaKind = AreaKind.DRAWN
    parent: str = ""
    """The key of the area that it lies in; empty at the top."""
    shapes: tuple[Shape, ...] = ()
    """Whoever is in one of them is in the area. Where there is none, it is all that lies in it."""


class UnsoundTreeError(ValueError):
    """Areas that do not make a tree; the error says which, and why."""


@dataclass(frozen=True, slots=True)
class AreaTree:
    """Areas, each in the one that it belongs to. Made by `tree_of`, which sees that it is sound."""

    by_key: Mapping[str, Area]

    def __iter__(self) -> Iterator[Area]:
        return iter(self.by_key.values())

    def within(self, key: str) -> list[Area]:
        """Give the areas directly in one, in the order in which they were given.

        Raises:
            KeyError: There is no such area.
        """
        self.by_key[key]
        return [area for area in self if area.parent == key]

    def path(self, key: str) -> list[Area]:
        """Give an area and all that it lies in, the widest first.

        Raises:
            KeyError: There is no such area.
        """
        found = [self.by_key[key]]
        while found[-1].parent:
            found.append(self.by_key[found[-1].parent])
        return found[::-1]

    def shapes(self, key: str) -> tuple[Shape, ...]:
        """Give an area's own shapes or, where it has none, those of all that lies in it.

        Raises:
            KeyError: There is no such area.
            UnsoundTreeError: Neither has any.
        """
        if found := tuple(self._shapes(key)):
            return found
        raise UnsoundTreeError(f"«{key}» has no shape, and nothing in it has one.")

    def _shapes(self, key: str) -> Iterator[Shape]:
        if own := self.by_key[key].shapes:
            yield from own
            return
        for area in self.within(key):
            yield from self._shapes(area.key)


def tree_of(areas: Iterable[Area]) -> AreaTree:
    """Put areas together to a tree, or refuse what is none.

    Raises:
        UnsoundTreeError: A key stands twice or is empty; a parent is missing; an area lies in a
            narrower one, one of its own kind or itself; or an area of the tree was drawn.
    """
    by_key: dict[str, Area] = {}
    for area in areas:
        if not area.key:
            raise UnsoundTreeError(f"The area «{area.name}» has no key. Give it an «id».")
        if area.key in by_key:
            raise UnsoundTreeError(f"Two areas have the key «{area.key}». Give each its own.")
        by_key[area.key] = area
    for area in by_key.values():
        if not area.parent:
            continue
        parent = by_key.get(area.parent)
        if parent is None:
            raise UnsoundTreeError(
                f"«{area.key}» lies in «{area.parent}», which is not among the areas."
            )
        if AreaKind.DRAWN in (area.kind, parent.kind):
            raise UnsoundTreeError(
                f"«{area.key}» lies in «{parent.key}», and one of them has no kind. Say for each "
                "whether it is a force, division, command_area or team."
            )
        # As each lies in a wider one, no way up can come back to where it began.
        if _RANK[parent.kind] >= _RANK[area.kind]:
            raise UnsoundTreeError(
                f"«{area.key}» is a {area.kind.value}, and lies in «{parent.key}», which is a "
                f"{parent.kind.value}: it must lie in a wider one."
            )
    return AreaTree(by_key)

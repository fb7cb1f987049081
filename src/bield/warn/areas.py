"""GeoJSON (RFC 7946) → areas, in a tree where they name one.

A feature may say `id`, and among its properties `name`, `kind` (force, division, command_area or
team) and `parent` (another's id). A point with `radius_m` among its properties is a circle; a
feature without geometry may say `postcode_districts`, or nothing: then it is all that lies in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from bield.records.area import (
    Area,
    AreaKind,
    AreaTree,
    Circle,
    Districts,
    Shape,
    UnsoundTreeError,
    tree_of,
)
from bield.warn.audience import MOST_RADIUS_M
from bield.warn.mending import MOST_CORNERS, UnusableAreaError, mend

if TYPE_CHECKING:
    from bield.warn.mending import Ring

MOST_BYTES = 64 * 1024 * 1024
MOST_AREAS = 5_000
_MOST_DEEP = 12
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?\Z")
_WGS84_NAMES = re.compile(r"CRS:?84|(?:EPSG:*|EPSG::)4326", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAreas:
    """Areas that were read."""

    tree: AreaTree
    notes: tuple[str, ...] = ()
    """What was put right, or looks odd: a sentence each, with the area's key before it."""


def read_areas(data: bytes) -> ReadAreas:
    """Read areas from GeoJSON.

    Args:
        data: A geometry, a feature or a collection of features; UTF-8.

    Raises:
        UnusableAreaError: It is no GeoJSON, or an area in it is none.
        UnsoundTreeError: The areas do not make a tree.
    """
    notes: list[str] = []
    areas: list[Area] = []
    for number, feature in enumerate(_features(_opened(data)), 1):
        if number > MOST_AREAS:
            raise UnusableAreaError(f"It has more than {MOST_AREAS:,} areas.")
        areas.append(_area(feature, number, notes))
    if not areas:
        raise UnusableAreaError("It has no area.")
    return ReadAreas(tree=tree_of(areas), notes=tuple(notes))


def circle(longitude: float, latitude: float, radius_m: float) -> Circle:
    """Give a circle, or refuse what is none.

    Raises:
        UnusableAreaError: Its middle is on no place of the Earth, or its radius is not more than 0
            and at most 1,000 km.
    """
    if not all(isfinite(value) for value in (longitude, latitude, radius_m)):
        raise UnusableAreaError("A circle needs three numbers: longitude, latitude and metres.")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise UnusableAreaError(
            f"[{longitude:g}, {latitude:g}] is no longitude and latitude: longitude comes first."
        )
    if not 0 < radius_m <= MOST_RADIUS_M:
        raise UnusableAreaError(
            f"A radius of {radius_m:g} m: it must be more than 0, and at most {MOST_RADIUS_M:,} m."
        )
    return Circle(longitude=longitude, latitude=latitude, radius_m=radius_m)


def districts(names: Any) -> Districts:
    """Give postcode districts, or refuse what are none.

    Args:
        names: Such as `["DD1", "EC1A"]`: the first halves of postcodes, in any case.

    Raises:
        UnusableAreaError: One is no postcode district, or there is none.
    """
    if not isinstance(names, list | tuple) or not names:
        raise UnusableAreaError('Postcode districts are a list, such as ["DD1", "DD2"].')
    found = set()
    for name in names:
        outward = name.strip().upper() if isinstance(name, str) else ""
        if not _OUTWARD.match(outward):
            raise UnusableAreaError(
                f"«{str(name)[:40]}» is no postcode district. It is the first half of a postcode, "
                "such as DD1 or EC1A."
            )
        found.add(outward)
    return Districts(outward=frozenset(found))


def _opened(data: bytes) -> Any:
    if len(data) > MOST_BYTES:
        raise UnusableAreaError(f"It is larger than {MOST_BYTES // 2**20} MB.")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise UnusableAreaError("It is no GeoJSON: it is not UTF-8.") from None
    except json.JSONDecodeError as problem:
        raise UnusableAreaError(
            f"It is no GeoJSON: {problem.msg}, in line {problem.lineno}."
        ) from None
    except RecursionError:
        raise UnusableAreaError("It is no GeoJSON: it is nested too deep.") from None
    except ValueError as problem:  # a whole number of thousands of digits
        raise UnusableAreaError(f"It is no GeoJSON: {problem}") from None


def _no_number(name: str) -> Any:
    raise UnusableAreaError(f"«{name}» is no number: a corner needs two.")


def _features(given: Any) -> Iterator[Mapping[str, Any]]:
    if not isinstance(given, dict):
        raise UnusableAreaError("It is no GeoJSON: it has no «type».")
    _only_wgs84(given.get("crs"))
    kind = given.get("type")
    if kind == "FeatureCollection":
        features = given.get("features")
        if not isinstance(features, list):
            raise UnusableAreaError("A FeatureCollection without a list of «features».")
        for feature in features:
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                raise UnusableAreaError("A FeatureCollection holds something that is no Feature.")
            yield feature
    elif kind == "Feature":
        yield given
    else:
        yield {"type": "Feature", "geometry": given, "properties": {}}


def _only_wgs84(crs: Any) -> None:
    """Refuse another system of coordinates, as GeoJSON of before 2016 could name one."""
    if crs is None:
        return
    name = str(crs.get("properties", {}).get("name", "")) if _is_named(crs) else ""
    if not _WGS84_NAMES.search(name):
        raise UnusableAreaError(
            f"Its coordinates are in «{name[:80] or 'a system without a name'}». Save it again in "
            "WGS84 (EPSG:4326): GeoJSON knows no other (RFC 7946, 4)."
        )


def _is_named(crs: Any) -> bool:
    return isinstance(crs, dict) and isinstance(crs.get("properties"), dict)


def _area(feature: Mapping[str, Any], number: int, notes: list[str]) -> Area:
    properties = feature.get("properties")
    said: dict[str, Any] = properties if isinstance(properties, dict) else {}
    key = _text(feature.get("id", said.get("id", ""))) or f"area {number}"
    try:
        kind = _kind(said)
        shapes = tuple(_shapes(feature.get("geometry"), said, key, notes))
    except UnusableAreaError as problem:
        raise UnusableAreaError(f"{key}: {problem}") from None
    except RecursionError:
        raise UnusableAreaError(f"{key}: It is nested too deep.") from None
    if not shapes and kind is AreaKind.DRAWN:
        raise UnusableAreaError(f"{key}: It has no geometry, and no postcode districts.")
    return Area(
        key=key,
        name=_text(said.get("name", "")) or key,
        kind=kind,
        parent=_text(said.get("parent", "")),
        shapes=shapes,
    )


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(str(value).split())[:200]


def _kind(said: Mapping[str, Any]) -> AreaKind:
    named = said.get("kind")
    if named is None:
        return AreaKind.DRAWN
    try:
        return AreaKind(named)
    except ValueError:
        kinds = ", ".join(kind.value for kind in AreaKind if kind is not AreaKind.DRAWN)
        raise UnusableAreaError(
            f"«{str(named)[:40]}» is no kind of area. There are: {kinds}."
        ) from None


def _shapes(geometry: Any, said: Mapping[str, Any], key: str, notes: list[str]) -> Iterator[Shape]:
    if (named := said.get("postcode_districts")) is not None:
        yield districts(named)
    if geometry is None:
        return
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        radius = said.get("radius_m")
        if radius is None or not _is_number(radius):
            raise UnusableAreaError(
                "A point has no inside. Give it «radius_m» among its properties, in metres."
            )
        longitude, latitude = _position(geometry.get("coordinates"))
        yield circle(longitude, latitude, float(radius))
        return
    outlines, said_of_it = mend(_polygons(geometry, 0))
    notes.extend(f"{key}: {note}" for note in said_of_it)
    yield from outlines


def _polygons(geometry: Any, depth: int) -> Iterator[list[Ring]]:
    if not isinstance(geometry, dict) or depth > _MOST_DEEP:
        raise UnusableAreaError("Its geometry is none.")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        yield _rings(coordinates)
    elif kind == "MultiPolygon":
        if not isinstance(coordinates, list):
            raise UnusableAreaError("A MultiPolygon without coordinates.")
        for rings in coordinates:
            yield _rings(rings)
    elif kind == "GeometryCollection":
        held = geometry.get("geometries")
        if not isinstance(held, list):
            raise UnusableAreaError("A GeometryCollection without a list of «geometries».")
        for one in held:
            yield from _polygons(one, depth + 1)
    else:
        raise UnusableAreaError(
            f"A «{str(kind)[:40]}» has no inside. Use a Polygon or a MultiPolygon."
        )


def _rings(coordinates: Any) -> list[Ring]:
    import numpy as np

    if not isinstance(coordinates, list) or not coordinates:
        raise UnusableAreaError("A polygon has no ring.")
    rings = []
    for ring in coordinates:
        if not isinstance(ring, list):
            raise UnusableAreaError("A ring of a polygon is no list of corners.")
        if len(ring) > MOST_CORNERS:
            raise UnusableAreaError(
                f"It has more than {MOST_CORNERS:,} corners. Simplify it: a corner every ten "
                "metres is plenty."
            )
        corners = [_position(position) for position in ring]
        rings.append(np.array(corners, dtype=np.float64).reshape(-1, 2))
    return rings


def _position(position: Any) -> tuple[float, float]:
    if not isinstance(position, list) or len(position) < 2:
        raise UnusableAreaError(
            f"«{str(position)[:40]}» is no corner: it needs a longitude and a latitude."
        )
    x, y = position[0], position[1]
    if not _is_number(x) or not _is_number(y):
        raise UnusableAreaError(f"«{str(position)[:40]}» is no corner: it needs two numbers.")
    try:
        return float(x), float(y)
    except OverflowError:
        raise UnusableAreaError("A corner has a number that is far too large.") from None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


__all__ = [
    "MOST_AREAS",
    "MOST_BYTES",
    "ReadAreas",
    "UnsoundTreeError",
    "UnusableAreaError",
    "circle",
    "districts",
    "read_areas",
]

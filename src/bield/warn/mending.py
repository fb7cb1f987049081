"""Rings as they were drawn → an outline without fault: each fault refused, or mended and said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from bield.records.area import Bounds, Outline

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from numpy.typing import NDArray

    Ring = NDArray[np.float64]

MOST_CORNERS = 200_000
_MOST_TO_MEND = 2_000
_MOST_CROSSINGS = 500
"""Of an outline that crosses itself: with more corners or crossings, mending could take hours."""
_MOST_OVERLAPPING = 500
"""Polygons that are not all apart from each other: each is tested by itself."""
_SAME_AREA = 1e-9
_BRITAIN_TURNED = (49.0, -9.0, 61.0, 3.0)
"""Where Britain lies when latitude stands for longitude: in the sea, off Somalia."""


class UnusableAreaError(ValueError):
    """What was given is no area; the error says what is wrong, where, and what to do."""


class Mended(NamedTuple):
    """Outlines that together are what was drawn, and what was put right, a sentence each."""

    outlines: tuple[Outline, ...]
    notes: tuple[str, ...]


def mend(polygons: Iterable[Sequence[Ring]]) -> Mended:
    """Make outlines without fault out of rings: one, but where polygons overlap.

    Mended and said: a ring that is not closed, wound the wrong way, or drawn over the 180th
    meridian; corners that touch or cross where every way of reading it comes to the same; polygons
    that overlap.

    Args:
        polygons: Of each its outer ring and then its holes: longitude and latitude in degrees.

    Raises:
        UnusableAreaError: A corner is on no place of the Earth; a ring has fewer than three
            corners, or no area; a ring runs around a pole; a ring crosses itself so that it can be
            read in two ways; or there are too many corners.
    """
    import shapely

    notes: dict[str, None] = {}
    parts = []
    corners = 0
    for rings in polygons:
        corners += sum(len(ring) for ring in rings)
        if corners > MOST_CORNERS:
            raise UnusableAreaError(
                f"It has more than {MOST_CORNERS:,} corners. Simplify it: a corner every ten "
                "metres is plenty."
            )
        parts.extend(_cut(_polygon(rings, notes), notes))
    if not parts:
        raise UnusableAreaError("It has no polygon.")
    _hint_at_turned(parts, notes)
    sound = [part if shapely.is_valid(part) else _without_crossings(part, notes) for part in parts]
    if any(shapely.area(part) <= 0 for part in sound):
        raise UnusableAreaError("It has no area: all corners of a polygon lie on a line.")
    whole = shapely.multipolygons(shapely.get_parts(sound))
    if shapely.is_valid(whole):
        return Mended((_outline(whole if len(sound) > 1 else sound[0]),), tuple(notes))
    if len(sound) > _MOST_OVERLAPPING:
        raise UnusableAreaError(
            f"It has {len(sound):,} polygons, and some overlap. {_where(whole)} Join them in the "
            "program that drew them."
        )
    notes["Its polygons overlap or touch: whoever is in one of them is in it, once."] = None
    return Mended(tuple(_outline(part) for part in sound), tuple(notes))


def _outline(shape: Any) -> Outline:
    import shapely

    west, south, east, north = (float(edge) for edge in shape.bounds)
    return Outline(
        wkb=shapely.to_wkb(shape),
        bounds=Bounds(west=west, south=south, east=east, north=north),
        corners=int(shapely.get_num_coordinates(shape)),
    )


def _polygon(rings: Sequence[Ring], notes: dict[str, None]) -> shapely.Geometry:
    import shapely

    if not rings:
        raise UnusableAreaError("A polygon has no ring.")
    made: list[Ring] = []
    for number, ring in enumerate(rings):
        sound = _ring(ring, notes)
        if shapely.is_ccw(shapely.linearrings(sound)) != (number == 0):
            notes["A ring was wound the wrong way (RFC 7946, 3.1.6): its inside is the same."] = (
                None
            )
        if number and abs(made[0][:, 0].mean() - sound[:, 0].mean()) > 180:
            sound = sound - [360.0 * round((sound[0, 0] - made[0][0, 0]) / 360), 0.0]
        made.append(sound)
    return shapely.Polygon(made[0], made[1:])


def _ring(ring: Ring, notes: dict[str, None]) -> Ring:
    """Close a ring, and give it without jumps where it passes the 180th meridian."""
    import numpy as np

    _on_earth(ring)
    if len(ring) and (ring[0] != ring[-1]).any():
        notes["A ring was not closed: its last corner was joined to its first."] = None
        ring = np.vstack([ring, ring[:1]])
    if len(np.unique(ring, axis=0)) < 3:
        raise UnusableAreaError(
            "A ring has fewer than three corners. Draw at least a triangle, or use a circle."
        )
    steps = np.diff(ring[:, 0])
    # 360 degrees at once is an edge of the whole world, and no jump.
    jumps = np.where((np.abs(steps) > 180) & (np.abs(steps) < 360), -np.sign(steps), 0)
    if not jumps.any():
        return ring
    turns = np.concatenate([[0], np.cumsum(jumps)])
    if turns[-1]:
        raise UnusableAreaError(
            "A ring runs around a pole, so that it has no inside on a flat map. Cut it at the "
            "180th meridian and draw it along the pole (RFC 7946, 3.1.9)."
        )
    notes[
        "An edge was longer than half the world: it was taken the short way, over the 180th "
        "meridian."
    ] = None
    return np.column_stack([ring[:, 0] + 360.0 * turns, ring[:, 1]])


def _on_earth(ring: Ring) -> None:
    import numpy as np

    if not np.isfinite(ring).all():
        at = int(np.flatnonzero(~np.isfinite(ring).all(axis=1))[0])
        raise UnusableAreaError(f"Corner {at + 1} of a ring is no number.")
    longitude, latitude = ring[:, 0], ring[:, 1]
    wrong = (np.abs(latitude) > 90) | (np.abs(longitude) > 360)
    if not wrong.any():
        return
    x, y = (float(v) for v in ring[int(np.flatnonzero(wrong)[0])])
    if abs(x) > 360:
        raise UnusableAreaError(
            f"[{x:g}, {y:g}] is no longitude and latitude. It looks like metres on a map, such as "
            "eastings and northings: save the file again in WGS84 (EPSG:4326)."
        )
    turned = " Perhaps latitude and longitude changed places: longitude comes first."
    raise UnusableAreaError(
        f"[{x:g}, {y:g}] has a latitude of {y:g}: a latitude lies between −90 and 90."
        + (turned if abs(x) <= 90 else "")
    )


def _hint_at_turned(parts: list[shapely.Geometry], notes: dict[str, None]) -> None:
    import shapely

    bounds = shapely.total_bounds(parts)
    box = _BRITAIN_TURNED
    if bounds[0] >= box[0] and bounds[1] >= box[1] and bounds[2] <= box[2] and bounds[3] <= box[3]:
        notes[
            "It lies in the Indian Ocean. If it should lie in Britain, latitude and longitude "
            "changed places: longitude comes first."
        ] = None


def _cut(polygon: shapely.Geometry, notes: dict[str, None]) -> list[shapely.Geometry]:
    """Give a polygon in parts that lie between −180 and 180."""
    import shapely
    from shapely.affinity import translate

    west, _, east, _ = polygon.bounds
    if west >= -180 and east <= 180:
        return [polygon]
    if east - west > 360:
        raise UnusableAreaError("A polygon is wider than the world.")
    if not shapely.is_valid(polygon):
        raise UnusableAreaError(
            "A polygon passes the 180th meridian, and crosses itself. "
            f"{_where(polygon)} Draw it again, in two parts (RFC 7946, 3.1.9)."
        )
    notes["It passes the 180th meridian, and was cut there (RFC 7946, 3.1.9)."] = None
    parts: list[shapely.Geometry] = []
    for turn in (-1, 0, 1):
        piece = shapely.intersection(
            polygon, shapely.box(-180 + 360 * turn, -91, 180 + 360 * turn, 91)
        )
        parts.extend(
            translate(part, xoff=-360.0 * turn)
            for part in shapely.get_parts(piece)
            if shapely.area(part) > 0
        )
    return parts


def _without_crossings(part: Any, notes: dict[str, None]) -> Any:
    """Give a polygon that crosses itself as one that does not, where only one can be meant."""
    import shapely

    if shapely.get_num_coordinates(part) > _MOST_TO_MEND:
        raise UnusableAreaError(
            f"It crosses itself. {_where(part)} With so many corners it is not mended: mend it in "
            "the program that drew it."
        )
    if _crossings(part) > _MOST_CROSSINGS:
        raise UnusableAreaError(
            f"It crosses itself more than {_MOST_CROSSINGS} times. {_where(part)} Draw it again."
        )
    # Two ways to read a crossing: what an odd number of turns encloses, and what the outer ring
    # encloses less its holes. Who is warned must not hang on which was meant.
    odd = _areas_of(shapely.make_valid(part, method="linework"))
    enclosed = _enclosed(part.exterior)
    for hole in part.interiors:
        enclosed = shapely.difference(enclosed, _enclosed(hole))
    unlike = shapely.area(shapely.symmetric_difference(odd, enclosed))
    if unlike > _SAME_AREA * shapely.area(shapely.union(odd, enclosed)):
        raise UnusableAreaError(
            f"It crosses itself, and what is inside can be read in two ways. {_where(part)} Draw "
            "it again without the crossing."
        )
    notes[f"It crossed or touched itself, and was mended. {_where(part)}"] = None
    return enclosed


def _crossings(polygon: Any) -> int:
    """Count the pairs of edges that meet, without those that follow each other in a ring."""
    import numpy as np
    import shapely

    edges = []
    for ring in (polygon.exterior, *polygon.interiors):
        corners = shapely.get_coordinates(ring)
        edges.append(np.stack([corners[:-1], corners[1:]], axis=1))
    lines = shapely.linestrings(np.concatenate(edges))
    pairs = shapely.STRtree(lines).query(lines, predicate="intersects")
    # Each pair is found twice, each edge finds itself, and each two that follow each other meet.
    return (int(pairs.shape[1]) - 3 * len(lines)) // 2


def _enclosed(ring: Any) -> Any:
    """Give everything that a ring goes around, however often."""
    import shapely

    edges = shapely.get_parts(shapely.node(shapely.linestrings(ring.coords)))
    return shapely.union_all(shapely.get_parts(shapely.polygonize(edges)))


def _areas_of(geometry: Any) -> Any:
    """Give the polygons of what came out of mending, without stray lines and points."""
    import shapely

    polygons = [
        part
        for part in shapely.get_parts(shapely.get_parts(geometry))
        if shapely.get_dimensions(part) == 2
    ]
    return shapely.union_all(polygons)


def _where(geometry: Any) -> str:
    import shapely

    fault, _, corner = shapely.is_valid_reason(geometry).partition("[")
    return f"{fault} at {corner.rstrip(']').replace(' ', ', ')}."

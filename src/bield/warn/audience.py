"""Who is in an area: exactly, whatever the area, and without looking at everybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sin
from typing import TYPE_CHECKING, Any

from bield.records.area import Circle, Districts, Outline, Shape

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from numpy.typing import NDArray

    from bield.warn.cover import Cover
    from bield.warn.grid import Cells, Numbers

    Rows = NDArray[np.int64]

MOST_RADIUS_M = 1_000_000
_EARTH_M, _FLATTENING = 6_378_137.0, 1 / 298.257223563
_NARROWEST_M = 6_335_439.0
"""The least radius of curvature of the WGS84 ellipsoid: of the meridian, at the equator."""
_ROUNDING_M = 1e-6
_RIM_CORNERS = 128
_LEAST_DEGREE_M = 110_574.0
"""Of latitude: at the equator."""
_NEAR_A_POLE = 85.0


@dataclass(frozen=True, slots=True)
class Places:
    """Where people are, put in order by squares. Made by `placed`.

    A person's number is where they stood in what was given.
    """

    who: NDArray[np.int32]
    """Their numbers, those of one square together; those whose place is not known are left out."""
    longitude: Numbers
    latitude: Numbers
    cells: Cells
    """Each square with somebody in it, once, in order."""
    begins: NDArray[np.int64]
    """Where the people of each square begin in `who`; and at the end how many there are."""
    people: int
    district: NDArray[np.int32]
    """Of everybody, by number: which of `districts`, or −1."""
    districts: dict[str, int]

    @property
    def size_bytes(self) -> int:
        """What it holds in memory."""
        return sum(
            a.nbytes
            for a in (
                self.who,
                self.longitude,
                self.latitude,
                self.cells,
                self.begins,
                self.district,
            )
        )

    def audience(self, shapes: Iterable[Shape]) -> Rows:
        """Give everybody who is in one of the shapes, by number, in order, each once."""
        import numpy as np

        found = [self._inside(shape) for shape in shapes]
        if not found:
            return np.empty(0, dtype=np.int64)
        if len(found) == 1:
            return np.sort(found[0])
        chosen = np.zeros(self.people, dtype=bool)
        for rows in found:
            chosen[rows] = True
        return np.flatnonzero(chosen)

    def _inside(self, shape: Shape) -> Rows:
        import numpy as np

        if isinstance(shape, Districts):
            wanted = [n for name, n in self.districts.items() if name in shape.outward]
            return np.flatnonzero(np.isin(self.district, wanted))
        if isinstance(shape, Circle):
            return self.who[self._in_circle(shape)].astype(np.int64)
        return self.who[self._in_outline(shape)].astype(np.int64)

    def _in_outline(self, shape: Outline) -> Rows:
        import numpy as np
        import shapely

        outline, covered = _opened(shape.wkb)
        edge = self._standing(covered.edge_first, covered.edge_last)
        hit = shapely.intersects_xy(outline, self.longitude[edge], self.latitude[edge])
        inner = self._standing(covered.inner_first, covered.inner_last)
        return np.concatenate([inner, edge[hit]])

    def _in_circle(self, circle: Circle) -> Rows:
        import numpy as np

        near = self._near(circle)
        longitude, latitude = self.longitude[near], self.latitude[near]
        chord = np.sqrt(
            sum(
                (a - b) ** 2
                for a, b in zip(
                    _in_space(longitude, latitude),
                    _in_space(np.array([circle.longitude]), np.array([circle.latitude])),
                    strict=True,
                )
            )
        )
        # A way along the ground is never shorter than the chord; nor, bending nowhere more than
        # a circle of `_NARROWEST_M` does, longer than such an arc over it (Schur's theorem).
        radius = circle.radius_m
        surely = 2 * _NARROWEST_M * sin(radius / (2 * _NARROWEST_M)) - _ROUNDING_M
        inside = chord <= surely
        unsure = np.flatnonzero(~inside & (chord <= radius + _ROUNDING_M))
        if len(unsure):
            inside[unsure] = distances_m(circle, longitude[unsure], latitude[unsure]) <= radius
        return near[inside]

    def _near(self, circle: Circle) -> Rows:
        """Give who may be in a circle, by the squares."""
        import numpy as np
        import shapely

        everybody = np.arange(len(self.who))
        if abs(circle.latitude) + circle.radius_m / _LEAST_DEGREE_M > _NEAR_A_POLE:
            return everybody
        turns = np.linspace(0, 360, _RIM_CORNERS, endpoint=False)
        same = np.ones(_RIM_CORNERS)
        longitude, latitude, _ = _ellipsoid().fwd(
            circle.longitude * same,
            circle.latitude * same,
            turns,
            # Between two corners the rim of the wider circle stays outside the true one.
            same * (circle.radius_m * 1.001 + 1),
        )
        longitude = circle.longitude + (longitude - circle.longitude + 180) % 360 - 180
        if np.abs(longitude).max() > 180:
            return everybody
        rim = shapely.polygons(np.column_stack([longitude, latitude]))
        shapely.prepare(rim)
        return self._standing(*_joined(_covered(rim)))

    def _standing(self, first: Cells, last: Cells) -> Rows:
        """Give where in `who` the people of runs of squares stand."""
        import numpy as np

        begin = self.begins[np.searchsorted(self.cells, first, side="left")]
        end = self.begins[np.searchsorted(self.cells, last, side="right")]
        some = end > begin
        begin, counts = begin[some], (end - begin)[some]
        ahead = np.cumsum(counts) - counts
        return np.repeat(begin - ahead, counts) + np.arange(counts.sum())


def placed(
    longitude: Numbers, latitude: Numbers, outward: Sequence[str] | NDArray[Any] | None = None
) -> Places:
    """Put people in order by where they are.

    Args:
        longitude: In degrees, WGS84; not a number for somebody whose place is not known.
        latitude: Likewise.
        outward: Of each the first half of their postcode, such as `DD1`, or "".

    Raises:
        ValueError: Longitudes, latitudes and postcodes are not as many, or one is out of range.
    """
    import numpy as np

    from bield.warn.grid import NOWHERE, cells_of

    if len(longitude) != len(latitude) or (outward is not None and len(outward) != len(longitude)):
        raise ValueError("Each person has one longitude, one latitude and one postcode.")
    if (np.abs(longitude) > 180).any() or (np.abs(latitude) > 90).any():
        raise ValueError("A longitude lies between −180 and 180, a latitude between −90 and 90.")
    cells = cells_of(longitude, latitude)
    sorted_ = np.argsort(cells, kind="stable")
    order = sorted_[np.searchsorted(cells, NOWHERE, side="right", sorter=sorted_) :].astype(
        np.int32
    )
    distinct, begins = np.unique(cells[order], return_index=True)
    names: list[str] = []
    district = np.full(len(longitude), -1, dtype=np.int32)
    if outward is not None:
        found, which = np.unique(np.asarray(outward, dtype=str), return_inverse=True)
        names, district = found.tolist(), which.astype(np.int32)
    return Places(
        who=order,
        longitude=longitude[order],
        latitude=latitude[order],
        cells=distinct,
        begins=np.append(begins, len(order)).astype(np.int64),
        people=len(longitude),
        district=district,
        districts={name: n for n, name in enumerate(names) if name},
    )


def distances_m(circle: Circle, longitude: Numbers, latitude: Numbers) -> Numbers:
    """Give how far places are from the middle of a circle, along the WGS84 ellipsoid."""
    import numpy as np

    same = np.ones(len(longitude))
    _, _, metres = _ellipsoid().inv(
        circle.longitude * same, circle.latitude * same, longitude, latitude
    )
    return np.asarray(metres, dtype=np.float64)


@lru_cache(maxsize=256)
def _opened(wkb: bytes) -> tuple[shapely.Geometry, Cover]:
    """Open an outline once: a live count asks for the same one again and again."""
    import shapely

    outline = shapely.from_wkb(wkb)
    shapely.prepare(outline)
    return outline, _covered(outline)


def _covered(outline: shapely.Geometry) -> Cover:
    from bield.warn.cover import cover

    return cover(outline)


def _joined(covered: Cover) -> tuple[Cells, Cells]:
    import numpy as np

    return (
        np.concatenate([covered.inner_first, covered.edge_first]),
        np.concatenate([covered.inner_last, covered.edge_last]),
    )


def _in_space(longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Give places on the ellipsoid in metres from the middle of the Earth."""
    import numpy as np

    east, north = np.radians(longitude), np.radians(latitude)
    squared = _FLATTENING * (2 - _FLATTENING)
    normal = _EARTH_M / np.sqrt(1 - squared * np.sin(north) ** 2)
    return (
        normal * np.cos(north) * np.cos(east),
        normal * np.cos(north) * np.sin(east),
        normal * (1 - squared) * np.sin(north),
    )


def _ellipsoid() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")

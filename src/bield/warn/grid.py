"""One whole number for each place: a square of 250 m of the British National Grid, or elsewhere a
square of 1/400 degree.

The number only sorts places, so that those near each other are found together: who is in an area is
decided in longitude and latitude, exactly. So it does no harm that the way to the National Grid is
the Ordnance Survey's seven-parameter one, which stands up to 5 m from OSTN15 (of the forty test
points of the Ordnance Survey the worst is 4.8 m off; `tests/warn/test_areas_grid.py` measures it).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Cells = NDArray[np.int64]

CELL_M = 250
NOWHERE = -1
"""The cell of a place that is not known."""
_NATIONAL_GRID = (
    # Written out, and not looked up as EPSG:27700, so that a machine with finer tables installed
    # puts nobody into another square. Source: Ordnance Survey, «A guide to coordinate systems in
    # Great Britain», v3.6, annexes A and B, 6.6 (2020).
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
    "+step +proj=push +v_3 +step +proj=cart +ellps=WGS84 "
    "+step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.060 +rx=0.1502 +ry=0.2470 +rz=0.8421 "
    "+s=-20.4894 +convention=position_vector +step +inv +proj=cart +ellps=airy "
    "+step +proj=pop +v_3 "
    "+step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
)
_GRID_EAST_M, _GRID_NORTH_M = 700_000, 1_300_000
AROUND_BRITAIN = (-12.0, 48.5, 6.0, 62.5)
"""West, south, east, north in degrees: the whole National Grid lies in it, and in it the projection
is sound."""
_PER_DEGREE = 400


@dataclass(frozen=True, slots=True)
class Grid:
    """Squares in rows: the number of a square is `first + row × width + column + 1`."""

    first: int
    columns: int
    rows: int
    margin: float
    """In squares: how far a straight edge between corners, as placed here, may be from the true."""
    forward: Callable[[Numbers, Numbers], tuple[Numbers, Numbers]]
    """Longitude and latitude to column and row, with fractions."""
    back: Callable[[Numbers, Numbers], tuple[Numbers, Numbers]]

    @property
    def width(self) -> int:
        """With a column more on each side, for what lies beyond the grid."""
        return self.columns + 2

    def number(self, column: Cells, row: Cells) -> Cells:
        """Give the numbers of squares."""
        return self.first + row * self.width + column + 1


def national_grid() -> Grid:
    """Give the squares of 250 m of the British National Grid."""
    return Grid(
        first=0,
        columns=_GRID_EAST_M // CELL_M,
        rows=_GRID_NORTH_M // CELL_M,
        margin=1 / CELL_M,  # a metre
        forward=lambda x, y: _in_cells(*to_national_grid(x, y)),
        back=lambda x, y: from_national_grid(x * CELL_M, y * CELL_M),
    )


def world_grid() -> Grid:
    """Give the squares of 1/400 degree, for everything that is not on the National Grid."""
    return Grid(
        first=1 << 32,
        columns=360 * _PER_DEGREE + 1,
        rows=180 * _PER_DEGREE + 1,
        margin=1e-6,
        forward=lambda x, y: ((x + 180.0) * _PER_DEGREE, (y + 90.0) * _PER_DEGREE),
        back=lambda x, y: (x / _PER_DEGREE - 180.0, y / _PER_DEGREE - 90.0),
    )


def to_national_grid(longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
    """Give eastings and northings in metres, within 5 m of OSTN15 in Great Britain.

    Args:
        longitude: In degrees, WGS84, within `AROUND_BRITAIN`.
        latitude: Likewise.
    """
    east, north = _transformer().transform(longitude, latitude)
    return east, north


def from_national_grid(east: Numbers, north: Numbers) -> tuple[Numbers, Numbers]:
    """Give longitudes and latitudes in degrees (WGS84), within 5 m of OSTN15 in Great Britain."""
    from pyproj.enums import TransformDirection

    longitude, latitude = _transformer().transform(
        east, north, direction=TransformDirection.INVERSE
    )
    return longitude, latitude


def cells_of(longitude: Numbers, latitude: Numbers) -> Cells:
    """Give the number of the square of each place; `NOWHERE` where it is not known.

    Args:
        longitude: In degrees, WGS84, −180 to 180; not a number where the place is not known.
        latitude: Likewise, −90 to 90.
    """
    import numpy as np

    cells = np.full(len(longitude), NOWHERE, dtype=np.int64)
    known = np.isfinite(longitude) & np.isfinite(latitude)
    west, south, east, north = AROUND_BRITAIN
    near = known.copy()
    near &= (longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)
    grid = national_grid()
    columns, rows = grid.forward(longitude[near], latitude[near])
    on_grid = (columns >= 0) & (columns < grid.columns) & (rows >= 0) & (rows < grid.rows)
    at = np.flatnonzero(near)[on_grid]
    cells[at] = grid.number(_floor(columns[on_grid]), _floor(rows[on_grid]))
    known[at] = False
    world = world_grid()
    columns, rows = world.forward(longitude[known], latitude[known])
    cells[known] = world.number(_floor(columns), _floor(rows))
    return cells


def _floor(values: Numbers) -> Cells:
    import numpy as np

    return np.floor(values).astype(np.int64)


def _in_cells(east: Numbers, north: Numbers) -> tuple[Numbers, Numbers]:
    return east / CELL_M, north / CELL_M


@cache
def _transformer() -> Any:
    from pyproj import Transformer

    return Transformer.from_pipeline(_NATIONAL_GRID)

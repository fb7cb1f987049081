"""The squares that an outline covers: wholly, or only in part.

Every square within a margin of an edge of the outline is counted as covered in part; the margin is
wider than any rounding or bending of edges. Between two such squares of a row no edge runs, so what
lies there is wholly inside or wholly outside, and one point of it tells which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from numpy.typing import NDArray

    from bield.warn.grid import Cells, Grid, Numbers

_BEND_DEGREES = 0.02
"""An edge is placed on the National Grid in pieces of at most this length: a piece of 2.2 km bends
by less than 0.2 m there, as far north as 61° (length² × tan(latitude) / 8 Earth radii)."""
_MOST_PIECES = 2_000_000
"""Of edges, a row each. Beyond, everything within the grid is tested: as exact, and slower."""


class Cover(NamedTuple):
    """Runs of numbers of squares, both ends within; none overlap."""

    inner_first: Cells
    inner_last: Cells
    edge_first: Cells
    edge_last: Cells


def cover(outline: shapely.Geometry) -> Cover:
    """Give the squares that an outline covers, on both grids.

    Args:
        outline: A valid polygon or several, longitude and latitude in degrees; prepared, or it
            is slow.
    """
    import numpy as np
    import shapely

    from bield.warn.grid import AROUND_BRITAIN, national_grid, world_grid

    found = []
    west, south, east, north = outline.bounds
    box = AROUND_BRITAIN
    on_grid_only = False
    if west <= box[2] and east >= box[0] and south <= box[3] and north >= box[1]:
        near = outline
        if west < box[0] or east > box[2] or south < box[1] or north > box[3]:
            near = shapely.intersection(outline, shapely.box(*box))
        grid = national_grid()
        x, y, ring = _placed(shapely.segmentize(near, _BEND_DEGREES), grid)
        found.append(_covered((x, y, ring), outline, grid))
        on_grid_only = near is outline and bool(
            min(x.min(), y.min()) >= 1 and x.max() <= grid.columns - 1 and y.max() <= grid.rows - 1
        )
    if not on_grid_only:
        world = world_grid()
        found.append(_covered(_placed(outline, world), outline, world))
    return Cover(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _placed(outline: shapely.Geometry, grid: Grid) -> tuple[Numbers, Numbers, NDArray[np.intp]]:
    """Give the corners on the grid, and of each corner which ring it is of."""
    import shapely

    coordinates, ring = shapely.get_coordinates(
        shapely.get_rings(shapely.get_parts(outline)), return_index=True
    )
    x, y = grid.forward(coordinates[:, 0], coordinates[:, 1])
    return x, y, ring


def _covered(
    rings: tuple[Numbers, Numbers, NDArray[np.intp]], outline: shapely.Geometry, grid: Grid
) -> Cover:
    import numpy as np
    import shapely

    none = np.empty(0, dtype=np.int64)
    edges = _edges(*rings, grid)
    if edges is None:
        whole = np.array([grid.first]), np.array([grid.first + grid.rows * grid.width])
        return Cover(none, none, *whole)
    first, last = _merged(*edges)
    if not len(first):
        return Cover(none, none, first, last)
    # What lies between two runs of a row; between those of two rows lies only the outside.
    from_, to = last[:-1] + 1, first[1:] - 1
    row = (from_ - grid.first) // grid.width
    same = (from_ <= to) & (row == (to - grid.first) // grid.width)
    from_, to, row = from_[same], to[same], row[same]
    column = (from_ - grid.first) % grid.width - 1
    longitude, latitude = grid.back(column + 0.5, row + 0.5)
    inside = shapely.intersects_xy(outline, longitude, latitude)
    return Cover(from_[inside], to[inside], first, last)


def _edges(
    x: Numbers, y: Numbers, ring: NDArray[np.intp], grid: Grid
) -> tuple[Cells, Cells] | None:
    """Give the squares near edges, in runs, a run for an edge and a row; `None` for too many."""
    import numpy as np

    one = ring[:-1] == ring[1:]  # from the end of a ring to the begin of the next is no edge
    x0, y0, x1, y1 = x[:-1][one], y[:-1][one], x[1:][one], y[1:][one]
    turned = y0 > y1
    x0, x1 = np.where(turned, x1, x0), np.where(turned, x0, x1)
    y0, y1 = np.where(turned, y1, y0), np.where(turned, y0, y1)
    margin = grid.margin
    low = np.maximum(np.floor(y0 - margin), 0).astype(np.int64)
    high = np.minimum(np.floor(y1 + margin), grid.rows - 1).astype(np.int64)
    rows = np.maximum(high - low + 1, 0)
    if rows.sum() > _MOST_PIECES:
        return None
    of = np.repeat(np.arange(len(rows)), rows)
    row = low[of] + np.arange(len(of)) - np.repeat(np.cumsum(rows) - rows, rows)
    x0, y0, x1, y1 = x0[of], y0[of], x1[of], y1[of]
    height = y1 - y0
    # An edge that lies along a row has its whole length in it.
    flat = height <= 2 * margin
    slope = (x1 - x0) / np.where(flat, 1.0, height)
    begin = np.where(flat, x0, x0 + (np.clip(row - margin, y0, y1) - y0) * slope)
    end = np.where(flat, x1, x0 + (np.clip(row + 1 + margin, y0, y1) - y0) * slope)
    left = np.floor(np.minimum(begin, end) - margin)
    right = np.floor(np.maximum(begin, end) + margin)
    # What lies beside the grid stands in the columns before its first and after its last.
    left = np.clip(left, -1, grid.columns).astype(np.int64)
    right = np.clip(right, -1, grid.columns).astype(np.int64)
    return grid.number(left, row), grid.number(right, row)


def _merged(first: Cells, last: Cells) -> tuple[Cells, Cells]:
    """Give runs that neither overlap nor touch, in order."""
    import numpy as np

    order = np.argsort(first, kind="stable")
    first, last = first[order], np.maximum.accumulate(last[order])
    if not len(first):
        return first, last
    fresh = np.flatnonzero(first[1:] > last[:-1] + 1)
    begins = np.concatenate([[0], fresh + 1])
    ends = np.concatenate([fresh, [len(first) - 1]])
    return first[begins], last[ends]

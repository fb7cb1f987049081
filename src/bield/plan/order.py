"""The order in which advice stands in any plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bield.records import Advice, Band

if TYPE_CHECKING:
    from collections.abc import Iterable


class CircularOrderError(ValueError):
    """Advice comes after itself, by way of other advice."""


def in_order(advice: Iterable[Advice]) -> tuple[Advice, ...]:
    """Order advice by band, then by what comes after what, then as given.

    Any selection from the result, taken in order, is in order too: so a planner sorts
    once.

    Args:
        advice: In the order of the file. Each `after` names advice of the same band.

    Returns:
        The same advice, ordered.

    Raises:
        CircularOrderError: No order fits; the message names the ids that go round.
    """
    given = tuple(advice)
    ordered: list[Advice] = []
    for band in Band:
        waiting = [entry for entry in given if entry.band is band]
        while waiting:
            still_to_come = {entry.id for entry in waiting}
            for entry in waiting:
                if still_to_come.isdisjoint(entry.after):
                    ordered.append(entry)
                    waiting.remove(entry)
                    break
            else:
                raise CircularOrderError(
                    f"These come after one another in a circle: {', '.join(sorted(still_to_come))}."
                )
    return tuple(ordered)

"""A detail, with its place in the folded text."""

from __future__ import annotations

from dataclasses import dataclass

from bield.records import IndicatorKind


@dataclass(frozen=True, slots=True)
class Found:
    kind: IndicatorKind
    value: str
    start: int
    end: int
    """Half-open range of characters in `Folded.clean`."""
    valid: bool = True

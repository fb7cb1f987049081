"""The person's own text, cut into pieces that are marked and pieces that are not."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bield.records import Span

MarkKind = Literal["", "claim", "indicator", "gap"]

SHOWN_CHARACTERS = 20_000
"""A longer text is cut around its marks: a page must open on an old phone."""
_AROUND_CHARACTERS = 300

_FAR = 2**62

_VISIBLE = {code: "\ufffd" for code in range(32) if chr(code) not in "\t\n\r"} | {127: "\ufffd"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text; for a gap, a sentence that says how much was left out."""

    text: str
    kind: MarkKind


def pieces(text: str, claims: Iterable[Span], indicators: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut a text so that each mark is a piece of its own. Put together, it is the text again.

    Where a claim and an indicator overlap, the overlap is the indicator's. Spans may overlap,
    touch, or stand in any order. A text longer than `SHOWN_CHARACTERS` is cut around its
    marks, with a piece of kind "gap" wherever something is left out.
    """
    length = len(text)
    claimed, indicated = _merge(claims, length), _merge(indicators, length)
    windows = _windows(length, (*claimed, *indicated))
    edges = sorted({0, length, *(e for span in (*claimed, *indicated, *windows) for e in span)})
    shown = text.translate(_VISIBLE)
    made: list[Piece] = []
    left_out = 0
    for start, end in itertools.pairwise(edges):
        if not _within(start, windows):
            left_out += end - start
            continue
        if left_out:
            made.append(_gap(left_out))
            left_out = 0
        kind: MarkKind = ""
        if _within(start, indicated):
            kind = "indicator"
        elif _within(start, claimed):
            kind = "claim"
        made.append(Piece(shown[start:end], kind))
    if left_out:
        made.append(_gap(left_out))
    return tuple(made)


def _gap(characters: int) -> Piece:
    return Piece(f"[{characters:,} characters are not shown here]", "gap")


def _merge(spans: Iterable[Span], length: int) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted((max(0, s), min(length, e)) for s, e in spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _windows(length: int, spans: Sequence[Span]) -> list[Span]:
    """The parts to show: all of it, or what stands around the marks, up to the limit."""
    if length <= SHOWN_CHARACTERS:
        return [(0, length)]
    around = _merge(
        [(s - _AROUND_CHARACTERS, e + _AROUND_CHARACTERS) for s, e in spans], length
    ) or [(0, SHOWN_CHARACTERS)]
    windows: list[Span] = []
    left = SHOWN_CHARACTERS
    for start, end in around:
        if left <= 0:
            break
        windows.append((start, min(end, start + left)))
        left -= end - start
    return windows


def _within(at: int, spans: Sequence[Span]) -> bool:
    """Whether a place is in one of these spans, which are in order and apart."""
    before = bisect_right(spans, (at, _FAR)) - 1
    return before >= 0 and at < spans[before][1]

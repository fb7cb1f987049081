"""What was found in a text, as named features, and their weighing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from bield.recognise.matching import Match
from bield.records import ClaimKind, Indicator, IndicatorKind, Weights

HARM = ("leak", "ransom", "attack", "violence", "secret", "reputation")
"""The groups of claims that other blackmail makes."""
_JOINT = {
    "intimate": ("recording", "recording_loose", "images", "images_loose", "cloud", "sexual"),
    "lure_images": ("images", "cloud", "recording"),
    "distribution": ("threat", "threat_picture", "threat_loose"),
    "harm": HARM,
    "coercion": ("demand", "payment", "cards", "favour", "condition", "deadline", "price"),
}
"""Groups that stand in for each other where two things must meet."""
OUTSIDE = frozenset({"advice", "reporting", "scam_word", "asking", "joke", "ordinary"})

_REPEATED_LIMIT = 4.0
"""Cues that a text speaks from outside count more the oftener they stand, as log2(1 + n) up to
this: advice is full of them, a threat that was passed on with a question has one or two."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How often each group of claims stands in the text; joint features stand there once."""

    counts: Mapping[str, float]

    def weigh(self, weights: Weights) -> float:
        """Give the probability that these weights find in the evidence."""
        total = weights.prior
        for group, weight in weights.groups.items():
            total += weight * self.counts.get(group, 0.0)
        for (one, other), weight in weights.pairs.items():
            if self.counts.get(one) and self.counts.get(other):
                total += weight
        return _logistic(weights.slope * total + weights.offset)

    def __getitem__(self, group: str) -> float:
        return self.counts.get(group, 0.0)


def ceiling(weights: Weights, known: Evidence, open_groups: Set[str]) -> float:
    """Give the highest probability that a text can reach of which only a part is known.

    Args:
        weights: One of the sums.
        known: What was found of the groups that were looked for.
        open_groups: The groups that were not looked for and may stand in the text: each counts
            as fully there where it speaks for it, and not at all where it speaks against it.
    """
    there = open_groups | {name for name, of in _JOINT.items() if not open_groups.isdisjoint(of)}
    total = weights.prior
    for group, weight in weights.groups.items():
        if group in there:
            total += max(0.0, weight) * (_REPEATED_LIMIT if group in OUTSIDE else 1.0)
        else:
            total += weight * known[group]
    for (one, other), weight in weights.pairs.items():
        settled = known[one] and known[other]
        if settled or (
            weight > 0 and (known[one] or one in there) and (known[other] or other in there)
        ):
            total += weight
    return _logistic(weights.slope * total + weights.offset)


def _logistic(total: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))


_WINDOW_CHARACTERS = 420
_DENSE_WINDOW_CHARACTERS = 170
"""About 75 words: the length of a short threat. Japanese and Chinese say as much in fewer."""
_FEWEST_PARTS = 5
_PARTS = 9
PARTS = frozenset(f"parts_{enough}" for enough in range(_FEWEST_PARTS, _PARTS + 1))
"""The features that count how many parts of a threat stand close together."""


def _parts_together(places: Mapping[str, set[int]], window: int) -> int:
    """How many parts of a threat stand within one window that holds an intimate word and «you».

    Threats are worded in endless ways, but their parts stand close together; in other texts
    the same words lie scattered.
    """
    parts = sorted(
        (start, group)
        for group, starts in places.items()
        if group.startswith("part_")
        for start in starts
    )
    inside: Counter[str] = Counter()
    most = 0
    first = 0
    for start, group in parts:
        inside[group] += 1
        while parts[first][0] < start - window:
            inside[parts[first][1]] -= 1
            first += 1
        if inside["part_intimate"] and inside["part_you"]:
            most = max(most, sum(1 for count in inside.values() if count > 0))
    return most


_SPEAKER_SHARE = 0.05
_SHORT_WORDS = 16


def gather(
    matches: Iterable[Match],
    indicators: Iterable[Indicator],
    claims: Mapping[str, ClaimKind],
    *,
    words: int,
    dense: bool = False,
) -> Evidence:
    """Count the groups that the matches and the details belong to.

    Args:
        matches: The phrases found.
        indicators: The details found.
        claims: Which group each claim is of.
        words: How many words the text has.
        dense: Its script says in one character what others say in two or three.
    """
    places: dict[str, set[int]] = {}
    for match in matches:
        places.setdefault(claims[match.claim].group, set()).add(match.start)
    counts: dict[str, float] = {}
    together = _parts_together(places, _DENSE_WINDOW_CHARACTERS if dense else _WINDOW_CHARACTERS)
    for enough in range(_FEWEST_PARTS, _PARTS + 1):
        if together >= enough:
            counts[f"parts_{enough}"] = 1.0
    for group, starts in places.items():
        if group.startswith("part_"):
            continue
        counts[group] = (
            min(_REPEATED_LIMIT, math.log2(1 + len(starts))) if group in OUTSIDE else 1.0
        )
    # Who threatens speaks of himself; who reports on it does not. Few words tell neither.
    counts["speaker"] = (
        0.5
        if words < _SHORT_WORDS
        else min(1.0, len(places.get("speaker", ())) / words / _SPEAKER_SHARE)
    )
    kinds = Counter(i.kind for i in indicators if i.valid)
    if any(kind.is_wallet for kind in kinds):
        counts["wallet"] = 1.0
    if kinds[IndicatorKind.AMOUNT]:
        counts["amount"] = 1.0
    if kinds[IndicatorKind.DEADLINE]:
        counts["deadline"] = 1.0
    if kinds[IndicatorKind.PASSWORD]:
        counts["proof"] = 1.0
    for name, groups in _JOINT.items():
        if any(g in counts for g in groups):
            counts[name] = 1.0
    return Evidence(counts)

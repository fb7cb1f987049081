"""The first look: whether a message can be anything but «not sextortion», at little cost.

It decides the 99 in 100 of a mail server's mails that cannot. What weighs most is looked for
first, and all that was not looked for yet is taken for said: as soon as even that would not
reach a verdict, the answer is known, and it is the one that the whole look would give.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from bield.recognise.evidence import OUTSIDE, PARTS, Evidence, ceiling, gather
from bield.recognise.matching import Look, Match
from bield.records import Lexicon


@dataclass(frozen=True, slots=True)
class _Batch:
    """Groups that are looked for together."""

    groups: frozenset[str]
    claims: frozenset[str]


_DETAILS = frozenset({"wallet", "amount", "deadline", "proof"})
_TELLING_WEIGHT = 1.0


class FirstLook:
    """Looks with one lexicon."""

    def __init__(self, lexicon: Lexicon, *, hint: float, other_hint: float, about: float) -> None:
        """Settle what is asked in which order.

        Args:
            lexicon: What recognition knows.
            hint: The least probability of sextortion with which a verdict is more than «not».
            other_hint: The same of other extortion.
            about: The same of a text about it.
        """
        self._lexicon = lexicon
        self._thresholds = (
            (lexicon.sextortion, hint),
            (lexicon.extortion, other_hint),
            (lexicon.about, about),
        )
        self._group_of = {claim: kind.group for claim, kind in lexicon.claims.items()}
        heavy: set[str] = set()
        for weights, _ in self._thresholds:
            heavy |= {g for g, w in weights.groups.items() if abs(w) >= _TELLING_WEIGHT}
        groups = set(self._group_of.values())
        # What speaks against it first, for it is mostly single words; those that stand nearly
        # everywhere come last.
        against = groups & {*OUTSIDE, "speaker", "own_story"}
        parts = {g for g in groups if g.startswith("part_")}
        heavy &= groups - parts - against
        light = groups - heavy - parts - against
        self._batches = (
            self._batch(against, against),
            self._batch(heavy, heavy),
            self._batch(light, light),
            self._batch(parts, parts | PARTS),
        )
        self._once = frozenset(c for c, g in self._group_of.items() if g in heavy | light)

    def _batch(self, of_claims: Set[str], settled: Set[str]) -> _Batch:
        claims = (claim for claim, group in self._group_of.items() if group in of_claims)
        return _Batch(groups=frozenset(settled), claims=frozenset(claims))

    def leaves_open(self, looks: Sequence[Look], *, words: int, dense: bool = False) -> bool:
        """Tell whether a text can be anything but «not sextortion».

        Args:
            looks: The text, held against each book of its languages.
            words: How many words it has.
            dense: Its script says in one character what others say in two or three.
        """
        possible = {self._group_of[claim] for look in looks for claim in look.claims}
        # The details are not looked for here: any may be there.
        open_groups = possible | _DETAILS
        if {"part_intimate", "part_you"} <= possible:
            open_groups |= PARTS
        matches: list[Match] = []
        for batch in self._batches:
            matches += [m for look in looks for m in look.find(batch.claims, once=self._once)]
            open_groups -= batch.groups
            known = gather(matches, (), self._lexicon.claims, words=words, dense=dense)
            if not self._could_be_said(known, open_groups):
                return False
        return True

    def _could_be_said(self, known: Evidence, open_groups: Set[str]) -> bool:
        if "own_story" in open_groups or known["own_story"]:
            return True
        return any(
            ceiling(weights, known, open_groups) >= threshold
            for weights, threshold in self._thresholds
        )

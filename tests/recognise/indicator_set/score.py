"""Precision and recall of a finder of details on the labelled set, kind by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from indicator_set import Sentence

Detail = tuple[str, str]
"""Kind and value; for a password the password as it stands in the text."""


@dataclass(slots=True)
class Tally:
    """What came of the details of one kind."""

    labelled: int = 0
    found: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0


def score(
    sentences: Sequence[Sentence], find: Callable[[str], Iterable[Detail]]
) -> dict[str, Tally]:
    """Hold what a finder gives against the labels. A detail counts when kind and value agree."""
    tallies: dict[str, Tally] = {}
    for sentence in sentences:
        wanted = Counter((label.kind, label.value) for label in sentence.labels)
        got = Counter(find(sentence.text))
        for detail in wanted | got:
            kind, value = detail
            tally = tallies.setdefault(kind, Tally())
            tally.labelled += wanted[detail]
            tally.found += got[detail]
            tally.right += min(wanted[detail], got[detail])
            if wanted[detail] > got[detail]:
                tally.missed.append(f"{value} in {sentence.text!r}")
            if got[detail] > wanted[detail]:
                tally.false.append(f"{value} in {sentence.text!r}")
    return tallies

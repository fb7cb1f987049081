"""Single bits of a sealed record flipped, one at a time, and shown to both verifiers."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path

from two_verifiers import by_bield, by_the_file


@dataclass(slots=True)
class Tally:
    """How often each verifier said that something is not as it was sealed."""

    tried: int = 0
    by_bield: int = 0
    by_the_file: int = 0
    agreed: int = 0
    missed: list[str] = field(default_factory=list)
    """What was not found by both, or not told alike."""

    def ask(
        self, place: Path, what: str, *, root: str = "", must_name: Set[str] = frozenset()
    ) -> None:
        """Show one tampered record to both verifiers.

        Args:
            place: The record.
            what: What was done to it.
            root: The root that it should have.
            must_name: Paths that must be named, unless the whole is refused.
        """
        ours, other = by_bield(place, root), by_the_file(place, root)
        self.tried += 1
        self.by_bield += ours.word != "sealed"
        self.by_the_file += other.word != "sealed"
        self.agreed += ours == other
        if "sealed" in {ours.word, other.word} or ours != other:
            self.missed.append(f"{what}: Bield {ours.word}, the other {other.word}")
        elif ours.word == "changed" and not must_name <= ours.paths:
            self.missed.append(f"{what}: {must_name - ours.paths} is not named")

    @property
    def all_found(self) -> bool:
        """Whether both found all, and said the same of each."""
        return not self.missed and self.tried == self.by_bield == self.by_the_file == self.agreed


def places(size: int, count: int, seed: int) -> Iterator[tuple[int, int]]:
    """Give random places in so many bytes: a byte, and a bit of it. The same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- the same places each time
    for _ in range(count):
        yield chance.randrange(size), chance.randrange(8)


def flip_each(place: Path, bits: Iterable[tuple[int, int]], tally: Tally) -> None:
    """Flip bits of a file, one at a time and each back again, and ask both verifiers each time."""
    whole = place.read_bytes()
    with place.open("r+b", buffering=0) as file:
        for at, bit in bits:
            file.seek(at)
            file.write(bytes([whole[at] ^ 1 << bit]))
            tally.ask(place, f"bit {bit} of byte {at:,} of {place.name}")
            file.seek(at)
            file.write(whole[at : at + 1])

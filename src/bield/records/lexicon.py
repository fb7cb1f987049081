"""What recognition knows about language: data, loaded by `facts/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bield.records.finding import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimKind:
    """One thing a threatening message, or a text about one, can say."""

    id: str
    """The claim as it is told: one said less plainly is told as the plain one."""
    group: str
    """access, recording, sexual, demand, threat, … : claims of one group stand in for
    each other."""
    statement: str
    truth: str
    standing: Standing
    shown: bool
    """Told to the person as a reason. Claims that only steer the verdict are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseBook:
    """How one language says each claim."""

    language: str
    """ISO 639-1."""
    classes: Mapping[str, tuple[str, ...]]
    """Word lists that phrases name in braces."""
    phrases: Mapping[str, tuple[str, ...]]
    """Claim id → phrases, in the small notation that `recognise/phrases.py` describes."""
    prefixes: tuple[str, ...] = ()
    """What this language writes onto the front of a word (Arabic «and», «the», «with»): a word
    is looked up without it too."""
    voids: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Claim id → words that turn a match which holds one into its contrary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Log-odds: how much each group of claims says for or against."""

    prior: float
    groups: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]
    slope: float = 1.0
    offset: float = 0.0
    """The sum is scaled by these before it is told as a probability, so that it means what it says
    of messages that the weights were not fitted to (`bench/calibration.py`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All that recognition knows about language."""

    claims: Mapping[str, ClaimKind]
    books: tuple[PhraseBook, ...]
    common_words: Mapping[str, frozenset[str]]
    """Language → its commonest short words, for languages that have a book and for
    those that have none yet: so that Bield can say when it cannot read a text."""
    sextortion: Weights
    extortion: Weights
    about: Weights

"""Load what recognition knows: claims, phrases, weights, common words."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

from bield.facts.loading import FactsError, load_yaml
from bield.recognise.fold import fold
from bield.records import ClaimKind, Lexicon, PhraseBook, Standing, Weights

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@functools.cache
def load_lexicon() -> Lexicon:
    """Give the reviewed language data.

    Raises:
        FactsError: A file does not hold what it must; the error names file and entry.
    """
    folder = files("bield.facts")
    entries = load_yaml(folder, "claims.yaml")
    claims = {claim: _claim(claim, entries) for claim in entries}
    names = sorted(i.name for i in (folder / "phrases").iterdir() if i.name.endswith(".yaml"))
    books = tuple(_book(folder, f"phrases/{name}", claims) for name in names)
    weights = load_yaml(folder, "weights.yaml")
    return Lexicon(
        claims=claims,
        books=books,
        common_words={
            language: frozenset(fold(str(word)).lower for word in words)
            for language, words in load_yaml(folder, "languages.yaml").items()
        },
        sextortion=read_weights("sextortion", weights),
        extortion=read_weights("extortion", weights),
        about=read_weights("about", weights),
    )


def _claim(claim: str, entries: Mapping[str, Mapping[str, object]]) -> ClaimKind:
    entry = entries[claim]
    unknown = set(entry) - {"group", "statement", "truth", "standing", "shown", "same_as"}
    if unknown:
        raise FactsError(f"claims.yaml, {claim}: unknown field {sorted(unknown)}")
    try:
        plain = str(entry.get("same_as", claim))
        told = entries[plain]
        return ClaimKind(
            id=plain,
            group=str(entry["group"]),
            statement=str(told["statement"]),
            truth=str(told["truth"]).strip(),
            standing=Standing(str(told["standing"])),
            shown=bool(told.get("shown", True)),
        )
    except (KeyError, ValueError) as error:
        raise FactsError(f"claims.yaml, {claim}: {error}") from error


def _book(folder: Traversable, name: str, claims: Mapping[str, ClaimKind]) -> PhraseBook:
    entry = load_yaml(folder, name)
    unknown = (set(entry["phrases"]) | set(entry.get("voids", {}))) - set(claims)
    if unknown:
        raise FactsError(f"{name}: no such claim in claims.yaml: {sorted(unknown)}")
    return PhraseBook(
        language=str(entry["language"]),
        classes={k: tuple(str(w) for w in v) for k, v in entry.get("classes", {}).items()},
        phrases={k: tuple(str(p) for p in v) for k, v in entry["phrases"].items()},
        prefixes=tuple(str(p) for p in entry.get("prefixes", ())),
        voids={k: tuple(str(w) for w in v) for k, v in entry.get("voids", {}).items()},
    )


def read_weights(name: str, weights: Mapping[str, Mapping[str, object]]) -> Weights:
    """Give one of the three sums of a weights file.

    Raises:
        FactsError: It is not there, or a weight is no number.
    """
    try:
        entry = weights[name]
        groups: Mapping[str, float] = entry["groups"]  # type: ignore[assignment]
        pairs: Mapping[str, float] = entry["pairs"]  # type: ignore[assignment]
        return Weights(
            prior=float(str(entry["prior"])),
            groups={k: float(v) for k, v in groups.items()},
            pairs={_pair(k): float(v) for k, v in pairs.items()},
            slope=float(str(entry.get("slope", 1.0))),
            offset=float(str(entry.get("offset", 0.0))),
        )
    except (KeyError, ValueError) as error:
        raise FactsError(f"weights.yaml, {name}: {error}") from error


def _pair(text: str) -> tuple[str, str]:
    first, _, second = text.partition("+")
    if not second:
        raise ValueError(f"«{text}» is no pair: write one+other")
    return first, second

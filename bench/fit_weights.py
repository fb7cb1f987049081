"""Fit the weights of recognition, starting from those set by hand.

    python bench/fit_weights.py [--sigma 1.0] > src/bield/facts/weights.yaml

Each weight was set by hand from the anatomy of threatening messages (`weights_by_hand.yaml`), then
moved as far as labelled messages ask for: a logistic regression whose prior is a normal
distribution around each weight set by hand (maximum a posteriori), with the sign of each
weight kept. Few messages move a weight little, so that no single mail is fitted. Needs NumPy
and SciPy, the development corpus in ../shared/corpus, and tests/messages: all of it but what is
marked `unseen`, which is never fitted to.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize

from bield.facts.lexicon import load_lexicon, read_weights
from bield.read import UnableToReadError, read
from bield.recognise import Recogniser
from bield.recognise.evidence import Evidence
from bield.records import Weights

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = ROOT / "tests" / "messages"
CORPUS = ROOT.parent / "shared" / "corpus"
_CARE = {"about_sextortion": 4.0, "hard": 3.0}
"""Advice that is taken for a threat frightens whoever it was to help, and our own ordinary messages
were written to be hard: they count more than ordinary mail."""
HEAD = """\
# How much each group of claims says, in log-odds (natural logarithm).
# A text that makes none of them has the odds of `prior`; `pairs` add where both groups stand.
# Groups are those of claims.yaml, and what recognise/evidence.py adds: the details found (wallet,
# amount), and joint groups (intimate, distribution, harm, coercion, lure_images).
# Printed by bench/fit_weights.py: set by hand, then moved as far as labelled messages ask. The sum
# is scaled by `slope` and `offset`, so that the probability means what it says (calibration.py)."""
_VERDICT_OF = {
    "bulk_email": "sextortion",
    "social_lure": "sextortion",
    "hacked_account": "other_extortion",  # in the corpus: those without a sexual claim
}


@dataclass(frozen=True)
class Example:
    verdict: str
    evidence: Evidence
    family: str
    """Near-identical texts share one."""
    unseen: bool
    """Never read by whoever wrote the phrases, and never fitted to."""


def examples(*, unseen: bool = False) -> Iterator[Example]:
    """Give what the labelled messages hold; those marked unseen only where they are asked for."""
    recogniser = Recogniser(load_lexicon())
    folders = [CORPUS, *sorted(p.parent for p in MESSAGES.rglob("index.jsonl"))]
    for folder in folders:
        for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            is_unseen = folder.name == "unseen" or row.get("part") == "unseen"
            if is_unseen and not unseen:
                continue
            try:
                message = read((folder / row["file"]).read_bytes())
            except UnableToReadError:
                continue
            verdict = row.get("verdict") or _VERDICT_OF.get(row["tactic"], row["tactic"])
            if verdict == "unsure":
                continue
            if verdict == "not_sextortion" and folder != CORPUS:
                verdict = "hard"
            heard = recogniser.evidence(message)
            if heard.reading.readable:
                family = f"{folder.name}/{row.get('family', row['file'])}"
                yield Example(verdict, heard.evidence, family, is_unseen)


def fit(rows: list[tuple[str, Evidence]], wanted: str, start: Weights, sigma: float) -> Weights:
    names = [*start.groups, *start.pairs]
    design = np.array(
        [
            [e[g] for g in start.groups]
            + [float(bool(e[a]) and bool(e[b])) for a, b in start.pairs]
            for _, e in rows
        ]
    )
    labels = np.array([float(v == wanted) for v, _ in rows])
    care = np.array([_CARE.get(verdict, 1.0) for verdict, _ in rows])
    prior = np.array([*start.groups.values(), *start.pairs.values(), start.prior])
    design = np.hstack([design, np.ones((len(rows), 1))])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = design @ w
        p = 1 / (1 + np.exp(-z))
        value = care @ (np.logaddexp(0, z) - labels * z) + np.sum((w - prior) ** 2) / 2 / sigma**2
        return float(value), design.T @ (care * (p - labels)) + (w - prior) / sigma**2

    bounds = [(0, None) if w > 0 else (None, 0) for w in prior[:-1]] + [(None, None)]
    best = minimize(loss, prior, jac=True, bounds=bounds, method="L-BFGS-B").x
    by_name = dict(zip(names, (round(float(w), 2) for w in best[:-1]), strict=True))
    return Weights(
        prior=round(float(best[-1]), 2),
        groups={g: by_name[g] for g in start.groups},
        pairs={p: by_name[p] for p in start.pairs},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sigma", type=float, default=1.0)
    sigma = parser.parse_args().sigma
    by_hand = yaml.safe_load((ROOT / "bench" / "weights_by_hand.yaml").read_text(encoding="utf-8"))
    start = {name: read_weights(name, by_hand) for name in by_hand}
    rows = [(e.verdict, e.evidence) for e in examples()]
    # Both kinds of extortion demand and threaten alike: what tells the other kind is measured
    # against ordinary mail and advice, and where both stand the likelier one is taken.
    apart = [row for row in rows if row[0] != "sextortion"]
    fitted = {
        "sextortion": fit(rows, "sextortion", start["sextortion"], sigma),
        "extortion": fit(apart, "other_extortion", start["extortion"], sigma),
        "about": fit(rows, "about_sextortion", start["about"], sigma),
    }
    from calibration import out_of_sample, platt  # here: it takes the fit itself from this file

    slope, offset = platt(*out_of_sample(list(examples(unseen=True)), start["sextortion"], sigma))
    scale = {"slope": round(slope, 3), "offset": round(offset, 3)}
    print(HEAD)
    print(
        yaml.safe_dump(
            {
                name: {
                    **(scale if name == "sextortion" else {}),
                    "prior": w.prior,
                    "groups": dict(w.groups),
                    "pairs": {f"{a}+{b}": v for (a, b), v in w.pairs.items()},
                }
                for name, w in fitted.items()
            },
            sort_keys=False,
        )
    )


if __name__ == "__main__":
    main()

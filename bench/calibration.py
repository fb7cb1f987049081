"""Whether the probability means what it says, and the plot that shows it.

    python bench/calibration.py [--plot docs/reliability.png]

Of the messages that Bield calls 80 % likely, eight in ten should be sextortion. That can only be
told of messages that the weights were not fitted to, so they are fitted five times, each time
without a fifth of the messages (near-identical texts stay together), and that fifth is judged.
A text that was never read while phrases were written (`unseen`) is in no fit at all. From those
probabilities come the slope and offset that `facts/weights.yaml` scales by (Platt, «Probabilistic
Outputs for Support Vector Machines», 1999), the plot, and the figures printed.

What is said holds for a mix such as this one (`n` is printed): of all mail there is, far less is
sextortion, and a person who asks Bield has a reason to.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize

from bield.facts.lexicon import read_weights
from bield.records import Weights
from fit_weights import ROOT, Example, examples, fit

FOLDS = 5
BINS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--sigma", type=float, default=1.0)
    options = parser.parse_args()
    by_hand = yaml.safe_load((ROOT / "bench" / "weights_by_hand.yaml").read_text(encoding="utf-8"))
    start = read_weights("sextortion", by_hand)
    logits, labels = out_of_sample(list(examples(unseen=True)), start, options.sigma)
    slope, offset = platt(logits, labels)
    raw, scaled = sigmoid(logits), sigmoid(slope * logits + offset)
    print(
        f"{len(labels):,} messages judged by weights they were not fitted to, {sum(labels)} threats"
    )
    print(f"  scaled by slope {slope:.2f}, offset {offset:+.2f}")
    for name, p in (("as weighed", raw), ("scaled", scaled)):
        print(
            f"  {name:11} Brier score {np.mean((p - labels) ** 2):.4f}   calibration error "
            f"{calibration_error(p, labels):.4f}   log loss {log_loss(p, labels):.4f}"
        )
    print(f"  {'said':>12}{'n':>7}{'were':>9}")
    for low, high, said, were, n in bins(scaled, labels):
        print(f"  {low:.1f}–{high:.1f}  {said:.2f}{n:>7}{were:>9.2f}")
    if options.plot:
        draw(options.plot, raw, scaled, labels)
        print(f"  drawn: {options.plot}")


def out_of_sample(
    rows: Sequence[Example], start: Weights, sigma: float
) -> tuple[np.ndarray, np.ndarray]:
    """Give each message's log-odds by weights that were fitted without it, and its label."""
    seen = [r for r in rows if not r.unseen]
    groups = sorted({r.family for r in seen})
    fold_of = {family: place % FOLDS for place, family in enumerate(groups)}
    logits: list[float] = []
    labels: list[bool] = []

    def judge(weights: Weights, held_out: Sequence[Example]) -> None:
        for row in held_out:
            p = min(max(row.evidence.weigh(weights), 1e-12), 1 - 1e-12)
            logits.append(math.log(p / (1 - p)))
            labels.append(row.verdict == "sextortion")

    for fold in range(FOLDS):
        kept = [(r.verdict, r.evidence) for r in seen if fold_of[r.family] != fold]
        judge(
            fit(kept, "sextortion", start, sigma),
            [r for r in seen if fold_of[r.family] == fold],
        )
    everything = [(r.verdict, r.evidence) for r in seen]
    judge(fit(everything, "sextortion", start, sigma), [r for r in rows if r.unseen])
    return np.array(logits), np.array(labels)


def sigmoid(z: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-z)))


def platt(logits: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    def loss(ab: np.ndarray) -> float:
        z = ab[0] * logits + ab[1]
        return float(np.sum(np.logaddexp(0, z) - labels * z))

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(offset)


def bins(p: np.ndarray, labels: np.ndarray) -> list[tuple[float, float, float, float, int]]:
    """From, to, the mean said, the share that were, how many; empty ones left out."""
    made = []
    for low in np.arange(BINS) / BINS:
        inside = (p >= low) & ((p < low + 1 / BINS) | (low + 1 / BINS >= 1))
        if inside.any():
            n = int(inside.sum())
            made.append((low, low + 1 / BINS, p[inside].mean(), labels[inside].mean(), n))
    return made


def calibration_error(p: np.ndarray, labels: np.ndarray) -> float:
    """The mean distance between what was said and what was, over bins, by their size."""
    return sum(abs(said - were) * n for _, _, said, were, n in bins(p, labels)) / len(p)


def log_loss(p: np.ndarray, labels: np.ndarray) -> float:
    p = np.clip(p, 1e-9, 1 - 1e-9)
    return float(-np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p)))


def draw(place: Path, raw: np.ndarray, scaled: np.ndarray, labels: np.ndarray) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, (above, below) = plt.subplots(
        2, 1, figsize=(5.5, 6.5), sharex=True, height_ratios=(3, 1), layout="constrained"
    )
    above.plot((0, 1), (0, 1), color="0.6", linestyle="--", label="exactly as said")
    for p, name, style in ((raw, "as weighed", "o:"), (scaled, "as told", "s-")):
        made = bins(p, labels)
        said = np.array([b[2] for b in made])
        were = np.array([b[3] for b in made])
        above.plot(said, were, style, label=name, color="0.5" if p is raw else "tab:blue")
        if p is scaled:
            n = np.array([b[4] for b in made])
            # Wilson's interval, 95 %.
            centre = (were + 1.92 / n) / (1 + 3.84 / n)
            half = 1.96 * np.sqrt(were * (1 - were) / n + 0.96 / n**2) / (1 + 3.84 / n)
            low, high = were - (centre - half), centre + half - were
            above.errorbar(
                said, were, yerr=np.maximum(0, [low, high]), fmt="none", color="tab:blue"
            )
    above.set(ylabel="share that was sextortion", xlim=(0, 1), ylim=(-0.02, 1.02))
    above.legend(loc="upper left")
    above.set_title(f"{len(labels):,} messages, judged by weights not fitted to them")
    below.hist(scaled, bins=BINS, range=(0, 1), color="tab:blue")
    below.set(yscale="log", xlabel="probability told", ylabel="messages")
    figure.savefig(place, dpi=110)


if __name__ == "__main__":
    main()

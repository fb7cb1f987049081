"""Reading bounces, on our samples and on flufl.bounce's test data, beside flufl.bounce itself.

    python bench/bounces.py [--folder SCRATCH] [--faults]

Fetches flufl.bounce's sdist and wheel (Apache-2.0) from PyPI into a scratch folder; nothing of it
is part of Bield. Its test data are split by a hash of the file name. The words and patterns were
written with the first half open; then the other half was counted, once blind: of its 47 mails 33
were right, 12 unknown and 2 wrong, and 24 of 25 «permanent» were so. After that a half of it was
opened too, and learnt from. The last quarter was only ever counted. `--faults` names what was not
right, never of the last quarter.

On our samples «permanent» is as `index.jsonl` says, so a full mailbox called permanent counts
against whoever calls it so; «raised» is an error in place of an answer.

A mail is «right» where the very recipients are found that flufl.bounce's own tests expect (where a
report names an address and the one it was expanded from: either, or both), and failed is told from
delayed as they tell it; «unknown» where Bield names it unknown or finds it to
be none; else «wrong». Its tests call every failure permanent; Bield calls a full mailbox temporary.
So «precision of permanent» is the share of what Bield calls permanent that its tests call so too,
and «failed» counts both.
"""

from __future__ import annotations

import argparse
import ast
import email
import hashlib
import importlib
import json
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bield.adapters.returned_mail import read_returned_mail
from bield.records.returned import Action, Fate, Permanence

OURS = Path(__file__).resolve().parent.parent / "tests" / "warn" / "returned"
SEED = "bield-6"
PARTS = ("open half", "quarter opened later", "quarter kept aside")
ROUNDS = 5


@dataclass(frozen=True)
class Sample:
    path: Path
    failed: frozenset[str]
    delayed: frozenset[str]
    permanent: frozenset[str]


@dataclass(frozen=True)
class Found:
    failed: frozenset[str]
    delayed: frozenset[str]
    permanent: frozenset[str]


Reader = Callable[[bytes], list[Found]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--faults", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        samples = _samples(_fetched(folder))
        theirs = _their_reader(folder)
        parts: dict[str, list[Sample]] = {part: [] for part in PARTS}
        for sample in samples:
            parts[_part_of(sample.path.name)].append(sample)
        print(f"{len(samples)} samples of flufl.bounce that its tests say the recipients of.")
        print("Asked: every one right or unknown; precision of «permanent» ≥ 0.95.\n")
        print(
            f"{'':38}{'right':>7}{'unknown':>9}{'wrong':>7}{'raised':>8}{'failed':>18}{'permanent':>18}"
        )
        ours = _our_samples()
        _count(f"Bield, our {len(ours)} samples", ours, _ours, faults=given.faults)
        _count("flufl.bounce, our samples", ours, theirs, faults=False)
        for name, part in parts.items():
            _count(f"Bield, {name}", part, _ours, faults=given.faults and name != PARTS[-1])
            _count(f"flufl.bounce, {name}", part, theirs, faults=False)
        _speed(samples, theirs)


# ── what is looked at ───────────────────────────────────────────────────────────────


def _fetched(folder: Path) -> Path:
    """Fetch flufl.bounce, unless it is there; give the folder of its tests."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    if not list(folder.glob("flufl_bounce-*.tar.gz")):
        subprocess.run(
            [*pip, "download", "--no-binary", ":all:", "--no-deps", "-d", folder, "flufl.bounce"],
            check=True,
        )
    if not (folder / "installed").exists():
        subprocess.run(
            [*pip, "install", "--target", folder / "installed", "flufl.bounce"], check=True
        )
    sdist = next(folder.glob("flufl_bounce-*.tar.gz"))
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "sdist", filter="data")
    return next((folder / "sdist").glob("*/tests"))


def _samples(tests: Path) -> list[Sample]:
    tree = ast.parse((tests / "test_detectors.py").read_text(encoding="utf-8"))
    table = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "DETECTORS"
    )
    found: dict[str, Sample] = {}
    for _, name, addresses, temporary in ast.literal_eval(table):
        expected = frozenset(a.decode("ascii", "replace").lower() for a in addresses)
        if name not in found or expected:
            none: frozenset[str] = frozenset()
            failed, delayed = (none, expected) if temporary else (expected, none)
            found[name] = Sample(tests / "data" / name, failed, delayed, failed)
    return [found[name] for name in sorted(found)]


def _our_samples() -> list[Sample]:
    rows = (OURS / "index.jsonl").read_text(encoding="utf-8").splitlines()
    return [_our_sample(json.loads(row)) for row in rows]


def _our_sample(row: dict[str, Any]) -> Sample:
    def having(field: str, value: str) -> frozenset[str]:
        chosen = [r for r in row["recipients"] if r[field] == value and r["address"]]
        return frozenset(r["address"].lower() for r in chosen)

    return Sample(
        path=OURS / row["file"],
        failed=having("action", "failed"),
        delayed=having("action", "delayed"),
        permanent=having("permanence", "permanent"),
    )


def _part_of(name: str) -> str:
    first, second = hashlib.sha256(f"{SEED}:{name}".encode()).digest()[:2]
    if first % 2 == 0:
        return PARTS[0]
    return PARTS[1 + second % 2]


# ── what is found ───────────────────────────────────────────────────────────────────


def _ours(data: bytes) -> list[Found]:
    """What was found, with the addresses named in each way that is right."""
    fates = read_returned_mail(data).fates
    ways: list[Callable[[Fate], set[str]]] = [
        lambda f: {f.asked_for or f.address},
        lambda f: {f.address},
        lambda f: {f.address, f.asked_for or f.address},
    ]

    def named(way: Callable[[Fate], set[str]], fates: Iterable[Fate]) -> frozenset[str]:
        return frozenset(address.lower() for fate in fates for address in way(fate) if address)

    return [
        Found(
            failed=named(way, (f for f in fates if f.action is Action.FAILED)),
            delayed=named(way, (f for f in fates if f.action is Action.DELAYED)),
            permanent=named(way, (f for f in fates if f.permanence is Permanence.PERMANENT)),
        )
        for way in ways
    ]


def _their_reader(folder: Path) -> Reader:
    sys.path.append(str(folder / "installed"))
    all_failures = importlib.import_module("flufl.bounce").all_failures

    def read(data: bytes) -> list[Found]:
        temporary, permanent = all_failures(email.message_from_bytes(data))
        failed = frozenset(_letters(a) for a in permanent)
        delayed = frozenset(_letters(a) for a in temporary)
        return [Found(failed=failed, delayed=delayed, permanent=failed)]

    return read


def _letters(address: bytes | str) -> str:
    return (address.decode("ascii", "replace") if isinstance(address, bytes) else address).lower()


def _count(name: str, samples: Sequence[Sample], read: Reader, *, faults: bool) -> None:
    counts: Counter[str] = Counter()
    failed = failed_right = permanent = permanent_right = 0
    wrong = []
    for sample in samples:
        try:
            ways = read(sample.path.read_bytes())
        except (IndexError, LookupError, ValueError, TypeError, AttributeError):
            counts["raised"] += 1
            continue
        right = [w for w in ways if (w.failed, w.delayed) == (sample.failed, sample.delayed)]
        found = (right or ways)[0]
        if right:
            outcome = "right"
        elif not found.failed and not found.delayed:
            outcome = "unknown"
        else:
            outcome = "wrong"
        counts[outcome] += 1
        failed += len(found.failed)
        failed_right += len(found.failed & sample.failed)
        permanent += len(found.permanent)
        permanent_right += len(found.permanent & sample.permanent)
        if outcome != "right":
            wrong.append(f"    {outcome:8} {sample.path.name}: {found} for {sample}")
    print(
        f"  {name:36}{counts['right']:>7}{counts['unknown']:>9}"
        f"{counts['wrong']:>7}{counts['raised']:>8}"
        f"{_share(failed_right, failed):>18}{_share(permanent_right, permanent):>18}"
    )
    if faults:
        print("\n".join(wrong))


def _share(right: int, of: int) -> str:
    return f"{right}/{of} = {right / of:.3f}" if of else "none"


# ── what it costs ───────────────────────────────────────────────────────────────────


def _speed(samples: Sequence[Sample], theirs: Reader) -> None:
    mails = [s.path.read_bytes() for s in samples]
    print("\nMails a second of processor time, each round both in turn (the machine is shared):")
    for _ in range(ROUNDS):
        ours_s, theirs_s = _seconds(_ours, mails), _seconds(theirs, mails)
        print(
            f"  Bield {len(mails) / ours_s:,.0f}   flufl.bounce {len(mails) / theirs_s:,.0f}"
            f"   (× {theirs_s / ours_s:.2f})"
        )


def _seconds(read: Reader, mails: Sequence[bytes]) -> float:
    began = time.process_time()
    for mail in mails:
        read(mail)
    return time.process_time() - began


if __name__ == "__main__":
    main()

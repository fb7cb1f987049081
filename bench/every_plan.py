"""How fast plans are made, and how long it takes to prove the rules about all of them.

    python bench/every_plan.py           both
    python bench/every_plan.py --plans   the speed alone

Plans are made of cases drawn at random (the same each time): a finding of any kind and an answer,
or none, to every question. The peer, in the same run, is `bield.plan.plan`, which reads the
conditions of the catalogue for each plan anew. The proof is the suite's own, in a process of its
own, with all that it loads: that no combination of answers breaks a rule.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from dataclasses import replace
from math import prod
from pathlib import Path

from bield.facts import load_catalogue
from bield.pipeline import WITHOUT_A_MESSAGE
from bield.plan import Planner, plan
from bield.records import (
    About,
    Age,
    Country,
    Detail,
    Finding,
    Happening,
    Paid,
    Role,
    Safety,
    Situation,
    Tactic,
    Verdict,
)

ROOT = Path(__file__).resolve().parent.parent
PROOFS = (
    "tests/plan/test_every_case.py",
    "tests/plan/test_every_combination.py",
    "tests/plan/test_every_report.py",
)
CASES = 20_000
ASKED_S = 120


def combinations() -> int:
    """How many different cases there are: what a message is, times every way to answer."""
    kinds = (Verdict, Tactic, Safety, About, Role, Happening, Age, Age, Country, Paid)
    password_or_wallet = 4
    platforms = len(load_catalogue().platforms) + 1
    details: int = 2 ** len(Detail)
    return prod(len(kind) for kind in kinds) * details * platforms * password_or_wallet


def cases() -> list[tuple[Finding, Situation]]:
    draw = random.Random(1)  # noqa: S311  # the same cases each time are what is wanted
    platforms = ["", *load_catalogue().platforms]
    return [
        (
            replace(
                WITHOUT_A_MESSAGE,
                verdict=draw.choice(list(Verdict)),
                tactic=draw.choice(list(Tactic)),
            ),
            Situation(
                safety=draw.choice(list(Safety)),
                about=draw.choice(list(About)),
                role=draw.choice(list(Role)),
                happening=draw.choice(list(Happening)),
                age=draw.choice(list(Age)),
                age_in_picture=draw.choice(list(Age)),
                country=draw.choice(list(Country)),
                paid=draw.choice(list(Paid)),
                details=frozenset(d for d in Detail if draw.random() < 0.2),
                platform=draw.choice(platforms),
            ),
        )
        for _ in range(CASES)
    ]


def speed() -> None:
    catalogue, drawn = load_catalogue(), cases()
    planner = Planner(catalogue)
    began = time.perf_counter()
    steps = sum(len(planner.plan(finding, situation).steps) for finding, situation in drawn)
    a_second = CASES / (time.perf_counter() - began)
    few = drawn[:100]
    began = time.perf_counter()
    for finding, situation in few:
        plan(finding, situation, catalogue=catalogue)
    peer = len(few) / (time.perf_counter() - began)
    print(
        f"plans by one Planner on one core   {a_second:,.0f} a second "
        f"({CASES:,} cases, {steps / CASES:.0f} steps each on average)"
    )
    print(
        f"with the conditions read each time {peer:,.0f} a second = {a_second / peer:.0f} × slower"
    )


def proof() -> int:
    began = time.perf_counter()
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", *PROOFS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.perf_counter() - began
    told = re.search(r"\d+ (?:passed|failed).*(?= in )", result.stdout)
    print(
        f"the proof over all {combinations():,} cases   {took:.0f} s on {os.cpu_count()} cores: "
        f"{told[0] if told else result.stdout.strip()[-200:]}   (asked: < {ASKED_S} s)"
    )
    return result.returncode


def main() -> int:
    speed()
    return 0 if "--plans" in sys.argv else proof()


if __name__ == "__main__":
    raise SystemExit(main())

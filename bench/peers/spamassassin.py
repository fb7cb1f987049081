"""Debian's SpamAssassin, in one process of its own, with the rules that its package brings."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

EXTORTION = re.compile(r"EXTORT|MALWARE$")
"""`BITCOIN_EXTORT_01`, `BITCOIN_EXTORT_02`, `MONERO_EXTORT_01`, `BITCOIN_MALWARE` …: the rules that
name extortion."""
BITCOIN = re.compile(r"^(?:T_)?(?:BITCOIN|MONERO|PDS_BTC|GB_BITCOIN|FUZZY_BTC|OBFU_BITCOIN)")
"""Any rule about a demand in coins."""


@dataclass(frozen=True)
class Outcome:
    """What came of each mail, in order, and what it cost."""

    hits: list[frozenset[str]]
    """Rules hit."""
    cpu_s: float


def available() -> bool:
    """Tell whether SpamAssassin is on this machine."""
    return bool(shutil.which("spamassassin")) and bool(shutil.which("perl"))


def check(mails: Sequence[Path]) -> Outcome:
    """Give the rules that each mail hits, and the processor seconds for all of them.

    Raises:
        subprocess.CalledProcessError: SpamAssassin failed.
    """
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            ["perl", str(Path(__file__).with_suffix(".pl"))],
            input="".join(f"{m}\n" for m in mails),
            env={"BENCH_HOME": home, "HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=True,
        )
    _, *lines, last = done.stdout.splitlines()
    return Outcome(
        hits=[frozenset(line.split(",")) - {""} for line in lines],
        cpu_s=float(last.removeprefix("cpu ")),
    )

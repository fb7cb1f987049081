"""Whether a scan's memory stays flat, however many mails there are.

    python bench/scan_memory.py [--mails 1000000] [--workers 0]

Writes an mbox of mails made of our own messages (tests/messages; one in a hundred a threat), each
with words of its own so that no cache can hold them all, scans it with the command, and reads
from /proc how much memory each process holds (its resident set) as the scan goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bield.read import UnableToReadError, read

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = ROOT / "tests" / "messages"
_SAMPLES_S = 1.0
_THREAT_EVERY = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mails", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        box = Path(folder) / "box.mbox"
        size = _write(box, options.mails)
        print(
            f"{options.mails:,} mails, mean {size / options.mails / 1000:.1f} kB; scanning …",
            flush=True,
        )
        began = time.monotonic()
        command = ["-m", "bield", "scan", str(box), "--out", str(Path(folder) / "out"), "--json"]
        process = subprocess.Popen(
            [sys.executable, *command, "--workers", str(options.workers)],
            stdout=subprocess.PIPE,
            text=True,
        )
        samples = list(_watch(process))
        assert process.stdout is not None
        counts = json.loads(process.stdout.read())
        took = time.monotonic() - began
        done = counts["messages"]
        print(f"  {done:,} looked at in {took:,.0f} s, {done / took:,.0f} a second")
        for share in (0.1, 0.25, 0.5, 0.75, 1.0):
            at = samples[max(0, int(share * len(samples)) - 1)]
            largest, together = max(at) / 1024, sum(at) / 1024
            print(f"  after {share:>4.0%}: largest {largest:.0f} MB, all {together:.0f} MB")
        print(f"  highest of any process, at any time: {max(map(max, samples)) / 1024:.0f} MB")


def _write(box: Path, mails: int) -> int:
    threats: list[str] = []
    ordinary: list[str] = []
    for index in sorted(MESSAGES.rglob("index.jsonl")):
        for line in index.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            try:
                text = read((index.parent / row["file"]).read_bytes()).text
            except UnableToReadError:
                continue
            (ordinary if row["verdict"] == "not_sextortion" else threats).append(text)
    with box.open("wb") as file:
        for number in range(mails):
            of = threats if number % _THREAT_EVERY == 0 else ordinary
            text = of[number // _THREAT_EVERY % len(of)] if of is threats else of[number % len(of)]
            text = text.replace("\nFrom ", "\n>From ")
            own = " ".join(f"w{number}x{place}" for place in range(20))
            file.write(
                f"From a@example.org Mon Oct  5 10:00:00 2026\nFrom: a{number}@example.org\n"
                f"To: b{number}@example.net\nSubject: number {number}\n"
                f"Message-ID: <{number}@example.org>\n"
                f"Content-Type: text/plain; charset=utf-8\n\n{text}\n{own}\n\n".encode()
            )
    return box.stat().st_size


def _watch(process: subprocess.Popen[str]) -> Iterator[list[int]]:
    """Give the resident kilobytes of the process and all it started, once a second."""
    while process.poll() is None:
        held = [_resident_kb(pid) for pid in (process.pid, *_children(process.pid))]
        yield [kb for kb in held if kb]
        time.sleep(_SAMPLES_S)


def _children(parent: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    except OSError:
        return []
    return [int(pid) for pid in tasks]


def _resident_kb(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


if __name__ == "__main__":
    main()

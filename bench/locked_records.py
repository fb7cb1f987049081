"""How fast a large record is locked for a unit and opened there, in how much memory, beside `age`.

    python bench/locked_records.py [--megabytes 1024] [--words-megabytes 64]

Keeps a file of random bytes in a record, seals it for a key with the command, verifies and opens
it with the unit's key, and reads from the system how much memory each command held at most. Then
the same bytes go through Debian's `age`, which neither hashes nor verifies. With words a record
is held in memory as a whole, so that one is smaller.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIELD = [sys.executable, "-m", "bield"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--words-megabytes", type=int, default=64)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        size = options.megabytes * 1_000_000
        _record("case", size)
        _run([*BIELD, "keys", "new", "unit.key"])
        _run([*BIELD, "keys", "show", "unit.key", "--out", "unit.pub"])
        print(f"A record of {options.megabytes:,} MB, locked for a key")
        record = [*BIELD, "record"]
        opening = ["--out", "out", "--custody", "log", "--by", "bench"]
        _tell(
            "bield record seal --to", size, [*record, "seal", "case", "a.age", "--to", "unit.pub"]
        )
        _tell("bield record verify --key", size, [*record, "verify", "a.age", "--key", "unit.key"])
        _tell("bield record open --key", size, [*record, "open", "a.age", "--key", "unit.key",
              *opening])  # fmt: skip
        shutil.rmtree("out")
        if shutil.which("age"):
            _tell("age --encrypt (its tar)", size, ["age", "-R", "unit.pub", "-o", "b.age",
                  "given"])  # fmt: skip
            _tell("age --decrypt", size, ["age", "-d", "-i", "unit.key", "-o", "b", "b.age"])
        size = options.words_megabytes * 1_000_000
        _record("small", size)
        print(f"A record of {options.words_megabytes:,} MB, locked with words")
        said = _tell("bield record seal --words", size, [*record, "seal", "small", "w.age",
                     "--words"])  # fmt: skip
        words = re.search(r"shown this once: (.*)", said)
        assert words is not None
        _tell("bield record verify --words", size, [*record, "verify", "w.age", "--words"],
              given=f"{words[1]}\n")  # fmt: skip


def _record(name: str, size: int) -> None:
    with Path("given").open("wb") as file:
        for _ in range(size // 1_000_000):
            file.write(os.urandom(1_000_000))
    _run([*BIELD, "record", "new", name, "--picture-age", "adult"])
    _run([*BIELD, "record", "add", name, "given"])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _tell(what: str, size: int, command: list[str], given: str = "") -> str:
    began = time.monotonic()
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(given)
    process.stdin.close()
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = time.monotonic() - began
    assert process.returncode == 0, (command, said)
    print(
        f"  {what:<28} {took:6.1f} s  {size / took / 1e6:6.0f} MB/s  "
        f"at most {usage.ru_maxrss / 1024:5.0f} MB of memory",
        flush=True,
    )
    return said


if __name__ == "__main__":
    main()

"""Whether anything is lost, or looks sealed that is not, when `bield record` is killed.

    python bench/record_kills.py [--kills 200] [--seed 5]

Half of the kills hit a program that adds to a record without end, and says of each entry when it
is kept; a quarter one that seals without end; a quarter the commands themselves: `bield record
add`, `note` and `seal`. Each is killed (SIGKILL) at a moment of a seeded chance, and the record is
opened again, looked through, added to and sealed. Prints what was counted, and what was lost.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "adapters"))

from killed_programs import begun, killed, looks_sealed, lost, sealed  # noqa: E402

from bield.adapters.bag_stores import verify_bag  # noqa: E402
from bield.adapters.record_folder import RecordFolder  # noqa: E402
from bield.keep import UnableToKeepError  # noqa: E402

BIELD = [sys.executable, "-m", "bield", "record"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 -- the same moments each time
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        takes_s = _takes_s(begun(Path(folder) / "case"))
        for number in range(options.kills):
            place = Path(folder) / str(number)
            place.mkdir()
            kind = ("add", "add", "seal", "command")[number % 4]
            if kind == "command":
                wrong += _command(place, chance, counted, takes_s)
            else:
                wrong += {"add": _adding, "seal": _sealing}[kind](place, chance, counted)
            if (number + 1) % 20 == 0:
                print(f"  {number + 1} of {options.kills} …", file=sys.stderr, flush=True)
    print(f"{options.kills} kills at random moments (seed {options.seed}), "
          f"in {time.monotonic() - began:.0f} s")  # fmt: skip
    for what, count in counted.items():
        print(f"  {count:>7,} {what}")
    print("Lost, or looking sealed and not whole: " + ("; ".join(wrong) or "nothing"))
    return 1 if wrong else 0


def _takes_s(record: Path) -> float:
    """Tell how long a command takes on this machine, most of it to begin."""
    began = time.monotonic()
    subprocess.run(
        [*BIELD, "note", str(record), "They wrote."], check=True, stdout=subprocess.DEVNULL
    )
    return time.monotonic() - began


def _adding(place: Path, chance: random.Random, counted: Counter[str]) -> Iterator[str]:
    record = begun(place / "case")
    said = killed("add", record, place, after_s=chance.random() * 0.2)
    counted["kills while entries were added"] += 1
    counted["entries that were told of before a kill"] += len(said)
    _count_left(record, counted)
    missing = lost(record, said)
    counted["of them were there, unchanged, after it"] += len(said) - len(missing)
    yield from missing
    if not verify_bag(sealed(record)).unchanged:
        yield f"{record} cannot be sealed any more"


def _count_left(record: Path, counted: Counter[str]) -> None:
    """Count what a kill left: an entry in the middle of being added."""
    with suppress(OSError):
        incoming = len(list((record / ".incoming").iterdir()))
        counted["kills in the middle of copying a file"] += incoming > 0
    log = (record / "log.jsonl").read_bytes()
    counted["kills in the middle of a line of the log"] += not log.endswith(b"\n")
    folders = len(list((record / "data").iterdir()))
    counted["kills between a file and its line"] += folders > log.count(b'"path":')


def _sealing(place: Path, chance: random.Random, counted: Counter[str]) -> Iterator[str]:
    record = begun(place / "case", items=8)
    outs = place / "outs"
    outs.mkdir()
    said = killed("seal", record, outs / "case", after_s=chance.random() * 0.2)
    counted["kills while a record was sealed"] += 1
    there = list(outs.iterdir())
    counted["sealed files that were there, each whole"] += len(there)
    yield from (str(wrong) for wrong in looks_sealed(outs))
    if len(there) < len(said):
        yield f"of {len(said)} that were told of there are {len(there)}"
    if not verify_bag(sealed(record)).unchanged:
        yield f"{record} cannot be sealed any more"


def _command(
    place: Path, chance: random.Random, counted: Counter[str], takes_s: float
) -> Iterator[str]:
    record = begun(place / "case", items=4)
    (place / "letter.txt").write_bytes(chance.randbytes(2_000_000))
    command = chance.choice(["add", "note", "seal"])
    arguments = {
        "add": [str(record), *[str(place / "letter.txt")] * 30],
        "note": [str(record), "They wrote again."],
        "seal": [str(record), str(place / "case.out")],
    }[command]
    with RecordFolder(record) as folder:
        before = len(folder.chain.entries)
    with subprocess.Popen(
        [*BIELD, command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as program:
        longest = {"add": 3.0, "note": 1.2, "seal": 1.4}[command]
        time.sleep(takes_s * (0.6 + chance.random() * (longest - 0.6)))
        program.kill()
        assert program.stdout is not None
        said = program.stdout.read()
    counted[f"kills of bield record {command}"] += 1
    told = said.count("SHA-256") + said.count(". kept")
    counted["entries that the commands told of before a kill"] += told
    try:
        with RecordFolder(record) as folder:
            there = len(folder.chain.entries) - before
    except UnableToKeepError as problem:
        yield f"{record}: {problem}"
        return
    if there < told:
        yield f"{record}: of {told} that were told of there are {there}"
    yield from lost(record, [])
    out = place / "case.out"
    if "Sealed" in said and not out.exists():
        yield f"{out} was told of and is not there"
    if out.exists() and not verify_bag(out).unchanged:
        yield f"{out} is not whole"


if __name__ == "__main__":
    sys.exit(main())

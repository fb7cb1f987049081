"""How fast records are added to, sealed and verified, in how much memory, beside what others do.

    python bench/record_speed.py [--gigabytes 10] [--items 100000] [--rounds 3] [--in FOLDER]

Large files: `bield record add`, `seal` and `verify`, each beside `sha256sum` and OpenSSL's `openssl
dgst` on the very files that it reads. Bield takes SHA-256 and SHA-512 of each byte, and copies it
when it adds and seals; the others take SHA-256 alone and write nothing. The files given are sparse
(zeros that take no room on the disk); what Bield writes is not.

Small items: 100,000 are added one by one, each on the disk before the next, sealed, and unpacked.
Then Bield and the `bagit` package validate the same folder in turns, each in one process: that
record, of which Bield also holds the log to the files; and a bag of the same items that the `bagit`
package made itself.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bield.adapters.record_folder import RecordFolder

BIELD = [sys.executable, "-m", "bield", "record"]
AT = "2026-12-01T10:00:00Z"
ROOM = 2.5
"""Of the bytes given: the record, the sealed file, and some more."""
PEERS = {
    "sha256sum": ["sha256sum"],
    "openssl dgst -sha256": ["openssl", "dgst", "-sha256"],
}
BOTH_WAYS = {
    "bield": "from bield.adapters.bag_stores import verify_bag; from pathlib import Path; "
    "assert verify_bag(Path({bag!r})).unchanged",
    "bagit": "import bagit; assert bagit.Bag({bag!r}).validate(processes=1)",
}

MAKE = "import bagit; bagit.make_bag('plain', checksums=['sha256', 'sha512'])"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command took."""

    wall_s: float
    cpu_s: float
    memory_mb: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gigabytes", type=float, default=10)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--in", dest="place", type=Path, default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.place) as folder:
        os.chdir(folder)
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        print(f"{os.cpu_count()} processors, load {load}")
        if options.gigabytes:
            _large(options.gigabytes)
        if options.items:
            _small(options.items, options.rounds)


def _large(gigabytes: float) -> None:
    free = shutil.disk_usage(".").free
    size = int(gigabytes * 1e9)
    if size * ROOM > free:
        size = int(free / ROOM)
        print(f"There is room for {size / 1e9:.1f} GB only.")
    # Of 10 GB one is larger than the head of a tar has room to say (8.6 GB).
    given = {"a.bin": size * 90 // 100, "b.bin": size * 7 // 100, "c.bin": size * 3 // 100}
    for name, bytes_ in given.items():
        with Path(name).open("wb") as file:
            file.truncate(bytes_)
    size = sum(given.values())
    print(f"\nLarge files: {', '.join(f'{b / 1e9:.2f} GB' for b in given.values())}")
    _run([*BIELD, "new", "case", "--picture-age", "adult"])
    _beside(size, "bield record add", [*BIELD, "add", "case", *given], list(given))
    kept = [str(path) for path in Path("case/data").rglob("*") if path.is_file()]
    _beside(size, "bield record seal", [*BIELD, "seal", "case", "case.tar"], kept)
    shutil.rmtree("case")
    _beside(size, "bield record verify", [*BIELD, "verify", "case.tar"], ["case.tar"])
    Path("case.tar").unlink()


def _beside(size: int, what: str, command: Sequence[str], read: Sequence[str]) -> None:
    peers = {name: _run([*peer, *read]) for name, peer in PEERS.items()}
    ours = _run(command)
    print(
        f"  {what:<22}{size / ours.wall_s / 1e6:6.0f} MB/s  {ours.wall_s:6.1f} s  "
        f"at most {ours.memory_mb:.0f} MB of memory"
    )
    for name, ran in peers.items():
        print(
            f"    {name:<20}{size / ran.wall_s / 1e6:6.0f} MB/s  {ran.wall_s:6.1f} s  "
            f"so Bield has {ran.wall_s / ours.wall_s:.0%} of its speed",
            flush=True,
        )


def _small(items: int, rounds: int) -> None:
    print(f"\nSmall items: {items:,}")
    tenth = max(items // 10, 1)
    RecordFolder.create(Path("many"))
    walls, times = [], []
    with RecordFolder(Path("many")) as record:
        record.add({"kind": "opened", "at": AT, "by": "bench", "picture_age": "adult"})
        began, processor = time.monotonic(), time.process_time()
        for number in range(items):
            taken = record.take_bytes(f"Message {number}: pay or else.\n".encode() * 8)
            said = {"kind": "item", "at": AT, "what": "a text", "words": "given", "how": ""}
            record.keep(taken, f"message-{number}.txt", said)
            if (number + 1) % tenth == 0:
                walls.append(time.monotonic() - began)
                times.append(time.process_time() - processor)
                began, processor = time.monotonic(), time.process_time()
    print(
        f"  added one by one, each on the disk before the next: {sum(walls):.0f} s; of a "
        f"processor for the first tenth {times[0]:.1f} s, for the last {times[-1]:.1f} s",
        flush=True,
    )
    for what, arguments in (
        ("one note more", ["note", "many", "They wrote again."]),
        ("sealed", ["seal", "many", "many.tar"]),
        ("verified, as a tar", ["verify", "many.tar"]),
    ):
        _told(what, _run([*BIELD, *arguments]))
    Path("out").mkdir()
    _run(["tar", "-C", "out", "-xf", "many.tar"])
    _told("verified, as a folder", _run([*BIELD, "verify", "out/many"]))
    _in_turns("that record, unpacked", Path("out/many"), rounds)
    shutil.rmtree("out")
    Path("many/data").rename("plain")
    _run([sys.executable, "-c", MAKE])
    _in_turns("a bag of the same items that bagit made", Path("plain"), rounds)


def _in_turns(what: str, bag: Path, rounds: int) -> None:
    ran: dict[str, list[Ran]] = {name: [] for name in BOTH_WAYS}
    for _ in range(rounds):
        for name, program in BOTH_WAYS.items():
            ran[name].append(_run([sys.executable, "-c", program.format(bag=str(bag))]))
    print(f"  {what}, validated {rounds} times by each in turns, medians:")
    for name, each in ran.items():
        print(
            f"    {name:<8}{median(one.wall_s for one in each):6.1f} s, "
            f"{median(one.cpu_s for one in each):5.1f} s of a processor, "
            f"at most {max(one.memory_mb for one in each):.0f} MB of memory"
        )
    wall, processor = (
        median(getattr(one, field) for one in ran["bagit"])
        / median(getattr(one, field) for one in ran["bield"])
        for field in ("wall_s", "cpu_s")
    )
    print(
        f"    Bield is {wall:.2f} times as fast ({processor:.2f} by the processor's time)",
        flush=True,
    )


def _told(what: str, ran: Ran) -> None:
    print(
        f"  {what:<24}{ran.wall_s:6.1f} s, {ran.cpu_s:5.1f} s of a processor, at most "
        f"{ran.memory_mb:.0f} MB of memory",
        flush=True,
    )


def _run(command: Sequence[str]) -> Ran:
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.read().decode("utf-8", "replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took = time.monotonic() - began
    assert process.returncode == 0, (command, said[-2_000:])
    return Ran(took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()

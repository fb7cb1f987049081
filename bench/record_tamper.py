"""Whether anything that is done to a sealed record goes unseen, by either verifier.

    python bench/record_tamper.py [--flips 10000] [--every-bit]

Seals records of several kinds with Bield's own functions, flips single bits of them at random
places (the same each time), one at a time, and asks Bield's verifier and the one that stands alone
(`bield record verifier`) each time. So also for every file removed, renamed, exchanged with each
other, added to and changed; for logs that were changed; and for older versions in place of the
newest. Prints what was counted, and what was missed. `--every-bit` also flips every bit of the
smallest record, which takes a quarter of an hour.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "keep"))

from bit_flips import Tally, flip_each, places  # noqa: E402
from tampering import (  # noqa: E402
    LOGS,
    Tampered,
    every_addition,
    every_change,
    every_exchange,
    every_removal,
    every_renaming,
    lines_of,
    logged,
    sealed_anew,
)
from two_verifiers import both, files_of, packed, record_of, sealed  # noqa: E402

SEED = 5
MEMORY = Path("/dev/shm")  # noqa: S108 -- where there is one, no disk is worn out
MESSAGES = ROOT / "tests" / "messages"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--flips", type=int, default=10_000)
    parser.add_argument("--every-bit", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        made = dict(_records(Path(folder)))
        print("Sealed records: " + ", ".join(f"{n} ({len(d):,} bytes)" for n, d in made.items()))
        tallies = [_flipped(Path(folder), made, options.flips)]
        if options.every_bit:
            tallies.append(_every_bit(Path(folder), made))
        place = Path(folder) / "tampered.tar"
        tallies += list(_done_to_files(place, made))
        tallies += list(_forged(place, made))
    lost = [line for tally in tallies for line in tally.missed]
    print("Missed: " + ("; ".join(lost) if lost else "nothing"))
    return 1 if lost else 0


def _records(folder: Path) -> Iterator[tuple[str, bytes]]:
    mails = sorted(MESSAGES.rglob("*.eml"))
    texts = {path.name: path.read_bytes() for path in mails[:40]}
    some = dict(list(texts.items())[:3])
    stamps = [b"a time-stamp" * 200, b"another" * 300]
    yield "a note alone", sealed(record_of({}, ["They wrote again."]))
    yield "three mails", sealed(record_of(some, ["They wrote again.", "And again."]))
    yield "three mails, stamped twice", sealed(record_of(some, ["x"]), stamps=stamps)
    yield "odd names", sealed(record_of({f"{'ü' * n}\n\u202e.eml": b"x" * n for n in (1, 90, 400)}))
    yield f"{len(texts)} mails", sealed(record_of(texts, [f"Note {n}" for n in range(60)]))


def _flipped(folder: Path, made: dict[str, bytes], flips: int) -> Tally:
    tally, began = Tally(), time.monotonic()
    for number, (name, tar) in enumerate(made.items()):
        place = folder / f"{name}.tar"
        place.write_bytes(tar)
        assert both(place).word == "sealed"
        share = flips // len(made) + (number < flips % len(made))
        flip_each(place, places(len(tar), share, SEED + number), tally)
    return _told("single bits flipped at random places", tally, began)


def _every_bit(folder: Path, made: dict[str, bytes]) -> Tally:
    name, tar = min(made.items(), key=lambda named: len(named[1]))
    place = folder / f"{name}.tar"
    tally, began = Tally(), time.monotonic()
    flip_each(place, ((at, bit) for at in range(len(tar)) for bit in range(8)), tally)
    return _told(f"bits flipped: every one of «{name}»", tally, began)


def _done_to_files(place: Path, made: dict[str, bytes]) -> Iterator[Tally]:
    for what, done in (
        ("files removed", every_removal),
        ("files renamed", every_renaming),
        ("files exchanged", every_exchange),
        ("files added", every_addition),
        ("files changed", every_change),
    ):
        tally, began = Tally(), time.monotonic()
        for name in ("three mails", "three mails, stamped twice", "odd names"):
            _ask(place, done(files_of(made[name])), tally)
        yield _told(what, tally, began)
    tally, began = Tally(), time.monotonic()
    files = files_of(made["three mails"])
    for what, change in LOGS.items():
        changed = logged(files, change(lines_of(files)))
        if changed == files:
            continue
        for each in (changed, sealed_anew(changed)):
            place.write_bytes(packed(each))
            tally.ask(place, what)
    yield _told("logs changed, also with all manifests made anew", tally, began)


def _ask(place: Path, each: Iterable[Tampered], tally: Tally) -> None:
    for tampered in each:
        place.write_bytes(packed(tampered.files))
        tally.ask(place, tampered.what, must_name=tampered.must_name)


def _forged(place: Path, made: dict[str, bytes]) -> Iterator[Tally]:
    tally, began = Tally(), time.monotonic()
    alone = Tally()
    older = {f"Note {n}": [f"Note {m}" for m in range(n)] for n in range(20)}
    place.write_bytes(sealed(record_of({}, [f"Note {n}" for n in range(20)])))
    root = both(place).root
    for what, notes in older.items():
        place.write_bytes(sealed(record_of({}, notes)))
        tally.ask(place, f"the version before {what}", root=root[:8])
        alone.ask(place, what)
    yield _told("older versions in place of the newest, with the first 8 figures of its root",
                tally, began)  # fmt: skip
    print(f"  (without the root: {alone.by_bield} of {alone.tried}; nobody could tell)")


def _told(what: str, tally: Tally, began: float) -> Tally:
    print(f"{tally.tried:,} {what}, in {time.monotonic() - began:.0f} s")
    for name, found in (
        ("bield record verify", tally.by_bield),
        ("verify_record.py", tally.by_the_file),
        ("told alike by both", tally.agreed),
    ):
        print(f"  {name:<20} {found:,} of {tally.tried:,}")
    return tally


if __name__ == "__main__":
    sys.exit(main())

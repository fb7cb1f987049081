"""The plan of a scan, written down before it begins: what it covers, in which pieces."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from bield.scan.splits import NOTHING_THERE, SPLIT_BYTES, ScanRefusedError, Split, plan

_HEAD = "scan.json"
_PLAN = "scan-plan.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a scan covers, in sum."""

    paths: list[str]
    form: str
    splits: int
    size: int
    """Bytes."""


def open_plan(
    paths: Sequence[Path],
    out: Path,
    *,
    form: Literal["parquet", "jsonl"],
    split_bytes: int = SPLIT_BYTES,
) -> Plan:
    """Give the plan of the scan that writes to a folder: the one begun there, or a new one.

    Raises:
        ScanRefusedError: The folder is of another scan, or holds other things; or there is
            nothing to scan.
    """
    if out.exists() and not out.is_dir():
        raise ScanRefusedError(f"{out}: This is a file. Name a folder for the results with --out.")
    asked = [str(p.resolve()) for p in paths]
    head = out / _HEAD
    if head.exists():
        begun = Plan(**json.loads(head.read_text(encoding="utf-8")))
        if (begun.paths, begun.form) != (asked, form):
            raise ScanRefusedError(
                f"{out}: Another scan was written here ({begun.form}, of "
                f"{', '.join(begun.paths)}). Name another folder with --out, or ask for the same "
                "again to go on with it."
            )
        return begun
    if out.exists() and any(p.name != _PLAN for p in out.iterdir() if not p.name.startswith(".")):
        raise ScanRefusedError(
            f"{out}: There are other things in this folder. Name a new one with --out."
        )
    out.mkdir(parents=True, exist_ok=True)
    return _write(paths, asked, out, form, split_bytes)


def _write(paths: Sequence[Path], asked: list[str], out: Path, form: str, split_bytes: int) -> Plan:
    number = size = 0
    with (out / _PLAN).open("w", encoding="ascii") as file:
        for split in plan([p.resolve() for p in paths], split_bytes=split_bytes):
            file.write(split.line() + "\n")
            number += 1
            size += split.size
        file.flush()
        os.fsync(file.fileno())
    if not number:
        raise ScanRefusedError(NOTHING_THERE)
    # The head comes last, and in one step: a plan that was not written to its end is none.
    whole = Plan(paths=asked, form=form, splits=number, size=size)
    beside = out / f".{_HEAD}"
    beside.write_text(json.dumps(asdict(whole)), encoding="utf-8")
    beside.replace(out / _HEAD)
    return whole


def splits_of(out: Path) -> Iterator[Split]:
    """Give the pieces of the plan in a folder, in order, one at a time."""
    with (out / _PLAN).open(encoding="ascii") as file:
        for line in file:
            yield Split.of_line(line)

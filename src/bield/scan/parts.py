"""One piece of work → one file of rows, there in full or not at all."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Literal

from bield.adapters.disk import synced
from bield.pipeline import Pipeline
from bield.ports import Given
from bield.scan.rows import FAULT, Row, look_at_given, plain, refused_row
from bield.scan.splits import Split, messages

_ROWS_A_BATCH = 2_000
_SUFFIX = {"parquet": "parquet", "jsonl": "jsonl"}


def part_name(number: int, form: Literal["parquet", "jsonl"]) -> str:
    """Give the name of a piece's file."""
    return f"part-{number:07}.{_SUFFIX[form]}"


def write_part(
    stages: Pipeline,
    split: Split,
    out: Path,
    *,
    form: Literal["parquet", "jsonl"],
    passed_over: Set[int],
    marker: Path,
) -> Counter[str]:
    """Look at a piece and write its rows.

    Args:
        stages: The pipeline.
        split: The piece.
        out: The folder that its file goes into.
        form: What the file is.
        passed_over: Places in the piece of messages that end the process that reads them.
        marker: A file that names, at each moment, the place of the message at hand.

    Returns:
        How many messages there were, by verdict; `refused` counts those that could not be read,
        `fault` those over which Bield itself failed.
    """
    counts: Counter[str] = Counter()
    rows = _counted(_rows(stages, split, passed_over, marker), counts)
    place = out / part_name(split.number, form)
    beside = out / f".{place.name}.{os.getpid()}"
    try:
        if form == "parquet":
            _write_parquet(rows, beside)
        else:
            _write_lines(rows, beside)
        synced(beside)
        beside.replace(place)
        synced(out)
    finally:
        beside.unlink(missing_ok=True)
    return counts


def _rows(stages: Pipeline, split: Split, passed_over: Set[int], marker: Path) -> Iterator[Row]:
    with marker.open("wb", buffering=0) as at:
        for index, given in enumerate(messages(split)):
            at.seek(0)
            at.write(b"%012d" % index)
            if index in passed_over and isinstance(given, Given):
                yield refused_row(
                    given.name,
                    len(given.data),
                    "",
                    "Reading it ended the program: it is built to do harm, or Bield has a fault.",
                )
            else:
                yield from look_at_given(stages, given)


def _counted(rows: Iterator[Row], counts: Counter[str]) -> Iterator[Row]:
    for row in rows:
        counts[_counted_as(row)] += 1
        yield row


def _counted_as(row: Row) -> str:
    if row.verdict:
        return row.verdict.value
    return "fault" if row.refusal.startswith(FAULT) else "refused"


def _write_lines(rows: Iterator[Row], place: Path) -> None:
    with place.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(plain(row), ensure_ascii=False) + "\n")


def _write_parquet(rows: Iterator[Row], place: Path) -> None:
    # Imported here: JSON Lines do without it.
    import pyarrow.parquet as pq

    from bield.scan.tables import ROWS, batches_of

    with pq.ParquetWriter(place, ROWS, compression="zstd") as writer:
        for batch in batches_of(rows, size=_ROWS_A_BATCH):
            writer.write_batch(batch)

"""A scan on a cluster: the same look at messages, by PySpark's `mapInArrow`.

The paths and the folder for the results must be reachable under the same names from every worker.
Spark itself keeps what was done when a worker dies; it writes the results once, at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from bield.pipeline import Pipeline
from bield.scan.rows import look_at_given
from bield.scan.splits import NOTHING_THERE, ScanRefusedError, Split, messages, plan
from bield.scan.tables import ROWS, batches_of

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_ROWS_A_BATCH = 2_000


def scan_on_spark(
    paths: Sequence[Path],
    out: Path,
    *,
    stages: Callable[[], Pipeline],
    form: str,
    session: SparkSession,
) -> Counter[str]:
    """Look at every message at these paths, on a cluster, and write a row for each.

    Args:
        paths: mboxes, Maildirs, folders, files.
        out: A folder that is not there yet.
        stages: Gives the pipeline; called once in each worker. A function of a module.
        form: `parquet` or `jsonl`.
        session: The cluster.

    Returns:
        Verdict → how many messages; `refused` for what could not be read.

    Raises:
        ScanRefusedError: There is nothing to scan, or the folder is there already.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    if out.exists():
        raise ScanRefusedError(f"{out}: This is there already. Name a new folder with --out.")
    lines = [(split.line(),) for split in plan([p.resolve() for p in paths])]
    if not lines:
        raise ScanRefusedError(NOTHING_THERE)
    work = session.createDataFrame(lines, "split string").repartition(len(lines))

    def look(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        pipeline = stages()
        for batch in batches:
            for line in batch.column("split").to_pylist():
                found = messages(Split.of_line(line))
                rows = (row for given in found for row in look_at_given(pipeline, given))
                yield from batches_of(rows, size=_ROWS_A_BATCH)

    schema = from_arrow_schema(ROWS)
    rows = work.mapInArrow(look, schema)
    if form == "parquet":
        rows.write.parquet(str(out.resolve()))
        written = session.read.parquet(str(out.resolve()))
    else:
        rows.write.json(str(out.resolve()), ignoreNullFields=False)
        written = session.read.json(str(out.resolve()), schema=schema)
    counted = written.groupBy("verdict").count().collect()
    return Counter({row["verdict"] or "refused": row["count"] for row in counted})

"""Rows as Arrow record batches: the same look at messages, for whatever speaks Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from bield.pipeline import Pipeline
from bield.scan.rows import Row, look_at, plain

MESSAGES = pa.schema([pa.field("source", pa.string()), pa.field("data", pa.binary())])
"""What `look_at_batch` takes: what each message is called, and its bytes."""

ROWS = pa.schema(
    [
        pa.field("source", pa.string()),
        pa.field("bytes", pa.int64()),
        pa.field("digest", pa.string()),
        pa.field("verdict", pa.string()),
        pa.field("tactic", pa.string()),
        pa.field("probability", pa.float64()),
        pa.field("language", pa.string()),
        pa.field("claims", pa.list_(pa.string())),
        pa.field(
            "indicators",
            pa.list_(
                pa.struct(
                    [
                        pa.field("kind", pa.string()),
                        pa.field("value", pa.string()),
                        pa.field("valid", pa.bool_()),
                    ]
                )
            ),
        ),
        pa.field("refusal", pa.string()),
    ]
)
"""One row a message; the fields are those of `rows.Row`."""


def look_at_batch(stages: Pipeline, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Look at every message of a batch.

    Args:
        stages: The pipeline.
        batch: Of the schema `MESSAGES`, in whatever order its columns stand.

    Returns:
        A batch of the schema `ROWS`: a row a message, in order, and several for an export that
        holds several chats. The same for the same batch, always.
    """
    columns = zip(batch.column("source").to_pylist(), batch.column("data"), strict=True)
    return batch_of(
        row for source, data in columns for row in look_at(stages, source, data.as_py() or b"")
    )


def batch_of(rows: Iterable[Row]) -> pa.RecordBatch:
    """Give rows as one record batch of the schema `ROWS`."""
    return pa.RecordBatch.from_pylist([plain(row) for row in rows], schema=ROWS)


def batches_of(rows: Iterable[Row], *, size: int) -> Iterator[pa.RecordBatch]:
    """Give rows as record batches of at most `size` rows: constant memory for any number."""
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == size:
            yield batch_of(waiting)
            waiting.clear()
    if waiting:
        yield batch_of(waiting)

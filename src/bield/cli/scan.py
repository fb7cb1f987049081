"""`bield scan`: mail by the million, a row each, on all cores or on a cluster."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer

from bield.cli.exits import Exit
from bield.cli.for_mail import Engine, Form


def run_scan(
    paths: Sequence[Path],
    out: Path,
    *,
    form: Form,
    workers: int,
    engine: Engine,
    master: str,
    as_json: bool,
) -> Exit:
    """Scan, show how far it is, and tell the sums.

    Args:
        paths: mboxes, Maildirs, folders, files.
        out: The folder for the results.
        form: What they are written as.
        workers: How many processes; 0 for one a core.
        engine: What does the work.
        master: The cluster's address, for Spark.
        as_json: The sums as one JSON object.

    Returns:
        `DONE`; `MISTAKE` when something given could not be used; `OUTSIDE` when something
        outside failed.
    """
    if form is Form.PARQUET and not _there("pyarrow", "scan"):
        return Exit.OUTSIDE
    if engine is Engine.SPARK and not _there("pyspark", "spark"):
        return Exit.OUTSIDE
    # Imported here: the stages take longer to load than `--help` may.
    from bield.scan import ScanRefusedError

    began = time.monotonic()
    try:
        if engine is Engine.SPARK:
            counts = _on_spark(paths, out, form, master)
        else:
            counts = _here(paths, out, form, workers or os.cpu_count() or 1)
    except ScanRefusedError as refusal:
        typer.echo(str(refusal), err=True)
        return Exit.MISTAKE
    except OSError as error:
        typer.echo(
            f"The scan stopped: {error.strerror or error} ({error.filename or out}). What was done "
            "is kept; once that is mended, the same command goes on.",
            err=True,
        )
        return Exit.OUTSIDE
    _tell(counts, out, time.monotonic() - began, as_json=as_json)
    return Exit.DONE


def _there(module: str, extra: str) -> bool:
    if importlib.util.find_spec(module) is not None:
        return True
    typer.echo(
        f"This needs {module}, which is not installed. Install it with: "
        f"pip install 'bield[{extra}]'",
        err=True,
    )
    return False


def _here(paths: Sequence[Path], out: Path, form: Form, workers: int) -> Counter[str]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from bield.scan import Progress as ScanProgress
    from bield.scan import scan_here
    from bield.wiring import pipeline

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(binary_units=True),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("Scanning", total=None)

        def show(progress: ScanProgress) -> None:
            bar.update(
                task,
                total=progress.bytes_total,
                completed=progress.bytes_done,
                description=f"{progress.messages:,} messages",
            )

        done = scan_here(
            paths,
            out,
            stages=pipeline,
            form=form.value,
            workers=workers,
            on_progress=show,
        )
    if done.earlier:
        typer.echo(f"{done.earlier:,} of {done.splits_total:,} parts were done before.", err=True)
    return done.counts


def _on_spark(paths: Sequence[Path], out: Path, form: Form, master: str) -> Counter[str]:
    from pyspark.sql import SparkSession

    from bield.scan.spark import scan_on_spark
    from bield.wiring import pipeline

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.master(master).appName("bield scan").getOrCreate()
    try:
        return scan_on_spark(paths, out, stages=pipeline, form=form.value, session=session)
    finally:
        session.stop()


def _tell(counts: Counter[str], out: Path, took_s: float, *, as_json: bool) -> None:
    if as_json:
        typer.echo(
            json.dumps({"out": str(out), "messages": counts.total(), "verdicts": dict(counts)})
        )
        return
    speed = f", {counts.total() / took_s:,.0f} a second" if counts and took_s else ""
    typer.echo(f"{counts.total():,} messages looked at{speed}.")
    for verdict, times in counts.most_common():
        typer.echo(f"  {times:>10,}  {_WORDS[verdict]}")
    typer.echo(f"A row for each is in {out}.")


_WORDS = {
    "sextortion": "sextortion",
    "other_extortion": "other blackmail",
    "about_sextortion": "about sextortion, not a threat",
    "not_sextortion": "neither",
    "unsure": "unsure",
    "refused": "could not be read: the row says why",
    "fault": "could not be read for a fault of Bield's: please report it",
}

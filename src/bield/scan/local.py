"""A scan on this machine: every core at work, one file written for each piece of work.

What makes it safe to kill: a piece's rows are written beside their place, synced, and moved there
in one step. A piece is done when its file is there, and never else; going on does those that are
not. Nothing is done twice, and nothing is left out.
"""

from __future__ import annotations

import contextlib
import gc
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from bield.pipeline import Pipeline
from bield.scan.parts import part_name, write_part
from bield.scan.plan_file import open_plan, splits_of
from bield.scan.splits import SPLIT_BYTES, Split

Format = Literal["parquet", "jsonl"]
_WAITING_PER_WORKER = 2
_LOOK_FOR_PARENT_S = 1.0


@dataclass(slots=True)
class Progress:
    """How far a scan is."""

    bytes_total: int
    bytes_done: int = 0
    splits_total: int = 0
    splits_done: int = 0
    earlier: int = 0
    """How many pieces an earlier run had done."""
    messages: int = 0
    """Looked at in this run; what an earlier run did is not counted again."""
    counts: Counter[str] = field(default_factory=Counter)
    """Verdict → how many, in this run; `refused` for what could not be read, `fault` where Bield
    itself was at fault."""


def scan_here(
    paths: Sequence[Path],
    out: Path,
    *,
    stages: Callable[[], Pipeline],
    form: Format,
    workers: int,
    split_bytes: int = SPLIT_BYTES,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Progress:
    """Look at every message at these paths and write a row for each.

    Args:
        paths: mboxes, Maildirs, folders, files.
        out: A folder: new, empty, or of the same scan begun earlier, which then goes on.
        stages: Gives the pipeline; called once in each worker.
        form: What the files in the folder are.
        workers: How many processes.
        split_bytes: How large a piece of work is; for a scan begun earlier, what it was then.
        on_progress: Called after each piece.

    Raises:
        ScanRefusedError: There is nothing to scan, or the folder belongs to another scan.
        OSError: The folder cannot be written.
    """
    plan = open_plan(paths, out, form=form, split_bytes=split_bytes)
    progress = Progress(bytes_total=plan.size, splits_total=plan.splits)
    todo = _not_done(out, form, progress)
    on_progress(progress)
    with contextlib.closing(_Workers(out, form, stages, workers)) as pool:
        for split, counts in pool.work_through(todo):
            progress.bytes_done += split.size
            progress.splits_done += 1
            progress.messages += sum(counts.values())
            progress.counts += counts
            on_progress(progress)
    return progress


def _not_done(out: Path, form: Format, progress: Progress) -> Iterator[Split]:
    for split in splits_of(out):
        if (out / part_name(split.number, form)).exists():
            progress.earlier += 1
            progress.splits_done += 1
            progress.bytes_done += split.size
        else:
            yield split


class _Workers:
    """A pool that outlives its workers: one that dies over a message is replaced, and the message
    is written down as the one that it died of."""

    def __init__(
        self, out: Path, form: Format, stages: Callable[[], Pipeline], workers: int
    ) -> None:
        self._out = out
        self._form = form
        self._stages = stages
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def work_through(self, splits: Iterator[Split]) -> Iterator[tuple[Split, Counter[str]]]:
        running: dict[Future[Counter[str]], Split] = {}
        while True:
            room = self._workers * _WAITING_PER_WORKER - len(running)
            for split in islice(splits, room):
                running[self._submit(split)] = split
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            broken: list[Split] = []
            for future in done:
                split = running.pop(future)
                try:
                    yield split, future.result()
                except BrokenProcessPool:
                    broken.append(split)
            if broken:
                broken += running.values()
                running.clear()
                for split in sorted(broken, key=lambda s: s.number):
                    yield split, self._alone(split)

    def _submit(
        self, split: Split, passed_over: frozenset[int] = frozenset()
    ) -> Future[Counter[str]]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers,
                mp_context=get_context("spawn"),
                initializer=_begin,
                initargs=(self._stages, os.getpid()),
            )
        return self._pool.submit(_work, split, self._out, self._form, passed_over)

    def _alone(self, split: Split) -> Counter[str]:
        """Do a piece with nothing beside it, so that a worker's death names the message."""
        passed_over: frozenset[int] = frozenset()
        while True:
            self.close()
            marker = _marker(self._out, split)
            marker.unlink(missing_ok=True)
            try:
                return self._submit(split, passed_over).result()
            except BrokenProcessPool:
                at = int(marker.read_text(encoding="ascii")) if marker.exists() else -1
                if at < 0 or at in passed_over:
                    raise
                passed_over |= {at}


# ── in a worker ─────────────────────────────────────────────────────────────────────

_stages: Pipeline | None = None


def _begin(stages: Callable[[], Pipeline], parent: int) -> None:
    global _stages  # noqa: PLW0603 -- a worker process has one pipeline, made once
    _stages = stages()
    # What lives as long as the worker is not looked through again and again for what has died.
    gc.collect()
    gc.freeze()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End when the process that gave the work is gone: a kill leaves nobody behind to work on."""
    while os.getppid() == parent:
        time.sleep(_LOOK_FOR_PARENT_S)
    os._exit(1)


def _work(split: Split, out: Path, form: Format, passed_over: frozenset[int]) -> Counter[str]:
    if _stages is None:
        raise RuntimeError("a worker was given work before it had begun")
    marker = _marker(out, split)
    try:
        return write_part(_stages, split, out, form=form, passed_over=passed_over, marker=marker)
    finally:
        marker.unlink(missing_ok=True)


def _marker(out: Path, split: Split) -> Path:
    return out / f".at-{split.number:07}"

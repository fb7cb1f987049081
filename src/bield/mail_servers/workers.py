"""Processes that read and recognise, so that one mail never holds up the next.

Recognition is pure Python and takes all of a core. A worker does one thing at a time and ends
itself when that takes too long, also in code that would not hear an exception; a new one takes
its place, and no other mail notices.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Concatenate, ParamSpec, TypeVar

from bield.pipeline import Pipeline

P = ParamSpec("P")
T = TypeVar("T")
Load = Callable[[], Pipeline]
"""A function of a module, for it is called in another process."""

WAIT_S = 60.0
"""How long a mail waits for a free worker: well under the 300 s after which Postfix gives up
(`milter_content_timeout`, `lmtp_data_done_timeout`)."""


class WorkerFailedError(Exception):
    """The worker ended in the middle: killed, out of memory, or by a fault of its own."""


class WorkerTookTooLongError(WorkerFailedError):
    """The worker was ended, for it took longer than it may; or none was free for as long."""


class Workers:
    """A fixed number of workers, each kept warm and replaced when it ends."""

    def __init__(self, load: Load, *, count: int, seconds: float) -> None:
        """Name what the workers load; `start` starts them.

        Args:
            load: Gives the pipeline that a worker keeps.
            count: How many there are: one for each core.
            seconds: How long one may take for one mail.
        """
        self._load = load
        self._count = count
        self._seconds = seconds
        # Not a fork of this process, which has threads and sockets: each worker is forked off a
        # small process that has loaded the code and nothing else.
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload([load.__module__, __name__])
        self._free: asyncio.Queue[ProcessPoolExecutor] = asyncio.Queue()
        self._all: set[ProcessPoolExecutor] = set()

    async def start(self) -> None:
        """Start every worker and wait until each is warm.

        Raises:
            WorkerFailedError: One could not start.
        """
        loop = asyncio.get_running_loop()
        workers = [self._new() for _ in range(self._count)]
        try:
            await asyncio.gather(*(loop.run_in_executor(w, os.getpid) for w in workers))
        except BrokenProcessPool as problem:
            raise WorkerFailedError(str(problem)) from problem
        for worker in workers:
            self._free.put_nowait(worker)

    async def run(
        self,
        function: Callable[Concatenate[Pipeline, P], T],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> T:
        """Give what `function(pipeline, *arguments)` gives, in the next free worker.

        Args:
            function: A function of a module.
            arguments: What it takes, after the worker's pipeline.
            named: What it takes by name.

        Raises:
            WorkerTookTooLongError: It took too long, or no worker was free for a minute.
            WorkerFailedError: The worker ended in the middle.
            Exception: Whatever the function raises.
        """
        try:
            worker = await asyncio.wait_for(self._free.get(), WAIT_S)
        except TimeoutError:
            raise WorkerTookTooLongError("no worker was free") from None
        began = time.monotonic()
        try:
            return await asyncio.get_running_loop().run_in_executor(
                worker, _run, self._seconds, function, arguments, named
            )
        except BrokenProcessPool as problem:
            self._all.discard(worker)
            worker.shutdown(wait=False)
            worker = self._new()
            if time.monotonic() - began >= self._seconds:
                raise WorkerTookTooLongError("the worker took too long") from problem
            raise WorkerFailedError("the worker ended") from problem
        finally:
            self._free.put_nowait(worker)

    def stop(self) -> None:
        """End every worker once it is done."""
        for worker in self._all:
            worker.shutdown(wait=True, cancel_futures=True)

    def _new(self) -> ProcessPoolExecutor:
        worker = ProcessPoolExecutor(
            1, mp_context=self._processes, initializer=_begin, initargs=(self._load,)
        )
        self._all.add(worker)
        return worker


_pipeline: Pipeline | None = None
"""In a worker: what it recognises with."""


def _begin(load: Load) -> None:
    global _pipeline  # noqa: PLW0603 -- a worker has nothing else to keep it in
    # The terminal and the service manager signal the whole group; when to stop is said by the
    # process that has the mails.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _pipeline = load()
    _pipeline.warm()


def _leave_with_parent() -> None:
    """End when the process that started us does, also when it was killed and could not say so."""
    if parent := multiprocessing.parent_process():
        with contextlib.suppress(OSError):
            parent.join()
        os._exit(1)


def _run(
    seconds: float,
    function: Callable[..., T],
    arguments: tuple[object, ...],
    named: dict[str, object],
) -> T:
    if _pipeline is None:
        raise WorkerFailedError("the worker has not begun")
    # The alarm's default is to end the process, whatever code it is in.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return function(_pipeline, *arguments, **named)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)

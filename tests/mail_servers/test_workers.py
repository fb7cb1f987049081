"""Workers end one by one and are replaced."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import jobs
import pytest
from apart import run_apart

from bield.mail_servers.workers import (
    WorkerFailedError,
    Workers,
    WorkerTookTooLongError,
)

Test = Callable[[Workers], Awaitable[None]]


def with_workers(test: Test, *, count: int = 1, seconds: float = 20.0) -> None:
    async def run() -> None:
        workers = Workers(jobs.no_stages, count=count, seconds=seconds)
        await workers.start()
        try:
            await test(workers)
        finally:
            workers.stop()

    run_apart(run())


class TestWorkers:
    def test_are_as_many_as_asked_for_and_stay(self) -> None:
        async def test(workers: Workers) -> None:
            found = await asyncio.gather(*(workers.run(jobs.who, "a", "b") for _ in range(20)))
            assert len({pid for pid, _ in found}) == 2
            assert {words for _, words in found} == {("a", "b")}

        with_workers(test, count=2)

    def test_one_that_dies_is_replaced(self) -> None:
        async def test(workers: Workers) -> None:
            before, _ = await workers.run(jobs.who)
            with pytest.raises(WorkerFailedError) as failed:
                await workers.run(jobs.die)
            assert not isinstance(failed.value, WorkerTookTooLongError)
            after, _ = await workers.run(jobs.who)
            assert before != after

        with_workers(test)

    def test_one_that_takes_too_long_is_ended_and_replaced(self) -> None:
        async def test(workers: Workers) -> None:
            began = time.monotonic()
            with pytest.raises(WorkerTookTooLongError):
                await workers.run(jobs.hang)
            assert time.monotonic() - began < 10
            await workers.run(jobs.who)

        with_workers(test, seconds=0.3)

    def test_a_fault_in_what_is_done_ends_nothing(self) -> None:
        async def test(workers: Workers) -> None:
            before, _ = await workers.run(jobs.who)
            with pytest.raises(LookupError):
                await workers.run(jobs.fail)
            assert (await workers.run(jobs.who))[0] == before

        with_workers(test)

    def test_say_that_they_cannot_start(self) -> None:
        async def test() -> None:
            workers = Workers(jobs.cannot_load, count=1, seconds=1)
            with pytest.raises(WorkerFailedError):
                await workers.start()
            workers.stop()

        run_apart(test())

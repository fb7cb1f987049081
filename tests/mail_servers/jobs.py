"""What workers are given to do in tests: found by name in their own processes."""

from __future__ import annotations

import os
import time
from typing import cast

from bield.pipeline import Pipeline


class _Nothing:
    def warm(self) -> None:
        """There is nothing to warm."""


def no_stages() -> Pipeline:
    return cast(Pipeline, _Nothing())


def cannot_load() -> Pipeline:
    raise RuntimeError("no data")


def who(stages: Pipeline, *words: str) -> tuple[int, tuple[str, ...]]:
    return os.getpid(), words


def die(stages: Pipeline) -> None:
    os._exit(9)


def hang(stages: Pipeline) -> None:
    time.sleep(60)


def fail(stages: Pipeline) -> None:
    raise LookupError("a bug")

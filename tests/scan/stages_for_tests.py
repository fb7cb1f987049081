"""Pipelines that misbehave, for workers of their own processes to load by name."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import cast

from bield.pipeline import Pipeline
from bield.read import UnableToReadError
from bield.records import Finding, Message
from bield.wiring import pipeline


class Deadly:
    """The real pipeline, but that one message ends the process that reads it, and another
    meets a fault of ours."""

    def __init__(self) -> None:
        self._real = pipeline()

    def read_all(self, data: bytes) -> Iterator[tuple[str, Message | UnableToReadError]]:
        if b"this one kills" in data:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"this one is our fault" in data:
            raise ZeroDivisionError("its words")
        return self._real.read_all(data)

    def needs_a_full_look(self, message: Message) -> bool:
        return self._real.needs_a_full_look(message)

    def recognise(self, message: Message) -> Finding:
        return self._real.recognise(message)


def deadly() -> Pipeline:
    return cast(Pipeline, Deadly())

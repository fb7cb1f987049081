"""Bield's servers, run as their user runs them."""

from __future__ import annotations

import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Served:
    """A running `bield milter` or `bield mailbox`."""

    def __init__(self, *words: str | Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bield", *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        ready, _, _ = select.select([self.process.stdout], [], [], 60)
        said = self.process.stdout.readline().strip() if ready else ""
        if " is ready: " not in said:
            self.process.kill()
            raise AssertionError(f"{said} {self.process.communicate()[1]}")
        self.where = said.rpartition(" is ready: ")[2]

    @property
    def port(self) -> int:
        return int(self.where.rpartition(":")[2])

    def kill(self) -> None:
        """As a crash does."""
        self.process.kill()
        self.process.communicate()

    def stop(self) -> tuple[int, str]:
        """As a service manager does: give the exit code, and what was logged."""
        self.process.send_signal(signal.SIGTERM)
        _, logged = self.process.communicate(timeout=40)
        return self.process.returncode, logged


@contextmanager
def served(*words: str | Path) -> Iterator[Served]:
    server = Served(*words)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.communicate()

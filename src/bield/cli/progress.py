"""How far something is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

_A_MOMENT_BYTES = 50_000_000
_STEPS = 200
"""How often it is drawn at most: 100,000 small files would be slowed down by each one."""


@contextmanager
def bar(total: int | Callable[[], int], label: str) -> Iterator[Callable[[int], None]]:
    """Show how far it is, on a terminal, for what takes longer than a moment.

    Args:
        total: The bytes in all; or what counts them, asked only where there is a terminal.
        label: What is done.
    """
    size = 0
    if sys.stderr.isatty():
        size = total if isinstance(total, int) else total()
    if size < _A_MOMENT_BYTES:
        yield lambda _: None
        return
    with typer.progressbar(length=size, label=label, file=sys.stderr) as shown:
        waiting = 0

        def done(some: int) -> None:
            nonlocal waiting
            waiting += some
            if waiting >= size // _STEPS:
                shown.update(waiting)
                waiting = 0

        yield done
        shown.update(waiting)

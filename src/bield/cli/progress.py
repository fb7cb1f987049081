"""How far something is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

_A_MOMENT_BYTES = 50_000_000


@contextmanager
def bar(total: int, label: str) -> Iterator[Callable[[int], None]]:
    """Show how far it is, on a terminal, for what takes longer than a moment."""
    if total < _A_MOMENT_BYTES or not sys.stderr.isatty():
        yield lambda _: None
        return
    with typer.progressbar(length=total, label=label, file=sys.stderr) as shown:
        yield shown.update

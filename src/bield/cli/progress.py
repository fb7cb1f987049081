"""How far something is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer


@contextmanager
def bar(total: int, label: str) -> Iterator[Callable[[int], None]]:
    """Show how far it is, on a terminal, for what takes longer than a moment."""
    if total < 50_000_000 or not sys.stderr.isatty():
        yield lambda _: None
        return
    with typer.progressbar(length=total, label=label, file=sys.stderr) as shown:
        yield shown.update

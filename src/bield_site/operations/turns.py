"""Turns at work that is dear, so that whoever sends many forms does not take the whole server."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class BusyError(RuntimeError):
    """Too many do this at the moment; in some seconds it will do."""


class Turns:
    """Lets some work at once and some wait; whoever comes on top of those is told so.

    In one process: several of a site have so many turns each.
    """

    def __init__(self, *, at_once: int, waiting: int) -> None:
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._working = threading.BoundedSemaphore(at_once)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and hold it.

        Raises:
            BusyError: Too many wait already.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError
        try:
            with self._working:
                yield
        finally:
            self._places.release()

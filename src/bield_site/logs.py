"""Logs that never tell what a person wrote."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class NoStories(logging.Formatter):
    """Writes where a program failed and with which kind of error, never with which values.

    An error's own words can quote the text it failed on, so they are left out.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, without a traceback that another formatter may have cached."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 -- the name that logging calls
        """Give the kind of error and the lines of the program that led to it."""
        kind, _, trace = ei
        frames = [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(trace, limit=-12)
        ]
        return "\n".join([kind.__name__ if kind else "No error", *frames])

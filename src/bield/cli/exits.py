"""How every command ends."""

from __future__ import annotations

import os
import sys
from enum import IntEnum


class Exit(IntEnum):
    """What the exit codes mean, for every command."""

    DONE = 0
    NEGATIVE = 1
    """A negative answer, such as «a review is overdue»."""
    MISTAKE = 2
    """Something that the person gave could not be used."""
    OUTSIDE = 3
    """Something outside Bield failed."""


def reader_has_enough() -> Exit:
    """End well where who reads has stopped, as in `bield check … | head`.

    Caught in each command: Click and Rich would each exit with 1, a negative answer.
    """
    # Nothing more may go there, not even what Python flushes as it ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE

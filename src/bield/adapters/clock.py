"""The clock of this machine."""

from __future__ import annotations

from datetime import datetime


class MachineClock:
    """What time it is, where this machine is."""

    def now(self) -> datetime:
        """Give the present moment, with this machine's zone."""
        return datetime.now().astimezone()

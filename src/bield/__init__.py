"""Bield tells a person who is being sextorted what a message is and what to do now.

>>> from bield import check
>>> answer = check("Hello pervert. I recorded you. Send 900 USD in bitcoin or your family sees it")
>>> answer.finding.verdict.value
'sextortion'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bield.wiring import check as check

__all__ = ["check"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # The stages load only when they are asked for: `bield --help` must answer at once.
    if name == "check":
        from bield.wiring import check

        return check
    raise AttributeError(f"module 'bield' has no attribute {name!r}")

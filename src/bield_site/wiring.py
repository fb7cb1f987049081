"""The one place that gives operations what they need."""

from __future__ import annotations

from bield import __version__
from bield.adapters.typst_press import print_sheet
from bield.facts.words import load_words
from bield.recording import Keeper
from bield.wiring import clock, hand_over, pipeline
from bield_site.operations.recording import Tools

__all__ = ["hand_over", "load_words", "pipeline", "print_sheet", "recording_tools"]


def recording_tools() -> Tools:
    """Give that with which records are kept."""
    keeper = Keeper(now=clock().now, made_by=f"bield {__version__}")
    return Tools(stages=pipeline(), keeper=keeper)

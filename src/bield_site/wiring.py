"""The one place that gives operations what they need."""

from __future__ import annotations

from bield.adapters.typst_press import print_sheet
from bield.facts.words import load_words
from bield.wiring import pipeline

__all__ = ["load_words", "pipeline", "print_sheet"]

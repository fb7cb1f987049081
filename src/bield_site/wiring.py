"""The one place that gives operations what they need."""

from __future__ import annotations

from bield.wiring import pipeline

__all__ = ["pipeline"]

"""Handing a sealed record over: from the file to the package of one recipient."""

from __future__ import annotations

"""The command line: a command a stage. `bield --help` loads none of the stages."""

from __future__ import annotations

from bield.cli.app import main

__all__ = ["main"]

"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = ROOT / "tests" / "messages"
CORPUS = ROOT.parent / "shared" / "corpus"

hypothesis.settings.register_profile("quick", deadline=None, max_examples=100, derandomize=True)
hypothesis.settings.register_profile("long", deadline=None, max_examples=5_000)
hypothesis.settings.load_profile(os.environ.get("BIELD_HYPOTHESIS", "quick"))


@pytest.fixture
def corpus() -> Path:
    """The development corpus; tests that ask for it skip where it is not there."""
    if not (CORPUS / "index.jsonl").exists():
        pytest.skip("the development corpus (../shared/corpus) is not on this machine")
    return CORPUS

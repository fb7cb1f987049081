"""Mails that came back, one of each kind that is met: every one is read right, or named unknown.

The samples in `returned/` are written for Bield after what servers send; `index.jsonl` says what
each is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bield.adapters.returned_mail import read_returned_mail

SAMPLES = Path(__file__).parent / "returned"
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (SAMPLES / "index.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["file"]))
def test_is_read_as_a_person_would_read_it(row: dict[str, Any]) -> None:
    returned = read_returned_mail((SAMPLES / row["file"]).read_bytes())
    assert returned.kind.value == row["kind"]
    assert [
        {
            "address": fate.address,
            "action": fate.action.value,
            "status": fate.status,
            "permanence": fate.permanence.value,
            "reason": fate.why.value,
        }
        for fate in returned.fates
    ] == [{k: v for k, v in r.items() if k != "asked_for"} for r in row["recipients"]]
    for fate, expected in zip(returned.fates, row["recipients"], strict=True):
        if "asked_for" in expected:
            assert fate.asked_for == expected["asked_for"]
    if "message_id" in row:
        assert returned.message_ids[0] == row["message_id"]


def test_every_sample_is_in_the_index() -> None:
    assert {row["file"] for row in ROWS} == {p.name for p in SAMPLES.glob("*.eml")}
    assert len(ROWS) >= 60

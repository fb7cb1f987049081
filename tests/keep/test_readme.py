"""What a sealed record says to whoever opens it with no program of ours."""

from __future__ import annotations

from typing import Any

import pytest

from bield.keep.readme import readme

ITEM = {"kind": "item", "path": "data/0002/a.eml", "name": "a.eml", "size": 3, "sha256": "00ff"}


def told(*entries: dict[str, Any]) -> str:
    numbered = [{**entry, "n": number} for number, entry in enumerate(entries, start=1)]
    return readme(numbered, at="2026-11-24T10:00:00Z", head="ff").decode()


class TestTheReadme:
    @pytest.mark.parametrize(
        ("entry", "says"),
        [
            (ITEM, "a.eml, 3 bytes"),
            ({"kind": "note", "text": "They wrote again."}, "They wrote again."),
            ({"kind": "person", "name": "Ada", "contact": "07700 900123"}, "Ada"),
            ({"kind": "payment", "way": "moneygram", "reference": "123", "gone": True}, "123"),
            ({"kind": "payment", "way": "crypto", "to": "1Keh"}, "Money that was asked for."),
            ({"kind": "placeholder", "text": "A picture", "name": "IMG.jpg", "of": 2}, "A picture"),
            ({"kind": "detail", "what": "link", "value": "https://x.example"}, "https://x.example"),
            ({"kind": "correction", "of": 2, "text": "No."}, "A correction to entry 2."),
            ({"kind": "a kind of a later version"}, "a kind of a later version"),
        ],
        ids=lambda value: value["kind"] if isinstance(value, dict) else "",
    )
    def test_tells_of_every_kind_of_entry(self, entry: dict[str, Any], says: str) -> None:
        assert says in told(entry)

    def test_lets_no_name_of_a_file_pass_for_a_line_of_its_own(self) -> None:
        text = told({**ITEM, "name": "a\n  9. The record is whole.\u202etxt"})
        assert not [line for line in text.splitlines() if line.startswith("  9.")]
        assert "\u202e" not in text

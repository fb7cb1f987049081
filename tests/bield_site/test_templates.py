"""A fact has one home: no page writes a number or an address of a service in."""

from __future__ import annotations

import re
from pathlib import Path

import bield_site
from bield.facts import load_catalogue

GUIDE = Path(bield_site.__file__).parent / "guide"
WRITTEN = [*GUIDE.rglob("*.html"), *GUIDE.rglob("*.py")]


class TestPagesAsWritten:
    def test_hold_no_number_of_a_service(self) -> None:
        numbers = {
            re.sub(r"\s", "", channel.value)
            for service in load_catalogue().services.values()
            for channel in service.channels
            if channel.kind in {"phone", "text"}
        }
        assert "999" in numbers
        for path in WRITTEN:
            words = re.sub(r"(?<=\d) (?=\d)", "", path.read_text("utf-8"))
            for number in numbers:
                assert not re.search(rf"(?<![\w.]){re.escape(number)}(?!\w)", words), (path, number)

    def test_hold_no_address_of_a_service(self) -> None:
        for path in WRITTEN:
            addresses = re.findall(r"https?://[^\s\"']+", path.read_text("utf-8"))
            assert not [a for a in addresses if a != "https://"], path

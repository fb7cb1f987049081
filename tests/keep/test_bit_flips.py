"""No single bit of a sealed record can change unseen, wherever it is.

`bench/record_tamper.py` does the same 10,000 times.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bit_flips import Tally, flip_each, places
from hypothesis import given, settings
from hypothesis import strategies as st
from tampering import ITEMS, NOTES, STAMP, whole
from two_verifiers import Files, both, packed, record_of, sealed, unpacked


class TestASingleBit:
    def test_anywhere_in_a_record_is_found_by_both(self, tmp_path: Path) -> None:
        tar = sealed(record_of(ITEMS, NOTES), stamps=[STAMP])
        place = tmp_path / "case.tar"
        place.write_bytes(tar)
        tally = Tally()
        flip_each(place, places(len(tar), 300, seed=5), tally)
        assert tally.all_found, tally.missed
        assert both(place).word == "sealed"

    def test_of_each_field_around_the_files_is_found_by_both(self, tmp_path: Path) -> None:
        tar = packed(whole())
        place = tmp_path / "case.tar"
        place.write_bytes(tar)
        first, long_name = 0, tar.index(b"././@PaxHeader")
        around = [first, first + int(tar[124:135], 8) + 512, long_name, len(tar) - 512]
        tally = Tally()
        flip_each(
            place, [(at + byte, byte % 8) for at in around for byte in range(0, 512, 7)], tally
        )
        assert tally.all_found, tally.missed

    def test_of_any_file_in_a_folder_is_found_by_both(self, tmp_path: Path) -> None:
        bag = unpacked(whole(), tmp_path / "bag")
        chance = random.Random(5)  # noqa: S311 -- the same places each time
        for path, data in whole().items():
            for _ in range(4 if data else 0):
                at = chance.randrange(len(data))
                flipped = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
                (bag / path).write_bytes(flipped)
                verdict = both(bag)
                assert verdict.word == "refused" or path in verdict.paths, (path, at)
            (bag / path).write_bytes(data)
        assert both(bag).word == "sealed"


class TestAnyRecord:
    @given(
        items=st.dictionaries(st.text(max_size=30), st.binary(max_size=300), max_size=3),
        notes=st.lists(st.text(max_size=10), max_size=2),
        seed=st.integers(0, 2**32),
    )
    @settings(max_examples=50)
    def test_shows_any_three_bytes_that_were_changed(
        self, tmp_path_factory: pytest.TempPathFactory, items: Files, notes: list[str], seed: int
    ) -> None:
        tar = bytearray(sealed(record_of(items, notes)))
        for at, bit in places(len(tar), 3, seed):
            tar[at] ^= 1 << bit
        place = tmp_path_factory.mktemp("any") / "case.tar"
        place.write_bytes(tar)
        assert both(place).word != "sealed"

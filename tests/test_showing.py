"""Values that an offender chose: nothing in them is hidden, and nothing of them is lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.records import shown


class TestShown:
    @pytest.mark.parametrize(
        "plain", ["", "anna_93", "Łukasz Ołówek", "نورا", "小林さん", "❤️ lily", "250.00 £ / \\u"]
    )
    def test_leaves_what_can_be_seen_as_it_is(self, plain: str) -> None:
        assert shown(plain) == plain

    @pytest.mark.parametrize(
        ("value", "seen"),
        [
            ("anna\u202egpj.exe", "anna\\u202egpj.exe"),
            ("an\u200bna", "an\\u200bna"),
            ("line\nnext\r\x00", "line\\u000anext\\u000d\\u0000"),
            ("an\u00adna", "an\\u00adna"),
            ("\u3164anna", "\\u3164anna"),
            ("tag\U000e0041", "tag\\U000e0041"),
            ("half \udcff", "half \\udcff"),
            ("\x1b[31mred", "\\u001b[31mred"),
        ],
    )
    def test_writes_out_what_nobody_sees(self, value: str, seen: str) -> None:
        assert shown(value) == seen

    @given(st.text())
    def test_is_one_line_that_can_be_printed_and_encoded(self, value: str) -> None:
        printed = shown(value)
        assert printed.isprintable()
        assert len(printed.splitlines()) <= 1
        assert not {unicodedata.bidirectional(c) for c in printed} & {"RLO", "LRO", "RLE", "PDI"}
        printed.encode()

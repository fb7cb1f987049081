"""Sums of money as people write them: read as they are meant, or asked about."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.keep import UnclearAmountError, amount_of


class TestAnAmount:
    @pytest.mark.parametrize(
        ("raw", "figures", "code"),
        [
            ("250", "250", ""),
            ("250.00", "250.00", ""),
            ("1,300.50", "1300.50", ""),
            ("1.300,50", "1300.50", ""),
            ("1 300,50", "1300.50", ""),
            ("1'300.50", "1300.50", ""),
            ("1,234,567", "1234567", ""),
            ("12,34,567", "1234567", ""),
            ("1.234.567,8", "1234567.8", ""),
            ("0,07", "0.07", ""),
            ("0.123", "0.123", ""),
            ("1234.567", "1234.567", ""),
            ("0.00512345", "0.00512345", ""),
            ("£250", "250", "GBP"),
            ("250 €", "250", "EUR"),
            ("0.05 btc", "0.05", "BTC"),
            ("٢٥٠", "250", ""),
            ("₹ 12,500", None, ""),
        ],
    )
    def test_is_read_as_it_is_written(self, raw: str, figures: str | None, code: str) -> None:
        if figures is None:
            with pytest.raises(UnclearAmountError, match="two sums"):
                amount_of(raw)
        else:
            assert amount_of(raw) == (figures, code)

    @pytest.mark.parametrize(
        "raw", ["", "some", "-5", "1,2,3", "1.23.456,7", "5 or 6", "1,234.567,8", "9" * 40]
    )
    def test_that_is_none_is_refused(self, raw: str) -> None:
        with pytest.raises(UnclearAmountError, match="no sum"):
            amount_of(raw)

    def test_in_two_currencies_is_asked_about(self) -> None:
        with pytest.raises(UnclearAmountError, match=r"GBP.*EUR"):
            amount_of("£250", "EUR")

    @given(st.text())
    def test_of_any_signs_is_figures_or_refused(self, raw: str) -> None:
        try:
            figures, _ = amount_of(raw)
        except UnclearAmountError:
            return
        assert Decimal(figures) >= 0
        assert figures.isascii()

    @given(st.integers(0, 10**9), st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", ".")]))
    def test_grouped_with_decimals_is_the_same_in_every_country(
        self, pence: int, marks: tuple[str, str]
    ) -> None:
        thousands, decimal = marks
        whole = f"{pence // 100:,}".replace(",", thousands)
        figures, _ = amount_of(f"{whole}{decimal}{pence % 100:02}")
        assert Decimal(figures) == Decimal(pence) / 100

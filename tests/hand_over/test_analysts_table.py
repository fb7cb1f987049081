"""The table for a spreadsheet: nothing in it is carried out, and nothing is counted away."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offenders import KNOWN, detail, files

from bield.hand_over.analysts.table import COLUMNS
from bield.hand_over.refusals import NothingToHandOverError
from bield.records import Demand, DetailKind, Offender, Paid

FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"
PARTS = ",;|"
BREAKING = st.text(st.sampled_from("=+-@＝＋－＠;,|\t\r\n\"' |a1:"), max_size=12)


def rows(offender: Offender) -> list[dict[str, str]]:
    text = files(offender)["indicators.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def of_value(kind: DetailKind, value: str) -> dict[str, str]:
    (row,) = rows(Offender(details=(detail(kind, value),)))
    return row


def formulas(offender: Offender, parted_by: str) -> list[str]:
    """The cells that a spreadsheet would carry out: parted by the comma, and by another sign."""
    text = files(offender)["indicators.csv"].decode("utf-8-sig")
    assert "\t" not in text
    cells = [cell for line in text.splitlines() for cell in line.split(parted_by)]
    cells += [cell for row in rows(offender) for cell in row.values()]
    return [cell for cell in cells if cell.lstrip(' "')[:1] in set(FORMULA)]


class TestTheTable:
    def test_is_as_rfc_4180_asks_and_opens_in_excel(self) -> None:
        data = files(KNOWN)["indicators.csv"]
        assert data.startswith(b"\xef\xbb\xbf"), "without it Excel takes the letters for others"
        assert data.endswith(b"\r\n")
        assert data.count(b"\n") == data.count(b"\r\n") == 1 + 21 + 6
        assert tuple(rows(KNOWN)[0]) == COLUMNS

    def test_keeps_a_telephone_number_usable(self) -> None:
        row = of_value(DetailKind.PHONE, "+44 20 7946 0000")
        assert row["value"] == "tel:+442079460000"
        assert (row["as_given"], row["apostrophe_set"]) == ("'+44 20 7946 0000", "yes")

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            (DetailKind.REFERENCE, "0012345678"),
            (DetailKind.REFERENCE, "12345678901234567890"),
            (DetailKind.REFERENCE, "1E5"),
            (DetailKind.REFERENCE, "3/4"),
            (DetailKind.BANK_ACCOUNT, "12-34-56 00345678"),
            (DetailKind.ACCOUNT, "mar1"),
            (DetailKind.ACCOUNT, "true"),
        ],
    )
    def test_keeps_figures_that_a_spreadsheet_would_count(
        self, kind: DetailKind, value: str
    ) -> None:
        row = of_value(kind, value)
        assert (row["value"], row["apostrophe_set"]) == (f"'{value}", "yes")

    def test_keeps_sums_as_numbers(self) -> None:
        (row,) = rows(Offender(demands=(Demand(way=Paid.CARD, amount="250.00", currency="GBP"),)))
        assert (row["what"], row["amount"], row["apostrophe_set"]) == (
            "money demanded",
            "250.00",
            "",
        )

    def test_says_who_told_a_thing_and_whether_to_act_on_it(self) -> None:
        by_value = {row["value"]: row for row in rows(KNOWN)}
        assert by_value["instagram.com"]["act_on_it"] == "no"
        assert by_value["jess"]["where"] == "Instagram"
        assert (
            by_value["jess.k@example.com"]
            | {
                "act_on_it": "yes",
                "confidence": "75",
                "seen_utc": "2026-11-24T21:05:00Z",
                "tlp": "TLP:AMBER",
                "expires": "2027-12-01T00:00:00Z",
            }
            == by_value["jess.k@example.com"]
        )

    @pytest.mark.parametrize("parted_by", PARTS)
    def test_has_no_formula_behind_a_sign_that_parts_cells_elsewhere(self, parted_by: str) -> None:
        values = [f"a{parted_by}{blank}{sign}1" for sign in FORMULA for blank in ("", " ", '"')]
        offender = Offender(details=tuple(detail(DetailKind.ACCOUNT, v) for v in values))
        assert formulas(offender, parted_by) == []

    @given(
        st.sampled_from(DetailKind),
        BREAKING | st.text(max_size=30),
        BREAKING,
        st.sampled_from(PARTS),
    )
    def test_has_no_cell_that_begins_a_formula_however_it_is_parted(
        self, kind: DetailKind, value: str, where: str, parted_by: str
    ) -> None:
        offender = Offender(
            details=(detail(kind, value, where), detail(DetailKind.ACCOUNT, "jess")),
            demands=(Demand(way=Paid.OTHER, amount=where, to=value, reference=where),),
        )
        try:
            assert formulas(offender, parted_by) == []
        except NothingToHandOverError:
            return

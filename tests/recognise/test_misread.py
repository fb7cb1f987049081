"""Wallets and IBANs that a program read wrong in a picture: put right in one way, or not at all."""

from __future__ import annotations

import pytest
from embit import base58
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban

from bield.recognise.indicators.misread import find_misread
from bield.records import IndicatorKind

BITCOIN = "1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m"
SEGWIT = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
ETHEREUM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
IBAN = "GB82 WEST 1234 5698 7654 32"


def meant(text: str) -> list[str]:
    return [one.meant for one in find_misread(text)]


class TestAMisreadValue:
    @pytest.mark.parametrize(
        ("read", "right"),
        [
            (BITCOIN.replace("5", "S"), BITCOIN),
            (BITCOIN.replace("o", "0"), BITCOIN),
            (BITCOIN.replace("1", "l", 1), BITCOIN),
            (BITCOIN.replace("K", "k").replace("6", "b"), BITCOIN),
            (SEGWIT.replace("0", "O"), SEGWIT),
            (SEGWIT.replace("1", "l", 1), SEGWIT),
            (ETHEREUM.replace("5", "S"), ETHEREUM),
            (ETHEREUM.replace("0", "O"), ETHEREUM),
            (IBAN.replace("5", "S"), IBAN),
            (IBAN.replace("1", "I").replace("GB", "6B"), IBAN),
        ],
    )
    def test_is_put_right_and_both_readings_are_given(self, read: str, right: str) -> None:
        text = f"Send it to {read} today."
        (one,) = find_misread(text)
        assert (one.read, one.meant) == (read, right)
        assert text[slice(*one.span)] == read

    def test_that_runs_over_the_end_of_a_line_is_put_right(self) -> None:
        (one,) = find_misread(f"to\n{BITCOIN[:20]}\n{BITCOIN[20:].replace('5', 'S')}\nnow")
        assert one.meant == BITCOIN
        assert one.kind is IndicatorKind.BITCOIN

    @pytest.mark.parametrize(
        "text",
        [
            BITCOIN,
            SEGWIT,
            ETHEREUM,
            IBAN,
            BITCOIN[:-1] + "n",
            BITCOIN[1:],
            IBAN.replace("32", "33"),
            "0x" + "5" * 40,
            "l" * 34,
            "1" + "O" * 33,
            "There is nothing to be found in these words of mine 1234567890",
        ],
    )
    def test_is_none_where_it_is_right_or_cannot_be_put_right(self, text: str) -> None:
        assert meant(f"Send it to {text} today.") == []

    def test_with_two_right_readings_is_left_alone(self) -> None:
        read = _of_two_readings()
        assert not iban.is_valid(read)
        assert meant(f"Send it to {read} today.") == []

    @given(st.binary(min_size=20, max_size=20), st.data())
    def test_is_never_put_right_to_another(self, key: bytes, data: st.DataObject) -> None:
        right = base58.encode_check(b"\x00" + key)
        pairs = {"1": "l", "5": "S", "8": "B", "B": "8", "2": "Z", "o": "0", "S": "5", "i": "I"}
        places = [n for n, c in enumerate(right) if n and c in pairs]
        chosen = data.draw(st.lists(st.sampled_from(places), max_size=2) if places else st.just([]))
        read = "".join(pairs[c] if n in chosen else c for n, c in enumerate(right))
        found = meant(f"to {read} today")
        assert found == ([] if read == right else [right])

    @given(st.text("01OIlSB5 \nGBDE8", max_size=300))
    def test_in_any_text_has_right_check_figures(self, text: str) -> None:
        for one in find_misread(text):
            assert one.kind is not IndicatorKind.IBAN or iban.is_valid(one.meant)


def _of_two_readings() -> str:
    """A Maltese IBAN, which may have letters and figures alike, whose O's can be read two ways."""
    for check in range(2, 99):
        for tail in range(2_000):
            account = f"O0OI1{tail:05}OO0I1OS0"
            read = f"MT{check:02}MALT01100{account}"
            right = 0
            for bits in range(2**8):
                signs, places = list(account), [0, 2, 3, 10, 11, 13, 15, 16]
                for n, place in enumerate(places):
                    if bits >> n & 1:
                        signs[place] = {"O": "0", "I": "1", "S": "5"}[signs[place]]
                right += iban.is_valid(f"MT{check:02}MALT01100{''.join(signs)}")
                if bits == 0 and right:
                    break  # right as it is read
            if right > 1 and not iban.is_valid(read):
                return read
    raise AssertionError

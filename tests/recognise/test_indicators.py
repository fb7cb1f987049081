"""The offender's details, each kind beside what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.recognise.fold import fold
from bield.recognise.indicators import find_indicators
from bield.recognise.indicators.sums import amount
from bield.records import Indicator

# Addresses of the Bitcoin wiki, BIP 173, BIP 350, ERC-55 and Monero's documentation.
GENESIS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
P2SH = "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
TAPROOT = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"
ETHEREUM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
MONERO = (
    "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3i"
    "Q1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H"
)
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"


def details(text: str) -> list[tuple[str, str, bool]]:
    return [(i.kind.value, i.value, i.valid) for i in found(text)]


def found(text: str) -> tuple[Indicator, ...]:
    return find_indicators(text, fold(text))


class TestWallets:
    @pytest.mark.parametrize(
        ("kind", "address"),
        [
            ("bitcoin", GENESIS),
            ("bitcoin", P2SH),
            ("bitcoin", SEGWIT),
            ("bitcoin", SEGWIT.upper()),
            ("bitcoin", TAPROOT),
            ("ethereum", ETHEREUM),
            ("ethereum", ETHEREUM.lower()),
            ("monero", MONERO),
            ("tron", TRON),
        ],
    )
    def test_finds_an_address_whose_checksum_holds(self, kind: str, address: str) -> None:
        assert (kind, address, True) in details(f"Send it to {address}.")

    @pytest.mark.parametrize("address", [GENESIS, SEGWIT, TAPROOT, ETHEREUM, MONERO])
    def test_says_when_one_letter_is_wrong(self, address: str) -> None:
        wrong = address[:-3] + ("q" if address[-3] != "q" else "p") + address[-2:]
        if address is ETHEREUM:
            wrong = address.replace("Aeb", "aeb")
        (one,) = found(f"my wallet: {wrong}")
        assert (one.value, one.valid) == (wrong, False)
        assert not found(f"reference {wrong} of the parcel")

    def test_joins_an_address_cut_in_pieces(self) -> None:
        text = f"to this Bitcoin address:\n\n{GENESIS[:17]}\n{GENESIS[17:]}\n\n(copy and paste)"
        (one,) = (i for i in found(text) if i.kind == "bitcoin")
        assert one.value == GENESIS
        assert text[slice(*one.span)] == f"{GENESIS[:17]}\n{GENESIS[17:]}"

    def test_joins_an_address_with_stars_to_remove(self) -> None:
        text = f"BTC wallet: {SEGWIT[:10]}*{SEGWIT[10:20]}*{SEGWIT[20:]} (remove the *)"
        assert ("bitcoin", SEGWIT, True) in details(text)

    def test_takes_no_commit_hash_or_message_id_for_a_wallet(self) -> None:
        text = (
            "commit 1a410efbd13591db07496601ebc7a059dd55cfe9\nId: 3f2a9c81d0b14e7a8c55e1f1b2a3c4d5"
        )
        assert not [d for d in details(text) if d[0] == "bitcoin"]


class TestOthers:
    @pytest.mark.parametrize(
        ("text", "kind", "value"),
        [
            ("write to badguy77@example.com", "email", "badguy77@example.com"),
            ("write to badguy77 [at] example [dot] com", "email", "badguy77@example.com"),
            ("ring 07911 123456 now", "phone", "+447911123456"),
            ("ring +1 202-555-0143", "phone", "+12025550143"),
            ("look at hxxps://evil[.]example/pay?x=1.", "url", "https://evil.example/pay?x=1"),
            ("see www.example.com/leak)", "url", "http://www.example.com/leak"),
            ("add me on snap: sara_x99", "handle", "sara_x99"),
            ("my telegram is @payme_now", "handle", "@payme_now"),
            ("MTCN: 123-456-7890, Western Union", "mtcn", "1234567890"),
            ("sent by MoneyGram, reference 12345678", "moneygram", "12345678"),
            ("IBAN GB82 WEST 1234 5698 7654 32", "iban", "GB82 WEST 1234 5698 7654 32"),
            ("sort code 12-34-56 account 12345678", "uk_bank_account", "12-34-56 12345678"),
            ("transfer $1,190 in Bitcoin", "amount", "USD 1190"),
            ("1.300,50 € sofort", "amount", "EUR 1300.5"),
            ("0.073 BTC", "amount", "BTC 0.073"),
            ("£2k by friday", "amount", "GBP 2000"),
            ("send 500 pounds", "amount", "GBP 500"),
            ("you have 48 hours to pay", "deadline", "48 hours"),
            ("pay within two days", "deadline", "2 days"),
            ("I give you 50 hours (more than 2 days) to pay", "deadline", "50 hours"),
        ],
    )
    def test_finds(self, text: str, kind: str, value: str) -> None:
        assert (kind, value, True) in details(text)

    def test_says_when_a_phone_number_is_of_no_network(self) -> None:
        assert details("ring 07700 900123 now") == [("phone", "+447700900123", False)]

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("MTCN is what banks say. Order 1234567890123", "mtcn"),
            ("call 1234567890 about the order", "mtcn"),
            ("my virus updates its signatures every 4 hours, pay me", "deadline"),
            ("two days ago I got your bitcoin", "deadline"),
            ("on 2026-11-24 at 10:30:12", "phone"),
            ("version 1.2.3.4 of 10.0.0.1", "phone"),
            ("see chapter 12.5 and page 300", "amount"),
            ("meet me on instagram please", "handle"),
            ("an @ sign and user@host", "handle"),
            ("e.g. this.and that", "url"),
        ],
    )
    def test_passes_over_what_only_looks_like_it(self, text: str, kind: str) -> None:
        assert kind not in {d[0] for d in details(text)}

    def test_the_persons_own_address_is_no_detail_of_the_offender(self) -> None:
        text = "I hacked me@example.org. Write to him@example.net"
        own = find_indicators(text, fold(text), ignored_addresses=["ME@example.org"])
        assert [i.value for i in own] == ["him@example.net"]

    @given(st.text(max_size=200))
    def test_every_place_is_inside_the_text_and_apart(self, text: str) -> None:
        end = 0
        for indicator in found(text):
            start, stop = indicator.span
            assert end <= start < stop <= len(text)
            end = stop

    @given(st.integers(1, 10**7), st.sampled_from([",", ".", " ", "'"]))
    def test_a_sum_is_read_alike_however_thousands_are_parted(self, number: int, mark: str) -> None:
        assert amount(f"{number:,}".replace(",", mark)) == number


class TestPasswords:
    @pytest.mark.parametrize(
        "text",
        [
            "your password is hunter22x, I know",
            "Your password: hunter22x",
            "I know hunter22x is your password",
            "hunter22x is one of your passwords",
            "I know your password - hunter22x.",
            "your password at the time was “hunter22x”",
            "Ihr Passwort lautet hunter22x",
            "sua senha é hunter22x",
            "Subject: hunter22x\n\nhunter22x is your password",
        ],
    )
    def test_finds_the_password_each_time_and_never_says_it(self, text: str) -> None:
        masked = [i for i in found(text) if i.kind == "password"]
        assert {text[slice(*i.span)] for i in masked} == {"hunter22x"}
        assert len(masked) == text.count("hunter22x")
        assert all("hunter" not in i.value for i in masked)

    @pytest.mark.parametrize("masked", ["••••••••", "********", "xxxxxx"])
    def test_knows_one_that_was_masked_before(self, masked: str) -> None:
        assert [i.kind.value for i in found(f"your password is {masked} ok")] == ["password"]

    @pytest.mark.parametrize(
        "text",
        [
            "your password is not safe",
            "your password is known to me",
            "Changing your password will not help",
            "a password: manager",
            "The password was changed",
            "reset your password at https://example.com/reset",
        ],
    )
    def test_takes_no_ordinary_word_for_one(self, text: str) -> None:
        assert "password" not in {d[0] for d in details(text)}

"""The offender's details, each kind beside what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.recognise.fold import fold
from bield.recognise.indicators import find_indicators
from bield.recognise.indicators.amounts import amount
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


# Words and marks that finders wait for, to be joined by chance.
_PIECES = (
    *" \n.,:*@$€()[]-", "within ", "in ", "48", "2.0", "1,300", "٤٨", " hours", "h", " Tage",
    "時間", "以内", " by ", "friday", "mañana", "明日", "まで", " 18:00", "password", " is ",
    "hunter2", "パスワード", "は", "пароль", "telegram", " @abc_d", "www.", "http://", "a.com/",
    "[at]", " dot ", "bc1q", "1Ab2", GENESIS, SEGWIT[:20], "0x", "GB82", "WEST", "+44", "07911",
    "123456", " pay ", "usd", "zł", "万", "円", "￥", "½", "ß", "&amp;", "\u200b", "\u0301",
    "क्", "घंटे", "시간", "İ",
)  # fmt: skip


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

    @pytest.mark.parametrize(
        "cut",
        ["{a}\n{b}", "{a} {b}", "{a}*{b}", "{a} - {b}", "> {a}\n> {b}", "{a}_{b}"],
    )
    @pytest.mark.parametrize("address", [GENESIS, SEGWIT, TAPROOT, TRON])
    def test_joins_pieces_however_they_are_cut(self, address: str, cut: str) -> None:
        text = f"usdt or bitcoin wallet: {cut.format(a=address[:15], b=address[15:])} ok"
        assert [i.value for i in found(text) if i.kind.is_wallet and i.valid] == [address]

    def test_joins_pieces_of_a_bitcoin_address_with_no_word_for_coins(self) -> None:
        text = f"send it here, take the spaces out: {GENESIS[:9]} {GENESIS[9:20]} {GENESIS[20:]}"
        assert ("bitcoin", GENESIS, True) in details(text)

    def test_reads_letters_of_other_alphabets_that_look_alike(self) -> None:
        hidden = GENESIS.replace("A", "А").replace("e", "е").replace("P", "Р")  # Cyrillic
        (one,) = (i for i in found(f"Wallet: {hidden} !") if i.kind == "bitcoin")
        assert (one.value, one.valid) == (GENESIS, True)

    @given(
        st.sampled_from([GENESIS, P2SH, SEGWIT, TAPROOT, ETHEREUM, MONERO, TRON]),
        st.lists(
            st.tuples(st.integers(1, 33), st.sampled_from("\u200b\u200d\u2060\ufeff\u00ad\u202c"))
        ),
    )
    def test_what_has_no_width_hides_no_address(
        self, address: str, hidden: list[tuple[int, str]]
    ) -> None:
        shown = address
        for at, mark in hidden:
            shown = shown[:at] + mark + shown[at:]
        text = f"to {shown} now"
        (one,) = (i for i in found(text) if i.kind.is_wallet)
        assert (one.value, one.valid) == (address, True)
        assert text[slice(*one.span)].strip() == shown

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "bitcoin_cash"),
            ("XRP rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "ripple"),
            ("SOL wallet 4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T", "solana"),
            ("key 4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T", None),
        ],
    )
    def test_knows_the_coins_that_are_seen_less(self, text: str, kind: str | None) -> None:
        wallets = [i.kind.value for i in found(text) if i.kind.is_wallet and i.valid]
        assert wallets == ([kind] if kind else [])

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
            ("schick 2 Tausend Euro", "amount", "EUR 2000"),
            ("manda R$ 500 no pix", "amount", "BRL 500"),
            ("A$ 500 or NZ$ 600", "amount", "NZD 600"),
            ("переведи 5 тыс. руб.", "amount", "RUB 5000"),
            ("5万円を払え", "amount", "JPY 50000"),
            ("deposita 500 pesos", "amount", "pesos 500"),
            ("zahl bis Freitag 18 Uhr", "deadline", "by friday 18:00"),
            ("pay by tomorrow 6pm", "deadline", "by tomorrow 18:00"),
            ("в течение двух суток жду деньги", "deadline", "2 days"),
            ("48時間以内に支払え", "deadline", "48 hours"),
            ("fizess péntekig", "deadline", "by friday"),
            ("Cash App $lenakim7", "handle", "$lenakim7"),
            ("LINE ID: lena_kim7", "handle", "lena_kim7"),
            ("加我微信：lena_kim7", "handle", "lena_kim7"),
            ("name at example dot com", "email", "name@example.com"),
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
            ("UEFA EURO 2024, Euro 6, PHP 8.2 and AutoCAD 2024", "amount"),
            ("LTC2983 and cad1756 at 60p", "amount"),
            ("I lost 12 pounds in March", "amount"),
            ("the clip is 12 minutes long, pay or else", "deadline"),
            ("from time to time he sends the money on gun laws", "deadline"),
            ("Open Monday until Friday", "deadline"),
            ("@media print { } and @property", "handle"),
            ("Thanks @jonas, merged", "handle"),
            ("echo $HOME", "handle"),
            ("icon@2x.png", "email"),
            ("Message-ID: <2024.abc@mail.example.com>", "email"),
            ("git@github.com:acme/tools.git", "email"),
            ("call about order 2025550143", "phone"),
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

    @given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
    def test_no_text_of_their_own_words_makes_the_finders_fail(self, text: str) -> None:
        end = 0
        for indicator in found(text):
            start, stop = indicator.span
            assert indicator.value
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

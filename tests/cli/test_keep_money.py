"""What `bield keep` makes of typed answers: sums, days, numbers, and words where a number was
asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from test_keep_command import answers, asked, keep, kept, notes, only
from test_record_commands import WALLET, bield

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["notes"]
LATER = ("", "", "")
"""Who got it, the number, and when: left."""


def paid(folder: Path, *typed: str) -> dict[str, Any]:
    """Say what follows «It was sent» and «Western Union», and give the entry."""
    keep(folder, answers(money=["1", "4", *typed]))
    return only(folder, "payment")


class TestASum:
    @pytest.mark.parametrize(
        ("typed", "amount", "currency"),
        [
            (["£250"], "250", "GBP"),
            (["1,300.50 eur"], "1300.50", "EUR"),
            (["250", "3"], "250", "USD"),
            (["250", "chf"], "250", "CHF"),
            (["$50", "5"], "50", "AUD"),
            (["$50", "dollars", "4"], "50", "CAD"),
            (["250 pounds", "1"], "250", "GBP"),
            (["250 quid", "quid"], "250", "GBP"),
            (["0.05 bitcoin", "bitcoin"], "0.05", "BTC"),
            (["about 250", "250", ""], "250", None),
            (["$50", ""], "50", None),
            ([""], None, None),
            (["idk"], None, None),
        ],
    )
    def test_is_kept_in_figures_with_its_money(
        self, notes: Path, typed: Sequence[str], amount: str | None, currency: str | None
    ) -> None:
        entry = paid(notes, *typed, *LATER)
        assert (entry.get("amount"), entry.get("currency")) == (amount, currency)

    def test_stands_as_it_was_typed_where_its_sign_or_word_is_not_kept(self, notes: Path) -> None:
        assert paid(notes, "250 pounds", "", *LATER)["text"] == "250 pounds"

    @pytest.mark.parametrize("typed", ["1.234", "$1.234"])
    def test_that_can_be_two_is_asked_again_with_both(self, notes: Path, typed: str) -> None:
        said = asked(notes, money=["1", "4", typed, "1234", "1", *LATER])
        assert "Was it 1234 (whole), or 1 and 234 thousandths?" in said
        assert only(notes, "payment")["amount"] == "1234"


class TestADay:
    @pytest.mark.parametrize(
        ("typed", "at"),
        [
            (["24 November 2026, 9:05pm"], "2026-11-24T21:05:00"),
            (["24 Nov 2026 9pm"], "2026-11-24T21:00:00"),
            (["24 Nov 2026, 9.05 p.m."], "2026-11-24T21:05:00"),
            (["2026-11-24", "21:05"], "2026-11-24T21:05:00"),
            (["24/11/2026", "9 pm"], "2026-11-24T21:00:00"),
            (["yesterday", "24 November 2026 21:05"], "2026-11-24T21:05:00"),
            (["24 November 2026", "evening", "8pm"], "2026-11-24T20:00:00"),
        ],
    )
    def test_is_read_as_people_write_it(self, notes: Path, typed: Sequence[str], at: str) -> None:
        when = paid(notes, "", "", "", *typed)["when"]
        assert (when["at"], when["clock"]) == (at, "zone_unknown")

    def test_that_can_be_two_is_asked_again_with_both(self, notes: Path) -> None:
        said = asked(notes, money=["1", "4", "", "", "", "3/4/2026 9pm", "4 March 2026 9pm"])
        assert "3 April 2026 (2026-04-03), or 4 March 2026 (2026-03-04)?" in said
        assert only(notes, "payment")["when"]["at"] == "2026-03-04T21:00:00"

    @pytest.mark.parametrize("typed", ["24 November 2026", "24 November 2026 in the evening"])
    def test_without_an_hour_is_kept_without_one(self, notes: Path, typed: str) -> None:
        when = paid(notes, "", "", "", typed, "")["when"]
        assert when == {"raw": f"{typed}, hour not known", "clock": "unsettled"}

    def test_may_be_left(self, notes: Path) -> None:
        assert "when" not in paid(notes, "", "", "", "long ago", "")


class TestNo:
    @pytest.mark.parametrize("no", ["no", "No.", "nope", "none", "nothing", "I don’t know", "-"])
    def test_is_never_kept_as_an_answer(self, notes: Path, no: str) -> None:
        assert keep(notes, ["", *(no for _ in answers()[1:])]).exit_code == 0
        assert [entry["kind"] for entry in kept(notes)] == ["opened"]

    def test_is_no_payment_and_nor_is_one_of_which_nothing_was_said(self, notes: Path) -> None:
        said = asked(notes, money=["no"])
        assert "How was it sent" not in said
        said = asked(notes.with_name("more"), money=["2", "", "", *LATER])
        assert "Nothing was said of it" in said
        assert [entry["kind"] for entry in kept(notes.with_name("more"))] == ["opened"]

    def test_yes_where_words_are_asked_for_is_asked_for_them(self, notes: Path) -> None:
        said = asked(notes, places=["yes", "A video on my laptop"])
        assert "Then type it here." in said
        assert only(notes, "placeholder")["text"] == "A video on my laptop"

    def test_back_is_answered_and_never_kept(self, notes: Path) -> None:
        said = asked(notes, who=["1", "back", "@x", ""])
        assert "You can't go back here." in said
        assert only(notes, "detail")["value"] == "@x"

    def test_stop_stops_at_any_question(self, notes: Path) -> None:
        typed = answers(story=["My story."])
        for count, stop in enumerate(["stop", "STOP", "quit", "exit", "Stop."] * 3):
            folder = notes.with_name(f"n{count}")
            said = bield("keep", folder, given="\n".join([*typed[:count], stop, "1", "@x"]))
            assert said.exit_code == 0, said.output
            held = kept(folder)[1:] if folder.exists() else []
            # A story may have a line that says so, but not begin with it.
            assert [entry["kind"] for entry in held] == ["note"] * (count > 2), count
            if count == len(typed):
                break


class TestWhoThreatens:
    def test_may_be_told_before_what_it_is(self, notes: Path) -> None:
        said = asked(notes, who=["@emily_r.02", "1", "Snapchat"])
        assert "What is «@emily_r.02»?" in said
        entry = only(notes, "detail")
        assert (entry["what"], entry["value"], entry["where"]) == (
            "account",
            "@emily_r.02",
            "Snapchat",
        )

    def test_with_a_wrong_letter_is_told(self, notes: Path) -> None:
        said = asked(notes, who=["5", WALLET[:-1] + "n"])
        assert "check figures of this bitcoin wallet are wrong" in said

    def test_is_not_what_a_terminal_sends_for_keys_and_not_what_is_no_text(
        self, notes: Path
    ) -> None:
        given = b"\xef\xbb\xbf\r\n\r\n\r\n1\r\nsn\xff\xfeap\r\n\r\n"
        from typer.testing import CliRunner

        from bield.cli.app import app

        result = CliRunner().invoke(app, ["keep", str(notes)], input=given)
        assert result.exit_code == 0, result.output
        assert only(notes, "detail")["value"] == r"sn\udcff\udcfeap"


class TestYou:
    @pytest.mark.parametrize(
        ("typed", "age"),
        [
            (["15"], "13_to_17"),
            (["I am 9"], "under_13"),
            (["old", "2010", "200", "44"], "18_or_over"),
        ],
    )
    def test_an_age_is_asked_until_it_is_one(
        self, notes: Path, typed: Sequence[str], age: str
    ) -> None:
        asked(notes, you=["", "", *typed, ""])
        assert only(notes, "person")["age"] == age

    def test_a_country_may_be_named_and_then_its_own_numbers_come(self, notes: Path) -> None:
        said = asked(notes, you=["", "", "", "Scotland"])
        assert "NHS 24" in said[said.index("Which country?") :]
        assert only(notes, "person") == {"kind": "person", "words": "own", "country": "scotland"}

    def test_what_was_said_before_stays_where_it_is_left(self, notes: Path) -> None:
        asked(notes, you=["Ada", "", "15", "scotland"])
        said = keep(notes, answers(pictures=None, you=["", "07700 900123", "", ""])).stdout
        assert "It says: Ada." in said
        assert [e.get("name") for e in kept(notes) if e["kind"] == "person"] == ["Ada", None]

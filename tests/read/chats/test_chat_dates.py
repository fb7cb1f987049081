"""The dates of a chat: settled by all of them together, or left open; never guessed."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
from chat_files import chat, only, times

import bield.read.chats
from bield.records import Clock, Message

TWO_WAYS = "can be read two ways"


def read(*stamps: str) -> Message:
    lines = [f"{s}{'' if s.endswith(']') else ' -'} Bob: words {n}" for n, s in enumerate(stamps)]
    return only("\n".join(lines).encode())


def settled(*stamps: str) -> list[str]:
    message = read(*stamps)
    assert not any("Bield" in note for note in message.notes)
    return times(message)


class TestTheOrderOfADate:
    def test_a_part_above_twelve_settles_every_date_of_the_file(self) -> None:
        assert settled("03/04/2017, 15:45", "21/04/2017, 15:45")[0] == "2017-04-03T15:45"
        assert settled("03/04/2017, 15:45", "04/21/2017, 15:45")[0] == "2017-03-04T15:45"

    def test_one_evening_in_early_april_stays_open_and_the_person_is_told(self) -> None:
        message = read("03/04/2017, 15:45", "03/04/2017, 15:46")
        assert times(message) == ["unsettled", "unsettled"]
        assert message.notes == (
            "The dates in this chat can be read two ways: 3 April or 4 March. Bield has not "
            "chosen.",
        )
        assert chat(message).turns[0].when.raw == "03/04/2017, 15:45"

    def test_a_date_that_reads_the_same_both_ways_is_settled_by_itself(self) -> None:
        assert times(read("07/07/2017, 15:45", "08/07/2017, 15:45")) == [
            "2017-07-07T15:45",
            "unsettled",
        ]

    def test_messages_stand_in_the_order_in_which_they_were_said(self) -> None:
        # As months these would leap back by eleven months, in the midst of a chat.
        stamps = ("11/04/17, 15:45", "12/04/17, 15:45", "01/05/17, 15:45")
        assert settled(*stamps)[0] == "2017-04-11T15:45"

    def test_steady_steps_either_way_settle_nothing(self) -> None:
        message = read("03/04/17, 15:45", "04/04/17, 15:45", "05/04/17, 15:45")
        assert times(message)[0] == "unsettled"
        assert TWO_WAYS in message.notes[0]

    def test_one_late_message_settles_nothing(self) -> None:
        message = read("03/04/17, 15:45", "04/04/17, 15:45", "03/04/17, 23:59", "04/04/17, 15:50")
        assert times(message)[0] == "unsettled"

    @pytest.mark.parametrize(
        ("stamp", "wanted"),
        [
            ("07.09.17, 15:45", "2017-09-07T15:45"),
            ("7.9.2017 klo 15.45", "2017-09-07T15:45"),
            ("07-09-2017 15:45", "2017-09-07T15:45"),
            ("2017-09-07 15:45", "2017-09-07T15:45"),
            ("2017. 09. 07. 15:45", "2017-09-07T15:45"),
            ("17. 9. 7. 오후 3:45", "2017-09-07T15:45"),
            ("2017년 9월 7일 오후 3:45", "2017-09-07T15:45"),
            ("07/09/2017 à 15:45", "2017-09-07T15:45"),
            ("7/9/17, 3:45 p.\u00a0m.", "2017-09-07T15:45"),
            ("7/9/17, 3:45 μ.μ.", "2017-09-07T15:45"),
            ("7.09.17 г., 15:45 ч.", "2017-09-07T15:45"),
            ("٧\u200f/٩\u200f/٢٠١٧، ٣:٤٥ م", "2017-09-07T15:45"),
        ],
    )
    def test_separators_and_words_of_one_order_settle_it(self, stamp: str, wanted: str) -> None:
        assert settled(stamp, stamp) == [wanted, wanted]

    @pytest.mark.parametrize(
        "stamp", ["7/9/17, 3:45 PM", "07/09/17, 15:45", "07/09/17, 3:45 p.\u00a0m."]
    )
    def test_english_words_and_slashes_settle_nothing(self, stamp: str) -> None:
        assert times(read(stamp, stamp)) == ["unsettled", "unsettled"]

    def test_years_first_or_last_may_be_open_too(self) -> None:
        message = read("12-11-10 15:45", "12-11-10 15:46")
        assert message.notes[0] == (
            "The dates in this chat can be read two ways: 12 November 2010 or 10 November 2012. "
            "Bield has not chosen."
        )

    @pytest.mark.parametrize(
        "stamp", ["7/9/2560 15:45", "7/9/60 15:45", "۱۳۹۶/۶/۱۶،\u200f ۱۵:۴۵", "31/02/2017, 15:45"]
    )
    def test_another_calendar_is_left_as_it_is(self, stamp: str) -> None:
        message = read(stamp, stamp)
        assert times(message) == ["unsettled", "unsettled"]
        assert "cannot tell which day" in message.notes[0]

    def test_one_date_of_a_phone_whose_clock_was_reset_spoils_no_other(self) -> None:
        got = times(read("01/01/1970, 00:01", "21/09/2017, 15:45", "03/04/2018, 15:45"))
        assert got == ["unsettled", "2017-09-21T15:45", "2018-04-03T15:45"]

    def test_two_forms_in_one_file_settle_only_what_stands_for_itself(self) -> None:
        got = times(read("21/09/2017, 15:45", "09/22/2017, 15:45", "03/04/2018, 15:45"))
        assert got == ["2017-09-21T15:45", "2017-09-22T15:45", "unsettled"]


class TestTheHalfOfTheDay:
    @pytest.mark.parametrize(
        ("mark", "hour"),
        [
            ("{} AM", 3),
            ("{}\u202fPM", 15),
            ("{}\u00a0pm", 15),
            ("{} p. m.", 15),
            ("{} a.\u00a0m.", 3),
            ("下午{}", 15),
            ("上午{}", 3),
            ("凌晨{}", 3),
            ("오후 {}", 15),
            ("午前{}", 3),
            ("{} ΠΜ", 3),
            ("{} ΜΜ", 15),
            ("de. {}", 3),
            ("du. {}", 15),
            ("{} priekšp.", 3),
            ("{} pēcp.", 15),
            ("{} ip.", 15),
            ("{} ÖS", 15),
            ("{} م", 15),
            ("{} ص", 3),
            ("{} CH", 15),
            ("{} SA", 3),
            ("{} nm.", 15),
        ],
    )
    def test_is_known_in_many_languages(self, mark: str, hour: int) -> None:
        stamp = f"2017-09-21 {mark.format('3:45')}"
        assert settled(stamp, stamp)[0] == f"2017-09-21T{hour:02}:45"

    @pytest.mark.parametrize(
        ("time", "wanted"),
        [
            ("12:05 AM", "00:05"),
            ("12:05 PM", "12:05"),
            ("上午12:05", "00:05"),
            ("中午12:05", "12:05"),
            ("中午1:05", "13:05"),
            ("午後0:05", "12:05"),
            ("15:05 PM", "15:05"),
        ],
    )
    def test_turns_at_noon_and_at_midnight(self, time: str, wanted: str) -> None:
        assert settled(f"2017-09-21, {time}", f"2017-09-21, {time}")[0] == f"2017-09-21T{wanted}"

    def test_a_word_that_nobody_knows_leaves_the_hour_open(self) -> None:
        message = read("21.09.2017, 3:45 xx", "21.09.2017, 3:46 xx")
        assert times(message) == ["unsettled", "unsettled"]
        assert "in the morning or in the afternoon does not show" in message.notes[0]

    def test_the_same_word_beside_an_hour_above_twelve_says_no_half(self) -> None:
        assert settled("21.09.2017, 3:45 xx", "21.09.2017, 15:46 xx")[0] == "2017-09-21T03:45"

    @pytest.mark.parametrize("time", ["25:00", "12:61", "15:45 AM"])
    def test_what_no_clock_shows_is_no_time(self, time: str) -> None:
        assert times(read(f"21.09.2017, {time}", f"21.09.2017, {time}"))[0] == "unsettled"


class TestNoGuess:
    def test_no_reader_of_chats_asks_what_today_is(self) -> None:
        folder = Path(bield.read.chats.__file__).parent
        for path in folder.glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                assert not (
                    isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
                )

    @pytest.mark.parametrize("day", range(1, 13))
    @pytest.mark.parametrize(
        "form", ["{d}/{m}/{y}, 15:45", "{m}/{d}/{y}, 15:45", "{d:02}-{m:02}-{s:02} 15:45"]
    )
    def test_is_right_or_open_for_every_day_that_could_be_a_month(
        self, day: int, form: str
    ) -> None:
        true = date(2019, 9, day)
        stamp = form.format(d=true.day, m=true.month, y=true.year, s=true.year - 2000)
        turn = chat(read(stamp, stamp)).turns[0]
        assert turn.when.clock is Clock.UNSETTLED or (turn.when.at and turn.when.at.date() == true)

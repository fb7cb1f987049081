"""Chat that was pasted: plainly one, with the words as they were given; or plain text."""

from __future__ import annotations

import time

import pytest
from chat_files import chat, times

from bield.read.text import text_message
from bield.records import Clock, Format, Message

CHATS = {
    "names": (
        "Anna: hey there how are you\nTom: I am fine thanks\nAnna: good to hear\n"
        "Tom: send me a picture please\n",
        ["Anna", "Tom", "Anna", "Tom"],
    ),
    "me and them": ("me: who is this?\nthem: send money\nme: no", ["me", "them", "me"]),
    "a handle and a name": (
        "zzero: your account is mine now\nLeon: give it back\nzzero: 60 first\nLeon: no way",
        ["zzero", "Leon", "zzero", "Leon"],
    ),
    "Telegram": (
        "Bob, [21.09.2017 12:31]\nHello there\n\nAnn, [21.09.2017 12:32]\nhi\nmore",
        ["Bob", "Ann"],
    ),
    "Discord": (
        "Bob — Today at 12:31 PM\nhello\nAnn — Yesterday at 12:32 PM\nhi\n",
        ["Bob", "Ann"],
    ),
    "times in brackets": ("[12:31] Bob: hi\n[12:32] Ann: yes?", ["Bob", "Ann"]),
    "angle brackets": ("<bob> hi there\n<ann> hello you\n<bob> pay", ["bob", "ann", "bob"]),
    "Facebook": ("You sent\nhi\nBob sent\npay me\nEnter\nYou sent\nno", ["You", "Bob", "You"]),
    "Snapchat": ("ME\nhi\nBOBBY\npay me 500\nME\nno way", ["ME", "BOBBY", "ME"]),
    "name and time": ("Bob, 12:31\nhello\n\nAnn, 12:33\nhi there", ["Bob", "Ann"]),
    "WhatsApp from a form": (
        "21/09/2017, 15:45 - Bob: hi\r\n21/09/2017, 15:46 - Ann: hi\r\nmore\r\n",
        ["Bob", "Ann"],
    ),
}

NOT_CHATS = {
    "a threat": "I hacked you: pay me now.\nBitcoin: 1abc\nYou have 2 days: hurry.\n",
    "a recipe": "Ingredients: flour, eggs\nNote: use whole milk\nServes: 4\nTip: rest\nNote: warm",
    "mail headers": "From: a@example.org\nTo: c@example.org\nSubject: x\n\nHello",
    "a log": "[12:31:05] INFO: start it\n[12:31:06] ERROR: stop it\n[12:31:07] INFO: start it",
    "a list": "- name: Ann\n  host: y\n- name: Tom\n  host: w\nsize: big one",
    "records": "Vorname: Anna Maria\nOrt: Bad X\nAlter: so\nVorname: Tom O\nOrt: Bad Y\nAlter: so",
    "questions": "Q: what is it?\nA: a thing\nQ: why so?\nA: because of",
    "code": "def f(x):\n    return x\nclass Y:\n    pass\nif x: return y",
    "a timetable": "Monday 12:31\nSwimming\nTuesday 12:45\nRunning",
    "a letter": "Dear all,\nAnna: please bring cake.\nThanks to all who came.\nSee you.\nBye\nTom",
    "a quote": "He wrote me this today and I am afraid\nBob: pay me or else\nWhat can I do now?",
    "one line": "Bob: hi",
}


class TestPastedChat:
    @pytest.mark.parametrize("name", sorted(CHATS))
    def test_becomes_a_conversation_that_points_into_the_words_as_given(self, name: str) -> None:
        text, people = CHATS[name]
        message = text_message(text)
        assert message.format is Format.CHAT
        assert message.text == text
        assert [t.who for t in chat(message).turns] == people
        assert all(t.text for t in chat(message).turns)

    @pytest.mark.parametrize("name", sorted(NOT_CHATS))
    def test_where_it_is_not_plain_it_is_no_chat(self, name: str) -> None:
        message = text_message(NOT_CHATS[name])
        assert (message.format, message.conversation) == (Format.TEXT, None)

    def test_who_pasted_it_is_known_by_me_or_you(self) -> None:
        owners = {
            n: chat(text_message(CHATS[n][0])).owner for n in ("Facebook", "names", "Snapchat")
        }
        assert owners == {"Facebook": "You", "names": "", "Snapchat": "ME"}

    def test_what_the_page_says_is_said_by_nobody(self) -> None:
        assert chat(text_message(CHATS["Facebook"][0])).turns[1].text == "pay me"

    def test_dates_are_settled_together_as_in_a_file(self) -> None:
        assert times(text_message(CHATS["Telegram"][0])) == ["2017-09-21T12:31", "2017-09-21T12:32"]
        open_ = text_message("Bob, 03/04/2017 12:31\nhi you\nAnn, 03/04/2017 12:32\nhello\n")
        assert times(open_) == ["unsettled", "unsettled"]
        assert "3 April or 4 March" in open_.notes[0]

    def test_a_named_month_is_no_riddle(self) -> None:
        text = "Bob, [Sep 7, 2017 at 12:31:05 PM]:\nhello\nAnn, [Sep 7, 2017 at 12:32:05 AM]:\nhi"
        assert times(text_message(text)) == ["2017-09-07T12:31", "2017-09-07T00:32"]

    def test_a_time_alone_is_kept_as_it_stands(self) -> None:
        when = chat(text_message(CHATS["times in brackets"][0])).turns[0].when
        assert (when.raw, when.clock, when.at) == ("12:31", Clock.NONE, None)

    @pytest.mark.parametrize(
        "line",
        [
            "x" + " " * 39,
            "." + " " * 99,
            "a, " * 13 + "1",
            "1/1/2020" + " " * 17,
            "\u200e" * 50,
            "a: b",
        ],
    )
    def test_words_made_to_take_long_do_not(self, line: str) -> None:
        began = time.process_time()
        assert isinstance(text_message((line + "\n") * (100_000 // (len(line) + 1))), Message)
        assert time.process_time() - began < 2

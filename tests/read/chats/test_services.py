"""The exports of Meta, Telegram, Discord, Snapchat and «SMS Backup & Restore»."""

from __future__ import annotations

import json

import pytest
from chat_files import (
    DISCORD,
    META,
    SMS,
    SNAPCHAT,
    TELEGRAM,
    as_json,
    chat,
    messages,
    only,
    said,
    times,
    zipped,
)

from bield.read import NotAMessageError, PictureRefusedError
from bield.read.chats import read_chats
from bield.read.kinds import Kind, kind_of
from bield.records import Clock, Message


class TestMeta:
    def test_gives_the_turns_in_the_order_in_which_they_were_said_and_mended(self) -> None:
        message = only(as_json(META))
        assert said(message) == [("Zoë", "café 😀"), ("Sam", "hello"), ("Zoë", "")]
        assert times(message)[0] == "2017-09-07T13:45+00:00"
        assert chat(message).turns[2].attachments == ("12.jpg",)
        assert (chat(message).title, chat(message).service) == ("Zoë", "Instagram")

    def test_mends_only_the_strings_that_give_whole_letters(self) -> None:
        thread = {
            "participants": [],
            "messages": [
                {"sender_name": "Zoë", "timestamp_ms": 2e12, "content": "naïve, already right"},
                {"sender_name": "Zoë", "timestamp_ms": 1e12, "content": "日本 stays"},
            ],
        }
        assert [t for _, t in said(only(as_json(thread)))] == ["日本 stays", "naïve, already right"]

    def test_messages_of_one_moment_keep_their_order(self) -> None:
        found = [
            {"sender_name": "A", "timestamp_ms": 1504791900000, "content": c} for c in ("2", "1")
        ]
        thread = {"participants": [], "messages": found}
        assert [t for _, t in said(only(as_json(thread)))] == ["1", "2"]

    def test_names_calls_links_and_what_was_taken_back(self) -> None:
        found = [
            {
                "sender_name": "A",
                "timestamp_ms": 1504791900000,
                "call_duration": 12,
                "is_unsent": True,
                "share": {"link": "https://www.facebook.com/x", "share_text": "look"},
                "sticker": {"uri": "s/5.png"},
            }
        ]
        message = only(as_json({"participants": [], "messages": found}))
        turn = chat(message).turns[0]
        assert turn.text == "look\nhttps://www.facebook.com/x"
        assert turn.attachments == (
            "5.png",
            "call of 12 s",
            "a message taken back by its sender",
        )
        assert chat(message).service == "Facebook"

    def test_reads_the_end_to_end_encrypted_form(self) -> None:
        thread = {
            "participants": ["Ann", "Bob"],
            "threadName": "Ann_5",
            "messages": [
                {
                    "senderName": "Ann",
                    "timestamp": 1504791900000,
                    "text": "hi",
                    "type": "text",
                    "media": [{"uri": "./media/1.jpeg"}],
                    "isUnsent": False,
                }
            ],
        }
        message = only(as_json(thread))
        assert said(message) == [("Ann", "hi")]
        assert chat(message).title == "Ann"
        assert chat(message).turns[0].attachments == ("1.jpeg",)

    def test_joins_the_files_of_one_thread_and_parts_the_threads(self) -> None:
        def thread(name: str, *texts: str, at: int) -> bytes:
            found = [
                {"sender_name": name, "timestamp_ms": 1504791900000 + at, "content": t}
                for t in texts
            ]
            return as_json({"participants": [], "title": name, "messages": found})

        data = zipped(
            {
                "your_instagram_activity/messages/inbox/a_1/message_2.json": thread("A", "1", at=0),
                "your_instagram_activity/messages/inbox/a_1/message_1.json": thread("A", "2", at=9),
                "your_instagram_activity/messages/inbox/b_1/message_1.json": thread("B", "x", at=5),
                "your_instagram_activity/media/1.jpg": b"\xff\xd8\xff",
                "preferences/settings.json": b'{"a": 1}',
            }
        )
        assert [(title, said(m)) for title, m in read_chats(data) if isinstance(m, Message)] == [
            ("A", [("A", "1"), ("A", "2")]),
            ("B", [("B", "x")]),
        ]


class TestTelegram:
    def test_gives_words_links_and_what_telegram_says(self) -> None:
        message = only(as_json(TELEGRAM))
        assert said(message) == [
            ("", "Ann phone call"),
            ("Ann", "see this (https://x.example)"),
            ("Bob", ""),
        ]
        assert chat(message).turns[2].attachments == ("photo",)

    def test_is_certain_of_a_counted_second_and_not_of_a_written_one(self) -> None:
        turns = chat(only(as_json(TELEGRAM))).turns
        assert [t.when.clock for t in turns[1:]] == [Clock.CERTAIN, Clock.ZONE_UNKNOWN]
        assert turns[1].when.raw == "2017-09-07T15:45:00"

    def test_a_full_export_gives_every_chat_and_its_owner(self) -> None:
        export = {
            "personal_information": {"user_id": 8, "first_name": "Bob", "last_name": "B"},
            "chats": {"list": [TELEGRAM, {**TELEGRAM, "name": None}, {"messages": []}]},
        }
        chats = [chat(m) for m in messages(as_json(export))]
        assert [(c.title, c.owner) for c in chats] == [("Ann", "Bob"), ("", "Bob")]


class TestDiscord:
    def test_gives_an_exported_channel(self) -> None:
        message = only(as_json(DISCORD))
        assert said(message) == [("Bobby", "hi"), ("", "ann Started a call.")]
        assert times(message)[0] == "2017-09-07T15:45+02:00"
        assert chat(message).turns[0].attachments == ("b.png", "sticker wave")

    def test_says_that_the_data_package_holds_one_side_only(self) -> None:
        found = [
            {"ID": 2, "Timestamp": "2021-02-03 12:35:00", "Contents": "b", "Attachments": ""},
            {"ID": 1, "Timestamp": "2021-02-03 12:34:00", "Contents": "a", "Attachments": ""},
        ]
        data = zipped(
            {
                "Messages/c1/messages.json": as_json(found),
                "Messages/c1/channel.json": as_json({"id": "1", "name": "general"}),
            }
        )
        message = only(data)
        assert said(message) == [("You", "a"), ("You", "b")]
        assert (chat(message).title, chat(message).owner) == ("general", "You")
        assert any("only what the account's owner wrote" in n for n in message.notes)


class TestSnapchat:
    def test_gives_the_shape_of_today(self) -> None:
        message = only(as_json({k: v for k, v in SNAPCHAT.items() if v}))
        assert said(message) == [("sam_2", "hi"), ("bob_1", "")]
        assert (chat(message).owner, chat(message).title) == ("sam_2", "bob_1")
        assert chat(message).turns[1].attachments == ("b~Ei",)
        assert {t.when.clock for t in chat(message).turns} == {Clock.CERTAIN}

    def test_gives_the_shape_of_before_with_its_two_lists_made_one(self) -> None:
        old = {
            "Received Saved Chat History": [
                {
                    "From": "bob",
                    "Media Type": "TEXT",
                    "Created": "2022-07-22 19:28:21 UTC",
                    "Text": "it&#39;s me",
                }
            ],
            "Sent Saved Chat History": [
                {
                    "To": "bob",
                    "Media Type": "TEXT",
                    "Created": "2022-07-22 19:27:00 UTC",
                    "Text": "who is it",
                }
            ],
        }
        message = only(as_json(old))
        assert said(message) == [("Me", "who is it"), ("bob", "it's me")]
        assert chat(message).owner == "Me"


class TestSms:
    def test_gives_one_conversation_for_a_number_however_it_is_written(self) -> None:
        bob, other = messages(SMS)
        assert said(bob) == [("Bob", "hi\nyou"), ("Me", "yo 😀")]
        assert said(other) == [("12345", "look")]
        assert chat(other).turns[0].attachments == ("p.jpg",)
        assert chat(bob).owner == "Me"
        assert any("1 drafts" in n for n in bob.notes)

    def test_a_backup_that_is_cut_off_gives_what_stands_before_that(self) -> None:
        message = only(SMS[: SMS.index(b"<mms") + 20])
        assert len(chat(message).turns) == 2
        assert any("cut off" in n for n in message.notes)

    def test_pictures_in_a_backup_are_refused_where_none_may_be(self) -> None:
        with pytest.raises(PictureRefusedError):
            list(read_chats(SMS, pictures_allowed=False))


EVERY = {
    "meta": as_json(META),
    "telegram": as_json(TELEGRAM),
    "discord": as_json(DISCORD),
    "snapchat": as_json(SNAPCHAT),
    "sms": SMS,
}


class TestEveryService:
    @pytest.mark.parametrize("name", sorted(EVERY))
    def test_is_known_by_what_it_holds(self, name: str) -> None:
        assert kind_of(EVERY[name]) is Kind.CHAT

    @pytest.mark.parametrize("name", sorted(EVERY.keys() - {"sms"}))
    def test_json_that_is_cut_off_is_refused_by_name(self, name: str) -> None:
        with pytest.raises(NotAMessageError, match="cut off or damaged"):
            list(read_chats(EVERY[name][:-3]))

    @pytest.mark.parametrize("name", sorted(EVERY.keys() - {"sms"}))
    def test_values_of_a_wrong_type_say_nothing_and_stop_nothing(self, name: str) -> None:
        for wrong in ("null", "7", '"x"', "[]", "{}", "[[1]]", "true", "NaN", "-1e400"):
            value = json.loads(EVERY[name])
            data = json.dumps(_with_leaves(value, json.loads(wrong))).encode()
            for _ in read_chats_or_refusal(data):
                pass

    def test_other_json_is_plain_text(self) -> None:
        assert kind_of(b'{"a": [1, 2, 3]}') is Kind.TEXT


def _with_leaves(value: object, leaf: object) -> object:
    if isinstance(value, dict):
        return {k: _with_leaves(v, leaf) for k, v in value.items()}
    if isinstance(value, list):
        return [_with_leaves(v, leaf) for v in value]
    return leaf


def read_chats_or_refusal(data: bytes) -> list[object]:
    from bield.read import UnableToReadError

    try:
        return list(read_chats(data))
    except UnableToReadError as refusal:
        return [refusal]

"""Files made to harm: whatever the bytes, a chat or a named refusal, in bounded time and space."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from chat_files import DISCORD, META, SMS, SNAPCHAT, TELEGRAM, as_json, chat, only, zipped
from hypothesis import given
from hypothesis import strategies as st
from test_whatsapp import ANDROID, IOS

from bield.read import (
    NotAMessageError,
    PictureRefusedError,
    TooComplexToReadError,
    TooLargeToReadError,
    UnableToReadError,
)
from bield.read.archive import MAX_MEMBERS, Archive, LockedArchiveError
from bield.read.chats import read_chats
from bield.read.kinds import Kind, kind_of
from bield.records import Clock, Message

SEEDS = [ANDROID.encode(), IOS.encode(), SMS] + [
    as_json(v) for v in (META, TELEGRAM, DISCORD, SNAPCHAT)
]
SEEDS += [zipped({"_chat.txt": IOS.encode(), "a/b.jpg": b"x"}), zipped({"r.json": SEEDS[4]})]


def outcome(data: bytes) -> list[Message | UnableToReadError]:
    try:
        return [m for _, m in read_chats(data)]
    except UnableToReadError as refusal:
        return [refusal]


class TestAnyBytes:
    @given(
        seed=st.sampled_from(SEEDS),
        at=st.integers(min_value=0),
        junk=st.binary(max_size=12),
        cut=st.integers(min_value=0, max_value=40),
    )
    def test_give_a_chat_or_a_named_refusal(
        self, seed: bytes, at: int, junk: bytes, cut: int
    ) -> None:
        place = at % (len(seed) + 1)
        data = seed[:place] + junk + seed[place + cut :]
        kind_of(data)
        for message in outcome(data):
            if isinstance(message, Message):
                chat(message)
                message.text.encode()

    @given(data=st.binary(max_size=400))
    def test_of_no_form_at_all_are_refused(self, data: bytes) -> None:
        kind_of(data)
        kind_of(b"PK\x03\x04" + data)
        assert outcome(b"PK\x03\x04" + data)
        assert outcome(data)


class TestJson:
    @pytest.mark.parametrize("start", ["[", '{"a":'])
    def test_nested_a_hundred_thousand_deep_is_refused(self, start: str) -> None:
        keys = '{"participants": 1, "sender_name": 1, "timestamp_ms": 1, "x": '
        with pytest.raises((TooComplexToReadError, NotAMessageError)):
            list(read_chats((keys + start * 100_000).encode()))

    @pytest.mark.parametrize(
        "number",
        ["NaN", "Infinity", "-Infinity", "1e308", "-5", "9" * 400, "1e999", "253370764800000"],
    )
    def test_a_moment_that_cannot_be_is_open_and_told(self, number: str) -> None:
        text = json.dumps(META).replace("1504791960000", number)
        message = only(text.encode())
        turn = next(t for t in chat(message).turns if t.text == "hello")
        assert turn.when.clock is Clock.UNSETTLED
        assert any("cannot tell which moment" in n for n in message.notes)

    def test_a_number_of_five_thousand_figures_is_refused(self) -> None:
        text = json.dumps(META).replace("1504791960000", "9" * 5_000)
        with pytest.raises(NotAMessageError):
            list(read_chats(text.encode()))

    def test_the_year_99999_is_no_year(self) -> None:
        text = json.dumps(DISCORD).replace("2017-09-07T15:45", "99999-09-07T15:45")
        assert chat(only(text.encode())).turns[0].when.clock is Clock.UNSETTLED

    def test_half_a_letter_alone_is_shown_as_a_mark(self) -> None:
        text = json.dumps(META).replace("hello", "\\ud800 pay")
        assert "\ufffd pay" in only(text.encode()).text

    def test_a_name_of_a_megabyte_is_cut(self) -> None:
        text = json.dumps(META).replace("Sam", "S" * 1_000_000)
        assert max(len(p) for p in chat(only(text.encode())).people) <= 100


class TestXml:
    def test_entities_that_multiply_are_refused(self) -> None:
        bomb = b'<?xml version="1.0"?><!DOCTYPE smses [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8)
        )
        bomb += b']><smses count="1"><sms address="1" date="1" type="1" body="&i;"/></smses>'
        with pytest.raises(TooComplexToReadError, match="entities"):
            list(read_chats(bomb))

    def test_elements_nested_without_end_are_refused(self) -> None:
        with pytest.raises(TooComplexToReadError):
            list(read_chats(b"<smses>" + b"<a>" * 200_000))


class TestArchives:
    def test_a_member_that_unpacks_a_thousandfold_is_refused(self) -> None:
        bomb = zipped({"_chat.txt": b"\x00" * 20_000_000})
        assert len(bomb) < 50_000
        with pytest.raises(TooLargeToReadError, match="times its size"):
            list(read_chats(bomb))

    def test_a_member_that_says_it_is_small_is_read_no_further_than_it_may(self) -> None:
        data = bytearray(zipped({"_chat.txt": b"21.09.17, 15:45 - Bob: hi\n" * 2_000_000}))
        at = data.rfind(b"PK\x01\x02")
        data[at + 24 : at + 28] = (1_000).to_bytes(4, "little")
        assert all(isinstance(m, UnableToReadError | Message) for m in outcome(bytes(data)))

    def test_what_is_unpacked_altogether_is_bounded(self) -> None:
        line = b"21.09.17, 15:45 - Bob: hi %d\n"
        text = b"".join(line % (n * 7919 % 100_003) for n in range(600_000))
        archive = Archive(zipped({f"{n}.txt": text for n in range(9)}))
        with pytest.raises(TooLargeToReadError):
            sum(len(archive.read(name)) for name in archive.names)

    def test_a_list_without_end_is_refused_before_it_is_read(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for n in range(MAX_MEMBERS + 1):
                archive.writestr(f"{n}.txt", b"")
        with pytest.raises(TooComplexToReadError):
            list(read_chats(out.getvalue()))
        assert kind_of(out.getvalue()) is Kind.CHAT

    def test_one_with_a_password_is_refused_by_name(self) -> None:
        data = bytearray(zipped({"_chat.txt": ANDROID.encode()}))
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.find(mark) + offset] |= 1
        with pytest.raises(LockedArchiveError, match="password"):
            list(read_chats(bytes(data)))

    def test_a_member_without_a_name_is_passed_over(self) -> None:
        # Found by tests/fuzz/fuzz_readers.py.
        data = zipped({"zzqq": b"", "_chat.txt": IOS.encode()}).replace(b"zzqq", b"\0zqq")
        assert len(chat(only(data)).turns) == len(chat(only(IOS.encode())).turns)

    def test_an_archive_in_an_archive_is_named_and_not_opened(self) -> None:
        inner = zipped({"_chat.txt": ANDROID.encode()})
        with pytest.raises(NotAMessageError, match=r"inner\.zip"):
            list(read_chats(zipped({"inner.zip": inner})))

    def test_a_mail_in_an_archive_is_named(self) -> None:
        with pytest.raises(NotAMessageError, match=r"«threat\.eml».*by itself"):
            list(read_chats(zipped({"a/threat.eml": b"From: a@example.org\n\nx"})))

    def test_pictures_in_an_archive_are_refused_where_none_may_be(self) -> None:
        for name, picture in (("IMG.jpg", b"x"), ("unnamed", b"\xff\xd8\xff\xe0" + b"\x00" * 40)):
            data = zipped({"_chat.txt": IOS.encode(), name: picture})
            with pytest.raises(PictureRefusedError, match="without media"):
                list(read_chats(data, pictures_allowed=False))
            assert only(data)

    def test_office_documents_are_told_from_chats(self) -> None:
        assert kind_of(zipped({"word/document.xml": b"<x/>"})) is Kind.DOCX
        assert kind_of(zipped({"[Content_Types].xml": b"", "xl/a.xml": b""})) is Kind.BINARY

    def test_one_damaged_chat_never_stops_the_others(self) -> None:
        data = zipped({"a/message_1.json": as_json(META), "b/message_1.json": as_json(META)[:-4]})
        first, second = outcome(data)
        assert isinstance(first, Message)
        assert isinstance(second, NotAMessageError)

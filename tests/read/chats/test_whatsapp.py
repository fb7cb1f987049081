"""WhatsApp's exported text."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from chat_files import chat, only, said, times, zipped
from hypothesis import given
from hypothesis import strategies as st

from bield.read import NothingToReadError
from bield.read.kinds import Kind, kind_of
from bield.records import Clock, Format, Message

ANDROID = (
    "21/09/2017, 15:44 - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
    "21/09/2017, 15:45 - Bob: hello\nsecond line: here\n\nlast line\n"
    "21/09/2017, 15:46 - Ann: IMG-20170921-WA0001.jpg (file attached)\nlook at this\n"
    "21/09/2017, 15:47 - Bob: <Media omitted>\n"
    "21/09/2017, 15:48 - Ann: ok <This message was edited>\n"
    "21/09/2017, 15:49 - Bob: This message was deleted\n"
    "21/09/2017, 15:50 - Ann: note: 12:30 - bring cash\n"
)
IOS = (
    "[21/09/2017, 15:44:01] Bob: \u200eMessages and calls are end-to-end encrypted.\n"
    "[21/09/2017, 15:45:01] Bob: hello\n"
    "\u200e[21/09/2017, 15:46:01] Ann: \u200e<attached: 00000001-PHOTO-2017-09-21.jpg>\n"
    "\u200e[21/09/2017, 15:47:01] Ann: my cat \u200e<attached: 00000002-PHOTO-2017-09-21.jpg>\n"
    "\u200e[21/09/2017, 15:48:01] Bob: \u200eimage omitted\n"
)


def read(text: str) -> Message:
    return only(text.encode())


class TestWhatsApp:
    def test_android_gives_who_said_what_whole(self) -> None:
        message = read(ANDROID)
        assert message.format is Format.CHAT
        assert said(message) == [
            ("", "Messages and calls are end-to-end encrypted. Tap to learn more."),
            ("Bob", "hello\nsecond line: here\n\nlast line"),
            ("Ann", "look at this"),
            ("Bob", ""),
            ("Ann", "ok"),
            ("Bob", "This message was deleted"),
            ("Ann", "note: 12:30 - bring cash"),
        ]
        assert message.notes == ("Somebody edited 1 of its messages after sending.",)

    def test_what_was_attached_is_named_and_no_more(self) -> None:
        assert [t.attachments for t in chat(read(ANDROID)).turns[1:4]] == [
            (),
            ("IMG-20170921-WA0001.jpg",),
            ("Media omitted",),
        ]

    def test_ios_gives_captions_and_names_and_what_whatsapp_itself_says(self) -> None:
        turns = chat(read(IOS)).turns
        assert [(t.who, t.text, t.attachments) for t in turns] == [
            ("", "Messages and calls are end-to-end encrypted.", ()),
            ("Bob", "hello", ()),
            ("Ann", "", ("00000001-PHOTO-2017-09-21.jpg",)),
            ("Ann", "my cat", ("00000002-PHOTO-2017-09-21.jpg",)),
            ("Bob", "", ("image omitted",)),
        ]

    @pytest.mark.parametrize(
        "line",
        [
            "<Medien ausgeschlossen>",
            "<Médias omis>",
            "<Multimedia omitido>",
            "<Media omessi>",
            "<Mídia oculta>",
            "<Media weggelaten>",
            "\u200eBild weggelassen",
            "\u200eimagen omitida",
            "\u200eafbeelding weggelaten",
            "PTT-20170921-WA0002.opus (Datei angehängt)",
            "STK-20170921-WA0003.webp (bestand bijgevoegd)",
            "invoice 12.pdf (archivo adjunto)",
            "\u200e<pièce jointe : 00000003-AUDIO.opus>",
        ],
    )
    def test_media_is_known_in_the_languages_of_the_book(self, line: str) -> None:
        turn = chat(read(f"21.09.17, 15:45 - Bob: hi\n21.09.17, 15:46 - Ann: {line}\n")).turns[1]
        assert turn.text == ""
        assert len(turn.attachments) == 1

    def test_words_about_a_file_are_words(self) -> None:
        told = "read plan.txt (it is long)"
        turns = chat(read(f"21.09.17, 15:45 - Bob: hi\n21.09.17, 15:46 - Ann: {told}\n")).turns
        assert (turns[1].text, turns[1].attachments) == (told, ())

    def test_a_name_may_hold_a_colon(self) -> None:
        lines = [f"21.09.17, 15:4{n} - Dr: Who: line {n}" for n in range(3)]
        assert chat(read("\n".join(lines))).people == ("Dr: Who",)

    def test_what_somebody_renamed_is_said_by_whatsapp(self) -> None:
        text = '21.09.17, 15:45 - Bob: hi\n21.09.17, 15:46 - Ann changed it from "A: b" to "C"\n'
        assert [t.who for t in chat(read(text)).turns] == ["Bob", ""]

    def test_lines_of_another_chat_that_somebody_quotes_stay_in_the_message(self) -> None:
        text = ANDROID + "21/09/2017, 15:51 - Bob: see\n[9/7/17, 3:45:10 PM] Eve: pay\n"
        assert said(read(text))[-1] == ("Bob", "see\n[9/7/17, 3:45:10 PM] Eve: pay")

    def test_windows_line_ends_and_a_byte_order_mark_change_nothing(self) -> None:
        plain = read(ANDROID)
        for text in (
            "\ufeff" + ANDROID,
            ANDROID.replace("\n", "\r\n"),
            ANDROID.replace("\n", "\r"),
        ):
            assert said(read(text)) == said(plain)

    def test_the_zone_is_said_to_be_unknown(self) -> None:
        when = chat(read(ANDROID)).turns[1].when
        assert (when.raw, when.clock) == ("21/09/2017, 15:45", Clock.ZONE_UNKNOWN)
        assert when.at == datetime(2017, 9, 21, 15, 45)

    def test_whose_export_it_is_is_not_told(self) -> None:
        assert chat(read(ANDROID)).owner == ""

    def test_an_archive_gives_its_title_and_names_what_was_not_opened(self) -> None:
        data = zipped({"WhatsApp Chat with Bob B.txt": ANDROID.encode(), "IMG-1.jpg": b"\xff\xd8"})
        assert kind_of(data) is Kind.CHAT
        message = only(data)
        assert chat(message).title == "Bob B"
        assert "Not opened: IMG-1.jpg." in message.notes

    def test_a_log_is_no_chat(self) -> None:
        log = "2017-09-07 15:45:00 - INFO: start\n2017-09-07 15:45:01 - ERROR: stop\n"
        assert kind_of(log.encode()) is Kind.TEXT

    def test_an_export_without_messages_is_refused_by_name(self) -> None:
        with pytest.raises(NothingToReadError):
            read("21.09.17, 15:45 - Bob:\n21.09.17, 15:46 - Bob:\n")

    def test_a_long_chat_keeps_its_beginning_and_its_newest_and_counts_the_rest(self) -> None:
        lines = [f"21/09/2017, 15:45 - Bob: message number {n:05} of them\n" for n in range(9_000)]
        message = read("".join(lines))
        turns = chat(message).turns
        assert len(message.text) <= 100_000
        assert turns[0].text == "message number 00000 of them"
        assert turns[-1].text == "message number 08999 of them"
        first = next(n for n, t in enumerate(turns) if t.text != f"message number {n:05} of them")
        assert message.notes == (
            f"The chat holds 9,000 messages. Bield read its first {first} and its newest "
            f"{len(turns) - first:,}; the {9_000 - len(turns):,} between them were left out.",
        )


FORMS = {
    "en-GB Android": ("%d/%m/%Y, %H:%M - ", False),
    "de iOS": ("[%d.%m.%y, %H:%M:%S] ", True),
    "sv Android": ("%Y-%m-%d %H:%M - ", False),
    "en-CA iOS": ("[%Y-%m-%d, %I:%M:%S\u202f%p] ", True),
    "nl Android": ("%d-%m-%Y %H:%M - ", False),
    "fr Android": ("%d/%m/%Y à %H:%M - ", False),
}
NAMES = st.sampled_from(["Bob", "Anna Miller", "+44 7700 900123", "Zoë 🌸", "~ Kim"])
LINE = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12).map(
    lambda s: f"w{s}w"
)
WORDS = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
CHATS = st.lists(
    st.tuples(NAMES, WORDS, st.integers(min_value=1, max_value=50_000)), min_size=2, max_size=8
)


class TestRoundTrip:
    @given(turns=CHATS, form=st.sampled_from(sorted(FORMS)))
    def test_gives_back_every_chat_that_a_phone_could_write(
        self, turns: list[tuple[str, str, int]], form: str
    ) -> None:
        written, seconds = FORMS[form]
        at = datetime(2017, 9, 21, 15, 45, 10)
        text, wanted = "", []
        for who, words, minutes in turns:
            at += timedelta(minutes=minutes)
            text += f"{at.strftime(written)}{who}: {words}\n"
            wanted.append((who, words, at if seconds else at.replace(second=0)))
        message = read(text)
        got = [(t.who, t.text, t.when.at) for t in chat(message).turns]
        assert [g[:2] for g in got] == [w[:2] for w in wanted]
        for (_, _, at_got), (_, _, at_wanted) in zip(got, wanted, strict=True):
            assert at_got in {at_wanted, None}  # right, or left open; never wrong

    def test_times_read_as_they_stand(self) -> None:
        assert times(read(IOS))[0] == "2017-09-21T15:44"

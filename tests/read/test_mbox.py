"""Many mails in one file: told apart, and each as it was."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.read import SeveralMessagesError, read, read_all
from bield.read.kinds import Kind, kind_of
from bield.read.mbox import (
    LOOK_AHEAD_BYTES,
    LOOK_BEHIND_BYTES,
    TooLong,
    is_mbox,
    iter_mbox,
    split_mbox,
    starts_mail,
)
from bield.records import Message

LINE = b"From one@example.org Tue Nov 24 11:00:00 2026\n"


def mail(subject: str, body: str = "words\n") -> bytes:
    return f"From: one@example.org\nSubject: {subject}\n\n{body}".encode()


def mbox(*mails: bytes, line: bytes = LINE) -> bytes:
    return b"".join(line + m + b"\n" for m in mails)


class TestSplitMbox:
    def test_gives_each_mail_as_it_was_before_it_was_put_there(self) -> None:
        mails = [mail("one"), mail("two", "a\n\nb\n"), mail("three", "")]
        assert list(split_mbox(mbox(*mails))) == mails

    def test_takes_line_ends_of_either_kind(self) -> None:
        mails = [mail("one"), mail("two")]
        windows = mbox(*mails).replace(b"\n", b"\r\n")
        assert list(split_mbox(windows)) == [m.replace(b"\n", b"\r\n") for m in mails]

    @pytest.mark.parametrize(
        "line",
        [
            b"From one@example.org Tue Nov 24 11:00:00 2026\n",
            b"From one@example.org  Tue Nov  3 11:00 2026\n",
            b"From one at example.org  Tue Nov 24 11:00:00 2026\n",
            b"From - Tue Nov 24 11:00:00 2026\n",
            b"From 1788812345678901234@xxx Tue Nov 24 11:00:00 +0000 2026\n",
            b"From MAILER-DAEMON Tue Nov 24 11:00:00 2026\n",
            b'From "MAILER-DAEMON" Tue Nov 24 11:00:00 2026\n',
            b"From one@example.org Tue, 24 Nov 2026 11:00:00 +0100\n",
            b"From one@example.org\n",
            b"From one@example.org Tue Nov 24 11:00:00 CET 2026 remote from host\n",
        ],
    )
    def test_knows_the_line_as_each_program_writes_it(self, line: bytes) -> None:
        assert list(split_mbox(mbox(mail("one"), mail("two"), line=line))) == [
            mail("one"),
            mail("two"),
        ]

    @pytest.mark.parametrize(
        "body",
        [
            "From now on you do as I say.\n",
            "\nFrom now on you do as I say.\n",
            "\nFrom now on, Tuesday, you pay.\nNote: today\n",
            "words\nFrom one@example.org Tue Nov 24 11:00:00 2026\nSubject: no empty line above\n",
            "\nFrom one@example.org Tue Nov 24 11:00:00 2026\nno header line follows it\n",
            "\n From one@example.org Tue Nov 24 11:00:00 2026\nSubject: indented\n",
            "\nfrom one@example.org Tue Nov 24 11:00:00 2026\nSubject: small letter\n",
        ],
    )
    def test_splits_no_mail_where_somebody_writes_from(self, body: str) -> None:
        mails = [mail("one", body), mail("two")]
        assert list(split_mbox(mbox(*mails))) == mails

    def test_takes_the_mark_from_lines_that_begin_with_from(self) -> None:
        marked = mail("one", ">From here on\n>>From there on\n> From\n")
        (first, _) = split_mbox(mbox(marked, mail("two")))
        assert first == mail("one", "From here on\n>From there on\n> From\n")

    def test_no_mail_that_comes_out_is_an_mbox_once_more(self) -> None:
        inner = ">" + LINE.decode() + "Subject: in\n\nx\n\n>" + LINE.decode() + "Subject: in\n\nx\n"
        for body in (inner, "\n" + inner):
            for one in split_mbox(mbox(body.encode(), LINE + LINE + mail("x", body), mail("z"))):
                assert kind_of(one) is not Kind.MBOX


class TestStartsMail:
    def test_tells_in_any_window_of_the_file(self) -> None:
        data = mbox(*(mail(str(n), "body\n\nFrom here\n" * 9) for n in range(30)))
        starts = [at for at in range(len(data)) if starts_mail(data, at)]
        assert len(starts) == 30
        for at in range(len(data)):
            if data.startswith(b"From ", at):
                begin = max(0, at - LOOK_BEHIND_BYTES)
                window = data[begin : at + LOOK_AHEAD_BYTES]
                assert starts_mail(window, at - begin) == (at in starts)


class TestIterMbox:
    @pytest.mark.parametrize("block_bytes", [1, 7, 100, 4_096])
    def test_gives_the_same_mails_whatever_is_read_at_a_time(self, block_bytes: int) -> None:
        data = mbox(*(mail(str(n), "body\n\nFrom here\n" * n) for n in range(40)))
        found = iter_mbox(io.BytesIO(data), max_bytes=10_000, block_bytes=block_bytes)
        assert list(found) == list(split_mbox(data))

    def test_goes_on_from_what_was_read_already(self) -> None:
        data = mbox(mail("one"), mail("two"))
        file = io.BytesIO(data)
        assert list(iter_mbox(file, max_bytes=999, start=file.read(60))) == list(split_mbox(data))

    def test_begins_with_the_first_mail_that_begins_in_a_range(self) -> None:
        data = mbox(mail("one"), mail("two"))
        assert list(iter_mbox(io.BytesIO(data[20:]), max_bytes=999)) == [mail("two")]

    def test_passes_over_a_mail_that_is_too_long_and_says_how_long(self) -> None:
        long = mail("long", "x" * 50_000 + "\n")
        data = mbox(mail("one"), long, mail("two"), long)
        found = list(iter_mbox(io.BytesIO(data), max_bytes=9_000, block_bytes=1_000))
        assert [f for f in found if isinstance(f, bytes)] == [mail("one"), mail("two")]
        sizes = [f.size_bytes for f in found if isinstance(f, TooLong)]
        assert sizes == [len(LINE) + len(long) + 1] * 2

    def test_holds_no_more_than_a_mail_and_a_block(self) -> None:
        tracemalloc.start()
        count = 0
        for _ in iter_mbox(Endless(mbox(mail("one", "x\n" * 5_000)), 60_000_000), max_bytes=10**6):
            count += 1
        longest = list(
            iter_mbox(Endless(b"x" * 4_000, 60_000_000, LINE + mail("long")), max_bytes=10**6)
        )
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count > 5_000
        assert isinstance(longest[0], TooLong)
        assert peak < 12_000_000

    @given(
        st.lists(
            st.sampled_from(
                [LINE, b"\n", b"\r\n", b"From ", b"Subject: x\n", b"words\n", b">From x\n", b"From "
                 b"a@b.example\r\n", b"\xef\xbb\xbf", b"x" * 300 + b"\n"]
            ),
            max_size=60,
        ),
        st.sampled_from([1, 3, 50, 5_000]),
    )  # fmt: skip
    def test_any_pieces_give_the_same_mails_either_way(
        self, pieces: list[bytes], block_bytes: int
    ) -> None:
        data = b"".join(pieces)
        whole = list(split_mbox(data))
        found = iter_mbox(io.BytesIO(data), max_bytes=10**6, block_bytes=block_bytes)
        assert list(found) == whole
        assert sum(map(len, whole)) <= len(data)


class Endless:
    """A file that repeats some bytes until it has given so many, holding none of them."""

    def __init__(self, piece: bytes, size: int, start: bytes = b"") -> None:
        self._piece, self._left, self._start = piece, size, start

    def read(self, size: int, /) -> bytes:
        if self._start:
            start, self._start = self._start, b""
            return start
        if self._left <= 0:
            return b""
        block = self._piece * max(1, size // len(self._piece))
        self._left -= len(block)
        return block


class TestReading:
    def test_answers_for_each_mail_and_gives_none_where_one_is_wanted(self) -> None:
        data = mbox(mail("one"), b"Date: today\n\n\n", mail("two"))
        assert kind_of(data) is Kind.MBOX
        names = {}
        for name, message in read_all(data):
            names[name] = message.subject if isinstance(message, Message) else type(message)
        assert names == {"#1": "one", "#2": "", "#3": "two"}
        with pytest.raises(SeveralMessagesError, match="one at a time"):
            read(data)

    def test_an_mbox_of_one_mail_is_that_mail(self) -> None:
        data = mbox(mail("one", ">From here on\n"))
        assert kind_of(data) is Kind.MAIL
        assert is_mbox(data)
        assert read(data).text == "one\n\nFrom here on"

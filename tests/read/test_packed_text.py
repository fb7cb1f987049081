"""Pictures written out in letters are found among words, and words are left alone."""

from __future__ import annotations

import base64
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.read.kinds import _PICTURE_STARTS, Kind, is_picture, kind_of
from bield.read.packed_text import LEFT_OUT, Holds, holds, stretches, words_only
from bield.read.pictures_within import Within, pictures_within

STARTS = [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\0\0\0\x18ftypheic"]
MESSAGES = Path(__file__).parents[1] / "messages"


class TestAText:
    @given(
        st.sampled_from(STARTS),
        st.binary(min_size=300, max_size=900),
        st.one_of(st.integers(28, 200), st.none()),
        st.sampled_from(["", "> ", ">> ", "    "]),
        st.sampled_from(["Here it is:", "Content-Transfer-Encoding: base64", "{'photo':"]),
    )
    def test_loses_the_picture_and_keeps_its_words(
        self, start: bytes, rest: bytes, width: int | None, before: str, said: str
    ) -> None:
        letters = base64.b64encode(start + rest).decode()
        lines = textwrap.wrap(letters, width) if width else [letters]
        text = f"{said}\n\n" + "".join(f"{before}{line}\n" for line in lines) + "\nYours, Kate!"
        assert holds(text) is Holds.PICTURE
        left = words_only(text)
        bare = "".join(c for c in left if c.isalnum() or c in "+/")
        assert all(letters[n : n + 20] not in bare for n in range(0, len(letters) - 20, 20))
        assert said in left
        assert "Kate!" in left
        assert LEFT_OUT in left

    @given(st.text() | st.text("ABab01+/=\n> ", max_size=9_000))
    def test_has_nothing_left_to_leave_out_afterwards(self, text: str) -> None:
        assert stretches(words_only(text)) == []

    def test_with_a_long_file_of_any_kind_cannot_be_looked_into(self) -> None:
        packed = base64.encodebytes(bytes(n * 7919 % 251 for n in range(4_000))).decode()
        assert holds(f"Here:\n{packed}") is Holds.UNKNOWN


def test_no_message_that_people_got_is_taken_for_a_picture() -> None:
    files = [path for path in MESSAGES.rglob("*") if path.is_file()]
    kept = [path for path in files if kind_of(path.read_bytes()) is not Kind.BINARY]
    assert len(kept) > 200
    assert [path.name for path in kept if pictures_within(path.read_bytes())] == []


def test_every_beginning_of_a_picture_is_found_in_base64_and_in_figures() -> None:
    starts = [
        *_PICTURE_STARTS, b"\0\0\0\x18ftypmp42", b"\1\2\3\4ftyp", b"RIFF\1\2\3\4WEBP",
        b"<svg xmlns='x'>", b"BM\1\2\3\4\0\0\0\0",
    ]  # fmt: skip
    for start in starts:
        data = start + bytes(range(200))
        if start == b"BM":
            continue  # two letters alone are none
        assert is_picture(data)
        for written in (base64.b64encode(data).decode(), data.hex(), data.hex().upper()):
            assert holds(f"Here: {written}") is Holds.PICTURE, start


@pytest.mark.corpus
def test_few_real_mails_are_thought_to_hold_what_cannot_be_looked_into(corpus: Path) -> None:
    mails = sorted(corpus.rglob("*.eml"))[:500]
    assert mails
    held = [m for m in mails if any(w.holds is Holds.UNKNOWN for w in _within(m))]
    assert len(held) < len(mails) / 10


def _within(path: Path) -> tuple[Within, ...]:
    return pictures_within(path.read_bytes())


@pytest.mark.parametrize(
    "text",
    [" " * 3_000_000, "begin 644 a\n" * 250_000, "data:" * 600_000, "P1 " * 1_000_000,
     "<!--" * 750_000, ("A" * 24 + "\n") * 120_000, "&amp;" * 600_000],
)  # fmt: skip
def test_a_text_made_to_take_long_does_not(text: str) -> None:
    stretches(text)
    holds(text)

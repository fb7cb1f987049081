"""Bytes that only their words open."""

from __future__ import annotations

import hashlib
import time
import tracemalloc
from collections import Counter

import pytest
from Crypto.Cipher import AES
from hypothesis import given, settings
from hypothesis import strategies as st

from bield.adapters import locked
from bield.adapters.locked import (
    NotALockedFileError,
    TooNewError,
    UnableToUnlockError,
    WrongWordsError,
    lock,
    new_words,
    typed,
    unlock,
)
from bield.facts import words as word_list
from bield.facts.words import WordListError, load_words, words_of

CHEAP = 14
WORDS = ("acorn", "breakfast", "kettle", "moonlight", "violin")
SEALED = lock(b"answers and ticks", WORDS, log2_n=CHEAP)
five_words = st.lists(st.sampled_from(load_words()), min_size=5, max_size=5)


class TestLock:
    @settings(max_examples=20, deadline=None)
    @given(data=st.binary(max_size=2000), words=five_words)
    def test_the_same_words_open_it(self, data: bytes, words: list[str]) -> None:
        assert unlock(lock(data, words, log2_n=CHEAP), words) == data

    def test_nothing_of_what_is_locked_can_be_read_in_the_file(self) -> None:
        assert b"answers" not in SEALED
        assert b"bield" not in SEALED.lower()

    def test_the_same_plan_locked_twice_is_two_different_files(self) -> None:
        again = lock(b"answers and ticks", WORDS, log2_n=CHEAP)
        assert again[11:39] != SEALED[11:39]
        assert again[39:] != SEALED[39:]

    def test_four_words_are_too_few(self) -> None:
        with pytest.raises(ValueError, match="5 words"):
            lock(b"", WORDS[:4])

    def test_more_than_could_be_opened_again_is_not_locked(self) -> None:
        with pytest.raises(ValueError, match="too many"):
            lock(bytes(locked.MAX_BYTES), WORDS)

    def test_each_guess_costs_a_stranger_a_tenth_of_a_second_or_more(self) -> None:
        sealed = lock(b"x", WORDS)
        started = time.perf_counter()
        assert unlock(sealed, WORDS) == b"x"
        assert time.perf_counter() - started > 0.1

    def test_the_file_is_laid_out_as_it_is_said_to_be(self) -> None:
        header, sealed, tag = SEALED[:39], SEALED[39:-16], SEALED[-16:]
        assert header[:11] == b"LOCKED\n" + bytes([1, CHEAP, 8, 1])
        key = hashlib.scrypt(
            b"acor brea kett moon viol", salt=header[11:27], n=1 << CHEAP, r=8, p=1, dklen=32
        )
        cipher = AES.new(key, AES.MODE_GCM, nonce=header[27:])
        cipher.update(header)
        assert cipher.decrypt_and_verify(sealed, tag) == b"answers and ticks"


class TestUnlock:
    @settings(max_examples=60, deadline=None)
    @given(at=st.integers(0, len(SEALED) - 1), flip=st.integers(1, 255))
    def test_a_file_with_any_byte_changed_is_refused(self, at: int, flip: int) -> None:
        changed = bytearray(SEALED)
        changed[at] ^= flip
        with pytest.raises(UnableToUnlockError):
            unlock(bytes(changed), WORDS)

    @settings(max_examples=20, deadline=None)
    @given(words=five_words.filter(lambda words: tuple(words) != WORDS))
    def test_other_words_are_refused(self, words: list[str]) -> None:
        with pytest.raises(WrongWordsError):
            unlock(SEALED, words)

    def test_the_same_words_in_another_order_are_refused_and_both_reasons_are_told(self) -> None:
        with pytest.raises(WrongWordsError) as refused:
            unlock(SEALED, WORDS[::-1])
        assert "their order" in str(refused.value)
        assert "changed after you saved it" in str(refused.value)

    @pytest.mark.parametrize(
        "as_typed",
        [
            "acorn breakfast kettle moonlight violin",
            "  Acorn, Breakfast,\nKETTLE;moonlight.  violin ",
            "ácorn-breakfast-kettle-moonlight-violín",
            "acorn brekfast kettle moonlight violin".replace("brekfast", "breakfst"),
            "1. acorn 2. breakfast 3. kettle 4. moonlight 5. violin",
            "acorn\u00a0breakfast\u3000kettle “moonlight” violin",
            "ａｃｏｒｎ breakfast kettle moonlight violin",
        ],
    )
    def test_the_words_may_be_typed_in_any_way(self, as_typed: str) -> None:
        assert unlock(SEALED, typed(as_typed)) == b"answers and ticks"

    @pytest.mark.parametrize(
        "blob", [b"", b"hello", b"LOCKED\n", SEALED[:54], bytes(70_000)], ids=len
    )
    def test_what_is_no_locked_file_is_told_as_such(self, blob: bytes) -> None:
        with pytest.raises(NotALockedFileError, match=r"notes\.bin"):
            unlock(blob, WORDS)

    @pytest.mark.parametrize("cut", [1, 16, 30])
    def test_a_file_cut_short_is_refused(self, cut: int) -> None:
        with pytest.raises(UnableToUnlockError):
            unlock(SEALED[:-cut], WORDS)

    def test_a_file_of_a_newer_bield_is_told_as_such(self) -> None:
        newer = bytearray(SEALED)
        newer[7] = 2
        with pytest.raises(TooNewError, match="newer"):
            unlock(bytes(newer), WORDS)

    @pytest.mark.parametrize(("at", "value"), [(8, 30), (8, 255), (8, 18), (9, 255), (10, 255)])
    def test_a_hostile_file_gets_no_memory(self, at: int, value: int) -> None:
        hostile = bytearray(SEALED)
        hostile[at] = value
        tracemalloc.start()
        started = time.perf_counter()
        with pytest.raises(NotALockedFileError):
            unlock(bytes(hostile), WORDS)
        assert time.perf_counter() - started < 0.05
        assert tracemalloc.get_traced_memory()[1] < 100_000
        tracemalloc.stop()


class TestWords:
    def test_five_are_given_from_at_least_two_thousand(self) -> None:
        listed = load_words()
        assert len(listed) >= 2_000
        assert len(new_words(listed)) == 5
        assert set(new_words(listed)) <= set(listed)

    def test_each_is_as_likely_as_any_other(self) -> None:
        drawn = Counter(word for _ in range(2_000) for word in new_words(load_words()[:10]))
        assert min(drawn.values()) > 800
        assert max(drawn.values()) < 1_200

    def test_the_letters_that_tell_are_the_same_for_the_list_and_the_lock(self) -> None:
        assert locked.LETTERS_THAT_TELL == word_list.LETTERS_THAT_TELL

    def test_no_word_frightens_or_shames(self) -> None:
        unkind = {
            "abuse", "blackmail", "blame", "blood", "death", "die", "expose", "fear", "gun", "hate",
            "hurt", "kill", "leak", "naked", "nude", "panic", "photo", "picture", "rape", "scare",
            "sex", "shame", "suicide", "threat", "victim", "video", "war", "weapon",
        }  # fmt: skip
        assert not unkind & set(load_words())

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("apple\nbanana", "too few"),
            ("banana\napple", "order"),
            ("apple\napplet", "“apple” and “applet”"),
            ("Apple", "“Apple”"),
        ],
    )
    def test_a_list_that_would_not_do_is_refused(self, text: str, says: str) -> None:
        with pytest.raises(WordListError, match=says):
            words_of(text)

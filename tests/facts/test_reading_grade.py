"""No text of the guide is harder to read than what most people of thirteen can read.

How the grade is counted, and why very short texts are not graded, is told in
`bench/reading_grade.py`, which prints it for each text.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bield.facts import load_catalogue

sys.path.append(str(Path(__file__).parents[2] / "bench"))

from reading_grade import AT_MOST, WORDS_AT_LEAST, Text, graded, texts


class TestEveryText:
    def test_can_be_read_at_grade_8_as_a_whole_and_in_each_longer_sentence(self) -> None:
        above = [f"{t.grade:.2f} {t.name}: {t.whole}" for t in graded() if t.grade > AT_MOST]
        assert above == []

    def test_is_graded_for_both_readers_with_its_sentences(self) -> None:
        named = {text.name for text in graded()}
        for entry in load_catalogue().advice:
            assert f"advice {entry.id}" in named
            if entry.helper_wording and entry.helper_wording != entry.wording:
                assert f"advice {entry.id} (helper)" in named

    def test_counts_questions_answers_services_notes_and_first_words(self) -> None:
        kinds = {text.name.split()[0] for text in texts()}
        assert kinds == {
            "advice", "platform", "payment", "question", "answer", "service", "wording", "record",
            "keep",
        }  # fmt: skip


class TestTheGrade:
    @pytest.mark.parametrize(
        ("sentence", "readable"),
        [
            ("You can block them now, and you do not have to answer.", True),
            (
                "Notwithstanding the foregoing, complainants should expeditiously communicate "
                "relevant documentation to the appropriate investigative authority.",
                False,
            ),
        ],
    )
    def test_tells_a_plain_sentence_from_a_form(self, sentence: str, readable: bool) -> None:
        assert (Text("", (sentence,)).grade <= AT_MOST) is readable

    def test_is_asked_of_no_sentence_of_a_few_words(self) -> None:
        assert all(text.words >= WORDS_AT_LEAST for text in graded())

    def test_reads_a_title_and_the_sentence_after_it_as_two(self) -> None:
        assert (
            Text("", ("Do not pay", "It does not help.")).whole == "Do not pay. It does not help."
        )

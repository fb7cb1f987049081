"""Which questions are asked: few, each of which can be left, and never one cut off."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from bield.facts import load_catalogue
from bield.plan import AT_MOST, Interview, UnknownAnswerError, asking
from bield.records import (
    About,
    Age,
    Detail,
    Finding,
    Happening,
    Paid,
    Safety,
    Situation,
    Tactic,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bield.plan import Answers


def a_finding(verdict: Verdict = Verdict.SEXTORTION, tactic: Tactic = Tactic.NONE) -> Finding:
    return Finding(
        verdict=verdict,
        tactic=tactic,
        probability=1.0,
        certainty=1.0,
        reasons=(),
        indicators=(),
    )


@pytest.fixture(scope="module")
def interview() -> Interview:
    return Interview(load_catalogue().questions)


def asked(
    interview: Interview, answers: Answers | None = None, *, about: About = About.ME
) -> list[str]:
    start = Situation(about=about)
    return [a.question.id for a in interview.asked(a_finding(), start, answers or {})]


class TestNobody:
    def test_is_asked_more_than_seven_and_no_question_is_cut_off(
        self, interview: Interview, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(asking, "AT_MOST", 99)
        questions = {q.id: q for q in load_catalogue().questions}
        ticks = [option.value for option in questions["details"].options]
        told = [None, *(option.value for option in questions["happening"].options)]
        some = [(), *((tick,) for tick in ticks), tuple(ticks)]
        most = 0
        for verdict, tactic, about, happening in product(
            Verdict, Tactic, (About.ME, About.CHILD), Happening
        ):
            finding = a_finding(verdict, tactic)
            start = Situation(about=about, happening=happening)
            # Where it was told before, it is not asked.
            for what, details in product(told if happening is Happening.UNKNOWN else [None], some):
                answers = {
                    "happening": [what] if what else [],
                    "paid": ["card"],
                    "details": details,
                }
                most = max(most, len(interview.asked(finding, start, answers)))
        assert most == AT_MOST == 7

    def test_has_to_answer(self, interview: Interview) -> None:
        start = Situation(about=About.CHILD)
        assert interview.situation(a_finding(), start, {}) == start

    def test_is_without_i_don_t_know(self) -> None:
        for question in load_catalogue().questions:
            last = question.options[-1]
            assert "I don't know" in last.text or "I'd rather not say" in last.text, question.id
            assert "unknown" in {*last.sets.values(), last.value} or not last.sets, question.id


class TestAnAnswer:
    def test_brings_the_questions_that_it_calls_for(self, interview: Interview) -> None:
        assert asked(interview) == [
            "safe", "happening", "age", "country", "paid", "details", "platform",
        ]  # fmt: skip
        sent = asked(interview, {"happening": ["sent_to_me"]})
        assert "paid" not in sent
        assert asked(interview, about=About.CHILD)[:2] == ["safe", "who"]

    def test_is_refused_where_the_question_has_none_such(self, interview: Interview) -> None:
        for wrong in (["mars"], ["scotland", "wales"]):
            with pytest.raises(UnknownAnswerError) as refused:
                interview.situation(a_finding(), Situation(), {"country": wrong})
            assert refused.value.question == "country"

    def test_counts_nothing_once_an_earlier_one_was_changed(self, interview: Interview) -> None:
        answers = {
            "happening": ["mass_email"],
            "age": ["adult_young_then"],
            "paid": ["no"],
            "details": ["wants_pictures", "paid_again", "too_upset"],
        }
        made = interview.situation(a_finding(), Situation(), answers)
        assert made.age is Age.UNKNOWN
        assert made.details == frozenset({Detail.TOO_UPSET})
        again = interview.situation(
            a_finding(), Situation(), {**answers, "happening": ["met_online"], "paid": ["card"]}
        )
        assert again.age_in_picture is Age.FROM_13_TO_17
        assert again.details == {Detail.WANTS_PICTURES, Detail.PAID_AGAIN, Detail.TOO_UPSET}

    def test_of_each_kind_is_kept(self, interview: Interview) -> None:
        made = interview.situation(
            a_finding(),
            Situation(),
            {"safe": ["life"], "happening": ["account"], "paid": ["crypto"], "details": ["none"]},
        )
        assert made.safety is Safety.OWN_LIFE
        assert made.happening is Happening.ACCOUNT_TAKEN
        assert made.paid is Paid.CRYPTO
        assert made.details == frozenset()


class TestEveryQuestion:
    @staticmethod
    def words() -> Iterator[tuple[str, str]]:
        for question in load_catalogue().questions:
            yield question.id, question.text
            yield question.id, question.helper_text
            for option in question.options:
                yield question.id, option.text
                yield question.id, option.helper_text

    def test_is_short(self) -> None:
        assert [(name, w) for name, w in self.words() if len(w.split()) > 16] == []

    def test_blames_nobody(self) -> None:
        blame = ("why did you", "victim", "should have", "admit", "confess", "guilty")
        assert [w for _, w in self.words() if any(b in w.lower() for b in blame)] == []

    def test_sets_what_a_situation_has(self, interview: Interview) -> None:
        for question in load_catalogue().questions:
            for option in question.options:
                about = About.SOMEONE_ELSE if question.id == "who" else About.ME
                # Every answer can be given without an error, whatever it was offered for.
                interview.situation(
                    a_finding(), Situation(about=about), {question.id: [option.value]}
                )

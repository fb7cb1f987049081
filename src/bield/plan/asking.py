"""Which questions to ask: those that change this person's plan, and never more than a few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bield.plan.conditions import compile_condition
from bield.plan.known import VOCABULARY, known
from bield.records import (
    About,
    Age,
    Country,
    Detail,
    Finding,
    Happening,
    Option,
    Paid,
    Question,
    Role,
    Safety,
    Situation,
)

AT_MOST = 7
"""Questions that anyone is asked."""

Answers = Mapping[str, Sequence[str]]
"""Question id → the values chosen: none or one, or any number where several may be true."""

_KINDS: Mapping[str, Any] = {
    "safety": Safety,
    "about": About,
    "role": Role,
    "happening": Happening,
    "age": Age,
    "age_in_picture": Age,
    "country": Country,
    "paid": Paid,
    "platform": str,
}


class UnknownAnswerError(ValueError):
    """A question was answered with something that is none of its answers."""

    def __init__(self, question: str) -> None:
        super().__init__("Choose one of the answers, or leave the question.")
        self.question = question


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question, as it is put to this person."""

    question: Question
    options: tuple[Option, ...]
    """Those that this person is offered."""
    helper: bool

    @property
    def text(self) -> str:
        return self.question.helper_text if self.helper else self.question.text

    @property
    def hint(self) -> str:
        return self.question.helper_hint if self.helper else self.question.hint


class Interview:
    """Asks the questions of one catalogue, reading their conditions once."""

    def __init__(self, questions: Sequence[Question]) -> None:
        """Read the conditions.

        Raises:
            ConditionError: One cannot be read.
        """
        self._questions = tuple(
            (
                question,
                compile_condition(question.when, VOCABULARY),
                tuple((o, compile_condition(o.when, VOCABULARY)) for o in question.options),
            )
            for question in questions
        )

    def asked(self, finding: Finding, start: Situation, answers: Answers) -> tuple[Asked, ...]:
        """Give every question that this person is asked, in order.

        Args:
            finding: What their message is.
            start: What is known before any question: who helps, what is happening.
            answers: What they have answered so far. A question that is yet to be answered may
                bring others.
        """
        return tuple(asked for asked, _ in self._walk(finding, start, answers))

    def situation(self, finding: Finding, start: Situation, answers: Answers) -> Situation:
        """Give the case as far as the answers tell.

        Answers to what is not asked count nothing, and nor do those that are offered no more
        since an earlier question was answered anew.

        Raises:
            UnknownAnswerError: An answer is none that the question has.
        """
        situation = start
        for _, situation in self._walk(finding, start, answers):  # noqa: B007
            pass
        return situation

    def _walk(
        self, finding: Finding, situation: Situation, answers: Answers
    ) -> Sequence[tuple[Asked, Situation]]:
        walked: list[tuple[Asked, Situation]] = []
        for question, wanted, options in self._questions:
            values = known(finding, situation)
            if len(walked) == AT_MOST or not wanted(values):
                continue
            offered = tuple(option for option, when in options if when(values))
            asked = Asked(question=question, options=offered, helper=values["helper"] is True)
            situation = _answered(situation, asked, answers.get(question.id, ()))
            walked.append((asked, situation))
        return walked


def _answered(situation: Situation, asked: Asked, chosen: Sequence[str]) -> Situation:
    offered = {option.value: option for option in asked.options}
    possible = {option.value for option in asked.question.options}
    if len(chosen) > 1 and not asked.question.several:
        raise UnknownAnswerError(asked.question.id)
    details = set(situation.details)
    for value in chosen:
        if value not in possible:
            raise UnknownAnswerError(asked.question.id)
        if value not in offered:
            continue
        for field, said in offered[value].sets.items():
            if field == "details":
                details.add(Detail(said))
            else:
                situation = replace(situation, **{field: _KINDS[field](said)})
    return replace(situation, details=frozenset(details))

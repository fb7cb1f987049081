"""What a person has told so far, and what follows from it: the questions, the case, the plan.

It holds choices, ticks and what a message was, never a word of a message.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bield.pipeline import WITHOUT_A_MESSAGE
from bield.plan import Asked, UnknownAnswerError
from bield.records import (
    About,
    Finding,
    Happening,
    Indicator,
    IndicatorKind,
    Plan,
    Question,
    Situation,
    Tactic,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bield.pipeline import Pipeline

HAPPENING, PLATFORM = "happening", "platform"
MAY_BE_TOLD = frozenset({HAPPENING, PLATFORM})
"""Questions whose answers count also where they are not asked: the way in tells what is happening,
and a helper is not asked for the app, yet both may be told."""

_FORM = 1


class BrokenSessionError(ValueError):
    """These bytes hold no session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a message was, as far as the plan asks."""

    verdict: Verdict
    tactic: Tactic
    certainty: float
    quotes_password: bool
    has_wallet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a person has told so far. The empty one has told nothing."""

    entry: str = ""
    """The address of the way in; empty while none was taken."""
    about: About = About.ME
    """Who it is about, as the way in tells."""
    happening: Happening = Happening.UNKNOWN
    """What is happening, as the way in tells."""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Question id → the values that were chosen."""
    ticks: frozenset[str] = frozenset()
    """Ids of steps that are done."""
    seen: Seen | None = None
    """What their message was, if they showed one."""

    @property
    def finding(self) -> Finding:
        """What is known of the message; of a threat that nobody showed us, that there is one."""
        if self.seen is None:
            return WITHOUT_A_MESSAGE
        held = [IndicatorKind.PASSWORD] * self.seen.quotes_password
        held += [IndicatorKind.BITCOIN] * self.seen.has_wallet
        certainty = self.seen.certainty
        return Finding(
            verdict=self.seen.verdict,
            tactic=self.seen.tactic,
            probability=certainty if self.seen.verdict is Verdict.SEXTORTION else 0.0,
            certainty=certainty,
            reasons=(),
            indicators=tuple(Indicator(kind=k, value="", span=(0, 0), valid=True) for k in held),
        )

    @property
    def start(self) -> Situation:
        """What is known before any question."""
        return Situation(about=self.about, happening=self.happening)

    def seeing(self, finding: Finding) -> Session:
        """Give the session of somebody who showed a message."""
        return replace(
            self,
            seen=Seen(
                verdict=finding.verdict,
                tactic=finding.tactic,
                certainty=round(finding.certainty, 3),
                quotes_password=finding.has(IndicatorKind.PASSWORD),
                has_wallet=any(i.kind.is_wallet for i in finding.indicators),
            ),
        )


EMPTY = Session()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that follows from a session."""

    asked: tuple[Asked, ...]
    """The questions of this person, in order."""
    answers: Mapping[str, tuple[str, ...]]
    """Those of the session's answers that still are answers: a change takes some away."""
    situation: Situation
    plan: Plan
    done: frozenset[str]
    """Ids of those steps of the plan that are ticked."""


def begin(session: Session, *, entry: str, about: About, happening: Happening) -> Session:
    """Give the session of somebody who takes a way in. What they answered stays, unless it was
    about another person."""
    if about is not session.about:
        session = EMPTY
    answers = {
        id_: values
        for id_, values in session.answers.items()
        # What this way in tells is newer.
        if id_ != HAPPENING or happening is Happening.UNKNOWN
    }
    return replace(
        session,
        entry=entry,
        about=about,
        happening=happening,
        answers=MappingProxyType(answers),
        seen=None,
    )


def told(session: Session, *, pipeline: Pipeline) -> Told:
    """Tell what follows from what a person has told: never an error, whatever the session holds."""
    start, answers = _start(session, pipeline), dict(session.answers)
    asked = _asked_as_answers_stand(session.finding, start, answers, pipeline)
    situation = pipeline.interview.situation(session.finding, start, answers)
    plan = pipeline.plan(session.finding, situation)
    return Told(
        asked=asked,
        answers=MappingProxyType(answers),
        situation=situation,
        plan=plan,
        done=session.ticks & {step.id for step in plan.steps},
    )


def question_to_put(told: Told, question: Question) -> Asked | None:
    """Give a question as it is put to this person; `None` where it is not for them."""
    for asked in told.asked:
        if asked.question.id == question.id:
            return asked
    if question.id not in MAY_BE_TOLD:
        return None
    helper = told.situation.about is not About.ME
    return Asked(question=question, options=question.options, helper=helper)


def next_question(told: Told, after: Question, *, pipeline: Pipeline) -> Question | None:
    """Give the next question of this person after one; `None` where the plan comes next."""
    order = [question.id for question in pipeline.catalogue.questions]
    place = order.index(after.id)
    for asked in told.asked:
        if order.index(asked.question.id) > place:
            return asked.question
    return None


def answer(
    session: Session, question: Question, chosen: Sequence[str], *, pipeline: Pipeline
) -> Session:
    """Give the session with one question answered.

    Args:
        session: What was told so far.
        question: One of the catalogue's.
        chosen: The values; none of them leaves the question open.
        pipeline: The stages.

    Raises:
        UnknownAnswerError: The answer is none of those that this person was offered.
    """
    answers = {id_: values for id_, values in session.answers.items() if id_ != question.id}
    if chosen:
        put = question_to_put(told(session, pipeline=pipeline), question)
        offered = {option.value for option in put.options} if put else set()
        if not offered.issuperset(chosen) or (len(chosen) > 1 and not question.several):
            raise UnknownAnswerError(question.id)
        answers[question.id] = _without_none_of_these(question, chosen)
    return replace(session, answers=MappingProxyType(answers))


def tick(session: Session, step: str, *, done: bool, pipeline: Pipeline) -> Session:
    """Give the session with one step ticked, or no longer ticked. Unknown steps change nothing."""
    if step not in {advice.id for advice in pipeline.catalogue.advice}:
        return session
    return replace(session, ticks=session.ticks | {step} if done else session.ticks - {step})


def as_bytes(session: Session) -> bytes:
    """Give a session as bytes: small, and the same for the same session."""
    seen = session.seen
    held: dict[str, Any] = {"form": _FORM}
    if session.entry:
        held["entry"] = session.entry
    held |= {"about": session.about.value, "happening": session.happening.value}
    held["answers"] = {id_: list(values) for id_, values in sorted(session.answers.items())}
    held["ticks"] = sorted(session.ticks)
    if seen:
        held["seen"] = [
            seen.verdict.value,
            seen.tactic.value,
            seen.certainty,
            seen.quotes_password,
            seen.has_wallet,
        ]
    return json.dumps(held, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Session:
    """Give the session that these bytes hold.

    Raises:
        BrokenSessionError: They hold none.
    """
    try:
        held = json.loads(data)
        if held["form"] != _FORM:
            raise BrokenSessionError(f"form {held['form']!r}")
        seen = held.get("seen")
        return Session(
            entry=_text(held.get("entry", "")),
            about=About(held["about"]),
            happening=Happening(held["happening"]),
            answers=MappingProxyType(
                {_text(id_): tuple(_text(v) for v in vs) for id_, vs in held["answers"].items()}
            ),
            ticks=frozenset(_text(id_) for id_ in held["ticks"]),
            seen=_seen(*seen) if seen is not None else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise BrokenSessionError("These bytes hold no session.") from problem


def _start(session: Session, pipeline: Pipeline) -> Situation:
    """What is known before any question, with what was told unasked."""
    start = session.start
    # Whether it is asked what is happening rests on no other answer.
    asked = {a.question.id for a in pipeline.interview.asked(session.finding, start, {})}
    for question in pipeline.catalogue.questions:
        chosen = session.answers.get(question.id, ())
        for option in question.options:
            if chosen != (option.value,):
                continue
            if question.id == HAPPENING and HAPPENING not in asked:
                start = replace(start, happening=Happening(option.sets[HAPPENING]))
            elif question.id == PLATFORM:
                start = replace(start, platform=option.sets[PLATFORM])
    return start


def _without_none_of_these(question: Question, chosen: Sequence[str]) -> tuple[str, ...]:
    """Where something is so, «none of these» was pressed too much."""
    says = {option.value for option in question.options if option.sets}
    something = says.intersection(chosen) if question.several else ()
    return tuple(value for value in dict.fromkeys(chosen) if not something or value in says)


def _asked_as_answers_stand(
    finding: Finding, start: Situation, answers: dict[str, tuple[str, ...]], pipeline: Pipeline
) -> tuple[Asked, ...]:
    """Give the questions; keep of `answers` what is offered beside the others.

    What a question offers rests on those before it, so each is set right at most once.
    """
    while True:
        try:
            walked = pipeline.interview.asked(finding, start, answers)
        except UnknownAnswerError as problem:
            del answers[problem.question]
            continue
        for asked in walked:
            chosen = answers.get(asked.question.id, ())
            kept = _kept(chosen, asked)
            if kept != chosen:
                answers[asked.question.id] = kept
                break
            if not chosen:
                answers.pop(asked.question.id, None)
        else:
            return walked


def _kept(chosen: tuple[str, ...], asked: Asked) -> tuple[str, ...]:
    """Those of the values that are offered; for a single one, the nearest that says no more."""
    offered = {option.value: option for option in asked.options}
    if asked.question.several or not chosen or chosen[0] in offered:
        return tuple(value for value in chosen if value in offered)
    said = [o.sets.items() for o in asked.question.options if (o.value,) == chosen]
    nearest = [
        (len(option.sets), value)
        for value, option in offered.items()
        if said and option.sets.items() <= said[0]
    ]
    return (max(nearest)[1],) if nearest else ()


def _seen(verdict: str, tactic: str, certainty: float, password: bool, wallet: bool) -> Seen:
    if not 0 <= certainty <= 1:
        raise BrokenSessionError("a certainty is from 0 to 1")
    return Seen(
        verdict=Verdict(verdict),
        tactic=Tactic(tactic),
        certainty=float(certainty),
        quotes_password=bool(password),
        has_wallet=bool(wallet),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BrokenSessionError(f"{type(value).__name__} is no text")
    return value

"""Plan: a Finding and a Situation → what to do, in order.

`plan` is the whole stage. `Planner` is the same with the catalogue read once, for
callers that make many plans. The words are data, in `facts/`: nothing here knows any.
"""

from bield.plan.asking import AT_MOST, Answers, Asked, Interview, UnknownAnswerError
from bield.plan.conditions import (
    ConditionError,
    MalformedConditionError,
    UnknownNameError,
    UnknownOperatorError,
    UnknownPredicateError,
    UnknownValueError,
    compile_condition,
    names_in,
)
from bield.plan.hours import Open, in_words, open_at
from bield.plan.known import VOCABULARY, known, what_is_told
from bield.plan.open_now import UNKNOWN_HOURS, now_in_words
from bield.plan.order import CircularOrderError, in_order
from bield.plan.planner import NoEmergencyServiceError, Planner, plan

__all__ = [
    "AT_MOST",
    "UNKNOWN_HOURS",
    "VOCABULARY",
    "Answers",
    "Asked",
    "CircularOrderError",
    "ConditionError",
    "Interview",
    "MalformedConditionError",
    "NoEmergencyServiceError",
    "Open",
    "Planner",
    "UnknownAnswerError",
    "UnknownNameError",
    "UnknownOperatorError",
    "UnknownPredicateError",
    "UnknownValueError",
    "compile_condition",
    "in_order",
    "in_words",
    "known",
    "names_in",
    "now_in_words",
    "open_at",
    "plan",
    "what_is_told",
]

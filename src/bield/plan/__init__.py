"""Plan: a Finding and a Situation → what to do, in order.

`plan` is the whole stage. `Planner` is the same with the catalogue read once, for
callers that make many plans. The words are data, in `facts/`: nothing here knows any.
"""

from bield.plan.conditions import (
    ConditionError,
    MalformedConditionError,
    UnknownNameError,
    UnknownOperatorError,
    UnknownValueError,
    compile_condition,
    names_in,
)
from bield.plan.known import VOCABULARY, known
from bield.plan.order import CircularOrderError, in_order
from bield.plan.planner import NoEmergencyServiceError, Planner, plan

__all__ = [
    "VOCABULARY",
    "CircularOrderError",
    "ConditionError",
    "MalformedConditionError",
    "NoEmergencyServiceError",
    "Planner",
    "UnknownNameError",
    "UnknownOperatorError",
    "UnknownValueError",
    "compile_condition",
    "in_order",
    "known",
    "names_in",
    "plan",
]

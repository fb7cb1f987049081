"""Reading the field `when` of an entry: whom it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bield.plan import VOCABULARY, ConditionError, compile_condition

if TYPE_CHECKING:
    from bield.facts.entries import Entry
    from bield.records import Condition

_ALWAYS = "always"


def condition(entry: Entry) -> Condition:
    """Read `when`: a condition, or `always`.

    Raises:
        FactsError: It is no condition, or asks for what there is not.
    """
    value = entry.raw("when")
    made = cast("Condition", {"all": []} if value == _ALWAYS else value)
    try:
        compile_condition(made, VOCABULARY)
    except ConditionError as error:
        raise entry.wrong("when", str(error)) from error
    return made

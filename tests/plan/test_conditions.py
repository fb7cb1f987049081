"""The tiny language in which advice says when it applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.plan import (
    ConditionError,
    MalformedConditionError,
    UnknownNameError,
    UnknownOperatorError,
    UnknownValueError,
    compile_condition,
    names_in,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bield.plan.conditions import Vocabulary
    from bield.plan.predicates import Values

VOCABULARY: Vocabulary = {
    "weather": frozenset({"rain", "sun", "snow"}),
    "warm": frozenset({True, False}),
}
RAIN_AND_COLD: Values = {"weather": "rain", "warm": False}
LEAVES: list[dict[str, object]] = [
    {"eq": {"weather": "rain"}},
    {"eq": {"warm": True}},
    {"in": {"weather": ["sun", "snow"]}},
]


def holds(condition: Mapping[str, object]) -> bool:
    return compile_condition(condition, VOCABULARY)(RAIN_AND_COLD)


class TestConditions:
    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ({"eq": {"weather": "rain"}}, True),
            ({"eq": {"weather": "sun"}}, False),
            ({"eq": {"warm": False}}, True),
            ({"in": {"weather": ["snow", "rain"]}}, True),
            ({"in": {"weather": []}}, False),
            ({"not": {"eq": {"weather": "rain"}}}, False),
            ({"all": []}, True),
            ({"any": []}, False),
            ({"all": [{"eq": {"weather": "rain"}}, {"eq": {"warm": False}}]}, True),
            ({"all": [{"eq": {"weather": "rain"}}, {"eq": {"warm": True}}]}, False),
            ({"any": [{"eq": {"weather": "sun"}}, {"eq": {"warm": False}}]}, True),
            ({"any": [{"eq": {"weather": "sun"}}, {"eq": {"warm": True}}]}, False),
        ],
    )
    def test_hold_where_they_say(self, condition: Mapping[str, object], expected: bool) -> None:
        assert holds(condition) is expected

    @given(
        st.recursive(
            st.sampled_from(LEAVES),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3).map(lambda parts: {"all": parts}),
                st.lists(inner, max_size=3).map(lambda parts: {"any": parts}),
                inner.map(lambda part: {"not": part}),
            ),
            max_leaves=12,
        )
    )
    def test_negated_hold_just_where_they_did_not(self, condition: dict[str, object]) -> None:
        assert holds({"not": condition}) is not holds(condition)

    def test_name_what_they_ask_about(self) -> None:
        condition = {"all": [{"not": LEAVES[0]}, {"any": [LEAVES[1], LEAVES[2]]}]}
        assert list(names_in(condition)) == ["weather", "warm", "weather"]


class TestAConditionIsRefused:
    def test_for_an_unknown_word(self) -> None:
        with pytest.raises(UnknownOperatorError, match="“unless” is not a word"):
            holds({"unless": {"weather": "rain"}})

    def test_for_an_unknown_name(self) -> None:
        with pytest.raises(UnknownNameError, match="“wind” is nothing that a plan knows"):
            holds({"all": [{"eq": {"wind": "strong"}}]})

    @pytest.mark.parametrize("value", ["hail", 1, None, "true"])
    def test_for_a_value_that_its_name_never_has(self, value: object) -> None:
        with pytest.raises(UnknownValueError, match="is never"):
            holds({"in": {"warm": [True, value]}})

    @pytest.mark.parametrize(
        "condition",
        [
            {},
            {"eq": {"weather": "rain"}, "not": {"eq": {"warm": True}}},
            {"eq": {"weather": "rain", "warm": True}},
            {"eq": "rain"},
            {"in": {"weather": "rain"}},
            {"all": {"eq": {"weather": "rain"}}},
            {"any": ["rain"]},
            {"not": []},
        ],
    )
    def test_for_a_wrong_shape(self, condition: Mapping[str, object]) -> None:
        with pytest.raises(MalformedConditionError):
            holds(condition)

    def test_with_an_error_of_one_family(self) -> None:
        for kind in (UnknownOperatorError, UnknownNameError, UnknownValueError):
            assert issubclass(kind, ConditionError)

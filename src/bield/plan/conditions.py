"""The tiny language in which advice says when it applies.

Five words, over a flat set of named values, and one way out, so that an officer can read a
condition and a test can try every case:

    {all: [c, …]}   every one holds (an empty list always holds)
    {any: [c, …]}   at least one holds (an empty list never holds)
    {not: c}        it does not hold
    {eq: {name: value}}
    {in: {name: [value, …]}}
    {is: predicate}           a rule of `plan/predicates.py`, for what the five would say badly
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bield.plan.predicates import PREDICATES, Value, Values

if TYPE_CHECKING:
    from bield.records import Condition

Vocabulary = Mapping[str, frozenset[Value]]
"""Every name a condition may use, with every value it can have."""
Test = Callable[[Values], bool]


class ConditionError(ValueError):
    """A condition cannot be understood."""


class UnknownOperatorError(ConditionError):
    """A condition uses a word other than all, any, not, eq, in and is."""


class UnknownNameError(ConditionError):
    """A condition asks about something that is never known."""


class UnknownPredicateError(ConditionError):
    """A condition names a rule that `plan/predicates.py` does not have."""


class UnknownValueError(ConditionError):
    """A condition compares a name with a value that it never has."""


class MalformedConditionError(ConditionError):
    """A condition has the wrong shape."""


def compile_condition(condition: Condition, vocabulary: Vocabulary) -> Test:
    """Turn a condition into a test, having checked every word, name and value in it.

    Args:
        condition: As it stands in the data.
        vocabulary: Every name that may be asked about, with every value it can have.

    Returns:
        A function from the known values to whether the condition holds.

    Raises:
        UnknownOperatorError: A word other than the six.
        UnknownPredicateError: A rule that there is not.
        UnknownNameError: A name outside the vocabulary.
        UnknownValueError: A value its name can never have, so the advice would never show.
        MalformedConditionError: Not one word to a mapping, a list where none belongs, …
    """
    word, body = _single(condition, "a condition")
    match word:
        case "all":
            return _every([compile_condition(_mapping(c), vocabulary) for c in _list(body, word)])
        case "any":
            return _some([compile_condition(_mapping(c), vocabulary) for c in _list(body, word)])
        case "not":
            inner = compile_condition(_mapping(body), vocabulary)
            return lambda values: not inner(values)
        case "eq":
            name, wanted = _single(body, "“eq”")
            value = _known_value(name, wanted, vocabulary)
            return lambda values: values[name] == value
        case "in":
            name, choices = _single(body, "“in”")
            allowed = frozenset(_known_value(name, c, vocabulary) for c in _list(choices, word))
            return lambda values: values[name] in allowed
        case "is":
            if not isinstance(body, str) or body not in PREDICATES:
                raise UnknownPredicateError(
                    f"“{body}” is no rule that plans have. They have {_listed(PREDICATES)}."
                )
            return PREDICATES[body].holds
        case _:
            raise UnknownOperatorError(
                f"“{word}” is not a word that conditions have. "
                "They have all, any, not, eq, in and is."
            )


def _every(tests: Sequence[Test]) -> Test:
    # A loop and not `all(…)`: the suite makes every plan there is, and this is half its time.
    def holds(values: Values) -> bool:
        for test in tests:  # noqa: SIM110
            if not test(values):
                return False
        return True

    return holds


def _some(tests: Sequence[Test]) -> Test:
    def holds(values: Values) -> bool:
        for test in tests:  # noqa: SIM110
            if test(values):
                return True
        return False

    return holds


def names_in(condition: Condition) -> Iterator[str]:
    """Give each name a well-formed condition asks about, as often as it asks."""
    for word, body in condition.items():
        if word in {"all", "any"}:
            for part in _list(body, word):
                yield from names_in(_mapping(part))
        elif word == "not":
            yield from names_in(_mapping(body))
        elif word == "is":
            yield from PREDICATES[str(body)].asks
        else:
            yield from _mapping(body)


def _known_value(name: str, value: object, vocabulary: Vocabulary) -> Value:
    if name not in vocabulary:
        raise UnknownNameError(
            f"“{name}” is nothing that a plan knows. It knows {_listed(vocabulary)}."
        )
    possible = vocabulary[name]
    # `1 == True` in Python, so a type is part of being the same value.
    if not isinstance(value, str | bool) or value not in possible:
        raise UnknownValueError(
            f"“{name}” is never “{value}”. It is one of {_listed(str(p) for p in possible)}."
        )
    return value


def _listed(words: Iterator[str] | Mapping[str, object]) -> str:
    return ", ".join(sorted(words))


def _single(value: object, where: str) -> tuple[str, object]:
    mapping = _mapping(value)
    if len(mapping) != 1:
        raise MalformedConditionError(
            f"{where} holds exactly one entry; this has {len(mapping)}: {dict(mapping)!r}."
        )
    return next(iter(mapping.items()))


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise MalformedConditionError(f"A condition is a mapping such as {{eq: …}}, not {value!r}.")
    return value


def _list(value: object, word: str) -> Sequence[object]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise MalformedConditionError(f"“{word}” takes a list, not {value!r}.")
    return value

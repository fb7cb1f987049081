"""Every combination of answers, as arrays: what makes the rules about all plans provable.

Nobody can make a plan for each of the hundreds of billions of combinations. But each step looks
at a few answers only. So its condition is asked, by the very code that plans ask, for every value
of just those answers, and which answers those are is not guessed: the finding and the situation
given to it note what is looked at, until nothing new is. A rule over some steps is then held by
spreading their arrays over all the answers that any of them looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from math import prod
from types import MappingProxyType
from typing import Any, NoReturn

import numpy as np

from bield.facts import load_catalogue
from bield.plan import VOCABULARY, compile_condition, in_order
from bield.plan.known import TELLS
from bield.plan.planner import is_for
from bield.records import (
    About,
    Advice,
    Age,
    Catalogue,
    Country,
    Detail,
    Happening,
    Indicator,
    IndicatorKind,
    Paid,
    Role,
    Safety,
    Service,
    Tactic,
    Topic,
    Verdict,
    Wording,
)

PASSWORD = Indicator(kind=IndicatorKind.PASSWORD, value="…", span=(0, 1), valid=True)
WALLET = Indicator(kind=IndicatorKind.BITCOIN, value="…", span=(0, 1), valid=True)
BOTH = (False, True)

AT_ONCE = 400_000_000
"""Cells of one array, a byte each."""

Axes = Mapping[str, tuple[Any, ...]]


def axes_of(catalogue: Catalogue) -> Axes:
    """Everything that a plan can depend on, and each value of it."""
    return MappingProxyType(
        {
            "verdict": tuple(Verdict),
            "tactic": tuple(Tactic),
            "password": BOTH,
            "wallet": BOTH,
            "safety": tuple(Safety),
            "about": tuple(About),
            "role": tuple(Role),
            "happening": tuple(Happening),
            "age": tuple(Age),
            "age_in_picture": tuple(Age),
            "country": tuple(Country),
            "paid": tuple(Paid),
            "platform": ("", *catalogue.platforms),
            **{detail.value: BOTH for detail in Detail},
        }
    )


class _Noting:
    """Gives one value for each axis, and notes which were looked at."""

    def __init__(self, axes: Mapping[str, Sequence[Any]], chosen: Mapping[str, Any]) -> None:
        self._axes = axes
        self._chosen = chosen
        self.looked_at: set[str] = set()

    def look(self, axis: str) -> Any:
        self.looked_at.add(axis)
        return self._chosen[axis] if axis in self._chosen else self._axes[axis][0]


class _Details:
    def __init__(self, noting: _Noting) -> None:
        self._noting = noting

    def __contains__(self, detail: Detail) -> bool:
        return bool(self._noting.look(detail.value))


class _Situation:
    def __init__(self, noting: _Noting) -> None:
        self._noting = noting

    def __getattr__(self, name: str) -> Any:
        return _Details(self._noting) if name == "details" else self._noting.look(name)


class _Finding:
    def __init__(self, noting: _Noting) -> None:
        self._noting = noting

    @property
    def verdict(self) -> Verdict:
        return self._noting.look("verdict")  # type: ignore[no-any-return]

    @property
    def tactic(self) -> Tactic:
        return self._noting.look("tactic")  # type: ignore[no-any-return]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        found = (PASSWORD,) if self._noting.look("password") else ()
        return (*found, WALLET) if self._noting.look("wallet") else found

    def has(self, kind: IndicatorKind) -> bool:
        assert kind is IndicatorKind.PASSWORD, f"{kind} is no axis yet"
        return bool(self._noting.look("password"))


class _Values(Mapping[str, Any]):
    def __init__(self, noting: _Noting) -> None:
        self._noting = noting

    def __getitem__(self, name: str) -> Any:
        return self._noting.look(name)

    def __iter__(self) -> NoReturn:
        raise TypeError("A condition asks for names, not for all of them.")

    def __len__(self) -> NoReturn:
        raise TypeError("A condition asks for names, not for all of them.")


def _tabulate(
    answer: Callable[[_Noting], Any], axes: Mapping[str, Sequence[Any]]
) -> tuple[tuple[str, ...], np.ndarray[Any, Any]]:
    """Ask for every value of just those axes that are looked at.

    The last round looks at none but its own axes, so that nothing else can change the answer.
    """
    mine: tuple[str, ...] = ()
    while True:
        looked_at: set[str] = set()
        table = np.empty([len(axes[axis]) for axis in mine], dtype=object)
        for index in np.ndindex(*table.shape):
            chosen = {axis: axes[axis][n] for axis, n in zip(mine, index, strict=True)}
            noting = _Noting(axes, chosen)
            table[index] = answer(noting)
            looked_at |= noting.looked_at
        if looked_at <= set(mine):
            return mine, table
        mine = tuple(axis for axis in axes if axis in looked_at | set(mine))


@dataclass(frozen=True, eq=False)
class Where:
    """Which combinations something is so in: an array over the axes that decide it."""

    axes: tuple[str, ...]
    so: np.ndarray[Any, np.dtype[np.bool_]]
    everything: Axes

    def spread(self, over: tuple[str, ...]) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """The same, with an axis of length one for each that does not matter."""
        return self.so.reshape(
            [len(self.everything[axis]) if axis in self.axes else 1 for axis in over]
        )

    def _joined(self, other: Where, how: Callable[..., Any]) -> Where:
        over = tuple(axis for axis in self.everything if axis in {*self.axes, *other.axes})
        cells = prod(len(self.everything[axis]) for axis in over)
        assert cells <= AT_ONCE, f"{cells:,} cells at once over {over}: hold the rule in parts."
        return Where(over, how(self.spread(over), other.spread(over)), self.everything)

    def __and__(self, other: Where) -> Where:
        return self._joined(other, np.logical_and)

    def __or__(self, other: Where) -> Where:
        return self._joined(other, np.logical_or)

    def __invert__(self) -> Where:
        return Where(self.axes, ~self.so, self.everything)

    def same_as(self, other: Where) -> Where:
        return self._joined(other, np.equal)

    def example(self) -> dict[str, object] | None:
        """One combination in which it is so, or nothing where it never is."""
        at = int(np.argmax(self.so))
        index = np.unravel_index(at, self.so.shape)
        if not self.so[index]:
            return None
        return {a: self.everything[a][int(n)] for a, n in zip(self.axes, index, strict=True)}


class Combinations:
    """Where each step of a catalogue is in the plan, over every combination of answers."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.axes = axes_of(catalogue)
        self.ordered = in_order(catalogue.advice)
        self._steps: dict[str, Where] = {}
        self._names: dict[str, tuple[tuple[str, ...], np.ndarray[Any, Any]]] = {}

    @property
    def count(self) -> int:
        """How many combinations there are."""
        return prod(len(values) for values in self.axes.values())

    @cached_property
    def advice(self) -> Mapping[str, Advice]:
        return {entry.id: entry for entry in self.ordered}

    @cached_property
    def nowhere(self) -> Where:
        return Where((), np.zeros((), dtype=bool), self.axes)

    def _name(self, name: str) -> tuple[tuple[str, ...], np.ndarray[Any, Any]]:
        if name not in self._names:
            tell: Any = TELLS[name]
            self._names[name] = _tabulate(
                lambda noting: tell(_Finding(noting), _Situation(noting)), self.axes
            )
        return self._names[name]

    def known(self, name: str, *values: object) -> Where:
        """Where what is known by this name is one of these."""
        axes, table = self._name(name)
        so = np.vectorize(lambda value: value in values, otypes=[bool])(table)
        return Where(axes, so, self.axes)

    def answered(self, axis: str, *values: object) -> Where:
        so = np.array([value in values for value in self.axes[axis]], dtype=bool)
        return Where((axis,), so, self.axes)

    def step(self, name: str) -> Where:
        """Where this step is in the plan."""
        if name not in self._steps:
            self._steps[name] = self._presence(self.advice[name])
        return self._steps[name]

    def _presence(self, entry: Advice) -> Where:
        possible = {name: tuple(sorted(values, key=str)) for name, values in VOCABULARY.items()}
        test = compile_condition(entry.when, VOCABULARY)
        names, table = _tabulate(lambda noting: test(_Values(noting)), possible)
        over = tuple(a for a in self.axes if any(a in self._name(name)[0] for name in names))
        index = []
        for name in names:
            axes, told = self._name(name)
            codes = {value: n for n, value in enumerate(possible[name])}
            coded = np.vectorize(lambda value, codes=codes: codes[value], otypes=[int])(told)
            index.append(coded.reshape([len(self.axes[a]) if a in axes else 1 for a in over]))
        so = table.astype(bool)[tuple(index)]
        shape = [len(self.axes[axis]) for axis in over]
        return Where(over, np.broadcast_to(so, shape), self.axes)

    def any_of(self, *names: str) -> Where:
        return reduce(Where.__or__, (self.step(name) for name in names), self.nowhere)

    def steps_before(self, name: str, *, but: Iterable[str] = ()) -> list[str]:
        """Every step that would stand before this one, in any plan."""
        ids = [entry.id for entry in self.ordered]
        return [i for i in ids[: ids.index(name)] if i not in set(but)]

    def naming(self, wanted: Callable[[Service], bool]) -> Iterator[Where]:
        """Where each step names a service like this to somebody whom it takes.

        One by one: spread over each other they would be larger than a machine.
        """
        for entry in self.ordered:
            for service in filter(wanted, entry.services):
                yield self.step(entry.id) & self._takes(service)
            for here, note in self._notes(entry):
                for service in filter(wanted, note.services):
                    yield self.step(entry.id) & here & self._takes(service)

    def saying(self, wanted: Callable[[str], bool]) -> Iterator[Where]:
        """Where each step, or each note beside it, says something like this."""
        helper = self.known("helper", True)
        for entry in self.ordered:
            theirs = entry.helper_wording or entry.wording
            for wording, whose in ((entry.wording, ~helper), (theirs, helper)):
                if any(wanted(text) for text in texts(wording)):
                    yield self.step(entry.id) & whose
            for here, note in self._notes(entry):
                if any(wanted(line) for line in note.lines):
                    yield self.step(entry.id) & here

    @cache  # noqa: B019 -- there is one for the whole suite
    def _takes(self, service: Service) -> Where:
        def takes(noting: _Noting) -> bool:
            tell: Any = TELLS["minor_now"]
            return is_for(service, noting.look("country"), tell(None, _Situation(noting)))

        axes, table = _tabulate(takes, self.axes)
        return Where(axes, table.astype(bool), self.axes)

    def _notes(self, entry: Advice) -> Iterator[tuple[Where, Any]]:
        for topic in entry.topics:
            if topic is Topic.STOP_PAYMENT:
                for payment in self.catalogue.payments.values():
                    yield self.answered("paid", Paid(payment.id)), payment.note
            else:
                for platform in self.catalogue.platforms.values():
                    if topic in platform.notes:
                        yield self.answered("platform", platform.id), platform.notes[topic]


def texts(wording: Wording) -> tuple[str, ...]:
    return (wording.title, wording.why, *wording.how)


@cache
def every_combination() -> Combinations:
    return Combinations(load_catalogue())

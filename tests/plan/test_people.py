"""People whom a plan must serve, one file each in `people/`: for officers and helplines to amend.

Each goes the way of a visitor: the questions, their answers, the plan.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from bield.facts import load_catalogue
from bield.pipeline import WITHOUT_A_MESSAGE
from bield.plan import Interview, Planner, open_at
from bield.records import (
    About,
    Finding,
    Indicator,
    IndicatorKind,
    Plan,
    Situation,
    Tactic,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

PEOPLE = Path(__file__).with_name("people")
PASSWORD = Indicator(kind=IndicatorKind.PASSWORD, value="…", span=(0, 1), valid=True)


class NoSuchNameError(ValueError):
    """A person's file names something that there is not."""


@dataclass(frozen=True, kw_only=True)
class Person:
    who: str
    asks_for: str
    answers: dict[str, Any]
    plan: dict[str, Any]
    services: dict[str, list[str]]
    calls: list[dict[str, Any]]
    message: dict[str, Any]


def read_person(path: Path) -> Person:
    """Read one file, and refuse every name in it that there is not.

    Raises:
        NoSuchNameError: One is misspelt; the message names what comes nearest.
    """
    loaded = {"message": {}, **yaml.safe_load(path.read_text(encoding="utf-8"))}
    check(path, "field", loaded, [field.name for field in fields(Person)])
    person = Person(**loaded)
    catalogue = load_catalogue()
    steps = [entry.id for entry in catalogue.advice]
    parts = ("first", "has", "order", "never")
    check(path, "field of plan", person.plan, [*parts, "crisis"])
    for part in parts:
        check(path, "step", person.plan.get(part, []), steps)
    check(path, "field of services", person.services, ["has", "never"])
    for named in person.services.values():
        check(path, "service", named, catalogue.services)
    for call in person.calls:
        check(path, "field of calls", call, ["when", "zone", "open", "closed"])
        for part in ("open", "closed"):
            check(path, "service", call.get(part, []), catalogue.services)
    check(path, "question", person.answers, [question.id for question in catalogue.questions])
    for question in catalogue.questions:
        given = chosen(person.answers.get(question.id, []))
        check(path, f"answer to “{question.id}”", given, [o.value for o in question.options])
    return person


def check(path: Path, kind: str, named: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in named:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, n=3)
            hint = f" Nearest: {', '.join(near)}." if near else ""
            raise NoSuchNameError(f"{path.name}: there is no {kind} “{name}”.{hint}")


def chosen(answer: str | list[str]) -> list[str]:
    return [answer] if isinstance(answer, str) else answer


def plan_of(person: Person) -> Plan:
    catalogue = load_catalogue()
    finding, start = finding_of(person), Situation(about=About(person.asks_for))
    answers = {name: chosen(answer) for name, answer in person.answers.items()}
    interview = Interview(catalogue.questions)
    asked = {a.question.id: a for a in interview.asked(finding, start, answers)}
    for name, given in answers.items():
        assert name in asked, f"This person is never asked “{name}”."
        for value in given:
            offered = [option.value for option in asked[name].options]
            assert value in offered, f"“{name}” offers this person no “{value}”: {offered}."
    return Planner(catalogue).plan(finding, interview.situation(finding, start, answers))


def finding_of(person: Person) -> Finding:
    if not person.message:
        return WITHOUT_A_MESSAGE
    return Finding(
        verdict=Verdict(person.message["verdict"]),
        tactic=Tactic(person.message["tactic"]),
        probability=0.97,
        certainty=0.97,
        reasons=(),
        indicators=(PASSWORD,) if person.message.get("password") else (),
    )


FILES = sorted(PEOPLE.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestThePlanOf:
    def test_has_the_steps_that_they_need(self, path: Path) -> None:
        person = read_person(path)
        plan = plan_of(person)
        ids = [step.id for step in plan.steps]
        first = person.plan.get("first", [])
        assert ids[: len(first)] == first, f"{person.who}\nThe plan begins with {ids[:5]}."
        for name in person.plan.get("has", []):
            assert name in ids, f"{person.who}\nThe plan lacks “{name}”. It has {ids}."
        for name in person.plan.get("never", []):
            assert name not in ids, f"{person.who}\nThe plan must not have “{name}”."
        wanted = person.plan.get("order", [])
        found = [name for name in ids if name in wanted]
        assert found == wanted, f"{person.who}\nThe plan has {found}, and not in that order."
        assert plan.crisis is person.plan.get("crisis", False), person.who

    def test_names_whom_they_can_turn_to(self, path: Path) -> None:
        person = read_person(path)
        plan = plan_of(person)
        named = {service.id for step in plan.steps for service in step.services}
        named |= {s.id for step in plan.steps for note in step.notes for s in note.services}
        for name in person.services.get("has", []):
            assert name in named, f"{person.who}\nThe plan does not name “{name}”."
        for name in person.services.get("never", []):
            assert name not in named, f"{person.who}\nThe plan must not name “{name}”."

    def test_has_someone_there_when_they_call(self, path: Path) -> None:
        person = read_person(path)
        listeners = {service.id: service for service in plan_of(person).listeners}
        for call in person.calls:
            when = datetime.strptime(str(call["when"]), "%Y-%m-%d %H:%M").replace(
                tzinfo=ZoneInfo(call["zone"])
            )
            for part, there in (("open", True), ("closed", False)):
                for name in call.get(part, []):
                    assert name in listeners, f"{person.who}\n“{name}” is nobody to talk to here."
                    hours = listeners[name].hours
                    assert hours is not None, f"{person.who}\nNo source says when “{name}” is open."
                    is_open = open_at(hours, when).open
                    assert is_open is there, f"{person.who}\nAt {when}, “{name}” is not {part}."


class TestTheFiles:
    def test_are_of_many_people(self) -> None:
        assert len(FILES) >= 18
        assert len({read_person(path).who for path in FILES}) == len(FILES)

    @pytest.mark.parametrize(
        ("right", "wrong", "said"),
        [
            ("report_remove,", "report_remov,", "no step “report_remov”. Nearest: report_remove"),
            ("[childline,", "[child_line,", "no service “child_line”. Nearest: childline"),
            ("met_online", "met_on_line", "no answer to “happening” “met_on_line”"),
            ("  never: [stop", "  newer: [stop", "no field of plan “newer”. Nearest: never"),
            ("answers:", "answer:", "no field “answer”. Nearest: answers"),
            ("  paid:", "  payed:", "no question “payed”"),
        ],
    )
    def test_are_refused_with_a_misspelt_name(
        self, tmp_path: Path, right: str, wrong: str, said: str
    ) -> None:
        text = (PEOPLE / "boy_of_15_in_aberdeen.yaml").read_text(encoding="utf-8")
        assert right in text
        path = tmp_path / "someone.yaml"
        path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
        with pytest.raises(NoSuchNameError) as refused:
            read_person(path)
        assert said in str(refused.value)

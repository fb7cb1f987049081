"""Real plans, a hundred thousand of them, beside the proof over every combination.

`test_every_combination.py` proves the rules without making a plan. Here the planner makes plans,
for cases strewn evenly over all combinations: every answer beside every other answer. Each plan
keeps the rules, and holds just the steps that the proof says it does.
"""

from __future__ import annotations

import gc
import re
from functools import cache
from itertools import combinations, pairwise
from math import gcd, prod
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from combinations import PASSWORD, every_combination

from bield.facts import load_catalogue
from bield.plan import Planner
from bield.records import (
    About,
    Age,
    Band,
    Country,
    Detail,
    Finding,
    Happening,
    Paid,
    Plan,
    Safety,
    Situation,
    Step,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

CASES = 100_000
UK = {Country.SCOTLAND, Country.ENGLAND, Country.WALES, Country.NORTHERN_IRELAND}
UNDER_18 = {Age.UNDER_13, Age.FROM_13_TO_17}
CRISIS = {Safety.IN_DANGER: "danger_hurt", Safety.OWN_LIFE: "danger_own_life"}
BLOCKS = {"block", "block_now"}
PROOF = {"evidence", "evidence_young", "evidence_helping_young"}
DETAILS: tuple[frozenset[Detail], ...] = (
    frozenset(),
    *(frozenset({detail}) for detail in Detail),
    *(frozenset(pair) for pair in combinations(Detail, 2) if Detail.TOO_UPSET in pair),
    frozenset({Detail.PAID_AGAIN, Detail.COLLECTED}),
    frozenset({Detail.POSTED, Detail.FAKE}),
    frozenset({Detail.WANTS_PICTURES, Detail.POSTED}),
    frozenset(Detail),
)
"""None, each one, some pairs, and all at once."""


class Case(NamedTuple):
    finding: Finding
    situation: Situation

    # Said again here and not taken from `known`, so that each checks the other.
    @property
    def young_now(self) -> bool:
        s = self.situation
        return s.age in UNDER_18 or (s.age is Age.UNKNOWN and s.about is About.CHILD)

    @property
    def young_then(self) -> bool:
        return self.young_now or self.situation.age_in_picture in UNDER_18


def axes() -> dict[str, tuple[Any, ...]]:
    every = dict(every_combination().axes)
    for name in ("wallet", *(detail.value for detail in Detail)):
        del every[name]
    platforms = every["platform"]
    every["platform"] = (*platforms[:3], *platforms[3 :: max(1, len(platforms) // 3)])
    return {**every, "details": DETAILS}


def chosen() -> np.ndarray[Any, np.dtype[np.int64]]:
    """For each case, which value of each axis: steps of the golden ratio through all of them."""
    sizes = [len(values) for values in axes().values()]
    total = prod(sizes)
    stride = round(total * 0.6180339887)
    while gcd(stride, total) != 1:
        stride += 1
    at = [n * stride % total for n in range(CASES)]
    return np.array(np.unravel_index(at, sizes)).T


def case_of(row: Any) -> Case:
    given = {name: values[n] for (name, values), n in zip(axes().items(), row, strict=True)}
    finding = Finding(
        verdict=given.pop("verdict"),
        tactic=given.pop("tactic"),
        probability=0.9,
        certainty=0.9,
        reasons=(),
        indicators=(PASSWORD,) if given.pop("password") else (),
    )
    return Case(finding, Situation(**given))


@cache
def cases() -> tuple[tuple[Case, Plan, list[str]], ...]:
    planner = Planner(load_catalogue())
    made = []
    gc.disable()  # All of it is kept, so that looking for garbage would find none.
    for case in map(case_of, chosen()):
        plan = planner.plan(case.finding, case.situation)
        made.append((case, plan, [step.id for step in plan.steps]))
    gc.enable()
    return tuple(made)


def texts(step: Step) -> Iterator[str]:
    yield from (step.title, step.why, *step.how)
    for note in step.notes:
        yield from note.lines


def services(plan: Plan) -> set[str]:
    named = {service.id for step in plan.steps for service in step.services}
    return named | {s.id for step in plan.steps for note in step.notes for s in note.services}


def a_crisis_is_first(case: Case, plan: Plan, ids: list[str]) -> bool:
    wanted = CRISIS.get(case.situation.safety)
    return plan.crisis is (wanted is not None) and (wanted is None or ids[0] == wanted)


def danger_stands_first_with_someone_to_call(_: Case, plan: Plan, __: list[str]) -> bool:
    first = plan.steps[0]
    return first.band is Band.DANGER_NOW and plan.emergency[0] is first.services[0]


def somebody_listens_at_any_hour(_: Case, plan: Plan, __: list[str]) -> bool:
    return any(s.hours and s.hours.always for s in plan.listeners)


def money_that_may_come_back_is_in_the_first_two(case: Case, _: Plan, ids: list[str]) -> bool:
    paid, details = case.situation.paid, case.situation.details
    if paid in {Paid.NO, Paid.UNKNOWN} or Detail.COLLECTED in details:
        return True
    beside = [i for i in ids if i not in CRISIS.values()]
    return any(i.startswith("stop_") for i in beside[:2])


def unpaid_has_nothing_to_recover(case: Case, _: Plan, ids: list[str]) -> bool:
    recovery = {"pay_no_more", "note_payment", "money_collected", "paid_more_than_once"}
    stops = {i for i in ids if i.startswith("stop_") and i != "stop_ncii"}
    return case.situation.paid is not Paid.NO or not (recovery & set(ids) or stops)


def the_young_are_kept_from_stop_ncii(case: Case, plan: Plan, ids: list[str]) -> bool:
    if not case.young_then:
        return True
    children_s = {"report_remove", "take_it_down"} & set(ids)
    pictures = "send_nothing_more" in ids
    said = any("StopNCII" in text for step in plan.steps for text in texts(step))
    return "stop_ncii" not in services(plan) and not said and bool(children_s) is pictures


def scotland_has_no_report_fraud(case: Case, plan: Plan, _: list[str]) -> bool:
    return case.situation.country is not Country.SCOTLAND or "report_fraud" not in services(plan)


def proof_comes_before_the_block(case: Case, _: Plan, ids: list[str]) -> bool:
    ends = [ids.index(i) for i in (*BLOCKS, "contact_known_person") if i in ids]
    proof = [ids.index(i) for i in PROOF if i in ids]
    if "send_nothing_more" not in ids:
        return not BLOCKS & set(ids)
    if Detail.TOO_UPSET in case.situation.details:
        return not proof and max(ends) < ids.index("evidence_later")
    return len(proof) == 1 and proof[0] < min(ends)


def whom_they_know_is_never_just_blocked(case: Case, _: Plan, ids: list[str]) -> bool:
    if case.situation.happening is not Happening.KNOWN_PERSON:
        return True
    return not BLOCKS & set(ids) and {"danger_known_person", "contact_known_person"} <= set(ids)


def what_they_tell_comes_first(case: Case, _: Plan, ids: list[str]) -> bool:
    told = case.situation.happening is not Happening.UNKNOWN
    return not told or "other_worry" not in ids


def helpers_do_not_look(case: Case, plan: Plan, ids: list[str]) -> bool:
    if case.situation.about is About.ME or "send_nothing_more" not in ids:
        return True
    proof = [step for step in plan.steps if step.id in PROOF | {"evidence_later"}]
    return len(proof) == 1 and any("Do not look at" in text for text in texts(proof[0]))


def bands_stand_in_order_and_nothing_twice(_: Case, plan: Plan, ids: list[str]) -> bool:
    place = {band: n for n, band in enumerate(Band)}
    ordered = all(place[a.band] <= place[b.band] for a, b in pairwise(plan.steps))
    return ordered and len(set(ids)) == len(ids) and plan.steps[-1].band is Band.SUPPORT


def services_are_for_this_place_and_age(case: Case, plan: Plan, _: list[str]) -> bool:
    country, grown = case.situation.country, case.situation.age is Age.ADULT
    return all(
        (not s.countries or country in s.countries)
        and (not case.young_now or s.under_18)
        and (not grown or s.adults)
        for step in plan.steps
        for s in step.services
    )


def notes_are_of_what_was_named(case: Case, plan: Plan, _: list[str]) -> bool:
    catalogue = load_catalogue()
    platform = catalogue.platforms.get(case.situation.platform)
    payment = catalogue.payments.get(case.situation.paid.value)
    headings = {note.heading for step in plan.steps for note in step.notes}
    allowed = {note.heading for note in platform.notes.values()} if platform else set()
    return headings <= allowed | ({payment.note.heading} if payment else set())


RULES: tuple[Callable[[Case, Plan, list[str]], bool], ...] = (
    a_crisis_is_first,
    danger_stands_first_with_someone_to_call,
    somebody_listens_at_any_hour,
    money_that_may_come_back_is_in_the_first_two,
    unpaid_has_nothing_to_recover,
    the_young_are_kept_from_stop_ncii,
    scotland_has_no_report_fraud,
    proof_comes_before_the_block,
    whom_they_know_is_never_just_blocked,
    what_they_tell_comes_first,
    helpers_do_not_look,
    bands_stand_in_order_and_nothing_twice,
    services_are_for_this_place_and_age,
    notes_are_of_what_was_named,
)


class TestTheCases:
    def test_have_every_answer_beside_every_other(self) -> None:
        rows = chosen()
        for (a, left), (b, right) in combinations(enumerate(axes().values()), 2):
            pairs = np.unique(rows[:, a] * len(right) + rows[:, b])
            assert len(pairs) == len(left) * len(right)

    def test_are_planned_as_the_proof_says(self) -> None:
        every, rows, named = every_combination(), chosen(), list(axes())
        held = [frozenset(ids) for _, _, ids in cases()]
        at = {name: rows[:, n] for n, name in enumerate(named) if name != "details"}
        at["wallet"] = np.zeros(CASES, dtype=int)
        ticked = rows[:, named.index("details")]
        for detail in Detail:
            at[detail.value] = np.array([detail in d for d in DETAILS], dtype=int)[ticked]
        offered = axes()["platform"]
        to_all = np.array([every.axes["platform"].index(p) for p in offered])
        at["platform"] = to_all[at["platform"]]
        for entry in every.ordered:
            where = every.step(entry.id)
            expected = where.so[tuple(at[axis] for axis in where.axes)]
            real = np.array([entry.id in ids for ids in held])
            assert np.array_equal(np.broadcast_to(expected, real.shape), real), entry.id


class TestEveryPlan:
    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
    def test_keeps_this_rule(self, rule: Callable[[Case, Plan, list[str]], bool]) -> None:
        for case, plan, ids in cases():
            assert rule(case, plan, ids), case

    def test_names_only_numbers_of_the_directory(self) -> None:
        directory = {c.value for s in load_catalogue().services.values() for c in s.channels}
        steps = {id(step): step for _, plan, _ in cases() for step in plan.steps}.values()
        shown = [s for step in steps for s in step.services]
        shown += [s for step in steps for note in step.notes for s in note.services]
        assert {channel.value for service in shown for channel in service.channels} <= directory
        assert [t for step in steps for t in texts(step) if re.search(r"\d{3,}|@|://", t)] == []

    def test_advises_nobody_to_pay_or_to_handle_a_nude(self) -> None:
        told = {t for _, plan, _ in cases() for step in plan.steps for t in texts(step)}
        assert len(told) > 500
        assert sorted(filter(asks_to_pay, told)) == []
        assert sorted(filter(asks_to_handle_a_picture, told)) == []

    def test_has_words_a_source_and_a_review_on_each_step(self) -> None:
        steps = {id(step): step for _, plan, _ in cases() for step in plan.steps}.values()
        for step in steps:
            assert step.sources, step.id
            assert step.reviewed_on, step.id
            assert all(text.strip() for text in texts(step)), step.id

    def test_of_no_threat_is_short_and_says_what_was_found(self) -> None:
        for case, _, ids in cases():
            if "other_worry" in ids:
                assert case.finding.verdict in {Verdict.ABOUT_SEXTORTION, Verdict.NOT_SEXTORTION}
                assert len(ids) <= 6, case


REFUSED = re.compile(r"\b(not|never|no|nothing|nobody|don't|without|none|leave)\b", re.IGNORECASE)
PAY = re.compile(r"\b(pay|give them (the )?money|send (the |them )?money)\b", re.IGNORECASE)
ONLY_NAMES_PAYING = re.compile(
    r"enough to pay|(you|people|them) into paying|must pay to stop|pay back"
)
HANDLE = re.compile(
    r"(^|[,;:] (and |then )?|\b(to|you can|you could) )"
    r"(take a (screenshot|picture|photo)|screenshot|cop(y|ies)|forward|send|save|store|keep|"
    r"download|upload|print|show)\b",
    re.IGNORECASE,
)
PICTURE = re.compile(r"\b(pictures?|images?|nudes?|videos?|photos?)\b", re.IGNORECASE)


def asks_to_pay(text: str) -> bool:
    plain = ONLY_NAMES_PAYING.sub("", text)
    return bool(PAY.search(plain) and not REFUSED.search(plain))


def asks_to_handle_a_picture(text: str) -> bool:
    return bool(PICTURE.search(text) and HANDLE.search(text) and not REFUSED.search(text))


class TestTheRules:
    @pytest.mark.parametrize(
        "text", ["Forward the video to us.", "First, save the nude.", "You can send a picture."]
    )
    def test_see_a_picture_asked_for(self, text: str) -> None:
        assert asks_to_handle_a_picture(text)

    @pytest.mark.parametrize("text", ["Pay a small sum first.", "You could send them money."])
    def test_see_money_asked_for(self, text: str) -> None:
        assert asks_to_pay(text)

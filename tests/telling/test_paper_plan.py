"""What a plan says on paper."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pytest

from bield.pipeline import Pipeline
from bield.records import (
    About,
    Age,
    Band,
    Country,
    Detail,
    Happening,
    Note,
    Paid,
    Plan,
    Safety,
    Situation,
)
from bield.records.sheet import PaperLine, Sheet
from bield.telling import paper_plan
from bield.wiring import pipeline

DAY = date(2026, 11, 24)
BOY = Situation(
    country=Country.SCOTLAND,
    age=Age.FROM_13_TO_17,
    age_in_picture=Age.FROM_13_TO_17,
    happening=Happening.MET_ONLINE,
    paid=Paid.WESTERN_UNION,
)
SITUATIONS = [
    BOY,
    Situation(),
    Situation(country=Country.SCOTLAND, happening=Happening.MASS_EMAIL),
    Situation(country=Country.ENGLAND, happening=Happening.KNOWN_PERSON, safety=Safety.IN_DANGER),
    Situation(country=Country.SCOTLAND, safety=Safety.OWN_LIFE, age=Age.FROM_13_TO_17),
    Situation(country=Country.IRELAND, about=About.CHILD, details=frozenset({Detail.POSTED})),
    Situation(country=Country.UNITED_STATES, details=frozenset({Detail.WANTS_PICTURES})),
    Situation(country=Country.INDIA, happening=Happening.ACCOUNT_TAKEN, age=Age.ADULT),
]


@pytest.fixture(scope="module")
def stages() -> Pipeline:
    return pipeline()


def on_paper(stages: Pipeline, plan: Plan, *, large: bool = False) -> Sheet:
    return paper_plan(plan, stages.catalogue.bands, on=DAY, large=large)


def lines_of(sheet: Sheet) -> list[PaperLine]:
    return [line for part in sheet.parts for task in part.tasks for line in task.lines]


class TestPaperPlan:
    @pytest.mark.parametrize("situation", SITUATIONS)
    def test_every_step_is_there_in_its_order_under_its_heading(
        self, stages: Pipeline, situation: Situation
    ) -> None:
        plan = stages.plan_as_told(situation)
        sheet = on_paper(stages, plan)
        tasks = [task for part in sheet.parts for task in part.tasks]
        assert [task.title for task in tasks] == [step.title for step in plan.steps]
        assert [task.number for task in tasks] == list(range(1, len(plan.steps) + 1))
        assert sheet.parts[0].heading == stages.catalogue.bands[Band.DANGER_NOW]

    @pytest.mark.parametrize("situation", SITUATIONS)
    def test_whom_to_call_stands_at_the_head_with_the_hours(
        self, stages: Pipeline, situation: Situation
    ) -> None:
        plan = stages.plan_as_told(situation)
        calls = on_paper(stages, plan).calls
        assert [call.name for call in calls][: len(plan.emergency)] == [
            service.name for service in plan.emergency
        ]
        assert {call.name for call in calls} >= {service.name for service in plan.listeners}
        assert any(call.hours.startswith("Day and night") for call in calls)

    @pytest.mark.parametrize("situation", SITUATIONS)
    def test_no_warning_is_ever_left_out(self, stages: Pipeline, situation: Situation) -> None:
        plan = stages.plan_as_told(situation)
        never_left_out = {line.text for line in lines_of(on_paper(stages, plan)) if line.rank == 0}
        warnings = {
            line
            for step in plan.steps
            for line in step.how
            if re.search("[Dd]o not|[Dd]on't", line)
        }
        assert warnings
        assert warnings <= never_left_out

    @pytest.mark.parametrize("situation", SITUATIONS)
    def test_each_step_keeps_something_to_do_or_to_know(
        self, stages: Pipeline, situation: Situation
    ) -> None:
        for part in on_paper(stages, stages.plan_as_told(situation)).parts:
            for task in part.tasks:
                assert any(line.rank == 0 for line in task.lines), task.title

    def test_lines_go_one_by_one_where_there_is_no_room(self, stages: Pipeline) -> None:
        sheet = on_paper(stages, stages.plan_as_told(BOY))
        ranks = sorted(line.rank for line in lines_of(sheet) if line.rank)
        assert ranks == list(range(1, sheet.last_rank + 1))
        assert 0 < sheet.useful_rank < sheet.last_rank

    @pytest.mark.parametrize("situation", SITUATIONS)
    def test_a_number_stands_on_the_sheet_once(
        self, stages: Pipeline, situation: Situation
    ) -> None:
        sheet = on_paper(stages, stages.plan_as_told(situation))
        tasks = [task for part in sheet.parts for task in part.tasks]
        told = [
            reach.name
            for reach in (*sheet.calls, *(r for task in tasks for r in task.reaches))
            if reach.ways
        ]
        assert len(told) == len(set(told))

    def test_a_number_is_never_cut_in_two_by_the_end_of_a_line(self, stages: Pipeline) -> None:
        calls = {c.name: c for c in on_paper(stages, stages.plan_as_told(BOY)).calls}
        assert calls["Samaritans"].ways[0] == "116\u00a0123"
        assert calls["Childline"].ways[0] == "0800\u00a01111"

    def test_it_says_where_to_text_and_not_to_call(self, stages: Pipeline) -> None:
        calls = {c.name: c for c in on_paper(stages, stages.plan_as_told(BOY)).calls}
        assert calls["Shout"].ways[0] == "text\u00a0SHOUT\u00a0to\u00a085258"

    def test_what_is_true_on_one_app_stands_together_and_stays(self, stages: Pipeline) -> None:
        plan = stages.plan_as_told(BOY)
        source = plan.steps[0].sources
        note = Note(
            heading="On Snapchat", lines=("It can vanish.", "Write it down."), sources=source
        )
        noted = dataclasses.replace(
            plan, steps=(plan.steps[0], dataclasses.replace(plan.steps[1], notes=(note,)))
        )
        line = next(li for li in lines_of(on_paper(stages, noted)) if "Snapchat" in li.text)
        assert line == PaperLine(text="On Snapchat: It can vanish. Write it down.", rank=0)

    def test_the_small_print_names_the_day_and_each_source_once(self, stages: Pipeline) -> None:
        plan = stages.plan_as_told(BOY)
        day, sources = on_paper(stages, plan).small_print
        assert "Printed on 24 November 2026" in day
        for body in {source.body for step in plan.steps for source in step.sources}:
            assert body in sources
        assert sources.count("Europol") == 1

    def test_nothing_that_was_answered_is_told_but_by_the_steps(self, stages: Pipeline) -> None:
        sheet = str(on_paper(stages, stages.plan_as_told(BOY)))
        assert "13_to_17" not in sheet
        assert "scotland'" not in sheet
        assert sheet.startswith("Sheet(title='A plan'")

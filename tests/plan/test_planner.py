"""Making a plan from a small catalogue."""

from __future__ import annotations

from datetime import date

import pytest

from bield.plan import (
    CircularOrderError,
    NoEmergencyServiceError,
    UnknownNameError,
    in_order,
    plan,
)
from bield.records import (
    About,
    Advice,
    Age,
    Band,
    Catalogue,
    Channel,
    Condition,
    Country,
    Finding,
    Service,
    Situation,
    Source,
    Tactic,
    Verdict,
    Wording,
)

A_DAY = date(2026, 11, 24)
SOURCE = Source(id="s", body="b", title="t", url="", grade="A", read_on=A_DAY)
FINDING = Finding(
    verdict=Verdict.SEXTORTION,
    tactic=Tactic.SOCIAL_LURE,
    probability=0.9,
    certainty=0.9,
    reasons=(),
    indicators=(),
)
ALWAYS: Condition = {"all": []}


def a_service(
    name: str, *countries: Country, under_18: bool = True, adults: bool = True
) -> Service:
    return Service(
        id=name,
        name=name,
        what="Helps.",
        channels=(Channel(kind="phone", value="1"),),
        hours=None,
        countries=frozenset(countries),
        under_18=under_18,
        adults=adults,
        sources=(SOURCE,),
    )


def advice(
    name: str,
    band: Band = Band.EVIDENCE,
    *,
    when: Condition = ALWAYS,
    after: tuple[str, ...] = (),
    services: tuple[Service, ...] = (),
    helper: str = "",
) -> Advice:
    return Advice(
        id=name,
        band=band,
        when=when,
        after=after,
        wording=Wording(title=name, why="Because.", how=("Do.",)),
        helper_wording=Wording(title=helper, why="Because.", how=("Do.",)) if helper else None,
        services=services,
        sources=(SOURCE,),
        reviewed_on=A_DAY,
        review_due=date(2027, 5, 24),
    )


DANGER = advice("danger", Band.DANGER_NOW, services=(a_service("999"),))


def catalogue(*entries: Advice) -> Catalogue:
    return Catalogue(advice=entries, services={}, sources={}, questions=(), bands={})


class TestInOrder:
    def test_bands_come_first_then_after_then_the_file(self) -> None:
        given = [
            advice("report", Band.REPORT),
            advice("third", after=("second",)),
            advice("second", after=("first",)),
            advice("first"),
            advice("fourth"),
            DANGER,
        ]
        assert [a.id for a in in_order(given)] == [
            "danger",
            "first",
            "second",
            "third",
            "fourth",
            "report",
        ]

    def test_refuses_a_circle(self) -> None:
        with pytest.raises(CircularOrderError, match="a, b"):
            in_order([advice("a", after=("b",)), advice("b", after=("a",))])


class TestPlan:
    def test_keeps_what_applies(self) -> None:
        made = plan(
            FINDING,
            Situation(country=Country.WALES),
            catalogue=catalogue(
                DANGER,
                advice("here", when={"eq": {"uk": True}}),
                advice("there", when={"eq": {"country": "canada"}}),
            ),
        )
        assert [step.id for step in made.steps] == ["danger", "here"]

    def test_words_a_step_for_the_helper_where_that_differs(self) -> None:
        entries = catalogue(DANGER, advice("both"), advice("mine", helper="theirs"))
        for about, expected in (
            (About.ME, ["danger", "both", "mine"]),
            (About.CHILD, ["danger", "both", "theirs"]),
            (About.SOMEONE_ELSE, ["danger", "both", "theirs"]),
        ):
            made = plan(FINDING, Situation(about=about), catalogue=entries)
            assert [step.title for step in made.steps] == expected

    @pytest.mark.parametrize(
        ("country", "age", "expected"),
        [
            (Country.SCOTLAND, Age.FROM_13_TO_17, ["all", "scots", "young"]),
            (Country.SCOTLAND, Age.ADULT, ["all", "scots", "grown"]),
            (Country.IRELAND, Age.UNKNOWN, ["all", "young", "grown"]),
        ],
    )
    def test_names_the_services_for_this_country_and_age(
        self, country: Country, age: Age, expected: list[str]
    ) -> None:
        services = (
            a_service("all"),
            a_service("scots", Country.SCOTLAND),
            a_service("young", adults=False),
            a_service("grown", under_18=False),
        )
        made = plan(
            FINDING,
            Situation(country=country, age=age),
            catalogue=catalogue(advice("danger", Band.DANGER_NOW, services=services)),
        )
        assert [service.id for service in made.emergency] == expected

    def test_is_refused_when_there_is_nobody_to_call(self) -> None:
        with pytest.raises(NoEmergencyServiceError, match="danger_now"):
            plan(FINDING, Situation(), catalogue=catalogue(advice("a")))

    def test_is_refused_when_a_condition_cannot_be_read(self) -> None:
        entries = catalogue(DANGER, advice("a", when={"eq": {"shoe_size": "44"}}))
        with pytest.raises(UnknownNameError):
            plan(FINDING, Situation(), catalogue=entries)

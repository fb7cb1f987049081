"""The directory of services: who is in it, and that somebody is there at any hour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import MappingProxyType

import pytest
from holidays import country_holidays

from bield.facts import load_catalogue
from bield.facts.hours import CALENDARS
from bield.plan import in_words, open_at
from bield.records import Country, Service

CHECKED_BY = date(2026, 11, 24)
TALKING = frozenset({"phone", "text", "chat"})
OFFICIAL = frozenset({"fbi", "report_fraud", "cybercrime_india"})
"""Those who take reports; beside them all that begin with `emergency_` or `police_`."""

COMPANIES = ("bank_", "western_union_", "moneygram_")

AGE_CLASSES: Mapping[str, tuple[bool, bool]] = MappingProxyType(
    {"under 18": (True, False), "adult": (False, True), "unknown": (True, True)}
)
"""Whether a service must take people under 18, and adults: where the age is unknown, both."""

NOBODY_TO_LISTEN = frozenset({Country.ELSEWHERE})
"""Where no line is known that listens by day and by night: whoever lives in a country that Bield
does not know is given the emergency numbers, and the two lists of lines in the whole world."""

WEEKS = (
    datetime(2026, 11, 23, tzinfo=UTC),  # an ordinary week
    datetime(2026, 12, 21, tzinfo=UTC),  # Christmas
    datetime(2026, 12, 28, tzinfo=UTC),  # New Year
    datetime(2026, 3, 23, tzinfo=UTC),  # Europe's clocks go forward
    datetime(2026, 10, 19, tzinfo=UTC),  # and back
    datetime(2026, 3, 3, tzinfo=UTC),  # America's go forward
    datetime(2026, 10, 27, tzinfo=UTC),  # and back; All Saints
    datetime(2026, 3, 31, tzinfo=UTC),  # Easter; Australia's and New Zealand's go back
    datetime(2026, 9, 22, tzinfo=UTC),  # and forward
    datetime(2026, 1, 23, tzinfo=UTC),  # the national days of India and of Australia
    datetime(2026, 7, 1, tzinfo=UTC),  # those of Canada and of the United States
)


def services() -> Mapping[str, Service]:
    return load_catalogue().services


def takes(service: Service, country: Country, under_18: bool, adults: bool) -> bool:
    return (
        (not service.countries or country in service.countries)
        and (service.under_18 or not under_18)
        and (service.adults or not adults)
    )


def listens_directly(service: Service) -> bool:
    return service.listens and any(channel.kind in TALKING for channel in service.channels)


def is_official(service: Service) -> bool:
    return service.id.startswith(("emergency_", "police_")) or service.id in OFFICIAL


def quarter_hours() -> Iterator[datetime]:
    for week in WEEKS:
        for quarter in range(7 * 24 * 4):
            yield week + timedelta(minutes=15 * quarter)


@cache
def open_for_sure() -> tuple[tuple[datetime, frozenset[str]], ...]:
    """At every quarter of an hour of the weeks, who is open without a doubt."""
    with_hours = [s for s in services().values() if s.hours is not None and listens_directly(s)]
    return tuple(
        (
            instant,
            frozenset(
                s.id
                for s in with_hours
                if s.hours and (told := open_at(s.hours, instant)).open and told.certain
            ),
        )
        for instant in quarter_hours()
    )


def left_alone(country: Country, age: str, *, official: bool) -> list[datetime]:
    under_18, adults = AGE_CLASSES[age]
    fit = {
        s.id
        for s in services().values()
        if takes(s, country, under_18, adults) and (official or not is_official(s))
    }
    return [instant for instant, there in open_for_sure() if not fit & there]


def with_all_in_it() -> Iterator[tuple[str, str]]:
    """Each service with every word of it that a person may be shown."""
    for s in services().values():
        channels = [f"{c.value} {c.label} {c.dial}" for c in s.channels]
        hours = in_words(s.hours) if s.hours else ""
        yield s.id, " | ".join([s.name, s.what, s.cost, hours, *channels])


class TestAtAnyHour:
    @pytest.mark.parametrize("age", AGE_CLASSES)
    @pytest.mark.parametrize("country", Country)
    def test_somebody_answers_who_is_human(self, country: Country, age: str) -> None:
        assert left_alone(country, age, official=True) == []

    @pytest.mark.parametrize("age", AGE_CLASSES)
    @pytest.mark.parametrize("country", sorted(set(Country) - NOBODY_TO_LISTEN))
    def test_somebody_listens_who_is_no_police(self, country: Country, age: str) -> None:
        assert left_alone(country, age, official=False) == []

    @pytest.mark.parametrize("country", sorted(NOBODY_TO_LISTEN))
    def test_a_country_without_a_known_line_is_told_where_to_find_one(
        self, country: Country
    ) -> None:
        assert left_alone(country, "unknown", official=False)
        for name in ("befrienders", "find_a_helpline"):
            assert takes(services()[name], country, under_18=True, adults=True)

    def test_the_test_would_see_an_hour_without_anybody(self) -> None:
        """CALM alone leaves the morning empty, so a directory of CALM alone would fail."""
        calm = [instant for instant, there in open_for_sure() if "calm" not in there]
        assert len(calm) > len(open_for_sure()) / 2


class TestThePoliceMessage:
    """Everybody whom the message of Police Scotland's North East Division names."""

    @pytest.mark.parametrize(
        ("name", "reached"),
        [
            ("samaritans", "116 123"),
            ("breathing_space", "0800 83 85 87"),
            ("papyrus", "0800 068 4141"),
            ("calm", "0800 58 58 58"),
            ("police_101", "101"),
            ("emergency_uk", "999"),
            ("ncsc_sers", "report@phishing.gov.uk"),
            ("have_i_been_pwned", "https://haveibeenpwned.com/"),
            ("cyber_aware", "https://www.ncsc.gov.uk/cyberaware/home"),
        ],
    )
    def test_is_in_the_directory_and_can_be_reached(self, name: str, reached: str) -> None:
        service = services()[name]
        assert reached in {channel.value for channel in service.channels}
        assert "police_scotland_message" in {source.id for source in service.sources}
        assert takes(service, Country.SCOTLAND, under_18=False, adults=True)

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("samaritans", "day and night, every day"),
            ("calm", "every day 5pm to midnight"),
            (
                "breathing_space",
                "Monday to Thursday 6pm to 2am, and from Friday 6pm to Monday 6am",
            ),
        ],
    )
    def test_tells_the_same_hours_as_the_message(self, name: str, words: str) -> None:
        hours = services()[name].hours
        assert hours is not None
        assert in_words(hours) == words


class TestEveryService:
    def test_was_checked_on_a_day(self) -> None:
        assert [s.id for s in services().values() if s.checked_on != CHECKED_BY] == []

    def test_has_a_number_to_dial_for_each_phone_and_text_and_for_nothing_else(self) -> None:
        for service in services().values():
            for channel in service.channels:
                dials = re.fullmatch(r"\+?\d{3,16}", channel.dial) is not None
                assert dials is (channel.kind in {"phone", "text"}), (service.id, channel)

    def test_that_listens_is_no_form_no_tool_and_no_company(self) -> None:
        for name in (
            "befrienders", "find_a_helpline", "inhope", "police_scotland_online", "ceop",
            "hotline_ie", "ncsc_sers", "accce", "esafety", "need_help_now_canada",
            "report_remove", "take_it_down", "stop_ncii", "report_harmful_content",
            "ftc_take_it_down", "bank_159", "western_union_us", "western_union_ireland",
            "western_union_web", "moneygram_us", "moneygram_web", "paypal",
            "have_i_been_pwned", "cyber_aware",
        ):  # fmt: skip
            assert not services()[name].listens, name

    def test_that_has_somebody_on_the_telephone_says_so_unless_it_is_a_company(self) -> None:
        silent = {
            s.id
            for s in services().values()
            if not s.listens and any(c.kind == "phone" for c in s.channels)
        }
        assert {name for name in silent if not name.startswith(COMPANIES)} == set()

    def test_goes_by_holidays_that_the_library_knows(self) -> None:
        for calendar in CALENDARS:
            country, _, part = calendar.partition("-")
            assert len(country_holidays(country, subdiv=part or None, years=2026)) > 3, calendar

    def test_says_what_it_costs_only_in_a_word(self) -> None:
        assert {s.cost for s in services().values()} <= {"", "free"}


class TestNobodyIsShown:
    def test_what_has_no_source_that_was_read(self) -> None:
        """Neither the number itself, nor the same digits written in another way."""
        for fact in load_catalogue().unverified:
            for looks in fact.looks_like:
                for name, everything in with_all_in_it():
                    assert not surfaces(looks, everything), (fact.id, looks, name)

    def test_anything_of_services_that_is_only_heard(self) -> None:
        held = {fact.id for fact in load_catalogue().unverified}
        assert held >= {
            "papyrus_text", "papyrus_nights", "nspcc_hours", "netsafe_hours", "police_101_cost",
            "bank_159_hours", "crimestoppers", "ccri_us", "cafc_canada", "lifeline_au_text",
        }  # fmt: skip

    @pytest.mark.parametrize(
        "name", ["nspcc", "papyrus", "netsafe", "bank_159", "cyber_fraud_hub", "report_fraud"]
    )
    def test_hours_on_which_sources_differ(self, name: str) -> None:
        assert services()[name].hours is None

    @pytest.mark.parametrize(
        ("looks", "shown"),
        [
            ("0800 555 111", "Call 0800 555111"),
            ("844-878-2274", "1 (844) 878 2274"),
            ("cyber.gov.au", "https://www.CYBER.gov.au/report"),
            ("50101", "TALK to 50101"),
        ],
    )
    def test_the_test_would_see_it(self, looks: str, shown: str) -> None:
        assert surfaces(looks, shown)


def surfaces(looks: str, shown: str) -> bool:
    """Whether something that looks like a fact stands in words that are shown."""
    if re.fullmatch(r"[\d\s()+-]{5,}", looks):
        digits = re.sub(r"\D", "", looks)
        # Digits that stand together as one number: «0800 11 11», never two numbers beside each
        # other.
        numbers = re.findall(r"\d[\d\s()-]*", shown)
        return any(digits in re.sub(r"\D", "", number) for number in numbers)
    return looks.casefold() in shown.casefold()

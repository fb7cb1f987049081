"""When a service is open, at any instant, and its hours in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from bield.plan import in_words, open_at
from bield.records import Hours, Opening

if TYPE_CHECKING:
    from collections.abc import Iterator

LONDON = ZoneInfo("Europe/London")
DAY = 24 * 60
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)

ZONES = (
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Australia/Adelaide",
    "Pacific/Auckland",
    "America/Havana",  # the clock goes forward at midnight
    "Africa/Cairo",
    "UTC",
)


def london(*when: int, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=LONDON, fold=fold)  # type: ignore[arg-type,misc]


def weekdays(start: str, end: str, days: range = range(5)) -> tuple[Opening, ...]:
    first, last = (int(t[:2]) * 60 + int(t[3:]) for t in (start, end))
    return tuple(Opening(day, first, (last - first) % DAY or DAY) for day in days)


OFFICE = Hours(
    zone="Europe/London",
    openings=weekdays("10:00", "16:00"),
    holidays="closed",
    calendar="GB-ENG",
)
CALM = Hours(zone="Europe/London", openings=weekdays("17:00", "00:00", range(7)), holidays="open")
BREATHING_SPACE = Hours(
    zone="Europe/London",
    openings=(
        *weekdays("18:00", "02:00", range(4)),
        Opening(FRIDAY, 18 * 60, 6 * 60),
        Opening(SATURDAY, 0, DAY),
        Opening(SUNDAY, 0, DAY),
        Opening(MONDAY, 0, 6 * 60),
    ),
    holidays="open",
)
ALL_WEEK = Hours(zone="Europe/London", openings=weekdays("00:00", "00:00", range(7)),
                 holidays="open")  # fmt: skip


class TestTheHoursOfAnOffice:
    def test_begin_at_ten_to_the_minute(self) -> None:
        assert not open_at(OFFICE, london(2026, 11, 24, 9, 59, 59)).open
        assert open_at(OFFICE, london(2026, 11, 24, 10)).open

    def test_end_at_four_to_the_minute(self) -> None:
        assert open_at(OFFICE, london(2026, 11, 24, 15, 59, 59)).open
        assert not open_at(OFFICE, london(2026, 11, 24, 16)).open

    def test_tell_until_when(self) -> None:
        assert open_at(OFFICE, london(2026, 11, 24, 11)).until == london(2026, 11, 24, 16)

    def test_are_told_of_a_person_whose_clock_is_another(self) -> None:
        in_sydney = datetime(2026, 11, 24, 22, tzinfo=ZoneInfo("Australia/Sydney"))
        told = open_at(OFFICE, in_sydney)
        assert told.open
        assert told.until is not None
        assert told.until.hour == 16

    def test_begin_again_on_monday(self) -> None:
        told = open_at(OFFICE, london(2026, 11, 27, 17))
        assert (told.open, told.until, told.opens_at) == (False, None, london(2026, 11, 30, 10))

    def test_are_none_on_christmas_day(self) -> None:
        assert not open_at(OFFICE, london(2026, 12, 25, 11)).open

    def test_begin_again_after_christmas_and_the_day_given_for_boxing_day(self) -> None:
        # 25 December 2026 is a Friday, and Monday 28 stands for Saturday 26.
        told = open_at(OFFICE, london(2026, 12, 24, 16))
        assert (told.opens_at, told.certain) == (london(2026, 12, 29, 10), True)

    def test_go_by_the_holidays_of_its_own_country(self) -> None:
        # 2 January is a holiday in Scotland only; in 2025 it was a Thursday.
        scots = Hours(zone="Europe/London", openings=OFFICE.openings, holidays="closed",
                      calendar="GB-SCT")  # fmt: skip
        assert open_at(OFFICE, london(2025, 1, 2, 11)).open
        assert not open_at(scots, london(2025, 1, 2, 11)).open

    def test_on_mondays_only_are_found_past_two_holidays_on_mondays(self) -> None:
        mondays = Hours(zone="Europe/London", openings=(Opening(MONDAY, 600, 60),),
                        holidays="closed", calendar="GB-ENG")  # fmt: skip
        # In 2023 Christmas was a Monday, and so was New Year's Day.
        assert open_at(mondays, london(2023, 12, 18, 12)).opens_at == london(2024, 1, 8, 10)

    def test_need_an_instant_with_a_zone(self) -> None:
        with pytest.raises(ValueError, match="with a zone"):
            open_at(OFFICE, datetime(2026, 11, 24, 11))


class TestAShiftPastMidnight:
    def test_is_open_at_two_minutes_to_two_on_a_tuesday(self) -> None:
        told = open_at(BREATHING_SPACE, london(2026, 11, 24, 1, 58))
        assert (told.open, told.until) == (True, london(2026, 11, 24, 2))

    def test_is_one_spell_from_friday_to_monday(self) -> None:
        for when in ((2026, 11, 27, 18), (2026, 11, 28, 4), (2026, 11, 30, 5, 59)):
            assert open_at(BREATHING_SPACE, london(*when)).until == london(2026, 11, 30, 6)

    def test_opens_in_the_evening_after_it(self) -> None:
        told = open_at(BREATHING_SPACE, london(2026, 11, 30, 6))
        assert (told.open, told.opens_at) == (False, london(2026, 11, 30, 18))

    def test_goes_on_into_a_holiday_on_which_none_begins(self) -> None:
        evenings = Hours(zone="Europe/London", openings=weekdays("18:00", "02:00", range(7)),
                         holidays="closed", calendar="GB-ENG")  # fmt: skip
        assert open_at(evenings, london(2026, 12, 25, 1)).open
        assert not open_at(evenings, london(2026, 12, 25, 19)).open
        assert not open_at(evenings, london(2026, 12, 26, 1)).open

    def test_that_never_ends_has_no_end(self) -> None:
        told = open_at(ALL_WEEK, london(2026, 11, 24, 11))
        assert (told.open, told.until, told.opens_at) == (True, None, None)


class TestTheNightsInWhichTheClockIsChanged:
    """In 2026: forward at 1am on 29 March, back at 2am on 25 October."""

    NIGHTS = Hours(zone="Europe/London", openings=weekdays("18:00", "02:00", range(7)),
                   holidays="open")  # fmt: skip

    def test_a_shift_till_two_ends_at_two_in_march(self) -> None:
        # An hour after midnight the clock shows two.
        assert open_at(self.NIGHTS, datetime(2026, 3, 29, 0, 59, tzinfo=UTC)).open
        assert not open_at(self.NIGHTS, datetime(2026, 3, 29, 1, 0, tzinfo=UTC)).open

    def test_a_shift_till_two_lasts_through_both_hours_in_october(self) -> None:
        for hour in (0, 1):  # 1am is shown twice
            assert open_at(self.NIGHTS, datetime(2026, 10, 25, hour, 59, tzinfo=UTC)).open
        assert not open_at(self.NIGHTS, datetime(2026, 10, 25, 2, 0, tzinfo=UTC)).open

    def test_a_shift_till_half_past_one_is_not_promised_the_second_time(self) -> None:
        hours = Hours(zone="Europe/London", openings=weekdays("18:00", "01:30", range(7)),
                      holidays="open")  # fmt: skip
        assert open_at(hours, london(2026, 10, 25, 1, 15)).open
        assert not open_at(hours, london(2026, 10, 25, 1, 15, fold=1)).open

    def test_a_time_that_the_clock_leaps_over_is_when_it_leaps(self) -> None:
        hours = Hours(zone="Europe/London", openings=(Opening(SUNDAY, 90, 90),), holidays="open")
        told = open_at(hours, datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
        assert told.opens_at == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
        assert open_at(hours, datetime(2026, 3, 29, 1, 59, tzinfo=UTC)).open
        assert not open_at(hours, datetime(2026, 3, 29, 2, 0, tzinfo=UTC)).open

    def test_a_time_that_is_only_in_the_leap_is_no_time(self) -> None:
        hours = Hours(zone="Europe/London", openings=(Opening(SUNDAY, 75, 30),), holidays="open")
        told = open_at(hours, london(2026, 3, 28, 12))
        assert told.opens_at == london(2026, 4, 5, 1, 15)


class TestWhereNoSourceTellsOfHolidays:
    TRUSTLINE = Hours(zone="Asia/Kolkata", openings=weekdays("09:00", "17:00"),
                      holidays="unknown", calendar="IN")  # fmt: skip
    INDIA = ZoneInfo("Asia/Kolkata")

    def test_a_usual_day_is_certain(self) -> None:
        assert open_at(self.TRUSTLINE, datetime(2026, 8, 12, 10, tzinfo=self.INDIA)).certain

    def test_the_national_day_is_not(self) -> None:
        # 26 January 2026, a Monday.
        told = open_at(self.TRUSTLINE, datetime(2026, 1, 26, 10, tzinfo=self.INDIA))
        assert (told.open, told.certain) == (True, False)

    def test_nor_is_an_opening_told_for_it(self) -> None:
        told = open_at(self.TRUSTLINE, datetime(2026, 1, 25, 10, tzinfo=self.INDIA))
        assert (told.open, told.opens_at is not None, told.certain) == (False, True, False)

    def test_nor_is_a_night_that_began_on_one(self) -> None:
        nights = Hours(zone="Europe/London", openings=weekdays("18:00", "02:00", range(7)),
                       holidays="unknown", calendar="GB-SCT")  # fmt: skip
        assert not open_at(nights, london(2026, 12, 26, 1)).certain
        # 3 January 2027 is a Sunday, and Monday stands for Saturday 2.
        assert open_at(nights, london(2027, 1, 3, 1)).certain is False
        assert open_at(nights, london(2026, 12, 24, 1)).certain


# ── a model that knows nothing of spells: it walks through the minutes ──────────────────


def minute_by_minute(
    hours: Hours, first: datetime, minutes: int
) -> Iterator[tuple[datetime, bool]]:
    """Whether a service is open at each of some minutes: the plainest way to say it.

    The clock on the wall never goes back in this model: what it showed, it has shown.
    """
    zone = ZoneInfo(hours.zone)
    walk_from = first - timedelta(hours=4)
    shown = datetime.min
    for minute in range(4 * 60 + minutes):
        instant = walk_from + timedelta(minutes=minute)
        shown = max(shown, instant.astimezone(zone).replace(tzinfo=None))
        if instant >= first:
            yield instant, any(_covers(hours, opening, shown) for opening in hours.openings)


def _covers(hours: Hours, opening: Opening, shown: datetime) -> bool:
    for back in range(3):
        day = shown.date() - timedelta(days=back)
        if day.weekday() != opening.weekday or (hours.holidays == "closed" and is_holiday(day)):
            continue
        start = datetime(day.year, day.month, day.day) + timedelta(minutes=opening.start_min)
        if start <= shown < start + timedelta(minutes=opening.length_min):
            return True
    return False


SCOTS_HOLIDAYS = country_holidays("GB", subdiv="SCT", years=range(2025, 2029))


def is_holiday(day: date) -> bool:
    return day in SCOTS_HOLIDAYS


openings = st.builds(
    Opening,
    weekday=st.integers(0, 6),
    start_min=st.one_of(st.integers(0, DAY - 1), st.sampled_from([0, 60, 90, 120, 1080, 1439])),
    length_min=st.one_of(st.integers(1, DAY), st.sampled_from([30, 360, 480, DAY])),
)
some_hours = st.builds(
    lambda zone, openings, holidays: Hours(
        zone=zone,
        openings=tuple(openings),
        holidays=holidays,
        calendar="" if holidays == "open" else "GB-SCT",
    ),
    zone=st.sampled_from(ZONES),
    openings=st.lists(openings, max_size=9),
    holidays=st.sampled_from(["open", "closed", "unknown"]),
)
# Days around which something happens: clocks are changed, or nobody works.
turning_days = st.sampled_from(
    [
        datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC),
        datetime(2026, 3, 8, 3, tzinfo=UTC), datetime(2026, 11, 1, 3, tzinfo=UTC),
        datetime(2026, 4, 4, 10, tzinfo=UTC), datetime(2026, 10, 3, 12, tzinfo=UTC),
        datetime(2026, 4, 23, 18, tzinfo=UTC), datetime(2026, 10, 29, 18, tzinfo=UTC),
        datetime(2026, 12, 24, 12, tzinfo=UTC), datetime(2026, 12, 31, 12, tzinfo=UTC),
        datetime(2026, 9, 26, 10, tzinfo=UTC),
    ]
)  # fmt: skip
any_minute = st.integers(0, 2 * 365 * DAY).map(
    lambda m: datetime(2026, 1, 10, tzinfo=UTC) + timedelta(minutes=m)
)


class TestOpenAt:
    @settings(max_examples=60, deadline=None)
    @given(hours=some_hours, first=st.one_of(turning_days, any_minute))
    def test_says_what_one_finds_who_walks_through_the_minutes(
        self, hours: Hours, first: datetime
    ) -> None:
        for instant, is_open in minute_by_minute(hours, first, 16 * 60):
            assert open_at(hours, instant).open is is_open, instant

    @settings(max_examples=60, deadline=None)
    @given(hours=some_hours, now=st.one_of(turning_days, any_minute))
    def test_tells_the_first_instant_at_which_it_is_open(self, hours: Hours, now: datetime) -> None:
        told = open_at(hours, now)
        opens_at = told.opens_at or now + timedelta(days=3)
        until_then = int(min(opens_at - now, timedelta(days=3)).total_seconds() // 60)
        if not told.open:
            walked = list(minute_by_minute(hours, now, until_then + 1))
            assert not any(is_open for instant, is_open in walked if instant < opens_at)
        if told.opens_at is not None:
            assert told.opens_at > now
            assert open_at(hours, told.opens_at).open
            assert not open_at(hours, told.opens_at - timedelta(seconds=1)).open

    @settings(max_examples=100, deadline=None)
    @given(hours=some_hours, now=st.one_of(turning_days, any_minute))
    def test_tells_the_first_instant_at_which_it_is_closed(
        self, hours: Hours, now: datetime
    ) -> None:
        told = open_at(hours, now)
        if told.until is not None:
            assert told.until > now
            assert not open_at(hours, told.until).open
            assert open_at(hours, told.until - timedelta(seconds=1)).open

    @settings(max_examples=100, deadline=None)
    @given(hours=some_hours, now=any_minute, zone=st.sampled_from(ZONES))
    def test_says_the_same_wherever_one_asks(self, hours: Hours, now: datetime, zone: str) -> None:
        assert open_at(hours, now) == open_at(hours, now.astimezone(ZoneInfo(zone)))


class TestInWords:
    @pytest.mark.parametrize(
        ("hours", "words"),
        [
            (Hours(always=True), "day and night, every day"),
            (ALL_WEEK, "day and night"),
            (OFFICE, "Monday to Friday 10am to 4pm, but not on public holidays"),
            (CALM, "every day 5pm to midnight"),
            (BREATHING_SPACE, "Monday to Thursday 6pm to 2am, and from Friday 6pm to Monday 6am"),
            (
                TestWhereNoSourceTellsOfHolidays.TRUSTLINE,
                "Monday to Friday 9am to 5pm, but it may be closed on public holidays",
            ),
        ],
    )
    def test_reads_as_one_would_say_it(self, hours: Hours, words: str) -> None:
        assert in_words(hours) == words

    @pytest.mark.parametrize(
        ("openings", "words"),
        [
            (
                (*weekdays("08:00", "20:00"), *weekdays("09:00", "17:00", range(5, 7))),
                "Monday to Friday 8am to 8pm, and Saturday and Sunday 9am to 5pm",
            ),
            (
                (*weekdays("09:00", "12:30"), *weekdays("13:30", "17:00")),
                "Monday to Friday 9am to 12:30pm and 1:30pm to 5pm",
            ),
            (
                (Opening(0, 540, 480), Opening(2, 540, 480), Opening(4, 540, 480)),
                "Monday, Wednesday and Friday 9am to 5pm",
            ),
            ((Opening(SATURDAY, 0, DAY),), "Saturday all day"),
            (
                weekdays("00:00", "00:00", range(5, 7)),
                "from Saturday midnight to the end of Sunday",
            ),
            ((Opening(SUNDAY, 22 * 60, 240),), "Sunday 10pm to 2am"),
            ((Opening(FRIDAY, 18 * 60, DAY),), "from Friday 6pm to Saturday 6pm"),
            ((Opening(TUESDAY, 12 * 60, 60),), "Tuesday noon to 1pm"),
        ],
    )
    def test_tells_days_together_that_are_alike(
        self, openings: tuple[Opening, ...], words: str
    ) -> None:
        assert in_words(Hours(openings=openings, holidays="open")) == words


def test_the_days_of_the_turning_clocks_are_those() -> None:
    """The examples above are on nights on which London's clock is really changed."""
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        offsets = [
            datetime(day.year, day.month, day.day, hour, tzinfo=UTC).astimezone(LONDON).utcoffset()
            for hour in (0, 3)
        ]
        assert all(before != after for before, after in pairwise(offsets))

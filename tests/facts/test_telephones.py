"""Telephone numbers: what is none is refused, and what is one can be dialled."""

from __future__ import annotations

import pytest
from phonenumbers import parse, shortnumberinfo

from bield.facts.telephones import _SHORT, NotATelephoneNumberError, dialled
from bield.records import Country

UK = frozenset({Country.SCOTLAND, Country.ENGLAND, Country.WALES, Country.NORTHERN_IRELAND})


class TestANumber:
    @pytest.mark.parametrize(
        ("written", "countries", "dial"),
        [
            ("999", UK, "999"),
            ("101", UK, "101"),
            ("116 123", UK | {Country.IRELAND}, "116123"),
            ("0800 1111", UK, "08001111"),
            ("18001 101", UK, "18001101"),
            ("18001 0808 808 8000", UK, "1800108088088000"),
            ("1-800-CALL-FBI", {Country.UNITED_STATES}, "18002255324"),
            ("9-8-8", {Country.CANADA}, "988"),
            ("000", {Country.AUSTRALIA}, "000"),
            ("13 11 14", {Country.AUSTRALIA}, "131114"),
            ("105", {Country.NEW_ZEALAND}, "105"),
            ("1930", {Country.INDIA}, "1930"),
        ],
    )
    def test_is_dialled_at_home_as_it_is_written(
        self, written: str, countries: frozenset[Country], dial: str
    ) -> None:
        assert dialled(written, countries) == dial

    @pytest.mark.parametrize(
        ("written", "countries", "dial"),
        [
            ("0345 6000 459", UK, "+443456000459"),
            ("07860 077 333", UK, "+447860077333"),
            ("63631 76363", {Country.INDIA}, "+916363176363"),
        ],
    )
    def test_is_dialled_with_its_country_where_that_reaches_it_from_abroad(
        self, written: str, countries: frozenset[Country], dial: str
    ) -> None:
        assert dialled(written, countries) == dial

    @pytest.mark.parametrize(("written", "number"), [("SHOUT to 85258", "85258"), ("999", "999")])
    def test_of_a_text_is_told_from_its_word(self, written: str, number: str) -> None:
        assert dialled(written, UK) == number

    def test_helps_people_who_do_not_say_where_they_are_too(self) -> None:
        assert dialled("988", {Country.UNITED_STATES, Country.UNKNOWN}) == "988"

    def test_may_say_itself_where_it_is_dialled(self) -> None:
        assert dialled("3114", {Country.EUROPEAN_UNION}, ["FR"]) == "3114"
        assert dialled("116 123", {Country.EUROPEAN_UNION}, ["DE", "LV", "PL"]) == "116123"


class TestIsRefused:
    @pytest.mark.parametrize(
        ("written", "countries", "where"),
        [
            ("116 124", UK, "GB"),
            ("0800 11112", UK, "GB"),
            ("0345 6000 45", UK, "GB"),
            ("911", {Country.AUSTRALIA}, "AU"),
            ("1-800-668-68689", {Country.CANADA}, "CA"),
            ("116 123", {Country.UNITED_STATES}, "US"),
            ("SHOUT to 852580", UK, "GB"),
            ("18001 102", UK, "GB"),
        ],
    )
    def test_a_number_that_is_none_there(
        self, written: str, countries: frozenset[Country], where: str
    ) -> None:
        with pytest.raises(NotATelephoneNumberError, match=f"is no number in {where}"):
            dialled(written, countries)

    def test_a_number_that_is_one_in_only_one_of_its_countries(self) -> None:
        assert dialled("988", {Country.UNITED_STATES}) == "988"
        with pytest.raises(NotATelephoneNumberError, match="GB"):
            dialled("988", UK | {Country.UNITED_STATES})

    def test_a_number_that_is_none_in_one_of_the_regions_it_names(self) -> None:
        with pytest.raises(NotATelephoneNumberError, match="“116 006” is no number in ES"):
            dialled("116 006", {Country.EUROPEAN_UNION}, ["DE", "ES"])

    @pytest.mark.parametrize("country", [Country.EUROPEAN_UNION, Country.ELSEWHERE])
    def test_a_number_of_which_nothing_tells_where_it_is_dialled(self, country: Country) -> None:
        with pytest.raises(NotATelephoneNumberError, match="nothing tells where “112” is dialled"):
            dialled("112", {country, Country.UNKNOWN})

    @pytest.mark.parametrize(
        "written", ["call us", "0800 1111 or chat", "shout to 85258", "SHOUT", "+", "tel:999", ""]
    )
    def test_what_is_not_written_like_a_number(self, written: str) -> None:
        with pytest.raises(NotATelephoneNumberError, match="is not written like a number"):
            dialled(written, UK)


def test_the_library_still_does_not_know_the_numbers_that_are_kept_beside_it() -> None:
    for region, numbers in _SHORT.items():
        for number in numbers:
            assert not shortnumberinfo.is_valid_short_number_for_region(
                parse(number, region), region
            ), f"{number}: take it out of the list"

"""Telephone numbers of services: each is a number where the service is, or the load stops.

A number that is wrong by a digit sends a frightened person to nobody, so each is held against
the numbering plans that `phonenumbers` keeps, in every country that the service names.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from bield.records import Country

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_REGIONS: Mapping[Country, str] = MappingProxyType(
    {
        Country.SCOTLAND: "GB",
        Country.ENGLAND: "GB",
        Country.WALES: "GB",
        Country.NORTHERN_IRELAND: "GB",
        Country.IRELAND: "IE",
        Country.UNITED_STATES: "US",
        Country.CANADA: "CA",
        Country.AUSTRALIA: "AU",
        Country.NEW_ZEALAND: "NZ",
        Country.INDIA: "IN",
    }
)
"""Country → its numbering plan. The European Union has none of its own."""

_SHORT = MappingProxyType(
    {
        "NZ": frozenset({"105"}),
        "IN": frozenset({"1930", "14416"}),
        "NL": frozenset({"113"}),
        "LV": frozenset({"116123"}),
        "PT": frozenset({"1411"}),
        "GR": frozenset({"1018"}),
    }
)
"""Short numbers that `phonenumbers` does not know (9.0.43). Each is borne out by the source of
the service that has it."""

_RELAY_UK = "18001"
"""Dialled before any number of the United Kingdom by people who are deaf."""

_WRITTEN = re.compile(r"\+?\d[\dA-Z \-]*")
_KEYWORD = re.compile(r"(?P<word>[A-Z]+) to (?P<number>\d[\d ]*)")
# Letters as they stand on the keys of a telephone: ITU-T E.161.
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


class NotATelephoneNumberError(ValueError):
    """A number is none where it is said to be one."""


def dialled(written: str, countries: Collection[Country], regions: Sequence[str] = ()) -> str:
    """Give what a telephone dials for a number as a person reads it.

    Args:
        written: Such as `0800 1111`, `1-800-CALL-FBI`, or `SHOUT to 85258` for a text.
        countries: Where the service can be used; it must be a number in each.
        regions: Where it is dialled instead, as ISO 3166-1 has it, such as `DE`.

    Returns:
        Digits. They begin with `+` and the country's code where the number can be reached from
        abroad; a short number and a free one are dialled as people at home dial them.

    Raises:
        NotATelephoneNumberError: It is no number in one of the countries, or nothing tells where
            it is one.
    """
    keyword = _KEYWORD.fullmatch(written)
    number = keyword["number"] if keyword else written
    if not _WRITTEN.fullmatch(number):
        raise NotATelephoneNumberError(
            f"“{written}” is not written like a number, or a word and a number."
        )
    told = {_REGIONS[country] for country in countries if country in _REGIONS}
    if not (regions or told):
        raise NotATelephoneNumberError(f"nothing tells where “{written}” is dialled.")
    found = [_dialled_in(number, region) for region in regions or sorted(told)]
    return found[0]


def _dialled_in(number: str, region: str) -> str:
    # Imported here: it takes long to load, and most of what Bield does needs none of it.
    import phonenumbers
    from phonenumbers import shortnumberinfo

    digits = re.sub(r"[^\d+]", "", number.translate(_KEYS))
    if region == "GB" and digits.startswith(_RELAY_UK) and digits != _RELAY_UK:
        _dialled_in(digits.removeprefix(_RELAY_UK), region)
        return digits
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException as error:
        raise NotATelephoneNumberError(f"“{number}” is no number in {region}.") from error
    if digits in _SHORT.get(region, ()) or shortnumberinfo.is_valid_short_number_for_region(
        parsed, region
    ):
        return digits
    if not phonenumbers.is_valid_number_for_region(parsed, region):
        raise NotATelephoneNumberError(f"“{number}” is no number in {region}.")
    free = phonenumbers.number_type(parsed) in {
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.SHARED_COST,
    }
    if free or not phonenumbers.can_be_internationally_dialled(parsed):
        return digits
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)

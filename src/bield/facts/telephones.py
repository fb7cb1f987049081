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
    from collections.abc import Collection, Mapping

_EU = (
    "DE", "FR", "IT", "ES", "PL", "RO", "NL", "BE", "CZ", "GR", "PT", "SE", "HU", "AT", "BG",
    "DK", "FI", "SK", "HR", "LT", "SI", "LV", "EE", "CY", "LU", "MT",
)  # fmt: skip
_REGIONS: Mapping[Country, tuple[str, ...]] = MappingProxyType(
    {
        Country.SCOTLAND: ("GB",),
        Country.ENGLAND: ("GB",),
        Country.WALES: ("GB",),
        Country.NORTHERN_IRELAND: ("GB",),
        Country.IRELAND: ("IE",),
        Country.UNITED_STATES: ("US",),
        Country.CANADA: ("CA",),
        Country.AUSTRALIA: ("AU",),
        Country.NEW_ZEALAND: ("NZ",),
        Country.EUROPEAN_UNION: _EU,
        Country.INDIA: ("IN",),
    }
)
"""Country → its numbering plans; a number must be one in any of them."""

_SHORT = MappingProxyType(
    {
        "NZ": frozenset({"105"}),
        "IN": frozenset({"1930", "14416"}),
        "NL": frozenset({"113"}),
        "LV": frozenset({"116123"}),
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


def dialled(written: str, countries: Collection[Country]) -> str:
    """Give what a telephone dials for a number as a person reads it.

    Args:
        written: Such as `0800 1111`, `1-800-CALL-FBI`, or `SHOUT to 85258` for a text.
        countries: Where it can be used; it must be a number in each that is known.

    Returns:
        Digits. They begin with `+` and the country's code where the number can be reached from
        abroad; a short number and a free one are dialled as people at home dial them.

    Raises:
        NotATelephoneNumberError: It is no number in one of the countries.
    """
    keyword = _KEYWORD.fullmatch(written)
    number = keyword["number"] if keyword else written
    if not _WRITTEN.fullmatch(number):
        raise NotATelephoneNumberError(
            f"“{written}” is not written like a number, or a word and a number."
        )
    plans = list(dict.fromkeys(_REGIONS[c] for c in Country if c in countries and c in _REGIONS))
    if not plans:
        # Nobody said where: it is a number if it is one anywhere that is known.
        plans = [tuple(region for regions in _REGIONS.values() for region in regions)]
    dialled_in = [_dialled_in(number, plan) for plan in plans]
    return dialled_in[0]


def _dialled_in(number: str, regions: tuple[str, ...]) -> str:
    # Imported here: it takes long to load, and most of what Bield does needs none of it.
    import phonenumbers
    from phonenumbers import shortnumberinfo

    digits = re.sub(r"[^\d+]", "", number.translate(_KEYS))
    if "GB" in regions and digits.startswith(_RELAY_UK) and digits != _RELAY_UK:
        _dialled_in(digits.removeprefix(_RELAY_UK), regions)
        return digits
    for region in regions:
        try:
            parsed = phonenumbers.parse(number, region)
        except phonenumbers.NumberParseException:
            continue
        if digits in _SHORT.get(region, ()) or shortnumberinfo.is_valid_short_number_for_region(
            parsed, region
        ):
            return digits
        if phonenumbers.is_valid_number_for_region(parsed, region):
            free = phonenumbers.number_type(parsed) in {
                phonenumbers.PhoneNumberType.TOLL_FREE,
                phonenumbers.PhoneNumberType.SHARED_COST,
            }
            if free or not phonenumbers.can_be_internationally_dialled(parsed):
                return digits
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    where = ", ".join(regions[:3]) + ("…" if len(regions) > 3 else "")
    raise NotATelephoneNumberError(f"“{number}” is no number in {where}.")

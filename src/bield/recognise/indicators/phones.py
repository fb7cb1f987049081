"""Phone numbers: written for abroad, as at home in Britain, or in North America where a word
for phones says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bield.recognise.indicators.found import Found
from bield.recognise.indicators.reading import Reading
from bield.records import IndicatorKind

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_MAX_PHONES = 100
# What begins like a number and has enough figures: a plus or zeros, or any where a word is near.
_CANDIDATE = re.compile(r"[+(0-9](?<![\w.,/-][(0-9])(?<!\w\+)[\d\s().\-/]{6,30}\d(?![\w]|[.,/-]\d)")
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?!\d)|(?:19|20)\d\d[-/.]\d|\d{1,3}(?:\.\d{1,3}){3}"
)
_PHONE_WORD = re.compile(
    r"phone|mobile|\bcell|whats ?app|\bcall|\bring|\btext|number|\btel\b|signal|telefon|sms"
)
_OTHER_NUMBER = re.compile(
    r"\b(?:order|ref\w*|invoice|ticket|case|id|pin|code|account|parcel|serial|part)"
    r"(?:\s+(?:number|no|nr))?[\W_]{0,3}$"
)


def find_phones(read: Reading) -> list[Found]:
    """Give phone numbers in their international form."""
    found: list[Found] = []
    for match in _CANDIDATE.finditer(read.clean):
        raw, start = match[0], match.start()
        digits = re.sub(r"\D", "", raw)
        international = raw.lstrip("( ").startswith(("+", "00"))
        if not 7 <= len(digits) <= 17 or _DATE.match(raw):
            continue
        if not international and not 9 <= len(digits) <= 12:
            continue
        number = _read(read.lower, raw, start, digits, international=international)
        if number is None:
            continue
        import phonenumbers

        valid = phonenumbers.is_valid_number(number)
        # A national number that no network has is a phone number only where a word says so.
        if not valid and not international and not _said_to_be_phone(read.lower, start):
            continue
        value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        found.append(Found(IndicatorKind.PHONE, value, start, match.end(), valid))
        if len(found) == _MAX_PHONES:
            break
    return found


def _said_to_be_phone(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start]
    return bool(_PHONE_WORD.search(before)) and not _OTHER_NUMBER.search(before)


def _read(
    text: str, raw: str, start: int, digits: str, *, international: bool
) -> PhoneNumber | None:
    if not international and digits[0] != "0" and not _said_to_be_phone(text, start):
        return None
    # Imported here: its metadata takes 20 ms that a text without a number need not pay.
    import phonenumbers

    american = not international and digits[0] != "0"
    try:
        number = phonenumbers.parse(raw, "US" if american else "GB")
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None

"""The offender's details in a text: wallets, accounts, sums, deadlines, the quoted password.

One file a family of details. Each gives `Found` values with places in the folded text;
`find_indicators` turns them to places in the original, and settles overlaps.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from bield.recognise.fold import Folded
from bield.recognise.indicators.amounts import find_amounts
from bield.recognise.indicators.coins import find_coins
from bield.recognise.indicators.contacts import find_contacts
from bield.recognise.indicators.deadlines import find_deadlines
from bield.recognise.indicators.found import Found
from bield.recognise.indicators.handles import find_handles
from bield.recognise.indicators.passwords import find_passwords
from bield.recognise.indicators.payments import find_payments
from bield.recognise.indicators.phones import find_phones
from bield.recognise.indicators.reading import reading
from bield.records import Indicator, IndicatorKind

MAX_INDICATORS = 500
"""More details than this are no message of a person's."""

__all__ = ["Found", "find_indicators"]


def find_indicators(
    text: str, folded: Folded, *, ignored_addresses: Iterable[str] = ()
) -> tuple[Indicator, ...]:
    """Give the details in a text, in the order in which they stand.

    Args:
        text: The original text.
        folded: The same, folded.
        ignored_addresses: E-mail addresses that are the person's own, and no detail of the
            offender.

    Returns:
        The details with their places in `text`; passwords masked.
    """
    own = {a.lower() for a in ignored_addresses}
    read = reading(folded)
    found: list[Found] = []
    for finder in (find_coins, find_amounts):
        found += finder(read)
    found += find_deadlines(read, [f for f in found if f.valid])
    for finder in (find_payments, find_passwords, find_contacts, find_handles, find_phones):
        found += finder(read)
    found = [f for f in found if f.kind is not IndicatorKind.EMAIL or f.value.lower() not in own]
    return tuple(
        Indicator(kind=f.kind, value=f.value, span=folded.span(f.start, f.end), valid=f.valid)
        for f in _apart(found)[:MAX_INDICATORS]
    )


def _apart(found: list[Found]) -> list[Found]:
    """Where two readings of the same characters clash, the more particular one stands."""
    found.sort(key=lambda f: (_RANK.get(f.kind, 0), f.start, f.start - f.end))
    taken: list[Found] = []
    starts: list[int] = []
    for candidate in found:
        # What is taken stands apart, so only its neighbours can overlap the candidate.
        at = bisect_left(starts, candidate.start)
        before = taken[at - 1] if at else None
        behind = taken[at] if at < len(taken) else None
        if before is not None and before.end > candidate.start:
            continue
        if behind is not None and behind.start < candidate.end:
            continue
        starts.insert(at, candidate.start)
        taken.insert(at, candidate)
    return taken


_RANK = {
    IndicatorKind.IBAN: 1,
    IndicatorKind.EMAIL: 1,
    IndicatorKind.URL: 2,
    IndicatorKind.UK_BANK_ACCOUNT: 2,
    IndicatorKind.MTCN: 2,
    IndicatorKind.MONEYGRAM: 2,
    IndicatorKind.PASSWORD: 3,
    IndicatorKind.AMOUNT: 3,
    IndicatorKind.DEADLINE: 3,
    IndicatorKind.HANDLE: 4,
    IndicatorKind.PHONE: 4,
}
"""Wallets, which are proven by a checksum, come before all of these."""

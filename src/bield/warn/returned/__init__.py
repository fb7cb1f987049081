"""Reading what comes back: bounces, delays, complaints, and what is none of these.

A mail that came back is opened by `bield.adapters.returned_mail`; here it is told what it says
(`read_returned`), whether it speaks of a mail that we sent (`counted`), and whether its address is
written to no more (`suppressed`).
"""

from bield.warn.returned.one_click import is_one_click
from bield.warn.returned.reading import read_returned
from bield.warn.returned.suppression import (
    AddressEvent,
    EventKind,
    SuppressedFor,
    Suppression,
    SuppressionRule,
    event_of,
    suppressed,
)
from bield.warn.returned.traces import counted, from_verp

__all__ = [
    "AddressEvent",
    "EventKind",
    "SuppressedFor",
    "Suppression",
    "SuppressionRule",
    "counted",
    "event_of",
    "from_verp",
    "is_one_click",
    "read_returned",
    "suppressed",
]

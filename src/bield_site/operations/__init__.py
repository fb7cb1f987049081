"""One function for each thing a person can do.

An operation knows no HTTP and no form: it takes records, makes records, and keeps nothing.
"""

from __future__ import annotations

from bield_site.operations.checking import (
    Checked,
    Given,
    Pasted,
    Uploaded,
    check_message,
    plan_without_message,
    whom_to_call,
)

__all__ = [
    "Checked",
    "Given",
    "Pasted",
    "Uploaded",
    "check_message",
    "plan_without_message",
    "whom_to_call",
]

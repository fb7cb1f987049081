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
    whom_to_call,
)
from bield_site.operations.session import (
    Session,
    Told,
    answer,
    begin,
    next_question,
    question_to_put,
    tick,
    told,
)
from bield_site.operations.talking import Listener, listeners_now

__all__ = [
    "Checked",
    "Given",
    "Listener",
    "Pasted",
    "Session",
    "Told",
    "Uploaded",
    "answer",
    "begin",
    "check_message",
    "listeners_now",
    "next_question",
    "question_to_put",
    "tick",
    "told",
    "whom_to_call",
]

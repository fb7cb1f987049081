"""What an answer and a plan tell, whoever shows them: line by line, or on a sheet of paper."""

from __future__ import annotations

from bield.telling.lines import (
    Line,
    Role,
    details,
    first_words,
    how_it_went,
    what_to_do,
    whom_to_call,
    why,
)
from bield.telling.paper import paper_plan

__all__ = [
    "Line",
    "Role",
    "details",
    "first_words",
    "how_it_went",
    "paper_plan",
    "what_to_do",
    "whom_to_call",
    "why",
]

"""The frozen values that pass between the stages.

A record holds what a stage found, never how it found it, and never a handle on the
world: no file, clock, socket or database. Stages take records and give records.
"""

from __future__ import annotations

from bield.records.advice import (
    Advice,
    Band,
    Catalogue,
    Channel,
    Condition,
    Hours,
    Note,
    Opening,
    Option,
    Payment,
    Platform,
    Question,
    Service,
    Source,
    Topic,
    Unverified,
    Wording,
)
from bield.records.finding import (
    Event,
    EventKind,
    Finding,
    Indicator,
    IndicatorKind,
    Reason,
    Standing,
    Tactic,
    Verdict,
)
from bield.records.keeping import DetailKind, PictureAge
from bield.records.lexicon import (
    ClaimKind,
    Lexicon,
    PhraseBook,
    Weights,
)
from bield.records.plan import (
    Answer,
    Plan,
    Step,
)
from bield.records.reading import (
    Clock,
    Conversation,
    Format,
    Message,
    Moment,
    Span,
    Turn,
)
from bield.records.situation import (
    About,
    Age,
    Country,
    Detail,
    Happening,
    Paid,
    Role,
    Safety,
    Situation,
)

__all__ = [
    "About",
    "Advice",
    "Age",
    "Answer",
    "Band",
    "Catalogue",
    "Channel",
    "ClaimKind",
    "Clock",
    "Condition",
    "Conversation",
    "Country",
    "Detail",
    "DetailKind",
    "Event",
    "EventKind",
    "Finding",
    "Format",
    "Happening",
    "Hours",
    "Indicator",
    "IndicatorKind",
    "Lexicon",
    "Message",
    "Moment",
    "Note",
    "Opening",
    "Option",
    "Paid",
    "Payment",
    "PhraseBook",
    "PictureAge",
    "Plan",
    "Platform",
    "Question",
    "Reason",
    "Role",
    "Safety",
    "Service",
    "Situation",
    "Source",
    "Span",
    "Standing",
    "Step",
    "Tactic",
    "Topic",
    "Turn",
    "Unverified",
    "Verdict",
    "Weights",
    "Wording",
]

"""What planning gives: the steps, in order, and whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bield.records.advice import Band, Note, Service, Source
from bield.records.finding import Finding
from bield.records.reading import Message
from bield.records.situation import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a plan, worded for its reader."""

    id: str
    band: Band
    title: str
    why: str
    how: tuple[str, ...]
    services: tuple[Service, ...]
    sources: tuple[Source, ...]
    reviewed_on: date
    notes: tuple[Note, ...] = ()
    """What is true on the platform, or of the payment, that the person named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to do, in order: bands in their order, steps in theirs."""

    situation: Situation
    steps: tuple[Step, ...]
    emergency: tuple[Service, ...]
    """Whom to call now, in danger: never empty."""
    listeners: tuple[Service, ...] = ()
    """Every service of the plan at which a human being talks with the person, each once, in the
    order in which the steps name them; those of `emergency` first."""
    crisis: bool = False
    """Somebody is in danger, or thinks of ending their life: the rest of the plan can wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Everything Bield says about one message."""

    message: Message
    finding: Finding
    plan: Plan

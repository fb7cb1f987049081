"""The first words of an answer, and the sentences that several of them share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The first words of an answer."""

    look: str
    """Which of the verdict's looks the box takes."""
    label: str
    title: str
    says: tuple[str, ...]


FAULT_ME = "What they are doing is a crime. It is not your fault, whatever you did or sent."
FAULT_HELPER = "It is a crime. It is not the fault of the person it is done to."
GET_THROUGH = "You can get through this, and you do not have to do it alone."

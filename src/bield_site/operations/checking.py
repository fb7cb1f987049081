"""Telling a person what their message is and what to do now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bield.plan import what_is_told
from bield.read.kinds import Kind, kind_of
from bield.records import Finding, Message, Service, Situation, Verdict
from bield_site.operations.session import Session, Told, told

if TYPE_CHECKING:
    from bield.pipeline import Pipeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """Words that the person typed or pasted; sometimes the whole source of a mail."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """A file that the person chose: a saved mail, a document, an exported chat or a text."""

    data: bytes


Given = Pasted | Uploaded
"""What a person can bring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found, and what to do now."""

    message: Message
    finding: Finding
    session: Session
    """The person's, with what the message was: never a word of it."""
    told: Told
    by_what_was_told: bool
    """The plan goes by what the person said is happening, not by the words of the message."""


def check_message(given: Given, session: Session, *, pipeline: Pipeline) -> Checked:
    """Tell what a message is and what to do now. Nothing of the message is kept.

    Somebody who says that it is happening in a chat, or that somebody has their account, knows
    more than the words show: where the two differ, the plan goes by what they told.

    Args:
        given: What the person brought.
        session: What they have told so far.
        pipeline: The stages.

    Raises:
        UnableToReadError: It cannot be read as a message; `str()` of it says what to do.
    """
    message = _read(given, pipeline)
    finding = pipeline.recognise(message)
    session = session.seeing(finding)
    follows = told(session, pipeline=pipeline)
    verdict, tactic = what_is_told(finding, follows.situation)
    differs = (verdict, tactic) != (finding.verdict, finding.tactic)
    if finding.verdict is Verdict.SEXTORTION:
        finding = replace(finding, tactic=tactic)
    return Checked(
        message=message,
        finding=finding,
        session=session,
        told=follows,
        by_what_was_told=differs,
    )


def whom_to_call(situation: Situation, *, pipeline: Pipeline) -> tuple[Service, ...]:
    """Name whom to call in danger: never nobody."""
    return pipeline.plan_as_told(situation).emergency


def _read(given: Given, pipeline: Pipeline) -> Message:
    if isinstance(given, Uploaded):
        return pipeline.read(given.data, pictures_allowed=False)
    data = given.text.encode("utf-8", "replace")
    if kind_of(data) is Kind.MAIL:
        return pipeline.read(data, pictures_allowed=False)
    return pipeline.read_words(given.text)

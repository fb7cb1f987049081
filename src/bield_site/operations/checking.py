"""Telling a person what their message is and what to do now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bield.read.kinds import Kind, kind_of
from bield.records import Finding, Message, Plan, Service, Situation, Tactic, Verdict

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


Given = Pasted | Uploaded | Message
"""What a person can bring; a `Message` is one that was read before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found, and what to do now."""

    message: Message
    finding: Finding
    plan: Plan
    by_what_was_told: bool
    """The plan goes by what the person said is happening, not by the words of the message."""


def check_message(
    given: Given, situation: Situation, *, told: Tactic | None, pipeline: Pipeline
) -> Checked:
    """Tell what a message is and what to do now. Nothing is kept.

    A person who says that it is happening in a chat, or that somebody has their account, knows
    more than the words show. So the plan then goes by what they told wherever the words say
    less, or say "mass e-mail": that comfort would be false for somebody who met the offender.

    Args:
        given: What the person brought.
        situation: Their answers to the questions; any may be unknown.
        told: What they say is happening, if they said so.
        pipeline: The stages.

    Raises:
        UnableToReadError: It cannot be read as a message; `str()` of it says what to do.
    """
    answer = pipeline.answer(_read(given, pipeline), situation)
    finding = answer.finding
    if told is None or not _says_less(finding):
        return Checked(
            message=answer.message, finding=finding, plan=answer.plan, by_what_was_told=False
        )
    if finding.verdict is Verdict.SEXTORTION:
        finding = replace(finding, tactic=told)
    return Checked(
        message=answer.message,
        finding=finding,
        plan=pipeline.plan_as_told(situation),
        by_what_was_told=True,
    )


def plan_without_message(told: Tactic, situation: Situation, *, pipeline: Pipeline) -> Plan:
    """Tell what to do now to a person who says what is happening and has no message."""
    return pipeline.plan_as_told(situation)


def whom_to_call(situation: Situation, *, pipeline: Pipeline) -> tuple[Service, ...]:
    """Name whom to call in danger: never nobody."""
    return pipeline.plan_as_told(situation).emergency


def _read(given: Given, pipeline: Pipeline) -> Message:
    if isinstance(given, Message):
        return given
    if isinstance(given, Uploaded):
        return pipeline.read(given.data, pictures_allowed=False)
    data = given.text.encode("utf-8", "replace")
    if kind_of(data) is Kind.MAIL:
        return pipeline.read(data, pictures_allowed=False)
    return pipeline.read_words(given.text)


def _says_less(finding: Finding) -> bool:
    """Whether the words show less than a person who says "it is happening" knows."""
    if finding.verdict is Verdict.SEXTORTION:
        return finding.tactic in {Tactic.BULK_EMAIL, Tactic.NONE}
    return finding.verdict is not Verdict.OTHER_EXTORTION

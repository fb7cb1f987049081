"""What a worker does with one mail."""

from __future__ import annotations

from dataclasses import dataclass

from bield.mail_servers import reply
from bield.pipeline import Pipeline
from bield.read import TooLargeToReadError, UnableToReadError
from bield.records import Answer, Indicator, Message, Situation, Tactic, Verdict

_IS_A_MAIL = b"Received: by a mail server, for Bield to look at\r\nX-Is: a mail\r\n"
"""Set before a mail: a file says by its first bytes what it is, and here that is known, whatever
the sender has put there. A first header `%PDF: 1` makes no document of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a mail is."""

    verdict: Verdict
    tactic: Tactic
    probability: float
    """That it is sextortion, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """A mail in which nothing can be read."""

    refusal: str
    """The name of the refusal's class: its sentence may hold words of the mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody forwarded, and what to answer."""

    looked: Looked | NotRead
    indicators: tuple[Indicator, ...]
    """All that the message holds, whosever they are."""
    people: tuple[str, ...]
    """Addresses of those it was sent to, and of who passed it on: never to be kept."""
    reply: reply.Reply


def look(stages: Pipeline, mail: bytes) -> Looked | NotRead:
    """Tell what a mail is, by its words alone: no picture in it is opened.

    Args:
        stages: What reads and recognises.
        mail: As it passed through the server.

    Returns:
        The verdict; or that nothing in it can be read.
    """
    try:
        finding = stages.recognise(stages.read(_IS_A_MAIL + mail))
    except UnableToReadError as refusal:
        return NotRead(refusal=type(refusal).__name__)
    return Looked(verdict=finding.verdict, tactic=finding.tactic, probability=finding.probability)


def read_report(stages: Pipeline, mail: bytes, situation: Situation) -> Report:
    """Tell what somebody forwarded, and write the answer to them.

    Args:
        stages: What reads, recognises and plans.
        mail: As they sent it; the original is in it.
        situation: What is known of those who write to this address, such as the country.

    Returns:
        The verdict and the answer. What cannot be read is answered with the plan for a threat
        of which nothing is known.
    """
    try:
        message = stages.read(_IS_A_MAIL + mail)
    except UnableToReadError as refusal:
        too_large = isinstance(refusal, TooLargeToReadError)
        return not_read(stages, type(refusal).__name__, situation, too_large=too_large)
    answer = stages.answer(message, situation)
    finding = answer.finding
    return Report(
        looked=Looked(
            verdict=finding.verdict, tactic=finding.tactic, probability=finding.probability
        ),
        indicators=finding.indicators,
        people=_people(message),
        reply=_reply(answer, stages),
    )


def not_read(
    stages: Pipeline, refusal: str, situation: Situation, *, too_large: bool = False
) -> Report:
    """Write the answer to a mail that cannot be read: it says so, and gives a careful plan."""
    plan = stages.plan_as_told(situation)
    return Report(
        looked=NotRead(refusal=refusal),
        indicators=(),
        people=(),
        reply=reply.of_nothing_read(plan, stages.catalogue.bands, too_large=too_large),
    )


def _reply(answer: Answer, stages: Pipeline) -> reply.Reply:
    return reply.of_answer(answer, stages.catalogue.bands)


def _people(message: Message) -> tuple[str, ...]:
    return (*message.recipients, *([message.forwarded_by] if message.forwarded_by else ()))

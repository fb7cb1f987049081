"""The one place that joins the stages to the world: data files, the file system."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bield.adapters.clock import MachineClock
from bield.adapters.files import Files
from bield.adapters.paper import PaperApart
from bield.facts import load_catalogue
from bield.facts.lexicon import load_lexicon
from bield.pipeline import Pipeline
from bield.ports import Clock, Eyes, Inbox, Refused
from bield.read import NotAMessageError, SeveralMessagesError, UnableToReadError
from bield.records import Answer, Case, Situation

if TYPE_CHECKING:
    from collections.abc import Callable

    from bield.handing_over import Choices, HandOver
    from bield.mail_servers.listening import Address
    from bield.mail_servers.mailbox import Mailbox
    from bield.mail_servers.milter import Milter
    from bield.mail_servers.workers import Workers


@functools.cache
def pipeline() -> Pipeline:
    """Give the pipeline with the data that ships with Bield, built once in a process."""
    return Pipeline(lexicon=load_lexicon(), catalogue=load_catalogue(), paper=PaperApart())


@functools.cache
def eyes() -> Eyes:
    """Give what reads pictures on this machine. For the command line and Python; never the site."""
    from bield.adapters.pictures import Pictures

    return Pictures()


@functools.cache
def inbox() -> Inbox:
    """Give the files of this machine."""
    return Files()


def clock() -> Clock:
    """Give the clock of this machine."""
    return MachineClock()


def check(source: Path | str | bytes, *, situation: Situation | None = None) -> Answer:
    """Tell what a message is and what to do now.

    Nothing is kept, written or sent anywhere.

    Args:
        source: A `Path` to a mail (`.eml`, Outlook `.msg`), a chat, a document or a text file;
            or the words themselves as `str`; or the bytes of such a file. A mail that was passed
            on is taken for the one below it.
        situation: What is known of the person: who it is about, ages, country, whether money
            has gone. Everything in it may stay unknown, and all of it is when it is left out.

    Returns:
        An `Answer`: the message as it was read, the `Finding` (verdict, tactic, probability from
        0 to 1, reasons and indicators with their places in `message.text`, doubts), and the
        `Plan` (ordered steps, and whom to call in danger).

    Raises:
        bield.read.UnableToReadError: The source cannot be read as a message: nothing in it,
            too large, not a mail or text, a picture, several messages in one file. `str()` of
            it says what to do.

    Example:
        >>> from bield import check
        >>> answer = check("I have your nudes. Pay me £200 or I send them to all your followers")
        >>> answer.finding.verdict.value, answer.finding.tactic.value
        ('sextortion', 'social_lure')
        >>> answer.plan.steps[0].band.value
        'danger_now'
    """
    stages = pipeline()
    if isinstance(source, str):
        message = stages.read_words(source)
    elif isinstance(source, bytes):
        message = stages.read(source, eyes=eyes())
    else:
        if source.is_dir():
            # One answer for many messages would leave the others out without a word.
            raise NotAMessageError(f"{source}: This is a folder. Give one message at a time.")
        found = inbox().open(source)
        given = next(found)
        if next(found, None) is not None:
            raise SeveralMessagesError(
                f"{source}: There are several messages in this file. Give them one at a time."
            )
        if isinstance(given, Refused):
            raise UnableToReadError(f"{given.name}: {given.reason}")
        message = stages.read(given.data, eyes=eyes())
    return stages.answer(message, situation or Situation())


def hand_over(
    case: Case, *, read: Callable[[str], bytes], choices: Choices | None = None
) -> HandOver:
    """Give what can be handed over of a case, with the facts that ship with Bield.

    Args:
        case: Of a sealed record that is as it was sealed.
        read: Gives the bytes of an item by its path within the record.
        choices: What the person decides; nothing is chosen where it is left out.
    """
    from bield.adapters.statement_press import press_statement
    from bield.facts.forms import load_forms
    from bield.facts.routes import load_routes
    from bield.handing_over import Choices, Facts, HandOver

    return HandOver(
        case=case,
        read=read,
        facts=Facts(catalogue=load_catalogue(), routes=load_routes(), forms=load_forms()),
        printed_on=clock().now().astimezone(UTC).date(),
        press=press_statement,
        choices=choices or Choices(),
    )


# What stands beside a mail server is imported where it is joined: `bield check` needs none of it.


def workers(*, count: int, seconds: float) -> Workers:
    """Give the processes that read for a server; each builds its own `pipeline`."""
    from bield.mail_servers.workers import Workers

    return Workers(pipeline, count=count, seconds=seconds)


def milter(workers: Workers) -> Milter:
    """Give what marks the mails that pass a mail server."""
    from bield.mail_servers.milter import Milter

    return Milter(workers)


def mailbox(
    workers: Workers,
    *,
    smarthost: Address,
    own_address: str,
    keep: Path,
    situation: Situation,
    replies_an_hour: int,
    trust_all: bool,
    lmtp: bool,
) -> Mailbox:
    """Give what answers the mails that people forward; see `Mailbox` for what it takes.

    Raises:
        OSError: The folder to keep in cannot be used.
    """
    from bield.mail_servers.kept import Kept
    from bield.mail_servers.mailbox import Mailbox
    from bield.mail_servers.smarthost import Smarthost

    def now() -> datetime:
        return datetime.now(UTC)

    return Mailbox(
        workers,
        kept=Kept(keep, now=now),
        outbox=Smarthost(smarthost, our_name=own_address.rpartition("@")[2]),
        own_address=own_address,
        situation=situation,
        replies_an_hour=replies_an_hour,
        trust_all=trust_all,
        lmtp=lmtp,
        now=now,
    )

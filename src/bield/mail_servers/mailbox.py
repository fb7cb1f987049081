"""The report mailbox: reads what people forward to it and answers each with a verdict and a plan.

A mail is taken (250) only when its answer is with the smarthost and the offender's details are on
the disk. Before that, whatever fails, also when Bield is killed, the mail stays in the queue of
the mail server, which brings it again; what was done by then is not done twice.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.message import Message as Headers
from email.utils import getaddresses
from typing import Protocol

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from bield.mail_servers import reply
from bield.mail_servers.kept import Kept
from bield.mail_servers.looks import Looked, Report, not_read, read_report
from bield.mail_servers.manners import Manners, RateLimit, headers_of, manners
from bield.mail_servers.smarthost import RefusedForGoodError
from bield.mail_servers.workers import WorkerFailedError, Workers
from bield.read import MAX_BYTES
from bield.records import Situation

MAX_TAKEN_BYTES = 2 * MAX_BYTES
"""A larger mail is refused by the protocol itself; from `MAX_BYTES` up to here the answer says that
it was too large to read."""
_LINE_BYTES = 256 * 1024
"""Longer than the 1,000 of the standard: a mail program that breaks it should get an answer."""
_TAKEN = "250 2.0.0 Taken"
_LATER = "451 4.3.0 Not now; please bring it again"

log = logging.getLogger(__name__)


class Outbox(Protocol):
    """Where the answers go."""

    def send(self, mail: EmailMessage, *, to: str) -> None:
        """Hand a mail over.

        Raises:
            RefusedForGoodError: It will never be taken.
            Exception: It was not taken now.
        """
        ...


class Mailbox:
    """Serves the connections of a mail server, by LMTP or SMTP."""

    def __init__(
        self,
        workers: Workers,
        *,
        kept: Kept,
        outbox: Outbox,
        own_address: str,
        situation: Situation,
        replies_an_hour: int,
        trust_all: bool,
        lmtp: bool,
        now: Callable[[], datetime],
    ) -> None:
        """Join what it needs.

        Args:
            workers: What reads, recognises and writes the answers.
            kept: Where the offender's details are kept.
            outbox: Where the answers go.
            own_address: The address that answers.
            situation: What is known of all who write to it, such as the country.
            replies_an_hour: How many answers one address gets at most.
            trust_all: Answer also where the mail server found the sender forged.
            lmtp: Speak LMTP, else SMTP.
            now: The clock, with its zone.
        """
        self._workers = workers
        self._kept = kept
        self._outbox = outbox
        self._own_address = own_address
        self._situation = situation
        self._limit = RateLimit(replies_an_hour, now=now)
        self._trust_all = trust_all
        self._class = _Lmtp if lmtp else _Smtp
        self._now = now
        self._under_way: dict[str, asyncio.Task[str]] = {}

    def protocol(self) -> asyncio.BaseProtocol:
        """Make what serves one connection."""
        return self._class(
            self,
            hostname=self._own_address.rpartition("@")[2],
            ident="Bield",
            data_size_limit=MAX_TAKEN_BYTES,
            enable_SMTPUTF8=True,
            loop=asyncio.get_running_loop(),
        )

    async def finish(self, seconds: float) -> None:
        """Let the mails in hand be done; what is not stays in the queue of the mail server."""
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=seconds)
            # One turn more, in which the connections say so.
            await asyncio.sleep(0.1)
        self._kept.close()

    # What aiosmtpd calls, by these names.

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        """Take one recipient a mail: LMTP wants an answer for each, and there is one answer."""
        if envelope.rcpt_tos:
            return "452 4.5.3 One recipient at a time"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a mail."""
        data = envelope.content
        if not isinstance(data, bytes):
            return _LATER
        return await self.take(envelope.mail_from or "", data)

    async def handle_exception(self, error: Exception) -> str:
        """Leave the mail where it is."""
        log.warning("not taken: %s", type(error).__name__)
        return _LATER

    async def take(self, sender: str, data: bytes) -> str:
        """Answer a mail, and keep what is to be kept.

        Args:
            sender: The address in its envelope.
            data: The mail.

        Returns:
            What the mail server hears: 250 when all is done, 451 when it should come again.
        """
        headers = headers_of(data)
        body = data.partition(b"\r\n\r\n")[2]
        message_id = str(headers.get("message-id", "")).encode(errors="surrogateescape")
        key = self._kept.key(sender.casefold().encode(errors="surrogateescape"), message_id, body)
        # A server that lost its connection brings the mail again while it is still in hand here.
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(self._take(key, sender, headers, data))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        return await asyncio.shield(task)

    async def _take(self, key: str, sender: str, headers: Headers, data: bytes) -> str:
        began = time.monotonic()
        # What is logged holds nothing of the mail, and no address: see `kept` on the key.
        try:
            said = await self._done(key, sender, headers, data)
        except Exception as fault:  # noqa: BLE001 -- whatever it is, the mail must not be lost
            log.warning("%s not taken: %s", key[:8], type(fault).__name__)
            return _LATER
        log.info("%s %s %.0f ms", key[:8], said, 1000 * (time.monotonic() - began))
        return _TAKEN

    async def _done(self, key: str, sender: str, headers: Headers, data: bytes) -> str:
        wanted = manners(headers, sender, own=self._own_address, trust_all=self._trust_all)
        if wanted is Manners.AUTOMATIC:
            return "not looked at: automatic"
        report = await self._read(data)
        said = "not read"
        if isinstance(looked := report.looked, Looked):
            kept = await asyncio.to_thread(
                self._kept.count,
                key,
                looked.verdict,
                looked.tactic,
                report.indicators,
                people=(sender, self._own_address, *report.people, *_people(headers)),
            )
            said = f"{looked.verdict.value}, {kept} details kept"
        if wanted is Manners.FORGED:
            return f"{said}, not answered: forged"
        if self._kept.is_answered(key):
            return f"{said}, was answered"
        if not self._limit.take(sender):
            return f"{said}, not answered: too many"
        return f"{said}, {await self._answer(report, key, sender, headers)}"

    async def _answer(self, report: Report, key: str, sender: str, headers: Headers) -> str:
        mail = reply.mail(
            report.reply,
            to=sender,
            sender=self._own_address,
            headers=headers,
            key=key,
            at=self._now(),
        )
        said = "answered"
        try:
            await asyncio.to_thread(self._outbox.send, mail, to=sender)
        except RefusedForGoodError:
            said = "answer refused"
        except BaseException:
            self._limit.give_back(sender)
            raise
        await asyncio.to_thread(self._kept.mark_answered, key)
        return said

    async def _read(self, data: bytes) -> Report:
        """Read a mail; one that our own code fails on, twice, is answered as one not read.

        The person waits for an answer, and a third try would fail as the first two.
        """
        for _ in range(2):
            try:
                return await self._workers.run(read_report, data, self._situation)
            except Exception as fault:  # noqa: BLE001 -- by any fault of ours
                problem = type(fault).__name__
                if isinstance(fault, WorkerFailedError):
                    log.warning("a worker was replaced: %s", problem)
        return await self._workers.run(not_read, problem, self._situation)


def _people(headers: Headers) -> tuple[str, ...]:
    """Whoever the outer mail names: the person, and others they wrote to."""
    named = [
        str(value)
        for name in ("from", "sender", "reply-to", "to", "cc", "return-path", "delivered-to")
        for value in headers.get_all(name, [])[:20]
    ]
    try:
        return tuple(address for _, address in getaddresses(named) if "@" in address)
    except RecursionError:  # comments in comments: nobody's address
        return ()


class _Smtp(SMTP):
    line_length_limit = _LINE_BYTES


class _Lmtp(LMTP):
    line_length_limit = _LINE_BYTES

"""The mailbox with a clock, workers and an outbox that we choose: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import mails
import pytest
from apart import run_apart
from test_kept import lines

from bield.mail_servers.kept import Kept
from bield.mail_servers.looks import not_read, read_report
from bield.mail_servers.mailbox import Mailbox
from bield.mail_servers.smarthost import RefusedForGoodError, UnableToSendError
from bield.mail_servers.workers import WorkerFailedError, Workers
from bield.records import Situation
from bield.wiring import pipeline

THREAT = mails.headers("I know") + b"\r\n" + mails.THREAT.encode()
TAKEN, LATER = "250", "451"


def now() -> datetime:
    return datetime(2026, 11, 24, 10, tzinfo=UTC)


class HereWorkers:
    """Does the work at once, after so many faults."""

    def __init__(self, faults: int = 0, fault: type[Exception] = WorkerFailedError) -> None:
        self.faults, self._fault = faults, fault

    async def run(self, function: Callable[..., Any], *arguments: object) -> object:
        await asyncio.sleep(0)
        if function is read_report and self.faults:
            self.faults -= 1
            raise self._fault("hunter22x")
        assert function in {read_report, not_read}
        return function(pipeline(), *arguments)


class Outbox:
    def __init__(self, *faults: Exception) -> None:
        self._faults = list(faults)
        self.sent: list[tuple[str, EmailMessage]] = []

    def send(self, mail: EmailMessage, *, to: str) -> None:
        if self._faults:
            raise self._faults.pop(0)
        self.sent.append((to, mail))


def mailbox(
    folder: Path,
    outbox: Outbox,
    workers: HereWorkers | None = None,
    *,
    replies_an_hour: int = 20,
) -> Mailbox:
    return Mailbox(
        cast(Workers, workers or HereWorkers()),
        kept=Kept(folder, now=now),
        outbox=outbox,
        own_address="report@bield.test",
        situation=Situation(),
        replies_an_hour=replies_an_hour,
        trust_all=False,
        lmtp=True,
        now=now,
    )


def take(box: Mailbox, *mails: tuple[str, bytes]) -> list[str]:
    async def run() -> list[str]:
        heard = [(await box.take(sender, mail))[:3] for sender, mail in mails]
        await box.finish(1)
        return heard

    return run_apart(run())


class TestTaking:
    def test_answers_and_keeps_the_offenders_details_only(self, tmp_path: Path) -> None:
        outbox = Outbox()
        assert take(mailbox(tmp_path, outbox), ("me@example.org", THREAT)) == [TAKEN]
        ((to, mail),) = outbox.sent
        assert to == "me@example.org"
        assert mail["subject"] == "Answer to the message you sent us"
        (line,) = lines(tmp_path)
        kinds = [i["kind"] for i in cast("list[dict[str, str]]", line["indicators"])]
        assert "bitcoin" in kinds
        assert "password" not in kinds

    def test_reads_the_original_of_a_forward_and_keeps_nobody_elses_address(
        self, tmp_path: Path
    ) -> None:
        mail = (
            b"From: Ann <ann@example.org>\r\nTo: report@bield.test\r\nSubject: Fwd: I know\r\n"
            b"Message-ID: <2@example.org>\r\n\r\nIs this real? Ann, ann@example.org\r\n\r\n"
            b"---------- Forwarded message ---------\r\nFrom: Shade <shade@example.net>\r\n"
            b"Date: Mon, 23 Nov 2026 at 10:00\r\nSubject: I know\r\nTo: <ann@example.org>\r\n\r\n"
            + mails.THREAT.encode()
            + b"Write to dark@example.net. I have all of ann@example.org.\r\n"
        )
        outbox = Outbox()
        assert take(mailbox(tmp_path, outbox), ("ann@example.org", mail)) == [TAKEN]
        text = outbox.sent[0][1].get_body(("plain",))
        assert text
        assert text.get_content().startswith("This is almost certainly sextortion")
        (line,) = lines(tmp_path)
        values = [i["value"] for i in cast("list[dict[str, str]]", line["indicators"])]
        assert "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa" in values
        assert "dark@example.net" in values
        assert "ann@example.org" not in values

    def test_the_same_mail_twice_is_answered_and_counted_once(self, tmp_path: Path) -> None:
        outbox = Outbox()
        mail = ("me@example.org", THREAT)
        assert take(mailbox(tmp_path, outbox), mail, mail) == [TAKEN, TAKEN]
        # … also by another server on the way, and after it was started again.
        further = ("me@example.org", b"Received: by another\r\n" + THREAT)
        assert take(mailbox(tmp_path, outbox), further) == [TAKEN]
        assert len(outbox.sent) == len(lines(tmp_path)) == 1
        assert take(mailbox(tmp_path, outbox), ("you@example.org", THREAT)) == [TAKEN]
        assert len(outbox.sent) == len(lines(tmp_path)) == 2

    def test_the_same_mail_at_once_is_done_once(self, tmp_path: Path) -> None:
        outbox = Outbox()
        box = mailbox(tmp_path, outbox)

        async def run() -> list[str]:
            return await asyncio.gather(*(box.take("me@example.org", THREAT) for _ in range(3)))

        assert {x[:3] for x in run_apart(run())} == {TAKEN}
        assert len(outbox.sent) == 1

    @pytest.mark.parametrize("fault", [UnableToSendError("421"), OSError("full"), KeyError("bug")])
    def test_what_cannot_be_sent_now_comes_again(self, tmp_path: Path, fault: Exception) -> None:
        outbox = Outbox(fault)
        mail = ("me@example.org", THREAT)
        box = mailbox(tmp_path, outbox, replies_an_hour=1)
        assert take(box, mail, mail) == [LATER, TAKEN]
        assert len(outbox.sent) == len(lines(tmp_path)) == 1

    def test_what_cannot_be_kept_now_comes_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        outbox = Outbox()
        box = mailbox(tmp_path, outbox)

        def full(*_: object, **__: object) -> int:
            raise OSError("No space left on device")

        monkeypatch.setattr(box._kept, "count", full)
        assert take(box, ("me@example.org", THREAT)) == [LATER]
        assert outbox.sent == []

    def test_an_answer_that_is_refused_for_good_is_not_tried_again(self, tmp_path: Path) -> None:
        outbox = Outbox(RefusedForGoodError("550"))
        mail = ("me@example.org", THREAT)
        assert take(mailbox(tmp_path, outbox), mail, mail) == [TAKEN, TAKEN]
        assert outbox.sent == []

    @pytest.mark.parametrize("fault", [WorkerFailedError, ZeroDivisionError])
    def test_a_fault_of_ours_is_tried_again_then_answered_as_not_read(
        self, tmp_path: Path, fault: type[Exception], caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO, "bield")
        outbox = Outbox()
        workers = HereWorkers(faults=1, fault=fault)
        assert take(mailbox(tmp_path, outbox, workers), ("a@example.org", THREAT)) == [TAKEN]
        workers = HereWorkers(faults=2, fault=fault)
        assert take(mailbox(tmp_path, outbox, workers), ("b@example.org", THREAT)) == [TAKEN]
        first, second = (mail.as_string() for _, mail in outbox.sent)
        assert "We could not read" not in first
        assert "We could not read" in second
        assert "hunter22x" not in caplog.text
        assert "example.org" not in caplog.text

    def test_does_not_answer_programs_forgers_or_too_often(self, tmp_path: Path) -> None:
        outbox = Outbox()
        assert (
            take(
                mailbox(tmp_path, outbox, replies_an_hour=1),
                ("", THREAT),
                ("me@example.org", b"Auto-Submitted: auto-replied\r\n" + THREAT),
                ("me@example.org", b"Authentication-Results: x; spf=fail\r\n" + THREAT),
                ("you@example.org", THREAT),
                ("you@example.org", THREAT + b"one more\r\n"),
            )
            == [TAKEN] * 5
        )
        assert [to for to, _ in outbox.sent] == ["you@example.org"]
        assert len(lines(tmp_path)) == 3

"""The report mailbox beside a real Postfix: a thousand mails, and a crash in the middle of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache
from pathlib import Path
from typing import Any

import mails
import pytest
from mails import Mail
from postfix import MAILBOX, Postfix, running_postfix, wait_until
from served import Served

from bield.mail_servers.kept import offenders
from bield.mail_servers.looks import Looked, Report, read_report
from bield.mail_servers.mailbox import _people
from bield.mail_servers.manners import Manners, headers_of, manners
from bield.records import Country, Situation, Verdict
from bield.wiring import pipeline


@pytest.fixture(scope="module")
def postfix() -> Iterator[Postfix]:
    with running_postfix() as postfix:
        yield postfix


pytestmark = [pytest.mark.postfix, pytest.mark.timeout(180)]

_THREATS = {Verdict.SEXTORTION, Verdict.OTHER_EXTORTION}


@cache
def report_of(mail: Mail) -> Report:
    return read_report(pipeline(), mail.sent, Situation(country=Country.SCOTLAND))


@cache
def manners_to(mail: Mail) -> Manners:
    return manners(headers_of(mail.sent), "p@people.test", own=MAILBOX)


def kept_of(mail: Mail, sender: str) -> list[tuple[str, str]]:
    """The details of the offender that should be kept of a mail."""
    report = report_of(mail)
    looked = report.looked
    if manners_to(mail) is Manners.AUTOMATIC or not isinstance(looked, Looked):
        return []
    if looked.verdict not in _THREATS:
        return []
    people = (sender, MAILBOX, *report.people, *_people(headers_of(mail.sent)))
    found = offenders(report.indicators, looked.tactic, people=people)
    return sorted((i.kind.value, i.value) for i in found)


@dataclass
class Outcome:
    replies: dict[str, list[EmailMessage]]
    """By the local part of whom they went to."""
    lines: list[dict[str, Any]]
    folder: Path
    logged: str


def sent() -> Iterator[tuple[str, Mail]]:
    for number, mail in mails.thousand():
        yield number.replace("n", "p"), mail


@pytest.fixture(scope="module")
def outcome(postfix: Postfix, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What comes of a thousand forwarded mails when Bield is killed in the middle of them."""
    folder = tmp_path_factory.mktemp("keep")
    words = (
        "mailbox", "--listen", f"127.0.0.1:{postfix.bield_lmtp}",
        "--smarthost", f"127.0.0.1:{postfix.plain}", "--from", MAILBOX, "--keep", folder,
        "--country", "scotland",
    )  # fmt: skip
    server = Served(*words)
    all_of_them = [(f"{n}@people.test", MAILBOX, m.sent) for n, m in sent()]
    with postfix.sending(postfix.plain, all_of_them):
        wait_until(lambda: postfix.count("people") >= 100, "some are answered")
        server.kill()
        killed_at = postfix.count("people")
    deferred = re.compile(r"relay=127.0.0.1.*status=deferred|connect to 127.0.0.1.*refused")
    wait_until(lambda: bool(deferred.search(postfix.log())), "mails wait in the queue")
    server = Served(*words)
    wanted = {n for n, m in sent() if manners_to(m) is Manners.ANSWER}
    wait_until(
        lambda: (
            postfix.log().count("status=sent (250 2.0.0 Taken)") >= 1000
            and postfix.count("people") >= len(wanted)
        ),
        "every mail is taken and answered",
        seconds=90,
    )
    code, logged = server.stop()
    assert code == 0
    assert killed_at < len(wanted) - 10, f"{killed_at} were answered when Bield was killed"
    replies: dict[str, list[EmailMessage]] = {}
    for address, mail in postfix.delivered("people"):
        parsed = BytesParser(policy=policy.default).parsebytes(mail)
        assert isinstance(parsed, EmailMessage)
        replies.setdefault(address.partition("@")[0], []).append(parsed)
    lines = [
        json.loads(line)
        for path in folder.glob("indicators-*.jsonl")
        for line in path.read_text("ascii").splitlines()
    ]
    return Outcome(replies=replies, lines=lines, folder=folder, logged=logged)


class TestAThousandForwardedMails:
    def test_get_their_answers(self, outcome: Outcome) -> None:
        assert outcome.replies.keys() == {n for n, m in sent() if manners_to(m) is Manners.ANSWER}
        again = sum(len(found) - 1 for found in outcome.replies.values())
        assert again <= 20, "only those in hand when it was killed may be answered twice"
        for found in outcome.replies.values():
            assert len({reply["message-id"] for reply in found}) == 1

    def test_are_each_answered_with_what_they_are(self, outcome: Outcome) -> None:
        by_number = dict(sent())
        for number, (reply, *_) in outcome.replies.items():
            mail = by_number[number]
            plain = reply.get_body(("plain",))
            assert plain
            assert plain.get_content().strip() == report_of(mail).reply.text.strip(), mail.name
            assert reply["auto-submitted"] == "auto-replied"
            assert reply["return-path"] == "<>"
            assert reply["from"] == MAILBOX
            asked = headers_of(mail.sent).get("message-id")
            if asked and re.fullmatch(r"\s*<[!-~]+>\s*", asked):
                assert reply["in-reply-to"].strip() == asked.strip()

    def test_leave_the_offenders_details_exactly_once(self, outcome: Outcome) -> None:
        kept = sorted(
            sorted((i["kind"], i["value"]) for i in x["indicators"]) for x in outcome.lines
        )
        expected = [kept_of(mail, f"{n}@people.test") for n, mail in sent()]
        assert kept == sorted(x for x in expected if x)
        assert len({line["report"] for line in outcome.lines}) == len(outcome.lines)

    def test_leave_nothing_of_the_person(self, outcome: Outcome) -> None:
        found = b"".join(p.read_bytes() for p in outcome.folder.iterdir() if p.is_file())
        for words in (b"people.test", MAILBOX.encode(), b"hunter22x", b"password"):
            assert words not in found
            assert words.decode() not in outcome.logged
        assert "Traceback" not in outcome.logged
        assert "not taken" not in outcome.logged

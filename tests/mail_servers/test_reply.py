"""The answer as a mail: the same words as everywhere, and not one of the sender's."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache

import mails
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bield import wording
from bield.mail_servers import reply
from bield.mail_servers.looks import Looked, NotRead, Report, look, read_report
from bield.mail_servers.manners import _ADDRESS, headers_of
from bield.records import Country, Situation, Verdict
from bield.wiring import pipeline

SCOTLAND = Situation(country=Country.SCOTLAND)
THREAT = mails.headers("I know what you did") + b"\r\n" + mails.THREAT.encode()


@cache
def report(mail: bytes = THREAT) -> Report:
    return read_report(pipeline(), mail, SCOTLAND)


def written(asked: bytes = THREAT, *, to: str = "me@example.org") -> EmailMessage:
    mail = reply.mail(
        report(asked).reply,
        to=to,
        sender="report@bield.test",
        headers=headers_of(asked),
        key="k" * 32,
        at=datetime(2026, 11, 24, 10, tzinfo=UTC),
    )
    parsed = BytesParser(policy=policy.default).parsebytes(mail.as_bytes())
    assert isinstance(parsed, EmailMessage)
    return parsed


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part
    text = part.get_content()
    assert isinstance(text, str)
    return text


class TestTheWords:
    def test_say_what_it_is_whom_to_call_and_what_to_do(self) -> None:
        answer = pipeline().answer(pipeline().read(THREAT), SCOTLAND)
        text = report().reply.text
        told = " ".join(text.split())
        assert text.startswith(wording.of_finding(answer.finding, SCOTLAND).title)
        for service in answer.plan.emergency:
            assert service.name in told
        for step in answer.plan.steps:
            for sentence in (step.title, step.why, *step.how):
                assert sentence in told
        for reason in answer.finding.reasons:
            assert reason.statement in told
            assert reason.truth in told

    def test_hold_no_word_that_the_sender_chose(self) -> None:
        for text in (report().reply.text, report().reply.html, str(written())):
            for word in ("hunter22x", "1A1zP1", "pervert", "watching porn", "I know what you did"):
                assert word not in text
            assert "•" not in text

    def test_fit_any_screen(self) -> None:
        lines = report().reply.text.splitlines()
        assert max(len(x) for x in lines if "https://" not in x) <= 72

    def test_never_ask_for_pictures(self) -> None:
        assert "Never send pictures or videos" in " ".join(report().reply.text.split())

    def test_the_page_says_the_same(self) -> None:
        plain = re.sub(r"<[^>]+>", " ", report().reply.html.partition("<body")[2])
        for line in report().reply.text.splitlines():
            words = line.strip(" -*").split()
            if len(words) > 3 and not line.isupper() and "&" not in line:
                inside = " ".join(words).replace("'", "&#x27;").replace('"', "&quot;")
                assert inside.lower() in " ".join(plain.split()).lower(), line

    def test_the_page_asks_nothing_of_anybody(self) -> None:
        html = report().reply.html
        assert not re.search(r"<(?:img|script|link|iframe|form)|src=|url\(", html)
        assert "https://www.childline.org.uk" in html

    @pytest.mark.parametrize(
        "mail", [mails.only_a_picture(), mails.headers("") + b"\r\n", mails.huge(26)]
    )
    def test_for_what_cannot_be_read_say_so_and_give_a_careful_plan(self, mail: bytes) -> None:
        given = report(mail)
        assert isinstance(given.looked, NotRead)
        text = " ".join(given.reply.text.split())
        assert text.startswith("We could not read the message you sent")
        assert ("too large" in text) == (len(mail) > 1_000_000)
        assert "999" in text
        assert "Childline" in text

    def test_name_no_attachment(self) -> None:
        attached = b'Content-Type: image/jpeg; name="ann-naked.jpg"\r\n\r\n\xff\xd8\xff\r\n'
        mail = (
            mails.headers("hi", 'Content-Type: multipart/mixed; boundary="b"')
            + b"\r\n--b\r\n\r\n"
            + mails.THREAT.encode()
            + b"\r\n--b\r\n"
            + attached
            + b"--b--\r\n"
        )
        text = " ".join(report(mail).reply.text.split())
        assert "ann-naked" not in text
        assert "Pictures and other attachments were not opened" in text


class TestTheMail:
    def test_is_an_answer_that_no_program_answers(self) -> None:
        mail = written()
        assert mail["auto-submitted"] == "auto-replied"
        assert mail["in-reply-to"] == "<one@elsewhere.test>"
        assert mail["references"] == "<one@elsewhere.test>"
        assert mail["from"] == "report@bield.test"
        assert mail["to"] == "me@example.org"
        assert mail["subject"] == reply.SUBJECT
        assert body(mail, "plain").split() == report().reply.text.split()
        assert body(mail, "html").split() == report().reply.html.split()

    def test_a_sender_cannot_write_its_headers(self) -> None:
        asked = THREAT.replace(
            b"Message-ID: <one@elsewhere.test>",
            b"Message-ID: <a@b>\r\n\tBcc: x@y\r\nReferences: <1@x> rubbish <\xff@x> <2@x>",
        )
        mail = written(asked)
        assert mail["bcc"] is None
        assert mail["in-reply-to"] == "<a@b>"
        assert mail["references"] == "<1@x> <2@x> <a@b>"

    @given(st.from_regex(_ADDRESS, fullmatch=True))
    @example("zoë@exämple.org")
    @example("a..b'/=?utf-8?q?x?=@x.org")
    @example("a" * 300 + "@x.org")
    def test_goes_to_any_address_that_may_be_answered(self, to: str) -> None:
        mail = reply.mail(
            reply.Reply(text="hello", html="<p>hello"),
            to=to,
            sender="report@bield.test",
            headers=headers_of(THREAT),
            key="k",
            at=datetime(2026, 11, 24, 10, tzinfo=UTC),
        )
        assert mail.as_bytes().count(b"\r\nTo:") == 1

    def test_sent_twice_is_the_same_mail(self) -> None:
        assert written()["message-id"] == written()["message-id"]

    def test_is_never_taken_for_a_threat_itself(self) -> None:
        for asked in (THREAT, mails.only_a_picture(), *(m.sent for m in mails.templates()[::25])):
            looked = look(pipeline(), written(asked).as_bytes())
            assert isinstance(looked, Looked)
            assert looked.verdict not in {Verdict.SEXTORTION, Verdict.OTHER_EXTORTION}
            assert looked.probability < 0.1


class TestLook:
    def test_is_not_fooled_by_what_a_header_is_called(self) -> None:
        for first in (b"%PDF-1: x\r\n", b"BM: x\r\n", b"Weird: x\r\n"):
            assert look(pipeline(), first + THREAT) == look(pipeline(), THREAT)

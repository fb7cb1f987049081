"""The milter beside a real Postfix: a thousand mails, and a crash in the middle of them."""

from __future__ import annotations

import re
import smtplib
from collections import Counter
from collections.abc import Iterator

import mails
import pytest
from mails import Mail
from postfix import Postfix, running_postfix, wait_until
from served import Served

from bield.mail_servers.looks import NotRead, look
from bield.mail_servers.milter import header_value
from bield.wiring import pipeline


@pytest.fixture(scope="module")
def postfix() -> Iterator[Postfix]:
    with running_postfix() as postfix:
        yield postfix


pytestmark = [pytest.mark.postfix, pytest.mark.timeout(180)]

SMALL = mails.headers("I know") + b"\r\n" + mails.THREAT.encode()
_OURS = re.compile(rb"^X-Bield[^\n]*\n(?:[ \t][^\n]*\n)*", re.MULTILINE | re.IGNORECASE)


def milter(postfix: Postfix) -> Served:
    return Served("milter", "--listen", f"127.0.0.1:{postfix.bield_milter}")


def expected(mail: Mail) -> bytes | None:
    """The header that the mail should get."""
    looked = look(pipeline(), mail.passed)
    if isinstance(looked, NotRead):
        return None
    return f"X-Bield-Verdict: {header_value(looked)}\n".encode()


@pytest.fixture(scope="module")
def delivered(postfix: Postfix) -> dict[str, list[bytes]]:
    """What comes of a thousand mails when Bield is killed in the middle of them."""
    server = milter(postfix)
    all_of_them = [("a@b.test", f"{n}@sink.test", m.sent) for n, m in mails.thousand()]
    with postfix.sending(postfix.relay, all_of_them):
        wait_until(lambda: postfix.count("sink") >= 200, "some are through")
        server.kill()
        killed_at = postfix.count("sink")
    # What the server of a sender hears; it keeps the mail and tries again.
    wait_until(lambda: "said: 451 4.7.1" in postfix.log(), "mails are refused for now")
    server = milter(postfix)
    try:
        wait_until(lambda: postfix.count("sink") >= 1000, "all are delivered", seconds=90)
    finally:
        code, logged = server.stop()
    assert code == 0
    assert "sink.test" not in logged
    assert not re.search("Traceback|untouched: (?!NothingToReadError|too large)", logged)
    assert killed_at < 990, f"{killed_at} were through when Bield was killed"
    found: dict[str, list[bytes]] = {}
    for address, mail in postfix.delivered("sink"):
        found.setdefault(address.partition("@")[0], []).append(mail)
    return found


class TestOneMail:
    def test_too_large_passes_untouched_but_for_what_is_forged(self, postfix: Postfix) -> None:
        large = mails.huge(26)
        names = (b"X-Bield-Verdict: a\r\n", b"X-Bield-Verdict : b\r\n", b"X-bield-Verdict:\r\n")
        server = milter(postfix)
        try:
            postfix.send(postfix.milter, [("a@b.test", "large@odd.test", names[0] + large)])
            postfix.send(postfix.milter, [("a@b.test", "f@odd.test", b"".join(names) + SMALL)])
            wait_until(lambda: postfix.count("odd") >= 2, "both are delivered")
        finally:
            _, logged = server.stop()
        came = {address.partition("@")[0]: mail for address, mail in postfix.delivered("odd")}
        assert came["large"].endswith(large.replace(b"\r\n", b"\n"))
        assert not _OURS.search(came["large"])
        assert "passed untouched: too large" in logged
        (ours,) = re.findall(rb"(?im)^x-bield[^\n]*\n", came["f"])
        assert ours.startswith(b"X-Bield-Verdict: sextortion; probability=")

    def test_comes_again_while_bield_is_not_there(self, postfix: Postfix) -> None:
        with smtplib.SMTP("127.0.0.1", postfix.milter, local_hostname="sender.test") as server:
            server.ehlo()
            code = server.mail("a@b.test")[0]
            if code == 250 and (code := server.rcpt("x@odd.test")[0]) == 250:
                code = server.data(SMALL)[0]
        assert code == 451


class TestAThousandMails:
    def test_arrive_each_once(self, delivered: dict[str, list[bytes]]) -> None:
        assert Counter({n: len(found) for n, found in delivered.items()}) == Counter(
            {n: 1 for n, _ in mails.thousand()}
        )

    def test_are_marked_where_they_can_be_read_and_otherwise_as_they_were(
        self, delivered: dict[str, list[bytes]]
    ) -> None:
        headers = {mail.name: expected(mail) for mail in mails.templates()}
        assert sum(h is None for h in headers.values()) >= 4
        for number, mail in mails.thousand():
            (came,) = delivered[number]
            original = mail.passed.replace(b"\r\n", b"\n")
            assert came.endswith(original), mail.name
            before = came[: len(came) - len(original)]
            ours = b"".join(_OURS.findall(came))
            assert ours == (headers[mail.name] or b""), mail.name
            assert ours in before

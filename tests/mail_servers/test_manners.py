"""Whom a program may answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bield.mail_servers.manners import Manners, RateLimit, headers_of, manners

OWN = "report@bield.test"


def of(*headers: str, sender: str = "me@example.org", trust_all: bool = False) -> Manners:
    mail = "\r\n".join(["From: me@example.org", *headers, "", "List-Id: in the body"]).encode()
    return manners(headers_of(mail), sender, own=OWN, trust_all=trust_all)


class TestManners:
    def test_answer_a_person(self) -> None:
        assert of("Auto-Submitted: no", "Precedence: normal") is Manners.ANSWER
        assert of("X-Auto-Response-Suppress: DR, OOF") is Manners.ANSWER
        assert of("Authentication-Results: mx; spf=pass; dmarc=pass") is Manners.ANSWER
        assert of(sender="Zoë@exämple.org") is Manners.ANSWER

    @pytest.mark.parametrize(
        "header",
        [
            "Auto-Submitted: auto-replied",
            "auto-submitted:  Auto-Generated; owner=x",
            "Precedence: bulk",
            "Precedence: JUNK (yes)",
            "X-Auto-Response-Suppress: OOF, AutoReply",
            "List-Id: <a.example.org>",
            "List-Unsubscribe: <https://example.org>",
        ],
    )
    def test_never_answer_a_program_or_a_list(self, header: str) -> None:
        assert of(header) is Manners.AUTOMATIC

    @pytest.mark.parametrize(
        "sender",
        [
            "",
            "<>",
            OWN,
            OWN.upper(),
            "MAILER-DAEMON@example.org",
            "no-reply@example.org",
            "noreply+x@example.org",
            "list-request@example.org",
            "owner-list@example.org",
            "bounces+me=example.org@lists.example.org",
            "nobody",
            "a b@example.org",
            "a@example.org\r\nBcc: c@example.org",
        ],
    )
    def test_never_answer_nobody_or_themselves(self, sender: str) -> None:
        assert of(sender=sender) is Manners.AUTOMATIC

    @pytest.mark.parametrize(
        "result", ["spf=fail", "spf=hardfail", "dkim=pass dmarc=fail (p=none)"]
    )
    def test_never_answer_a_forged_address_unless_told_to(self, result: str) -> None:
        header = f"Authentication-Results: mx.example.org;\r\n\t{result}"
        assert of(header) is Manners.FORGED
        assert of(header, trust_all=True) is Manners.ANSWER
        assert of("Authentication-Results: mx; spf=softfail; x-spf=failure") is Manners.ANSWER

    def test_read_any_bytes(self) -> None:
        for mail in (b"", b"\r\n\r\n", b"\xff\x00: \xff\r\n\r\n", b"A" * 1_000_000):
            assert manners(headers_of(mail), "a@b.test", own=OWN) is Manners.ANSWER


class TestRateLimit:
    def test_is_so_many_an_hour_to_one_address(self) -> None:
        at = datetime(2026, 11, 24, tzinfo=UTC)

        def now() -> datetime:
            return at

        limit = RateLimit(2, now=now)
        assert [limit.take("a@b"), limit.take("A@b"), limit.take("a@b")] == [True, True, False]
        assert limit.take("c@d")
        limit.give_back("a@b")
        assert limit.take("a@b")
        at += timedelta(hours=1, seconds=1)
        assert limit.take("a@b")

    def test_holds_no_more_addresses_than_it_may(self) -> None:
        limit = RateLimit(1, now=lambda: datetime(2026, 11, 24, tzinfo=UTC))
        for number in range(11_000):
            assert limit.take(f"{number}@b")
        assert not limit.take("10999@b")
        assert len(limit._sent) == 10_000

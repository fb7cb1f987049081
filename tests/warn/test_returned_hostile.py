"""Mails made to harm who reads them: an answer or a named refusal, in bounded time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.adapters.returned_mail import read_returned_mail
from bield.read import UnableToReadError
from bield.records.returned import Fate, Returned
from bield.warn.returned.causes import permanence_and_why

SAMPLES = {p.stem: p.read_bytes() for p in (Path(__file__).parent / "returned").glob("*.eml")}
SLOW_S = 10
"""No speed is asserted here: what grows with a power of its size would take minutes."""


def read(mail: bytes) -> Returned | None:
    try:
        return read_returned_mail(mail)
    except UnableToReadError:
        return None


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """A sample, cut, turned round, doubled, or with other bytes in it."""
    mail = SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))]
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(0, len(mail) - 1)))
        width = draw(st.integers(0, 200))
        piece = draw(
            st.one_of(
                st.binary(max_size=40),
                st.just(mail[place : place + width] * 2),
                st.sampled_from(
                    [b"", b"\n\n", b"\r", b"\x00", b"--=_b1\n", b"=?utf-8?b?", b"@", b"<"]
                ),
                st.sampled_from([b"Content-Type: message/rfc822\n", b"Final-Recipient: ;;\n"]),
            )
        )
        mail = mail[:place] + piece + mail[place + width :]
    return mail


@given(mangled())
def test_mangled_bounces_are_read_or_refused(mail: bytes) -> None:
    returned = read(mail)
    if returned is not None:
        assert all(is_sound(fate) for fate in returned.fates)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(mail: bytes) -> None:
    read(mail)


def is_sound(fate: Fate) -> bool:
    return (
        fate.said.isprintable()
        and len(fate.said) <= 300
        and len(fate.address) <= 320
        and not set(fate.address) & set("\r\n <>")
    )


HEAD = b"From: MAILER-DAEMON@example.org\nTo: b@example.net\nSubject: failure notice\n"
REPORT = HEAD + b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'


@pytest.mark.parametrize(
    "mail",
    [
        pytest.param(HEAD + b"\nnot delivered to " + b"a" * 2_000_000, id="one long word"),
        pytest.param(HEAD + b"\nnot delivered\n" + b"<" * 500_000, id="many brackets"),
        pytest.param(HEAD + b"\nnot delivered\n" + b"a@" * 500_000, id="many at signs"),
        pytest.param(HEAD + b"\nnot delivered\n" + b"a@b.c " * 300_000, id="many addresses"),
        pytest.param(
            HEAD + b"\n" + b"user mailbox account address " * 60_000, id="words of causes"
        ),
        pytest.param(HEAD + b"\n" + b"message mail delivery will " * 60_000, id="words of delays"),
        pytest.param(HEAD + b"\n" + b" " * 2_000_000, id="spaces"),
        pytest.param(HEAD + b"\n" + b"original message\n" * 100_000, id="many originals"),
        pytest.param(HEAD + b"\n" + b"<a@b.c>:\n" * 200_000, id="many recipients in a text"),
        pytest.param(
            REPORT
            + b"--b\nContent-Type: message/delivery-status\n\n"
            + b"\nFinal-Recipient: rfc822;k@example.org\nAction: failed\nStatus: 5.1.1\n" * 10_000
            + b"\n--b--\n",
            id="many recipients in a report",
        ),
        pytest.param(
            HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000,
            id="many parts",
        ),
        pytest.param(
            b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
                for i in range(3_000)
            ),
            id="parts in parts",
        ),
        pytest.param(
            HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 100_000 + b"not delivered",
            id="deep HTML",
        ),
        pytest.param(HEAD + b"X-A: b\n" * 50_000 + b"\nnot delivered", id="many fields"),
        pytest.param(HEAD + b"References: " + b"<a@b> " * 100_000 + b"\n\nx", id="many references"),
    ],
)
def test_is_read_in_bounded_time(mail: bytes) -> None:
    began = time.process_time()
    returned = read(mail)
    assert time.process_time() - began < SLOW_S
    if returned is not None:
        assert len(returned.fates) <= 1_000
        assert len(returned.message_ids) <= 20


def test_what_a_server_says_cannot_move_a_terminal() -> None:
    mail = SAMPLES["postfix_no_user"].replace(
        b"User unknown in local\n    recipient table (in",
        b"User unknown \x1b[2J\x07\xe2\x80\xae (in",
    )
    returned = read_returned_mail(mail)
    assert returned.fates[0].said.isprintable()
    assert "User unknown" in returned.fates[0].said


@given(st.text(max_size=300))
def test_any_words_of_a_server_are_weighed(said: str) -> None:
    permanence_and_why("", said)

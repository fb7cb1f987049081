"""Handing an answer over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from postfix import free_port

from bield.mail_servers.listening import Address
from bield.mail_servers.smarthost import (
    RefusedForGoodError,
    Smarthost,
    UnableToSendError,
    _is_here,
)


class Sink:
    def __init__(self, to_recipient: str, to_data: str) -> None:
        self._to_recipient, self._to_data = to_recipient, to_data
        self.envelopes: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._to_recipient

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.envelopes.append(envelope)
        return self._to_data


@contextmanager
def sink(to_recipient: str = "250 OK", to_data: str = "250 OK") -> Iterator[tuple[Sink, Smarthost]]:
    handler = Sink(to_recipient, to_data)
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield handler, Smarthost(Address(host="127.0.0.1", port=port), our_name="bield.test")
    finally:
        controller.stop()


def answer() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "report@bield.test", "me@example.org"
    mail.set_content("hello")
    return mail


class TestSend:
    def test_hands_over_with_an_empty_sender(self) -> None:
        with sink() as (handler, smarthost):
            smarthost.send(answer(), to="me@example.org")
        (envelope,) = handler.envelopes
        assert (envelope.mail_from, envelope.rcpt_tos) == ("<>", ["me@example.org"])

    def test_reaches_addresses_in_any_script(self) -> None:
        with sink() as (handler, smarthost):
            smarthost.send(answer(), to="zoë@exämple.org")
        assert handler.envelopes[0].rcpt_tos == ["zoë@exämple.org"]

    @pytest.mark.parametrize(("at", "code"), [("to_recipient", "450"), ("to_data", "452")])
    def test_says_that_it_may_be_taken_later(self, at: str, code: str) -> None:
        with (
            sink(**{at: f"{code} not now"}) as (_, smarthost),
            pytest.raises(UnableToSendError, match=code),
        ):
            smarthost.send(answer(), to="me@example.org")

    @pytest.mark.parametrize(("at", "code"), [("to_recipient", "550"), ("to_data", "554")])
    def test_says_that_it_will_never_be_taken(self, at: str, code: str) -> None:
        with (
            sink(**{at: f"{code} never"}) as (_, smarthost),
            pytest.raises(RefusedForGoodError, match=code),
        ):
            smarthost.send(answer(), to="me@example.org")

    def test_says_that_the_server_is_not_there(self) -> None:
        with pytest.raises(UnableToSendError):
            Smarthost(Address(host="127.0.0.1", port=free_port()), our_name="x").send(
                answer(), to="me@example.org"
            )

    def test_only_this_machine_is_trusted_without_tls(self) -> None:
        assert _is_here("127.0.0.1")
        assert _is_here("::1")
        assert _is_here("localhost")
        assert not _is_here("192.0.2.1")
        assert not _is_here("mail.example.org")

"""Nothing is said to a server before it can be trusted with it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import pytest
from scripted_smtp import DROP, Script, ScriptedServer, scripted_server

from bield.adapters.smtp_opening import (
    LoginRefusedError,
    NoNameError,
    TlsRefusedError,
    UnableToConnectError,
)
from bield.adapters.smtp_pipeline import SmtpPipeline


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


class TestConnecting:
    @pytest.mark.parametrize(
        ("script", "error", "why"),
        [
            (Script(), TlsRefusedError, "offers no TLS"),
            (Script(offers=("STARTTLS",)), TlsRefusedError, "refuses TLS: 454"),
            (
                Script(offers=("STARTTLS",), starttls="220 go\r\n250 AUTH"),
                TlsRefusedError,
                "in the clear",
            ),
            (Script(offers=("STARTTLS",), starttls="220 go"), TlsRefusedError, "trusted"),
            (Script(offers=("STARTTLS",), starttls=DROP), UnableToConnectError, "closed"),
            (Script(greeting="554 no"), UnableToConnectError, "no mail now: 554"),
            (Script(greeting="SSH-2.0"), UnableToConnectError, "not SMTP"),
        ],
    )
    def test_sends_nothing_where_there_is_no_tls_to_trust(
        self, server: ScriptedServer, script: Script, error: type[Exception], why: str
    ) -> None:
        truth = server.begin(script)
        with pytest.raises(error, match=why):
            SmtpPipeline(
                "127.0.0.1",
                server.port,
                our_name="k.example",
                tls=ssl.create_default_context(),
                timeout_s=1,
            )
        assert not [line for line in truth.commands if line.startswith((b"MAIL", b"AUTH"))]

    def test_sends_no_password_in_the_clear(self) -> None:
        with pytest.raises(LoginRefusedError, match="only sent under TLS"):
            SmtpPipeline("127.0.0.1", 1, our_name="k.example", tls=None, login=("a", "b"))

    def test_says_whom_it_could_not_reach(self) -> None:
        with pytest.raises(UnableToConnectError, match=r"127\.0\.0\.1, port 1, cannot be reached"):
            SmtpPipeline("127.0.0.1", 1, our_name="k.example", tls=None)

    @pytest.mark.parametrize("name", ["", "a b", "k.example\r\nMAIL FROM:<>", "é"])
    def test_greets_with_a_name_that_is_one(self, name: str) -> None:
        with pytest.raises(NoNameError):
            SmtpPipeline("127.0.0.1", 1, our_name=name, tls=None)

    def test_sends_nothing_to_another_machine_in_the_clear(
        self, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        truth = server.begin(Script())
        monkeypatch.setattr(socket.socket, "getpeername", lambda _: ("192.0.2.1", 25))
        with pytest.raises(TlsRefusedError, match="under TLS only"):
            SmtpPipeline("127.0.0.1", server.port, our_name="k.example", tls=None)
        assert not truth.commands

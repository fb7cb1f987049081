"""Against a server that others wrote, aiosmtpd, in the clear and under TLS."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bield.adapters.smtp_opening import (
    LoginRefusedError,
    TlsRefusedError,
)
from bield.adapters.smtp_pipeline import SmtpPipeline
from bield.records.outgoing import (
    Delivery,
    Letter,
    Mailbox,
    Outcome,
    Outgoing,
    Reader,
)
from bield.warn.mail import Mailing

COUNT = 200
LETTER = Letter(
    subject="Warning",
    sender=Mailbox(name="PC Grant", address="alerts@k.example"),
    list_name="Alerts",
    list_id="alerts.k.example",
    feedback_id="9:scam:k:bield",
    language="en",
    unnamed="neighbour",
    text=".\n.dots\n\nDear {{name}}\n{{unsubscribe_url}}",
    html="<p>Dear {{name}}</p>\n<a href='{{unsubscribe_url}}'>no more</a>",
)


class Kept:
    """Keeps what comes; of every tenth recipient it says that there is nobody."""

    def __init__(self, *, pipelining: bool) -> None:
        self._pipelining = pipelining
        self.envelopes: list[Envelope] = []

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, name: str, lines: list[str]
    ) -> list[str]:
        session.host_name = name
        return [*lines[:-1], "250-PIPELINING", lines[-1]] if self._pipelining else lines

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("gone"):
            return "550 5.1.1 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.envelopes.append(envelope)
        return "250 2.0.0 queued"


@contextmanager
def served(kept: Kept, **more: object) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    controller = Controller(kept, hostname="127.0.0.1", port=port, **more)  # type: ignore[arg-type]
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def mails(count: int) -> Iterator[Outgoing]:
    mailing = Mailing(LETTER)
    for number in range(count):
        who = f"{'gone' if number % 10 == 9 else 'reader'}{number}@home.example"
        reader = Reader(
            mailbox=Mailbox(name=f"Zoë {number}", address=who),
            message_id=f"{number}@k.example",
            unsubscribe_url=f"https://k.example/u/{number}",
            preferences_url=f"https://k.example/p/{number}",
        )
        data = mailing.mail(reader, sent_at=datetime(2026, 12, 1, tzinfo=UTC))
        yield Outgoing(ref=str(number), return_path="b@k.example", recipient=who, data=data)


def send(pipeline: SmtpPipeline, count: int) -> tuple[list[str], list[Delivery]]:
    journal: list[str] = []
    told: list[Delivery] = []
    with pipeline:
        pipeline.send(mails(count), accepted=journal.append, told=told.append)
    return journal, told


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def server_side(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


class TestAServerThatOthersWrote:
    @pytest.mark.parametrize("pipelining", [True, False])
    def test_gets_each_mail_once_and_as_it_was_made(self, pipelining: bool) -> None:
        kept = Kept(pipelining=pipelining)
        with served(kept) as port:
            pipeline = SmtpPipeline("127.0.0.1", port, our_name="k.example", tls=None)
            journal, told = send(pipeline, COUNT)
        there = [str(n) for n in range(COUNT) if n % 10 != 9]
        assert journal == there
        assert [one.ref for one in told if one.address_is_dead] == [
            str(n) for n in range(COUNT) if n % 10 == 9
        ]
        sent = {mail.ref: mail.data for mail in mails(COUNT)}
        assert [envelope.content for envelope in kept.envelopes] == [sent[ref] for ref in there]
        assert [envelope.rcpt_tos for envelope in kept.envelopes] == [
            [f"reader{ref}@home.example"] for ref in there
        ]
        assert b"\r\n.dots\r\n" in sent["0"]

    def test_gets_it_under_tls_with_a_certificate_that_holds(self, certificate: Path) -> None:
        kept = Kept(pipelining=True)
        with served(kept, tls_context=server_side(certificate), require_starttls=True) as port:
            trusting = ssl.create_default_context(cafile=certificate)
            pipeline = SmtpPipeline("127.0.0.1", port, our_name="k.example", tls=trusting)
            _, told = send(pipeline, 20)
            assert sum(one.outcome is Outcome.ACCEPTED for one in told) == len(kept.envelopes) == 18
            with pytest.raises(TlsRefusedError, match="cannot be trusted: self-signed"):
                SmtpPipeline(
                    "127.0.0.1", port, our_name="k.example", tls=ssl.create_default_context()
                )
        assert len(kept.envelopes) == 18

    def test_takes_our_name_and_password_under_tls_only(self, certificate: Path) -> None:
        def known(
            server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
        ) -> AuthResult:
            right = data == LoginPassword(b"bield", b"open sesame")
            return AuthResult(success=right, handled=False)

        kept = Kept(pipelining=True)
        with served(
            kept,
            tls_context=server_side(certificate),
            authenticator=known,
            auth_required=True,
        ) as port:
            trusting = ssl.create_default_context(cafile=certificate)

            def with_password(password: str) -> SmtpPipeline:
                return SmtpPipeline(
                    "127.0.0.1",
                    port,
                    our_name="k.example",
                    tls=trusting,
                    login=("bield", password),
                    timeout_s=10,
                )

            assert send(with_password("open sesame"), 3)[0] == ["0", "1", "2"]
            with pytest.raises(LoginRefusedError, match="name and password: 535"):
                with_password("wrong")

"""Personalised, DKIM-signed mails a second and a core, into a sink that speaks SMTP.

python bench/alert_mail.py [MAILS] [--memory MAILS] [--profile]

In one run, on one sink, the same letter for the same readers:
  - ours: a compiled letter, our signer, one pipelined connection;
  - Django's EmailMultiAlternatives with dkimpy and smtplib, on one connection that stays open.
The sink is a process of its own, whose processor time is not ours: both are printed. So is how many
signatures alone RSA-2048 gives here, by the same library: no sender with one key can pass it.
The ways are measured in turns, since the machine is not ours alone. Processor time is what counts.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import re
import resource
import smtplib
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "warn"))

from letters import LETTER
from signing_keys import ED25519_PEM, RSA_PEM

from bield.adapters.smtp_pipeline import SmtpPipeline
from bield.records.outgoing import Delivery, Mailbox, Outcome, Outgoing, Reader
from bield.warn.dkim import Signer
from bield.warn.mail import Mailing

_TURNS = 5
_AT = datetime.now(UTC)
_NAMES = ("Zoë O'Brien", "Ann Smith", "Łukasz Nowak", "Mairi MacDonald", "", "李小龍")


def sink() -> None:
    """Take mails: what the kernel and a little Python can, and no more than SMTP asks for."""
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    while True:
        connection, _ = listening.accept()
        with connection:
            _talk(connection)


def _talk(connection: socket.socket) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(b"220 sink\r\n")
    held = b""
    in_mail = False
    while came := connection.recv(1 << 18):
        held += came
        said = b""
        while held:
            end = held.find(b"\r\n.\r\n") if in_mail else held.find(b"\r\n")
            if end < 0:
                break
            if in_mail:
                held, in_mail, said = held[end + 5 :], False, said + b"250 2.0.0 queued\r\n"
                continue
            verb, held = held[:4].upper(), held[end + 2 :]
            if verb == b"EHLO":
                said += b"250-sink\r\n250-SIZE 0\r\n250-ENHANCEDSTATUSCODES\r\n250 PIPELINING\r\n"
            elif verb == b"DATA":
                in_mail, said = True, said + b"354 go on\r\n"
            elif verb == b"QUIT":
                connection.sendall(said + b"221 bye\r\n")
                return
            else:
                said += b"250 2.1.0 ok\r\n"
        if said:
            connection.sendall(said)


def readers(count: int) -> Iterator[Reader]:
    for n in range(count):
        yield Reader(
            mailbox=Mailbox(name=_NAMES[n % len(_NAMES)], address=f"reader{n}@home.example"),
            message_id=f"9.{n}@k.example",
            unsubscribe_url=f"https://k.example/u/{n:032x}",
            preferences_url=f"https://k.example/p/{n:032x}",
        )


def ours(port: int, count: int, signers: list[Signer]) -> None:
    mailing = Mailing(LETTER, signers)
    mails = (
        Outgoing(
            ref=reader.message_id,
            return_path="bounce+9@k.example",
            recipient=reader.mailbox.address,
            data=mailing.mail(reader, sent_at=_AT),
        )
        for reader in readers(count)
    )
    journal = 0
    outcomes = dict.fromkeys(Outcome, 0)

    def accepted(_: str) -> None:
        nonlocal journal
        journal += 1

    def told(delivery: Delivery) -> None:
        outcomes[delivery.outcome] += 1

    with SmtpPipeline("127.0.0.1", port, our_name="k.example", tls=None) as pipeline:
        pipeline.send(mails, accepted=accepted, told=told)
    assert journal == outcomes[Outcome.ACCEPTED] == count


def django(port: int, count: int) -> None:
    import dkim
    from django.core.mail import EmailMultiAlternatives

    with smtplib.SMTP("127.0.0.1", port) as server:
        server.ehlo()
        for reader in readers(count):
            own = {
                "{{name}}": reader.mailbox.name or LETTER.unnamed,
                "{{unsubscribe_url}}": reader.unsubscribe_url,
                "{{preferences_url}}": reader.preferences_url,
                "{{ preferences_url }}": reader.preferences_url,
            }
            text, html = LETTER.text, LETTER.html
            for place, value in own.items():
                text, html = text.replace(place, value), html.replace(place, value)
            mail = EmailMultiAlternatives(
                LETTER.subject,
                text,
                f'"{LETTER.sender.name}" <{LETTER.sender.address}>',
                [reader.mailbox.address],
                headers={
                    "List-Id": f"<{LETTER.list_id}>",
                    "List-Unsubscribe": f"<{reader.unsubscribe_url}>",
                    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                    "Feedback-ID": LETTER.feedback_id,
                    "Message-ID": f"<{reader.message_id}>",
                },
            )
            mail.attach_alternative(html, "text/html")
            data = mail.message().as_bytes().replace(b"\n", b"\r\n")
            signature = dkim.sign(
                data, b"one", b"k.example", _PKCS1, canonicalize=(b"relaxed", b"relaxed")
            )
            server.sendmail("bounce+9@k.example", [reader.mailbox.address], signature + data)


def _pkcs1() -> bytes:
    key = serialization.load_pem_private_key(RSA_PEM, password=None)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )


_PKCS1 = _pkcs1()


def signatures_alone(count: int) -> None:
    key = serialization.load_pem_private_key(RSA_PEM, password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    how, hashed, data = padding.PKCS1v15(), hashes.SHA256(), b"x" * 900
    for _ in range(count):
        key.sign(data, how, hashed)


def made_alone(count: int, signers: list[Signer]) -> None:
    mailing = Mailing(LETTER, signers)
    for reader in readers(count):
        mailing.mail(reader, sent_at=_AT)


def processor_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb() -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("mails", type=int, nargs="?", default=2000)
    parser.add_argument("--memory", type=int, default=100_000)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--sink", action="store_true")
    chosen = parser.parse_args()
    if chosen.sink:
        sink()
    from django.conf import settings

    settings.configure(USE_I18N=False)
    with subprocess.Popen(
        [sys.executable, __file__, "--sink"], stdout=subprocess.PIPE, text=True
    ) as taking:
        assert taking.stdout is not None
        port = int(taking.stdout.readline())
        try:
            measure(port, taking.pid, chosen.mails)
            if chosen.profile:
                profile(port, chosen.mails)
            memory(port, chosen.memory)
        finally:
            taking.kill()
    return 0


def measure(port: int, sink_pid: int, count: int) -> None:
    by_rsa = [Signer(RSA_PEM, domain="k.example", selector="one")]
    by_edwards = [Signer(ED25519_PEM, domain="k.example", selector="two")]
    few = max(count // 20, 20)
    ways: dict[str, tuple[int, Callable[[int], None]]] = {
        "RSA-2048 signatures alone": (count, signatures_alone),
        "ours, made and signed, not sent": (count, lambda n: made_alone(n, by_rsa)),
        "ours, RSA-2048, sent": (count, lambda n: ours(port, n, by_rsa)),
        "ours, Ed25519, sent": (count, lambda n: ours(port, n, by_edwards)),
        "ours, not signed, sent": (count, lambda n: ours(port, n, [])),
        "Django + dkimpy + smtplib": (few, lambda n: django(port, n)),
    }
    took: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ways}
    for turn in range(_TURNS + 1):
        for name, (number, way) in ways.items():
            clock, own, others = time.perf_counter(), time.process_time(), processor_s(sink_pid)
            way(number)
            if turn:  # the first is to warm up
                took[name].append(
                    (
                        (time.process_time() - own) / number,
                        (time.perf_counter() - clock) / number,
                        (processor_s(sink_pid) - others) / number,
                    )
                )
    size = len(Mailing(LETTER, by_rsa).mail(next(readers(1)), sent_at=_AT))
    print(f"{count:,} mails of {size:,} bytes ({few:,} by Django), {_TURNS} turns, medians")
    print(f"{'':34}{'a core':>9}{'best':>9}{'by clock':>9}   processor time a mail: ours, sink's")
    rate: dict[str, float] = {}
    for name, turns in took.items():
        own, clock, others = (statistics.median(column) for column in zip(*turns, strict=True))
        best = min(column[0] for column in turns)
        rate[name] = 1 / own
        print(
            f"  {name:32}{1 / own:9,.0f}{1 / best:9,.0f}{1 / clock:9,.0f}"
            f"   {own * 1e6:8,.0f} µs {others * 1e6:8,.0f} µs"
        )
    sent, alone = rate["ours, RSA-2048, sent"], rate["RSA-2048 signatures alone"]
    print(
        f"  RSA-signed, of what signing alone allows: {sent / alone:.0%}   (2,500 of 3,300: 76 %)"
    )
    print(
        f"  RSA-signed mails a second a core: {sent:,.0f}   (asked: ≥ 2,500 where signing gives "
        f"3,300; here it gives {alone:,.0f})"
    )
    ratios = sorted(
        theirs[0] / own[0]
        for theirs, own in zip(
            took["Django + dkimpy + smtplib"], took["ours, RSA-2048, sent"], strict=True
        )
    )
    print(
        f"  × Django + dkimpy + smtplib: {statistics.median(ratios):.1f}, turn by turn "
        f"{ratios[0]:.1f} to {ratios[-1]:.1f}   (asked: ≥ 20)"
    )


def profile(port: int, count: int) -> None:
    watched = cProfile.Profile()
    signers = [Signer(RSA_PEM, domain="k.example", selector="one")]
    watched.runcall(ours, port, count, signers)
    pstats.Stats(watched).sort_stats("tottime").print_stats(18)


def memory(port: int, count: int) -> None:
    """Memory after each tenth; signed by Ed25519, since what is asked is not how fast."""
    signers = [Signer(ED25519_PEM, domain="k.example", selector="two")]
    ours(port, 2000, signers)
    at = []
    for _ in range(10):
        ours(port, count // 10, signers)
        at.append(resident_mb())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"memory after each tenth of {count:,} mails: {min(at):.1f} to {max(at):.1f} MB, "
        f"the last less the first {at[-1] - at[0]:+.1f} MB; peak of the process {peak:.0f} MB "
        "(Django and dkimpy in it; asked: flat, < 200 MB)"
    )


if __name__ == "__main__":
    sys.exit(main())

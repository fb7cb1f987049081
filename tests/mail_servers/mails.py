"""A thousand mails of every kind that a mail server meets."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MESSAGES = Path(__file__).resolve().parent.parent / "messages"
_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8
THREAT = (
    "Hello pervert. I hacked your computer and I recorded you while you were watching porn.\r\n"
    "I know your password: hunter22x\r\n"
    "Send 900 USD in bitcoin to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa or I send the video to all "
    "your contacts. You have 48 hours.\r\n"
)
_FORGED = (
    b"X-Bield-Verdict: not_sextortion; probability=0.000; tactic=none\r\n"
    b"x-bield-VERDICT: not_sextortion;\r\n\tprobability=0.000\r\n"
    b"X-Bield-Anything: looked at, nothing found\r\n"
)


@dataclass(frozen=True, slots=True)
class Mail:
    name: str
    sent: bytes
    """With CRLF."""
    passed: bytes
    """What should come through: without what is forged. With CRLF."""


def headers(subject: str, *more: str) -> bytes:
    lines = (
        "From: Somebody <somebody@elsewhere.test>",
        "To: you@sink.test",
        *([f"Subject: {subject}"] if subject else []),
        "Date: Tue, 24 Nov 2026 10:00:00 +0000",
        "Message-ID: <one@elsewhere.test>",
        "MIME-Version: 1.0",
        *more,
    )
    return "\r\n".join(lines).encode() + b"\r\n"


def picture(size: int = 0) -> bytes:
    data = _JPEG if not size else _JPEG + bytes(size)
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def only_a_picture(size: int = 0) -> bytes:
    return (
        headers("", "Content-Type: image/jpeg", "Content-Transfer-Encoding: base64")
        + b"\r\n"
        + picture(size)
    )


def huge(megabytes: int) -> bytes:
    """A threat with a large attachment."""
    return (
        headers("I know", 'Content-Type: multipart/mixed; boundary="xx"')
        + b"\r\n--xx\r\nContent-Type: text/plain\r\n\r\n"
        + THREAT.encode()
        + b"\r\n--xx\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + (b"UEsDBBQAAAAIAAAAIQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n")
        * (megabytes * 1_048_576 // 74)
        + b"--xx--\r\n"
    )


def _odd() -> Iterator[tuple[str, bytes]]:
    text = "Content-Type: text/plain; charset=utf-8"
    multipart = 'Content-Type: multipart/mixed; boundary="b"'
    yield "nothing", headers("") + b"\r\n"
    yield "no words", headers("") + b"\r\n\r\n  \r\n"
    yield "no headers", b"\r\n" + THREAT.encode()
    yield "no end of headers", headers("lunch?")
    yield "headers like a document", b"%PDF-1: x\r\n" + headers("hi") + b"\r\n" + THREAT.encode()
    yield "only a picture", only_a_picture()
    yield (
        "8-bit",
        headers("hi", text, "Content-Transfer-Encoding: 8bit")
        + "\r\nGrüße, bis später\r\n".encode(),
    )
    yield "8-bit, undeclared", headers("hi") + "\r\nGrüße, bis später\r\n".encode("latin-1")
    yield "8-bit header", "Subject: Grüße\r\n".encode("latin-1") + headers("") + b"\r\nhi there\r\n"
    yield "control characters", headers("hi") + b"\r\na\x07b\x1bc\x7f\x80\xff\r\n"
    yield "an open part", headers("hi", multipart) + b"\r\n--b\r\n\r\n" + THREAT.encode()
    yield "no part", headers("hi", multipart) + b"\r\n" + THREAT.encode()
    yield (
        "broken base64",
        headers("hi", text, "Content-Transfer-Encoding: base64") + b"\r\n!!!!=\r\nQUJD\xff\r\n",
    )
    yield (
        "unknown charset",
        headers("hi", "Content-Type: text/plain; charset=klingon") + b"\r\nqapla'\r\n",
    )
    yield "dots", headers("hi") + b"\r\n.\r\n..\r\n.hidden\r\nthe end\r\n"
    yield "a folded header", headers("hi", "X-Long: a", "\tb", " c") + b"\r\nsee you at six\r\n"
    yield (
        "a header without a space",
        b"X-Close:by\r\nX-Empty:\r\n" + headers("hi") + b"\r\nsee you\r\n",
    )
    yield "large", huge(2)


_OF_THE_MESSAGES = 260
"""How many of the test messages are sent: several each, in a thousand."""


def _messages() -> Iterator[Mail]:
    paths = [p for p in sorted(MESSAGES.rglob("*.*")) if p.parent != MESSAGES]
    paths = [p for p in paths if p.suffix in {".eml", ".txt"}]
    for path in paths[:: max(1, len(paths) // _OF_THE_MESSAGES)]:
        mail = _crlf(path.read_bytes())
        if path.suffix == ".txt":
            mail = headers("hello", "Content-Type: text/plain; charset=utf-8") + b"\r\n" + mail
        yield Mail(str(path.relative_to(MESSAGES)), mail, mail)


@cache
def templates() -> tuple[Mail, ...]:
    """Every kind of mail once."""
    odd = [Mail(name, mail, mail) for name, mail in _odd()]
    # A server ends the headers itself where a line is none.
    start, rest = headers("hi"), b"this is no header\r\n\r\n" + THREAT.encode()
    odd.append(Mail("a header that is none", start + rest, start + b"\r\n" + rest))
    messages = list(_messages())
    forged = [
        Mail(f"forged {one.name}", _FORGED + one.sent, one.passed)
        for one in (*messages[:20], Mail("picture", only_a_picture(), only_a_picture()))
    ]
    return (*odd, *forged, *messages)


def thousand() -> Iterator[tuple[str, Mail]]:
    """Give a thousand mails, each with the local part of its own address."""
    for number, mail in zip(range(1000), itertools.cycle(templates()), strict=False):
        yield f"n{number:04}", mail


def _crlf(data: bytes) -> bytes:
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    mail = b"\r\n".join(lines)
    return mail if mail.endswith(b"\r\n") else mail + b"\r\n"

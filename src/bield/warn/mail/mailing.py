"""A letter, compiled: everything that is the same for all its readers is made and hashed once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from bield.records.outgoing import Attachment, Letter, Mailbox, Reader
from bield.warn.dkim import Signer, relaxed_field
from bield.warn.mail import fields, written
from bield.warn.mail.places import (
    Piece,
    Place,
    PlaceRefusedError,
    escaped,
    lines,
    pieces,
    refuse_unsafe_places,
)

_MIXED, _ALTERNATIVE = "=_mixed", "=_alternative"
"""What parts the parts: neither quoted-printable nor base64 ever writes `=_`."""
_READERS_OWN = ("To", "Date", "Message-ID", "List-Unsubscribe")

_Run = bytes | tuple[bool, list[Piece]]
"""Bytes for everybody; or whether it is HTML, and the pieces of a line with places in it."""


class Mailing:
    """One letter, ready to be addressed to each of its readers."""

    def __init__(self, letter: Letter, signers: Sequence[Signer] = ()) -> None:
        """Compile a letter.

        Args:
            letter: What everybody gets.
            signers: One signature each; none for a mail that the relay signs.

        Raises:
            FieldRefusedError: A field has something that cannot stand in it.
            PlaceRefusedError: A place cannot be filled or not safely, or the text or the HTML
                has no place for the link to unsubscribe.
        """
        head = _head(letter)
        self._unnamed = fields.name("unnamed", letter.unnamed)
        self._head = _plain(head).encode("ascii") + b"\r\n"
        self._relaxed_head = b"".join(relaxed_field(n, v.encode("ascii")) for n, v in head)
        names = [name for name, _ in head] + list(_READERS_OWN)
        self._signatures = [signer.prepared(names) for signer in signers]
        runs = _merged(_body(letter, unnamed=self._unnamed))
        self._first = runs[0] if isinstance(runs[0], bytes) else b""
        self._runs = runs[1:] if self._first else runs
        self._begun = hashlib.sha256(self._first)
        self._dated: tuple[datetime | None, bytes, bytes] = (None, b"", b"")

    def mail(self, reader: Reader, *, sent_at: datetime) -> bytes:
        """Give one reader's mail, signed, with CRLF line ends and no dots stuffed.

        Args:
            reader: Who gets it.
            sent_at: For its date, with a time zone.

        Raises:
            FieldRefusedError: Something of the reader's cannot stand in a mail.
        """
        name = fields.name("the reader's name", reader.mailbox.name)
        to = written.mailbox(
            Mailbox(
                name=name,
                address=fields.address("the reader's address", reader.mailbox.address),
            )
        )
        identity = fields.message_id("the Message-ID", reader.message_id)
        leave = fields.web_address("the link to unsubscribe", reader.unsubscribe_url)
        choose = fields.web_address("the link to the preferences", reader.preferences_url)
        if self._dated[0] != sent_at:
            self._dated = (sent_at, *_dates(sent_at))
        _, date, relaxed_date = self._dated
        own = b"".join(
            (
                f"To: {to}\r\n".encode("ascii"),
                date,
                f"Message-ID: <{identity}>\r\nList-Unsubscribe: <{leave}>\r\n".encode("ascii"),
            )
        )
        body = self._body((name or self._unnamed, leave, choose))
        if not self._signatures:
            return b"".join((own, self._head, self._first, *body))
        hashed = self._begun.copy()
        for run in body:
            hashed.update(run)
        digest = hashed.digest()
        # By its making each fold is one space, and there are no two: only the names are relaxed.
        relaxed = b"".join(
            (
                self._relaxed_head,
                f"to:{to}".encode("ascii").replace(b"\r\n", b""),
                relaxed_date,
                f"message-id:<{identity}>\r\nlist-unsubscribe:<{leave}>\r\n".encode("ascii"),
            )
        )
        signatures = [
            prepared.field(relaxed, body=digest, signed_at=sent_at) for prepared in self._signatures
        ]
        return b"".join((*signatures, own, self._head, self._first, *body))

    def _body(self, values: tuple[str, str, str]) -> list[bytes]:
        in_html = escaped(values)
        made: list[bytes] = []
        for run in self._runs:
            if isinstance(run, bytes):
                made.append(run)
                continue
            is_html, line = run
            own = in_html if is_html else values
            made.append(
                written.quoted_line(
                    "".join([piece if isinstance(piece, str) else own[piece] for piece in line])
                )
            )
        return made


def _dates(sent_at: datetime) -> tuple[bytes, bytes]:
    if sent_at.utcoffset() is None:
        raise fields.FieldRefusedError("the date", "it has no time zone.")
    date = format_datetime(sent_at).encode("ascii")
    return b"Date: " + date + b"\r\n", b"\r\ndate:" + date + b"\r\n"


def _head(letter: Letter) -> list[tuple[str, str]]:
    list_name = fields.name("list_name", letter.list_name)
    list_id = fields.list_id("list_id", letter.list_id)
    subject = fields.line("subject", letter.subject, longest=fields.LONGEST_SUBJECT)
    if not subject.strip():
        raise fields.FieldRefusedError("subject", "it is empty.")
    kind, parting = ("mixed", _MIXED) if letter.attachments else ("alternative", _ALTERNATIVE)
    head = [
        ("From", _mailbox("sender", letter.sender)),
        ("Subject", written.unstructured(subject)),
        (
            "List-Id",
            f"{written.phrase(list_name)}\r\n <{list_id}>" if list_name else f"<{list_id}>",
        ),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Feedback-ID", fields.feedback_id("feedback_id", letter.feedback_id)),
        ("Content-Language", fields.language("language", letter.language)),
        # So that no machine answers that somebody is away: RFC 3834, 5.
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/{kind};\r\n boundary="{parting}"'),
    ]
    if letter.reply_to is not None:
        head.insert(1, ("Reply-To", _mailbox("reply_to", letter.reply_to)))
    return head


def _mailbox(field: str, value: Mailbox) -> str:
    return written.mailbox(
        Mailbox(
            name=fields.name(f"{field}'s name", value.name),
            address=fields.address(f"{field}'s address", value.address),
        )
    )


def _body(letter: Letter, *, unnamed: str) -> list[_Run]:
    plain = pieces("text", fields.text("text", letter.text).rstrip("\n"))
    rich = pieces("html", fields.text("html", letter.html).rstrip("\n"))
    refuse_unsafe_places(rich)
    for part, of in (("text", plain), ("html", rich)):
        if Place.UNSUBSCRIBE_URL not in of:
            raise PlaceRefusedError(
                f"The letter's {part} has no {{{{unsubscribe_url}}}}: everybody must see how to "
                "get no more."
            )
        if Place.NAME in of and not unnamed:
            raise PlaceRefusedError(
                f"The letter's {part} has {{{{name}}}}: say in `unnamed` what stands there where "
                "no name is known."
            )
    runs: list[_Run] = []
    if letter.attachments:
        runs.append(
            f"--{_MIXED}\r\nContent-Type: multipart/alternative;\r\n"
            f' boundary="{_ALTERNATIVE}"\r\n\r\n'.encode("ascii")
        )
    for kind, of in (("plain", plain), ("html", rich)):
        runs.append(
            f"--{_ALTERNATIVE}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode("ascii")
        )
        for line in lines(of):
            if any(isinstance(piece, Place) for piece in line):
                runs.append((kind == "html", line))
            else:
                runs.append(written.quoted_line("".join(str(piece) for piece in line)))
            runs.append(b"\r\n")
    runs.append(f"--{_ALTERNATIVE}--\r\n".encode("ascii"))
    runs += [_attached(number, one) for number, one in enumerate(letter.attachments, start=1)]
    if letter.attachments:
        runs.append(f"--{_MIXED}--\r\n".encode("ascii"))
    return runs


def _attached(number: int, attachment: Attachment) -> bytes:
    of = f"attachment {number}'s"
    media_type = fields.media_type(f"{of} media_type", attachment.media_type)
    name = written.file_parameter(fields.file_name(f"{of} file_name", attachment.file_name))
    return (
        f"--{_MIXED}\r\nContent-Type: {media_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;\r\n {name}\r\n\r\n".encode("ascii")
        + written.base64_lines(attachment.data)
    )


def _plain(head: Sequence[tuple[str, str]]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in head)


def _merged(runs: Sequence[_Run]) -> list[_Run]:
    """Join what is the same for everybody."""
    merged: list[_Run] = []
    held: list[bytes] = []
    for run in runs:
        if isinstance(run, bytes):
            held.append(run)
            continue
        merged += [b"".join(held), run]
        held = []
    return [*merged, b"".join(held)]

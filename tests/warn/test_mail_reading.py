"""What a reader's mail program makes of a mail: Python's `email` reads it, dkimpy checks it."""

from __future__ import annotations

import hashlib
import html as entities
import re
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

import dkim
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import AT, LETTER, reader
from signing_keys import ED25519_PEM, RSA_PEM

from bield.records.outgoing import Attachment, Letter, Mailbox, Reader
from bield.warn.dkim import BodyHash, Signer
from bield.warn.mail import Mailing

SIGNERS = [
    Signer(RSA_PEM, domain="k.example", selector="one"),
    Signer(ED25519_PEM, domain="k.example", selector="two"),
]
PDF = Attachment(file_name="Advice ü.pdf", media_type="application/pdf", data=bytes(range(256)) * 9)


def mail(letter: Letter = LETTER, of: Reader | None = None) -> bytes:
    return Mailing(letter, SIGNERS).mail(of or reader(), sent_at=AT)


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def text(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    assert not body.defects
    return str(body.get_content()).replace("\r\n", "\n")


def named(data: bytes, field: str) -> tuple[str, str]:
    """Name and address, by the older of Python's two readers.

    The newer one puts a space between two encoded words of a name, against RFC 2047, 6.2.
    """
    name, address = parseaddr(message_from_bytes(data)[field].replace("\r\n", ""))
    return str(make_header(decode_header(name))), address


def is_signed(data: bytes) -> bool:
    known = {f"{s.record_name}.".encode(): s.record.encode() for s in SIGNERS}

    def lookup(name: bytes, timeout: int = 5) -> bytes | None:
        return known.get(name)

    return all(dkim.DKIM(data).verify(idx=n, dnsfunc=lookup) for n in range(len(SIGNERS)))


CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\u2028\u2029")
WORDS = st.text(CHARACTERS, max_size=60).filter(
    lambda x: not re.search("[\u202a-\u202e\u2066-\u2069]", x)
)
NAMES = WORDS.filter(lambda x: "://" not in x and "www." not in x.lower())
LINES = st.lists(WORDS.filter(lambda x: "{{" not in x and "}}" not in x), max_size=6).map("\n".join)


class TestAMail:
    def test_is_a_text_and_a_page_with_what_the_reader_needs(self) -> None:
        message = read(mail())
        assert message.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in message.iter_parts()] == [
            "text/plain",
            "text/html",
        ]
        assert text(message).startswith("Dear Zoë O'Brien,\n")
        assert "https://k.example/u/abc?x=1&y=2\n" in text(message)
        page = text(message, "html")
        assert "Dear Zoë O&#x27;Brien," in page
        assert '<a href="https://k.example/u/abc?x=1&amp;y=2">' in page
        assert "href='https://k.example/p/abc'" in page

    def test_says_who_when_and_how_to_leave_in_its_head(self) -> None:
        message = read(mail())
        assert message["From"] == '"PC Ailsa Grant, Police Scotland" <alerts@k.example>'
        assert message["To"] == "Zoë O'Brien <zoe@home.example>"
        assert message["Subject"] == LETTER.subject
        assert message["Reply-To"] == "K Division <reply+9@k.example>"
        assert message["Date"].datetime == AT
        assert message["Message-ID"] == "<9.1@k.example>"
        assert message["List-Id"] == "Alerts for Renfrewshire <renfrewshire.alerts.k.example>"
        assert message["List-Unsubscribe"] == "<https://k.example/u/abc?x=1&y=2>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message["Feedback-ID"] == "9:scam:k-division:bield"
        assert message["Content-Language"] == "en-GB"
        assert message["Auto-Submitted"] == "auto-generated"

    def test_says_the_same_to_whoever_reads_the_text_as_was_written(self) -> None:
        expected = (
            LETTER.text.replace("{{name}}", "Zoë O'Brien")
            .replace("{{unsubscribe_url}}", "https://k.example/u/abc?x=1&y=2")
            .replace("{{preferences_url}}", "https://k.example/p/abc")
        )
        assert text(read(mail())) == expected.rstrip("\n")

    def test_has_a_word_for_a_reader_whose_name_is_not_known(self) -> None:
        message = read(mail(of=reader(name="")))
        assert text(message).startswith("Dear neighbour,\n")
        assert message["To"] == "zoe@home.example"

    @pytest.mark.parametrize("name", ["=?utf-8?q?Bcc=3A?=", 'A "B" \\ C, D', "a@b.example"])
    def test_shows_a_name_that_looks_like_code_as_it_is(self, name: str) -> None:
        assert named(mail(of=reader(name=name)), "To") == (name, "zoe@home.example")

    def test_carries_attachments_byte_for_byte(self) -> None:
        message = read(mail(replace(LETTER, attachments=(PDF, replace(PDF, file_name="b.pdf")))))
        assert message.get_content_type() == "multipart/mixed"
        first, second = message.iter_attachments()
        assert first.get_filename() == "Advice ü.pdf"
        assert second.get_filename() == "b.pdf"
        assert first.get_content_type() == "application/pdf"
        assert first.get_content() == PDF.data
        assert text(message).startswith("Dear Zoë")

    def test_of_a_page_cannot_be_made_code_by_a_name(self) -> None:
        name = """<img src=x onerror='a()'>&amp;"</p>"""
        message = read(mail(of=reader(name=name)))
        assert text(message).startswith(f"Dear {name},\n")
        page = text(message, "html")
        assert "<img" not in page
        assert entities.unescape(page).count(name) == 1

    @settings(max_examples=40, deadline=None)
    @given(name=NAMES, subject=WORDS, words=LINES, sender=NAMES, listed=NAMES)
    def test_comes_out_as_it_was_written_and_its_signatures_hold(
        self, name: str, subject: str, words: str, sender: str, listed: str
    ) -> None:
        letter = replace(
            LETTER,
            subject=f"!{subject}",
            sender=Mailbox(name=sender, address="alerts@k.example"),
            list_name=listed,
            text=f"{words}\n{{{{name}}}} {words} {{{{unsubscribe_url}}}}",
        )
        data = mail(letter, reader(name=name))
        name, sender, listed = (" ".join(x.split()) for x in (name, sender, listed))
        message = read(data)
        assert is_signed(data)
        assert data.isascii()
        assert max(map(len, data.split(b"\r\n"))) <= 998
        assert not re.search(rb"[^\r]\n|\r[^\n]|[ \t]\r\n|[^\r\n]  |\0", data)
        head, _, body = data.partition(b"\r\n\r\n")
        assert all(len(word) <= 75 for word in re.findall(rb"=\?\S*\?=", head))
        assert max(map(len, body.split(b"\r\n"))) <= 76
        own = f"{words}\n{name or 'neighbour'} {words} https://k.example/u/abc?x=1&y=2"
        assert text(message) == own
        assert named(data, "To") == (name, "zoe@home.example")
        assert named(data, "From") == (sender, "alerts@k.example")
        assert message["Subject"] == f"!{subject}"

    @given(words=LINES)
    def test_is_written_so_that_relaxed_leaves_its_body_as_it_is(self, words: str) -> None:
        data = Mailing(replace(LETTER, text=words + "{{unsubscribe_url}}")).mail(
            reader(), sent_at=AT
        )
        body = data.partition(b"\r\n\r\n")[2]
        hashed = BodyHash()
        hashed.update(body)
        assert hashed.digest() == hashlib.sha256(body).digest()

    def test_is_the_same_bytes_whenever_it_is_made_again(self) -> None:
        assert mail() == mail()


class TestManyMails:
    @pytest.mark.parametrize("signers", [[], SIGNERS])
    def test_of_one_letter_share_nothing_of_a_reader(self, signers: list[Signer]) -> None:
        mailing = Mailing(LETTER, signers)
        first = mailing.mail(reader(), sent_at=AT)
        other = mailing.mail(
            reader("Ann", "ann@home.example", unsubscribe_url="https://k.example/u/2"), sent_at=AT
        )
        assert b"zoe@" not in other
        assert b"u/abc" not in other
        assert mailing.mail(reader(), sent_at=AT) == first

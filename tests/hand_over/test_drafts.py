"""A mail carried in another: not one of its bytes is changed, however broken it is."""

from __future__ import annotations

import base64
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bield.hand_over.drafts import Draft, draft, mailto

PLAIN = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Pay\r\n\r\nPay me.\r\n"
MESSAGES = Path(__file__).parents[1] / "messages"

AS_MAIL = {
    "with the line ends of the net": PLAIN,
    "with the line ends of Unix": PLAIN.replace(b"\r\n", b"\n"),
    "with eight bits": PLAIN + "Zahl’ mir £900 – heute.\r\n".encode() + b"\xe9\xff\r\n",
    "with headers folded oddly": b"Subject: a\r\n\tb\r\n  c\r\nX:" + b" x" * 400 + b"\r\n\r\nhi",
    "without an end of the last line": PLAIN.removesuffix(b"\r\n"),
    "without a body": b"Subject: x",
    "with parts that never close": b'Content-Type: multipart/mixed; boundary="q"\n\n--q\n\nhi\n--q',
    "with blank lines at the end": PLAIN + b"\r\n\r\n\r\n",
    "with blanks before line ends": b"Subject: x   \r\n\r\nhi   \r\n.\r\n..\r\nFrom here\r\n",
    "with a line of 998 bytes": PLAIN + b"x" * 998 + b"\r\n",
    "with the envelope of another draft": draft(
        PLAIN, to="x@y.example", subject="s", text="t\n", file_name="f.eml"
    ).data,
}  # fmt: skip
AS_FILE = {
    "with a NUL": PLAIN + b"a\0b\r\n",
    "with a line that is too long": PLAIN + b"x" * 999 + b"\r\n",
    "with two kinds of line ends": PLAIN + b"a\nb\r\n",
    "with a bare return": PLAIN + b"a\rb\r\n",
    "with the first line of a mailbox": b"From a@b Thu Jan  1 00:00:00 1970\n" + PLAIN,
    "that begins with words": b"Dear victim,\r\n\r\npay me.\r\n",
    "that is empty": b"",
    "of Outlook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}


def made(carried: bytes) -> Draft:
    return draft(
        carried,
        to="report@phishing.gov.uk",
        subject="Blackmail",
        text="As it came – with a «text».\n",
        file_name="exhibit-1.eml",
    )


def taken_out(mail: bytes) -> bytes:
    """The attachment as a reader of RFC 2046 gets it, who knows nothing of how it was put in."""
    header = mail.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    (mark,) = [part.split(b'"')[1] for part in header.split(b"\n") if b"boundary=" in part]
    end = b"\r\n" if b"\r\n" in mail[: mail.index(mark)] else b"\n"
    parts = mail.split(end + b"--" + mark)
    assert parts[-1].strip() == b"--"
    assert len(parts) == 4, "headers, text, attachment, end"
    part_header, _, content = parts[2].removeprefix(end).partition(end + end)
    if b"base64" in part_header:
        return base64.b64decode(content)
    assert b"message/rfc822" in part_header
    return content


class TestTheCarriedMail:
    @pytest.mark.parametrize("carried", AS_MAIL.values(), ids=AS_MAIL)
    def test_stands_in_it_as_a_mail_byte_for_byte(self, carried: bytes) -> None:
        found = made(carried)
        assert found.as_mail
        assert taken_out(found.data) == carried

    @pytest.mark.parametrize("carried", AS_FILE.values(), ids=AS_FILE)
    def test_stands_in_it_as_a_file_where_a_mail_would_be_changed(self, carried: bytes) -> None:
        found = made(carried)
        assert not found.as_mail
        assert taken_out(found.data) == carried
        attached = list(message_from_bytes(found.data, policy=policy.default).iter_attachments())
        assert [part.get_content() for part in attached] == [carried]

    @pytest.mark.parametrize("path", sorted(MESSAGES.rglob("*.eml"))[::15], ids=lambda p: p.name)
    def test_is_whole_for_real_ones(self, path: Path) -> None:
        carried = path.read_bytes()
        assert taken_out(made(carried).data) == carried

    @settings(max_examples=150, deadline=None)
    @given(
        st.lists(
            st.one_of(
                st.sampled_from(
                    [b"Subject: x", b"", b"--bield-", b"\0", b"\r", b"From x", b"\xff"]
                ),
                st.binary(max_size=40),
            ),
            max_size=8,
        ),
        st.sampled_from([b"\n", b"\r\n"]),
    )
    @example([b"Subject: x", b"", b"--"], b"\r\n")
    def test_is_whole_whatever_its_bytes_are(self, lines: list[bytes], end: bytes) -> None:
        carried = end.join(lines)
        assert taken_out(made(carried).data) == carried


class TestTheDraft:
    def test_opens_as_one_that_was_not_sent_yet(self) -> None:
        found = message_from_bytes(made(PLAIN).data, policy=policy.default)
        assert found["X-Unsent"] == "1"
        assert found["To"] == "report@phishing.gov.uk"
        assert found["From"] is None
        assert found["Date"] is None
        body = found.get_body()
        assert body is not None
        assert body.get_content().strip() == "As it came – with a «text»."

    def test_is_read_by_a_mail_program_as_a_mail_within_a_mail(self) -> None:
        found = message_from_bytes(made(PLAIN).data, policy=policy.default)
        (attached,) = found.iter_attachments()
        assert attached.get_content_type() == "message/rfc822"
        assert attached.get_filename() == "exhibit-1.eml"
        assert attached.get_content()["Subject"] == "Pay"
        assert found.defects == attached.defects == []

    def test_says_that_eight_bits_are_in_it_where_they_are(self) -> None:
        found = message_from_bytes(made(AS_MAIL["with eight bits"]).data)
        assert found["Content-Transfer-Encoding"] == "8bit"
        assert message_from_bytes(made(PLAIN).data)["Content-Transfer-Encoding"] == "7bit"

    def test_has_the_line_ends_of_the_mail_in_it_throughout(self) -> None:
        assert b"\r" not in made(AS_MAIL["with the line ends of Unix"]).data
        assert b"\n" not in made(PLAIN).data.replace(b"\r\n", b"")

    def test_is_the_same_each_time(self) -> None:
        assert made(PLAIN) == made(PLAIN)


class TestTheLink:
    def test_begins_the_same_mail_with_every_sign_of_it(self) -> None:
        link = urlsplit(mailto("report@phishing.gov.uk", "A & B?", "One #1\n\nTwo = 2 – «3»\n"))
        assert (link.scheme, link.path) == ("mailto", "report@phishing.gov.uk")
        fields = parse_qs(link.query, strict_parsing=True)
        assert fields["subject"] == ["A & B?"]
        assert fields["body"] == ["One #1\r\n\r\nTwo = 2 – «3»"]

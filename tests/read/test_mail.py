"""Reading mail: what a person sees, in whatever way it was packed."""

from __future__ import annotations

import base64
import quopri
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bield.ports import Raster, Seen
from bield.read import (
    MAX_BYTES,
    NothingToReadError,
    PictureRefusedError,
    TooComplexToReadError,
    TooLargeToReadError,
    UnableToReadError,
    read,
)
from bield.records import Format, Message, Verdict
from bield.wiring import check

HEAD = (
    b"From: Sender <one@example.org>\r\nTo: two@example.net\r\n"
    b"Subject: Hello\r\nMIME-Version: 1.0\r\n"
)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def words_or_sentence(data: bytes) -> Message | str:
    """The message, or the sentence of a named refusal; anything else that is raised is a fault."""
    try:
        return read(data)
    except UnableToReadError as refusal:
        return str(refusal)


def mail(body: bytes, *headers: bytes) -> bytes:
    return HEAD + b"".join(h + b"\r\n" for h in headers) + b"\r\n" + body


def multipart(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
    return mail(body, b"Content-Type: multipart/" + kind + b"; boundary=edge")


class TestReadMail:
    def test_gives_subject_then_body(self) -> None:
        message = read(mail(b"I know what you did.\r\nPay me."))
        assert message.format is Format.MAIL
        assert message.text == "Hello\n\nI know what you did.\nPay me."
        assert (message.subject, message.sender) == ("Hello", "one@example.org")
        assert message.recipients == ("two@example.net",)

    @pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
    @pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
    def test_decodes_every_transfer_encoding_and_charset(self, charset: str, encoding: str) -> None:
        if encoding == "8bit" and charset == "utf-16":
            pytest.skip("UTF-16 cannot travel as 8bit")
        words = "Überweisen Sie 900 € – sofort!" if charset != "iso-8859-1" else "Überweisen Sie!"
        raw = words.encode(charset)
        packed = {
            "base64": base64.encodebytes(raw),
            "quoted-printable": quopri.encodestring(raw),
            "8bit": raw,
        }[encoding]
        message = read(
            mail(
                packed,
                f"Content-Type: text/plain; charset={charset}".encode(),
                f"Content-Transfer-Encoding: {encoding}".encode(),
            )
        )
        assert message.text == f"Hello\n\n{words}"

    def test_trusts_letters_more_than_a_wrong_charset(self) -> None:
        message = read(mail("Größe".encode(), b"Content-Type: text/plain; charset=us-ascii"))
        assert message.text.endswith("Größe")
        message = read(mail("Größe".encode("latin-1"), b"Content-Type: text/plain; charset=utf-8"))
        assert message.text.endswith("Größe")
        assert any("encoding" in note for note in message.notes)

    @pytest.mark.parametrize("charset", [b"no-such-charset", b"punycode", b"zip", b"\xff\xfe", b""])
    def test_reads_on_when_the_charset_is_nonsense(self, charset: bytes) -> None:
        message = read(mail(b"plain words", b"Content-Type: text/plain; charset=" + charset))
        assert message.text == "Hello\n\nplain words"

    def test_decodes_words_in_headers(self) -> None:
        raw = HEAD.replace(b"Hello", b"=?utf-8?B?w5xiZXJmw6RsbGln?= =?iso-8859-1?Q?_gr=FC=DFe?=")
        assert read(raw + b"\r\nx").subject == "Überfällig grüße"

    def test_takes_the_html_that_mail_programs_show(self) -> None:
        message = read(
            multipart(
                b"alternative",
                b"Content-Type: text/plain\r\n\r\nYour invoice is ready, thank you.",
                b"Content-Type: text/html\r\n\r\n<p>I have recorded <b>you</b></p>",
            )
        )
        assert message.text == "Hello\n\nI have recorded you"

    def test_takes_the_fuller_text_when_the_html_says_almost_nothing(self) -> None:
        message = read(
            multipart(
                b"alternative",
                b"Content-Type: text/plain\r\n\r\nA long threat stands in here, many words of it.",
                b"Content-Type: text/html\r\n\r\n<img src=x>",
            )
        )
        assert "long threat" in message.text

    def test_reads_each_attached_mail_with_its_subject(self) -> None:
        attached = (
            b"Content-Type: message/rfc822\r\n\r\nFrom: x@example.com\r\nSubject: Your secret"
            b"\r\n\r\nPay me."
        )
        message = read(
            multipart(b"mixed", b"Content-Type: text/plain\r\n\r\nI got these:", attached, attached)
        )
        both = "\n\n".join(["Your secret\n\nPay me."] * 2)
        assert message.text == f"Hello\n\nI got these:\n\n{both}"

    def test_reads_an_attached_mail_that_was_encoded_though_it_must_not_be(self) -> None:
        inner = b"From: x@example.com\r\nSubject: Your secret\r\n\r\nPay me."
        message = read(
            multipart(
                b"mixed",
                b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + base64.encodebytes(inner),
            )
        )
        assert message.text == "Your secret\n\nPay me."

    def test_reads_an_invitation_s_words(self) -> None:
        entry = (
            b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY;LANGUAGE=en:Last warning\r\n"
            b"DESCRIPTION:I filmed you\\, and I will sen\r\n d it\\nto everybody.\r\nUID:1\r\n"
            b"END:VEVENT\r\nEND:VCALENDAR"
        )
        part = b"Content-Type: text/calendar; method=REQUEST\r\n\r\n" + entry
        wanted = "Hello\n\nLast warning\nI filmed you, and I will send it\nto everybody."
        assert read(multipart(b"mixed", part)).text == wanted
        seen = read(
            multipart(
                b"alternative",
                b"Content-Type: text/html\r\n\r\n<p>See you at six, by the old bridge</p>",
                part,
            )
        )
        assert seen.text == "Hello\n\nSee you at six, by the old bridge"

    def test_reads_letters_that_are_written_as_numbers_in_plain_text(self) -> None:
        words = "I have filmed you"
        coded = "".join(f"&#{ord(c)};" for c in words).encode()
        message = read(mail(coded, b"Content-Type: text/plain"))
        assert message.text == f"Hello\n\n{words}"
        assert any("numbers" in note for note in message.notes)
        assert "&#38;" in read(mail(b"a &#38; b", b"Content-Type: text/plain")).text

    def test_reads_html_that_says_it_is_plain_text(self) -> None:
        html = b"<html><body><p>I have <b hidden>zima</b>filmed you</body></html>"
        assert read(mail(html, b"Content-Type: text/plain")).text == "Hello\n\nI have filmed you"

    @pytest.mark.parametrize(
        "between",
        [
            "<span style='font-size:0'>снег</span>",
            "<!-- снег -->",
            "<font style='display:none'>snö</font>",
            "&shy;",
            "&#8203;",
            "\u00ad",
        ],
    )
    def test_reads_a_threat_with_something_hidden_between_all_its_letters(
        self, between: str
    ) -> None:
        words = (
            "I recorded you through your webcam while you visited adult websites. Send 900 USD in "
            "bitcoin or I send the video to all your contacts. You have 48 hours."
        )
        html = "<p>" + between.join(words) + "</p>"
        raw = mail(html.encode(), b"Content-Type: text/html; charset=utf-8")
        plain = "".join(c for c in read(raw).text if c not in "\u00ad\u200b")
        assert plain == f"Hello\n\n{words}"
        assert check(raw).finding.verdict is Verdict.SEXTORTION

    def test_never_opens_an_archive_and_names_it(self) -> None:
        message = read(
            multipart(
                b"mixed",
                b"Content-Type: text/plain\r\n\r\nSee attachment.",
                b"Content-Type: application/zip; name=bomb.zip\r\nContent-Disposition: attachment;"
                b" filename=bomb.zip\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBBQAAAA=",
            )
        )
        assert message.notes == ("Not opened: bomb.zip.",)

    def test_knows_when_it_says_it_comes_from_the_address_it_went_to(self) -> None:
        assert read(
            HEAD.replace(b"one@example.org", b"TWO@example.net") + b"\r\nx"
        ).claims_own_address
        assert not read(HEAD + b"\r\nx").claims_own_address

    def test_skips_the_separator_line_of_an_mbox(self) -> None:
        raw = b"From one@example.org Tue Nov 24 11:00:00 2026\r\n" + mail(b"words")
        assert read(raw).sender == "one@example.org"


class FakeEyes:
    """Sees in every picture what it was told to, and counts what it was asked."""

    def __init__(
        self, words: str = "", codes: tuple[str, ...] = (), *, fails: bool = False
    ) -> None:
        self._seen = Seen(words, codes)
        self._fails = fails
        self.asked: list[bool] = []

    def look(self, picture: bytes | Raster, *, words: bool = True) -> Seen:
        self.asked.append(words)
        if self._fails:
            raise UnableToReadError("The program that reads pictures is not installed.")
        return self._seen if words else Seen("", self._seen.codes)


def part(name: str, kind: str, data: bytes) -> bytes:
    head = f"Content-Type: {kind}; name={name}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode() + base64.encodebytes(data)


def pdf(words: str) -> bytes:
    """The shortest PDF that says something."""
    drawn = f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 "
        b"5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made + b"xref\n0 6\n0000000000 65535 f \n" + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)
    )  # fmt: skip


class TestWhatIsAttached:
    SHORT = b"Content-Type: text/plain\r\n\r\nSee attachment."

    def test_reads_the_threat_in_an_attached_pdf(self) -> None:
        for kind in ("application/pdf", "application/octet-stream"):
            threat = part("Ada.pdf", kind, pdf("I filmed you. Pay 900 dollars."))
            message = read(multipart(b"mixed", self.SHORT, threat))
            assert message.text.startswith("Hello\n\nSee attachment.")
            assert "I filmed you. Pay 900 dollars." in message.text
            assert any("Ada.pdf" in note for note in message.notes)

    def test_says_when_an_attached_document_cannot_be_read(self) -> None:
        raw = multipart(b"mixed", self.SHORT, part("a.pdf", "application/pdf", b"%PDF-1.7 no"))
        message = read(raw)
        assert message.text == "Hello\n\nSee attachment."
        assert any("«a.pdf» could not be read" in note for note in message.notes)

    def test_opens_a_bounded_number_of_documents(self) -> None:
        documents = [part(f"{n}.pdf", "application/pdf", pdf(f"words {n}")) for n in range(8)]
        message = read(multipart(b"mixed", self.SHORT, *documents))
        assert "words 4" in message.text
        assert "words 5" not in message.text
        assert any("Not opened: 5.pdf, 6.pdf, 7.pdf" in note for note in message.notes)

    def test_reads_words_and_codes_off_a_picture_where_the_mail_has_few_words(self) -> None:
        raw = multipart(b"mixed", self.SHORT, part("me.png", "image/png", PNG))
        eyes = FakeEyes("I filmed you", ("bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",))
        message = read(raw, eyes=eyes)
        assert "I filmed you" in message.text
        assert "QR code: bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa" in message.text
        assert any("picture" in note for note in message.notes)
        assert eyes.asked == [True]

    def test_looks_for_codes_alone_where_the_mail_has_words(self) -> None:
        words = b"Content-Type: text/plain\r\n\r\n" + b"words " * 30
        eyes = FakeEyes("a logo", ("bitcoin:x",))
        message = read(multipart(b"mixed", words, part("a.png", "image/png", PNG)), eyes=eyes)
        assert "a logo" not in message.text
        assert "QR code: bitcoin:x" in message.text
        assert eyes.asked == [False]

    def test_says_when_a_picture_cannot_be_read(self) -> None:
        raw = multipart(b"mixed", self.SHORT, part("me.png", "image/png", PNG))
        message = read(raw, eyes=FakeEyes(fails=True))
        assert any("not installed" in note for note in message.notes)
        assert "me.png" in " ".join(read(raw).notes), "without eyes it is named"

    def test_shows_no_picture_to_any_eyes_where_pictures_are_not_taken(self) -> None:
        eyes = FakeEyes("words")
        for made in (part("me.png", "image/png", PNG), part("me.bin", "application/x", PNG)):
            with pytest.raises(PictureRefusedError):
                read(multipart(b"mixed", self.SHORT, made), pictures_allowed=False, eyes=eyes)
        assert eyes.asked == []

    def test_refuses_a_picture_within_the_html_where_pictures_are_not_taken(self) -> None:
        html = b"<p>look<img src='data:image/png;base64,iVBORw0KGgoAAAA='>"
        raw = mail(html, b"Content-Type: text/html")
        saved = b"Content-Type: application/octet-stream; name=it.eml\r\n\r\n" + raw
        for made in (raw, multipart(b"mixed", saved)):
            assert "look" in read(made).text
            with pytest.raises(PictureRefusedError, match="stay on your own device"):
                read(made, pictures_allowed=False)


class TestRefusals:
    def test_refuses_a_picture_in_a_mail_where_pictures_are_not_taken(self) -> None:
        for kind in (b"image/png", b"application/octet-stream", b"text/plain", b"video/mp4"):
            raw = multipart(
                b"mixed",
                b"Content-Type: text/plain\r\n\r\nlook",
                b"Content-Type: "
                + kind
                + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + base64.encodebytes(PNG),
            )
            assert "look" in read(raw).text, "on the own machine the words are read"
            with pytest.raises(PictureRefusedError, match="stay on your own device"):
                read(raw, pictures_allowed=False)

    def test_says_when_there_are_only_attachments(self) -> None:
        raw = (
            b"From: a@example.org\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: image/png; name=threat.png\r\n\r\nxx"
        )
        with pytest.raises(NothingToReadError, match=r"threat\.png"):
            read(raw)

    def test_refuses_what_is_too_large_by_name(self) -> None:
        with pytest.raises(TooLargeToReadError, match="25 MB"):
            read(b"a" * (MAX_BYTES + 1))

    @pytest.mark.parametrize(
        "nest",
        [
            lambda n: b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i)
                for i in range(n)
            ),
            lambda n: b"Content-Type: message/rfc822\r\n\r\n" * n,
            lambda n: b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * n,
        ],
        ids=["each its own boundary", "mails in mails", "one boundary, looping"],
    )
    @pytest.mark.parametrize("depth", [60, 1_200, 60_000])
    @pytest.mark.timeout(20)
    def test_bounds_a_tree_that_is_nested_deep_or_loops(self, nest: object, depth: int) -> None:
        words_or_sentence(HEAD + nest(depth) + b"\r\nwords")  # type: ignore[operator]

    def test_refuses_more_parts_than_anybody_sends(self) -> None:
        with pytest.raises(TooComplexToReadError):
            read(multipart(b"mixed", *[b"\r\nx"] * 300))

    def test_reads_a_large_mail_in_little_memory(self) -> None:
        attachment = base64.encodebytes(b"\x00" * 12_000_000)
        raw = multipart(
            b"mixed",
            b"Content-Type: text/plain\r\n\r\nthe words",
            b"Content-Type: application/pdf; name=big.pdf\r\nContent-Transfer-Encoding: base64"
            b"\r\n\r\n" + attachment,
        )
        tracemalloc.start()
        message = read(raw)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert "the words" in message.text
        assert peak < 200_000_000


@st.composite
def almost_mails(draw: st.DrawFn) -> bytes:
    """Mails put together from right and broken pieces: nearer to trouble than random bytes."""
    pieces = draw(
        st.lists(
            st.one_of(
                st.sampled_from(
                    [
                        HEAD, b"\r\n", b"\n\n", b"--edge\r\n", b"--edge--\r\n", b"--\r\n", b"\x00",
                        b"Content-Type: multipart/mixed; boundary=edge\r\n",
                        b"Content-Type: multipart/alternative; boundary=\"edge\r\n",
                        b"Content-Type: message/rfc822\r\n", b"Content-Type: text/html\r\n",
                        b"Content-Type: text/plain; charset*=utf-8''%ff\r\n",
                        b"Content-Type: text/plain; charset=utf-7\r\n",
                        b"Content-Type: text/plain; charset=\"idna\"\r\n",
                        b"Content-Transfer-Encoding: base64\r\n", b"====", b"=?utf-8?b?!!!?=",
                        b"Content-Transfer-Encoding: x-uuencode\r\nbegin 666 x\r\n",
                        b"Content-Disposition: attachment; filename*0*=utf-8''%E4; x=1\r\n",
                        b"Subject: =?unknown?q?=FF=FE?= =?utf-16?b?2D0=?=\r\n", b"From: <@>,;:\r\n",
                        b"To: \"\\\r\n", b"<div hidden>", b"&#xD800;&#0;&#1114112;",
                        b"\xed\xa0\x80",
                        b"<style>.a{display:none}", b"<svg><title>", b"\xff\xfe", b"From x\r\n",
                    ]
                ),
                st.binary(max_size=200),
                st.text(max_size=50).map(lambda t: t.encode("utf-8", "surrogatepass")),
            ),
            max_size=60,
        )
    )  # fmt: skip
    return b"".join(pieces)[:65_536]


class TestNothingEscapes:
    @given(st.one_of(st.binary(max_size=65_536), almost_mails()))
    @example(b"Content-Type: text/plain; charset=utf-8\r\nFrom: a\r\n\r\n\xed\xa0\x80")
    @example(HEAD + b'Content-Type: text/plain; charset="\r\n "\r\n\r\nx')
    def test_any_input_gives_words_or_a_named_refusal(self, data: bytes) -> None:
        message = words_or_sentence(data)
        if isinstance(message, str):
            assert message.endswith((".", ".)"))
            return
        assert message.text.strip()
        for text in (message.text, message.subject, message.sender, *message.notes):
            text.encode("utf-8")  # no lone surrogate: it can be printed and sent
            assert "\x00" not in text

    @given(almost_mails())
    def test_the_same_bytes_give_the_same_words(self, data: bytes) -> None:
        assert words_or_sentence(data) == words_or_sentence(data)

    @given(almost_mails())
    def test_whatever_can_be_read_can_be_answered(self, data: bytes) -> None:
        if not isinstance(words_or_sentence(data), str):
            answer = check(data)
            assert answer.plan.steps
            assert 0 <= answer.finding.probability <= 1


class TestFoundByFuzzing:
    """What tests/fuzz/fuzz_readers.py found, kept."""

    def test_a_subject_of_broken_base64_is_read_as_it_stands(self) -> None:
        data = (
            b"From: =?utf-8?b?0JDRgdGB0L51bnQ=?= <mail4410@harbour.example.net>\n"
            b"Subject: =?utf-8?b?WdC+dXIg0LDRgdG\x00\x00L51bnQgaNCwcyBi0LXQtW4gaNCw0YFr0LVkLiA=?=\n"
            b"Message-ID: <1@harbour.example.net>\n\nI recorded you.\n"
        )
        assert "I recorded you." in read(data).text

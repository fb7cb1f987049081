"""What files say of themselves, read from files that real programs made."""

from __future__ import annotations

import io
import json

import pytest
from compound import BODY, HEADERS, SUBJECT, compound_file, outlook_tree
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from bield.read.metadata import Fact, Tells, as_json, metadata_of
from documents import Sheet, docx, paragraph, part, pdf, pdf_of

SCOTLAND = {1: "N", 2: (57.0, 8.0, 59.0), 3: "W", 4: (2.0, 5.0, 39.48), 6: 12.5, 29: "2026:11:20"}
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    b'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    b'xmp:CreatorTool="Photo Editor 9"><photoshop:City>Leith</photoshop:City>'
    b"<dc:creator><rdf:Seq><rdf:li>Ann Smith</rdf:li></rdf:Seq></dc:creator>"
    b"</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x010F], made[0x0110], made[0x013B], made[0x0112] = "Apple", "iPhone 15", "Ann Smith", 6
    made.get_ifd(0x8769).update(
        {0x9003: "2026:11:20 21:04:05", 0x9011: "+00:00", 0x9286: b"ASCII\0\0\0at home"}
    )
    made.get_ifd(0x8825).update(SCOTLAND)
    return made


def picture(kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (32, 24), "teal").save(out, kind, **how)
    return out.getvalue()


def said(data: bytes) -> dict[str, str]:
    return {fact.label: fact.value for fact in metadata_of(data)}


def telling(data: bytes, tells: Tells) -> set[str]:
    return {fact.value for fact in metadata_of(data) if fact.tells is tells}


class TestAPicture:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_tells_where_and_with_what_it_was_taken(self, kind: str) -> None:
        facts = said(picture(kind, exif=exif()))
        assert facts["Place"] == "57.149722, -2.094300"
        assert facts["Model of the device"] == "iPhone 15"
        assert facts["Artist"] == "Ann Smith"
        assert facts["Orientation"] == "6"
        assert facts["Taken at"] == "2026:11:20 21:04:05"
        assert facts["Comment"] == "at home"

    def test_marks_what_tells_of_the_person(self) -> None:
        data = picture("JPEG", exif=exif())
        assert telling(data, Tells.PLACE) >= {"57.149722, -2.094300", "12 m"}
        assert telling(data, Tells.NAME) == {"Ann Smith"}
        assert telling(data, Tells.DEVICE) == {"Apple", "iPhone 15"}

    @pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
    def test_tells_what_stands_in_xmp(self, kind: str) -> None:
        facts = said(picture(kind, xmp=XMP))
        assert facts["XMP xmp:CreatorTool"] == "Photo Editor 9"
        assert facts["XMP photoshop:City"] == "Leith"
        assert facts["XMP dc:creator"] == "Ann Smith"

    def test_tells_comments_and_texts(self) -> None:
        assert said(picture("JPEG", comment=b"for Kate"))["Comment"] == "for Kate"
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Software", "Screens 2")
        texts.add_text("Author", "Ann Smith", zip=True)
        texts.add_itxt("Title", "Übung", lang="de")
        facts = said(picture("PNG", pnginfo=texts))
        assert (facts["Software"], facts["Author"], facts["Title"]) == (
            "Screens 2",
            "Ann Smith",
            "Übung",
        )

    def test_tells_of_what_stands_behind_it(self) -> None:
        for kind in ("JPEG", "PNG", "WEBP"):
            data = picture(kind)
            assert metadata_of(data) == ()
            assert "Behind the picture" in said(data + b"a whole other picture")

    def test_as_tiff_is_such_a_block_itself(self) -> None:
        assert said(exif().tobytes().removeprefix(b"Exif\0\0"))["Artist"] == "Ann Smith"

    def test_of_a_phone_in_heic_is_read_where_exif_stands_as_it_is(self) -> None:
        block = exif().tobytes()
        heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0" * 50 + b"\0\0\0\x06" + block
        assert said(heic)["Place"] == "57.149722, -2.094300"

    def test_that_moves_tells_its_place(self) -> None:
        film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x20\xa9xyz\0\x11\x15\xc7"
        assert said(film + b"+57.1497-002.0943/" + b"\0" * 9)["Place"] == "+57.1497-002.0943/"

    def test_with_a_place_that_cannot_be_read_says_that_there_is_one(self) -> None:
        made = Image.Exif()
        made.get_ifd(0x8825).update({1: "N"})
        facts = [f for f in metadata_of(picture("JPEG", exif=made)) if f.tells is Tells.PLACE]
        assert [f.label for f in facts] == ["Place"]

    @given(st.data())
    def test_that_is_cut_or_changed_anywhere_is_read_as_far_as_it_goes(
        self, data: st.DataObject
    ) -> None:
        whole = data.draw(st.sampled_from(WHOLE))
        cut = whole[: data.draw(st.integers(0, len(whole)))]
        metadata_of(cut)
        changed = bytearray(whole)
        for _ in range(3):
            changed[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        assert all(isinstance(fact, Fact) for fact in metadata_of(bytes(changed)))


WHOLE = [
    picture("JPEG", exif=exif(), xmp=XMP, comment=b"x", progressive=True),
    picture("PNG", exif=exif()),
    picture("WEBP", exif=exif(), xmp=XMP),
]


class TestAMail:
    MAIL = (
        b"Received: from mx.example.net (mx [192.0.2.7])\r\n\tby in.example.org"
        b" for <ann@example.org>; Tue, 24 Nov 2026 21:05:00 +0000\r\n"
        b"From: Boss <boss@example.net>\r\nTo: ann@example.org\r\nSubject: =?utf-8?q?=C3=9C?=\r\n"
        b"X-Twice: 1\r\nX-Twice: 2\r\n\r\nPay.\r\n"
    )

    def test_gives_its_headers_whole_and_in_order(self) -> None:
        assert [(f.label, f.value) for f in metadata_of(self.MAIL)] == [
            (
                "Received",
                "from mx.example.net (mx [192.0.2.7])\tby in.example.org for <ann@example.org>; "
                "Tue, 24 Nov 2026 21:05:00 +0000",
            ),
            ("From", "Boss <boss@example.net>"),
            ("To", "ann@example.org"),
            ("Subject", "=?utf-8?q?=C3=9C?="),
            ("X-Twice", "1"),
            ("X-Twice", "2"),
        ]

    def test_marks_the_headers_that_name_who_got_it(self) -> None:
        marked = {f.label for f in metadata_of(self.MAIL) if f.tells is Tells.NAME}
        assert marked == {"Received", "To"}
        from_self = self.MAIL.replace(b"boss@example.net", b"Ann@example.org")
        marked = {f.label for f in metadata_of(from_self) if f.tells is Tells.NAME}
        assert marked == {"Received", "To", "From"}

    def test_gives_those_of_a_mail_attached_to_it(self) -> None:
        outer = (
            b"From: ann@example.org\r\nTo: help@example.org\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
            b"Content-Type: message/rfc822\r\n\r\n" + self.MAIL + b"\r\n--b--\r\n"
        )
        labels = [f.label for f in metadata_of(outer)]
        assert labels[:5] == ["From", "To", "MIME-Version", "Content-Type", "Attached mail"]
        assert labels[5:7] == ["Received", "From"]

    def test_saved_from_outlook_gives_those_it_was_sent_with(self) -> None:
        sent = self.MAIL.partition(b"\r\n\r\n")[0].decode() + "\r\n\r\n"
        saved = compound_file(outlook_tree({SUBJECT: "Hi", BODY: "Pay.", HEADERS: sent}))
        assert metadata_of(saved) == metadata_of(self.MAIL)

    def test_of_several_gives_each(self) -> None:
        mbox = b"".join(b"From x Tue Nov 24 21:05:00 2026\n" + self.MAIL + b"\n" for _ in "ab")
        numbers = [f.value for f in metadata_of(mbox) if f.label == "Mail"]
        assert numbers == ["1", "2"]

    @given(st.binary())
    @example(b"a: \xff\r\n")
    def test_with_any_bytes_in_a_header_is_read(self, value: bytes) -> None:
        metadata_of(b"From: a@example.org\r\nTo: b@example.org\r\nX-Odd: " + value + b"\r\n\r\nx")


class TestADocument:
    def test_as_pdf_tells_who_made_it_and_when(self) -> None:
        info = b"<</Author(Ann Smith)/Producer(Printer 3)/CreationDate(D:20261124210500Z)>>"
        plain = pdf(Sheet(lines=["Pay."]))
        made = _with_info(info)
        facts = said(made)
        assert (facts["Author"], facts["Producer"]) == ("Ann Smith", "Printer 3")
        assert facts["CreationDate"] == "D:20261124210500Z"
        assert telling(made, Tells.NAME) == {"Ann Smith"}
        assert said(plain) == {"Pages": "1"}
        assert said(plain + XMP)["XMP dc:creator"] == "Ann Smith"

    def test_as_docx_tells_who_wrote_changed_and_commented(self) -> None:
        core = (
            b'<cp:coreProperties xmlns:cp="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            b"<dc:creator>Ann Smith</dc:creator><cp:lastModifiedBy>Bob</cp:lastModifiedBy>"
            b"</cp:coreProperties>"
        )
        comment = part('<w:comment w:author="Kate &amp; Co"/>', "comments")
        made = docx(paragraph("Pay."), {"docProps/core.xml": core, "word/comments.xml": comment})
        assert telling(made, Tells.NAME) == {"Ann Smith", "Bob", "Kate & Co"}

    def test_with_an_entity_bomb_is_read_as_far_as_it_goes(self) -> None:
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
        facts = said(docx(paragraph("Pay."), {"docProps/core.xml": bomb}))
        assert "could not be read" in facts["docProps/core.xml"]

    def test_as_a_saved_page_tells_where_it_was(self) -> None:
        page = (
            b"<!-- saved from url=(0031)https://social.example/profile -->\n<html><head>"
            b'<meta name="Author" content="Kate"></head><body>Pay.</body></html>'
        )
        assert said(page) == {"Saved from": "https://social.example/profile", "author": "Kate"}


def _with_info(info: bytes) -> bytes:
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
            info,
        ],
        trailer=b"/Info 4 0 R",
    )


class TestAChat:
    def test_tells_who_writes_and_from_when_to_when(self) -> None:
        chat = (
            "20/11/2026, 21:04 - Kate: hi\n20/11/2026, 21:05 - Ann Smith: hello\n"
            "25/11/2026, 08:00 - Kate: pay me\n"
        )
        facts = said(chat.encode())
        assert facts["Chat"].startswith("WhatsApp")
        assert facts["Who writes"] == "Kate, Ann Smith"
        assert facts["First message"].startswith("20/11/2026, 21:04 (2026-11-20T21:04:00")
        assert facts["Last message"].startswith("25/11/2026, 08:00")
        assert facts["Messages read"] == "3"


def test_are_written_as_rows_that_json_reads_again() -> None:
    rows = json.loads(as_json([Fact("To", "ann é", Tells.NAME), Fact("X", "1")]))
    assert rows == [["To", "ann é", "name"], ["X", "1"]]
    assert json.loads(as_json([])) == []

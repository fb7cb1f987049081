"""Word documents: what a person sees on opening one."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield import check
from bield.read import (
    NotAMessageError,
    NothingToReadError,
    PictureRefusedError,
    TooComplexToReadError,
    TooLargeToReadError,
    UnableToReadError,
    read,
)
from bield.read.docx import read_docx
from bield.read.refusals import LockedError
from bield.records import Format, Verdict
from documents import (
    PAYMENT,
    THREAT,
    FakeEyes,
    docx,
    encoded,
    packed,
    paragraph,
    part,
    street,
)

PHOTO = {"word/media/image1.jpeg": encoded(street(), "JPEG")}


class TestWords:
    def test_stand_line_by_line(self) -> None:
        body = paragraph("Dear Jane") + "<w:p/>" + paragraph("Pay &lt;now&gt; – or else")
        message = read(docx(body))
        assert message.format is Format.DOCUMENT
        assert message.text == "Dear Jane\n\nPay <now> – or else"
        assert message.notes == ()

    def test_of_a_table_a_text_box_and_breaks_are_read_once(self) -> None:
        row = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Sum", "900 USD"))
        box = f"<wps:txbx><w:txbxContent>{paragraph('In a box')}</w:txbxContent></wps:txbx>"
        body = (
            f"<w:tbl><w:tr>{row}</w:tr></w:tbl><w:p><w:r><mc:AlternateContent><mc:Choice>{box}"
            f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
            "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>"
        )
        text = read(docx(body)).text
        assert text.split() == ["Sum", "900", "USD", "In", "a", "box", "one", "two", "three"]
        assert "one\ntwo\tthree" in text

    def test_of_headers_notes_comments_and_footers_are_read_too(self) -> None:
        more = {
            "word/header1.xml": part(paragraph("Metropolitan Police"), "hdr"),
            "word/footer2.xml": part(paragraph("page 1"), "ftr"),
            "word/footnotes.xml": part(f"<w:footnote>{paragraph('a note')}</w:footnote>", "fns"),
            "word/comments.xml": part(f"<w:comment>{paragraph('a remark')}</w:comment>", "cs"),
        }
        text = read(docx(paragraph("You are accused"), more)).text
        lines = [line for line in text.splitlines() if line]
        assert lines == ["Metropolitan Police", "You are accused", "a note", "a remark", "page 1"]

    def test_that_were_deleted_or_moved_away_or_are_hidden_are_left_out(self) -> None:
        body = (
            paragraph("Pa", "")
            + "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
            + "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>"
            + "<w:ins><w:r><w:t>added</w:t></w:r></w:ins></w:p>"
            + paragraph("gone", "<w:vanish/>")
            + paragraph("gone", '<w:sz w:val="2"/>')
            + paragraph("gone", '<w:rStyle w:val="Sly"/>')
            + '<w:p><w:pPr><w:pStyle w:val="Slyer"/></w:pPr><w:r><w:t>gone</w:t></w:r></w:p>'
            + paragraph("seen", '<w:vanish w:val="0"/><w:sz w:val="22"/>')
            + "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>seen</w:t></w:r></w:p>"
        )
        styles = (
            '<w:style w:styleId="Sly"><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:styleId="Slyer"><w:basedOn w:val="Sly"/></w:style>'
        )
        text = read(docx(body, {"word/styles.xml": part(styles, "styles")})).text
        assert text.split() == ["Pa", "added", "seen", "seen"]

    def test_are_followed_by_where_the_links_lead(self) -> None:
        field = '<w:p><w:r><w:instrText> HYPERLINK "https://b.example" </w:instrText></w:r></w:p>'
        message = read(
            docx(paragraph("Pay here") + field, links=["https://a.example/?x=1&amp;y=2"])
        )
        assert message.text == (
            "Pay here\n\nLink: https://b.example\nLink: https://a.example/?x=1&y=2"
        )

    def test_name_sextortion_in_a_word_document(self) -> None:
        assert check(docx(paragraph(THREAT))).finding.verdict is Verdict.SEXTORTION

    def test_of_strict_documents_are_read_by_the_same_names(self) -> None:
        strict = docx(paragraph("Strict"))
        with zipfile.ZipFile(io.BytesIO(strict)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        members["word/document.xml"] = members["word/document.xml"].replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        assert read(packed(members)).text == "Strict"


class TestPictures:
    def test_are_named_as_not_looked_at_where_nothing_can(self) -> None:
        assert read_docx(docx(paragraph("Hello"), PHOTO)).notes == (
            "Not looked at: 1 picture in it.",
        )

    def test_are_looked_at_for_codes_and_for_words_where_the_document_has_almost_none(self) -> None:
        eyes = FakeEyes(words="a scanned threat", codes=(PAYMENT,))
        message = read_docx(docx(paragraph(THREAT), PHOTO), eyes=eyes)
        assert message.text == f"{THREAT}\n\nQR code: {PAYMENT}"
        message = read_docx(docx(paragraph("Open"), PHOTO), eyes=eyes)
        assert message.text == f"Open\n\na scanned threat\n\nQR code: {PAYMENT}"
        assert [words for _, words in eyes.shown] == [False, True]

    @pytest.mark.parametrize(
        "more",
        [
            PHOTO,
            {"word/media/image1.emf": b"drawing"},
            {"docProps/thumbnail.jpeg": b"x"},
            {"customXml/a.bin": encoded(street())},
            {"word/embeddings/oleObject1.bin": b"anything"},
        ],
        ids=lambda more: next(iter(more)),
    )
    def test_and_other_files_in_it_are_refused_on_the_site(self, more: dict[str, bytes]) -> None:
        with pytest.raises(PictureRefusedError, match="own device"):
            read(docx(paragraph(THREAT), more), pictures_allowed=False)

    def test_none_in_it_is_taken_on_the_site(self) -> None:
        assert read(docx(paragraph(THREAT)), pictures_allowed=False).text == THREAT


class TestRefusals:
    def test_of_one_with_macros_says_to_save_it_as_pdf_or_copy_the_words(self) -> None:
        with pytest.raises(NotAMessageError, match="save it as PDF or copy the words"):
            read(docx(paragraph("x"), {"word/vbaProject.bin": b"\xd0\xcf"}))

    def test_of_an_old_one_says_the_same(self) -> None:
        with pytest.raises(NotAMessageError, match="old Office document: save it as PDF"):
            read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)

    def test_of_one_with_a_password_says_how_to_unlock_it(self) -> None:
        data = bytearray(docx(paragraph("secret")))
        for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            place = data.find(mark)
            while place >= 0:
                data[place + at] |= 1
                place = data.find(mark, place + 4)
        with pytest.raises(LockedError, match="password"):
            read(bytes(data))

    @pytest.mark.parametrize(
        "xml",
        [
            b"<w:document",
            part("<w:body>")[:-5],
            b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>',
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            b'<?xml version="1.0" encoding="klingon"?><a/>',
            b"\xff\xfe\x00",
        ],
    )
    def test_of_a_damaged_one_says_what_to_do(self, xml: bytes) -> None:
        with pytest.raises(NotAMessageError, match=r"[Ss]ave it as PDF"):
            read(docx("", {"word/document.xml": xml}))

    def test_of_an_empty_one_says_what_to_do(self) -> None:
        with pytest.raises(NothingToReadError, match="No words were found"):
            read(docx("<w:p/>"))


class TestBounds:
    def test_a_part_that_unpacks_to_far_more_than_a_letter_is_refused(self) -> None:
        with pytest.raises(TooLargeToReadError, match="far larger unpacked"):
            read(docx("", {"word/document.xml": b" " * 400_000_000}))
        # One that packs no better than text does, and is too large all the same.
        words = b"".join(b"<w:t>%d</w:t>" % number for number in range(2_000_000))
        with pytest.raises(TooLargeToReadError, match="far larger unpacked"):
            read(docx("", {"word/document.xml": part(words.decode())}))

    def test_more_parts_than_a_letter_has_are_refused(self) -> None:
        more = {f"word/{number}.xml": b"" for number in range(1_200)}
        with pytest.raises(TooComplexToReadError, match="more parts"):
            read(docx(paragraph("x"), more))

    def test_elements_nested_without_end_are_refused(self) -> None:
        with pytest.raises(TooComplexToReadError, match="nested deeper"):
            read(docx("<w:p>" * 50_000 + "</w:p>" * 50_000))


GOOD = docx(paragraph(THREAT) + "<w:p><w:r><w:br/></w:r></w:p>", PHOTO, links=["https://a.example"])
TAGS = [
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>words</w:t>", "<w:del>", "</w:del>", "<w:pPr>",
    "</w:pPr>", "<w:vanish/>", '<w:sz w:val="9999999999"/>', "<w:rPr/>", "&#0;", "&#xD800;",
    "<w:instrText>HYPERLINK \"\"</w:instrText>", "<w:pStyle/>", "<w:tc/>", "<!-- -->", "\ufffe",
]  # fmt: skip


class TestNothingEscapes:
    @given(st.integers(0, len(GOOD)), st.integers(0, 60), st.binary(max_size=30))
    def test_any_damage_gives_words_or_a_named_refusal(self, at: int, cut: int, put: bytes) -> None:
        self._read(GOOD[:at] + put + GOOD[at + cut :])

    @given(st.lists(st.sampled_from(TAGS), max_size=30).map("".join))
    def test_any_markup_gives_words_or_a_named_refusal(self, body: str) -> None:
        self._read(docx(body))

    @staticmethod
    def _read(data: bytes) -> None:
        try:
            message = read_docx(data, eyes=FakeEyes(words="w", codes=("c",)))
        except UnableToReadError:
            return
        message.text.encode("utf-8")
        assert message.text.strip()

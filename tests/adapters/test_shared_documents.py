"""Copies of documents for others say nothing of who wrote them, and refuse where they would."""

from __future__ import annotations

import io
import zipfile

import pytest
from test_shared_copy import PICTURES, XMP, copy

from bield.adapters.shared_copy import LEFT_OUT, CannotCleanError
from bield.read import read
from bield.read.metadata import metadata_of
from documents import Sheet, docx, paragraph, part, pdf, pdf_of, stream

CORE = (
    b'<cp:coreProperties xmlns:cp="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    b"<dc:creator>Ann Smith</dc:creator></cp:coreProperties>"
)


class TestADocument:
    def test_as_docx_has_its_words_and_nobody_who_wrote_them(self) -> None:
        comment = '<w:comment w:author="Ann Smith" w:initials="AS" w:date="2026"/>'
        given_file = docx(
            paragraph("Pay me, Ann Smith."),
            {
                "docProps/core.xml": CORE,
                "word/comments.xml": part(comment, "comments"),
                "word/people.xml": b'<p author="Ann Smith" userId="ann.smith@b.example"/>',
                "word/media/image1.jpeg": PICTURES["JPEG"],
            },
        )
        made = copy(given_file)
        assert read(made.data).text == f"Pay me, {LEFT_OUT}."
        with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist())
        assert not any(own in whole for own in (b"Smith", b'"AS"', b"iPhone", b"2026"))

    def test_as_docx_with_a_file_within_is_refused(self) -> None:
        with pytest.raises(CannotCleanError, match=r"sheet\.bin"):
            copy(docx(paragraph("Hi"), {"word/embeddings/sheet.bin": b"Ann Smith"}))

    def test_as_pdf_has_its_words_and_says_nothing_of_itself(self) -> None:
        plain = pdf(Sheet(lines=["Pay me 500 USD."], links=["https://a.example/"]))
        made = copy(_with_author(plain))
        assert read(made.data).text == read(plain).text
        assert {f.label for f in metadata_of(made.data)} == {"Pages"}
        assert b"Smith" not in made.data
        assert "Author" in made.left_out

    @pytest.mark.parametrize(
        ("why", "data"),
        [
            ("name you", pdf(Sheet(lines=["Hello Ann Smith."]))),
            ("more than is seen", pdf_of([
                b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R]>>",
                b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T(Ann Smith)/Contents(mine)>>"])),
            ("more than is seen", pdf_of([
                b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Metadata 4 0 R>>",
                stream(XMP, b"/Type/Metadata/Subtype/XML")])),
            ("locked|broken", b"%PDF-1.7\nbroken"),
        ],
    )  # fmt: skip
    def test_as_pdf_that_cannot_be_cleaned_is_refused(self, why: str, data: bytes) -> None:
        with pytest.raises(CannotCleanError, match=why):
            copy(data)


def _with_author(data: bytes) -> bytes:
    size = data.count(b" 0 obj") + 1
    more = (
        b"%d 0 obj\n<</Author(Ann Smith)/CreationDate(D:20261124210500+05'30')>>\nendobj\n" % size
    )
    head, _, _ = data.rpartition(b"\nxref\n")
    return (
        head
        + b"\n"
        + more
        + b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\n%%%%EOF\n"
        % (
            size + 1,
            size,
        )
    )

"""Files: mails, documents, chats and texts, in memory only, and never a picture."""

from __future__ import annotations

import io
import tempfile
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from visitor import BULK, MESSAGES, Stranger, text_of

from bield.read import MAX_BYTES
from documents import (
    Sheet,
    docx,
    encoded,
    lines_of,
    packed,
    paragraph,
    pdf,
    pdf_of,
    stream,
    street,
)

SITE = Stranger()
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 4000


def file(name: str, data: bytes, kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


class TestPicture:
    @pytest.mark.parametrize(
        "picture",
        [
            file("shot.png", b"words", "text/plain"),
            file("PHOTO.HEIC", b"words", "text/plain"),
            file("clip.mp4", b"words", "text/plain"),
            file("letter.txt", b"words", "image/jpeg"),
            file("letter.txt", b"words", "video/mp4"),
            file("letter.eml", PNG, "message/rfc822"),
            file("letter.txt", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 99, "text/plain"),
        ],
        ids=["name", "upper case", "video", "type", "video type", "bytes", "bytes of a phone"],
    )
    def test_is_refused_with_the_reason(self, picture: SimpleUploadedFile) -> None:
        picture.seek(0)
        response = SITE.ask("/look", file=picture, message="my own words", country="scotland")
        assert response.status_code == 422
        assert "they stay on your own device" in text_of(response)

    def test_leaves_what_was_typed(self) -> None:
        response = SITE.ask("/look", message="my own words", file=file("a.png", PNG))
        html = response.content.decode()
        assert ">my own words</textarea>" in html

    def test_is_refused_inside_a_mail_too(self) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "a@example.net", "b@example.org", "Hello"
        mail.set_content(BULK)
        mail.add_attachment(PNG, maintype="image", subtype="png", filename="you.png")
        response = SITE.ask("/look", file=file("threat.eml", mail.as_bytes()))
        assert response.status_code == 422
        assert "own device" in text_of(response)


class TestOtherFile:
    @pytest.mark.parametrize("name", ["a.doc", "a.xlsx", "a.exe", "a.rar", "a", "eml"])
    def test_is_refused_with_what_to_do(self, name: str) -> None:
        response = SITE.ask("/look", file=file(name, b"%PDF-1.7"))
        assert response.status_code == 422
        assert "an e-mail saved as .eml" in text_of(response)
        assert "a PDF or Word document" in text_of(response)

    @pytest.mark.parametrize(
        "data", [b"\x00" * 5000, bytes(range(256)) * 40, b"", b" \r\n "], ids=repr
    )
    def test_that_holds_no_words_is_an_ordinary_page(self, data: bytes) -> None:
        response = SITE.ask("/look", file=file("a.txt", data))
        assert response.status_code == 422
        assert "That did not work yet" in text_of(response)

    def test_in_a_wrong_charset_is_read_as_well_as_can_be(self) -> None:
        mail = b"From: a@example.net\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\n"
        mail += b"Content-Type: text/plain; charset=no-such-charset\n\n" + BULK.encode()
        assert SITE.ask("/look", file=file("a.eml", mail)).status_code == 200

    def test_above_the_limit_is_refused(self) -> None:
        response = SITE.ask("/look", file=file("a.txt", b"word " * (MAX_BYTES // 5 + 2)))
        assert response.status_code == 422
        assert "up to 25 MB" in text_of(response)


WHATSAPP = (
    "24/11/2026, 21:40 - Messages and calls are end-to-end encrypted.\n"
    "24/11/2026, 21:45 - Emily: I have your nudes and all your followers. Pay me £300 by gift "
    "card or I send them to your family\n24/11/2026, 21:46 - Me: please dont\n"
)


class TestDocument:
    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("letter.pdf", pdf(Sheet(lines=lines_of(BULK)))),
            ("letter.docx", docx(paragraph(BULK))),
            ("page.html", f"<!doctype html><p>{BULK}</p>".encode()),
            ("chat.txt", WHATSAPP.encode()),
            ("chat.zip", packed({"_chat.txt": WHATSAPP.encode()})),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_is_answered(self, name: str, data: bytes) -> None:
        response = SITE.ask("/look", file=file(name, data))
        assert response.status_code == 200
        assert "almost certainly sextortion" in text_of(response)

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("letter.pdf", pdf(Sheet(lines=lines_of(BULK), pictures=[street()]))),
            ("scan.pdf", pdf(Sheet(pictures=[street()]))),
            ("letter.docx", docx(paragraph(BULK), {"word/media/a.png": encoded(street())})),
            ("page.html", b"<!doctype html><p>x</p><img src='data:image/png;base64,AAAA'>"),
            ("chat.zip", packed({"_chat.txt": WHATSAPP.encode(), "IMG.jpg": b"\xff\xd8\xff"})),
            ("chat.zip", packed({"_chat.txt": WHATSAPP.encode(), "a.bin": encoded(street())})),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_with_a_picture_in_it_is_refused_and_says_why(self, name: str, data: bytes) -> None:
        response = SITE.ask("/look", file=file(name, data))
        assert response.status_code == 422
        assert "Pictures stay on your own device" in text_of(response)

    def test_in_a_mail_is_read_too_and_refused_with_a_picture_in_it(self) -> None:
        for pictures, status in (([], 200), ([street()], 422)):
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"] = "a@example.net", "b@example.org", "Hello"
            mail.set_content("See the letter.")
            letter = pdf(Sheet(lines=lines_of(BULK), pictures=pictures))
            mail.add_attachment(letter, maintype="application", subtype="pdf", filename="a.pdf")
            response = SITE.ask("/look", file=file("threat.eml", mail.as_bytes()))
            assert response.status_code == status

    def test_made_to_be_laid_out_for_ever_ends_in_an_ordinary_page(self) -> None:
        form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>"
        endless = pdf_of(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
                b"/Resources<</XObject<</X 4 0 R>>>>>>",
                stream(b"/X Do /X Do", form),
            ]
        )
        response = SITE.ask("/look", file=file("letter.pdf", endless))
        assert response.status_code == 422
        assert "cannot be laid out in time" in text_of(response)


class TestMail:
    def test_is_answered(self) -> None:
        data = (MESSAGES / "bulk-old-password.eml").read_bytes()
        response = SITE.ask("/look", file=file("threat.eml", data, "message/rfc822"))
        assert response.status_code == 200
        assert "looks like a mass e-mail" in text_of(response)

    def test_never_reaches_a_disk(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("a temporary file was made")

        for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "SpooledTemporaryFile"):
            monkeypatch.setattr(tempfile, name, refuse)
        text = io.BytesIO((BULK + "\n" + "word " * 1_000_000).encode())
        response = SITE.ask("/look", file=file("long.txt", text.getvalue()))
        assert response.status_code == 200

    def test_and_words_together_are_answered_by_the_file_and_it_says_so(self) -> None:
        response = SITE.ask("/look", message="Lunch?", file=file("a.txt", BULK.encode()))
        assert "This answer is about the file" in text_of(response)
        assert "looks like a mass e-mail" in text_of(response)

"""`bield check` of screenshots, documents and mails that are but a picture, as its user runs it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from documents import (
    PAYMENT,
    THREAT,
    WALLET,
    Sheet,
    code,
    docx,
    encoded,
    letter,
    lines_of,
    paragraph,
    pdf,
    street,
)

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None,
    reason="tesseract is not installed: apt-get install tesseract-ocr",
)


def answer(path: Path, data: bytes) -> dict[str, Any]:
    """What `bield check --json` says of a file with these bytes."""
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "bield", "check", "--json", str(path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
    )
    (line,) = done.stdout.splitlines()
    said: dict[str, Any] = json.loads(line)
    return said


def mail_with(picture: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.net", "b@example.org", "Jane Roe"
    mail.add_attachment(picture, maintype="image", subtype="png", filename="1.png")
    return mail.as_bytes()


@needs_tesseract
class TestCheck:
    @pytest.mark.parametrize("kind", ["screenshot.png", "scan.pdf", "letter.docx", "mail.eml"])
    def test_names_sextortion_where_the_words_are_but_a_picture(
        self, tmp_path: Path, kind: str
    ) -> None:
        picture = letter(THREAT)
        data = {
            "screenshot.png": lambda: encoded(picture),
            "scan.pdf": lambda: pdf(Sheet(pictures=[letter(THREAT, size=30, width=1500)])),
            "letter.docx": lambda: docx("", {"word/media/image1.png": encoded(picture)}),
            "mail.eml": lambda: mail_with(encoded(picture)),
        }[kind]()
        assert answer(tmp_path / kind, data)["verdict"] == "sextortion"


class TestCodes:
    def test_in_a_pdf_beside_a_photograph_of_the_street_give_the_wallet(
        self, tmp_path: Path
    ) -> None:
        sheet = Sheet(lines=lines_of(THREAT), pictures=[street(), code(PAYMENT)])
        said = answer(tmp_path / "letter.pdf", pdf(sheet))
        assert said["verdict"] == "sextortion"
        assert [i["value"] for i in said["indicators"] if i["kind"] == "bitcoin"] == [WALLET]

    def test_in_a_word_document_give_the_wallet(self, tmp_path: Path) -> None:
        data = docx(paragraph(THREAT), {"word/media/image1.png": encoded(code(PAYMENT))})
        said = answer(tmp_path / "letter.docx", data)
        assert WALLET in [i["value"] for i in said["indicators"]]

"""What a program makes of an item stands apart from it, labelled; whose a detail is, is asked."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from bield.adapters.memory_record import MemoryRecord
from bield.adapters.pictures import Pictures
from bield.keep import Entry
from bield.ports import Eyes
from bield.read import NotAMessageError
from bield.recording import Added, Keeper, add_bytes, begin_in
from bield.records import IndicatorKind, PictureAge
from bield.wiring import pipeline
from documents import FakeEyes, Sheet, docx, encoded, letter, paragraph, pdf, street

KEEPER = Keeper(now=lambda: datetime(2026, 11, 24, 10, 0, tzinfo=UTC), made_by="bield test")
BITCOIN = "1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m"
IBAN = "GB82 WEST 1234 5698 7654 32"
THREAT = f"I have your nudes. Pay 500 USD in bitcoin to {BITCOIN} or I send them to your mum."
PICTURE = encoded(street(), "PNG")


def add(
    data: bytes,
    name: str = "item",
    *,
    eyes: Eyes | None = None,
    age: PictureAge = PictureAge.ADULT,
) -> tuple[MemoryRecord, Added]:
    record = MemoryRecord()
    begin_in(record, picture_age=age, keeper=KEEPER)
    added = add_bytes(
        record, data, name, how="", when=None, stages=pipeline(), keeper=KEEPER, eyes=eyes
    )
    return record, added


def made(record: MemoryRecord, name: str) -> tuple[Entry, bytes]:
    (entry,) = [e for e in record.chain.entries if e["kind"] == "derived" and e.get("name") == name]
    with record.opened(entry["path"]) as file:
        return entry, file.read()


def rows(record: MemoryRecord) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(made(record, "indicators.json")[1])
    return listed


def mail(words: str, *, to: str = "ann@b.example") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "kate@a.example", to, "Pictures"
    message["Date"] = "Tue, 24 Nov 2026 21:05:00 +0000"
    message.set_content(words)
    return message


class TestAMail:
    def test_has_its_words_its_headers_and_its_wallet_each_apart(self) -> None:
        record, added = add(mail(THREAT).as_bytes(), "threat.eml")
        assert [e["kind"] for e in record.chain.entries] == ["opened", "item", *["derived"] * 3]
        words, text = made(record, "words.txt")
        assert (words["what"], words["words"], words["of"]) == ("words", "read", added.entry)
        assert THREAT in text.decode()
        metadata, headers = made(record, "metadata.json")
        assert (metadata["what"], metadata["tool"]) == ("metadata", "bield test, metadata")
        assert json.loads(headers)[:2] == [
            ["From", "kate@a.example"],
            ["To", "ann@b.example", "name"],
        ]
        (row,) = rows(record)
        assert row.items() >= {"kind": "wallet", "type": "bitcoin", "words": "read"}.items()
        assert row["value"] == BITCOIN
        assert text.decode()[slice(*row["span"])] == BITCOIN

    def test_is_not_asked_about_the_address_it_came_to(self) -> None:
        words = (
            f"{THREAT} Write to ann@b.example or to me, dark@c.example, or @dark_99 on telegram."
        )
        _, added = add(mail(words).as_bytes())
        found = {(f.kind, f.value) for f in added.found}
        assert (IndicatorKind.EMAIL, "dark@c.example") in found
        assert all(value != "ann@b.example" for _, value in found)
        assert added.senders == ["kate@a.example"]

    def test_from_the_persons_own_address_has_no_sender_to_ask_about(self) -> None:
        _, added = add(mail(THREAT, to="kate@a.example").as_bytes())
        assert added.senders == []

    def test_with_a_password_in_it_asks_about_none_and_writes_it_nowhere_else(self) -> None:
        record, added = add(mail(f"Your password is hunter2-XYZ. {THREAT}").as_bytes())
        assert IndicatorKind.PASSWORD not in {f.kind for f in added.found}
        assert all(row["kind"] == "wallet" for row in rows(record))

    def test_of_which_only_the_words_are_kept_has_its_headers_and_its_wallet_too(self) -> None:
        message = mail(f"{THREAT} Write to ann@b.example.")
        message.add_attachment(PICTURE, maintype="image", subtype="png", filename="me.png")
        record, added = add(message.as_bytes(), "m.eml", age=PictureAge.UNDER_18)
        assert json.loads(made(record, "metadata.json")[1])[0] == ["From", "kate@a.example"]
        (row,) = rows(record)
        with record.opened(record.chain.entries[added.entry - 1]["path"]) as file:
            text = file.read().decode()
        assert (row["in"], row["value"]) == ("m.eml.txt", BITCOIN)
        assert text[slice(*row["span"])] == BITCOIN
        assert all(f.value != "ann@b.example" for f in added.found)


class TestAPictureOfAdults:
    def test_has_its_words_labelled_as_recognised(self) -> None:
        record, _ = add(PICTURE, "shot.png", eyes=FakeEyes(THREAT))
        entry, text = made(record, "words.txt")
        assert (entry["words"], text.decode()) == ("ocr", THREAT)
        assert rows(record)[0]["words"] == "ocr"

    def test_has_what_its_codes_say_apart_from_that(self) -> None:
        record, _ = add(PICTURE, eyes=FakeEyes("scan this", (f"bitcoin:{BITCOIN}",)))
        entry, text = made(record, "codes.txt")
        assert entry["words"] == "read"
        assert BITCOIN in text.decode()
        assert (rows(record)[0]["words"], rows(record)[0]["in"]) == ("read", "codes.txt")

    def test_in_which_a_wallet_was_misread_gives_both_readings(self) -> None:
        misread = BITCOIN.replace("5", "S")
        record, added = add(PICTURE, eyes=FakeEyes(f"Pay bitcoin to {misread} now"))
        (row,) = rows(record)
        assert (row["value"], row["read"]) == (BITCOIN, misread)
        entry, _ = made(record, "indicators.json")
        assert entry["notes"] == [f"read {misread}, meant {BITCOIN}"]
        assert any(misread in note and BITCOIN in note for note in added.notes)
        assert made(record, "words.txt")[1].decode() == f"Pay bitcoin to {misread} now"

    def test_with_a_wallet_that_cannot_be_put_right_has_none_and_asks(self) -> None:
        wrong = BITCOIN[:-1] + "n"
        record, added = add(PICTURE, eyes=FakeEyes(f"Pay bitcoin to this wallet: {wrong}"))
        assert all(e.get("what") != "indicators" for e in record.chain.entries)
        assert [(f.value, f.valid) for f in added.found] == [(wrong, False)]

    def test_that_eyes_refuse_is_kept_and_it_is_said(self) -> None:
        record, added = add(PICTURE, eyes=FakeEyes(refusal=NotAMessageError("It is broken.")))
        assert record.chain.entries[added.entry - 1]["kind"] == "item"
        assert "It is broken." in added.notes

    def test_attached_to_a_mail_is_read_apart_from_the_mails_words(self) -> None:
        message = mail("See the picture.")
        message.add_attachment(PICTURE, maintype="image", subtype="png", filename="me.png")
        record, _ = add(message.as_bytes(), eyes=FakeEyes(f"to {IBAN}"))
        entry, text = made(record, "words-in-pictures.txt")
        assert (entry["words"], text.decode()) == ("ocr", f"me.png:\nto {IBAN}")
        assert IBAN not in made(record, "words.txt")[1].decode()
        (row,) = rows(record)
        assert (row["kind"], row["type"], row["value"]) == ("bank_account", "iban", IBAN)

    def test_that_is_a_scanned_letter_has_its_words_labelled_as_recognised(self) -> None:
        scan = pdf(Sheet(pictures=[street()]))
        record, _ = add(scan, "scan.pdf", eyes=FakeEyes(THREAT))
        assert made(record, "words.txt")[0]["words"] == "ocr"

    @pytest.mark.skipif(shutil.which("tesseract") is None, reason="apt-get install tesseract-ocr")
    def test_is_read_by_tesseract_and_its_wallet_put_right(self) -> None:
        shot = encoded(letter(f"Pay bitcoin to\n{BITCOIN}\nwithin 24 hours.", size=24), "PNG")
        record, _ = add(shot, "shot.png", eyes=Pictures())
        entry, text = made(record, "words.txt")
        assert str(entry["tool"]).startswith("tesseract ")
        assert "within 24 hours" in text.decode()
        assert [row["value"] for row in rows(record)] == [BITCOIN]


def test_a_picture_is_never_looked_at_where_somebody_may_be_under_18() -> None:
    eyes = FakeEyes(THREAT)
    message = mail(THREAT)
    message.add_attachment(PICTURE, maintype="image", subtype="png", filename="me.png")
    add(message.as_bytes(), eyes=eyes, age=PictureAge.UNKNOWN)
    add(docx(paragraph(THREAT)), eyes=eyes, age=PictureAge.UNDER_18)
    assert eyes.shown == []

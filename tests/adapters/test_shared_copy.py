"""Copies for others hold nothing of the person's own that was there, and are whole otherwise."""

from __future__ import annotations

import io
import json
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, PngImagePlugin

from bield.adapters.paper import PaperApart
from bield.adapters.shared_copy import LEFT_OUT, CannotCleanError, Cleaned, Form, Own, cleaned
from bield.read import read
from bield.read.metadata import metadata_of
from documents import packed

ANN = Own(("Ann Smith", "ann.smith@b.example", "07700 900123", "1 High Street, Leith EH6 5AA"))


def copy(data: bytes, own: Own = ANN, form: Form = Form.OWN) -> Cleaned:
    paper = PaperApart()
    return cleaned(data, own, paper=paper, bare=paper.bare, form=form)


def exif(orientation: int = 6) -> Image.Exif:
    made = Image.Exif()
    made[0x0110], made[0x013B], made[0x0112] = "iPhone 15", "Ann Smith", orientation
    made.get_ifd(0x8825).update({1: "N", 2: (57.0, 8.0, 59.0), 3: "W", 4: (2.0, 5.0, 39.0)})
    return made


NOISE = Image.effect_noise((40, 30), 90)
TNEF = b"\x78\x9f\x3e\x22\x01\x00" + b"\0" * 60


def picture(kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    Image.merge("RGB", (NOISE, NOISE.rotate(180), NOISE)).save(out, kind, **how)
    return out.getvalue()


def texts() -> PngImagePlugin.PngInfo:
    made = PngImagePlugin.PngInfo()
    made.add_text("Author", "Ann Smith")
    made.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    return made


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a City="Leith"/></x:xmpmeta>'
PICTURES = {
    "JPEG": picture("JPEG", exif=exif(), xmp=XMP, comment=b"Ann Smith", icc_profile=b"x" * 200),
    "progressive JPEG": picture("JPEG", exif=exif(), progressive=True),
    "PNG": picture("PNG", exif=exif(), pnginfo=texts(), dpi=(72, 72)),
    "WebP": picture("WEBP", exif=exif(), xmp=XMP),
    "lossless WebP": picture("WEBP", exif=exif(), lossless=True),
    "moving WebP": picture(
        "WEBP", exif=exif(), save_all=True, append_images=[Image.new("RGB", (40, 30))]
    ),
}


class TestAPicture:
    @pytest.mark.parametrize("data", PICTURES.values(), ids=list(PICTURES))
    def test_has_its_pixels_and_its_turn_and_nothing_else(self, data: bytes) -> None:
        assert metadata_of(data)
        made = copy(data + b"what an earlier version left")
        with Image.open(io.BytesIO(made.data)) as after, Image.open(io.BytesIO(data)) as before:
            difference = ImageChops.difference(before.convert("RGB"), after.convert("RGB"))
            assert difference.getbbox() is None
            assert after.getexif()[0x0112] == 6
            assert set(after.getexif()) == {0x0112}
        assert {f.label for f in metadata_of(made.data)} == {"Orientation"}
        for secret in (b"Ann Smith", b"iPhone", b"Leith", b"earlier version", b"xxxx"):
            assert secret not in made.data
        assert "Place" in made.left_out

    def test_without_anything_stays_byte_for_byte(self) -> None:
        for kind in ("JPEG", "PNG", "WEBP"):
            assert copy(picture(kind)) == Cleaned(picture(kind), ())

    @pytest.mark.parametrize(
        "data",
        [
            picture("GIF", comment=b"Ann Smith"),
            picture("TIFF"),
            picture("BMP"),
            b"\0\0\0\x18ftypheic\0\0\0\0mif1" + exif().tobytes(),
            PICTURES["JPEG"][:-60],
            PICTURES["PNG"][:-30],
        ],
    )
    def test_of_another_kind_or_cut_off_is_refused(self, data: bytes) -> None:
        with pytest.raises(CannotCleanError):
            copy(data)

    @given(st.sampled_from(list(PICTURES.values())), st.data())
    def test_changed_anywhere_is_clean_or_refused(self, data: bytes, draw: st.DataObject) -> None:
        changed = bytearray(data)
        for _ in range(3):
            changed[draw.draw(st.integers(3, len(data) - 1))] = draw.draw(st.integers(0, 255))
        try:
            made = copy(bytes(changed))
        except CannotCleanError:
            return
        assert b"Ann Smith" not in made.data
        assert {f.label for f in metadata_of(made.data)} <= {"Orientation"}


def mail(words: str = "Hello ann.smith, pay me 500 USD.", **more: str) -> EmailMessage:
    made = EmailMessage()
    made["Return-Path"] = "<bounce+ann.smith=b.example@a.example>"
    made["Received"] = "from x by y for <ann.smith@b.example>; Tue, 24 Nov 2026 21:05:00 +0000"
    made["Delivered-To"] = "ann.smith@b.example"
    made["From"], made["To"] = "Kate <kate@a.example>", "Ann Smith <Ann.Smith@b.example>"
    made["Subject"], made["Date"] = "For Ann Smith: ü", "Tue, 24 Nov 2026 21:05:00 +0000"
    for name, value in more.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    return made


def said(data: bytes) -> str:
    """All that a reader of the mail can see: headers, words and names of files, decoded."""
    parsed = message_from_bytes(data, policy=policy.default)
    found = []
    for each in parsed.walk():
        found += [f"{name}: {value}" for name, value in each.items()]
        if each.get_content_maintype() == "text":
            found.append(str(each.get_payload(decode=True), "utf-8"))  # type: ignore[arg-type]
    return "\n".join(found) + data.decode("utf-8", "replace")


class TestAMail:
    @pytest.mark.parametrize("transfer", ["7bit", "quoted-printable", "base64"])
    def test_says_nowhere_whom_it_came_to(self, transfer: str) -> None:
        given_mail = mail("Hello ann.smith (Ann), I know you live in 1 High Street.\n" + "x" * 90)
        given_mail.set_content(given_mail.get_content(), cte=transfer)
        made = copy(given_mail.as_bytes())
        seen = said(made.data).lower()
        for own in ("ann", "smith", "high street"):
            assert own not in seen.replace("cannot", "").replace("unchanged", "")
        parsed = message_from_bytes(made.data, policy=policy.default)
        assert str(parsed["From"]) == "Kate <kate@a.example>"
        assert str(parsed["Subject"]) == f"For {LEFT_OUT}: ü"
        assert {"To", "Delivered-To", "Received", "Return-Path"} <= set(made.left_out)

    def test_that_does_not_name_them_otherwise_keeps_its_words_byte_for_byte(self) -> None:
        words = b"Pay me 500 USD in =3D bitcoin.\r\n\r\nOr else.\r\n"
        head = b"From: kate@a.example\r\nTo: ann.smith@b.example\r\nSubject: Hi\r\n\r\n"
        made = copy(head + words)
        assert made.data.replace(b"\r\n", b"\n").endswith(words.replace(b"\r\n", b"\n"))

    def test_in_a_mail_is_cleaned_too(self) -> None:
        outer = mail()
        outer.add_attachment(mail("Hello ann.smith."))
        assert "smith" not in said(copy(outer.as_bytes()).data).lower()

    def test_has_its_pictures_cleaned_and_leaves_out_what_cannot_be(self) -> None:
        given_mail = mail()
        given_mail.add_attachment(
            PICTURES["JPEG"], maintype="image", subtype="jpeg", filename="Ann Smith.jpg"
        )
        given_mail.add_attachment(
            TNEF, maintype="application", subtype="ms-tnef", filename="win.dat"
        )
        made = copy(given_mail.as_bytes())
        parsed = message_from_bytes(made.data, policy=policy.default)
        (jpeg,) = [p for p in parsed.walk() if p.get_content_type() == "image/jpeg"]
        assert {f.label for f in metadata_of(jpeg.get_content())} == {"Orientation"}
        assert "smith" not in said(made.data).lower()
        assert "win.dat" not in said(made.data)
        assert any("win.dat" in one and "cannot be cleaned" in one for one in made.left_out)

    def test_that_they_sent_says_neither_from_where_nor_with_what(self) -> None:
        sent = EmailMessage()
        sent["Received"] = "from [192.0.2.99] by mail.b.example; Tue, 24 Nov 2026 21:05:00 +0000"
        sent["X-Originating-IP"], sent["User-Agent"] = "192.0.2.99", "Mail 16 (iPhone)"
        sent["From"], sent["To"] = "Ann Smith <ann.smith@b.example>", "kate@a.example"
        sent.set_content("Please stop. Ann")
        seen = said(copy(sent.as_bytes()).data)
        assert "kate@a.example" in seen
        assert not any(own in seen for own in ("Ann", "smith", "192.0.2.99", "iPhone"))

    def test_of_one_who_is_not_known_is_refused(self) -> None:
        with pytest.raises(CannotCleanError, match="--own"):
            copy(b"From: a@a.example\r\nTo: b@b.example\r\nSubject: x\r\n\r\nHi\r\n", Own())

    def test_kept_as_words_alone_does_not_say_whom_it_came_to(self) -> None:
        words = b"From: kate@a.example\nTo: other@b.example\n\nHello other@b.example, pay.\n"
        made = copy(words, form=Form.MAIL_WORDS)
        assert made.data == (b"From: kate@a.example\nTo: [left out]\n\nHello [left out], pay.\n")

    @given(st.binary(max_size=300), st.sampled_from(["7bit", "base64", "x", "quoted-printable"]))
    def test_with_any_body_names_nobody_or_is_refused(self, body: bytes, transfer: str) -> None:
        head = (
            f"From: kate@a.example\r\nTo: Ann Smith <ann.smith@b.example>\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: text/plain\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n"
        ).encode()
        try:
            made = copy(head + body + b"\r\nAnn Smith\r\n")
        except CannotCleanError:
            return
        assert b"ann.smith" not in made.data.lower()
        assert b"Ann Smith" not in made.data


class TestATextOrAChat:
    def test_loses_names_and_numbers_in_every_form(self) -> None:
        text = (
            "Ann SMITH lives at 1 High  Street,\nLeith EH6 5AA; ring +44 7700 900123 or "
            "07700-900-123; ann%40b.example. I will not. Write to ANN.SMITH@B.EXAMPLE."
        )
        seen = copy(text.encode()).data.decode()
        for own in ("Ann", "SMITH", "High", "EH6", "900", "B.EXAMPLE"):
            assert own not in seen
        assert "I will not." in seen

    @pytest.mark.parametrize(
        "form", ["al@b.example", "al%40B.example", "al=b.example", "al (at) b.example"]
    )
    def test_loses_a_short_address_however_its_sign_is_written(self, form: str) -> None:
        own = Own(("Al Jones", "al@b.example"))
        assert (
            copy(f"Write to <{form}>, also.".encode(), own).data == b"Write to <[left out]>, also."
        )

    def test_of_meta_which_writes_each_byte_as_a_letter_loses_the_name(self) -> None:
        own = Own(("Zoë Müller",))
        broken = "Zoë Müller".encode().decode("latin-1")
        thread = {
            "participants": [{"name": "Kate"}, {"name": broken}],
            "messages": [
                {"sender_name": broken, "timestamp_ms": 1, "content": "hi"},
                {"sender_name": "Kate", "timestamp_ms": 2, "content": f"pay, {broken}"},
            ],
            "title": "Kate",
        }
        for ascii_only in (True, False):
            made = copy(json.dumps(thread, ensure_ascii=ascii_only).encode(), own)
            chat = read(made.data).conversation
            assert chat is not None
            assert chat.people == (LEFT_OUT, "Kate")

    def test_in_which_nobody_is_known_to_be_them_is_refused_with_the_names(self) -> None:
        chat = b"20/11/2026, 21:04 - Kate: hi\n21/11/2026, 21:05 - Annie: hello\n"
        with pytest.raises(CannotCleanError, match="«Kate», «Annie»"):
            copy(chat)
        assert b"Annie" not in copy(chat, ANN.and_also(["Annie"])).data

    def test_packed_with_media_is_cleaned_file_by_file(self) -> None:
        chat = b"20/11/2026, 21:04 - Kate: hi\n21/11/2026, 21:05 - Ann Smith: hello\n"
        made = copy(packed({"_chat.txt": chat, "a.jpg": PICTURES["JPEG"], "b.opus": b"OggS\x00"}))
        with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
            assert archive.namelist() == ["_chat.txt", "a.jpg"]
            assert b"Smith" not in archive.read("_chat.txt")
            assert {f.label for f in metadata_of(archive.read("a.jpg"))} == {"Orientation"}
        assert any("b.opus" in one for one in made.left_out)

    def test_of_a_person_whose_name_is_not_known_is_refused(self) -> None:
        for own in (Own(), Own(("ann@b.example",)), Own(("07700 900123",))):
            with pytest.raises(CannotCleanError, match="does not know your name"):
                copy(b"Hello Ann.", own)


@pytest.mark.parametrize("data", [TNEF, b"Rar!" + b"\0" * 99, b"\xd0\xcf\x11\xe0"])
def test_a_file_of_a_kind_that_is_not_known_is_refused(data: bytes) -> None:
    with pytest.raises(CannotCleanError):
        copy(data)

"""Documents and pictures that the tests make for themselves, small and real."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from PIL import Image, ImageDraw, ImageFont

from bield.ports import Raster, Seen
from bield.read import UnableToReadError

WALLET = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
PAYMENT = f"bitcoin:{WALLET}?amount=0.02"
THREAT = (
    "Hello Jane Roe. Is visiting 12 Heather Lane, Leith a better way to reach you? I hacked your "
    "phone and I recorded you through your camera while you watched porn. Send 1950 USD in "
    "bitcoin within 24 hours or I send the video to all your contacts."
)
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


@dataclass
class FakeEyes:
    """Eyes that see what they were told to, and remember what they were shown."""

    words: str = ""
    codes: tuple[str, ...] = ()
    refusal: UnableToReadError | None = None
    shown: list[tuple[bytes | Raster, bool]] = field(default_factory=list)

    def look(self, picture: bytes | Raster, *, words: bool = True) -> Seen:
        self.shown.append((picture, words))
        if self.refusal:
            raise self.refusal
        return Seen(self.words if words else "", self.codes)


# ── pictures ────────────────────────────────────────────────────────────────────────


def font(size: int) -> ImageFont.FreeTypeFont:
    """Debian's DejaVu; tests that draw words skip where it is not installed."""
    try:
        return ImageFont.truetype(DEJAVU, size)
    except OSError:
        pytest.skip("DejaVu is not installed: apt-get install fonts-dejavu-core")


def letter(words: str, *, size: int = 18, width: int = 900, dark: bool = False) -> Image.Image:
    """Words on a screen, as a screenshot of a mail shows them."""
    face, margin = font(size), 30
    lines: list[str] = []
    for paragraph in words.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and face.getlength(f"{line} {word}") > width - 2 * margin:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    height = round(2 * margin + len(lines) * size * 1.5)
    drawn = Image.new("RGB", (width, height), "#121212" if dark else "white")
    pen = ImageDraw.Draw(drawn)
    for number, line in enumerate(lines):
        at = (margin, margin + number * size * 1.5)
        pen.text(at, line, font=face, fill="#e8e8e8" if dark else "black")
    return drawn


def chat(turns: Sequence[tuple[bool, str]]) -> Image.Image:
    """A chat on a dark screen: theirs left in grey bubbles, mine right in blue ones."""
    face, size = font(36), 36
    drawn = Image.new("RGB", (1080, 200 + 190 * len(turns)), "#101014")
    pen = ImageDraw.Draw(drawn)
    for number, (mine, words) in enumerate(turns):
        half = len(words) // 2
        cut = words.rfind(" ", 0, half + 10) if face.getlength(words) > 640 else len(words)
        lines = [words[:cut], words[cut:].strip()] if cut < len(words) else [words]
        wide = max(face.getlength(line) for line in lines) + 60
        left, top = (1040 - wide if mine else 40), 120 + 190 * number
        box = (left, top, left + wide, top + 40 + len(lines) * size * 1.4)
        pen.rounded_rectangle(box, 28, fill="#3778f0" if mine else "#26272b")
        for row, line in enumerate(lines):
            at = (left + 30, top + 18 + row * size * 1.4)
            pen.text(at, line, font=face, fill="white")
    return drawn


def street() -> Image.Image:
    """Something like a photograph of a house by a street: pixels without words."""
    drawn = Image.linear_gradient("L").resize((640, 400)).convert("RGB")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((200, 120, 440, 320), fill="#8a5a44")
    pen.polygon([(180, 120), (460, 120), (320, 40)], fill="#503020")
    pen.rectangle((0, 320, 640, 400), fill="#505058")
    return drawn


def code(says: str, *, scale: int = 6) -> Image.Image:
    """A QR code."""
    import zxingcpp

    made = zxingcpp.create_barcode(says, zxingcpp.BarcodeFormat.QRCode).to_image(scale=scale)
    pixels = memoryview(made)  # type: ignore[arg-type]
    height, width = pixels.shape or (0, 0)
    return Image.frombytes("L", (width, height), pixels.tobytes()).convert("RGB")


def encoded(picture: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


# ── PDF ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One page to be."""

    lines: Sequence[str] = ()
    pictures: Sequence[Image.Image] = ()
    links: Sequence[str] = ()
    drawing: bytes = b""
    """More of its content, as PDF writes it."""
    box: str = "0 0 595 842"


def pdf_of(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R%b>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, trailer, len(out))
    )


def stream(data: bytes, more: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        data, more = zlib.compress(data, 9), more + b"/Filter/FlateDecode"
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (more, len(data), data)


def pdf(*sheets: Sheet, trailer: bytes = b"") -> bytes:
    """A PDF of these pages, set in Helvetica, with pictures as JPEG."""
    font_object = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font_object]
    pages = []

    def add(each: bytes) -> int:
        objects.append(each)
        return len(objects)

    for sheet in sheets:
        content, named = sheet.drawing + b"\n", b""
        for row, line in enumerate(sheet.lines):
            content += b"BT /F1 11 Tf 50 %d Td (%b) Tj ET\n" % (790 - 15 * row, _said(line))
        for place, picture in enumerate(sheet.pictures):
            number = add(_picture_object(picture))
            named += b"/P%d %d 0 R" % (place, number)
            wide = 200 if sheet.lines else 500  # a page without words is a scanned one
            high = wide * picture.height // picture.width
            at = (wide, high, 300 - 220 * place, place)
            content += b"q %d 0 0 %d 50 %d cm /P%d Do Q\n" % at
        notes = b" ".join(b"%d 0 R" % add(_link_object(link)) for link in sheet.links)
        contents = add(stream(content, packed=True))
        pages.append(
            add(
                b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents %d 0 R/Annots[%b]"
                b"/Resources<</Font<</F1 3 0 R>>/XObject<<%b>>>>>>"
                % (sheet.box.encode(), contents, notes, named)
            )
        )
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), kids)
    return pdf_of(objects, trailer=trailer)


def _said(line: str) -> bytes:
    escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return escaped.encode("cp1252")


def _picture_object(picture: Image.Image) -> bytes:
    size = b"/Width %d/Height %d" % picture.size
    return stream(
        encoded(picture, "JPEG", quality=85),
        b"/Type/XObject/Subtype/Image%b/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
        % size,
    )


def _link_object(link: str) -> bytes:
    return (
        b"<</Type/Annot/Subtype/Link/Rect[50 500 300 520]/Border[0 0 0]"
        b"/A<</S/URI/URI(%b)>>>>" % _said(link)
    )


def lines_of(words: str, *, width: int = 80) -> list[str]:
    """Words cut into lines for a page."""
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


# ── DOCX ────────────────────────────────────────────────────────────────────────────

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_LINK_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def part(body: str, root: str = "document") -> bytes:
    """One part of a Word document."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{body}</w:{root}>'.encode()


def paragraph(words: str, settings: str = "") -> str:
    """A paragraph of one run, with settings of the run."""
    return f"<w:p><w:r><w:rPr>{settings}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


def docx(body: str, more: Mapping[str, bytes] | None = None, *, links: Sequence[str] = ()) -> bytes:
    """A Word document with this body, and these parts beside it."""
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_LINK_TYPE}" Target="{link}" TargetMode="External"/>'
        for n, link in enumerate(links)
    )
    members = {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types/>',
        "_rels/.rels": b'<?xml version="1.0"?><Relationships/>',
        "word/_rels/document.xml.rels": f"<Relationships>{related}</Relationships>".encode(),
        "word/document.xml": part(f"<w:body>{body}</w:body>"),
        **(more or {}),
    }
    return packed(members)


def packed(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()

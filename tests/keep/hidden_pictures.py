"""Files in which a picture is hidden, in every disguise that mails, chats and documents give it."""

from __future__ import annotations

import base64
import binascii
import sys
from email.message import EmailMessage
from pathlib import Path

from PIL import Image

from documents import Sheet, docx, encoded, packed, paragraph, pdf

sys.path.append(str(Path(__file__).parents[1] / "read"))
from compound import BODY, DATA, MEDIA_TYPE, NAME, SUBJECT, compound_file, outlook_tree

NOISE = Image.effect_noise((120, 90), 90).convert("RGB")
JPEG = encoded(NOISE, "JPEG", quality=80)
PNG = encoded(NOISE, "PNG")
THREAT = "I have your pictures. Pay 500 USD in bitcoin or I send them to your friends."
BASE64 = base64.encodebytes(JPEG).decode()
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;base64,'
    + BASE64.replace("\n", "")
    + '"/></svg>'
)


def mail(*, html: str = "", more: str = "") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "kate@a.example", "ann@b.example", "Your pictures"
    made["Date"] = "Tue, 24 Nov 2026 21:05:00 +0000"
    made.set_content(THREAT + more)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def with_file(data: bytes, name: str = "me.jpg", kind: str = "image/jpeg") -> bytes:
    made = mail()
    main, _, sub = kind.partition("/")
    made.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def with_mail(inner: bytes) -> bytes:
    return (
        b"From: ann@b.example\r\nTo: help@b.example\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n'
        b"\r\n" + THREAT.encode() + b"\r\n--b\r\n" + inner + b"\r\n--b--\r\n"
    )


def uuencoded() -> str:
    lines = [binascii.b2a_uu(JPEG[n : n + 45]).decode() for n in range(0, len(JPEG), 45)]
    return f"begin 644 me.jpg\n{''.join(lines)}`\nend\n"


def slices(form: bytes) -> list[bytes]:
    """Pieces of a picture as it would stand in a file, bare and written out in letters."""
    made = [form[300:324], form[300:324].hex().encode(), form[300:324].hex().upper().encode()]
    for shift in range(3):
        made.append(base64.b64encode(form[300 + shift : 324 + shift]))
    return [*made, binascii.b2a_uu(form[315:360]).strip()]


HIDDEN = [*slices(JPEG), *slices(PNG)]


def traces(folder: Path) -> list[Path]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            plain = b"".join(data.split()).replace(b"\\n", b"")
            if any(piece in data or piece in plain for piece in HIDDEN):
                found.append(path)
    return found


REFUSED: dict[str, tuple[str, bytes]] = {
    "a picture": ("me.jpg", JPEG),
    "a picture called a text": ("notes.txt", PNG),
    "a film": ("me.mp4", b"\0\0\0\x18ftypmp42" + JPEG),
    "a drawing": ("me.svg", SVG.encode()),
    "a drawing with a declaration": ("me.xml", b'<?xml version="1.0"?>\n<!-- x -->' + SVG.encode()),
    "a page": ("page.html", f'<html><p>Hi</p><img src="data:image/jpeg;base64,{BASE64}">'.encode()),
    "a page in which the address is in disguise": (
        "page.html",
        f'<html><p>Hi</p><img src="data&#58;image/jpeg;base64,{BASE64}">'.encode(),
    ),
    "a text": ("notes.txt", f"Look at this:\n\n{BASE64}\n".encode()),
    "a text that quotes it": (
        "notes.txt",
        "".join(f"> {line}\n" for line in BASE64.split("\n")).encode(),
    ),
    "a text in UTF-16": ("notes.txt", f"Look:\n{BASE64}".encode("utf-16")),
    "a uuencoded text": ("notes.txt", f"Look:\n\n{uuencoded()}".encode()),
    "rich text": ("notes.rtf", b"{\\rtf1 Hi {\\pict\\jpegblip " + JPEG.hex().encode() + b"}}"),
    "figures": ("dump.txt", JPEG.hex().encode()),
    "JSON": ("chat.json", b'{"photo": "' + base64.b64encode(JPEG) + b'"}'),
    "an archive": ("pictures.zip", packed({"me.jpg": JPEG})),
    "an archive in an archive": ("a.zip", packed({"b.zip": packed({"me.jpg": JPEG})})),
    "a document": ("letter.docx", docx(paragraph("Hi"), {"word/media/image1.jpeg": JPEG})),
    "a document beside its words": ("letter.docx", docx(paragraph("Hi"), {"x/y.bin": JPEG})),
    "a PDF": ("letter.pdf", pdf(Sheet(lines=["Hi"], pictures=[NOISE]))),
    "what follows a PDF": ("letter.pdf", pdf(Sheet(lines=["Hi"])) + b"\n" * 5000 + JPEG),
    "Outlook's own packing": ("winmail.dat", b"\x78\x9f\x3e\x22" + JPEG),
    "an empty Outlook file": ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + JPEG),
}

CHAT = "".join(
    f"2{day}/11/2026, 21:0{day} - {who}: {said}\n"
    for day, who, said in [
        (0, "Kate", "hi"),
        (1, "Ann", "IMG-20261121-WA0001.jpg (file attached)"),
        (2, "Kate", THREAT),
    ]
).encode()
MEDIA = {"IMG-20261121-WA0001.jpg": JPEG, "VID-20261122-WA0002.mp4": PNG, "odd": JPEG}

WORDS_KEPT: dict[str, tuple[str, bytes]] = {
    "attached": ("m.eml", with_file(JPEG)),
    "attached without a name or kind": ("m.eml", with_file(PNG, "", "application/octet-stream")),
    "attached as a text": ("m.eml", with_file(JPEG, "notes.txt", "text/plain")),
    "in an attached archive": ("m.eml", with_file(packed({"a": JPEG}), "a.zip", "application/zip")),
    "in winmail.dat": (
        "m.eml",
        with_file(b"\x78\x9f\x3e\x22" + JPEG, "winmail.dat", "application/ms-tnef"),
    ),
    "in an attached PDF": (
        "m.eml",
        with_file(pdf(Sheet(lines=["Hi"], pictures=[NOISE])), "a.pdf", "application/pdf"),
    ),
    "in an attached document": (
        "m.eml",
        with_file(docx(paragraph("Hi"), {"word/media/image1.jpeg": JPEG}), "a.docx"),
    ),
    "as an attached drawing": ("m.eml", with_file(SVG.encode(), "me.svg", "image/svg+xml")),
    "in an attached mail": (
        "m.eml",
        with_mail(b"Content-Type: message/rfc822\r\n\r\n" + with_file(JPEG)),
    ),
    "in a mail attached in base64": (
        "m.eml",
        with_mail(
            b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + base64.encodebytes(with_file(JPEG))
        ),
    ),
    "in a mail attached as a file": ("m.eml", with_file(with_file(JPEG), "m.eml", "message/x")),
    "in the HTML": (
        "m.eml",
        mail(html=f'<p>{THREAT}</p><img src="data:image/jpeg;base64,{BASE64}">').as_bytes(),
    ),
    "pasted into the words": ("m.eml", mail(more=f"\n\n{BASE64}\n").as_bytes()),
    "uuencoded in the words": ("m.eml", mail(more=f"\n\n{uuencoded()}\n").as_bytes()),
    "before the first part": (
        "m.eml",
        with_file(b"plain", "a.txt", "text/plain").replace(b"\n\n", f"\n\n{BASE64}\n".encode(), 1),
    ),
    "behind a boundary that is none": (
        "m.eml",
        b"From: kate@a.example\nTo: ann@b.example\nSubject: x\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="absent"\n\n' + THREAT.encode() + b"\n--b\n"
        b"Content-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n" + BASE64.encode(),
    ),
    "in a header": (
        "m.eml",
        b"Face: " + BASE64.replace("\n", "\n ").strip().encode() + b"\n" + mail().as_bytes(),
    ),
    "in a mail of Outlook": (
        "m.msg",
        compound_file(
            outlook_tree(
                {SUBJECT: "Hi", BODY: THREAT},
                attached=[{NAME: "me.jpg", MEDIA_TYPE: "image/jpeg", DATA: JPEG}],
            )
        ),
    ),
    "in one of several mails": (
        "m.mbox",
        b"".join(
            b"From x Tue Nov 24 21:05:00 2026\n" + each + b"\n"
            for each in (mail().as_bytes(), with_file(JPEG))
        ),
    ),
    "in the export of a chat": ("Chat.zip", packed({"WhatsApp Chat with Kate.txt": CHAT, **MEDIA})),
    "in an archive in such an export": (
        "Chat.zip",
        packed({"_chat.txt": CHAT, "more.zip": packed({"me.jpg": JPEG})}),
    ),
}

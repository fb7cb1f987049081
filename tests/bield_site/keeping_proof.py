"""Somebody who puts proof together on the site: the page carries their record to the next."""

from __future__ import annotations

import io
import re
import tarfile
from html import unescape
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from visitor import MESSAGES, Site

from bield_site.guide.carried import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable

MAIL = (MESSAGES / "bulk-old-password.eml").read_bytes()
STORY = "She said that she would send it to everybody at my school."
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 4000


def file(name: str, data: bytes, kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


class Keeping(Site):
    """A person with the page of their record open."""

    def __init__(self) -> None:
        super().__init__()
        self.carried = ""

    def send(self, slug: str, **fields: object) -> HttpResponse:
        """Press a button of the page; what comes back carries the record on."""
        if self.carried:
            fields["carried"] = self.carried
        response = self.ask(f"/notes/{slug}".rstrip("/"), **fields)
        self.carried = carried_in(response) or self.carried
        return response

    def add(self, slug: str, **fields: object) -> HttpResponse:
        """Fill in one form and send it."""
        return self.send(slug, add="yes", **fields)

    def bring(self, *files: SimpleUploadedFile, pasted: str = "", how: str = "") -> HttpResponse:
        """Choose files, and paste words."""
        return self.add("letters", files=list(files), pasted=pasted, how=how)

    @property
    def tar(self) -> bytes:
        """The record as it is carried."""
        return unpacked(self.carried).tar


def whole() -> Keeping:
    """A person who has put something into every part."""
    person = Keeping()
    person.bring(file("threat.eml", MAIL), pasted="Emily: pay or I send them")
    person.add("words", text=STORY, day="2026-11-24", hour="21:05")
    person.add("who", account="@emily_r.02", app="Instagram")
    person.add(
        "sums", gone="yes", way="western_union", amount="£250", to="Em R", reference="1234567890"
    )
    person.add("where", text="A picture of me, on my phone, in the chat with her.")
    person.add("me", name="Isla Reid", contact="07700 900123", age="13_to_17", country="scotland")
    return person


def carried_in(response: HttpResponse) -> str:
    """Give what a page carries; nothing where it carries none."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return ""
    found = re.search(r'name="carried" value="([^"]*)"', response.content.decode())
    return unescape(found[1]) if found else ""


def names_in(tar: bytes) -> list[str]:
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        return archive.getnames()


def member(tar: bytes, name: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        opened = archive.extractfile(name)
        assert opened is not None
        return opened.read()


def repacked(tar: bytes, changes: Iterable[tuple[str, bytes]]) -> bytes:
    """Give a record with some of its files changed."""
    new, made = dict(changes), io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(tar)) as archive,
        tarfile.open(fileobj=made, mode="w") as out,
    ):
        for info in archive.getmembers():
            opened = archive.extractfile(info)
            assert opened is not None
            data = new.get(info.name, opened.read())
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))
    return made.getvalue()

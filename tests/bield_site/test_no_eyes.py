"""Rule 1: no picture ever reaches anything on the site that could open it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from visitor import BULK

from bield.read import PictureRefusedError
from bield.records import Message
from bield.wiring import pipeline
from bield_site.operations import Given, Pasted, Session, Uploaded, check_message
from documents import Sheet, encoded, lines_of, pdf, street

MAIL = (
    b"From: a@example.net\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: image/png; name=you.png\r\n\r\nx"
)


class TestSite:
    @pytest.mark.parametrize(
        "given",
        [
            Uploaded(data=encoded(street())),
            Uploaded(data=pdf(Sheet(lines=lines_of(BULK), pictures=[street()]))),
            Uploaded(data=MAIL),
            Pasted(text=MAIL.decode()),
        ],
        ids=["a picture", "a document with one", "a mail with one", "the same pasted"],
    )
    def test_takes_no_picture_by_any_way(self, given: Given) -> None:
        with pytest.raises(PictureRefusedError):
            check_message(given, Session(), pipeline=pipeline())

    def test_never_allows_pictures_and_never_gives_eyes(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls: list[dict[str, object]] = []
        stages = pipeline()
        real: Callable[..., Message] = stages.read

        def read(data: bytes, **how: object) -> Message:
            calls.append(how)
            return real(data, **how)

        monkeypatch.setattr(stages, "read", read)
        mail = f"From: a@example.net\nMessage-ID: <a>\nSubject: x\n\n{BULK}"
        for given in (Uploaded(data=BULK.encode()), Pasted(text=mail)):
            check_message(given, Session(), pipeline=stages)
        assert calls == [{"pictures_allowed": False}] * 2

    def test_loads_nothing_that_opens_pictures(self) -> None:
        code = (
            "import os, sys, django; from pathlib import Path\n"
            "os.environ['DJANGO_SETTINGS_MODULE'] = 'bield_site.settings'; django.setup()\n"
            "import bield_site.urls, bield_site.wiring\n"
            "from bield_site.operations import *\n"
            "check_message(Uploaded(data=sys.stdin.buffer.read()), Session(),"
            " pipeline=bield_site.wiring.pipeline())\n"
            "from bield.handing_over import Choices\n"
            "from bield_site.operations.handing import make\n"
            "from bield_site.operations.recording import Brought, Carried, keep_messages\n"
            "tools = bield_site.wiring.recording_tools()\n"
            "pages = [Brought('a.pdf', b'%PDF-1.4'), Brought('a.png', b'\\x89PNG\\r\\n\\x1a\\n')]\n"
            "kept = keep_messages(None, pages, pasted='Pay me', how='', tools=tools)\n"
            "make(Carried(tar=kept.sealed.tar, looked_through=False), Choices(), 'work',"
            " tools=tools, hand_over=bield_site.wiring.hand_over)\n"
            "print([m for m in ('PIL', 'zxingcpp', 'pytesseract', 'bield.adapters.pictures',"
            " 'bield.adapters.tesseract') if m in sys.modules])"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=pdf(Sheet(lines=lines_of(BULK))),
            capture_output=True,
            check=True,
        )
        assert done.stdout.strip() == b"[]"

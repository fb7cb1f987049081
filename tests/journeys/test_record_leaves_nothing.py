"""After the whole way of a record nothing of it is on the server: no file, no log, no cookie."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from proof_visit import CANARIES, STORY, download, press, tell
from visit import visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytest_plugins = ["browser"]
pytestmark = pytest.mark.browser


@contextmanager
def server_that_can_write_nothing(home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    here = {"HOME": str(home), "TMPDIR": str(home / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}
    (home / "tmp").mkdir()
    process = subprocess.Popen(
        # No file of this process, or of one that it starts, can grow: a write would fail.
        ["/bin/sh", "-c", 'ulimit -f 0; exec "$0" -m bield_site --port 0', sys.executable],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=home,
        env={**here, "PATH": "/usr/bin:/bin"},
    )
    try:
        assert process.stdout
        yield process.stdout.readline().strip().removeprefix("Bield is ready: "), process
    finally:
        process.terminate()


def traces(data: bytes) -> list[str]:
    """The canaries that stand in these bytes: plain, in base64 at any place, or packed."""
    found = []
    unpacked = data
    for start in re.finditer(rb"x[\x01\x5e\x9c\xda]", data):
        try:
            unpacked += zlib.decompressobj().decompress(data[start.start() :], 1_000_000)
        except zlib.error:
            continue
    for canary in CANARIES:
        word = canary.encode()
        shapes = [word]
        for before in range(3):
            shapes.append(base64.b64encode(b"\0" * before + word)[4 if before else 0 : -4])
        if any(shape in unpacked for shape in shapes):
            found.append(canary)
    return found


class TestServer:
    def test_keeps_nothing_and_writes_nothing(self, chromium: Browser, tmp_path: Path) -> None:
        home = tmp_path / "home"
        home.mkdir()
        with server_that_can_write_nothing(home) as (address, process):
            with visit(chromium, address) as seen:
                tell(seen)
                download(seen, "Save the file", tmp_path / "notes.tar")
                press(seen, "Lock it first")
                press(seen, "Lock it and show me the words")
                words = " ".join(seen.page.locator("#words li").all_inner_texts())
                download(seen, "Save the locked file", tmp_path / "notes.age")
                press(seen, "Go back to what is in it")
                press(seen, "Give it to someone")
                press(seen, "For Police Scotland")
                download(seen, "Make the file", tmp_path / "papers.zip")
                seen.open("/notes/open")
                seen.page.get_by_label("Your file").set_input_files(tmp_path / "notes.age")
                seen.page.get_by_label("Its five words").fill(words)
                press(seen, "Open my file")
                assert STORY in seen.page.locator("main").inner_text()
                cookies = "".join(str(c.get("value", "")) for c in seen.page.context.cookies())
                asked = "\n".join(seen.asked)
                storage = seen.page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
                seen.page.context.clear_cookies()
            process.terminate()
            said, complaints = process.communicate(timeout=20)
        assert traces((tmp_path / "notes.tar").read_bytes()) == list(CANARIES)
        for told in (said, complaints, cookies, asked, storage):
            assert traces(told.encode()) == []
        for path in home.rglob("*"):
            assert not path.is_file(), path
        assert complaints == ""


class TestTraces:
    def test_are_found_in_each_shape(self) -> None:
        whole = ", ".join(CANARIES).encode()
        for before in (b"", b"1", b"12"):
            assert traces(base64.b64encode(before + whole)) == list(CANARIES)
        assert traces(b"junk" + zlib.compress(whole)) == list(CANARIES)
        assert traces(b"nothing of them") == []

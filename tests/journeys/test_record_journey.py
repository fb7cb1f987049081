"""Putting proof together, saving it, and handing it over, in Chromium; and what is left behind."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from validator import Sources, faults, why_not
from visit import MAIL, Visit, visit

from bield.adapters.bag_stores import verify_bag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FilePayload

pytest_plugins = ["browser"]
pytestmark = pytest.mark.browser

NAME, STORY, THREAT, FILE = "Quillfeather", "moonraker-story", "gallowglass-threat", "thistledown"
CANARIES = (NAME, STORY, THREAT, FILE)
"""Words that stand nowhere but in what this person tells."""


def payload(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


LETTER = payload(f"{FILE}.eml", MAIL.read_bytes().replace(b"\n\n", f"\n\n{THREAT}\n".encode(), 1))
PICTURE = payload("me.png", b"\x89PNG\r\n\x1a\n" + bytes(500))


def press(seen: Visit, name: str) -> None:
    seen.page.get_by_role("button", name=name, exact=True).first.click()


def tell(seen: Visit) -> None:
    """Put something into every part, beginning at the plan."""
    page = seen.page
    seen.open("/next")
    page.get_by_role("link", name="Keep the proof in one file here").click()
    page.get_by_role("link", name="Messages and files").click()
    page.get_by_label("Choose files").set_input_files([LETTER, PICTURE])
    page.get_by_label("Or paste their words").fill(f"Write to em@bad.example.net. {THREAT}")
    press(seen, "Add this")
    page.get_by_label("em@bad.example.net").check()
    press(seen, "Add what I ticked")
    press(seen, "What happened")
    page.get_by_label("What happened", exact=True).fill(STORY)
    page.get_by_label("Day").fill("2026-11-24")
    page.get_by_label("Time", exact=True).fill("21:05")
    press(seen, "Add this")
    press(seen, "How they can be found")
    page.get_by_label("Their name in the app").fill("@emily_r.02")
    page.get_by_label("Which app or site that is").fill("Instagram")
    press(seen, "Add this")
    press(seen, "Money")
    page.get_by_label("Yes, it was sent").check()
    page.get_by_label("Western Union").check()
    page.get_by_label("How much").fill("£250")
    press(seen, "Add this")
    press(seen, "Pictures that stay where they are")
    page.get_by_label("What there is, and where").fill("A picture, on my phone")
    press(seen, "Add this")
    press(seen, "Who is threatened")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("13 to 17").check()
    page.get_by_label("Which country are you in?").select_option("scotland")
    press(seen, "Add this")


def download(seen: Visit, button: str, at: Path) -> str:
    """Press a button that saves a file; give the name that the browser would save it by."""
    with seen.page.expect_download() as saving:
        press(seen, button)
    saving.value.save_as(at)
    return saving.value.suggested_filename


@pytest.mark.parametrize("scripts", [False, True], ids=["no scripts", "scripts"])
class TestJourney:
    def test_gives_one_sealed_file_and_what_the_police_need(
        self, chromium: Browser, address: str, tmp_path: Path, scripts: bool
    ) -> None:
        sealed, papers = tmp_path / "notes.tar", tmp_path / "papers.zip"
        with visit(chromium, address, width=320, height=640, scripts=scripts) as seen:
            tell(seen)
            text = seen.page.locator("main").inner_text()
            for said in (
                f"{FILE}.eml",
                STORY,
                "@emily_r.02",
                "em@bad.example.net",
                "250 GBP",
                NAME,
            ):
                assert said in text, said
            assert download(seen, "Save the file", sealed) == "notes.tar"
            found = verify_bag(sealed)
            assert found.problems == ()
            assert f"{found.root[:4]} {found.root[4:8]}" in text
            press(seen, "Give it to someone")
            press(seen, "For Police Scotland")
            assert "What is left out" in seen.page.locator("main").inner_text()
            assert download(seen, "Make the file", papers) == "papers.zip"
            seen.page.context.clear_cookies()
        with zipfile.ZipFile(papers) as archive:
            assert archive.read("notes.tar") == sealed.read_bytes()
            statement = pypdfium2.PdfDocument(archive.read("statement.pdf"))
        printed = " ".join(page.get_textpage().get_text_range() for page in statement)
        assert STORY in printed
        assert NAME in printed

    def test_names_what_was_not_taken_and_keeps_the_rest(
        self, chromium: Browser, address: str, scripts: bool
    ) -> None:
        with visit(chromium, address, width=320, height=640, scripts=scripts) as seen:
            seen.open("/notes/letters")
            seen.page.get_by_label("Choose files").set_input_files([PICTURE, LETTER])
            press(seen, "Add this")
            text = seen.page.locator("main").inner_text()
            assert "me.png: It is a picture or a video" in text
            assert f"{FILE}.eml" in text
            assert seen.overflow == 0
            seen.page.context.clear_cookies()


class TestKeyboard:
    def test_alone_is_enough_to_tell_something_and_save_it(
        self, chromium: Browser, address: str, tmp_path: Path
    ) -> None:
        with visit(chromium, address, width=320, height=640, scripts=False) as seen:
            page = seen.page

            def tab_to(name: str) -> None:
                for _ in range(80):
                    page.keyboard.press("Tab")
                    here = page.evaluate(
                        "(e => (e.labels?.[0] ?? e).innerText.trim())(document.activeElement)"
                    )
                    if here == name:
                        return
                raise AssertionError(f"{name} cannot be reached")

            seen.open("/notes")
            tab_to("What happened")
            page.keyboard.press("Enter")
            page.get_by_role("heading", name="What happened", level=1).wait_for()
            tab_to("What happened")
            page.keyboard.type(STORY)
            tab_to("Add this")
            page.keyboard.press("Enter")
            page.get_by_role("heading", name="What is in your file").wait_for()
            tab_to("Save the file")
            with page.expect_download() as saving:
                page.keyboard.press("Enter")
            saving.value.save_as(tmp_path / "notes.tar")
            assert STORY.encode() in (tmp_path / "notes.tar").read_bytes()
            page.context.clear_cookies()


def states(seen: Visit) -> Iterator[str]:
    """Bring the visit to each page and state of a record."""
    page = seen.page
    for path in ("", "/letters", "/words", "/who", "/sums", "/where", "/me", "/open"):
        seen.open(f"/notes{path}")
        yield path or "the start"
        if path:
            page.locator("main form button").first.click()
            yield f"{path} with an error"
    tell(seen)
    yield "the record"
    press(seen, "Messages and files")
    page.get_by_label("Choose files").set_input_files([PICTURE])
    page.get_by_label("Or paste their words").fill(f"{'W' * 300} em@bad.example.org")
    press(seen, "Add this")
    yield "the record with what was not taken, and what was found"
    press(seen, "Something in it is wrong")
    yield "a correction"
    press(seen, "Put that beside it")
    yield "a correction with an error"
    press(seen, "Go back, add nothing")
    press(seen, "Lock it first")
    yield "the lock"
    press(seen, "Lock it for them")
    yield "the lock with an error"
    press(seen, "Lock it and show me the words")
    yield "the words"
    press(seen, "Go back to what is in it")
    press(seen, "Give it to someone")
    yield "to whom"
    for name in ("For Police Scotland", "Instagram: a report", "One page for the school"):
        press(seen, name)
        yield name
        if page.get_by_role("button", name="Show me what is in it").count():
            press(seen, "Show me what is in it")
            yield f"{name}, told"
        press(seen, "Go back, make nothing")


class TestEachPage:
    def test_has_nothing_for_axe_or_the_checker_to_find_and_fits_a_small_telephone(
        self, chromium: Browser, address: str
    ) -> None:
        axe, pages = Axe(), dict[str, str]()
        with visit(chromium, address, width=320, height=640) as seen:
            sources = Sources(seen.page)
            for place, state in enumerate(states(seen)):
                pages[state] = sources.html()
                assert seen.overflow == 0, state
                # In turn: each part of the pages stands in several of them.
                seen.page.emulate_media(color_scheme="dark" if place % 2 else "light")
                found = axe.run(seen.page)
                assert found.violations_count == 0, f"{state}: {found.generate_report()}"
            assert seen.foreign == []
            seen.page.context.clear_cookies()
        if why_not():
            return
        assert [str(fault) for fault in faults(pages) if fault.kind == "error"] == []


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

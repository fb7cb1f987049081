"""Putting proof together, saving it, and handing it over, in Chromium."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from proof_visit import FILE, LETTER, NAME, PICTURE, STORY, download, press, tell
from validator import Sources, faults, why_not
from visit import visit

from bield.adapters.bag_stores import verify_bag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from visit import Visit

pytest_plugins = ["browser"]
pytestmark = pytest.mark.browser


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

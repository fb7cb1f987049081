"""Saving a plan, leaving, and coming back with the file and its words, in Chromium."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from visit import Visit, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytest_plugins = ["browser"]
pytestmark = pytest.mark.browser

MARKED = re.compile("I have done this")


def answer_and_tick(seen: Visit) -> None:
    """Answer the first question, and tick two steps of the plan."""
    seen.open("/ask/today")
    seen.page.get_by_label("Yes, I am safe").check()
    seen.page.get_by_role("button", name="Continue").click()
    seen.open("/next")
    for _ in range(2):
        seen.page.get_by_role("button", name=MARKED).first.click()


def ticks(seen: Visit) -> list[str]:
    return seen.page.locator(".bield-step--done .bield-step__title").all_inner_texts()


def save(seen: Visit, at: Path) -> list[str]:
    """Save the plan as a person does; give the words."""
    seen.open("/next")
    seen.page.get_by_role("link", name="Save the plan on your own device").click()
    seen.page.get_by_role("button", name="Lock my plan").click()
    words = seen.page.locator("#words li").all_inner_texts()
    with seen.page.expect_download() as saving:
        seen.page.get_by_role("button", name="Save the file").click()
    assert saving.value.suggested_filename == "notes.bin"
    saving.value.save_as(at)
    return words


def leave(seen: Visit) -> None:
    """Leave by the button. These tests have no network to arrive anywhere."""
    with seen.page.expect_request(re.compile("bbc")):
        seen.page.get_by_role("link", name="Leave this page").click()
    assert seen.page.context.cookies() == []


@pytest.mark.parametrize("scripts", [False, True], ids=["no scripts", "scripts"])
class TestSavedPlan:
    def test_goes_on_with_the_same_ticks_after_leaving(
        self, chromium: Browser, address: str, tmp_path: Path, scripts: bool
    ) -> None:
        with visit(chromium, address, width=320, height=640, scripts=scripts) as seen:
            answer_and_tick(seen)
            before = ticks(seen)
            assert len(before) == 2
            words = save(seen, tmp_path / "notes.bin")
            assert len(words) == 5
            leave(seen)
            seen.open("/next")
            assert ticks(seen) == []
            seen.open("/")
            seen.page.get_by_role("link", name="Come back to a plan that you saved").click()
            seen.page.get_by_label("The file that you saved").set_input_files(
                tmp_path / "notes.bin"
            )
            seen.page.get_by_label("Your five words").fill(", ".join(words).upper())
            seen.page.get_by_role("button", name="Open my plan").click()
            assert seen.page.url == f"{address}/next"
            assert ticks(seen) == before
            seen.page.context.clear_cookies()

    def test_with_a_wrong_word_can_be_tried_again(
        self, chromium: Browser, address: str, tmp_path: Path, scripts: bool
    ) -> None:
        with visit(chromium, address, scripts=scripts) as seen:
            answer_and_tick(seen)
            words = save(seen, tmp_path / "notes.bin")
            seen.page.context.clear_cookies()
            seen.open("/back")
            file = seen.page.get_by_label("The file that you saved")
            typed = seen.page.get_by_label("Your five words")
            file.set_input_files(tmp_path / "notes.bin")
            typed.fill(" ".join([*words[1:], words[0]]))
            seen.page.get_by_role("button", name="Open my plan").click()
            summary = seen.page.locator(".govuk-error-summary")
            assert "do not open this file" in summary.inner_text()
            assert "choose the file again" in summary.inner_text()
            assert typed.input_value() == " ".join([*words[1:], words[0]])
            file.set_input_files(tmp_path / "notes.bin")
            typed.fill(" ".join(words))
            seen.page.get_by_role("button", name="Open my plan").click()
            assert len(ticks(seen)) == 2
            seen.page.context.clear_cookies()


class TestWordsPage:
    def test_is_not_shown_again_by_going_back_after_leaving(
        self, chromium: Browser, address: str
    ) -> None:
        with visit(chromium, address) as seen:
            answer_and_tick(seen)
            seen.open("/keep")
            seen.page.get_by_role("button", name="Lock my plan").click()
            words = seen.page.locator("#words li").all_inner_texts()
            leave(seen)
            seen.page.go_back()
            shown = seen.page.content()  # one of the words may well stand on any page of ours
            assert len(words) == 5
            assert not all(word in shown for word in words)
            assert seen.page.locator("#words").count() == 0


class TestPaper:
    def test_is_the_plan_that_stands_on_the_page(
        self, chromium: Browser, address: str, tmp_path: Path
    ) -> None:
        with visit(chromium, address, scripts=False) as seen:
            answer_and_tick(seen)
            titles = seen.page.locator(".bield-step__title").all_inner_texts()
            response = seen.page.context.request.get(f"{address}/paper")
            document = pypdfium2.PdfDocument(response.body())
            text = re.sub(r"\s+", " ", document[0].get_textpage().get_text_range())
            for title in titles:
                assert re.sub(r"\s*(Done|To do)$", "", title).strip() in text
            seen.page.context.clear_cookies()


def states(seen: Visit) -> Iterator[str]:
    """Bring the visit to each page and state of saving and coming back."""
    for path in ("/keep", "/back"):
        seen.open(path)
        yield f"{path} with nothing told"
    seen.page.get_by_role("button", name="Open my plan").click()
    yield "no file"
    answer_and_tick(seen)
    for path in ("/keep", "/back"):
        seen.open(path)
        yield f"{path} with a plan"
    seen.open("/keep")
    seen.page.get_by_role("button", name="Lock my plan").click()
    yield "the words"
    seen.open("/back")
    file = {"name": "notes.bin", "mimeType": "application/octet-stream", "buffer": b"LOCKED\n" * 9}
    seen.page.get_by_label("The file that you saved").set_input_files(file)  # type: ignore[arg-type]
    seen.page.get_by_label("Your five words").fill("W" * 400)
    seen.page.get_by_role("button", name="Open my plan").click()
    yield "a file that is none of ours"


class TestEachPage:
    def test_has_nothing_for_axe_to_find_and_is_no_wider_than_a_small_telephone(
        self, chromium: Browser, address: str
    ) -> None:
        axe = Axe()
        with visit(chromium, address, width=320, height=640) as seen:
            for state in states(seen):
                assert seen.overflow == 0, state
                for scheme in ("light", "dark"):
                    seen.page.emulate_media(color_scheme=scheme)
                    found = axe.run(seen.page)
                    assert found.violations_count == 0, f"{state}: {found.generate_report()}"
            seen.page.context.clear_cookies()

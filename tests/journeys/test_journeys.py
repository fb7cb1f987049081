"""A frightened person brings a message and is told what it is and what to do now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit import ANSWER, MAIL, THREAT, visit

from documents import Sheet, lines_of, pdf, street

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytest_plugins = ["browser"]
pytestmark = pytest.mark.browser
FILE = "Or choose a saved e-mail, document or chat"


class TestPastedMail:
    @pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
    def test_is_answered_and_answers_can_be_changed(
        self, chromium: Browser, address: str, scripts: bool
    ) -> None:
        with visit(chromium, address, scripts=scripts) as seen:
            seen.open("/")
            seen.page.get_by_role("link", name="I have a message").click()
            seen.page.get_by_label("The words of the message").fill(THREAT)
            seen.page.get_by_role("button", name="Tell me what this is").first.click()
            assert seen.title == ANSWER
            assert "recorded you" in " ".join(seen.page.locator("mark").all_inner_texts())
            assert seen.page.get_by_role("link", name="Call 999").is_visible()

            seen.page.get_by_label("Where does that person live?").select_option("Scotland")
            seen.page.get_by_role("button", name="Show the plan for these answers").click()
            assert seen.title == ANSWER
            chosen = seen.page.get_by_label("Where does that person live?")
            assert chosen.input_value() == "scotland"
            assert seen.page.get_by_role("link", name="Call 911").count() == 0
            assert seen.page.title() == "Bield"
            assert seen.foreign == []

    def test_keeps_what_was_typed_when_something_is_wrong(
        self, chromium: Browser, address: str, tmp_path: Path
    ) -> None:
        picture = tmp_path / "holiday.jpg"
        picture.write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 2000)
        with visit(chromium, address) as seen:
            seen.open("/look")
            seen.page.get_by_label("The words of the message").fill(THREAT)
            seen.page.get_by_label(FILE).set_input_files(picture)
            seen.page.get_by_role("button", name="Tell me what this is").first.click()
            assert seen.page.get_by_role("alert").get_by_text("your own device").is_visible()
            assert seen.page.get_by_label("The words of the message").input_value() == THREAT
            # The script moves the reader to what went wrong.
            assert seen.page.evaluate("document.activeElement.className").startswith(
                "govuk-error-summary"
            )


class TestUploadedMail:
    def test_is_answered(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address) as seen:
            seen.open("/look")
            seen.page.get_by_label(FILE).set_input_files(MAIL)
            seen.page.get_by_role("button", name="Tell me what this is").first.click()
            assert seen.title == ANSWER
            assert seen.page.get_by_text("Sender, as the mail says").is_visible()

    def test_in_a_pdf_is_answered_and_with_a_photograph_in_it_is_refused(
        self, chromium: Browser, address: str, tmp_path: Path
    ) -> None:
        letter = tmp_path / "letter.pdf"
        for pictures in ([], [street()]):
            letter.write_bytes(pdf(Sheet(lines=lines_of(THREAT), pictures=pictures)))
            with visit(chromium, address) as seen:
                seen.open("/look")
                seen.page.get_by_label(FILE).set_input_files(letter)
                seen.page.get_by_role("button", name="Tell me what this is").first.click()
                if pictures:
                    alert = seen.page.get_by_role("alert")
                    assert alert.get_by_text("Pictures stay on your own device").is_visible()
                else:
                    assert seen.title == ANSWER

    def test_that_is_far_too_large_is_refused_with_a_page(
        self, chromium: Browser, address: str, tmp_path: Path
    ) -> None:
        large = tmp_path / "large.eml"
        with large.open("wb") as file:
            file.truncate(60 * 1_048_576)
        with visit(chromium, address, scripts=False) as seen:
            seen.open("/look")
            seen.page.get_by_label(FILE).set_input_files(large)
            seen.page.get_by_role("button", name="Tell me what this is").first.click()
            assert seen.title == "That file is too large"


class TestWithoutMessage:
    def test_a_chat_is_answered(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address) as seen:
            seen.open("/")
            seen.page.get_by_role("link", name="It is happening in a chat").click()
            group = seen.page.get_by_role("group", name="How old is that person now?")
            group.get_by_label("13 to 17").check()
            seen.page.get_by_role("button", name="Show me what to do").last.click()
            assert seen.title == "What you describe is called sextortion"
            assert seen.page.get_by_role("link", name="Call 0800 1111").first.is_visible()


class TestKeyboard:
    def test_alone_goes_all_the_way(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address) as seen:
            keys = seen.page.keyboard

            def to(wanted: str) -> None:
                for _ in range(60):
                    keys.press("Tab")
                    if wanted in seen.page.evaluate(
                        "document.activeElement.id + ' ' + document.activeElement.innerText"
                    ):
                        return
                raise AssertionError(f"no Tab leads to {wanted}")

            seen.open("/")
            keys.press("Tab")
            assert seen.page.evaluate("document.activeElement.innerText") == (
                "Skip to main content"
            )
            to("I have a message")
            keys.press("Enter")
            seen.page.wait_for_url("**/look")
            to("message")
            keys.insert_text(THREAT)
            to("Tell me what this is")
            keys.press("Enter")
            seen.page.wait_for_selector("text=What we found")
            assert seen.title == ANSWER
            to("How to do this")
            keys.press("Enter")
            assert seen.page.locator("details[open]").count() == 1
            to("country")
            keys.type("Scot")
            to("Show the plan for these answers")
            with seen.page.expect_navigation():
                keys.press("Enter")
            assert seen.page.get_by_label("Where does that person live?").input_value() == (
                "scotland"
            )


class TestLeaving:
    def test_by_the_link_works_without_scripts(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address, scripts=False) as seen:
            seen.open("/look")
            seen.page.get_by_role("link", name="Leave this page").click(no_wait_after=True)
            seen.page.wait_for_event("requestfailed")
            assert seen.asked[-2:] == [f"{address}/leave", "https://www.bbc.co.uk/weather"]

    def test_by_shift_pressed_three_times_takes_the_page_away(
        self, chromium: Browser, address: str
    ) -> None:
        with visit(chromium, address) as seen:
            seen.open("/look")
            assert seen.page.get_by_text("Or press Shift 3 times").is_visible()
            with seen.page.expect_event("requestfailed"):
                for _ in range(3):
                    seen.page.keyboard.press("Shift")
            assert seen.asked[-2:] == [f"{address}/leave", "https://www.bbc.co.uk/weather"]

    def test_needs_three_and_not_two(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address) as seen:
            seen.open("/look")
            for _ in range(2):
                seen.page.keyboard.press("Shift")
            status = seen.page.locator("[data-bield-leave-status]")
            assert status.inner_text() == "Press Shift once more to leave this page."
            assert f"{address}/leave" not in seen.asked

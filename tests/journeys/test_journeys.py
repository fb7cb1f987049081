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

            seen.page.get_by_role("link", name="Make the plan fit: up to").click()
            for answer in ("Yes, I am safe", "18 or over", "Scotland"):
                seen.page.get_by_label(answer, exact=True).check()
                seen.page.get_by_role("button", name="Continue").click()
            seen.page.get_by_role("link", name="Show me the plan now").click()
            assert seen.title == "What to do now"
            assert seen.page.get_by_text(ANSWER).is_visible()
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


class TestQuestions:
    @pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
    def test_lead_one_by_one_to_the_plan_and_back_again(
        self, chromium: Browser, address: str, scripts: bool
    ) -> None:
        with visit(chromium, address, scripts=scripts, width=320, height=640) as seen:
            page = seen.page
            seen.open("/")
            page.get_by_role("link", name="It is happening in a chat").click()
            page.get_by_role("button", name="Go on").click()
            answers = {
                "Are you safe right now?": "Yes, I am safe",
                "How old are you?": "13 to 17",
                "Where do you live?": "Scotland",
                "Have you sent them any money?": "Yes, by Western Union",
                "Is any of this so?": "They want more pictures or videos",
                "On which app or site did it happen?": "Instagram",
            }
            for number, (question, answer) in enumerate(answers.items(), 1):
                assert seen.title == question
                assert page.get_by_text("of at most 7").is_visible()
                page.get_by_label(answer).check()
                assert seen.overflow == 0
                page.get_by_role("button", name="Continue").click()
                assert number <= 7
            assert seen.title == "What to do now"
            assert page.get_by_role(
                "heading", name="Try to cancel the Western Union transfer now"
            ).is_visible()

            # The browser's Back shows each question with its answer.
            for question, answer in reversed(answers.items()):
                page.go_back()
                assert seen.title == question
                assert page.get_by_label(answer).is_checked()
            # And so does the page's own, from the plan on.
            seen.open("/ask/app")
            for question, answer in list(reversed(answers.items()))[1:]:
                page.get_by_role("link", name="Back", exact=True).click()
                assert seen.title == question
                assert page.get_by_label(answer).is_checked()
            assert seen.foreign == []

    @pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
    def test_can_all_be_skipped_by_somebody_who_does_not_know_where_to_start(
        self, chromium: Browser, address: str, scripts: bool
    ) -> None:
        with visit(chromium, address, scripts=scripts) as seen:
            seen.open("/")
            seen.page.get_by_role("link", name="I don’t know where to start").click()
            for _ in range(7):
                seen.page.get_by_role("button", name="Skip this question").click()
            assert seen.title == "What to do now"
            assert seen.page.get_by_role("heading", name="Do not pay").is_visible()


class TestPlan:
    @pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
    def test_keeps_a_tick_and_takes_a_changed_answer(
        self, chromium: Browser, address: str, scripts: bool
    ) -> None:
        with visit(chromium, address, scripts=scripts) as seen:
            page = seen.page
            seen.open("/talk")
            page.get_by_role("button", name="Go on").click()
            page.get_by_role("link", name="Show me the plan now").click()
            step = page.locator(".bield-step", has_text="Do not pay").first
            step.get_by_role("button", name="I have done this").click()
            assert step.get_by_text("Done", exact=True).is_visible()
            # The page stays at the step that was ticked.
            box = step.bounding_box()
            assert box
            assert -10 <= box["y"] < 700

            page.locator('a[href="/ask/place?change=yes"]').click()
            page.get_by_label("Scotland").check()
            page.get_by_role("button", name="Save and go back to the plan").click()
            assert page.get_by_role("heading", name="Report it to Police Scotland").is_visible()
            assert page.get_by_text("1 of ").is_visible()

            page.get_by_role("button", name="Clear everything and start again").click()
            assert seen.title == "You are not alone in this"
            assert page.context.cookies() == []

    def test_in_a_crisis_is_calm(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address, width=360, height=740) as seen:
            page = seen.page
            seen.open("/ask/today")
            page.get_by_label("I think about ending my life").check()
            page.get_by_role("button", name="Continue").click()
            assert page.locator("main .bield-step").count() == 0
            first = page.locator(".bield-call").first.bounding_box()
            assert first
            assert first["y"] < 740
            page.get_by_role("link", name="When you are ready: the rest of the plan").click()
            assert page.locator("main .bield-step").count() > 5

    def test_speaks_to_a_helper_of_the_one_they_help(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address) as seen:
            page = seen.page
            seen.open("/")
            page.get_by_role("link", name="I am helping someone").click()
            page.get_by_role("button", name="Go on").click()
            assert seen.title == "Is the person you are helping safe right now?"
            page.get_by_role("button", name="Skip this question").click()
            page.get_by_label("My child").check()
            page.get_by_role("button", name="Continue").click()
            page.get_by_role("link", name="Show me the plan now").click()
            assert page.get_by_role("heading", name="Who can we talk to now?").is_visible()

    def test_in_large_print_is_larger_and_fits(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address, width=320, height=640) as seen:
            seen.open("/next")
            seen.page.get_by_role("link", name="Show the plan in large print").click()
            size = seen.page.locator(".govuk-body").first.evaluate(
                "it => parseFloat(getComputedStyle(it).fontSize)"
            )
            assert size >= 20
            assert seen.overflow == 0

    def test_on_paper_shows_what_was_folded_and_nothing_to_press(
        self, chromium: Browser, address: str
    ) -> None:
        with visit(chromium, address) as seen:
            seen.open("/next")
            seen.page.emulate_media(media="print")
            assert not seen.page.get_by_role("button").first.is_visible()
            assert not seen.page.get_by_text("Leave this page", exact=True).is_visible()
            assert seen.page.locator("details .bield-step__how").first.is_visible()


class TestKeyboard:
    def test_alone_goes_all_the_way(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address) as seen:
            keys = seen.page.keyboard

            def to(wanted: str) -> None:
                for _ in range(90):
                    keys.press("Tab")
                    if wanted in seen.page.evaluate(
                        "document.activeElement.id + ' ' + document.activeElement.innerText"
                    ):
                        return
                raise AssertionError(f"no Tab leads to {wanted}")

            def press(key: str = "Enter") -> None:
                with seen.page.expect_navigation():
                    keys.press(key)

            seen.open("/")
            keys.press("Tab")
            assert seen.page.evaluate("document.activeElement.innerText") == (
                "Skip to main content"
            )
            to("I have a message")
            press()
            to("message")
            keys.insert_text(THREAT)
            to("Tell me what this is")
            press()
            seen.page.wait_for_selector("text=What we found")
            assert seen.title == ANSWER
            to("How to do this")
            keys.press("Enter")
            assert seen.page.locator("details[open]").count() == 1
            to("Make the plan fit")
            press()
            to("answer")
            keys.press("Space")
            to("Continue")
            press()
            assert seen.title == "How old are you?"
            to("answer")
            keys.press("ArrowDown")
            assert seen.page.get_by_label("13 to 17").is_checked()
            to("Continue")
            press()
            to("Show me the plan now")
            press()
            to("I have done this")
            press()
            assert seen.page.get_by_text("Done", exact=True).count() == 1


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

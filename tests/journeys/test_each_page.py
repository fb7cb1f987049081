"""Every page and state: nothing for axe to find, nothing too wide, nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from visit import MAIL, MESSAGES, THREAT, Visit, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytest_plugins = ["browser"]
pytestmark = pytest.mark.browser

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CHAT = "I have your nudes. Pay me £200 in steam cards tonight or I send them to your school"
WORD_TOO_LONG = "W" * 400


def states(seen: Visit) -> Iterator[str]:
    """Bring the visit to each page and state in turn."""
    page = seen.page

    def send(path: str, message: str = "") -> None:
        seen.open(path)
        if message:
            page.locator("#message").fill(message)
        page.locator("main form button").first.click()

    def answer(slug: str, *values: str) -> None:
        seen.open(f"/ask/{slug}")
        for value in values:
            page.locator(f'input[value="{value}"]').check()
        page.get_by_role("button", name="Continue").click()

    for path in ("/", "/look", "/talk", "/lock", "/near", "/with", "/about", "/no-such-page"):
        seen.open(path)
        yield path
    send("/look")
    yield "the form with an error"
    seen.open("/look")
    page.locator("#file").set_input_files(MAIL)
    page.locator("main form button").first.click()
    yield "a mass mail"
    for details in page.locator("details").all():
        details.locator("summary").click()
    yield "a mass mail with every step open"
    send("/talk", CHAT)
    yield "a chat"
    send("/look", "Are we still on for lunch on Friday? Bring the cake, please.")
    yield "no sextortion"
    send("/look", (MESSAGES / "about-police-advice.txt").read_text("utf-8"))
    yield "advice"
    send("/look", (MESSAGES / "other-bomb-threat.txt").read_text("utf-8"))
    yield "other blackmail"
    send("/look", f"{THREAT} {WORD_TOO_LONG} @{WORD_TOO_LONG[:60]} https://{'a' * 300}.example/x")
    yield "a message with words that are too long"

    seen.open("/next")
    yield "the plan for a message"
    send("/talk")
    for slug in ("today", "years", "place", "money", "more", "app"):
        seen.open(f"/ask/{slug}")
        yield f"the question {slug}"
    for slug, *values in (
        ("today", "yes"),
        ("years", "13_to_17"),
        ("place", "scotland"),
        ("money", "western_union"),
        ("more", "posted", "too_upset"),
        ("app", "instagram"),
    ):
        answer(slug, *values)
    seen.open("/ask/today")
    page.locator("#answer").evaluate("box => { box.value = 'nonsense'; box.checked = true }")
    page.get_by_role("button", name="Continue").click()
    yield "a question with an error"
    seen.open("/ask/place?change=yes")
    yield "an answer to change"
    seen.open("/next")
    yield "the plan"
    page.get_by_role("button", name="I have done this").first.click()
    for details in page.locator("details").all():
        details.locator("summary").click()
    yield "the plan with a tick and every step open"
    seen.open("/next?size=large")
    yield "the plan in large print"
    seen.open("/")
    yield "the first page with a plan begun"
    answer("today", "danger")
    yield "the plan of somebody in danger"
    answer("today", "life")
    yield "the plan of somebody who thinks of ending their life"
    page.get_by_role("link", name="the rest of the plan").click()
    yield "all of that plan"
    send("/with")
    yield "the first question to a helper"
    seen.open("/ask/who")
    yield "whom they help"
    answer("who", "my_child")
    seen.open("/next")
    yield "the plan of a helper"


class TestEachPage:
    def test_has_nothing_for_axe_to_find(self, chromium: Browser, address: str) -> None:
        axe = Axe()
        with visit(chromium, address, width=360, height=740) as seen:
            for state in states(seen):
                for scheme in SCHEMES:
                    seen.page.emulate_media(color_scheme=scheme)
                    found = axe.run(seen.page)
                    assert found.violations_count == 0, (
                        f"{state}, {scheme}: {found.generate_report()}"
                    )

    def test_is_no_wider_than_any_window(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address) as seen:
            for state in states(seen):
                for width in (320, 360, 1280):
                    seen.page.set_viewport_size({"width": width, "height": 740})
                    assert seen.overflow == 0, (state, width)
            assert seen.foreign == []

    def test_has_links_that_a_thumb_can_press(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address, width=360, height=740) as seen:
            seen.open("/")
            for call in seen.page.locator(".bield-call").all():
                box = call.bounding_box()
                assert box
                assert box["height"] >= 44

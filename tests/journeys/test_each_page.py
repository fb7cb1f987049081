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

    for path in ("/", "/look", "/talk", "/lock", "/with", "/about", "/no-such-page"):
        seen.open(path)
        yield path
    send("/look")
    yield "the form with an error"
    seen.open("/look")
    page.locator("#file").set_input_files(MAIL)
    page.locator("#country").select_option("scotland")
    page.locator("main form button").first.click()
    yield "a mass mail"
    for details in page.locator("details").all():
        details.locator("summary").click()
    yield "a mass mail with every step open"
    send("/talk", CHAT)
    yield "a chat"
    send("/lock")
    yield "an account without a message"
    send("/with")
    yield "a helper without a message"
    send("/look", "Are we still on for lunch on Friday? Bring the cake, please.")
    yield "no sextortion"
    send("/look", (MESSAGES / "about-police-advice.txt").read_text("utf-8"))
    yield "advice"
    send("/look", (MESSAGES / "other-bomb-threat.txt").read_text("utf-8"))
    yield "other blackmail"
    send("/look", f"{THREAT} {WORD_TOO_LONG} @{WORD_TOO_LONG[:60]} https://{'a' * 300}.example/x")
    yield "a message with words that are too long"


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

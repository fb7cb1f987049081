"""After leaving, Back shows no answer: whatever the browser remembers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error
from visit import THREAT, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from visit import Visit

pytest_plugins = ["browser"]
pytestmark = pytest.mark.browser

HARMLESS = "Sunny spells, a light breeze"
TOLD = re.compile(
    "Report it to Police Scotland|What we found|recorded you|not have to be alone with this|"
    r"(Scotland|13 to 17|I am safe)\s+Change|[1-9]\d* of \d+ done|are pressed|"
    r"What is in your file|moonraker"
)
"""Words that stand on a page only where something was told."""


class Weather(BaseHTTPRequestHandler):
    """A harmless page, on this machine: the tests have no network."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<title>Weather</title><h1>{HARMLESS}</h1>".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def leaves_to_weather() -> Iterator[str]:
    """The site, set to leave to a harmless page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    process = subprocess.Popen(
        [sys.executable, "-m", "bield_site", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "BIELD_LEAVE_TO": f"http://127.0.0.1:{server.server_port}/weather"},
    )
    with process:
        assert process.stdout
        yield process.stdout.readline().strip().removeprefix("Bield is ready: ")
        process.terminate()
    server.shutdown()
    server.server_close()


def tell(seen: Visit) -> None:
    """Bring a message, answer questions, tick a step."""
    page = seen.page
    seen.open("/look")
    page.get_by_label("The words of the message").fill(THREAT)
    page.get_by_role("button", name="Tell me what this is").click()
    page.get_by_role("link", name="Make the plan fit: up to").click()
    for answer in ("Yes, I am safe", "13 to 17", "Scotland"):
        page.get_by_label(answer).first.check()
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Show me the plan now").click()
    page.get_by_role("button", name="I have done this").first.click()


def gone_back_through(page: Page) -> Iterator[str]:
    """Go back as far as it goes; give what each page shows and holds."""
    for _ in range(12):
        try:
            page.go_back(wait_until="load", timeout=5_000)
        except Error as problem:
            # “Send this form again?”, or a page from memory, which never loads: it is looked at.
            if "ERR_CACHE_MISS" not in str(problem) and "Timeout" not in str(problem):
                raise
        page.wait_for_timeout(300)  # a page from memory fetches itself anew
        if page.url == "about:blank":
            return
        yield page.locator("body").inner_text()
        if page.locator(":checked").count():
            yield "Answers are pressed"


def leave_and_go_back(
    browser: Browser, address: str, *, scripts: bool, end: str, by_keys: bool = False
) -> None:
    with visit(browser, address, scripts=scripts) as seen:
        page = seen.page
        tell(seen)
        if end == "question":
            seen.open("/ask/place")
            assert page.get_by_label("Scotland").is_checked()
        elif end == "crisis":
            seen.open("/ask/today")
            page.get_by_label("I think about ending my life").check()
            page.get_by_role("button", name="Continue").click()
        elif end == "answer":
            seen.open("/look")
            page.get_by_label("The words of the message").fill(THREAT)
            page.get_by_role("button", name="Tell me what this is").click()
        elif end == "record":
            seen.open("/notes/words")
            page.get_by_label("What happened", exact=True).fill("moonraker")
            page.get_by_role("button", name="Add this").click()
            page.get_by_role("button", name="Give it to someone").click()
            page.get_by_role("button", name="Go back to what is in it").click()
        assert end == "question" or TOLD.search(page.locator("body").inner_text())
        if by_keys:
            for _ in range(3):
                page.keyboard.press("Shift")
        else:
            page.get_by_role("link", name="Leave this page").click()
        page.get_by_text(HARMLESS).wait_for()
        assert page.context.cookies() == []
        for shown in gone_back_through(page):
            assert not TOLD.search(shown), shown


class TestBackAfterLeaving:
    @pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
    @pytest.mark.parametrize("end", ["plan", "question", "crisis", "answer"])
    def test_shows_nothing_that_was_told(
        self, chromium: Browser, leaves_to_weather: str, scripts: bool, end: str
    ) -> None:
        leave_and_go_back(chromium, leaves_to_weather, scripts=scripts, end=end)

    def test_by_shift_shows_nothing_either(self, chromium: Browser, leaves_to_weather: str) -> None:
        leave_and_go_back(chromium, leaves_to_weather, scripts=True, end="plan", by_keys=True)

    @pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
    def test_shows_nothing_where_the_browser_keeps_pages_in_memory(
        self, remembering: Browser, leaves_to_weather: str, scripts: bool
    ) -> None:
        for end in ("plan", "question", "answer", "record"):
            leave_and_go_back(remembering, leaves_to_weather, scripts=scripts, end=end)

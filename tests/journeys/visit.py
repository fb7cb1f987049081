"""One visit: a page, and everything that it asked for and complained of."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

MESSAGES = Path(__file__).parents[1] / "messages" / "develop"
MAIL = MESSAGES / "bulk-old-password.eml"
THREAT = (
    "Hello. I hacked your computer and I recorded you through your webcam while you watched "
    "adult videos. Send 900 USD in bitcoin to 1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m within 48 "
    "hours or I send the video to your family and friends."
)
ANSWER = "This is almost certainly sextortion, and it looks like a mass e-mail"

# The browser notes each status above 399 (those are tested as such), that it cleared what it
# was asked to clear, and that these tests have no network to leave to.
EXPECTED = (
    "Failed to load resource: the server responded with a status of 4",
    "Failed to load resource: net::ERR_NAME_NOT_RESOLVED",
    "Clear-Site-Data header on ",
)


@dataclass
class Visit:
    """What a person sees, and what the browser noted beside it."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """What the browser wrote on its console."""

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    @property
    def title(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def foreign(self) -> list[str]:
        return [url for url in self.asked if not url.startswith(self.address)]

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        self.page.wait_for_load_state()  # between two pages there is no document
        return int(
            self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )


@contextmanager
def visit(
    browser: Browser,
    address: str,
    *,
    width: int = 1280,
    height: int = 800,
    scripts: bool = True,
) -> Iterator[Visit]:
    """Give a visit with a fresh profile. At its end nothing may have been complained of."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
    )
    context.set_default_timeout(10_000)
    made = Visit(page=context.new_page(), address=address)
    made.page.on("request", lambda request: made.asked.append(request.url))
    made.page.on("console", lambda said: made.said.append(said.text))
    made.page.on("pageerror", lambda error: made.said.append(str(error)))
    try:
        yield made
        assert [s for s in made.said if not s.startswith(EXPECTED)] == []
        for cookie in context.cookies():
            assert cookie["name"] == "bield"
            assert cookie["httpOnly"]
            assert cookie["sameSite"] == "Strict"
            assert cookie["expires"] == -1  # gone with the browser
    finally:
        context.close()

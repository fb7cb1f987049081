"""The first steps in each language, in a browser: readable, mirrored, and with nothing too wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from visit import visit

from bield_site.guide.languages import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest_plugins = ["browser"]
pytestmark = pytest.mark.browser

PAGES = ("/in", *(f"/in/{code}" for code in LANGUAGES))


class TestTheFirstStepsInEachLanguage:
    def test_have_nothing_for_axe_to_find(self, chromium: Browser, address: str) -> None:
        axe = Axe()
        with visit(chromium, address, width=360, height=740) as seen:
            for path in PAGES:
                seen.open(path)
                for scheme in ("light", "dark"):
                    seen.page.emulate_media(color_scheme=scheme)
                    found = axe.run(seen.page)
                    assert found.violations_count == 0, (path, scheme, found.generate_report())

    def test_are_no_wider_than_any_window(self, chromium: Browser, address: str) -> None:
        with visit(chromium, address) as seen:
            for path in PAGES:
                seen.open(path)
                for width in (320, 1280):
                    seen.page.set_viewport_size({"width": width, "height": 740})
                    assert seen.overflow == 0, (path, width)
            assert seen.foreign == []

    @pytest.mark.parametrize("code", ["ar", "ur"])
    def test_are_mirrored_where_they_are_read_from_the_right(
        self, chromium: Browser, address: str, code: str
    ) -> None:
        with visit(chromium, address) as seen:
            seen.open(f"/in/{code}")
            heading = seen.page.get_by_role("heading", level=1)
            box = heading.bounding_box()
            assert box
            assert box["x"] + box["width"] > 1280 * 0.8
            english = seen.page.locator(".bield-english").first
            assert english.evaluate("e => getComputedStyle(e).direction") == "ltr"

    def test_lead_on_into_the_guide_without_javascript(
        self, chromium: Browser, address: str
    ) -> None:
        with visit(chromium, address, scripts=False) as seen:
            seen.open("/in")
            seen.page.get_by_role("link", name="Polski").click()
            assert seen.page.locator("html").get_attribute("lang") == "pl"
            seen.page.get_by_role("link", name="Przejdź do przewodnika").click()
            assert seen.page.locator("html").get_attribute("lang") == "en-GB"
            assert seen.page.title() == "Bield"

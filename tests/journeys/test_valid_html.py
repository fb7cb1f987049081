"""Every page and state is HTML in which the Nu checker finds no error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_each_page import states
from validator import Sources, faults, why_not
from visit import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest_plugins = ["browser"]
pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _there_is_a_checker() -> None:
    if reason := why_not():
        pytest.skip(reason)


class TestEachPage:
    def test_has_no_error_for_the_checker_to_find(self, chromium: Browser, address: str) -> None:
        pages: dict[str, str] = {}
        with visit(chromium, address) as seen:
            sources = Sources(seen.page)
            for state in states(seen):
                pages[state] = sources.html()
        assert pages
        assert [str(fault) for fault in faults(pages) if fault.kind == "error"] == []


class TestTheChecker:
    def test_finds_an_error_in_a_page_that_has_one(self) -> None:
        good = "<!doctype html><html lang=en><title>x</title><p>x</p></html>"
        bad = good.replace("<p>x</p>", "<ul><p>x</p></ul><img src=x>")
        found = faults({"good": good, "bad": bad})
        assert {fault.state for fault in found if fault.kind == "error"} == {"bad"}

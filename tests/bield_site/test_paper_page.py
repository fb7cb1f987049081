"""The plan on paper, as the site gives it."""

from __future__ import annotations

from typing import NoReturn

import pypdfium2
import pytest
from visitor import Site, text_of

from bield.adapters.typst_press import UnableToPrintError
from bield.records.sheet import Sheet
from bield_site import wiring
from bield_site.operations.printing import print_plan
from bield_site.operations.turns import Turns


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


class TestPaper:
    def test_gives_the_plan_of_what_was_answered(self) -> None:
        site = Site()
        before = pages(site.get("/paper").content)
        site.ask("/ask/today", answer="life")
        after = pages(site.get("/paper").content)
        assert len(after) == 1
        assert after != before
        assert "Samaritans" in after[0]

    def test_is_kept_by_no_browser_and_its_name_tells_nothing(self) -> None:
        response = Site().get("/paper")
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'inline; filename="plan.pdf"'
        assert response["Cache-Control"] == "no-store"
        assert "noindex" in response["X-Robots-Tag"]

    def test_in_large_letters_takes_more_pages(self) -> None:
        site = Site()
        assert len(pages(site.get("/paper?size=large").content)) > len(
            pages(site.get("/paper").content)
        )

    def test_that_cannot_be_made_says_what_to_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(sheet: Sheet) -> NoReturn:
            raise UnableToPrintError("no letter")

        monkeypatch.setattr(wiring, "print_sheet", broken)
        page = Site().get("/paper")
        assert page.status_code == 500
        assert "use “Print” in your browser" in text_of(page)

    def test_when_too_many_print_says_to_try_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert print_plan.__kwdefaults__
        monkeypatch.setitem(print_plan.__kwdefaults__, "turns", Turns(at_once=0, waiting=0))
        assert Site().get("/paper").status_code == 503

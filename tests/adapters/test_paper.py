"""PDFs laid out in a process of their own."""

from __future__ import annotations

import json
import sys
import time
from io import BytesIO

import pytest

from bield.adapters import paper
from bield.adapters.paper import PaperApart
from bield.ports import Page
from bield.read import NotAMessageError, TooComplexToReadError, UnableToReadError, read
from bield.read.pdf import read_pdf
from bield.read.pdf_pages import lay_out
from bield.read.refusals import LockedError
from documents import PAYMENT, FakeEyes, Sheet, pdf, pdf_of, stream, street

ORDINARY = pdf(
    Sheet(lines=["Eins für dich"], pictures=[street()], links=["https://a.example"]),
    Sheet(lines=["Two"]),
)
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X 4 0 R>>>>"
DOUBLING = pdf_of(
    [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 900]/Contents 5 0 R"
        b"/Resources<</XObject<</X 4 0 R>>>>>>",
        stream(b"/X Do /X Do", _FORM),
        stream(b"/X Do"),
    ]
)
"""A form that draws itself twice: 2⁴⁰ drawings, in 700 bytes."""


class TestPaperApart:
    @pytest.mark.parametrize("draw", [False, True])
    def test_gives_what_is_laid_out_in_this_process(self, draw: bool) -> None:
        assert list(PaperApart().lay_out(ORDINARY, draw=draw)) == list(lay_out(ORDINARY, draw=draw))

    def test_refuses_by_the_same_names(self) -> None:
        with pytest.raises(NotAMessageError, match="broken"):
            list(PaperApart().lay_out(b"%PDF-1.7", draw=False))

    @pytest.mark.parametrize("eyes", [None, FakeEyes(codes=(PAYMENT,))])
    def test_ends_a_pdf_that_would_never_end(self, eyes: FakeEyes | None) -> None:
        started = time.monotonic()
        with pytest.raises(TooComplexToReadError, match="cannot be laid out in time"):
            read_pdf(DOUBLING, eyes=eyes, paper=PaperApart(seconds=1, seconds_to_draw=1))
        assert time.monotonic() - started < 3

    def test_ends_a_pdf_that_would_fill_the_memory(self) -> None:
        with pytest.raises(UnableToReadError):
            read(pdf(Sheet(drawing=b"q " * 60_000_000)), paper=PaperApart(seconds=4))

    def test_pages_that_came_in_time_are_kept_and_it_says_so(self) -> None:
        slow = pdf(Sheet(lines=["In time"]), Sheet(drawing=b"1 1 500 800 re f\n" * 600_000))
        message = read_pdf(slow, eyes=FakeEyes(), paper=PaperApart(seconds_to_draw=3))
        assert message.text == "In time"
        assert message.notes[0].startswith("Only the first 1 pages were read.")

    def test_words_are_read_where_their_page_takes_too_long_to_draw(self) -> None:
        slow = pdf(Sheet(lines=["In time"], drawing=b"1 1 500 800 re f\n" * 600_000))
        message = read_pdf(slow, eyes=FakeEyes(), paper=PaperApart(seconds_to_draw=1))
        assert message.text == "In time"
        assert message.notes == (
            "Its pages took too long to draw, so nothing in its pictures was read.",
        )

    def test_a_photograph_of_a_whole_page_fits_into_its_share(self) -> None:
        photograph = street().resize((4_000, 3_000))
        data = pdf(*[Sheet(pictures=[photograph] * 2)] * 2)
        assert all(page.drawn for page in PaperApart().lay_out(data, draw=True))

    def test_leaves_no_process_behind_when_nobody_asks_on(self) -> None:
        pages = PaperApart().lay_out(pdf(*[Sheet(lines=["x"])] * 40), draw=True)
        assert next(pages).of == 40
        pages.close()

    def test_says_so_where_no_process_can_be_started(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "executable", "/bin/true")
        with pytest.raises(UnableToReadError, match="could not be started"):
            list(PaperApart().lay_out(ORDINARY, draw=False))


class TestPages:
    """What the child says is not taken on trust."""

    PAGE = {"of": 1, "text": "x", "links": [], "has_picture": False, "broken": False}  # noqa: RUF012

    def told(self, *lines: object, more: bytes = b"") -> list[Page]:
        said = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        return list(paper._pages(BytesIO(b"ready\n" + said + more)))

    def test_a_page_larger_than_any_is_not_waited_for(self) -> None:
        with pytest.raises(TooComplexToReadError):
            self.told({**self.PAGE, "drawn": [10**6, 10**6]})

    def test_pixels_that_are_missing_end_it(self) -> None:
        with pytest.raises(TooComplexToReadError):
            self.told({**self.PAGE, "drawn": [3, 3]}, more=b"12345678")

    def test_a_refusal_comes_by_its_name_and_never_by_another(self) -> None:
        with pytest.raises(LockedError, match="so"):
            self.told({"refusal": "LockedError", "says": "so"})
        for name in ("annotations", "no_such", "__name__"):
            with pytest.raises(UnableToReadError, match="so"):
                self.told({"refusal": name, "says": "so"})

"""Sheets printed as PDF that a screen reader reads in order."""

from __future__ import annotations

import ctypes
import dataclasses
import re
import time
from datetime import date
from importlib import resources

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from bield.adapters.typst_press import FILE_NAME, UnableToPrintError, print_sheet
from bield.pipeline import Pipeline
from bield.records import Age, Country, Detail, Happening, Paid, Situation
from bield.records.sheet import PaperLine, Part, Reach, Sheet, Task
from bield.telling import paper_plan
from bield.wiring import pipeline

DAY = date(2026, 11, 24)
BOY = Situation(
    country=Country.SCOTLAND,
    age=Age.FROM_13_TO_17,
    age_in_picture=Age.FROM_13_TO_17,
    happening=Happening.MET_ONLINE,
    paid=Paid.WESTERN_UNION,
    details=frozenset({Detail.POSTED}),
)
HOSTILE = (
    '#panic("run") $x$ *b* _i_ `c` @ref <l> \\ // /* "quoted" #import "/etc/passwd" [x] ~ --- 1.'
)


@pytest.fixture(scope="module")
def stages() -> Pipeline:
    return pipeline()


def a_sheet(
    *,
    title: str = "A plan",
    words: str = "Call them.",
    lines: int = 1,
    tasks: int = 3,
    large: bool = False,
) -> Sheet:
    return Sheet(
        title=title,
        language="en",
        region="GB",
        calls_heading="Who to talk to now",
        calls=(Reach(name="Samaritans", ways=("116\u00a0123",), hours="Day and night"),),
        tasks_heading="What to do",
        parts=(
            Part(
                heading="First",
                tasks=tuple(
                    Task(
                        number=number,
                        title=f"Step {number}",
                        lines=tuple(PaperLine(text=words, rank=rank) for rank in range(lines)),
                        reaches=(),
                    )
                    for number in range(1, tasks + 1)
                ),
            ),
        ),
        useful_rank=0,
        last_rank=lines - 1,
        small_print=("Printed on 24 November 2026.",),
        printed_on=DAY,
        large=large,
    )


def of(stages: Pipeline, situation: Situation, *, large: bool = False) -> bytes:
    plan = stages.plan_as_told(situation)
    return print_sheet(paper_plan(plan, stages.catalogue.bands, on=DAY, large=large))


def read_aloud(printed: bytes) -> str:
    """The text of every page, in order, with single spaces."""
    document = pypdfium2.PdfDocument(printed)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", " ", text)


def pages_of(printed: bytes) -> int:
    return len(pypdfium2.PdfDocument(printed))


def tags_of(printed: bytes) -> list[str]:
    """The tags of the first page, in the order in which they are read."""
    document = pypdfium2.PdfDocument(printed)
    page = document[0]
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    found: list[str] = []

    def walk(element: object) -> None:
        buffer = ctypes.create_string_buffer(64)
        length = pdfium.FPDF_StructElement_GetType(element, buffer, 64)
        found.append(buffer.raw[: length - 2].decode("utf-16-le"))
        for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
            if child:
                walk(child)

    for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
    pdfium.FPDF_StructTree_Close(tree)
    return found


class TestPrintSheet:
    def test_a_plan_is_one_page_with_whom_to_call_before_what_to_do(self, stages: Pipeline) -> None:
        printed = of(stages, BOY)
        assert pages_of(printed) == 1
        text = read_aloud(printed)
        places = [
            text.index(words)
            for words in (
                "Who to talk to now",
                "0800 1111",
                "What to do, in this order",
                "1.",
                "2.",
            )
        ]
        assert places == sorted(places)

    def test_every_step_of_the_plan_can_be_read_in_order(self, stages: Pipeline) -> None:
        text = read_aloud(of(stages, BOY))
        places = [text.index(step.title) for step in stages.plan_as_told(BOY).steps]
        assert places == sorted(places)

    def test_large_print_leaves_nothing_out(self, stages: Pipeline) -> None:
        printed = of(stages, BOY, large=True)
        text = read_aloud(printed).replace(" ", "")
        assert pages_of(printed) > 1
        for step in stages.plan_as_told(BOY).steps:
            for sentence in (step.title, step.why, *step.how):
                assert sentence.replace(" ", "") in text, sentence

    def test_it_is_tagged_for_screen_readers(self, stages: Pipeline) -> None:
        printed = of(stages, BOY)
        assert pdfium.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(printed))
        tags = tags_of(printed)
        assert tags[:4] == ["Document", "H1", "H2", "L"]
        assert {tag for tag in tags if re.fullmatch(r"H\d", tag)} == {"H1", "H2", "H3"}
        plan = stages.plan_as_told(BOY)
        assert tags.count("LI") >= len(plan.steps) + len(plan.emergency)
        assert tags.count("LI") == tags.count("Lbl") == tags.count("LBody")
        assert "Figure" not in tags  # the boxes to tick are read to nobody

    def test_it_says_its_language_and_claims_pdf_ua(self, stages: Pipeline) -> None:
        printed = of(stages, BOY)
        assert b"/Lang(en-GB)" in printed.replace(b"/Lang (", b"/Lang(")
        assert re.search(rb"pdfuaid:part(>|=\")1", printed)
        assert re.search(rb"/DisplayDocTitle\s+true", printed)

    def test_the_file_tells_nothing_of_what_it_is(self, stages: Pipeline) -> None:
        metadata = pypdfium2.PdfDocument(of(stages, BOY)).get_metadata_dict()
        assert metadata["Title"] == "A plan"
        assert not metadata["Author"]
        assert not metadata["Subject"]
        assert not metadata["Keywords"]
        assert "bield" not in str(metadata).lower()
        assert FILE_NAME == "plan.pdf"

    def test_the_same_sheet_is_the_same_bytes(self, stages: Pipeline) -> None:
        assert of(stages, BOY) == of(stages, BOY)

    def test_words_are_shown_and_never_run(self) -> None:
        printed = print_sheet(a_sheet(title=HOSTILE, words=HOSTILE, tasks=1))
        text = read_aloud(printed)
        assert text.count(HOSTILE) == 2

    def test_what_does_not_fit_goes_by_its_rank(self) -> None:
        sheet = a_sheet(lines=60, tasks=1)
        lines = tuple(
            PaperLine(
                text=f"Line {rank} says a good deal, and takes up room on paper." * 3, rank=rank
            )
            for rank in range(60)
        )
        task = dataclasses.replace(sheet.parts[0].tasks[0], lines=lines)
        part = dataclasses.replace(sheet.parts[0], tasks=(task,))
        printed = print_sheet(dataclasses.replace(sheet, parts=(part,), last_rank=59))
        kept = [rank for rank in range(60) if f"Line {rank} says" in read_aloud(printed)]
        assert pages_of(printed) == 1
        assert kept == list(range(len(kept)))
        assert 20 < len(kept) < 60

    def test_what_can_not_be_left_out_takes_a_second_page(self) -> None:
        printed = print_sheet(a_sheet(words="Do not pay them anything at all. " * 12, tasks=20))
        assert pages_of(printed) == 2
        assert "Step 20" in read_aloud(printed)
        assert "1 / 2" in read_aloud(printed)

    @pytest.mark.parametrize("large", [False, True])
    def test_there_is_a_letter_for_every_word_of_the_catalogue(
        self, stages: Pipeline, large: bool
    ) -> None:
        told = "".join(
            file.read_text("utf-8")
            for name in ("advice", "services", "platforms", "payments", "bands", "sources")
            if (file := resources.files("bield.facts") / f"{name}.yaml").is_file()
        )
        letters = "".join(sorted(c for c in set(told) if c.isprintable()))
        assert "é" in letters or "’" in letters or "“" in letters
        print_sheet(a_sheet(words=letters, large=large))

    def test_a_word_with_no_letter_for_it_is_refused_not_left_blank(self) -> None:
        with pytest.raises(UnableToPrintError, match="Print the page itself"):
            print_sheet(a_sheet(words="漢字"))

    def test_the_longest_plan_is_printed_in_less_than_a_second(self, stages: Pipeline) -> None:
        busy = dataclasses.replace(BOY, details=frozenset(Detail))
        of(stages, BOY)
        taken = []
        for _ in range(3):
            started = time.process_time()  # by a clock that does not run while others work
            of(stages, busy)
            taken.append(time.process_time() - started)
        assert min(taken) < 1.0

"""A statement as a PDF: read aloud in order, nothing cut, nothing of the person in its name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pressed import of, passage, read, tags, texts

from bield.adapters import statement_letters
from bield.adapters.statement_press import press_statement
from bield.adapters.typst_press import UnableToPrintError
from bield.records import Said, Words
from bield.records.statement import Heading, Paragraph, Passage
from police_cases import HOSTILE, ROOT, huge, in_many_scripts, tiny, typical

NOWHERE = Path("/nonexistent")


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no fonts at all but those that typst brings."""
    monkeypatch.setattr(
        statement_letters, "_everywhere", lambda _: statement_letters.embedded_fonts()
    )


class TestTheFile:
    def test_says_that_it_is_both_to_be_kept_and_to_be_read_aloud(self) -> None:
        printed = of(typical())
        assert re.search(rb'pdfaid:part(>|=")3', printed)
        assert re.search(rb'pdfaid:conformance(>|=")A', printed)
        assert re.search(rb'pdfuaid:part(>|=")1', printed)
        assert pdfium.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(printed))
        assert b"/Lang(en-GB)" in printed.replace(b"/Lang (", b"/Lang(")
        assert re.search(rb"/DisplayDocTitle\s+true", printed)

    def test_has_tags_for_headings_tables_and_words_of_others(self) -> None:
        found = [tag for tag, _ in tags(of(typical()))]
        assert {"H1", "H2", "H3", "Table", "TH", "TD", "BlockQuote", "LI"} <= set(found)
        assert found.index("H1") < found.index("H2") < found.index("BlockQuote")

    def test_has_words_for_every_picture(self) -> None:
        pictures = [alt for tag, alt in tags(of(typical())) if tag == "Figure"]
        assert pictures == [f"A square code that holds the root: {ROOT}"]

    def test_has_no_author_and_tells_nothing_in_its_title(self) -> None:
        told = pypdfium2.PdfDocument(of(typical())).get_metadata_dict()
        assert told["Title"] == "A statement"
        assert not told["Author"]
        assert "bield" not in str(told).lower()
        assert "Lovelace" not in str(told)

    def test_is_the_same_bytes_each_time(self) -> None:
        assert of(in_many_scripts()) == of(in_many_scripts())

    def test_holds_the_record_for_programs(self) -> None:
        document = pypdfium2.PdfDocument(of(typical()))
        attachment = document.get_attachment(0)
        assert document.count_attachments() == 1
        assert attachment.get_name() == "case.json"
        assert b'"root": "' + ROOT.encode() in bytes(attachment.get_data())

    def test_has_its_number_on_every_page(self) -> None:
        pages = texts(of(typical()))
        for number, page in enumerate(pages, start=1):
            assert f"{number} / {len(pages)}" in page

    def test_has_a_square_that_a_telephone_reads_as_the_root(self) -> None:
        zxingcpp = pytest.importorskip("zxingcpp")
        document = pypdfium2.PdfDocument(of(typical()))
        seen = [
            code.text
            for page in document
            for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())
        ]
        assert seen == [ROOT]

    def test_of_a_record_with_nothing_in_it_is_made(self) -> None:
        assert "Thepersonwrotenonotes." in read(of(tiny()))


class TestTheLook:
    def test_lets_nothing_run_off_the_page_or_over_other_words(self) -> None:
        printed = of(huge(exhibits=20, words=600))
        boxes: dict[int, list[tuple[float, float, float, float]]] = {}
        document = pypdfium2.PdfDocument(printed)
        for number, page in enumerate(document):
            textpage = page.get_textpage()
            for at in range(textpage.count_chars()):
                left, bottom, right, top = textpage.get_charbox(at)
                if right - left > 0.5 and top - bottom > 0.5:
                    boxes.setdefault(number, []).append((left, bottom, right, top))
            width, height = page.get_size()
            for left, bottom, right, top in boxes[number]:
                assert left > 56
                assert right < width - 56
                assert 20 < bottom < top < height - 40
        assert not any(_over_another(page) for page in boxes.values())

    def test_tells_read_words_from_own_ones_without_colour(self) -> None:
        statement = passage("Words.")
        looks = {
            words: press_statement(
                replace(
                    statement,
                    blocks=(Heading("A", level=1), Passage(words=words, label="L", text="x")),
                )
            )
            for words in (Words.OWN, Words.READ, Words.OCR)
        }
        drawn = {words: pypdfium2.PdfDocument(p)[0].render(grayscale=True).to_numpy().tobytes()
                 for words, p in looks.items()}  # fmt: skip
        assert len(set(drawn.values())) == 3


def _over_another(page: list[tuple[float, float, float, float]]) -> bool:
    """Whether a letter lies on another by more than half."""
    open_boxes: list[tuple[float, float, float, float]] = []
    for box in sorted(page):
        open_boxes = [other for other in open_boxes if other[2] > box[0] + 0.05]
        for other in open_boxes:
            wide = min(other[2], box[2]) - max(other[0], box[0])
            high = min(other[3], box[3]) - max(other[1], box[1])
            least = min((b[2] - b[0]) * (b[3] - b[1]) for b in (box, other))
            if wide > 0 and high > 0 and wide * high > 0.5 * least:
                return True
        open_boxes.append(box)
    return False


class TestRefusal:
    def test_says_what_to_hand_over_in_its_place(self) -> None:
        wrong = replace(passage("x"), blocks=(Heading("A", level=1), Heading("B", level=3)))
        with pytest.raises(UnableToPrintError, match="the sealed file"):
            press_statement(wrong)

    def test_comes_after_codes_for_all_that_is_no_ascii(
        self, monkeypatch: pytest.MonkeyPatch, no_fonts: None
    ) -> None:
        # As if a letter was there alone, and missing beside another.
        monkeypatch.setattr(statement_letters, "_lacking", lambda *_: [])
        told = read(press_statement(passage("é 漢 ok")))
        assert "[U+00E9][U+6F22]ok" in told

    def test_folders_that_are_not_there_are_no_matter(self) -> None:
        assert press_statement(passage("漢"), font_folders=[NOWHERE]).startswith(b"%PDF")

    def test_a_plain_paragraph_of_ours_may_hold_anything(self) -> None:
        statement = replace(passage("x"), blocks=(Heading(HOSTILE, level=1), Paragraph(HOSTILE)))
        assert press_statement(statement).startswith(b"%PDF")
        note = replace(tiny(), story=(Said(entry=1, text="\ud800", noted_at="\ud800"),))
        assert "[U+D800]" in read(of(note))

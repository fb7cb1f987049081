"""A statement as a PDF: every sign printed or named, nothing cut, and read aloud in order."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bield.adapters import statement_letters
from bield.adapters.statement_letters import clusters, letters_for
from bield.adapters.statement_press import press_statement
from bield.adapters.typst_press import UnableToPrintError
from bield.facts.forms import load_forms
from bield.hand_over.police import police
from bield.records import Case, Said, Words
from bield.records.statement import Given, Heading, Paragraph, Passage, Statement, Table
from police_cases import (
    HOSTILE,
    LYING,
    ROOT,
    SCRIPTS,
    WALLET,
    hostile,
    huge,
    in_many_scripts,
    tiny,
    typical,
)

SCOTLAND = next(form for form in load_forms() if form.id == "police_scotland")
NOWHERE = Path("/nonexistent")


@pytest.fixture
def embedded_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no fonts at all but those that typst brings."""
    monkeypatch.setattr(statement_letters, "_everywhere", lambda _: statement_letters._embedded())


def of(case: Case) -> bytes:
    return press_statement(police(case, SCOTLAND, printed_on=date(2026, 12, 1)))


def passage(text: str) -> Statement:
    return Statement(
        title="A statement",
        language="en",
        region="GB",
        printed_on=date(2026, 12, 1),
        foot="A statement",
        about_codes="A code stands for a sign.",
        blocks=(
            Heading("A statement", level=1),
            Passage(words=Words.OWN, label="A note.", text=text),
        ),
    )


def texts(printed: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(printed)
    return [page.get_textpage().get_text_range() for page in document]


def read(printed: bytes) -> str:
    """All of it with no spaces: where a line breaks says nothing."""
    return re.sub(r"\s+", "", "".join(texts(printed)))


def characters(printed: bytes) -> Iterator[tuple[Any, Any, int]]:
    document = pypdfium2.PdfDocument(printed)
    for page in document:
        textpage = page.get_textpage()
        for at in range(textpage.count_chars()):
            yield page, textpage, at


def tags(printed: bytes) -> list[tuple[str, str]]:
    """Each tag, with the text that stands for a picture."""
    document = pypdfium2.PdfDocument(printed)
    found: list[tuple[str, str]] = []

    def told(ask: Any, element: Any) -> str:
        buffer = ctypes.create_string_buffer(512)
        length = ask(element, buffer, 512)
        return buffer.raw[: max(0, length - 2)].decode("utf-16-le")

    def walk(element: Any) -> None:
        alt = told(pdfium.FPDF_StructElement_GetAltText, element)
        found.append((told(pdfium.FPDF_StructElement_GetType, element), alt))
        for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, at):
                walk(child)

    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
        pdfium.FPDF_StructTree_Close(tree)
    return found


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


class TestWords:
    def test_of_an_enemy_are_shown_and_never_run(self) -> None:
        told = read(of(hostile()))
        for shown in (
            '#panic("no")*bold*_it_$x^2$=Heading',
            '#import"@preview/x:1.0.0"',
            '{"a":[1]}',
            "[U+0000]",
            "[U+D800]",
            "[U+DFFF]",
            "[U+001B]",
            "\\u202e",
        ):
            assert shown in told, shown

    def test_that_lie_about_their_direction_are_told(self) -> None:
        told = read(press_statement(passage(LYING)))
        assert "transfer[U+202E]txt.exe[U+202C]to[U+2066]me[U+2069][U+200B]now[U+00AD]" in told

    def test_are_copied_out_as_they_were_however_long(self) -> None:
        wallet = WALLET * 4
        table = Table(
            head=("What", "As given"), rows=(("x", Given(wallet, exact=True)),), widths=(9, 1)
        )
        statement = passage("a" * 700)
        printed = press_statement(replace(statement, blocks=(*statement.blocks, table)))
        told = "".join(texts(printed)).replace("\r\n", "").replace("\n", "")
        assert wallet in told
        assert "a" * 700 in told
        assert "\u200b" not in told

    def test_of_a_megabyte_are_all_there(self) -> None:
        note = "They wrote that I have to pay. " * 34_000
        told = re.sub(r"Astatement\d+/\d+", "", read(press_statement(passage(note))))
        assert told.count("TheywrotethatIhavetopay.") == 34_000

    @pytest.mark.parametrize("script", ["Greek", "Russian", "Vietnamese", "Georgian"])
    def test_in_letters_that_typst_brings_need_no_font_of_the_machine(
        self, script: str, embedded_only: None
    ) -> None:
        text = SCRIPTS[script]
        told = read(press_statement(passage(text)))
        assert re.sub(r"\s", "", unicodedata.normalize("NFC", text)) in unicodedata.normalize(
            "NFC", told
        )
        assert "U+" not in told

    def test_with_no_letter_for_them_are_named_sign_by_sign(self, embedded_only: None) -> None:
        told = read(press_statement(passage("ok ਪੈਸੇ 漢 ok")))
        assert "ok[U+0A2AU+0A48U+0A38U+0A47][U+6F22]ok" in told
        assert "Acodestandsforasign." in told

    def test_all_with_a_letter_get_no_word_about_codes(self) -> None:
        assert "Acodestandsforasign." not in read(press_statement(passage("plain")))

    @pytest.mark.parametrize("fonts", ["of this machine", "embedded alone"])
    def test_in_every_script_are_printed_or_named_and_no_box_is_drawn(
        self, fonts: str, request: pytest.FixtureRequest
    ) -> None:
        if fonts == "embedded alone":
            request.getfixturevalue("embedded_only")
        printed = of(in_many_scripts())
        for _, textpage, at in characters(printed):
            assert pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 0
            assert pdfium.FPDFText_GetUnicode(textpage, at) not in {0, 0xFFFD, 0xFFFE}
        told = read(printed)
        for text in SCRIPTS.values():
            for sign in text:
                if sign.isalpha() and unicodedata.bidirectional(sign) == "L":
                    assert sign in told or f"U+{ord(sign):04X}" in told, sign

    def test_lie_in_fonts_that_are_in_the_file(self) -> None:
        document = pypdfium2.PdfDocument(of(in_many_scripts()))
        fonts = 0
        for page in document:
            for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(thing)
                assert pdfium.FPDFFont_GetIsEmbedded(font) == 1
                fonts += 1
        assert fonts

    def test_from_right_to_left_begin_at_the_right(self) -> None:
        printed = press_statement(passage("שלום\nhello"))
        places = {}
        for page, textpage, at in characters(printed):
            sign = chr(pdfium.FPDFText_GetUnicode(textpage, at))
            places[sign] = textpage.get_charbox(at)[2] / page.get_width()
        assert places["ש"] > 0.85
        assert places["h"] < 0.2

    def test_piled_with_marks_are_not_printed_over_others(self) -> None:
        told = read(press_statement(passage("a" + "\u0301" * 60 + "b")))
        assert "[U+0061U+0301" in told

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(st.characters(), min_size=1, max_size=60))
    def test_of_any_signs_at_all_can_be_printed(self, text: str) -> None:
        assert press_statement(passage(text)).startswith(b"%PDF-1.7")


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


class TestLetters:
    def test_that_belong_together_stay_together(self) -> None:
        text = "e\u0301 👨\u200d👩\u200d👧👍🏽🇬🇧🇫🇷 1\ufe0f कि"
        assert list(clusters(text)) == [
            "e\u0301", " ", "👨\u200d👩\u200d👧", "👍🏽", "🇬🇧", "🇫🇷", " ", "1\ufe0f", " ", "कि",
        ]  # fmt: skip

    @given(st.text(st.characters(), max_size=80))
    def test_are_parted_and_none_is_lost(self, text: str) -> None:
        assert "".join(clusters(text)) == text

    def test_of_latin_ask_for_no_font_of_the_machine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_: object) -> None:
            raise AssertionError("it looked for fonts")

        monkeypatch.setattr(statement_letters, "_everywhere", refuse)
        assert letters_for(["Crème brûlée «–» Привет שלום"]).missing == frozenset()

    def test_missing_are_found_whatever_typst_says_of_them(
        self, monkeypatch: pytest.MonkeyPatch, embedded_only: None
    ) -> None:
        named = letters_for(["漢字 ok é ਪੈ"]).missing
        monkeypatch.setattr(statement_letters, "_NAMED", re.compile("said in other words"))
        assert letters_for(["漢字 ok é ਪੈ"]).missing == named == {"漢", "字", "ਪੈ"}


class TestRefusal:
    def test_says_what_to_hand_over_in_its_place(self) -> None:
        wrong = replace(passage("x"), blocks=(Heading("A", level=1), Heading("B", level=3)))
        with pytest.raises(UnableToPrintError, match="the sealed file"):
            press_statement(wrong)

    def test_comes_after_codes_for_all_that_is_no_ascii(
        self, monkeypatch: pytest.MonkeyPatch, embedded_only: None
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

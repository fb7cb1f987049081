"""Words of any script in a statement: printed in a letter, or named sign by sign; never a box."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pressed import characters, of, passage, read, texts

from bield.adapters import statement_letters
from bield.adapters.statement_letters import clusters, letters_for
from bield.adapters.statement_press import press_statement
from bield.records.statement import Given, Table
from police_cases import LYING, SCRIPTS, WALLET, hostile, in_many_scripts


@pytest.fixture
def embedded_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no fonts at all but those that typst brings."""
    monkeypatch.setattr(
        statement_letters, "_everywhere", lambda _: statement_letters.embedded_fonts()
    )


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

    def test_from_right_to_left_end_at_the_left(self) -> None:
        printed = press_statement(passage("שלום xyz!"))
        places = {}
        for _, textpage, at in characters(printed):
            places[chr(pdfium.FPDFText_GetUnicode(textpage, at))] = textpage.get_charbox(at)[0]
        assert places["!"] < places["x"] < places["z"] < places["ש"]

    def test_piled_with_marks_are_not_printed_over_others(self) -> None:
        told = read(press_statement(passage("a" + "\u0301" * 60 + "b")))
        assert "[U+0061U+0301" in told

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(st.characters(), min_size=1, max_size=60))
    def test_of_any_signs_at_all_can_be_printed(self, text: str) -> None:
        assert press_statement(passage(text)).startswith(b"%PDF-1.7")


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

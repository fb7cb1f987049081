"""Folding: what a sender does to a text is undone, and the way back is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.recognise.fold import fold


class TestFold:
    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("bitcoin", "bitcoin"),
            ("Ьitcоin", "bitcoin"),  # Cyrillic Ь and о
            ("mɑsturbɑte", "masturbate"),  # IPA alpha
            ("pοrn νideo", "porn video"),  # Greek
            ("հacked", "hacked"),  # Armenian
            ("ｗａｌｌｅｔ", "wallet"),  # full width
            ("𝐩𝐚𝐲 𝓶𝓮", "pay me"),  # mathematical
            ("b\u200bi\u200dt\u2060c\ufeffo\u00adin", "bitcoin"),  # no width, soft hyphen
            ("p̷̢̛a̶y̸", "pay"),  # stacked accents
            ("\u202ebitcoin\u202c", "bitcoin"),  # bidirectional marks
            ("b&#105;tco&#x69;n", "bitcoin"),  # entities in plain text
            ("Größe", "grosse"),
            ("vidéo", "video"),
        ],
    )
    def test_undoes_what_hides_a_word(self, written: str, meant: str) -> None:
        assert fold(written).lower == meant

    def test_leaves_a_text_in_another_alphabet_alone(self) -> None:
        assert fold("Привет, мир").lower == "привет, мир"

    def test_the_way_back_covers_the_letters_as_written(self) -> None:
        text = "Send b\u200bi\u200bt\u200bc\u200bo\u200bin now"
        folded = fold(text)
        at = folded.lower.index("bitcoin")
        start, end = folded.span(at, at + 7)
        assert text[start:end] == "b\u200bi\u200bt\u200bc\u200bo\u200bin"

    def test_the_way_back_covers_an_entity_whole(self) -> None:
        text = "one b&#105;tcoin two"
        folded = fold(text)
        at = folded.lower.index("bitcoin")
        start, end = folded.span(at, at + 7)
        assert text[start:end] == "b&#105;tcoin"

    @given(st.text(max_size=200))
    def test_any_text_folds_and_every_place_leads_back_into_it(self, text: str) -> None:
        folded = fold(text)
        assert len(folded.clean) == len(folded.lower)
        for at in range(len(folded.lower)):
            start, end = folded.span(at, at + 1)
            assert 0 <= start < end <= len(text)

    @given(st.text(alphabet=st.characters(max_codepoint=127), max_size=100))
    def test_plain_letters_stay_where_they_are(self, text: str) -> None:
        folded = fold(text)
        if "&" not in text and "`" not in text:
            assert folded.clean == text
            assert folded.span(0, len(text)) == (0, len(text))


class TestSigns:
    def test_in_a_word_stand_for_the_letters_they_look_like(self) -> None:
        assert fold("a v!deo, your p@ssword, all friend$.").lower == (
            "a video, your password, all friends."
        )

    def test_in_addresses_sums_and_calls_stay_what_they_are(self) -> None:
        text = "write to bob@mail.example, pay $500 or 5€, wow! now!"
        assert fold(text).lower == text


class TestOtherAlphabets:
    def test_latin_letters_in_a_cyrillic_or_greek_text_become_its_own(self) -> None:
        russian = "я записал видео с вами и отправлю его всем вашим контактам"
        mixed = russian.replace("о", "o").replace("а", "a").replace("е", "e")
        assert mixed != russian
        assert fold(mixed).lower == fold(russian).lower
        greek = "έχω ένα βίντεο και θα το στείλω σε όλους τους φίλους σου"
        mixed = greek.replace("ο", "o").replace("α", "a")
        assert fold(mixed).lower == fold(greek).lower

    def test_vowels_of_devanagari_stay_for_they_are_letters(self) -> None:
        assert "वीडियो" in fold("आपका वीडियो").lower

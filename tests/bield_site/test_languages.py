"""The first steps in fourteen languages: each whole, and none that says more than the facts do."""

from __future__ import annotations

import importlib.util
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import textstat  # type: ignore[import-untyped]
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from visitor import Site, text_of

from bield.facts import load_catalogue
from bield_site.guide import languages
from bield_site.guide.languages import LANGUAGES, RESTS_ON, Words, words_file, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = [code for code in LANGUAGES if code != "en"]
VOID = {"meta", "link", "br", "input", "img", "hr"}
NUMBER_OR_ADDRESS = re.compile(r"\d{3,}|@|://|www\.|\.(?:org|com|uk|gov|net|scot)\b", re.IGNORECASE)
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def _tool() -> Any:
    spec = importlib.util.spec_from_file_location("tool", ROOT / "tools" / "languages.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


tool = _tool()


def kept(code: str) -> Catalog:
    return read_po(BytesIO(words_file(code).read_bytes()), charset="utf-8")


class _Reader(HTMLParser):
    """Notes every piece of text with the language that the page gives it."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("lang") or self._open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open[-1][0] not in {"script", "style", "title"}:
            self.pieces.append((self._open[-1][1], " ".join(data.split())))


def pieces(code: str) -> list[tuple[str, str]]:
    reader = _Reader()
    reader.feed(Site().get(f"/in/{code}").content.decode())
    return reader.pieces


def english() -> Iterator[str]:
    for message in tool.messages():
        if message.id:
            yield str(message.id)


class TestTheWords:
    @pytest.mark.parametrize("code", FOREIGN)
    def test_are_what_the_page_says_now(self, code: str) -> None:
        said = [m.id for m in kept(code) if m.id]
        assert said == list(english()), "run: python tools/languages.py"
        assert not kept(code).obsolete

    def test_begin_from_a_list_that_is_up_to_date(self) -> None:
        there = tool.POT.read_text("utf-8")
        assert [m.id for m in read_po(BytesIO(there.encode())) if m.id] == list(english())

    @pytest.mark.parametrize("code", FOREIGN)
    def test_are_whole(self, code: str) -> None:
        for message in kept(code):
            assert message.string or not message.id, (code, message.id)
            assert not message.fuzzy or not message.id, (code, message.id)

    @pytest.mark.parametrize("code", FOREIGN)
    def test_lose_no_name_and_change_no_age(self, code: str) -> None:
        for message in kept(code):
            told, said = str(message.id), str(message.string)
            assert sorted(PLACEHOLDER.findall(told)) == sorted(PLACEHOLDER.findall(said)), told
            if message.id:
                assert set(re.findall(r"\d+", told)) == set(re.findall(r"\d+", said)), told

    @pytest.mark.parametrize("code", FOREIGN)
    def test_hold_no_number_and_no_address(self, code: str) -> None:
        for message in kept(code):
            if message.id:
                assert not NUMBER_OR_ADDRESS.search(str(message.string)), (code, message.string)

    def test_are_no_harder_than_the_guide(self) -> None:
        for text in english():
            if text.endswith("."):  # the others are headings, and names of places
                grade = textstat.flesch_kincaid_grade(PLACEHOLDER.sub("it", text))
                assert grade <= 8, (round(grade, 1), text)

    def test_rest_on_advice_that_is_there(self) -> None:
        assert set(RESTS_ON) <= {entry.id for entry in load_catalogue().advice}


class TestThePage:
    @pytest.mark.parametrize("code", LANGUAGES)
    def test_says_its_language_and_which_way_it_is_read(self, code: str) -> None:
        page = Site().get(f"/in/{code}").content.decode()
        language = LANGUAGES[code]
        assert f'<html lang="{language.tag}" dir="{language.dir}"' in page
        assert "<title>Bield</title>" in page
        for other in LANGUAGES.values():
            assert f'hreflang="{other.tag}" href="http://127.0.0.1/in/{other.code}"' in page

    @pytest.mark.parametrize("code", FOREIGN)
    def test_has_no_text_that_is_neither_translated_nor_marked_as_english(self, code: str) -> None:
        # Pieces between placeholders, so that a sentence with a name in it is known too.
        parts = {
            " ".join(part.split())
            for text in (*words_of(code).said.values(),)
            for part in PLACEHOLDER.split(text)
        }
        numbers = {
            value
            for service in load_catalogue().services.values()
            for channel in service.channels
            for value in (channel.value, channel.value.rpartition(" to ")[2])
        }
        seen = pieces(code)
        assert len(seen) > 300
        for language, text in seen:
            if language == LANGUAGES[code].tag and text not in numbers:
                left = text.removeprefix("· ")
                assert left in {"·"} or left in parts, (code, text)

    @pytest.mark.parametrize("code", FOREIGN)
    def test_says_at_its_top_that_nobody_has_reviewed_it(self, code: str) -> None:
        note = next(text for text in english() if text.startswith("Nobody who grew up"))
        page = text_of(Site().get(f"/in/{code}"))
        own = " ".join(words_of(code).said[note].split())
        assert page.index(own) < page.index(words_of(code).said["This is not your fault."])
        assert note in page

    @pytest.mark.parametrize("code", FOREIGN)
    def test_keeps_the_english_beside_each_sentence(self, code: str) -> None:
        marked = {text for language, text in pieces(code) if language == "en"}
        assert {"Do not pay any more.", "Call someone now.", "Do not pay"} <= marked

    def test_in_english_says_nothing_of_a_review_and_nothing_twice(self) -> None:
        page = text_of(Site().get("/in/en"))
        assert "has checked these words" not in page
        assert page.count("Do not pay any more.") == 1

    @pytest.mark.parametrize("code", LANGUAGES)
    def test_gives_numbers_that_a_thumb_can_press(self, code: str) -> None:
        page = Site().get(f"/in/{code}").content.decode()
        for number in ("tel:999", "tel:112", "tel:101"):
            assert f'href="{number}"' in page
        assert page.index('href="tel:999"') < page.index('href="tel:112"')

    @pytest.mark.parametrize("code", LANGUAGES)
    def test_puts_life_before_all_else(self, code: str) -> None:
        page = Site().get(f"/in/{code}").content.decode()
        first = page.index('id="danger"')
        assert first < page.index('<h2 class="govuk-heading-m">')

    def test_stands_without_the_note_once_somebody_reviewed_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = words_of("pl")
        reviewed = Words(
            said=before.said, reviewed_by="Ola", reviewed_on=load_catalogue().advice[0].reviewed_on
        )
        monkeypatch.setattr(languages, "words_of", lambda _code: reviewed)
        page = text_of(Site().get("/in/pl"))
        assert "has checked these words" not in page
        assert "Do not pay any more." not in page
        # What is said to somebody who answers in English stays to be read out.
        assert "someone is threatening me online" in page

    def test_in_a_language_that_is_not_there_is_not_found(self) -> None:
        assert Site().get("/in/xx").status_code == 404


class TestTheList:
    def test_names_each_language_by_its_own_name(self) -> None:
        page = Site().get("/in").content.decode()
        for language in LANGUAGES.values():
            assert re.search(
                rf'href="/in/{language.code}" lang="{language.tag}"[^>]*>{language.name}</a>', page
            )

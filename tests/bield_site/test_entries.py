"""The first page and the four ways in."""

from __future__ import annotations

import re

import pytest
from visitor import BULK, CHAT, Site, text_of

from bield_site.guide.entries import ENTRIES

SITE = Site()


class TestFirstPage:
    def test_says_what_this_is_and_that_nothing_is_kept(self) -> None:
        words = text_of(SITE.get("/"))
        assert "Bield tells you what a threatening message is and what to do now" in words
        assert "Nothing that you type here is kept" in words

    def test_offers_the_four_ways_in_and_whom_to_call(self) -> None:
        html = SITE.get("/").content.decode()
        for entry in ENTRIES.values():
            assert f'href="/{entry.slug}"' in html
            assert entry.choice in html
        assert 'href="tel:999"' in html


class TestForm:
    @pytest.mark.parametrize("slug", ENTRIES)
    def test_asks_every_question_and_presses_none(self, slug: str) -> None:
        html = SITE.get(f"/{slug}").content.decode()
        for name in ("about", "age", "age_in_picture", "country", "paid"):
            assert f'name="{name}"' in html
        assert " checked" not in html
        assert '<option value="" selected>' in html

    @pytest.mark.parametrize("slug", ENTRIES)
    def test_keeps_the_browser_from_remembering_or_sending_the_words(self, slug: str) -> None:
        html = SITE.get(f"/{slug}").content.decode()
        textarea = re.search(r"<textarea[^>]*>", html)
        assert textarea
        assert 'spellcheck="false"' in textarea[0]
        assert 'autocomplete="off"' in textarea[0]

    def test_of_a_helper_asks_child_or_adult_and_not_me(self) -> None:
        html = SITE.get("/with").content.decode()
        assert not re.search(r'name="about"[^>]*value="me"', html)
        assert re.search(r'name="about"[^>]*value="child"', html)
        assert re.search(r'name="about"[^>]*value="someone_else"', html)

    def test_of_a_message_needs_one(self) -> None:
        response = SITE.ask("/look", message=" \n ", country="wales")
        assert response.status_code == 422
        assert "Paste the words of the message" in text_of(response)
        assert '<option value="wales" selected>' in response.content.decode()

    def test_refuses_an_answer_that_was_not_offered(self) -> None:
        response = SITE.ask("/look", message=BULK, country="atlantis")
        assert response.status_code == 422
        assert "Choose one of the answers" in text_of(response)
        assert "I recorded you" in text_of(response)

    @pytest.mark.parametrize(
        "body",
        [
            b"message=%ED%A0%80",
            b"message=%00%00%00%00",
            b"message=%FF%FE%80",
            b"message=%E2%80%AE%E2%80%8B",
            b"message=" + b"%F0%9F%98%80" * 3000,
            b"=&=&&&",
            b"",
        ],
    )
    def test_answers_odd_bytes_with_an_ordinary_page(self, body: bytes) -> None:
        response = SITE.post("/look", body, content_type="application/x-www-form-urlencoded")
        assert response.status_code in {200, 422}
        assert "<h1" in response.content.decode()

    @pytest.mark.parametrize(
        "kind",
        [
            "multipart/form-data",
            "multipart/form-data; boundary=" + "x" * 300,
            "application/x-www-form-urlencoded; charset=utf-16",
            "text/plain",
            "nonsense",
        ],
    )
    def test_answers_an_odd_content_type_with_an_ordinary_page(self, kind: str) -> None:
        response = SITE.post("/look", b"message=hello", content_type=kind)
        assert response.status_code in {400, 422}
        assert "<h1" in response.content.decode()


class TestWithoutMessage:
    def test_a_chat_gets_the_plan_for_real_pictures(self) -> None:
        response = SITE.ask("/talk", country="scotland", age="13_to_17", age_in_picture="13_to_17")
        words = text_of(response)
        assert response.status_code == 200
        assert "What you describe is called sextortion" in words
        assert "not your fault" in words
        assert 'href="tel:999"' in response.content.decode()
        assert "Childline" in words

    def test_an_account_gets_the_plan_for_accounts(self) -> None:
        words = text_of(SITE.ask("/lock", country="england"))
        assert "Someone has got into an account, or says so" in words
        assert "Make your accounts safe" in words

    def test_a_helper_is_spoken_to_as_one(self) -> None:
        words = text_of(SITE.ask("/with", about="child", country="england"))
        assert "How to help, step by step" in words
        assert "not the fault of the person" in words

    def test_a_helper_who_skips_the_question_is_still_a_helper(self) -> None:
        assert "not the fault of the person" in text_of(SITE.ask("/with", message=CHAT))

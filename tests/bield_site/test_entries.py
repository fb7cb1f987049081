"""The first page and the ways in."""

from __future__ import annotations

import re

import pytest
from visitor import CHAT, Site, Stranger, text_of

from bield_site.guide.entries import ENTRIES

SITE = Stranger()


class TestFirstPage:
    def test_says_what_this_is_and_that_nothing_is_kept(self) -> None:
        words = text_of(SITE.get("/"))
        assert "Bield tells you what a threatening message is and what to do now" in words
        assert "we keep nothing that you type here" in words

    def test_offers_each_way_in_and_whom_to_call(self) -> None:
        html = SITE.get("/").content.decode()
        for entry in ENTRIES.values():
            assert f'href="/{entry.slug}"' in html
            assert entry.choice in html
        for place in ("/ask/today", "/in", "/back"):
            assert f'href="{place}"' in html
        assert 'href="tel:999"' in html

    def test_offers_to_go_on_or_to_start_again_to_somebody_who_began(self) -> None:
        assert "Go on with your plan" not in text_of(SITE.get("/"))
        site = Site().told("talk", today="yes")
        assert "Go on with your plan" in text_of(site.get("/"))
        assert site.ask("/again").headers["Location"] == "/"
        assert "Go on with your plan" not in text_of(site.get("/"))
        assert "Not answered" in text_of(site.plan())


class TestForm:
    @pytest.mark.parametrize("slug", ENTRIES)
    def test_asks_for_the_message_and_nothing_else(self, slug: str) -> None:
        html = SITE.get(f"/{slug}").content.decode()
        assert re.findall(r' name="([^"]+)"', html.split("<main")[1]) == ["message", "file"]

    @pytest.mark.parametrize("slug", ENTRIES)
    def test_keeps_the_browser_from_remembering_or_sending_the_words(self, slug: str) -> None:
        html = SITE.get(f"/{slug}").content.decode()
        textarea = re.search(r"<textarea[^>]*>", html)
        assert textarea
        assert 'spellcheck="false"' in textarea[0]
        assert 'autocomplete="off"' in textarea[0]

    def test_of_a_message_needs_one(self) -> None:
        response = SITE.ask("/look", message=" \n ")
        assert response.status_code == 422
        assert "Paste the words of the message" in text_of(response)

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
    @pytest.mark.parametrize("slug", [slug for slug in ENTRIES if slug != "look"])
    def test_leads_to_the_first_question(self, slug: str) -> None:
        response = SITE.ask(f"/{slug}")
        assert response.status_code == 303
        assert response.headers["Location"] == "/ask/today"

    def test_a_chat_gets_the_plan_for_real_pictures(self) -> None:
        page = Site().told("talk", years="13_to_17", place="scotland").plan()
        words = text_of(page)
        assert "sextortion" in words
        assert "Block the picture with Report Remove" in words
        assert 'href="tel:999"' in page.content.decode()
        assert "Childline" in words

    def test_an_account_gets_the_plan_for_accounts(self) -> None:
        words = text_of(Site().told("lock", place="england").plan())
        assert "Make your accounts safe" in words

    def test_somebody_known_gets_a_plan_that_thinks_of_safety(self) -> None:
        words = text_of(Site().told("near", place="scotland").plan())
        assert "You know this person, so think of your safety first" in words

    def test_a_helper_is_spoken_to_as_one(self) -> None:
        site = Site().told("with", who="my_child", place="england")
        assert "Is the person you are helping safe right now?" in text_of(site.get("/ask/today"))
        assert "If they are in danger" in text_of(site.plan())

    def test_a_helper_who_shows_a_message_is_still_a_helper(self) -> None:
        assert "not the fault of the person" in text_of(SITE.ask("/with", message=CHAT))

    def test_answers_about_one_person_are_not_taken_for_another(self) -> None:
        site = Site().told("talk", years="13_to_17").told("with")
        assert "13 to 17" not in text_of(site.plan())

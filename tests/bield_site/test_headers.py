"""Every response keeps, sends and runs nothing foreign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import pytest
from visitor import BULK, CHAT, Site, Stranger, text_of

from bield_site.guide.session import COOKIE
from bield_site.headers import SAFE_HEADERS

if TYPE_CHECKING:
    from django.http import HttpResponse

SITE = Stranger()
PAGES = (
    *("/", "/look", "/talk", "/lock", "/near", "/with", "/about", "/leave", "/robots.txt"),
    *("/ask/today", "/ask/more", "/ask/nothing", "/next", "/next?size=large", "/no-such"),
    *("/notes", "/notes/letters", "/notes/words", "/notes/open", "/notes/file", "/notes/give"),
)


def responses() -> dict[str, HttpResponse]:
    given: dict[str, HttpResponse] = {}
    for page in PAGES:
        given[page] = cast("HttpResponse", SITE.get(page))
    given["an answer"] = SITE.ask("/look", message=BULK)
    given["a way in without a message"] = SITE.ask("/talk")
    given["an answered question"] = SITE.ask("/ask/today", answer="yes")
    given["an answer that was not offered"] = SITE.ask("/ask/today", answer="nonsense")
    given["a tick"] = SITE.ask("/tick", step="do_not_pay", done="yes")
    given["a new start"] = SITE.ask("/again")
    given["a record"] = SITE.ask("/notes/words", add="yes", text=CHAT)
    given["a record that is none"] = SITE.ask("/notes", carried="x")
    given["a refusal"] = SITE.ask("/look")
    given["a wrong method"] = cast("HttpResponse", SITE.put("/look"))
    return given


def pages() -> dict[str, HttpResponse]:
    return {
        page: response
        for page, response in responses().items()
        if response.content and response.headers["Content-Type"].startswith("text/html")
    }


class TestHeaders:
    @pytest.mark.parametrize("name", [h for h in SAFE_HEADERS if h != "X-Robots-Tag"])
    def test_stand_on_every_response(self, name: str) -> None:
        for page, response in responses().items():
            assert response.headers[name] == SAFE_HEADERS[name], page

    def test_forbid_keeping_a_copy_of_any_page(self) -> None:
        for page, response in responses().items():
            assert response.headers["Cache-Control"] == "no-store", page

    def test_set_one_cookie_at_most_and_only_where_something_was_told(self) -> None:
        told = set()
        for page, response in responses().items():
            assert set(response.cookies) <= {COOKIE}, page
            if COOKIE in response.cookies and response.cookies[COOKIE].value:
                told.add(page)
        assert told == {
            *("an answer", "a way in without a message", "an answered question", "a tick"),
        }

    def test_let_a_search_engine_show_only_the_first_page_and_about(self) -> None:
        shown = {p for p, r in responses().items() if "X-Robots-Tag" not in r.headers}
        assert shown == {"/", "/about"}

    def test_let_a_static_file_be_kept_and_name_its_content(self) -> None:
        page = SITE.get("/").content.decode()
        for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
            assert re.search(r"\?[0-9a-f]{16}$", address)
            response = SITE.get(address)
            assert response.status_code == 200
            assert "max-age=86400" in response.headers["Cache-Control"]
            assert "Access-Control-Allow-Origin" not in response.headers
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            response.close()


class TestWeight:
    def test_of_a_page_is_packed_to_a_third_for_a_browser_that_can_unpack(self) -> None:
        plain = SITE.get("/next")
        packed = SITE.get("/next", headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert len(packed.content) * 3 < len(plain.content)


class TestPages:
    def test_have_a_title_that_tells_nothing(self) -> None:
        for page, response in pages().items():
            titles = re.findall(r"<title>(.*?)</title>", response.content.decode())
            assert titles == ["Bield"], page

    def test_name_no_other_host_to_load_from(self) -> None:
        for page, response in pages().items():
            html = response.content.decode()
            assert not re.search(r'\ssrc="(?!/static/)', html), page
            assert not re.search(r'<link[^>]+href="(?!/static/)', html), page
            assert "style=" not in html, page
            assert not re.search(r"<script(?! type=\"module\" src=)", html), page
            assert not re.search(r"\son[a-z]+=", html), page

    def test_all_have_the_way_out(self) -> None:
        for page, response in pages().items():
            assert 'href="/leave"' in response.content.decode(), page


class TestLeave:
    def test_goes_to_a_harmless_page_and_clears_what_the_browser_holds(self) -> None:
        response = SITE.get("/leave")
        assert response.status_code == 303
        assert response.headers["Location"] == "https://www.bbc.co.uk/weather"
        assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'

    def test_takes_the_answers_away_also_where_the_browser_clears_nothing(self) -> None:
        site = Site().told("talk", today="yes")
        response = site.get("/leave")
        assert response.cookies[COOKIE].value == ""
        assert response.cookies[COOKIE]["max-age"] == 0
        assert "Yes, I am safe" not in text_of(site.plan())

    def test_says_that_history_stays(self) -> None:
        assert "does not clear the history" in SITE.ask("/talk", message=CHAT).content.decode()

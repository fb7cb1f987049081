"""The one cookie: what a person told, on their own device, for nobody else to read."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import replace

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from visitor import BULK, CHAT, PASSWORD, Site, text_of

from bield.records import About, Happening, Tactic, Verdict
from bield.wiring import pipeline
from bield_site.guide.session import COOKIE, EMPTY, LIVES_S, forget, keep, load
from bield_site.operations.session import BrokenSessionError, Seen, Session, as_bytes, from_bytes

TOLD = Session(
    entry="talk",
    about=About.ME,
    happening=Happening.MET_ONLINE,
    answers={"safe": ("yes",), "country": ("scotland",), "details": ("posted", "fake")},
    ticks=frozenset({"do_not_pay", "evidence"}),
    seen=Seen(
        verdict=Verdict.SEXTORTION,
        tactic=Tactic.SOCIAL_LURE,
        certainty=0.987,
        quotes_password=False,
        has_wallet=True,
    ),
)


def cookie_of(session: Session, *, https: bool = False, proxy: str = "") -> HttpResponse:
    headers = {"X-Forwarded-Proto": proxy} if proxy else {}
    response = HttpResponse()
    keep(response, session, RequestFactory().get("/", secure=https, headers=headers))
    return response


def sent_back(value: str) -> Session:
    request = HttpRequest()
    request.COOKIES[COOKIE] = value
    return load(request)


class TestCookie:
    def test_brings_back_what_was_told(self) -> None:
        assert sent_back(cookie_of(TOLD).cookies[COOKIE].value) == TOLD

    def test_cannot_be_read_and_never_looks_the_same_twice(self) -> None:
        one, two = (cookie_of(TOLD).cookies[COOKIE].value for _ in range(2))
        assert one != two
        for value in (one, two):
            opened = base64.urlsafe_b64decode(value)
            for word in (b"scotland", b"safe", b"talk", b"evidence"):
                assert word not in opened

    def test_is_for_no_script_and_no_other_site_and_dies_with_the_browser(self) -> None:
        made = cookie_of(TOLD).cookies[COOKIE]
        assert made["httponly"] is True
        assert made["samesite"] == "Strict"
        assert made["path"] == "/"
        assert not made["expires"]
        assert not made["max-age"]

    def test_comes_over_https_only_where_it_was_set_over_https(self) -> None:
        assert not cookie_of(TOLD).cookies[COOKIE]["secure"]
        assert cookie_of(TOLD, https=True).cookies[COOKIE]["secure"]
        assert cookie_of(TOLD, proxy="https").cookies[COOKIE]["secure"]

    def test_has_one_length_for_few_answers_and_for_more(self) -> None:
        few = replace(TOLD, answers={}, ticks=frozenset(), seen=None)
        lengths = {len(cookie_of(s).cookies[COOKIE].value) for s in (few, TOLD)}
        assert len(lengths) == 1

    def test_holds_every_answer_and_every_tick_there_can_be(self) -> None:
        catalogue = pipeline().catalogue
        full = replace(
            TOLD,
            answers={q.id: tuple(o.value for o in q.options) for q in catalogue.questions},
            ticks=frozenset(advice.id for advice in catalogue.advice),
        )
        value = cookie_of(full).cookies[COOKIE].value
        assert len(value) < 4000
        assert sent_back(value) == full

    def test_is_taken_away_for_nothing_told(self) -> None:
        assert cookie_of(EMPTY).cookies[COOKIE].value == ""
        response = HttpResponse()
        forget(response)
        assert response.cookies[COOKIE]["max-age"] == 0

    def test_is_over_after_a_day(self, monkeypatch: pytest.MonkeyPatch) -> None:
        value = cookie_of(TOLD).cookies[COOKIE].value
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + LIVES_S + 2)
        assert sent_back(value) == EMPTY

    def test_is_sealed_anew_by_each_page_that_is_shown_and_by_nothing_else(self) -> None:
        site = Site().told("talk", today="yes")
        for path in ("/next", "/ask/today", "/", "/about"):
            assert sent_back(site.get(path).cookies[COOKIE].value).answers == {"safe": ("yes",)}
        for path in ("/robots.txt", "/no-such", "/ask/who"):
            assert COOKIE not in site.get(path).cookies
        assert not Site().get("/next").cookies

    def test_of_another_server_is_as_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        value = cookie_of(TOLD).cookies[COOKIE].value
        monkeypatch.setattr(settings, "SECRET_KEY", "another")
        assert sent_back(value) == EMPTY

    @pytest.mark.parametrize(
        "value", ["", "x", "é", "====", "A" * 40, "A" * 5000, "%7B%7D", "../../etc/passwd"]
    )
    def test_that_is_nonsense_is_as_none(self, value: str) -> None:
        assert sent_back(value) == EMPTY

    @given(st.integers(min_value=0, max_value=600), st.integers(min_value=1, max_value=255))
    def test_changed_in_any_place_is_as_none(self, place: int, by: int) -> None:
        sealed = bytearray(base64.urlsafe_b64decode(cookie_of(TOLD).cookies[COOKIE].value))
        sealed[place % len(sealed)] ^= by
        assert sent_back(base64.urlsafe_b64encode(bytes(sealed)).decode()) == EMPTY

    def test_that_is_nonsense_never_leads_to_an_error_page(self) -> None:
        for path in ("/", "/next", "/ask/today", "/ask/more", "/look", "/leave"):
            site = Site()
            site.cookies[COOKIE] = "nonsense" * 600
            assert site.get(path).status_code in {200, 303}, path


class TestWhatIsHeld:
    def test_of_a_message_is_what_it_was_and_never_a_word(self) -> None:
        for message in (BULK, CHAT):
            site = Site()
            site.ask("/look", message=message)
            held = as_bytes(sent_back(site.cookies[COOKIE].value)).decode()
            assert json.loads(held)["seen"][0] == "sextortion"
            for word in (PASSWORD, "webcam", "900", "1KEhs", "nudes", "200", "steam"):
                assert word not in held

    def test_of_a_message_still_gives_its_plan(self) -> None:
        site = Site()
        first = text_of(site.ask("/look", message=BULK))
        assert "Change the password they quoted" in first
        assert "Change the password they quoted" in text_of(site.plan())
        assert "it looks like a mass e-mail" in text_of(site.plan())


class TestBytes:
    def test_are_the_session_again(self) -> None:
        assert from_bytes(as_bytes(TOLD)) == TOLD
        assert from_bytes(as_bytes(EMPTY)) == EMPTY

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"[]",
            b"null",
            b'{"form":2}',
            b'{"form":1}',
            b'{"form":1,"about":"me","happening":"unknown","answers":[],"ticks":[]}',
            b'{"form":1,"about":"me","happening":"unknown","answers":{"a":[1]},"ticks":[]}',
            b'{"form":1,"about":"me","happening":"unknown","answers":{},"ticks":[[]]}',
            b'{"form":1,"about":"he","happening":"unknown","answers":{},"ticks":[]}',
            b'{"form":1,"about":"me","happening":"unknown","answers":{},"ticks":[],"seen":[1]}',
            b"\xff\xfe",
            b"[" * 100_000,
        ],
    )
    def test_that_hold_none_are_refused(self, data: bytes) -> None:
        with pytest.raises(BrokenSessionError):
            from_bytes(data)

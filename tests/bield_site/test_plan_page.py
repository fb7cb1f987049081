"""The plan: whom to talk to now, steps to tick, answers to change."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from visitor import CHAT, Site, text_of

from bield.records import Country, Situation
from bield.wiring import pipeline
from bield_site.operations import listeners_now

NIGHT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)  # a Wednesday in Aberdeen
EVENING = datetime(2026, 11, 25, 19, 0, tzinfo=UTC)


@pytest.fixture
def at_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NIGHT)


@pytest.fixture
def in_the_evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: EVENING)


def boy() -> Site:
    """A boy of fifteen in Aberdeen who paid by Western Union."""
    return Site().told(
        "talk", today="yes", years="13_to_17", place="scotland", money="western_union"
    )


def button_of(html: str, step: str) -> str:
    form = html.split(f'name="step" value="{step}">')[1].split("</form>")[0]
    return re.sub(r"<[^>]*>", "", form).strip()


class TestWhoToTalkTo:
    def test_names_those_who_are_open_first_and_until_when(self, in_the_evening: None) -> None:
        words = text_of(Site().told("talk", years="adult", place="scotland").plan())
        listed = words[words.index("Who can I talk to now?", 500) :]
        assert "Breathing Space Open now until 2am" in listed
        assert listed.index("Samaritans") < listed.index("Others who open later")

    def test_says_when_those_open_who_are_closed(self, at_night: None) -> None:
        words = text_of(Site().told("talk", years="adult", place="scotland").plan())
        assert re.search(r"Breathing Space Opens (today )?6pm", words)
        assert words.index("Others who open later") < words.index("Breathing Space Opens")
        assert "Samaritans Open now" in words

    @pytest.mark.parametrize("country", list(Country))
    def test_is_never_nobody(self, country: Country) -> None:
        plan = pipeline().plan_as_told(Situation(country=country))
        for instant in (NIGHT, EVENING):
            assert any(each.open for each in listeners_now(plan, instant))

    def test_tells_times_by_the_clock_of_the_reader_where_there_is_one(self) -> None:
        summer = datetime(2026, 7, 8, 18, 30, tzinfo=UTC)  # half past seven in Aberdeen
        plan = pipeline().plan_as_told(Situation(country=Country.SCOTLAND))
        states = {each.service.id: each.state for each in listeners_now(plan, summer)}
        assert states["breathing_space"] == "Open now until 2am"


class TestSteps:
    def test_stand_in_their_parts_and_are_to_do(self) -> None:
        html = boy().plan().content.decode()
        tasks = re.findall(r'id="step-(\d+)"', html)
        assert tasks == [str(n) for n in range(1, len(tasks) + 1)]
        assert html.count(">To do<") == len(tasks)
        assert f"0 of {len(tasks)} done." in html

    def test_can_be_ticked_and_unticked(self) -> None:
        site = boy()
        response = site.ask("/tick", step="pay_no_more", done="yes")
        assert response.status_code == 303
        place = response.headers["Location"]
        assert re.fullmatch(r"/next#step-\d+", place)
        html = site.plan().content.decode()
        assert "<strong>1 of " in html
        assert html.count(">Done<") == 1
        assert button_of(html, "pay_no_more").startswith("Not done yet")
        site.ask("/tick", step="pay_no_more", done="no")
        assert site.plan().content.decode().count(">Done<") == 0

    def test_that_are_ticked_stay_so_when_an_answer_changes(self) -> None:
        site = boy()
        site.ask("/tick", step="block", done="yes")
        site.ask("/ask/place", answer="england", change="yes")
        assert site.plan().content.decode().count(">Done<") == 1

    def test_that_there_are_not_change_nothing(self) -> None:
        site = boy()
        assert site.ask("/tick", step="nonsense", done="yes").headers["Location"] == "/next"
        assert ">Done<" not in site.plan().content.decode()

    def test_that_no_longer_apply_count_in_nothing(self) -> None:
        site = boy()
        site.ask("/tick", step="note_payment", done="yes")
        site.ask("/ask/money", answer="no", change="yes")
        assert "0 of " in text_of(site.plan())

    def test_are_ticked_by_forms_and_never_by_a_link(self) -> None:
        assert boy().get("/tick").status_code == 405

    def test_tell_what_is_true_of_the_payment_and_the_app(self) -> None:
        stages = pipeline()
        site = boy()
        site.told(app="instagram")
        words = text_of(site.plan())
        for note in stages.catalogue.platforms["instagram"].notes.values():
            if note.lines[0] in words:
                assert "On Instagram" in words


class TestAnswers:
    def test_stand_below_with_a_way_to_change_each(self) -> None:
        html = boy().plan().content.decode()
        changes = re.findall(r'href="(/ask/\w+\?change=yes)"', html)
        assert [c.split("/")[2].split("?")[0] for c in changes] == [
            *("today", "what", "years", "place", "money", "more", "app")
        ]
        words = text_of(boy().plan())
        assert "How old are you? 13 to 17" in words
        assert "Is any of this so? Not answered" in words
        assert 'href="/ask/more"' in html

    def test_name_what_the_message_was(self) -> None:
        site = Site()
        site.ask("/look", message=CHAT)
        assert re.search(r"What we found: This [a-z ]+ sextortion", text_of(site.plan()))


class TestCrisis:
    @pytest.mark.parametrize("answer", ["danger", "life"])
    def test_shows_whom_to_call_and_nothing_else(self, answer: str) -> None:
        page = Site().told("talk", place="scotland", today=answer).plan()
        html, words = page.content.decode(), text_of(page)
        assert re.search(r'<h1[^>]*id="first"', html)
        assert 'class="bield-call" href="tel:999"' in html
        assert "When you are ready: the rest of the plan" in words
        assert 'id="step-' not in html
        assert "Do not pay" not in words
        assert "Your answers" not in html.split("<footer")[0]

    def test_keeps_the_rest_behind_one_link(self) -> None:
        site = Site().told("talk", place="scotland", today="life")
        html = site.get("/next?rest=yes").content.decode()
        assert html.index("tel:999") < html.index('id="step-1"')
        response = site.ask("/tick", step="do_not_pay", done="yes")
        assert response.headers["Location"].startswith("/next?rest=yes#step-")

    def test_is_spoken_to_a_helper_about_the_other(self) -> None:
        page = Site().told("with", today="life", place="scotland").plan()
        assert not re.search(r"\byour life\b", text_of(page).split("Leave this page")[1])


class TestLargePrint:
    def test_is_asked_for_by_a_link_and_stays_when_ticking(self) -> None:
        site = boy()
        assert 'href="/next?size=large"' in site.plan().content.decode()
        html = site.get("/next?size=large").content.decode()
        assert "bield-large" in html
        assert 'href="/next"' in html
        response = site.ask("/tick", step="block", done="yes", size="large")
        assert response.headers["Location"].startswith("/next?size=large#step-")


class TestHelper:
    def test_never_touches_a_picture(self) -> None:
        site = Site().told("with", who="pupil", place="scotland")
        form = site.get("/with").content.decode()
        assert "No pictures" in form
        assert "image" not in str(re.findall(r'accept="([^"]*)"', form))
        assert "Who can we talk to now?" in text_of(site.plan())

"""The questions: one a page, each of which can be left, changed and gone back to."""

from __future__ import annotations

import re

import pytest
from visitor import BULK, Site, Stranger, text_of

from bield.plan import AT_MOST
from bield.wiring import pipeline
from bield_site import operations
from bield_site.operations.session import Session, answer, told

QUESTIONS = {question.slug: question for question in pipeline().catalogue.questions}


def checked(site: Site, slug: str) -> list[str]:
    html = site.get(f"/ask/{slug}").content.decode()
    return re.findall(r'value="([^"]+)" checked', html)


class TestQuestionPage:
    def test_puts_one_question_with_both_ways_on_and_a_way_back(self) -> None:
        site = Site().told("talk")
        html = site.get("/ask/today").content.decode()
        assert html.count("<legend") == 1
        assert re.search(r"<h1[^>]*>\s*Are you safe right now\?", html)
        assert "Question 1 of at most 7" in html
        assert html.count('<button type="submit"') == 2
        assert ' href="/talk" class="govuk-back-link"' in html
        assert "checked" not in html
        assert 'href="/next"' in html
        assert 'href="tel:' in html

    def test_leads_back_to_the_question_before(self) -> None:
        html = Site().told("talk", today="yes").get("/ask/years").content.decode()
        assert ' href="/ask/today" class="govuk-back-link"' in html

    def test_shows_what_was_answered_before(self) -> None:
        site = Site().told("talk", today="yes", more=["posted", "fake"])
        assert checked(site, "today") == ["yes"]
        assert checked(site, "more") == ["posted", "fake"]

    def test_is_put_in_other_words_to_a_helper(self) -> None:
        site = Site().told("with")
        assert "How old is the person you are helping?" in text_of(site.get("/ask/years"))
        assert "They want more pictures or videos" in text_of(site.get("/ask/more"))

    def test_that_there_is_not_says_so(self) -> None:
        response = Stranger().get("/ask/nothing")
        assert response.status_code == 404
        assert 'href="tel:' in response.content.decode()


class TestAnswering:
    def test_leads_from_question_to_question_to_the_plan(self) -> None:
        site, seen = Site(), []
        place = "/ask/today"
        while place != "/next":
            seen.append(place.removeprefix("/ask/"))
            assert len(seen) <= AT_MOST
            response = site.ask(place, skip="yes")
            assert response.status_code == 303
            place = response.headers["Location"]
        assert seen == ["today", "what", "years", "place", "money", "more", "app"]

    @pytest.mark.parametrize("how", [{"skip": "yes"}, {}, {"skip": "yes", "answer": "yes"}])
    def test_with_nothing_or_by_skipping_goes_on_and_leaves_the_question_open(
        self, how: dict[str, str]
    ) -> None:
        site = Site().told("talk", today="yes")
        response = site.ask("/ask/today", **how)
        assert response.headers["Location"] == "/ask/years"
        assert checked(site, "today") == []

    def test_none_of_these_is_an_answer_and_says_nothing_beside_others(self) -> None:
        site = Site().told("talk", more="none")
        assert "Is any of this so? None of these" in text_of(site.plan())
        site.told(more=["fake", "none"])
        assert checked(site, "more") == ["fake"]

    @pytest.mark.parametrize("value", ["nonsense", "' or 1=1", "", ["yes", "life"]])
    def test_with_what_was_not_offered_says_so_and_keeps_nothing(self, value: object) -> None:
        site = Site().told("talk", today="yes")
        response = site.ask("/ask/today", answer=value)
        assert response.status_code == 422
        words = text_of(response)
        assert "That did not work yet" in words
        assert "Choose one of the answers, or leave the question." in words
        assert 'href="#answer"' in response.content.decode()
        assert 'id="answer"' in response.content.decode()
        assert "Yes, I am safe" in text_of(site.plan())

    @pytest.mark.parametrize("answer", ["danger", "life"])
    def test_that_somebody_is_in_danger_leads_to_help_at_once(self, answer: str) -> None:
        response = Site().told("talk").ask("/ask/today", answer=answer)
        assert response.headers["Location"] == "/next"

    def test_can_go_on_after_that(self) -> None:
        site = Site().told("talk", today="danger")
        assert 'href="/ask/years"' in site.plan().content.decode()
        assert site.ask("/ask/years", answer="13_to_17").headers["Location"] == "/ask/place"

    def test_of_what_is_not_asked_of_this_person_goes_on_to_the_next(self) -> None:
        site = Site().told("talk")
        assert site.get("/ask/who").headers["Location"] == "/ask/years"
        assert site.ask("/ask/who", answer="friend").headers["Location"] == "/ask/years"
        assert "Who are you helping?" not in text_of(site.plan())

    def test_needs_no_way_in(self) -> None:
        site = Site().told(today="yes", what="known_person")
        assert "You know this person" in text_of(site.plan())


class TestChanging:
    def test_one_answer_leads_back_to_the_plan(self) -> None:
        site = Site().told("talk", place="scotland")
        page = site.get("/ask/place?change=yes")
        assert "Question 3" not in text_of(page)
        response = site.ask("/ask/place", answer="wales", change="yes")
        assert response.headers["Location"] == "/next#answers"
        assert "Where do you live? Wales" in text_of(site.plan())

    def test_what_the_way_in_told_is_possible(self) -> None:
        site = Site().told("talk")
        assert "What is happening? Somebody I met online" in text_of(site.plan())
        site.ask("/ask/what", answer="known_person", change="yes")
        assert "You know this person" in text_of(site.plan())

    def test_a_helper_may_tell_the_app_that_they_were_not_asked_for(self) -> None:
        site = Site().told("with")
        assert "On which app or site did it happen? Not asked" in text_of(site.plan())
        site.ask("/ask/app", answer="instagram", change="yes")
        assert "On which app or site did it happen? Instagram" in text_of(site.plan())

    def test_what_is_no_longer_offered_counts_no_longer_and_comes_back(self) -> None:
        site = Site().told("talk", money="crypto", more=["paid_again", "fake"])
        assert "I paid more than once" in text_of(site.plan())
        site.told(money="no")
        words = text_of(site.plan())
        assert "I paid more than once" not in words
        assert "The picture is fake" in words
        site.told(money="crypto")
        assert "I paid more than once" in text_of(site.plan())

    def test_what_is_happening_keeps_the_age(self) -> None:
        site = Site().told(what="met_online", years="adult")
        site.told(what="mass_email")
        assert re.search(r"How old are you\? 18 or over", text_of(site.plan()))

    def test_a_message_after_the_questions_keeps_the_answers(self) -> None:
        site = Site().told(place="scotland")
        site.ask("/look", message=BULK)
        assert "Where do you live? Scotland" in text_of(site.plan())


class TestTold:
    """Whatever a session holds, something follows from it."""

    @pytest.mark.parametrize("first", list(QUESTIONS))
    def test_never_fails_for_any_two_answers(self, first: str) -> None:
        stages = pipeline()
        for one in QUESTIONS[first].options:
            for question in QUESTIONS.values():
                for other in question.options:
                    held = Session(
                        answers={
                            QUESTIONS[first].id: (one.value,),
                            **({question.id: (other.value,)} if question.slug != first else {}),
                        }
                    )
                    follows = told(held, pipeline=stages)
                    assert follows.plan.steps
                    assert len(follows.asked) <= AT_MOST

    def test_forgets_answers_of_another_version(self) -> None:
        held = Session(answers={"safe": ("perhaps",), "gone": ("x",), "paid": ("no", "card")})
        follows = told(held, pipeline=pipeline())
        assert set(follows.answers) == {"gone"}

    def test_refuses_to_take_what_is_not_offered(self) -> None:
        from bield.plan import UnknownAnswerError

        with pytest.raises(UnknownAnswerError):
            answer(Session(), QUESTIONS["money"], ["gold"], pipeline=pipeline())
        assert operations.tick(Session(), "no_step", done=True, pipeline=pipeline()) == Session()

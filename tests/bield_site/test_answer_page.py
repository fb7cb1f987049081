"""The answer: what it is, why, what is only claimed, whose details, what to do."""

from __future__ import annotations

import re
from html import unescape

import pytest
from visitor import BULK, CHAT, LUNCH, MESSAGES, PASSWORD, Site, Stranger, text_of

SITE = Stranger()


def marks(html: str, kind: str) -> list[str]:
    return [unescape(m) for m in re.findall(rf'<mark class="{kind}">(.*?)</mark>', html, re.S)]


class TestVerdict:
    def test_of_a_mass_mail_says_what_they_claim_and_that_nothing_shows_it(self) -> None:
        words = text_of(SITE.ask("/look", message=BULK))
        assert "This is almost certainly sextortion, and it looks like a mass e-mail" in words
        assert "go to thousands of people at once" in words
        assert "They say they filmed you. Nothing in this message shows it." in words

    def test_of_a_chat_is_kind_and_blames_nobody(self) -> None:
        words = text_of(SITE.ask("/talk", message=CHAT))
        assert re.search(r"This (is almost certainly|is probably|may be) sextortion", words)
        assert "It is not your fault" in words

    def test_of_an_ordinary_mail_says_so_and_may_be_wrong(self) -> None:
        words = text_of(SITE.ask("/look", message=LUNCH))
        assert "This does not look like sextortion" in words
        assert "We can be wrong" in words

    @pytest.mark.parametrize(
        ("name", "title"),
        [
            ("hacked-icloud.eml", "by someone who says they got into an account"),
            ("known-ex-come-back.txt", "perhaps by someone you know"),
            ("other-bomb-threat.txt", "blackmail, but not of the sexual kind"),
            ("about-police-advice.txt", "This looks like advice or news about sextortion"),
        ],
    )
    def test_names_the_tactic(self, name: str, title: str) -> None:
        text = (MESSAGES / name).read_text("utf-8", "replace")
        assert title in text_of(SITE.ask("/look", message=text))

    def test_trusts_a_person_in_a_chat_over_words_that_show_less(self) -> None:
        for slug, message in (("/talk", LUNCH), ("/talk", BULK), ("/lock", LUNCH)):
            words = text_of(SITE.ask(slug, message=message))
            assert "the plan below goes by what you told us" in words
            assert "mass e-mail" not in words
            assert "Do not pay" in words

    def test_never_promises_that_they_will_not_share(self) -> None:
        for slug in ("/look", "/talk", "/lock", "/with"):
            for message in (BULK, CHAT, LUNCH):
                words = text_of(SITE.ask(slug, message=message)).lower()
                assert "never share" not in words
                assert "will not share" not in words


class TestMarkedMessage:
    def test_marks_the_words_that_tell(self) -> None:
        html = SITE.ask("/look", message=BULK).content.decode()
        told = " | ".join(marks(html, "bield-mark"))
        assert "recorded you" in told
        details = marks(html, "bield-mark bield-mark--indicator")
        assert "900 USD" in details
        assert "1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m" in details
        assert any("48 hours" in d for d in details)

    def test_is_the_whole_message_with_marks_taken_out(self) -> None:
        html = SITE.ask("/look", message=CHAT).content.decode()
        box = re.search(r'<div class="bield-message"[^>]*>(.*?)</div>', html, re.S)
        assert box
        assert unescape(re.sub(r"<[^>]+>", "", box[1])) == CHAT

    def test_shows_a_message_as_words_whatever_it_holds(self) -> None:
        attack = CHAT + '</div><script>alert(1)</script><img src=x onerror="x"> {{ 7*7 }}'
        html = SITE.ask("/look", message=attack).content.decode()
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "{{ 7*7 }}" in html

    def test_of_great_length_is_cut_and_says_so(self) -> None:
        words = text_of(SITE.ask("/look", message="word " * 15_000 + CHAT))
        assert "characters are not shown here" in words
        assert "Pay me" in words


class TestPassword:
    def test_is_nowhere_in_the_page(self) -> None:
        html = SITE.ask("/look", message=BULK).content.decode()
        assert PASSWORD not in html
        assert "•" * len(PASSWORD) in html
        assert "Password they quote" in html

    def test_is_nowhere_in_the_next_page_either(self) -> None:
        site = Site()
        site.ask("/look", message=BULK)
        assert PASSWORD not in site.plan().content.decode()


class TestDetails:
    def test_list_what_can_point_to_the_sender(self) -> None:
        words = text_of(SITE.ask("/look", message=BULK))
        assert "Bitcoin address 1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m" in words
        assert "Sum they want USD 900" in words

    def test_say_where_an_address_does_not_check_out(self) -> None:
        wrong = BULK.replace("wg5R9m", "wg5R9n")
        assert "does not check out: copy it exactly" in text_of(SITE.ask("/look", message=wrong))

    def test_of_a_mail_say_that_a_sender_can_be_made_up(self) -> None:
        mail = "From: me@example.org\nTo: me@example.org\nSubject: hi\nDate: x\n\n" + BULK
        words = text_of(SITE.ask("/look", message=mail))
        assert "me@example.org This is the reader's own address." in words


class TestClaims:
    def test_stand_once_each_apart_by_what_the_message_shows(self) -> None:
        words = text_of(SITE.ask("/look", message=BULK))
        claimed = words.index("Only claimed")
        shown = words.index("There to read")
        assert claimed < words.index("They say they got into your device.") < shown
        assert shown < words.index("They demand money.")
        assert words.count("They demand money.") == 1


class TestPlan:
    def test_begins_with_danger_and_the_numbers_of_the_country(self) -> None:
        html = Site().told(place="scotland").ask("/look", message=BULK).content.decode()
        first = html.index("bield-band--now")
        assert html.index("If anyone is in danger") > first
        assert 'href="tel:999"' in html[first:]
        assert 'href="tel:911"' not in html

    def test_names_source_and_day_on_each_step(self) -> None:
        html = Site().told(place="scotland").ask("/look", message=BULK).content.decode()
        steps = html.count('class="bield-step"')
        assert steps > 5
        assert len(re.findall(r"Checked \d{1,2} [A-Z][a-z]+ 20\d\d\.", html)) == steps

    def test_fits_a_child(self) -> None:
        child = Site().told(years="under_13", place="england")
        html = child.ask("/talk", message=CHAT).content.decode()
        assert 'href="tel:08001111"' in html

    def test_leads_on_to_the_questions_and_to_the_steps_to_tick(self) -> None:
        html = SITE.ask("/look", message=BULK).content.decode()
        assert 'href="/ask/today"' in html
        assert 'href="/next"' in html
        assert "Make the plan fit: up to 5 short questions" in text_of(
            SITE.ask("/look", message=BULK)
        )

"""The rules on reports, on what people say and on the catalogue, held over every combination.

See `test_every_combination.py`.
"""

from __future__ import annotations

from functools import reduce
from itertools import pairwise

import pytest
from combinations import Combinations, Where, every_combination
from rules import (
    DANGER,
    NUMBER,
    REVIEWED_BY,
    STOPS,
    UK,
    always,
    never,
    never_both,
    pictures,
    threat,
)

from bield.records import Age, Band, Country, Detail, Happening, Verdict


@pytest.fixture(scope="module")
def every() -> Combinations:
    return every_combination()


class TestReports:
    def test_scotland_is_never_sent_to_report_fraud(self, every: Combinations) -> None:
        theirs = every.answered("country", *set(UK) - {Country.SCOTLAND})
        never_both(~theirs, every.naming(lambda s: s.id == "report_fraud"))
        never_both(~theirs, every.saying(lambda text: "Report Fraud" in text))

    def test_everyone_threatened_has_exactly_one_way_to_the_police(
        self, every: Combinations
    ) -> None:
        ways = [e.id for e in every.ordered if e.id.startswith("police_")]
        bluff = every.known("threat", "bulk_email") & ~every.known("has_paid", "yes")
        needed = threat(every) & ~bluff & ~every.known("threat", "sent_to_me")
        never(~every.any_of(*ways).same_as(needed))
        for n, one in enumerate(ways):
            for other in ways[n + 1 :]:
                never(every.step(one) & every.step(other))

    def test_the_young_in_the_uk_are_told_of_ceop(self, every: Combinations) -> None:
        young = every.known("minor_now", "yes") & every.answered("country", *UK)
        never(~every.step("ceop").same_as(young & pictures(every)))

    def test_a_bluff_is_forwarded_or_marked_and_kept_once_paid(self, every: Combinations) -> None:
        bluff = every.known("threat", "bulk_email")
        paid, uk = every.known("has_paid", "yes"), every.answered("country", *UK)
        never(~every.step("report_phishing").same_as(bluff & uk & ~paid))
        never(~every.step("report_junk").same_as(bluff & ~uk & ~paid))
        never(~every.step("keep_bulk_paid").same_as(bluff & paid))

    def test_a_school_is_told_whom_to_tell(self, every: Combinations) -> None:
        school = every.known("role", "school") & every.known("helper", True)
        young = every.known("minor_now", "yes")
        always(
            every.any_of("tell_school_lead", "tell_school_person"),
            if_=school & young & pictures(every),
        )
        # The rules of England's and of Wales's schools hold nowhere else.
        never(
            every.step("tell_school_lead")
            & ~every.answered("country", Country.ENGLAND, Country.WALES)
        )


class TestWhatTheySay:
    def test_comes_before_what_their_message_looked_like(self, every: Combinations) -> None:
        told = {
            Happening.MET_ONLINE: "stranger",
            Happening.KNOWN_PERSON: "known_person",
            Happening.ACCOUNT_TAKEN: "hacked_account",
            Happening.MASS_EMAIL: "bulk_email",
        }
        for verdict in (Verdict.ABOUT_SEXTORTION, Verdict.NOT_SEXTORTION, Verdict.UNSURE):
            for happening, plan in told.items():
                here = every.answered("verdict", verdict)
                here &= every.answered("happening", happening)
                always(every.known("threat", plan), if_=here)

    def test_of_a_picture_or_an_accusation_is_never_met_with_nothing_needed(
        self, every: Combinations
    ) -> None:
        ticks = (every.answered(d.value, True) for d in Detail)
        told = dict(zip(Detail, ticks, strict=True))
        quiet = {Detail.PAID_AGAIN, Detail.COLLECTED, Detail.TOO_UPSET, Detail.WORK_ACCOUNT}
        tells = reduce(Where.__or__, (told[d] for d in Detail if d not in quiet))
        nothing = every.any_of("nothing_needed_about", "nothing_needed_not", "other_worry")
        never(tells & nothing)

    def test_that_shows_no_threat_makes_a_short_plan(self, every: Combinations) -> None:
        stops = {name for names in STOPS.values() for name in names}
        short = {*DANGER, *stops, "money_collected", "change_password", "other_worry"}
        short |= {"nothing_needed_about", "nothing_needed_not"}
        none = every.known("threat", "none")
        long = (e.id for e in every.ordered if e.id not in short)
        never_both(none, (every.step(name) for name in long))
        always(every.step("other_worry"), if_=none)

    def test_of_a_password_has_it_changed(self, every: Combinations) -> None:
        quoted = every.answered("password", True)
        always(every.step("change_password"), if_=quoted & threat(every))

    def test_of_a_hacked_account_begins_with_the_mailbox(self, every: Combinations) -> None:
        hacked = every.known("tactic", "hacked_account") & threat(every)
        secure = [e.id for e in every.ordered if e.band is Band.SECURE_ACCOUNTS]
        assert secure[:2] == ["hacked_email_first", "hacked_other_accounts"]
        for name in secure[:2]:
            never(~every.step(name).same_as(hacked))

    def test_of_work_has_its_security_team_told(self, every: Combinations) -> None:
        work = every.answered("work_account", True) & threat(every)
        never(~every.step("tell_work_security").same_as(work))

    def test_is_heard_by_someone(self, every: Combinations) -> None:
        ways = ("show_someone", "tell_adult", "tell_someone", "stand_by_them", "sent_tell_them")
        always(every.any_of(*ways), if_=threat(every))
        always(every.step("talk_to_someone"), if_=threat(every))
        unsure = every.known("verdict", "unsure")
        never(~every.step("show_someone").same_as(unsure))


class TestTheCatalogue:
    def test_has_a_source_and_an_unexpired_review_on_each_step(self, every: Combinations) -> None:
        for entry in every.ordered:
            assert entry.sources, entry.id
            assert entry.reviewed_on < REVIEWED_BY <= entry.review_due, entry.id
            assert (entry.review_due - entry.reviewed_on).days <= 366, entry.id

    def test_stands_in_bands_each_step_after_those_it_comes_after(
        self, every: Combinations
    ) -> None:
        ids = [entry.id for entry in every.ordered]
        assert len(set(ids)) == len(ids)
        bands = list(Band)
        for one, after in pairwise(every.ordered):
            assert bands.index(one.band) <= bands.index(after.band)
        for entry in every.ordered:
            assert all(ids.index(other) < ids.index(entry.id) for other in entry.after), entry.id

    def test_writes_no_number_into_a_text(self, every: Combinations) -> None:
        assert list(every.saying(lambda text: bool(NUMBER.search(text)))) == []

    def test_ends_with_support(self, every: Combinations) -> None:
        assert every.ordered[-1].band is Band.SUPPORT
        never(~every.any_of("other_worry", "talk_to_someone"))

    def test_takes_a_child_for_a_child(self, every: Combinations) -> None:
        young = every.answered("age", Age.UNDER_13, Age.FROM_13_TO_17)
        always(every.known("minor_now", "yes"), if_=young)
        always(every.known("minor_in_picture", "yes"), if_=young)

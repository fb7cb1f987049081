"""The rules that no plan may break, held over every combination of answers there is.

Verdict, tactic, quoted password and wallet; safety; who helps; what happens; both ages; country;
payment; each of the nine details; app: all of them with all others. `combinations.py` says how.
What depends on the order within a plan is held by the order of the catalogue, from which every
plan is a selection. `test_every_case.py` makes real plans beside it.
"""

from __future__ import annotations

import re
from datetime import date
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from combinations import Combinations, Where, every_combination, texts

from bield.records import Age, Band, Country, Detail, Happening, Paid, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bield.records import Service

REVIEWED_BY = date(2026, 12, 1)
"""Each review is unexpired on this day; `bield facts check` tells it of today."""
UK = (Country.SCOTLAND, Country.ENGLAND, Country.WALES, Country.NORTHERN_IRELAND)
EMERGENCY_NUMBERS: dict[Country, set[str]] = {
    **{country: {"999"} for country in UK},
    Country.IRELAND: {"112", "999"},
    Country.UNITED_STATES: {"911"},
    Country.CANADA: {"911"},
    Country.AUSTRALIA: {"000"},
    Country.NEW_ZEALAND: {"111"},
    Country.EUROPEAN_UNION: {"112"},
    Country.INDIA: {"112"},
    Country.ELSEWHERE: {"112", "911", "999"},
    Country.UNKNOWN: {"112", "911", "999"},
}
CRISIS = ("danger_hurt", "danger_own_life")
DANGER = (*CRISIS, "danger", "danger_known_person", "danger_calm", "danger_sent_to_me")
STOPS = {
    Paid.BANK_TRANSFER: ("stop_bank_transfer", "stop_bank_transfer_uk"),
    Paid.CARD: ("stop_card",),
    Paid.PAYPAL: ("stop_paypal",),
    Paid.WESTERN_UNION: ("stop_western_union",),
    Paid.MONEYGRAM: ("stop_moneygram",),
    Paid.GIFT_CARD: ("stop_gift_card",),
    Paid.CRYPTO: ("stop_crypto",),
    Paid.OTHER: ("stop_other_payment",),
}
AFTER_PAYING = (
    *(name for names in STOPS.values() for name in names),
    "money_collected",
    "paid_more_than_once",
    "pay_no_more",
    "note_payment",
    "keep_bulk_paid",
    "report_phishing_paid",
    "check_money",
)
EVIDENCE = ("evidence", "evidence_young", "evidence_helping_young")
NUMBER = re.compile(r"\d{3,}")


@pytest.fixture(scope="module")
def every() -> Combinations:
    return every_combination()


def never(where: Where) -> None:
    assert where.example() is None


def always(where: Where, if_: Where) -> None:
    never(if_ & ~where)


def never_both(here: Where, others: Iterable[Where]) -> None:
    for other in others:
        never(here & other)


def pictures(every: Combinations) -> Where:
    return every.known("threat", "stranger", "hacked_account", "known_person", "unclear")


def threat(every: Combinations) -> Where:
    return ~every.known("threat", "none")


def place(every: Combinations, name: str) -> int:
    return [entry.id for entry in every.ordered].index(name)


class TestTheProof:
    def test_covers_tens_of_billions_of_combinations(self, every: Combinations) -> None:
        print(f"{every.count:,} combinations of answers")
        assert every.count >= 76_000_000_000

    def test_reaches_every_step_of_the_catalogue(self, every: Combinations) -> None:
        unreached = [e.id for e in every.ordered if not every.step(e.id).so.any()]
        assert unreached == []


class TestDanger:
    def test_a_crisis_step_is_the_first(self, every: Combinations) -> None:
        assert {entry.id for entry in every.ordered[:2]} == set(CRISIS)
        for safety, step in (("in_danger", CRISIS[0]), ("own_life", CRISIS[1])):
            here = every.known("safety", safety)
            never(here & ~every.step(step))
            never(every.step(step) & ~here)

    def test_is_the_first_step_for_everyone(self, every: Combinations) -> None:
        danger = [e.id for e in every.ordered if e.band is Band.DANGER_NOW]
        assert set(danger) == set(DANGER)
        never(~every.any_of(*danger))
        known_person = every.step("danger_known_person")
        for n, one in enumerate(danger):
            for other in danger[n + 1 :]:
                both = every.step(one) & every.step(other)
                if one in CRISIS and other == "danger_known_person":
                    always(known_person, both)
                else:
                    never(both)

    def test_names_the_emergency_number_of_the_place_first(self, every: Combinations) -> None:
        for name in DANGER:
            for country, numbers in EMERGENCY_NUMBERS.items():
                fits = [
                    s
                    for s in every.advice[name].services
                    if not s.countries or country in s.countries
                ]
                assert {c.value for c in fits[0].channels} >= numbers, (name, country)

    def test_has_a_human_being_to_turn_to_at_any_hour(self, every: Combinations) -> None:
        def any_hour(service: Service) -> bool:
            reached = any(c.kind in {"phone", "text", "chat"} for c in service.channels)
            return bool(service.listens and service.hours and service.hours.always and reached)

        for name in DANGER:
            for country in Country:
                for minor in ("yes", "no", "unknown"):
                    takes = [
                        s.id
                        for s in every.advice[name].services
                        if any_hour(s)
                        and (not s.countries or country in s.countries)
                        and {"yes": s.under_18, "no": s.adults, "unknown": True}[minor]
                    ]
                    assert takes, (name, country, minor)

    def test_names_someone_to_talk_to_beside_the_emergency_number(
        self, every: Combinations
    ) -> None:
        for name in CRISIS:
            for country in Country:
                for young in (True, False):
                    listening = [
                        s
                        for s in every.advice[name].services
                        if not s.id.startswith("emergency")
                        and (not s.countries or country in s.countries)
                        and (s.under_18 if young else s.adults)
                    ]
                    assert listening, (name, country, young)


class TestMoney:
    def test_nobody_threatened_is_left_without_do_not_pay(self, every: Combinations) -> None:
        ways = ("do_not_pay", "do_not_pay_bulk", "pay_no_more")
        always(every.any_of(*ways), if_=threat(every))
        for one, other in (ways[:2], ways[1:], ways[::2]):
            never(every.step(one) & every.step(other))

    def test_nobody_who_has_not_paid_is_told_to_get_money_back(self, every: Combinations) -> None:
        unpaid = every.answered("paid", Paid.NO)
        never_both(unpaid, (every.step(name) for name in AFTER_PAYING))

    def test_money_that_may_come_back_is_stopped_in_the_first_two_steps(
        self, every: Combinations
    ) -> None:
        for paid, names in STOPS.items():
            here = every.answered("paid", paid)
            open_ = here & ~every.answered(Detail.COLLECTED.value, True)
            always(every.any_of(*names), if_=open_)
            for name in names:
                # A crisis is not counted; what else stands before is danger, one step of it.
                before = every.steps_before(name, but=CRISIS)
                others = [b for b in before if b not in DANGER]
                stop = here & every.step(name)
                never_both(stop, (every.step(other) for other in others))

    def test_collected_money_is_asked_after_and_no_more_stopped(self, every: Combinations) -> None:
        for paid in (Paid.WESTERN_UNION, Paid.MONEYGRAM, Paid.OTHER):
            gone = every.answered("paid", paid) & every.answered("collected", True)
            always(every.step("money_collected"), if_=gone)
            never(gone & every.any_of(*STOPS[paid]))

    def test_what_was_paid_is_written_down_or_its_receipt_kept(self, every: Combinations) -> None:
        paid = every.known("has_paid", "yes") & threat(every)
        always(every.any_of("note_payment", "evidence_later"), if_=paid)

    def test_the_use_of_a_bank_account_is_refused(self, every: Combinations) -> None:
        asked = every.answered("wants_account", True)
        always(every.step("refuse_account"), if_=asked)
        always(every.step("send_nothing_more"), if_=pictures(every))

    def test_paid_fixers_are_warned_of_wherever_there_is_money_or_a_picture(
        self, every: Combinations
    ) -> None:
        paid = every.known("has_paid", "yes") & threat(every)
        never(~every.step("no_paid_fixers").same_as(pictures(every) | paid))


class TestPictures:
    def test_under_18_in_the_picture_is_never_sent_to_stop_ncii(self, every: Combinations) -> None:
        young = every.known("minor_in_picture", "yes")
        never_both(young, every.naming(lambda s: s.id == "stop_ncii"))
        never_both(young, every.saying(lambda text: "StopNCII" in text))

    def test_under_18_in_the_picture_always_has_the_children_s_way(
        self, every: Combinations
    ) -> None:
        young = every.known("minor_in_picture", "yes") & pictures(every)
        # Report Remove takes no adults, whatever their age in the picture.
        theirs = every.answered("country", *UK) & ~every.known("minor_now", "no")
        steps = {name: every.step(name) for name in ("report_remove", "take_it_down")}
        always(steps["report_remove"], if_=young & theirs)
        always(steps["take_it_down"], if_=young & ~theirs)
        for name in steps:
            assert name in {s.id for s in every.advice[name].services}

    def test_any_other_age_has_its_own_way(self, every: Combinations) -> None:
        for age, step in (("no", "stop_ncii"), ("unknown", "choose_take_down")):
            here = every.known("minor_in_picture", age) & pictures(every)
            never(~every.step(step).same_as(here))

    def test_only_where_there_may_be_one_is_a_picture_blocked(self, every: Combinations) -> None:
        blocks = {"report_remove", "take_it_down", "stop_ncii"}
        never_both(~pictures(every), every.naming(lambda s: s.id in blocks))

    def test_a_fake_one_is_reported_and_taken_down_as_any(self, every: Combinations) -> None:
        fake = every.answered("fake", True) & pictures(every)
        always(every.step("fake_picture"), if_=fake)
        ways = ("report_remove", "take_it_down", "stop_ncii", "choose_take_down")
        always(every.any_of(*ways), if_=fake)

    def test_one_that_was_posted_is_taken_down_first(self, every: Combinations) -> None:
        there = every.answered("posted", True) & pictures(every)
        always(every.step("posted"), if_=there)
        first = next(e.id for e in every.ordered if e.band is Band.TAKE_DOWN)
        assert first == "posted"
        never(every.step("posted") & every.step("if_posted"))

    def test_a_helper_never_handles_one(self, every: Combinations) -> None:
        steps = (*EVIDENCE, "evidence_later")
        helping = every.known("helper", True) & pictures(every)
        always(every.any_of(*steps), if_=helping)
        for name in steps:
            wording = every.advice[name].helper_wording or every.advice[name].wording
            if name == "evidence_young":
                never(helping & every.step(name))
            else:
                assert "Do not look at" in " ".join(texts(wording)), name

    def test_whoever_was_sent_one_does_not_open_or_pass_it_on(self, every: Combinations) -> None:
        sent = every.known("threat", "sent_to_me")
        never(~sent.same_as(every.answered("happening", Happening.SENT_TO_ME)))
        steps = ("sent_do_not_open", "sent_block", "sent_report", "sent_tell_them")
        for name in (*steps, "talk_to_someone"):
            always(every.step(name), if_=sent)
        never(sent & every.any_of(*EVIDENCE, "block", "if_posted", "what_next_images"))
        said = " ".join(texts(every.advice["sent_do_not_open"].wording))
        assert "do not copy, save, forward" in said
        assert "may be under 18, never keep a copy" in said


class TestContact:
    def test_proof_comes_before_the_block_unless_they_are_too_upset(
        self, every: Combinations
    ) -> None:
        upset = every.answered("too_upset", True) & pictures(every)
        calm = pictures(every) & ~every.answered("too_upset", True)
        always(every.any_of(*EVIDENCE), if_=calm)
        always(every.step("evidence_later"), if_=upset)
        never(upset & every.any_of(*EVIDENCE, "evidence_hacked", "block"))
        for proof in EVIDENCE:
            for end in ("block", "contact_known_person"):
                assert place(every, proof) < place(every, end)
        for end in ("block_now", "contact_known_person"):
            assert place(every, end) < place(every, "evidence_later")

    def test_a_stranger_is_blocked(self, every: Combinations) -> None:
        stranger = pictures(every) & ~every.known("threat", "known_person")
        always(every.any_of("block", "block_now"), if_=stranger)

    def test_someone_they_know_is_never_just_blocked(self, every: Combinations) -> None:
        knows = every.known("tactic", "known_person") & threat(every)
        never(knows & every.any_of("block", "block_now"))
        for step in ("danger_known_person", "contact_known_person", "known_person_accounts"):
            always(every.step(step), if_=knows)
        for name in ("block", "block_now", "contact_known_person"):
            assert every.advice[name].band is Band.STOP_CONTACT

    def test_more_pictures_and_false_accusations_have_their_step(self, every: Combinations) -> None:
        wants = every.answered("wants_pictures", True) & pictures(every)
        always(every.step("refuse_pictures"), if_=wants)
        always(every.step("accused"), if_=every.answered("accused", True))
        never(every.step("accused") & every.step("false_accusation"))


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

"""The rules that no plan may break, held over every combination of answers there is.

Verdict, tactic, quoted password and wallet; safety; who helps; what happens; both ages; country;
payment; each of the nine details; app: all of them with all others. `combinations.py` says how.
What depends on the order within a plan is held by the order of the catalogue, from which every
plan is a selection. `test_every_case.py` makes real plans beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from combinations import Combinations, every_combination, texts
from rules import (
    AFTER_PAYING,
    CRISIS,
    DANGER,
    EMERGENCY_NUMBERS,
    EVIDENCE,
    STOPS,
    UK,
    always,
    never,
    never_both,
    pictures,
    place,
    threat,
)

from bield.records import Band, Country, Detail, Happening, Paid

if TYPE_CHECKING:
    from bield.records import Service


@pytest.fixture(scope="module")
def every() -> Combinations:
    return every_combination()


class TestTheProof:
    def test_covers_hundreds_of_billions_of_combinations(self, every: Combinations) -> None:
        print(f"{every.count:,} combinations of answers")
        assert every.count >= 500_000_000_000

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

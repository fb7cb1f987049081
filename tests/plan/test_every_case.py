"""The rules that no plan may break, held against every plan there is.

Every verdict, tactic, person, age, age in the picture, country, way of paying and quoted
password: 264,000 combinations. Many of them are the same case to the rules below, so the
plans are kept once a case, having been shown to be the same for all of it.
"""

from __future__ import annotations

import functools
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bield.facts import load_catalogue
from bield.plan import Planner
from bield.records import (
    About,
    Age,
    Band,
    Country,
    Finding,
    Indicator,
    IndicatorKind,
    Paid,
    Plan,
    Situation,
    Step,
    Tactic,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

COMBINATIONS = 264_000
UK = {Country.SCOTLAND, Country.ENGLAND, Country.WALES, Country.NORTHERN_IRELAND}
UNDER_18 = {Age.UNDER_13, Age.FROM_13_TO_17}
SEXUAL_THREATS = {Verdict.SEXTORTION, Verdict.UNSURE}
THREATS = SEXUAL_THREATS | {Verdict.OTHER_EXTORTION}
EMERGENCY_NUMBERS: dict[Country, set[str]] = {
    **{country: {"999"} for country in UK},
    Country.IRELAND: {"112", "999"},
    Country.UNITED_STATES: {"911"},
    Country.CANADA: {"911"},
    Country.AUSTRALIA: {"000"},
    Country.NEW_ZEALAND: {"111"},
    Country.ELSEWHERE: {"112", "911", "999"},
    Country.UNKNOWN: {"112", "911", "999"},
}
DOMESTIC_ABUSE_LINES = {
    Country.SCOTLAND: "domestic_abuse_scotland",
    Country.ENGLAND: "domestic_abuse_england",
    Country.WALES: "domestic_abuse_wales",
    Country.NORTHERN_IRELAND: "domestic_abuse_ni",
    Country.IRELAND: "womens_aid_ireland",
    Country.UNITED_STATES: "dv_hotline_us",
    Country.AUSTRALIA: "respect_au",
    Country.NEW_ZEALAND: "womens_refuge_nz",
}
STOPS = {
    Paid.BANK_TRANSFER: {"stop_bank_transfer", "stop_bank_transfer_uk"},
    Paid.CARD: {"stop_card"},
    Paid.PAYPAL: {"stop_paypal"},
    Paid.WESTERN_UNION: {"stop_western_union"},
    Paid.MONEYGRAM: {"stop_moneygram"},
    Paid.GIFT_CARD: {"stop_gift_card"},
    Paid.CRYPTO: {"stop_crypto"},
    Paid.OTHER: {"stop_other_payment"},
}
AFTER_PAYING = set().union(*STOPS.values()) | {
    "pay_no_more",
    "note_payment",
    "keep_bulk_paid",
    "report_phishing_paid",
    "check_money",
}
EVIDENCE = {"evidence", "evidence_young", "evidence_helping_young"}
BLOCKERS = {"report_remove", "take_it_down", "stop_ncii"}


class Case(NamedTuple):
    """A combination, as far as the rules tell it from others."""

    verdict: Verdict
    tactic: Tactic
    helper: bool
    minor_now: str
    minor_in_picture: str
    country: Country
    paid: Paid
    quotes_password: bool

    @property
    def threat(self) -> bool:
        return self.verdict in THREATS

    @property
    def sexual(self) -> bool:
        return self.verdict in SEXUAL_THREATS

    @property
    def bluff(self) -> bool:
        """A bulk e-mail, found for sure."""
        return self.verdict is Verdict.SEXTORTION and self.tactic is Tactic.BULK_EMAIL

    @property
    def may_have_images(self) -> bool:
        return self.sexual and self.tactic is not Tactic.BULK_EMAIL

    @property
    def has_paid(self) -> bool:
        return self.paid not in {Paid.NO, Paid.UNKNOWN}


# Said again here and not taken from `known`, so that each checks the other.
def age_now(about: About, age: Age) -> str:
    if age is Age.UNKNOWN:
        return "yes" if about is About.CHILD else "unknown"
    return "yes" if age in UNDER_18 else "no"


def age_then(now: str, then: Age) -> str:
    if now == "yes" or then in UNDER_18:
        return "yes"
    return "no" if then is Age.ADULT else "unknown"


@functools.cache
def every_case() -> tuple[tuple[Case, Plan], ...]:
    planner = Planner(load_catalogue())
    password = Indicator(kind=IndicatorKind.PASSWORD, value="…", span=(0, 1), valid=True)
    plans: dict[Case, Plan] = {}
    made = 0
    for verdict, tactic, quotes in product(Verdict, Tactic, (False, True)):
        finding = Finding(
            verdict=verdict,
            tactic=tactic,
            probability=0.9,
            certainty=0.9,
            reasons=(),
            indicators=(password,) if quotes else (),
        )
        for about, age, then, country, paid in product(About, Age, Age, Country, Paid):
            plan = planner.plan(
                finding,
                Situation(about=about, age=age, age_in_picture=then, country=country, paid=paid),
            )
            made += 1
            now = age_now(about, age)
            case = Case(
                verdict,
                tactic,
                about is not About.ME,
                now,
                age_then(now, then),
                country,
                paid,
                quotes,
            )
            same = plans.setdefault(case, plan)
            assert same.steps == plan.steps, (case, about, age, then)
            assert same.emergency == plan.emergency, (case, about, age, then)
    assert made == COMBINATIONS
    return tuple(plans.items())


def cases() -> Iterator[tuple[Case, Plan, list[str]]]:
    for case, plan in every_case():
        yield case, plan, [step.id for step in plan.steps]


def services(plan: Plan) -> frozenset[str]:
    # A planner makes each step once, so its identity will do to know it again.
    return frozenset().union(*(_services_of(step) for step in plan.steps))


_SERVICES: dict[int, frozenset[str]] = {}


def _services_of(step: Step) -> frozenset[str]:
    found = _SERVICES.get(id(step))
    if found is None:
        found = _SERVICES[id(step)] = frozenset(service.id for service in step.services)
    return found


_TEXTS: dict[int, str] = {}


def text(step: Step) -> str:
    found = _TEXTS.get(id(step))
    if found is None:
        found = _TEXTS[id(step)] = " ".join((step.title, step.why, *step.how))
    return found


class TestEveryPlan:
    def test_begins_with_danger_and_the_emergency_number_that_fits(self) -> None:
        for case, plan, _ in cases():
            assert [s.band for s in plan.steps].count(Band.DANGER_NOW) == 1, case
            first = plan.steps[0]
            assert first.band is Band.DANGER_NOW, case
            numbers = {c.value for c in first.services[0].channels}
            assert numbers >= EMERGENCY_NUMBERS[case.country], case
            assert plan.emergency[0] is first.services[0], case

    def test_names_a_human_being_to_turn_to_at_any_hour(self) -> None:
        for case, plan, _ in cases():
            listeners = plan.emergency[1:]
            if case.country is Country.ELSEWHERE:
                # No source names one line for the whole world.
                assert listeners, case
            else:
                assert any(
                    service.hours.startswith("day and night")
                    and any(c.kind in {"phone", "text"} for c in service.channels)
                    for service in listeners
                ), case

    def test_names_childline_to_the_young_in_the_uk(self) -> None:
        for case, plan, _ in cases():
            if case.country in UK:
                named = "childline" in {service.id for service in plan.emergency}
                assert named is (case.minor_now != "no"), case

    def test_has_bands_in_order_and_no_step_twice(self) -> None:
        place = {band: n for n, band in enumerate(Band)}
        for case, plan, ids in cases():
            assert all(
                place[one.band] <= place[next_.band] for one, next_ in pairwise(plan.steps)
            ), case
            assert len(set(ids)) == len(ids), case

    def test_has_a_source_and_a_date_on_each_step(self) -> None:
        steps = {id(step): step for _, plan, _ in cases() for step in plan.steps}
        assert all(step.sources and step.reviewed_on for step in steps.values())

    def test_names_only_services_for_this_country_and_age(self) -> None:
        for case, plan, _ in cases():
            for step in plan.steps:
                for service in step.services:
                    assert not service.countries or case.country in service.countries, case
                    if case.minor_now == "yes":
                        assert service.under_18, (case, service.id)
                    if case.minor_now == "no":
                        assert service.adults, (case, service.id)

    def test_ends_with_support(self) -> None:
        for case, plan, _ in cases():
            assert plan.steps[-1].band is Band.SUPPORT, case


class TestMoney:
    def test_nobody_who_faces_a_threat_is_left_without_do_not_pay(self) -> None:
        for case, _, ids in cases():
            if case.threat:
                said = {"do_not_pay", "do_not_pay_bulk", "pay_no_more"} & set(ids)
                assert len(said) == 1, case

    def test_nobody_who_has_not_paid_is_told_to_get_money_back(self) -> None:
        for case, _, ids in cases():
            if case.paid is Paid.NO:
                assert AFTER_PAYING.isdisjoint(ids), case

    def test_stopping_the_payment_is_among_the_first_two_steps(self) -> None:
        for case, _, ids in cases():
            if case.has_paid:
                assert STOPS[case.paid] & set(ids[:2]), case

    def test_a_payment_is_written_down(self) -> None:
        for case, _, ids in cases():
            assert ("note_payment" in ids) is (case.threat and case.has_paid), case


class TestPictures:
    def test_under_18_in_the_picture_is_never_sent_to_stop_ncii(self) -> None:
        for case, plan, _ in cases():
            if case.minor_in_picture == "yes":
                assert "stop_ncii" not in services(plan), case
                assert not any("StopNCII" in text(step) for step in plan.steps), case

    def test_under_18_in_the_picture_always_has_the_children_s_way(self) -> None:
        for case, plan, _ in cases():
            if case.minor_in_picture == "yes" and case.may_have_images:
                named = services(plan)
                if case.country in UK and case.minor_now != "no":
                    assert "report_remove" in named, case
                else:
                    # Report Remove takes no adults, whatever their age in the picture.
                    assert "take_it_down" in named, case

    def test_an_unknown_age_in_the_picture_is_told_how_to_choose(self) -> None:
        for case, plan, ids in cases():
            if case.minor_in_picture == "unknown":
                for step in plan.steps:
                    if "stop_ncii" in _services_of(step):
                        assert step.id == "choose_take_down", case
                        assert "take_it_down" in _services_of(step), case
                assert ("choose_take_down" in ids) is case.may_have_images, case

    def test_an_adult_in_the_picture_has_stop_ncii(self) -> None:
        for case, plan, _ in cases():
            if case.minor_in_picture == "no" and case.may_have_images:
                assert "stop_ncii" in services(plan), case

    def test_a_bluff_and_blackmail_of_other_kinds_have_no_pictures_to_block(self) -> None:
        for case, plan, _ in cases():
            if not case.may_have_images:
                assert BLOCKERS.isdisjoint(services(plan)), case
                assert not any("StopNCII" in text(step) for step in plan.steps), case

    def test_a_helper_never_handles_a_picture(self) -> None:
        for case, plan, _ in cases():
            if case.helper and case.may_have_images:
                (step,) = (s for s in plan.steps if s.id in EVIDENCE)
                assert "Do not look at" in text(step), case
                if case.minor_in_picture == "yes":
                    assert step.id == "evidence_helping_young", case

    def test_paid_fixers_are_warned_of_wherever_there_is_money_or_a_picture(self) -> None:
        for case, _, ids in cases():
            expected = case.may_have_images or (case.threat and case.has_paid)
            assert ("no_paid_fixers" in ids) is expected, case


class TestContact:
    def test_evidence_comes_before_the_end_of_contact(self) -> None:
        for case, plan, _ in cases():
            if case.threat:
                bands = [step.band for step in plan.steps]
                assert bands.index(Band.EVIDENCE) < bands.index(Band.STOP_CONTACT), case

    def test_a_stranger_is_blocked_and_at_once_by_someone_too_upset(self) -> None:
        for case, plan, ids in cases():
            if case.may_have_images and case.tactic is not Tactic.KNOWN_PERSON:
                block = plan.steps[ids.index("block")]
                assert "too upset to keep proof first, block now" in text(block), case
                assert "without deleting the chat" in text(block), case

    def test_someone_they_know_is_never_just_blocked(self) -> None:
        for case, plan, ids in cases():
            if case.threat and case.tactic is Tactic.KNOWN_PERSON:
                assert ids[0] == "danger_known_person", case
                assert "block" not in ids, case
                assert "contact_known_person" in ids, case
                line = DOMESTIC_ABUSE_LINES.get(case.country)
                if line and case.minor_now == "no":
                    assert line in {service.id for service in plan.emergency}, case

    def test_more_pictures_and_the_use_of_a_bank_account_are_refused(self) -> None:
        for case, plan, ids in cases():
            if case.sexual and not case.bluff:
                step = plan.steps[ids.index("send_nothing_more")]
                assert "more pictures" in text(step), case
                assert "bank account" in text(step), case


class TestAccounts:
    def test_a_quoted_password_is_changed_wherever_it_is_still_used(self) -> None:
        for case, plan, ids in cases():
            if case.quotes_password and case.threat:
                step = plan.steps[ids.index("change_password")]
                assert "wherever" in text(step), case
                assert "still use it" in text(step), case

    def test_a_hacked_account_begins_with_the_mailbox(self) -> None:
        for case, plan, _ in cases():
            if case.threat and case.tactic is Tactic.HACKED_ACCOUNT:
                secure = [s for s in plan.steps if s.band is Band.SECURE_ACCOUNTS]
                assert [s.id for s in secure[:2]] == ["hacked_email_first", "hacked_other_accounts"]
                assert "Sign out everywhere" in text(secure[0]), case
                assert "two-step verification" in text(secure[0]), case

    def test_a_stranger_leads_to_private_accounts_and_none_deleted(self) -> None:
        for case, _, ids in cases():
            if case.may_have_images and case.tactic is not Tactic.KNOWN_PERSON:
                assert "lock_down_accounts" in ids, case


class TestReports:
    def test_scotland_is_never_sent_to_report_fraud(self) -> None:
        for case, plan, _ in cases():
            if case.country is Country.SCOTLAND:
                assert "report_fraud" not in services(plan), case
                assert not any("Report Fraud" in text(step) for step in plan.steps), case

    def test_only_england_wales_and_northern_ireland_have_report_fraud(self) -> None:
        for case, plan, _ in cases():
            if "report_fraud" in services(plan):
                assert case.country in UK - {Country.SCOTLAND}, case

    def test_a_bluff_is_forwarded_in_the_uk_and_then_deleted_unless_paid(self) -> None:
        for case, plan, ids in cases():
            assert ("ncsc_sers" in services(plan)) is (case.bluff and case.country in UK), case
            if case.bluff and not case.has_paid:
                expected = "report_phishing" if case.country in UK else "report_junk"
                assert "delete" in text(plan.steps[ids.index(expected)]), case
            if case.bluff and case.has_paid:
                assert "keep_bulk_paid" in ids, case
                assert {"report_phishing", "report_junk", "keep_bulk"}.isdisjoint(ids), case

    def test_everyone_threatened_has_exactly_one_way_to_the_police(self) -> None:
        for case, _, ids in cases():
            police = [name for name in ids if name.startswith("police_")]
            needed = case.threat and (not case.bluff or case.has_paid)
            assert len(police) == needed, case

    def test_the_young_in_the_uk_are_told_of_ceop(self) -> None:
        for case, plan, _ in cases():
            expected = (
                case.country in UK and case.minor_now == "yes" and case.sexual and not case.bluff
            )
            assert ("ceop" in services(plan)) is expected, case


class TestVerdicts:
    def test_no_threat_makes_a_short_plan(self) -> None:
        for case, plan, ids in cases():
            if not case.threat:
                extra = case.has_paid + (
                    case.quotes_password and case.verdict is Verdict.NOT_SEXTORTION
                )
                assert len(plan.steps) == 3 + extra, case
                assert "other_worry" in ids, case

    def test_not_sure_means_careful_and_show_someone(self) -> None:
        for case, _, ids in cases():
            assert ("show_someone" in ids) is (case.verdict is Verdict.UNSURE), case
            if case.verdict is Verdict.UNSURE:
                assert EVIDENCE & set(ids), case
                assert "what_next_bulk" not in ids, case

    def test_other_blackmail_is_named_and_pointed_on(self) -> None:
        for case, _, ids in cases():
            if case.verdict is Verdict.OTHER_EXTORTION:
                assert "evidence_other" in ids, case
                assert "what_next_other" in ids, case

    @pytest.mark.parametrize("tactic", Tactic)
    def test_everyone_threatened_is_told_to_tell_someone(self, tactic: Tactic) -> None:
        ways = {"show_someone", "tell_adult", "tell_someone", "stand_by_them"}
        for case, _, ids in cases():
            if case.threat and case.tactic is tactic:
                assert ways & set(ids), case
                assert "talk_to_someone" in ids, case

"""A stop request: what somebody at a bank or a money transfer has before them, and what not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from blackmail_case import (
    CASE,
    CERTAIN,
    OWN_WORDS,
    UNPAID,
    UNSETTLED,
    WESTERN_UNION,
    canaries_in,
    file_of,
    said_of,
    text_of,
)

from bield.facts import load_catalogue
from bield.facts.routes import load_routes
from bield.hand_over.payment import payment, ways_paid
from bield.hand_over.refusals import NothingToHandOverError
from bield.records import Country, Demand, Package, Paid, Transfer

WAYS = [paid for paid in Paid if paid not in {Paid.NO, Paid.UNKNOWN}]


def stop(
    way: Paid,
    transfers: tuple[Transfer, ...] = CASE.transfers,
    country: Country = Country.SCOTLAND,
    name: str = "",
) -> Package:
    return payment(
        transfers,
        load_catalogue().payments[way],
        load_routes().payments[way],
        country=country,
        name=name,
    )


def sent_by(way: Paid, **fields: object) -> Transfer:
    return replace(WESTERN_UNION, demand=replace(WESTERN_UNION.demand, way=way, **fields))  # type: ignore[arg-type]


class TestTheLetter:
    def test_names_the_payment_by_all_that_finds_it(self) -> None:
        letter = file_of(stop(Paid.WESTERN_UNION), "stop-western-union.txt")
        assert letter.startswith("PLEASE STOP THIS PAYMENT\n\nTo: Western Union\n")
        assert "made under blackmail" in letter
        for line in (
            "Tracking number (MTCN, 10 digits): 1234567890",
            "Amount: 250.00 GBP",
            "When: 20 November 2026, 21:05 (time zone not known)",
            "Sent to: JOHN DOE, Lagos",
            "Sent from: Barclays 12345678",
        ):
            assert f"\n{line}\n" in letter
        assert re.search(r"^My name: _+$", letter, re.M)
        assert "please cancel it" in letter
        assert "Please keep all you hold on whoever got it" in letter

    @pytest.mark.parametrize("way", WAYS)
    def test_can_be_made_for_every_way_of_paying(self, way: Paid) -> None:
        package = stop(way, (sent_by(way),))
        letter, script = package.files
        assert (letter.name, script.name) == (
            f"stop-{way.replace('_', '-')}.txt",
            f"phone-{way.replace('_', '-')}.txt",
        )
        assert f"{load_routes().payments[way].reference}: 1234567890" in letter.data.decode()
        assert set(load_catalogue().payments[way].note.lines) <= set(package.next_steps)
        assert package.next_steps[0].startswith("Ring first")

    @pytest.mark.parametrize("way", WAYS)
    def test_never_tells_anyone_to_pay(self, way: Paid) -> None:
        package = stop(way, (sent_by(way),))
        both = text_of(package) + said_of(package)
        assert not re.search(r"\b(?<!not )(pay them|send (them )?the money|pay it)\b", both, re.I)
        assert "Do not send any more money, whatever they say." in package.next_steps

    def test_leaves_blanks_for_what_nobody_said(self) -> None:
        bare = Transfer(demand=Demand(way=Paid.CARD, gone=True, entry=3))
        letter = file_of(stop(Paid.CARD, (bare,)), "stop-card.txt")
        assert re.search(r"^Reference on the statement: _+ \(look on the receipt", letter, re.M)
        assert "Amount: not in my record" in letter
        assert "When: time not known" in letter
        assert re.search(r"^Sent from: _+$", letter, re.M)

    def test_says_how_sure_each_time_is(self) -> None:
        two = (sent_by(Paid.CARD, when=CERTAIN), sent_by(Paid.CARD, when=UNSETTLED))
        letter = file_of(stop(Paid.CARD, two), "stop-card.txt")
        assert letter.startswith("PLEASE STOP THESE 2 PAYMENTS")
        assert "Payment 2 of 2" in letter
        assert "When: 20 November 2026, 21:05 UTC\n" in letter
        assert "When: «03/04/2026» (the exact time is not settled)\n" in letter

    def test_shows_odd_values_as_they_are_and_hides_nothing_in_them(self) -> None:
        odd = sent_by(Paid.OTHER, to="\u202eEOD NHOJ\nSent from: ME", reference="12\u200b3")
        letter = file_of(stop(Paid.OTHER, (odd,)), "stop-other.txt")
        assert "Sent to: \\u202eEOD NHOJ\\u000aSent from: ME\n" in letter
        assert "Reference: 12\\u200b3\n" in letter

    def test_holds_the_name_only_of_who_wants_it_in(self) -> None:
        assert "My name: Ann P." in text_of(stop(Paid.WESTERN_UNION, name="Ann P."))
        assert "Your name, as you gave it." in said_of(stop(Paid.WESTERN_UNION, name="Ann P."))
        assert "Your name: there is a blank for it." in stop(Paid.WESTERN_UNION).leaves_out


class TestOnThePhone:
    def test_there_are_sentences_to_read_with_the_number_figure_by_figure(self) -> None:
        script = file_of(stop(Paid.WESTERN_UNION), "phone-western-union.txt")
        assert script.startswith("READ THIS ON THE PHONE")
        assert "«Hello. I need to stop a payment.»" in script
        assert "Tracking number (MTCN, 10 digits): 1 2 3 4 5 6 7 8 9 0»" in script
        assert "It is 250.00 GBP." in script
        assert "«I would rather not say." in script

    def test_the_number_is_that_of_the_country(self) -> None:
        ireland = stop(Paid.WESTERN_UNION, country=Country.IRELAND)
        assert "Ring: 1800 812 333, Western Union fraud line" in text_of(ireland)
        assert "Ring the number that stands" not in text_of(ireland)
        spain = stop(Paid.WESTERN_UNION, country=Country.EUROPEAN_UNION)
        assert "Ring: 900 901 375 (In Spain), Western Union fraud line" in text_of(spain)
        assert "Ring: 159, Your bank" in text_of(
            stop(Paid.BANK_TRANSFER, (sent_by(Paid.BANK_TRANSFER),))
        )

    @pytest.mark.parametrize("country", [Country.SCOTLAND, Country.ELSEWHERE, Country.UNKNOWN])
    def test_where_none_is_verified_it_says_where_to_look_and_gives_none(
        self, country: Country
    ) -> None:
        package = stop(Paid.WESTERN_UNION, country=country)
        told = "Ring the number that stands on the receipt, or in Western Union's app."
        assert told in package.next_steps
        assert told in text_of(package)
        assert not re.search(r"Ring: |\b1-8\d\d|\b0800", text_of(package) + said_of(package))

    def test_a_gift_card_and_its_receipt_are_kept(self) -> None:
        package = stop(Paid.GIFT_CARD, (sent_by(Paid.GIFT_CARD),))
        assert "Keep the card and the receipt, both of them." in package.next_steps
        assert "freeze what is left" in text_of(package)


class TestWhatIsLeftOut:
    @pytest.mark.parametrize("way", WAYS)
    def test_is_all_of_the_story(self, way: Paid) -> None:
        package = stop(way, (*CASE.transfers, sent_by(way)))
        assert canaries_in(package) == []
        assert not re.search(r"\b(nude|sexual|naked|picture of)\b", text_of(package), re.I)

    def test_is_what_was_demanded_and_not_paid(self) -> None:
        both = sent_by(Paid.CRYPTO, to="bc1qpaid")
        package = stop(Paid.CRYPTO, (UNPAID, both))
        assert "bc1qpaid" in text_of(package)
        assert "bc1qdemanded" not in text_of(package)
        assert "Money that was demanded and that you did not send." in package.leaves_out

    def test_is_money_that_went_another_way(self) -> None:
        package = stop(Paid.WESTERN_UNION, (WESTERN_UNION, sent_by(Paid.CARD, to="OTHER SHOP")))
        assert "OTHER SHOP" not in text_of(package)
        assert package.title == "Western Union: please stop this payment"

    def test_is_named_where_a_payment_stands_in_the_persons_own_words(self) -> None:
        package = stop(Paid.WESTERN_UNION)
        assert any("entry 11 of the record" in sentence for sentence in package.leaves_out)
        assert "Money that was demanded and that you did not send." in package.leaves_out


class TestNothingToStop:
    def test_is_refused_without_telling_anybody_to_pay(self) -> None:
        with pytest.raises(NothingToHandOverError, match=r"«Cryptocurrency».*Do not pay it"):
            stop(Paid.CRYPTO, (UNPAID,))

    def test_names_the_entry_where_they_wrote_of_a_payment(self) -> None:
        with pytest.raises(NothingToHandOverError, match=r"in your own words \(entry 11\)"):
            stop(Paid.GIFT_CARD, (OWN_WORDS,))


class TestWaysPaid:
    def test_are_those_by_which_money_has_gone_each_once(self) -> None:
        assert ways_paid((*CASE.transfers, WESTERN_UNION, sent_by(Paid.CARD))) == (
            Paid.WESTERN_UNION,
            Paid.CARD,
        )

    def test_count_a_way_that_nobody_knows_as_another(self) -> None:
        unknown = sent_by(Paid.UNKNOWN)
        assert ways_paid((unknown,)) == (Paid.OTHER,)
        assert "1234567890" in text_of(stop(Paid.OTHER, (unknown,)))

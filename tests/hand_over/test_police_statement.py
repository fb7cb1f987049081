"""A statement for the police: all that the record says, in order, and nothing that it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.facts.forms import load_forms
from bield.hand_over.chronology import chronology, clock_in_words, day_in_words, how_sure
from bield.hand_over.naming import exhibit_name
from bield.hand_over.police import police, police_offer, police_package
from bield.records import (
    Case,
    Clock,
    Demand,
    Derived,
    Moment,
    Paid,
    Person,
    Recipient,
    Said,
    Transfer,
    Words,
)
from bield.records.form import Form
from bield.records.statement import (
    Commands,
    Given,
    Heading,
    Paragraph,
    Part,
    Passage,
    Points,
    QrCode,
    Statement,
    Table,
    ToSign,
)
from police_cases import HOSTILE, ROOT, WALLET, exhibit, hostile, huge, tiny, typical

FORMS = {form.id: form for form in load_forms()}
SCOTLAND = FORMS["police_scotland"]
DAY = date(2026, 12, 1)


def of(case: Case, form: Form = SCOTLAND) -> Statement:
    return police(case, form, printed_on=DAY)


def parts(statement: Statement) -> Iterator[Part]:
    """All that is read, in order."""
    for block in statement.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Points():
                yield from block.items
            case Passage():
                yield from (block.label, Given(block.text), block.after)
            case Table():
                yield from block.head
                for row in block.rows:
                    for cell in row:
                        yield from cell if isinstance(cell, tuple) else (cell,)
            case Commands():
                yield from block.lines
            case QrCode():
                yield from (Given(block.value), block.says)
            case ToSign():
                yield from (block.says, *block.labels)


def ours(statement: Statement) -> str:
    return "\n".join(p for p in parts(statement) if isinstance(p, str))


def under(statement: Statement, heading: str) -> str:
    """All that is read under one heading, up to the next as high."""
    found: list[str] = []
    inside = False
    for block in statement.blocks:
        if isinstance(block, Heading) and block.level <= 2:
            inside = block.text.startswith(heading)
        elif inside:
            one = replace(statement, blocks=(block,))
            found += [p if isinstance(p, str) else p.text for p in parts(one)]
    return "\n".join(found)


def passages(statement: Statement, words: Words) -> list[str]:
    return [b.text for b in statement.blocks if isinstance(b, Passage) and b.words is words]


class TestTheStatement:
    def test_says_who_was_threatened_and_how_to_reach_them(self) -> None:
        told = under(of(typical()), "Who was threatened")
        for said in ("Ada Lovelace", "07700 900123", "1 Example Street", "18 or over", "Scotland"):
            assert said in told

    def test_tells_whose_words_are_whose(self) -> None:
        statement = of(typical())
        assert any("Jess wrote to me" in text for text in passages(statement, Words.OWN))
        assert any("I have your video" in text for text in passages(statement, Words.READ))
        assert any("24 hours" in text for text in passages(statement, Words.OCR))
        labels = {b.words: b.label for b in statement.blocks if isinstance(b, Passage)}
        assert "program" in labels[Words.READ]
        assert "may have errors" in labels[Words.OCR]

    def test_says_what_was_demanded_and_what_was_paid_and_adds_up_what_was_sent(self) -> None:
        told = under(of(typical()), "What was demanded")
        for said in ("sent", "Western Union", "1234567890", "Jean Example", "my current account"):
            assert said in told
        assert "money demanded by cryptocurrency" in told
        assert told.startswith("Sent in all\n250.00 GBP")

    def test_says_of_each_detail_who_told_it(self) -> None:
        told = under(of(typical()), "Who threatens")
        assert "@jess_1999\nInstagram\nThe person said so." in told
        assert f"{WALLET}\nnot known\nA program read it off a picture. It may have errors." in told

    def test_numbers_exhibits_and_gives_their_hashes(self) -> None:
        case = typical()
        told = under(of(case), "Exhibits")
        for one in case.exhibits:
            assert f"AL/{one.number}" in told
            assert one.sha256 in told
            assert one.name in told
        assert case.exhibits[2].original_sha256 in told
        assert "This is not the file itself." in told

    def test_says_what_was_not_copied_and_what_was_corrected(self) -> None:
        statement = of(typical())
        assert "on my phone, in the chat" in under(statement, "What was not copied")
        assert "It was yesterday." in under(statement, "Corrections")
        assert "corrected later" in under(statement, "What was threatened")

    def test_says_how_to_check_it_with_and_without_bield(self) -> None:
        lines = [x for b in of(typical()).blocks if isinstance(b, Commands) for x in b.lines]
        assert f"bield record verify FILE --root {ROOT[:32]}" in lines
        assert f"python3 verify_record.py FILE --root {ROOT[:32]}" in lines
        assert "sha256sum tagmanifest-sha256.txt" in lines
        assert [b.value for b in of(typical()).blocks if isinstance(b, QrCode)] == [ROOT]
        assert "case.tar" in under(of(typical()), "How the record was made")

    def test_says_what_it_holds_and_leaves_out_before_all_else(self) -> None:
        headings = [b.text for b in of(typical()).blocks if isinstance(b, Heading)]
        assert headings[1] == "What this holds, and what it leaves out"
        assert "Every picture and every video." in ours(of(typical()))

    def test_tells_nothing_in_its_name(self) -> None:
        assert of(typical()).title == "A statement"

    def test_has_room_to_sign_where_a_person_takes_it_and_no_oath(self) -> None:
        assert any(isinstance(b, ToSign) for b in of(typical()).blocks)
        assert not any(isinstance(b, ToSign) for b in of(typical(), FORMS["ic3"]).blocks)
        told = ours(of(typical())).casefold()
        assert not any(word in told for word in ("oath", "swear", "perjury", "under penalty"))

    def test_tells_nobody_to_pay_and_promises_nothing(self) -> None:
        told = ours(of(typical())).casefold()
        assert "never share" not in told
        assert "you must pay" not in told

    def test_of_a_record_with_nothing_in_it_says_so(self) -> None:
        told = ours(of(tiny()))
        for said in (
            "The record says nothing of what happened.",
            "The person wrote no notes.",
            "There is no demand and no payment in the record.",
            "The record holds no detail of who threatens.",
            "There are none in the record.",
            "Nothing in the record was corrected.",
        ):
            assert said in told

    def test_keeps_every_word_of_a_long_note(self) -> None:
        case = huge(exhibits=20, words=5_000)
        assert passages(of(case), Words.OWN)[0] == case.story[0].text

    def test_cuts_what_a_program_read_and_says_where_the_rest_is(self) -> None:
        long = Derived(entry=9, path="p", words=Words.READ, tool="t", what="words", text="x" * 9000)
        case = replace(tiny(), exhibits=(exhibit(1, derived=(long,)),))
        (passage,) = [b for b in of(case).blocks if isinstance(b, Passage)]
        assert len(passage.text) == 6_000
        assert "6,000 of 9,000 characters" in passage.after
        assert "entry 9" in passage.after
        assert any("long texts" in line for line in police_offer(case, SCOTLAND).leaves_out)

    def test_is_the_same_each_time(self) -> None:
        assert of(typical()) == of(typical())

    def test_lets_no_word_of_another_into_a_sentence_of_ours(self) -> None:
        assert "#panic" not in ours(of(hostile()))
        assert "\ud800" not in ours(of(hostile()))

    @pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
    def test_can_be_made_for_every_form(self, form: Form) -> None:
        told = ours(of(typical(), form))
        assert form.order in told
        assert f"For {form.title}." in told


class TestTheFileForPrograms:
    def test_holds_what_is_printed(self) -> None:
        (attached,) = of(typical()).attachments
        held = json.loads(attached.text)
        assert held["root"] == ROOT
        assert held["story"][0]["when"]["at"] == "2026-11-20T21:05:00+00:00"
        assert held["offender"]["details"][0]["value"] == "@jess_1999"

    def test_leaves_out_what_files_say_of_themselves(self) -> None:
        (attached,) = of(typical()).attachments
        assert "metadata" not in {
            made["what"] for one in json.loads(attached.text)["exhibits"] for made in one["derived"]
        }

    def test_keeps_what_is_no_text_as_an_escape(self) -> None:
        (attached,) = of(hostile()).attachments
        attached.text.encode("ascii")
        assert json.loads(attached.text)["person"]["name"] == HOSTILE


class TestTheOrder:
    def test_is_that_of_time_with_what_has_none_last(self) -> None:
        at = datetime(2026, 11, 20, 12, tzinfo=UTC)
        west = timezone(timedelta(hours=-5))
        whens = {
            1: Moment(raw="", clock=Clock.UNSETTLED),
            2: Moment(raw="x", clock=Clock.CERTAIN, at=at.astimezone(west)),
            3: None,
            4: Moment(raw="y", clock=Clock.ZONE_UNKNOWN, at=datetime(2026, 11, 20, 11)),
            5: Moment(raw="z", clock=Clock.CERTAIN, at=at + timedelta(hours=1)),
        }
        story = tuple(Said(entry=n, text=str(n), noted_at="", when=w) for n, w in whens.items())
        dated, undated = chronology(replace(tiny(), story=story), exhibit=str, way=str)
        assert [one.entry for one in dated] == [4, 2, 5]
        assert [one.entry for one in undated] == [1, 3]

    def test_merges_notes_payments_exhibits_and_details(self) -> None:
        told = under(of(typical()), "What happened, in order")
        for said in ("Note 1", "Payment 1: money sent", "Exhibit AL/1 came", "was seen (account)"):
            assert said in told
        assert told.index("Payment 1") > told.index("Note 1")

    def test_says_how_sure_each_moment_is(self) -> None:
        told = under(of(typical()), "What happened, in order")
        assert (
            "20 November 2026, 21:05 (UTC).\nThe time zone is known.\n«20/11/2026 9.05 pm»" in told
        )
        assert "21 November 2026, 08:15.\nThe time zone is not known." in told
        assert "The exact time is not settled.\n«03/04/2026»" in told

    @given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=14))])))
    def test_takes_every_day_of_the_calendar(self, at: datetime) -> None:
        moment = Moment(raw="", clock=Clock.CERTAIN, at=at)
        said = Said(entry=1, text="x", noted_at="", when=moment)
        dated, _ = chronology(replace(tiny(), story=(said, said)), exhibit=str, way=str)
        assert len(dated) == 2
        assert str(at.year) in day_in_words(moment)
        assert how_sure(moment)

    def test_says_of_a_moment_that_is_none_that_it_cannot_be_read(self) -> None:
        assert clock_in_words("#boom") == "a day that cannot be read"
        assert clock_in_words("2026-11-24T10:00:00Z") == "24 November 2026, 10:00 (UTC)"


class TestExhibitNames:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Ada Lovelace", "AL/3"),
            ("ada king lovelace", "AKL/3"),
            ("", "BLD/3"),
            ("Ada", "BLD/3"),
            ("محمد علي", "BLD/3"),
            ("a b c d e f", "BLD/3"),
            ("1 2", "BLD/3"),
        ],
    )
    def test_are_initials_where_there_are_some(self, name: str, expected: str) -> None:
        assert exhibit_name(replace(tiny(), person=Person(name=name)), 3) == expected


class TestSums:
    @pytest.mark.parametrize(
        "amount", ["", "1e999999", "NaN", "-5", "Infinity", "1,5", "٥", HOSTILE]
    )
    def test_that_are_no_figures_are_not_added_up(self, amount: str) -> None:
        sent = Demand(way=Paid.CARD, amount=amount, currency="GBP", gone=True)
        more = Demand(way=Paid.CARD, amount="0.10", currency="GBP", gone=True)
        case = replace(tiny(), transfers=tuple(Transfer(demand=d) for d in (sent, more, more)))
        told = under(of(case), "What was demanded")
        assert told.startswith("Sent in all\n0.20 GBP\nand 1 of which the sum is not known")


class TestThePackage:
    def test_says_what_to_do_with_it_and_how_to_reach_the_police(self) -> None:
        steps = police_package(typical(), SCOTLAND).next_steps
        assert any("101" in step for step in steps)
        assert any("case.tar" in step for step in steps)
        assert any(step.endswith(f"{ROOT[:8]}.") for step in steps)
        assert any("no private picture" in step for step in steps)

    def test_is_what_was_offered(self) -> None:
        offer, package = police_offer(typical(), SCOTLAND), police_package(typical(), SCOTLAND)
        assert (offer.id, offer.recipient) == ("police-scotland", Recipient.POLICE)
        assert (offer.holds, offer.leaves_out) == (package.holds, package.leaves_out)
        assert [file.name for file in package.files] == ["for-the-form.txt"]

    def test_offers_have_names_of_their_own(self) -> None:
        names = [police_offer(tiny(), form).id for form in FORMS.values()]
        assert len(set(names)) == len(names)

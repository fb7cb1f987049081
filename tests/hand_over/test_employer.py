"""For an employer or a school: one page on which there is no room for anything private."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import EnumType
from itertools import combinations
from typing import get_args, get_origin, get_type_hints

import pytest
from blackmail_case import said_of, text_of

from bield.facts.routes import load_routes
from bield.hand_over.employer import AtWork, Concerned, Place, employer, employer_statement
from bield.records import Happening, Package
from bield.records.statement import Given, Heading, Passage, Points, Statement, ToSign

PRIVATE = (
    "nude", "naked", "sex", "webcam", "camera", "gbp", "$", "£", "bitcoin", "lily", "instagram",
)  # fmt: skip
EVERYTHING = AtWork(
    place=Place.SCHOOL,
    happening=Happening.MET_ONLINE,
    concerned=frozenset(Concerned),
    under_18=True,
    police_told=True,
)
SOME = [
    AtWork(place=place, happening=happening, concerned=frozenset(concerned), under_18=minor)
    for place in Place
    for happening in Happening
    for concerned in [(), *combinations(Concerned, 1), tuple(Concerned)]
    for minor in (False, True)
]


def page(told: AtWork) -> Package:
    return employer(told, load_routes().school)


def room_for_words(kind: object) -> bool:
    """Whether a value of this type could hold words that a person wrote."""
    if isinstance(kind, EnumType) or kind is bool:
        return False
    if get_origin(kind) is frozenset:
        return any(room_for_words(inner) for inner in get_args(kind))
    return True


class TestThePage:
    def test_tells_work_what_happened_what_is_needed_and_what_not_to_do(self) -> None:
        told = AtWork(
            happening=Happening.MASS_EMAIL, concerned=frozenset({Concerned.MAIL, Concerned.PEOPLE})
        )
        package = page(told)
        text = text_of(package)
        assert package.files[0].name == "for-your-employer.txt"
        assert "was sent a threat, of a kind that is sent to very many people" in text
        assert "- An e-mail address of yours." in text
        assert "Make the account safe: a new password" in text
        assert "not to open, answer or pass on anything" in text
        assert "Do not ask to see a picture or a video" in text
        assert "do not open, copy, keep or pass it on" in text
        assert "Which account or device: ____" in text
        assert "safeguarding" not in text

    def test_tells_a_school_whom_to_tell_and_what_the_law_says_of_pictures(self) -> None:
        text = text_of(page(AtWork(place=Place.SCHOOL)))
        assert "whoever leads on child protection or safeguarding, today" in text
        for sentence in load_routes().school.says:
            assert f"- {sentence}" in text

    def test_tells_work_that_law_where_somebody_may_be_under_18(self) -> None:
        sentence = load_routes().school.says[0]
        assert sentence in text_of(page(AtWork(under_18=True)))
        assert sentence not in text_of(page(AtWork(under_18=False)))

    def test_speaks_of_accounts_and_devices_only_where_they_are_concerned(self) -> None:
        text = text_of(page(AtWork(concerned=frozenset({Concerned.TELEPHONE}))))
        assert "Look whether the device is safe" in text
        assert "Make the account safe" not in text
        assert "WHAT OF YOURS" not in text_of(page(AtWork()))

    def test_says_that_the_police_know_only_where_they_do(self) -> None:
        assert "The police have been told." in text_of(page(AtWork(police_told=True)))
        assert "have been told" not in text_of(page(AtWork()))

    def test_is_one_page_however_much_is_said(self) -> None:
        text = text_of(page(EVERYTHING))
        assert len(text.split()) < 400
        # Lines of 90 signs, as they are printed; a page has some 55.
        assert sum(1 + len(line) // 90 for line in text.splitlines()) <= 55

    def test_never_blames_and_never_tells_anyone_to_pay(self) -> None:
        for told in SOME:
            text = text_of(page(told)).lower()
            assert "not their fault" in text
            assert "do not pay" in text
            assert text.count("pay") == 1


class TestWhatIsPrivate:
    def test_has_no_room_in_what_is_asked(self) -> None:
        hints = get_type_hints(AtWork)
        assert is_dataclass(AtWork)
        assert [f.name for f in fields(AtWork) if room_for_words(hints[f.name])] == []

    def test_would_be_found_by_the_test_if_there_were(self) -> None:
        assert room_for_words(str)
        assert room_for_words(frozenset[str])
        assert room_for_words(tuple[Concerned, ...])

    @pytest.mark.parametrize("word", PRIVATE)
    def test_stands_on_no_page(self, word: str) -> None:
        assert [told for told in SOME if word in text_of(page(told)).lower()] == []

    def test_is_named_as_left_out(self) -> None:
        package = page(EVERYTHING)
        assert "What was demanded or paid." in package.leaves_out
        assert "Every picture, and what it shows." in package.leaves_out
        assert "Nobody can make you hand it over." in said_of(package)


class TestTheDocumentToPrint:
    @pytest.fixture
    def printed(self) -> Statement:
        return employer_statement(EVERYTHING, load_routes().school, printed_on=date(2026, 12, 1))

    def test_says_the_same_as_the_plain_page(self, printed: Statement) -> None:
        text = text_of(page(EVERYTHING))
        for block in printed.blocks[1:]:
            if isinstance(block, Points):
                assert all(f"- {item}" in text for item in block.items)
            elif isinstance(block, Heading):
                assert block.text.upper() in text
            elif isinstance(block, ToSign):
                assert all(f"{label}: _" in text for label in block.labels)

    def test_has_nobody_elses_words_and_a_title_that_tells_nothing(
        self, printed: Statement
    ) -> None:
        assert not [b for b in printed.blocks if isinstance(b, Given | Passage)]
        assert printed.title == "Information for a school"
        assert printed.attachments == ()

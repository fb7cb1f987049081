"""What is known of a case, by name."""

from __future__ import annotations

from itertools import product

import pytest

from bield.plan import VOCABULARY, known
from bield.records import (
    About,
    Age,
    Country,
    Detail,
    Finding,
    Happening,
    Indicator,
    IndicatorKind,
    Paid,
    Situation,
    Tactic,
    Verdict,
)


def a_finding(
    verdict: Verdict = Verdict.SEXTORTION,
    tactic: Tactic = Tactic.SOCIAL_LURE,
    *kinds: IndicatorKind,
) -> Finding:
    return Finding(
        verdict=verdict,
        tactic=tactic,
        probability=0.9,
        certainty=0.9,
        reasons=(),
        indicators=tuple(
            Indicator(kind=kind, value="…", span=(0, 1), valid=True) for kind in kinds
        ),
    )


class TestWhatIsKnown:
    def test_has_a_possible_value_for_every_name(self) -> None:
        for verdict, tactic, about, age, then, country, paid in product(
            Verdict, Tactic, About, (Age.UNDER_13, Age.ADULT, Age.UNKNOWN), Age, Country, Paid
        ):
            values = known(
                a_finding(verdict, tactic),
                Situation(about=about, age=age, age_in_picture=then, country=country, paid=paid),
            )
            assert values.keys() == VOCABULARY.keys()
            assert all(value in VOCABULARY[name] for name, value in values.items())

    @pytest.mark.parametrize(
        ("about", "age", "expected"),
        [
            (About.ME, Age.UNDER_13, "yes"),
            (About.ME, Age.FROM_13_TO_17, "yes"),
            (About.ME, Age.ADULT, "no"),
            (About.ME, Age.UNKNOWN, "unknown"),
            (About.CHILD, Age.UNKNOWN, "yes"),
            (About.CHILD, Age.ADULT, "no"),
            (About.SOMEONE_ELSE, Age.UNKNOWN, "unknown"),
        ],
    )
    def test_takes_a_child_for_a_child(self, about: About, age: Age, expected: str) -> None:
        assert known(a_finding(), Situation(about=about, age=age))["minor_now"] == expected

    @pytest.mark.parametrize(
        ("age", "then", "expected"),
        [
            (Age.FROM_13_TO_17, Age.UNKNOWN, "yes"),
            (Age.FROM_13_TO_17, Age.ADULT, "yes"),
            (Age.ADULT, Age.FROM_13_TO_17, "yes"),
            (Age.UNKNOWN, Age.UNDER_13, "yes"),
            (Age.ADULT, Age.ADULT, "no"),
            (Age.UNKNOWN, Age.ADULT, "no"),
            (Age.ADULT, Age.UNKNOWN, "unknown"),
        ],
    )
    def test_never_takes_a_picture_of_a_minor_for_one_of_an_adult(
        self, age: Age, then: Age, expected: str
    ) -> None:
        values = known(a_finding(), Situation(age=age, age_in_picture=then))
        assert values["minor_in_picture"] == expected

    @pytest.mark.parametrize(
        ("verdict", "tactic", "expected"),
        [
            (Verdict.SEXTORTION, Tactic.BULK_EMAIL, "bulk_email"),
            (Verdict.UNSURE, Tactic.BULK_EMAIL, "unclear"),
            (Verdict.SEXTORTION, Tactic.NONE, "unclear"),
            (Verdict.UNSURE, Tactic.KNOWN_PERSON, "known_person"),
            (Verdict.OTHER_EXTORTION, Tactic.SOCIAL_LURE, "other"),
            (Verdict.ABOUT_SEXTORTION, Tactic.SOCIAL_LURE, "none"),
            (Verdict.NOT_SEXTORTION, Tactic.NONE, "none"),
        ],
    )
    def test_calls_a_bluff_a_bluff_only_when_it_is_sure(
        self, verdict: Verdict, tactic: Tactic, expected: str
    ) -> None:
        assert known(a_finding(verdict, tactic), Situation())["threat"] == expected

    def test_sees_a_quoted_password_and_a_wallet(self) -> None:
        both = a_finding(
            Verdict.SEXTORTION, Tactic.NONE, IndicatorKind.PASSWORD, IndicatorKind.MONERO
        )
        values, none = known(both, Situation()), known(a_finding(), Situation())
        assert (values["quotes_password"], values["has_wallet"]) == (True, True)
        assert (none["quotes_password"], none["has_wallet"]) == (False, False)


class TestWhatTheySay:
    @pytest.mark.parametrize(
        ("verdict", "tactic", "happening", "details", "expected"),
        [
            # Who lives through it knows more than the words show …
            (Verdict.NOT_SEXTORTION, Tactic.NONE, Happening.MET_ONLINE, (), "stranger"),
            (Verdict.ABOUT_SEXTORTION, Tactic.NONE, Happening.KNOWN_PERSON, (), "known_person"),
            (Verdict.SEXTORTION, Tactic.BULK_EMAIL, Happening.MET_ONLINE, (), "stranger"),
            (Verdict.UNSURE, Tactic.BULK_EMAIL, Happening.MASS_EMAIL, (), "bulk_email"),
            # … but «it is a mass e-mail» is a comfort that sure words take away.
            (Verdict.SEXTORTION, Tactic.SOCIAL_LURE, Happening.MASS_EMAIL, (), "stranger"),
            # Blackmail over something else stays that, until there is a picture in it.
            (Verdict.OTHER_EXTORTION, Tactic.NONE, Happening.KNOWN_PERSON, (), "other"),
            (Verdict.OTHER_EXTORTION, Tactic.NONE, Happening.UNKNOWN, (Detail.FAKE,), "unclear"),
            (
                Verdict.OTHER_EXTORTION,
                Tactic.NONE,
                Happening.MET_ONLINE,
                (Detail.POSTED,),
                "stranger",
            ),
            # What is ticked tells of a threat, too.
            (Verdict.NOT_SEXTORTION, Tactic.NONE, Happening.UNKNOWN, (Detail.ACCUSED,), "unclear"),
            (Verdict.NOT_SEXTORTION, Tactic.NONE, Happening.UNKNOWN, (Detail.TOO_UPSET,), "none"),
            # Whoever was sent a picture of another is not the one who is threatened.
            (Verdict.SEXTORTION, Tactic.KNOWN_PERSON, Happening.SENT_TO_ME, (), "sent_to_me"),
            (Verdict.OTHER_EXTORTION, Tactic.NONE, Happening.SENT_TO_ME, (), "sent_to_me"),
        ],
    )
    def test_comes_before_the_words_where_it_should(
        self,
        verdict: Verdict,
        tactic: Tactic,
        happening: Happening,
        details: tuple[Detail, ...],
        expected: str,
    ) -> None:
        situation = Situation(happening=happening, details=frozenset(details))
        assert known(a_finding(verdict, tactic), situation)["threat"] == expected

    def test_of_somebody_they_know_counts_in_other_blackmail_too(self) -> None:
        situation = Situation(happening=Happening.KNOWN_PERSON)
        values = known(a_finding(Verdict.OTHER_EXTORTION, Tactic.NONE), situation)
        assert (values["threat"], values["tactic"]) == ("other", "known_person")

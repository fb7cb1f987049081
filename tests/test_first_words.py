"""The first words of an answer: for every case there are some, and none is too sure."""

from __future__ import annotations

import itertools

import pytest

from bield.records import (
    About,
    Finding,
    Happening,
    IndicatorKind,
    Safety,
    Situation,
    Tactic,
    Verdict,
)
from bield.wording import KINDS, Words, how_sure, of_a_crisis, of_finding, of_what_was_told


def words(
    verdict: Verdict, tactic: Tactic, about: About = About.ME, probability: float = 0.99
) -> Words:
    finding = Finding(
        verdict=verdict,
        tactic=tactic,
        probability=probability,
        certainty=probability,
        reasons=(),
        indicators=(),
    )
    return of_finding(finding, Situation(about=about))


class TestHowSure:
    @pytest.mark.parametrize(
        ("probability", "said"),
        [
            (1.0, "is almost certainly"),
            (0.95, "is almost certainly"),
            (0.94, "is probably"),
            (0.75, "is probably"),
            (0.74, "may be"),
            (0.5, "may be"),
        ],
    )
    def test_is_no_surer_than_the_finding(self, probability: float, said: str) -> None:
        assert how_sure(probability) == said


class TestWords:
    @pytest.mark.parametrize(
        ("verdict", "tactic", "about"), list(itertools.product(Verdict, Tactic, About))
    )
    def test_stand_for_every_finding_and_blame_nobody(
        self, verdict: Verdict, tactic: Tactic, about: About
    ) -> None:
        given = words(verdict, tactic, about)
        assert given.title
        assert given.says
        assert "never share" not in " ".join(given.says)

    @pytest.mark.parametrize(
        ("tactic", "said"),
        [
            (Tactic.BULK_EMAIL, ", and it looks like a mass e-mail"),
            (Tactic.SOCIAL_LURE, ""),
            (Tactic.HACKED_ACCOUNT, " by someone who says they got into an account or a device"),
            (Tactic.KNOWN_PERSON, ", perhaps by someone you know"),
        ],
    )
    def test_name_the_tactic(self, tactic: Tactic, said: str) -> None:
        given = words(Verdict.SEXTORTION, tactic)
        assert given.title == "This is almost certainly sextortion" + said

    def test_speak_to_a_helper_of_another_person(self) -> None:
        given = words(Verdict.SEXTORTION, Tactic.KNOWN_PERSON, About.CHILD)
        assert given.title.endswith("perhaps by someone they know")

    def test_are_no_surer_of_other_blackmail_than_the_finding(self) -> None:
        given = words(Verdict.OTHER_EXTORTION, Tactic.NONE, probability=0.6)
        assert given.title == "This may be blackmail, but not of the sexual kind"

    @pytest.mark.parametrize("happening", Happening)
    def test_stand_for_whatever_somebody_tells(self, happening: Happening) -> None:
        mine, theirs = (
            of_what_was_told(Situation(happening=happening, about=about))
            for about in (About.ME, About.CHILD)
        )
        assert mine.title == theirs.title
        assert mine.says != theirs.says
        assert all(mine.says)

    def test_are_calm_in_a_crisis_and_only_then(self) -> None:
        for safety in Safety:
            for about in About:
                given = of_a_crisis(Situation(safety=safety, about=about))
                if safety in {Safety.SAFE, Safety.UNKNOWN}:
                    assert given is None
                else:
                    assert given is not None
                    assert "!" not in " ".join((given.title, *given.says))

    def test_name_every_kind_of_detail(self) -> None:
        assert set(KINDS) == set(IndicatorKind)

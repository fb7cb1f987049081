"""The finders held against the labelled set: what was promised of them, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from indicator_set import sentences
from indicator_set.score import Detail, Tally, score

from bield.recognise.fold import fold
from bield.recognise.indicators import find_indicators
from bield.records import IndicatorKind

PARTS = ("develop", "held_out")
WITH_CHECKSUM = {
    kind for kind in IndicatorKind if kind.is_wallet and kind is not IndicatorKind.SOLANA
} | {IndicatorKind.IBAN}


def details(text: str) -> Iterator[Detail]:
    """What Bield finds and holds for right."""
    for indicator in find_indicators(text, fold(text)):
        if indicator.valid:
            shown = text[slice(*indicator.span)]
            secret = indicator.kind is IndicatorKind.PASSWORD
            yield indicator.kind.value, shown if secret else indicator.value


@pytest.fixture(scope="module", params=PARTS)
def tallies(request: pytest.FixtureRequest) -> dict[str, Tally]:
    return score(sentences(request.param), details)


class TestIndicatorSet:
    def test_holds_two_thousand_sentences_of_every_kind_and_24_languages(self) -> None:
        every = [s for part in PARTS for s in sentences(part)]
        assert len({s.text for s in every}) >= 2_000
        assert {label.kind for s in every for label in s.labels} == set(IndicatorKind)
        assert len({s.language for s in every}) == 24
        assert len(sentences("held_out")) >= 600

    def test_is_drawn_alike_each_time(self) -> None:
        assert sentences("develop") == sentences("develop")

    def test_every_label_stands_where_it_says(self) -> None:
        for sentence in sentences("develop"):
            for label in sentence.labels:
                if label.kind == "password":
                    assert sentence.text[label.start : label.end] == label.value

    @pytest.mark.parametrize("kind", list(IndicatorKind))
    def test_finds_what_is_there_and_nothing_else(
        self, tallies: dict[str, Tally], kind: IndicatorKind
    ) -> None:
        tally = tallies[kind.value]
        floor = 0.99 if kind in WITH_CHECKSUM else 0.95
        assert tally.precision >= floor, tally.false[:5]
        assert tally.recall >= floor, tally.missed[:5]

"""Marks point at the right words, whatever the spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bield_site.guide.marks import SHOWN_CHARACTERS, Piece, pieces

SPANS = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=8)


class TestPieces:
    def test_mark_the_words_and_nothing_else(self) -> None:
        made = pieces("you must pay me now", [(9, 15)], [])
        assert [(p.text, p.kind) for p in made] == [
            ("you must ", ""),
            ("pay me", "claim"),
            (" now", ""),
        ]

    def test_give_an_overlap_to_the_detail(self) -> None:
        made = pieces("pay 900 USD today", [(0, 17)], [(4, 11)])
        assert [(p.text, p.kind) for p in made] == [
            ("pay ", "claim"),
            ("900 USD", "indicator"),
            (" today", "claim"),
        ]

    def test_join_claims_that_overlap(self) -> None:
        made = pieces("abcdefgh", [(1, 4), (3, 6), (1, 2)], [])
        assert [p.text for p in made if p.kind == "claim"] == ["bcdef"]

    def test_show_signs_that_no_page_may_hold_as_one_that_it_may(self) -> None:
        assert pieces("a\x00b\x1bc\td\n", [], [])[0].text == "a\ufffdb\ufffdc\td\n"

    @given(st.text(max_size=50), SPANS, SPANS)
    def test_put_together_are_the_text_again(
        self, text: str, claims: list[tuple[int, int]], indicators: list[tuple[int, int]]
    ) -> None:
        made = pieces(text, claims, indicators)
        assert len("".join(p.text for p in made)) == len(text)
        for at in range(len(text)):
            inside = any(s <= at < e for s, e in indicators)
            kind = _kind_at(made, at)
            assert (kind == "indicator") == inside
            if not inside:
                assert (kind == "claim") == any(s <= at < e for s, e in claims)


class TestLongText:
    def test_is_cut_around_its_marks_and_says_so(self) -> None:
        text = "a" * 30_000 + "pay me" + "b" * 30_000
        made = pieces(text, [(30_000, 30_006)], [])
        assert [p.kind for p in made] == ["gap", "", "claim", "", "gap"]
        assert made[0].text == "[29,700 characters are not shown here]"
        assert made[2].text == "pay me"

    def test_without_marks_is_shown_from_its_start(self) -> None:
        made = pieces("a" * 50_000, [], [])
        assert next((len(p.text), p.kind) for p in made) == (SHOWN_CHARACTERS, "")
        assert made[1].kind == "gap"

    def test_with_marks_everywhere_stays_within_the_limit(self) -> None:
        spans = [(at, at + 2) for at in range(0, 900_000, 10)]
        made = pieces("abcdefghij" * 90_000, spans, spans)
        assert sum(len(p.text) for p in made if p.kind != "gap") <= SHOWN_CHARACTERS


def _kind_at(made: tuple[Piece, ...], at: int) -> str:
    seen = 0
    for piece in made:
        seen += len(piece.text)
        if at < seen:
            return piece.kind
    raise AssertionError(at)

"""The notation of the phrase files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.facts.lexicon import load_lexicon
from bield.recognise.fold import fold
from bield.recognise.phrases import Matcher, PhraseError
from bield.recognise.tokens import tokens
from bield.records import PhraseBook


def finds(phrase: str, text: str, **classes: tuple[str, ...]) -> str | None:
    """The words that a phrase finds in a text, as they stand there."""
    book = PhraseBook(language="en", classes=classes, phrases={"claim": (phrase,)})
    folded = fold(text)
    matches = Matcher(book).find(tokens(folded))
    if not matches:
        return None
    start, end = folded.span(matches[0].start, matches[0].end)
    return text[start:end]


class TestPrefixes:
    def test_a_word_is_found_behind_what_its_language_writes_onto_it(self) -> None:
        book = PhraseBook(
            language="ar", classes={}, phrases={"claim": ("فيديو",)}, prefixes=("ال", "وال", "ب")
        )
        for word in ("فيديو", "الفيديو", "والفيديو", "بفيديو"):
            assert Matcher(book).find(tokens(fold(word))), word
        assert not Matcher(book).find(tokens(fold("كفيديو")))


class TestNotation:
    @pytest.mark.parametrize(
        ("phrase", "text", "found"),
        [
            ("pay me", "You PAY  me now", "PAY  me"),
            ("pay me", "pay, me", "pay, me"),
            ("pay me", "repay me", None),
            ("film*", "I was filming", "filming"),
            ("(send|share) it", "I share it", "share it"),
            ("(send|pass on) it", "I pass on it", "pass on it"),
            ("send (the|that)? video", "send video", "send video"),
            ("send (the|that)? video", "send that video", "send that video"),
            ("i ..2 video", "I have the video", "I have the video"),
            ("i ..2 video", "I have got the whole video", None),
            ("i ..5 video", "I left. The video", None),
            ("i ..5 video", "I left\n\nthe video", None),
            ("i ..5 video", "I left\nthe video", "I left\nthe video"),
            ("# hours", "in 48 hours", "48 hours"),
            ("don't pay", "dont pay", "dont pay"),
            ("don't pay", "don’t pay", "don’t pay"),
            ("bitcoin", "b i t c o i n", "b i t c o i n"),
            ("bitcoin", "B-i-t-c-o-i-n", "B-i-t-c-o-i-n"),
            ("scam", "phishing@scam.example", None),
            ("録画", "あなたを録画しました", "録画"),
            ("(動画|写真) ..6 (送る|送信)", "その動画を全員に送信します", "動画を全員に送信"),
            ("보내*", "친구들에게 보낼게", "보낼게"),
            ("वीडियो भेज*", "मैं वीडियो भेजूंगा", "वीडियो भेजूंगा"),
            (
                "&7 send friends",
                "your friends will be sent to; I send",
                "friends will be sent to; I send",
            ),
            ("&3 send friends", "friends will all be the ones I send", None),
            ("&6 send friends", "I send. Friends", None),
        ],
    )
    def test_finds(self, phrase: str, text: str, found: str | None) -> None:
        assert finds(phrase, text) == found

    def test_knows_classes_of_words(self) -> None:
        assert finds("i {have} it", "I kept it", have=("have", "kept")) == "I kept it"

    def test_marks_point_into_a_text_that_was_disguised(self) -> None:
        assert finds("my bitcoin wallet", "to my b\u200bitсoin wallet") == "my b\u200bitсoin wallet"

    @pytest.mark.parametrize(
        "broken",
        [
            "",
            "..3 pay",
            "pay ..3",
            "(pay)? me",
            "{nobody} pay",
            "pay ..x",
            "a.b.c",
            "&x pay",
            "&4 pay me?",
        ],
    )
    def test_refuses_a_phrase_that_breaks_the_notation_and_names_it(self, broken: str) -> None:
        book = PhraseBook(language="xx", classes={}, phrases={"claim": (broken,)})
        with pytest.raises(PhraseError, match="xx, claim"):
            Matcher(book)

    def test_every_shipped_phrase_follows_it(self) -> None:
        for book in load_lexicon().books:
            Matcher(book)

    @given(st.text(max_size=300))
    def test_words_of_any_text_stand_in_order_and_apart(self, text: str) -> None:
        folded = fold(text)
        end = 0
        for token in tokens(folded):
            assert end <= token.start < token.end <= len(folded.lower)
            end = token.end

"""What the catalogue says to a person, and what it must never say, sentence by sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bield.facts import load_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bield.records import Wording

PICTURE = re.compile(r"\b(pictures?|images?|nudes?|videos?|photos?)\b", re.IGNORECASE)
HANDLING = re.compile(
    r"\b(screenshots?|cop(y|ies)|forward|send|share|save|store|keep|download|upload|print|show)\b",
    re.IGNORECASE,
)
REFUSAL = re.compile(r"\b(not|never|no|nothing|nobody|don't|without)\b", re.IGNORECASE)
HARMLESS = (
    # Words that name a handling without asking for one.
    "a threat to share private pictures",
    "if you sent someone a picture",
    "if they sent someone a picture",
    "Ask yourself whether the e-mail shows",
    "If anyone ever shows",
    "leave the picture alone",
    "because your pictures and your e-mail may be in it",
)
PROMISES = re.compile(
    r"never (shares?|posts?|releases?|publish\w*|sends?)|always (stops?|goes|moves?)|"
    r"it will (stop|be over|go away|end)|guarantee|\d ?%|per cent|will catch|"
    r"(48|24) hours|nothing will happen|they won't",
    re.IGNORECASE,
)
BLAME = re.compile(
    r"\b(foolish|stupid|silly|careless|naive|should have|shouldn't have|your own fault)\b",
    re.IGNORECASE,
)
METHODS = re.compile(
    r"\b(overdos\w*|hang\w*|rope|pills|jump\w*|suicid\w*|cut yourself|statistics?)\b", re.IGNORECASE
)
JARGON = re.compile(
    r"\b(perpetrators?|offenders?|victims?|NCII|CSAM|grooming|malware|phishing|2FA|MFA|OTP|URL|"
    r"authenticat\w+|credentials?|exfiltrat\w+|pursuant|utilis\w+|commence\w*)\b",
    re.IGNORECASE,
)
MAY_SAY_DELETE = {"report_phishing", "report_junk"}
DELETE_WITHOUT_ASKING = (
    "a deleted one takes the proof with it",
    "the first step to deleting",
    "promise to delete pictures",
    "if the app offers to delete it",
)

QUOTED = re.compile(r"“[^”]*”|\bcalled 2FA\b")
"""What stands on a button or a menu of an app, which nobody can word anew."""

WORDS_A_SENTENCE = 16
WORDS_AT_MOST = 25
GRADE_AT_MOST = 7.0
"""Flesch and Kincaid's school grade: 7 is read at eleven or twelve."""


def wordings() -> Iterator[tuple[str, Wording]]:
    for entry in load_catalogue().advice:
        yield entry.id, entry.wording
        if entry.helper_wording is not None:
            yield f"{entry.id} (helper)", entry.helper_wording


def sentences() -> Iterator[tuple[str, str]]:
    """All that asks something of a person or tells them something: advice, notes, questions."""
    for name, wording in wordings():
        for sentence in (wording.title, wording.why, *wording.how):
            yield name, sentence
    catalogue = load_catalogue()
    for platform in catalogue.platforms.values():
        for topic, note in platform.notes.items():
            for line in note.lines:
                yield f"{platform.id} {topic}", line
    for payment in catalogue.payments.values():
        for line in payment.note.lines:
            yield payment.id, line


def all_that_is_read() -> Iterator[tuple[str, str]]:
    """The same, with the questions and their answers, and what each service is."""
    yield from sentences()
    catalogue = load_catalogue()
    for question in catalogue.questions:
        for text in (question.text, question.hint, question.helper_text, question.helper_hint):
            yield question.id, text
        for option in question.options:
            yield f"{question.id} {option.value}", option.text
            yield f"{question.id} {option.value}", option.helper_text
    for service in catalogue.services.values():
        yield service.id, service.what
        for channel in service.channels:
            yield service.id, channel.label


def without(sentence: str, phrases: tuple[str, ...]) -> str:
    for phrase in phrases:
        sentence = sentence.replace(phrase, "")
    return sentence


def asks_to_handle_a_picture(sentence: str) -> bool:
    plain = without(sentence, HARMLESS)
    return bool(PICTURE.search(plain) and HANDLING.search(plain) and not REFUSAL.search(plain))


def asks_to_pay(sentence: str) -> bool:
    plain = re.sub(r"enough to pay|(you|people|them) into paying|pay back", "", sentence)
    asked = re.search(
        r"\b(pay|give them (the )?money|send (the |them )?money)\b", plain, re.IGNORECASE
    )
    return bool(asked and not REFUSAL.search(plain))


def syllables(word: str) -> int:
    count = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le")
    return max(1, count - silent)


def grade(texts: tuple[str, ...]) -> float:
    words = [word for text in texts for word in re.findall(r"[A-Za-z'’]+", text)]
    return (
        0.39 * len(words) / len(texts)
        + 11.8 * sum(syllables(word) for word in words) / len(words)
        - 15.59
    )


class TestNoSentence:
    def test_asks_anyone_to_copy_keep_or_send_a_nude(self) -> None:
        assert [s for s in sentences() if asks_to_handle_a_picture(s[1])] == []

    def test_asks_anyone_to_pay(self) -> None:
        assert [s for s in sentences() if asks_to_pay(s[1])] == []

    def test_promises_what_nobody_knows(self) -> None:
        assert [s for s in all_that_is_read() if PROMISES.search(s[1])] == []

    def test_blames(self) -> None:
        assert [s for s in all_that_is_read() if BLAME.search(s[1])] == []

    def test_names_a_way_to_die_or_counts_deaths(self) -> None:
        assert [s for s in all_that_is_read() if METHODS.search(s[1])] == []

    def test_asks_anyone_to_delete_what_may_be_proof(self) -> None:
        found = [
            (name, sentence)
            for name, sentence in sentences()
            if name.removesuffix(" (helper)") not in MAY_SAY_DELETE
            and re.search(
                r"\bdelet(e|es|ed|ing)\b",
                plain := QUOTED.sub("", without(sentence, DELETE_WITHOUT_ASKING)),
            )
            and not re.search(r"\b(not|no need|nothing|none|without|can't be undone)\b", plain)
        ]
        assert found == []

    def test_sounds_like_a_form(self) -> None:
        assert [s for s in all_that_is_read() if JARGON.search(QUOTED.sub("", s[1]))] == []

    def test_holds_a_number_or_an_address(self) -> None:
        """An amount such as £85,000 is none; seven digits are."""
        number = re.compile(r"\d(?:[ -]?\d){6}|@|://|www\.|\.org\b")
        assert [s for s in sentences() if number.search(s[1])] == []
        for name, wording in wordings():
            said = " ".join((wording.title, wording.why, *wording.how))
            assert not re.search(r"\d{3}", said), name


class TestTheRules:
    @pytest.mark.parametrize(
        "sentence",
        [
            "Take a screenshot of the nude picture.",
            "Forward the video to the police.",
            "Save the photo on your phone.",
            "Copy every image before it goes.",
        ],
    )
    def test_see_a_sentence_that_asks_for_a_picture(self, sentence: str) -> None:
        assert asks_to_handle_a_picture(sentence)

    @pytest.mark.parametrize(
        "sentence",
        ["Pay them a small sum first.", "You could send them money.", "It is safest to pay."],
    )
    def test_see_a_sentence_that_asks_for_money(self, sentence: str) -> None:
        assert asks_to_pay(sentence)

    def test_hold_in_what_an_app_calls_its_buttons_too(self) -> None:
        assert not JARGON.search(QUOTED.sub("", "Tap “two-factor authentication”."))
        assert JARGON.search(QUOTED.sub("", "Turn on authentication."))


class TestEveryStep:
    def test_has_short_sentences(self) -> None:
        for name, wording in wordings():
            lengths = [len(sentence.split()) for sentence in (wording.why, *wording.how)]
            assert sum(lengths) / len(lengths) < WORDS_A_SENTENCE, (name, lengths)
            assert max(lengths) <= WORDS_AT_MOST, (name, lengths)

    def test_has_a_short_title_that_is_no_sentence(self) -> None:
        for name, wording in wordings():
            assert len(wording.title) <= 72, name
            assert not wording.title.endswith("."), name

    def test_can_be_read_at_eleven_or_twelve(self) -> None:
        for name, wording in wordings():
            assert grade((wording.why, *wording.how)) <= GRADE_AT_MOST, name

    def test_speaks_to_a_helper_of_them_and_not_of_you_who_are_threatened(self) -> None:
        for entry in load_catalogue().advice:
            if entry.helper_wording is not None:
                texts = (entry.helper_wording.title, *entry.helper_wording.how)
                assert not re.search(
                    r"threaten(ed|ing) you\b|blackmailing you\b|your (picture|nude|fault)|you paid",
                    " ".join(texts),
                ), entry.id

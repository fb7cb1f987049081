"""What the advice says, and what it must never say, sentence by sentence."""

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
    for name, wording in wordings():
        for sentence in (wording.title, wording.why, *wording.how):
            yield name, sentence


def without(sentence: str, phrases: tuple[str, ...]) -> str:
    for phrase in phrases:
        sentence = sentence.replace(phrase, "")
    return sentence


def asks_to_handle_a_picture(sentence: str) -> bool:
    plain = without(sentence, HARMLESS)
    return bool(PICTURE.search(plain) and HANDLING.search(plain) and not REFUSAL.search(plain))


def asks_to_pay(sentence: str) -> bool:
    plain = re.sub(r"enough to pay|(you|people|them) into paying", "", sentence)
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
        assert [s for s in sentences() if PROMISES.search(s[1])] == []

    def test_blames(self) -> None:
        assert [s for s in sentences() if BLAME.search(s[1])] == []

    def test_names_a_way_to_die_or_counts_deaths(self) -> None:
        assert [s for s in sentences() if METHODS.search(s[1])] == []

    def test_asks_anyone_to_delete_what_may_be_proof(self) -> None:
        found = [
            (name, sentence)
            for name, sentence in sentences()
            if name.removesuffix(" (helper)") not in MAY_SAY_DELETE
            and re.search(r"\bdelet", plain := without(sentence, DELETE_WITHOUT_ASKING))
            and not re.search(r"\b(not|nothing|none|without)\b", plain)
        ]
        assert found == []

    def test_sounds_like_a_form(self) -> None:
        assert [s for s in sentences() if JARGON.search(s[1])] == []

    def test_holds_a_number_or_an_address(self) -> None:
        assert [s for s in sentences() if re.search(r"\d{3}|@|://|www\.|\.org\b", s[1])] == []


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


class TestServices:
    def test_say_their_hours_only_where_sources_agree(self) -> None:
        services = load_catalogue().services
        # Their pages differ, or nobody was found to say: see the facts file, graded C or «!».
        for name in ("nspcc", "papyrus", "netsafe", "bank_159", "cyber_fraud_hub", "police_101"):
            assert services[name].hours is None, name

    def test_hold_none_whose_number_has_no_source(self) -> None:
        held = " ".join(
            channel.value
            for service in load_catalogue().services.values()
            for channel in service.channels
        )
        for unverified in (
            "0800 160 1985", "0808 500 2222", "0800 555 111", "1800 66 66 66", "50808",
            "1800 247 247", "844-878-2274", "1-888-495-8501", "88247", "0477 13 11 14",
        ):  # fmt: skip
            assert unverified not in held

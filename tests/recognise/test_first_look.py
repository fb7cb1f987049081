"""The first look may be quick, and must never be wrong on the careless side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.facts.lexicon import load_lexicon
from bield.read import UnableToReadError, read
from bield.read.text import text_message
from bield.records import Verdict
from bield.wiring import pipeline

MESSAGES = Path(__file__).resolve().parents[1] / "messages"
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def own() -> Iterator[Path]:
    for index in sorted(MESSAGES.rglob("index.jsonl")):
        for line in index.read_text(encoding="utf-8").splitlines():
            yield index.parent / json.loads(line)["file"]


def words_of_claims() -> list[str]:
    """Words that threats are made of, as the English book has them."""
    (book,) = (b for b in load_lexicon().books if b.language == "en")
    return sorted(
        {w.strip("*") for words in book.classes.values() for w in words if w.strip("*").isalpha()}
    )


class TestTheFirstLook:
    def test_never_passes_over_what_the_whole_look_would_name(self) -> None:
        stages = pipeline()
        passed_over = 0
        for path in own():
            message = read(path.read_bytes())
            if not stages.needs_a_full_look(message):
                passed_over += 1
                assert stages.recognise(message).verdict is Verdict.NOT_SEXTORTION, path
        assert passed_over, "a first look that settles nothing is of no use"

    @given(st.lists(st.sampled_from(words_of_claims()), max_size=60))
    def test_never_passes_over_a_threat_of_whatever_words(self, words: list[str]) -> None:
        message = text_message(" ".join(["the", *words]))
        stages = pipeline()
        if not stages.needs_a_full_look(message):
            assert stages.recognise(message).verdict is Verdict.NOT_SEXTORTION

    @pytest.mark.corpus
    @pytest.mark.skipif(not CORPUS.exists(), reason="the development corpus is not here")
    def test_settles_most_ordinary_mail_and_passes_over_no_threat(self) -> None:
        stages = pipeline()
        looked_at = settled = 0
        for line in (CORPUS / "index.jsonl").read_text(encoding="utf-8").splitlines()[::7]:
            row = json.loads(line)
            try:
                message = read((CORPUS / row["file"]).read_bytes())
            except UnableToReadError:
                continue
            looked_at += 1
            if not stages.needs_a_full_look(message):
                settled += 1
                assert stages.recognise(message).verdict is Verdict.NOT_SEXTORTION, row["file"]
        assert settled > 0.75 * looked_at

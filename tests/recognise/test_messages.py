"""Whole messages, written for these tests: what a person would be told of each.

`develop` and `more` were read while the phrases were written; `unseen` never was, nor was what the
index of `wider` and of each language marks so. Each index line names the verdict a careful person
would give. Where recognition is known to fall short, `known_shortfalls.txt` names the message: it
must still be answered safely, and a message that comes right must be struck off the list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bield.read import UnableToReadError, read
from bield.records import Finding, Tactic, Verdict
from bield.wiring import check, pipeline

MESSAGES = Path(__file__).resolve().parents[1] / "messages"
SHORTFALLS = frozenset((MESSAGES / "known_shortfalls.txt").read_text(encoding="utf-8").split())
THREATS = {Verdict.SEXTORTION, Verdict.OTHER_EXTORTION}


def rows() -> Iterator[tuple[str, Verdict]]:
    languages = sorted(f"languages/{path.name}" for path in (MESSAGES / "languages").iterdir())
    for folder in ("develop", "more", "wider", "unseen", *languages):
        for line in (MESSAGES / folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield f"{folder}/{row['file']}", Verdict(row["verdict"])


def finding(name: str) -> Finding:
    return pipeline().recognise(read((MESSAGES / name).read_bytes()))


class TestMessages:
    @pytest.mark.parametrize(("name", "wanted"), [r for r in rows() if r[0] not in SHORTFALLS])
    def test_gets_the_verdict_that_a_careful_person_gives(self, name: str, wanted: Verdict) -> None:
        got = finding(name)
        if wanted in THREATS:
            assert got.verdict is wanted
        else:
            # That there is no threat in it is what matters; that it is advice is good to know.
            assert got.verdict not in THREATS

    @pytest.mark.parametrize(("name", "wanted"), [r for r in rows() if r[0] in SHORTFALLS])
    def test_known_shortfalls_are_still_short(self, name: str, wanted: Verdict) -> None:
        got = finding(name).verdict
        right = got is wanted if wanted in THREATS else got not in THREATS
        assert not right, "strike it off known_shortfalls.txt"

    def test_shortfalls_stay_few(self) -> None:
        every = [w for _, w in rows() if w is Verdict.SEXTORTION]
        short = [n for n, w in rows() if w is Verdict.SEXTORTION and n in SHORTFALLS]
        flagged = [n for n, w in rows() if w not in THREATS and n in SHORTFALLS]
        assert len(short) <= 0.2 * len(every)
        assert len(flagged) <= 3
        advice = [n for n, w in rows() if w is Verdict.ABOUT_SEXTORTION and n in SHORTFALLS]
        assert advice == [], "advice is never flagged"

    @pytest.mark.parametrize("name", [n for n, _ in rows()])
    def test_marks_and_details_stand_where_they_say_and_no_password_is_said(
        self, name: str
    ) -> None:
        message = read((MESSAGES / name).read_bytes())
        got = pipeline().recognise(message)
        secrets = {message.text[slice(*i.span)] for i in got.indicators if i.kind == "password"}
        for reason in got.reasons:
            start, end = reason.span
            assert 0 <= start < end <= len(message.text)
            assert len(reason.quote) == end - start
            assert not any(s in reason.quote for s in secrets if len(s) > 4)
        for indicator in got.indicators:
            assert 0 <= indicator.span[0] < indicator.span[1] <= len(message.text)
            assert indicator.value not in secrets


class TestTactics:
    @pytest.mark.parametrize(
        ("text", "tactic"),
        [
            (
                "I hacked your computer when you visited a porn site and recorded you with your "
                "webcam. Pay 900 USD in bitcoin to my wallet or all your contacts get the video.",
                Tactic.BULK_EMAIL,
            ),
            (
                "I have your nudes and screenshots of your follower list. Send a £100 steam card "
                "now or I send them to all your followers",
                Tactic.SOCIAL_LURE,
            ),
            (
                "I got into your icloud account and found your private photos in it. Pay me 300 "
                "dollars or I post your nudes online",
                Tactic.HACKED_ACCOUNT,
            ),
            (
                "You left me after all our years together. Come back to me or I will show your "
                "nudes to your mum and your new boyfriend",
                Tactic.KNOWN_PERSON,
            ),
        ],
    )
    def test_tells_how_they_say_they_came_by_it(self, text: str, tactic: Tactic) -> None:
        got = check(text).finding
        assert (got.verdict, got.tactic) == (Verdict.SEXTORTION, tactic)

    def test_extortion_that_is_not_sexual_is_named_as_that(self) -> None:
        got = check(
            "We have encrypted all your files. Pay 2 BTC within 3 days or we publish your "
            "company's data on our site."
        ).finding
        assert got.verdict is Verdict.OTHER_EXTORTION

    def test_is_honest_about_a_language_it_cannot_read(self) -> None:
        georgian = "ჩვენ გავტეხეთ თქვენი კამერა და ჩავწერეთ ვიდეო. გადარიცხეთ თანხა დღესვე."
        got = check(georgian).finding
        assert got.verdict is Verdict.UNSURE
        assert "language" in got.doubts[0]


class TestAPersonWhoTells:
    """Not everybody has the message, or pastes it: many write what is happening to them."""

    @pytest.mark.parametrize(
        "story",
        [
            "I met a girl on Insta, she recorded me on a video call and now wants 300 euros or "
            "she posts it to all my friends. What do I do?",
            "someone is blackmailing me with my nudes",
            "help, he has my nudes and says he'll send them to my mum",
            "My son is being blackmailed on snapchat",
            "Jemand erpresst mich mit Nacktfotos",
            "Alguien me está chantajeando con mis fotos",
        ],
    )
    def test_is_never_told_that_it_does_not_look_like_it(self, story: str) -> None:
        answer = check(story)
        assert answer.finding.verdict is Verdict.UNSURE
        assert "Trust what you know" in answer.finding.doubts[0]
        assert {"evidence", "stop_contact", "report"} <= {s.band for s in answer.plan.steps}


class TestMasking:
    def test_a_text_whose_password_is_masked_gets_the_same_answer(self) -> None:
        from bield.recognise.recogniser import mask

        text = (
            "hunter22x is your password. I recorded you on a porn site. Pay $500 in bitcoin or "
            "I send the video to your friends. hunter22x, remember?"
        )
        first = check(text).finding
        masked = mask(text, first.indicators)
        again = check(masked).finding
        assert "hunter22x" not in masked
        assert (again.verdict, again.tactic, again.probability) == (
            first.verdict, first.tactic, first.probability,
        )  # fmt: skip
        assert [r.quote for r in again.reasons] == [r.quote for r in first.reasons]
        assert again.has(first.indicators[0].kind)


@pytest.mark.corpus
class TestCorpus:
    """The development corpus, where it is on the machine: the figures of the README."""

    def test_real_mail(self, corpus: Path) -> None:
        missed, alarms, advice = [], [], []
        for line in (corpus / "index.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            try:
                message = read((corpus / row["file"]).read_bytes())
            except UnableToReadError:
                continue
            verdict = pipeline().recognise(message).verdict
            if row["file"].startswith("mail/") and row["tactic"] == "bulk_email":
                if verdict is not Verdict.SEXTORTION:
                    missed.append(row["file"])
            elif row["tactic"] == "about_sextortion" and verdict in THREATS:
                advice.append(row["file"])
            elif row["tactic"] == "not_sextortion" and verdict in THREATS:
                alarms.append(row["file"])
        assert (missed, advice) == ([], [])
        assert len(alarms) <= 1

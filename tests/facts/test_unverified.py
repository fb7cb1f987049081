"""What has no source, or sources that contradict each other, is shown to nobody."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

import pytest

from bield import wording
from bield.facts import load_catalogue
from bield.records import Catalogue, Unverified, Wording

if TYPE_CHECKING:
    from bield.records import Note

DIGITS_OF_A_NUMBER = 5
"""From here on digits are compared without what stands between them: 0800 1111, 0800-1111."""


def strings(value: object) -> Iterator[str]:
    """Every text inside a value: records, tables and lists are opened."""
    if isinstance(value, Enum | ModuleType):
        return
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, tuple | list | set | frozenset):
        for inner in value:
            yield from strings(inner)


def of_notes(catalogue: Catalogue) -> Iterator[Note]:
    for platform in catalogue.platforms.values():
        yield from platform.notes.values()
    for payment in catalogue.payments.values():
        yield payment.note


def shown(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text: all of the catalogue that can come before a person."""
    for entry in catalogue.advice:
        for text in strings((entry.wording, entry.helper_wording)):
            yield f"advice {entry.id}", text
    for note in of_notes(catalogue):
        for text in (note.heading, *note.lines):
            yield f"note {note.heading}", text
    for platform in catalogue.platforms.values():
        yield f"platform {platform.id}", platform.name
    for payment in catalogue.payments.values():
        yield f"payment {payment.id}", payment.name
    for service in catalogue.services.values():
        channels = [text for c in service.channels for text in (c.value, c.label, c.dial)]
        for text in (service.name, service.what, service.cost, *channels):
            yield f"service {service.id}", text
    for question in catalogue.questions:
        texts = (question.text, question.hint, question.helper_text, question.helper_hint)
        answers = [t for option in question.options for t in (option.text, option.helper_text)]
        for text in (*texts, *answers):
            yield f"question {question.id}", text
    for heading in catalogue.bands.values():
        yield "heading", heading
    for source in catalogue.sources.values():
        for text in (source.body, source.title):
            yield f"source {source.id}", text


def first_words() -> Iterator[tuple[str, str]]:
    """The same of what stands before a plan."""
    for found in pkgutil.iter_modules(wording.__path__, f"{wording.__name__}."):
        for name, value in vars(importlib.import_module(found.name)).items():
            if not name.startswith("__"):
                for text in strings(value):
                    yield f"wording {name}", text


def plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def digits(text: str) -> str:
    return re.sub(r"(?<=\d)[ ().-]+(?=\d)", "", text)


def holds(text: str, mark: str) -> bool:
    """Tell whether a text has the mark, as whole words and whole numbers, however it is set out."""
    if len(re.sub(r"\D", "", mark)) >= DIGITS_OF_A_NUMBER:
        text, mark = digits(text), digits(mark)
    start = r"(?<![\w])" if mark[0].isalnum() else ""
    end = r"(?![\w])" if mark[-1].isdigit() else ""
    return bool(re.search(start + re.escape(plain(mark)) + end, plain(text)))


def surfacing(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    texts = [*shown(catalogue), *first_words()]
    return [
        (entry.id, where, text)
        for entry in catalogue.unverified
        for mark in entry.looks_like
        for where, text in texts
        if holds(text, mark)
    ]


@pytest.fixture
def planted() -> Unverified:
    return Unverified(
        id="planted",
        about="A helpline",
        says="Its number.",
        looks_like=("0800 555 0000", "8 out of 10"),
        why_not="No page was read.",
    )


class TestNothingUnverified:
    def test_is_shown(self) -> None:
        assert surfacing(load_catalogue()) == []

    def test_is_kept_without_a_word_of_why(self) -> None:
        for entry in load_catalogue().unverified:
            assert entry.looks_like, entry.id
            assert entry.why_not.endswith("."), entry.id

    def test_is_kept_twice(self) -> None:
        marks = [mark for entry in load_catalogue().unverified for mark in entry.looks_like]
        assert sorted(marks) == sorted(set(marks))

    @pytest.mark.parametrize(
        "said",
        [
            "They never share the pictures.",
            "In 80% of cases nothing is shared.",
            "It will be over in 48 hours.",
            "Just ignore it.",
            "The police will catch them.",
            "Set an alert for the video.",
            "Delete your account.",
            "The bank must pay you back.",
            "Call 0800 0260309 now.",
            "This line is 1-800-325-6000.",
        ],
    )
    def test_could_be_said_unseen(self, said: str) -> None:
        marks = [mark for entry in load_catalogue().unverified for mark in entry.looks_like]
        assert any(holds(said, mark) for mark in marks)


class TestWhatIsPlanted:
    """The search finds what it is for, wherever a person could come upon it."""

    @pytest.mark.parametrize("said", ["Call 0800 555 0000.", "Call 08005550000.", "8 OUT of 10."])
    def test_in_advice_is_found(self, planted: Unverified, said: str) -> None:
        catalogue = load_catalogue()
        first = catalogue.advice[0]
        told = replace(first, helper_wording=Wording(title="Help", why="So.", how=(said,)))
        found = surfacing(replace(catalogue, advice=(told,), unverified=(planted,)))
        assert found == [("planted", f"advice {first.id}", said)]

    def test_in_a_note_is_found(self, planted: Unverified) -> None:
        catalogue = load_catalogue()
        payment = catalogue.payments["crypto"]
        note = replace(payment.note, lines=("It comes back for 8 out of 10.",))
        payments = MappingProxyType({"crypto": replace(payment, note=note)})
        found = surfacing(replace(catalogue, payments=payments, unverified=(planted,)))
        assert [(entry, where) for entry, where, _ in found] == [("planted", "note Cryptocurrency")]

    def test_in_a_channel_of_a_service_is_found(self, planted: Unverified) -> None:
        catalogue = load_catalogue()
        service = catalogue.services["childline"]
        channel = replace(service.channels[0], value="0800-555-0000", dial="08005550000")
        services = MappingProxyType({"childline": replace(service, channels=(channel,))})
        found = surfacing(replace(catalogue, services=services, unverified=(planted,)))
        assert {where for _, where, _ in found} == {"service childline"}

    def test_in_a_question_is_found(self, planted: Unverified) -> None:
        catalogue = load_catalogue()
        asked = replace(catalogue.questions[0], hint="8 out of 10 answer it.")
        found = surfacing(replace(catalogue, questions=(asked,), unverified=(planted,)))
        assert [where for _, where, _ in found] == [f"question {asked.id}"]

    def test_in_the_first_words_is_found(
        self, planted: Unverified, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bield.wording.found.YOU_KNOW_BEST", "8 out of 10 know best.")
        found = surfacing(replace(load_catalogue(), unverified=(planted,)))
        assert [where for _, where, _ in found] == ["wording YOU_KNOW_BEST"]

    def test_as_part_of_another_number_is_none(self) -> None:
        assert not holds("0808 808 50101", "0101")
        assert not holds("18555", "8555")
        assert holds("Text 50101 now.", "50101")

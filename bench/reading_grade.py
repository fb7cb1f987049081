"""How hard each text is that the guide shows: its Flesch-Kincaid grade, the hardest first.

    python bench/reading_grade.py            the hardest forty, the mean and the most
    python bench/reading_grade.py --all      every text

A grade is a school year of the United States: 8 is read at thirteen or fourteen. The formula
counts words a sentence and syllables a word, so that a few words mislead it: «Contact Instagram»
has grade 20. Therefore a text is graded as a whole — a step with its title, its reason and all its
sentences — and beside it each of its sentences that has eight words or more. Texts with fewer words
than that, such as the answers «Yes, by PayPal», are not graded: `ungraded` counts them.

Names are left as they are, though nobody can choose a shorter one: «Suspicious Email Reporting
Service» costs what it costs, and a sentence around it must be short. Dashes of quoted words and
brackets are read as they stand.
"""

from __future__ import annotations

import re
import statistics
import string
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

import textstat  # type: ignore[import-untyped]

from bield import wording
from bield.cli.guided import words as guided
from bield.facts import load_catalogue
from bield.records import Note, Wording
from bield_site.guide import record_words

AT_MOST = 8.0
"""The grade that no text is above."""
WORDS_AT_LEAST = 8
"""A sentence of fewer words is graded within its text only."""
SHOWN = 40

_PLACEHOLDERS = {
    "whom": "you",
    "is_so": "is probably",
    # Of `bield keep`: what the person named, or a number.
    **dict.fromkeys(("name", "path", "value", "typed", "said", "what", "why", "folder"), "notes"),
    **dict.fromkeys(("count", "number", "root"), "30"),
    **dict.fromkeys(("example", "today"), "3 May 2026"),
}
_LABELS = frozenset({"KINDS"})
"""Of `wording`: names of details, no sentences."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text that a person reads, or one sentence of it."""

    name: str
    sentences: tuple[str, ...]

    @property
    def words(self) -> int:
        return sum(len(sentence.split()) for sentence in self.sentences)

    @property
    def whole(self) -> str:
        return " ".join(_ended(sentence) for sentence in self.sentences)

    @property
    def grade(self) -> float:
        return float(textstat.flesch_kincaid_grade(self.whole))


def _ended(sentence: str) -> str:
    """With a full stop where a heading or an answer has none: the formula counts them."""
    return sentence if sentence.rstrip("”").endswith((".", "!", "?")) else f"{sentence}."


def texts() -> Iterator[Text]:
    """Every text of the guide, as a whole."""
    catalogue = load_catalogue()
    for entry in catalogue.advice:
        yield _step(f"advice {entry.id}", entry.wording)
        if entry.helper_wording is not None:
            yield _step(f"advice {entry.id} (helper)", entry.helper_wording)
    for platform in catalogue.platforms.values():
        for topic, note in platform.notes.items():
            yield _note(f"platform {platform.id} {topic}", note)
    for payment in catalogue.payments.values():
        yield _note(f"payment {payment.id}", payment.note)
    for question in catalogue.questions:
        yield Text(f"question {question.id}", _told(question.text, question.hint))
        if (question.helper_text, question.helper_hint) != (question.text, question.hint):
            yield Text(
                f"question {question.id} (helper)",
                _told(question.helper_text, question.helper_hint),
            )
        for option in question.options:
            yield Text(f"answer {question.id} {option.value}", (option.text,))
            if option.helper_text != option.text:
                yield Text(f"answer {question.id} {option.value} (helper)", (option.helper_text,))
    for service in catalogue.services.values():
        yield Text(f"service {service.id}", (service.what,))
    for called, module in (("wording", wording), ("keep", guided), ("record", record_words)):
        for name, value in vars(module).items():
            if name in _LABELS or name.startswith("__") or not (name.isupper() or name[0] == "_"):
                continue
            for place, said in enumerate(_strings(value), start=1):
                yield Text(f"{called} {name} {place}", tuple(_sentences(said)))


def graded() -> Iterator[Text]:
    """What is held to the grade: each text as a whole, and each sentence that is long enough."""
    seen: set[str] = set()
    for text in texts():
        parts = [
            Text(f"{text.name}, sentence", (sentence,))
            for whole in text.sentences
            for sentence in _sentences(whole)
        ]
        for each in (text, *parts):
            if each.words >= WORDS_AT_LEAST and each.whole not in seen:
                seen.add(each.whole)
                yield each


def _step(name: str, said: Wording) -> Text:
    return Text(name, (said.title, said.why, *said.how))


def _note(name: str, note: Note) -> Text:
    return Text(name, note.lines)


def _told(text: str, hint: str) -> tuple[str, ...]:
    return (text, *_sentences(hint))


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+|(?<=[.!?]”)\s+", text.strip()) if part]


def _strings(value: object) -> Iterator[str]:
    """Every text in a constant, with its placeholders filled."""
    if isinstance(value, str):
        if " " in value:
            named = [field for _, field, _, _ in string.Formatter().parse(value) if field]
            yield value.format(**{name: _PLACEHOLDERS[name] for name in named})
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _strings(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))


def main() -> None:
    found = sorted(graded(), key=lambda text: -text.grade)
    everything = list(texts())
    wholes = [text for text in found if not text.name.endswith(", sentence")]
    for text in found if "--all" in sys.argv else found[:SHOWN]:
        mark = "  " if text.grade <= AT_MOST else "! "
        print(f"{mark}{text.grade:5.2f}  {text.name}: {text.whole[:160]}")
    grades = [text.grade for text in wholes]
    sentences = [text.grade for text in found if text.name.endswith(", sentence")]
    above = sum(text.grade > AT_MOST for text in found)
    print(
        f"\n{len(wholes)} texts: grade {statistics.mean(grades):.1f} on average, "
        f"{max(grades):.1f} at most; {len(sentences)} of their sentences: "
        f"{statistics.mean(sentences):.1f}, {max(sentences):.1f}. "
        f"Above {AT_MOST:.0f}: {above} (asked: none). "
        f"Too few words to grade: {sum(text.words < WORDS_AT_LEAST for text in everything)}."
    )


if __name__ == "__main__":
    main()

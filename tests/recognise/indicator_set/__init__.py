"""A labelled set of sentences as people receive them, with what each holds and what it only
seems to hold.

`held_out.txt` was written before the finders were mended, and not read while they were;
`develop.txt` was read. One line is one sentence, under the language that it is in; braces mark
a detail:

    {bitcoin}                a fresh address, right by its checksum
    {bitcoin stars}          … mangled as senders do: halves, stars, spaces, zero-width, lookalikes
    {amount EUR #|# €}       the label, a bar, the words; # is a number, as the language writes it
    {deadline 2 days|zwei Tagen}
    {phone +DE}, {phone GB}  a number of that country, written for abroad or for at home
    {handle @}               a user name, with its sign
    {!bitcoin}               what only looks like one: an address with one letter changed
    12× …                    drawn 12 times, each time with other details; other lines 4 times

What counts, where a careful reader might doubt it:

- An amount is any number with a currency, in an advertisement too; a percentage, a year and a
  weight are none. Words that several currencies share keep their name: «500 pesos» is
  `pesos 500`, «500 kr» is `kr 500`.
- A deadline is the time left to the reader to pay or to do what is asked; how long something
  takes, took or lasts is none, nor are opening hours.
- A handle is a name with a word for its network or for getting in touch; who is only addressed
  («Thanks @jonas») is none, nor is a decorator.
- No password of the set ends in a mark that ends a sentence too: «letmein!» cannot be told from
  «letmein» said aloud.
- A phone number counts where it is written for abroad, or at home in Britain, or in North America
  behind a word for phones: nothing else tells its country.
- A web address has a scheme, `www.` or a path.
- An address whose checksum fails is none, though Bield shows it as mistyped beside a word for
  wallets.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indicator_set import decoys, details

HERE = Path(__file__).parent
_SLOT = re.compile(r"\{(?P<kind>!?\w+)(?P<label>[^|{}]*)(?:\|(?P<words>[^{}]*))?\}")
_TIMES = re.compile(r"(\d+)× ")
_COPIES = 4
_SEED = 20_240_117


@dataclass(frozen=True, slots=True)
class Label:
    kind: str
    value: str
    """For a password the password itself: what the finder gives is a mask."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    language: str
    text: str
    labels: tuple[Label, ...]


def sentences(part: str) -> list[Sentence]:
    """Give the sentences of `held_out` or `develop`, the same each time, none twice."""
    kept: dict[str, Sentence] = {}
    for language, times, line in _lines(part):
        for copy in range(times):
            # Seeded by the line itself, so that a new line changes no other.
            chance = random.Random(f"{_SEED} {language} {copy} {line}")  # noqa: S311 -- no secret
            sentence = _drawn(language, line, chance)
            kept.setdefault(sentence.text, sentence)
    return list(kept.values())


def _lines(part: str) -> Iterator[tuple[str, int, str]]:
    language = ""
    for line in (HERE / f"{part}.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("//"):
            continue
        if heading := re.fullmatch(r"\[(\w\w)\]", line):
            language = heading[1]
        else:
            times = _TIMES.match(line)
            said = line[times.end() :] if times else line
            yield language, int(times[1]) if times else _COPIES, said.replace("\\n", "\n")


def _drawn(language: str, line: str, chance: random.Random) -> Sentence:
    text = ""
    labels = []
    at = 0
    for slot in _SLOT.finditer(line):
        text += line[at : slot.start()]
        at = slot.end()
        kind, label = slot["kind"], slot["label"].strip()
        if kind.startswith("!"):
            text += decoys.draw(kind[1:], chance)
            continue
        value, words = details.draw(
            kind, label, slot["words"], chance=chance, language=language, before=text
        )
        labels.append(Label(kind, value, len(text), len(text) + len(words)))
        text += words
    return Sentence(language, text + line[at:], tuple(labels))

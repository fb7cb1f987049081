"""A record as its page shows it: what is in it, group by group, each with the number it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bield.hand_over.chronology import day_in_words
from bield.hand_over.naming import AGES, COUNTRIES, KINDS, WAYS, what_of
from bield.records import Age, Country, Moment, Words, shown
from bield.records.unseen import shown_sentences
from bield_site.guide import record_words

if TYPE_CHECKING:
    from bield.records import Case, Exhibit, Said, Transfer
    from bield_site.operations.recording import Kept, Question, Sealed

_SHOWN = 100
"""Lines of a group that are shown; all stand in the record."""
_SHORT = 300
"""Signs of a text that are shown."""
_FIGURES = 8
"""Of a hash: enough to compare by eye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing in the record."""

    entry: int
    """Its number there; 0 of what is put together from several."""
    text: str
    """In somebody's words, with nothing hidden in it."""
    says: tuple[str, ...] = ()
    """What it is, beginning with its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    heading: str
    lines: tuple[Line, ...]
    more: int
    """How many more there are than are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A detail that was found, to be ticked if it is theirs."""

    value: str
    """As the form sends it."""
    kind: str
    text: str
    doubt: str


def groups(sealed: Sealed) -> tuple[Group, ...]:
    """Give what is in a record, without groups in which there is nothing."""
    case = sealed.case
    found = (
        ("Messages and files", map(_exhibit, case.exhibits)),
        ("What happened", map(_said, case.story)),
        ("How they can be found", _details(case)),
        ("Money", map(_transfer, case.transfers)),
        ("What stays where it is", map(_said, case.not_copied)),
        ("Who is threatened", _person(case)),
        ("What is wrong", map(_said, case.corrections)),
    )
    made = (_group(heading, lines) for heading, lines in found)
    return tuple(group for group in made if group.lines)


def number_of(root: str) -> str:
    """Give the number of a file as people read it out: «58ff ac7b»."""
    return f"{root[:4]} {root[4:_FIGURES]}"


def not_taken(kept: Kept) -> list[tuple[str, str]]:
    """Give what is not in the record, by name, each with why and what to do."""
    return [
        (shown(one.name) or record_words.PASTED, record_words.WHY[one.why])
        for one in kept.not_taken
    ]


def ticks(questions: Iterable[Question]) -> tuple[Tick, ...]:
    """Give what was found and may be theirs."""
    return tuple(
        Tick(
            value=f"{q.kind.value}:{q.value}",
            kind=KINDS[q.kind],
            text=shown(q.value),
            doubt="" if q.sure else "It may be misspelt: look again.",
        )
        for q in questions
    )


def choices(sealed: Sealed) -> Iterator[tuple[int, str]]:
    """Give what can be corrected: the number and what it is, in a few words."""
    told: set[int] = set()
    for group in groups(sealed):
        for line in group.lines:
            if line.entry not in told and group.heading != "What is wrong":
                told.add(line.entry)
                yield line.entry, f"{line.entry}. {_short(line.text, 50)}"


def _group(heading: str, lines: Iterable[Line]) -> Group:
    every = tuple(_numbered(line) for line in lines)
    return Group(heading=heading, lines=every[:_SHOWN], more=max(0, len(every) - _SHOWN))


def _numbered(line: Line) -> Line:
    return replace(line, says=(f"Number {line.entry}", *line.says)) if line.entry else line


def _exhibit(exhibit: Exhibit) -> Line:
    says = [f"{what_of(exhibit)}, {_size(exhibit.size)}"]
    if exhibit.words is not Words.GIVEN or exhibit.original_sha256:
        says.append("only its words: there was more in it than words")
    says.append(f"its mark is {number_of(exhibit.sha256)}")
    return Line(entry=exhibit.entry, text=_short(exhibit.name), says=tuple(says))


def _said(said: Said) -> Line:
    return Line(entry=said.entry, text=_short(said.text), says=_when(said.when))


def _details(case: Case) -> Iterator[Line]:
    for detail in case.offender.details:
        says = [KINDS[detail.kind].lower()]
        if detail.where:
            says.append(f"on {shown(detail.where)}")
        if detail.words is not Words.OWN:
            says.append("found in a message")
        yield Line(entry=detail.entry, text=_short(detail.value), says=tuple(says))


def _transfer(transfer: Transfer) -> Line:
    demand = transfer.demand
    sent = "sent" if demand.gone else "asked for"
    way = WAYS.get(demand.way, "another way")
    sums = f"{demand.amount} {demand.currency}".strip()
    says = [f"{sent}, by {way}"]
    if demand.reference:
        says.append(f"number {shown(demand.reference)}")
    return Line(
        entry=demand.entry,
        text=_short(", to ".join(filter(None, (sums, demand.to))) or transfer.text or way),
        says=(*says, *_when(demand.when)),
    )


def _person(case: Case) -> Iterator[Line]:
    person = case.person
    age = "" if person.age is Age.UNKNOWN else f"{AGES[person.age]} years"
    country = "" if person.country is Country.UNKNOWN else COUNTRIES[person.country]
    said = (person.name, person.contact, person.address, age, country)
    if any(said):
        yield Line(entry=0, text=_short("; ".join(filter(None, said))))


def _when(when: Moment | None) -> tuple[str, ...]:
    if when is None or not (when.at or when.raw):
        return ()
    return (day_in_words(when) if when.at else shown(when.raw),)


def _size(size: int) -> str:
    return f"{size:,} bytes" if size < 2_000 else f"{size / 1_000:,.0f} kB"


def _short(text: str, most: int = _SHORT) -> str:
    plain = " ".join(shown_sentences(text).split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0]} …"

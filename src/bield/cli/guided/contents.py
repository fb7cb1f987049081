"""What is in a record, for reading; and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from bield.cli.guided import words
from bield.cli.guided.keeping_it import Keeping
from bield.cli.guided.typed_answers import short
from bield.hand_over.naming import AGES, COUNTRIES, KINDS, WAYS
from bield.keep import Entry
from bield.recording import correct
from bield.records import Age, Country, DetailKind, Paid

_SHOWN = 200
_LONGEST = 160


def show_contents(keeping: Keeping) -> tuple[int, ...]:
    """Show what is in a record.

    Returns:
        The numbers that were shown; none where there is nothing in it.
    """
    lines = list(_lines(keeping.entries()))
    keeping.talk.gap()
    keeping.talk.say(words.CONTENTS if lines else words.NOTHING_YET)
    if len(lines) > _SHOWN:
        keeping.talk.say(words.FIRST_ARE_LEFT_OUT.format(count=len(lines) - _SHOWN))
    for number, text in lines[-_SHOWN:]:
        keeping.talk.say(text, indent="       ", first=f"{number:>5}  ")
    return tuple(number for number, _ in lines)


def ask_what_is_wrong(keeping: Keeping, numbers: Sequence[int]) -> None:
    """Ask what is wrong with it. What was there stays, and what is right stands beside it.

    Raises:
        EndedError: They stop.
    """
    talk = keeping.talk
    typed = talk.ask(words.WRONG)
    while typed:
        number = int(typed) if typed.isdecimal() and len(typed) < 7 else 0
        if number not in numbers:
            typed = talk.ask(words.WRONG_NUMBER)
            continue
        if said := talk.ask(words.WHAT_IS_WRONG):
            keeping.note(partial(correct, number=number, text=said, keeper=keeping.keeper))
        typed = talk.ask(words.WRONG_MORE)


def _lines(entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    for entry in entries:
        text = _text(entry)
        if text:
            yield int(entry["n"]), text


def _text(entry: Entry) -> str:
    """Give what was added, in a line; nothing of what a program made beside it."""
    said = {name: str(value) for name, value in entry.items()}
    match said["kind"]:
        case "item":
            return f"{said.get('what', 'a file')}: {short(said['name'], _LONGEST)}"
        case "note":
            return f"what happened: {short(said['text'], _LONGEST)}"
        case "detail":
            return _detail(said)
        case "payment":
            return _payment(said, gone=entry.get("gone") is True, when=entry.get("when"))
        case "placeholder":
            return f"not copied: {short(said['text'], _LONGEST)}"
        case "person":
            return _person(said)
        case "correction":
            return f"wrong in {said['of']}: {short(said['text'], _LONGEST)}"
    return ""


def _detail(said: dict[str, str]) -> str:
    kind = KINDS[DetailKind(said["what"])] if said["what"] in set(DetailKind) else said["what"]
    on = f" on {short(said['where'])}" if said.get("where") else ""
    return f"theirs, {kind[:1].lower()}{kind[1:]}{on}: {short(said['value'], _LONGEST)}"


def _payment(said: dict[str, str], *, gone: bool, when: object) -> str:
    way = WAYS.get(Paid(said["way"]), "another way") if said["way"] in set(Paid) else said["way"]
    sums = f"{said.get('amount', '')} {said.get('currency', '')}".strip()
    parts = [
        f"money {'sent' if gone else 'asked for'}, by {way}",
        sums,
        f"to {short(said['to'])}" if said.get("to") else "",
        f"number {short(said['reference'])}" if said.get("reference") else "",
        short(str(when["raw"])) if isinstance(when, dict) and when.get("raw") else "",
    ]
    return ", ".join(part for part in parts if part)


def _person(said: dict[str, str]) -> str:
    age = AGES[Age(said["age"])] if said.get("age") in set(Age) else ""
    country = COUNTRIES[Country(said["country"])] if said.get("country") in set(Country) else ""
    parts = (said.get("name", ""), said.get("contact", ""), age, country)
    return f"you: {', '.join(short(part) for part in parts if part)}"

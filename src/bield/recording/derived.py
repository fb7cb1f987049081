"""What a program makes of an item: its words, what it says of itself, the wallets in it.

Words that stand in it as letters (`read`) and words recognised in a picture (`ocr`) are never in
one file. Nothing here changes the item.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bield.pipeline import Pipeline
from bield.ports import Eyes
from bield.read import NothingToReadError, UnableToReadError
from bield.read.kinds import Kind, kind_of
from bield.read.metadata import Fact, as_json, metadata_of
from bield.read.packed_text import words_only
from bield.read.seen import MAX_READ_OFF, READ_OFF, code_lines
from bield.read.text import MAX_CHARACTERS
from bield.recognise import Check
from bield.records import DetailKind, Format, Indicator, IndicatorKind, Message, Words

_APART = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that was made of an item, and is not yet in the record."""

    name: str
    data: bytes
    what: str
    words: Words
    tool: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """One file of words, and the messages that it is made of."""

    file: Made
    messages: Sequence[Message]


@dataclass(slots=True, kw_only=True)
class Derived:
    """All that was made of an item."""

    files: list[Made] = field(default_factory=list)
    telling: list[Fact] = field(default_factory=list)
    """What of it may tell of the person."""
    found: list[Indicator] = field(default_factory=list)
    """Details that are the offender's or the person's own: nobody but the person can say."""
    senders: list[str] = field(default_factory=list)
    """Addresses that a mail says it is from, where it is not from the one that it is to."""
    notes: list[str] = field(default_factory=list)


def derive(data: bytes, *, stages: Pipeline, eyes: Eyes | None, made_by: str) -> Derived:
    """Make of an item what can be made of it.

    Args:
        data: The item.
        stages: What reads and recognises.
        eyes: What reads pictures; `None` where none may be looked at.
        made_by: The program and its version.
    """
    derived = Derived()
    kind = kind_of(data)
    pictures = [("", data)] if kind is Kind.PICTURE else list(_pictures(data, kind))
    reads = [] if kind is Kind.PICTURE else list(_letters(derived, data, stages, eyes, made_by))
    if eyes is not None:
        reads += _pictured(derived, pictures[:MAX_READ_OFF], stages, eyes, made_by)
    derived.files += [read.file for read in reads]
    _add_facts(derived, metadata_of(data, paper=stages.paper), made_by)
    _add_rows(derived, list(_rows(derived, reads, stages)), made_by)
    derived.notes = list(dict.fromkeys(derived.notes))
    return derived


def derive_from_mail(
    mail: bytes, words: bytes, name: str, *, stages: Pipeline, made_by: str
) -> Derived:
    """Make of a mail what can be made of it, where only its words are kept.

    Args:
        mail: The mail, which is not kept.
        words: What is kept in its place.
        name: What that is called.
        stages: What reads and recognises.
        made_by: The program and its version.
    """
    derived = Derived()
    facts = [
        Fact(fact.label, words_only(fact.value), fact.tells)
        for fact in metadata_of(mail, paper=stages.paper)
    ]
    _add_facts(derived, facts, made_by)
    kept = Made(name=name, data=words, what="words", words=Words.READ, tool="")
    text = Message(format=Format.TEXT, text=words.decode("utf-8", "replace")[:MAX_CHARACTERS])
    _add_rows(derived, list(_rows(Derived(), [_Read(kept, [text])], stages)), made_by)
    # Its headers name the person too: of what is asked about only the letter itself is searched.
    list(_rows(derived, list(_letters(derived, mail, stages, None, made_by)), stages))
    derived.notes = list(dict.fromkeys(derived.notes))
    return derived


def _add_facts(derived: Derived, facts: Sequence[Fact], made_by: str) -> None:
    if facts:
        derived.files.append(
            Made(
                name="metadata.json",
                data=as_json(facts),
                what="metadata",
                words=Words.READ,
                tool=f"{made_by}, metadata",
            )
        )
    derived.telling = [fact for fact in facts if fact.tells]


def _add_rows(derived: Derived, rows: Sequence[Mapping[str, object]], made_by: str) -> None:
    if rows:
        recognised = any(row["words"] == Words.OCR.value for row in rows)
        derived.files.append(
            Made(
                name="indicators.json",
                data=(json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode(),
                what="indicators",
                words=Words.OCR if recognised else Words.READ,
                tool=f"{made_by}, recognise",
                notes=tuple(f"read {r['read']}, meant {r['value']}" for r in rows if "read" in r),
            )
        )


def _letters(
    derived: Derived, data: bytes, stages: Pipeline, eyes: Eyes | None, made_by: str
) -> Iterator[_Read]:
    """The words that stand in it as letters; of a scanned document those recognised in it."""
    messages: list[Message] = []
    words, tool = Words.READ, f"{made_by}, read"
    for _, message in stages.read_all(data):
        if isinstance(message, Message):
            messages.append(message)
        elif isinstance(message, NothingToReadError) and eyes is not None:
            looked = [m for _, m in stages.read_all(data, eyes=eyes) if isinstance(m, Message)]
            if any(READ_OFF in m.notes for m in looked):
                words, tool = Words.OCR, f"{made_by}, tesseract"
            messages += looked
        else:
            derived.notes.append(str(message))
    if messages:
        derived.senders += [m.sender for m in messages if m.sender and not m.claims_own_address]
        yield _read("words.txt", messages, words, tool)


def _pictured(
    derived: Derived,
    pictures: Sequence[tuple[str, bytes]],
    stages: Pipeline,
    eyes: Eyes,
    made_by: str,
) -> Iterator[_Read]:
    """The words recognised in pictures, and, apart from them, what codes in them say."""
    said: list[Message] = []
    codes: list[str] = []
    notes: list[str] = []
    by = ""
    for name, picture in pictures:
        try:
            seen = eyes.look(picture)
        except UnableToReadError as refusal:
            notes.append(f"«{name}»: {refusal}" if name else str(refusal))
            continue
        by = by or seen.by
        notes += seen.notes
        codes += code_lines(seen.codes)
        if seen.words.strip():
            said.append(stages.read_words(f"{name}:\n{seen.words}" if name else seen.words))
    derived.notes += notes
    if said:
        derived.notes.append(READ_OFF)
        name = "words.txt" if pictures and not pictures[0][0] else "words-in-pictures.txt"
        yield _read(name, said, Words.OCR, by or f"{made_by}, a program that reads pictures")
    if codes:
        tool = f"{made_by}, zxing-cpp"
        yield _read("codes.txt", [stages.read_words("\n".join(codes))], Words.READ, tool)


def _read(name: str, messages: Sequence[Message], words: Words, tool: str) -> _Read:
    text = _APART.join(message.text for message in messages)
    made = Made(
        name=name,
        data=text.encode("utf-8", "backslashreplace"),
        what="words",
        words=words,
        tool=tool,
        notes=tuple(note for message in messages for note in message.notes),
    )
    return _Read(made, messages)


def _pictures(data: bytes, kind: Kind) -> Iterator[tuple[str, bytes]]:
    """The pictures that are attached to a mail."""
    if kind is Kind.OUTLOOK:
        from bield.read.outlook import open_outlook as open_letter
    elif kind is Kind.MAIL:
        from bield.read.mail import open_mail as open_letter
    else:
        return
    try:
        letter = open_letter(data)
    except UnableToReadError:
        return  # why is told where its words are read
    for one in letter.everything():
        for enclosure in one.enclosures:
            if enclosure.is_picture:
                yield enclosure.called, enclosure.data


def _rows(
    derived: Derived, reads: Sequence[_Read], stages: Pipeline
) -> Iterator[dict[str, object]]:
    """The wallets and IBANs whose check figures are right; the other details go to `found`."""
    told: set[str] = set()
    asked: set[tuple[IndicatorKind, str]] = set()
    for read in reads:
        start = 0
        for message in read.messages:
            mended = stages.misread(message.text) if read.file.words is Words.OCR else ()
            for one in mended:
                if one.meant not in told:
                    told.add(one.meant)
                    derived.notes.append(
                        f"In the picture «{one.read}» was read, and «{one.meant}» is meant: its "
                        "check figures are right in this one reading. Compare it with the picture."
                    )
                    yield _row(one.kind, one.meant, one.span, start, read.file) | {"read": one.read}
            for indicator in stages.recognise(message).indicators:
                value = indicator.value
                if any(_meet(one.span, indicator.span) for one in mended):
                    continue
                if indicator.valid and _is_proven(indicator, stages):
                    if value not in told:
                        told.add(value)
                        yield _row(indicator.kind, value, indicator.span, start, read.file)
                elif detail_kind(indicator.kind) and (indicator.kind, value) not in asked:
                    asked.add((indicator.kind, value))
                    derived.found.append(indicator)
            start += len(message.text) + len(_APART)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_proven(indicator: Indicator, stages: Pipeline) -> bool:
    kind = detail_kind(indicator.kind)
    return kind is not None and stages.checked(kind, indicator.value)[0] is Check.RIGHT


def _row(
    kind: IndicatorKind, value: str, span: tuple[int, int], start: int, file: Made
) -> dict[str, object]:
    detail = detail_kind(kind)
    return {
        "kind": (detail or DetailKind.OTHER).value,
        "type": kind.value,
        "value": value,
        "span": [span[0] + start, span[1] + start],
        "in": file.name,
        "words": file.words.value,
    }


def detail_kind(kind: IndicatorKind) -> DetailKind | None:
    """Give as which detail an indicator is kept; `None` of those that are none: sums, deadlines,
    passwords."""
    return DetailKind.WALLET if kind.is_wallet else _KINDS.get(kind)


_KINDS = {
    IndicatorKind.IBAN: DetailKind.BANK_ACCOUNT,
    IndicatorKind.UK_BANK_ACCOUNT: DetailKind.BANK_ACCOUNT,
    IndicatorKind.EMAIL: DetailKind.EMAIL,
    IndicatorKind.PHONE: DetailKind.PHONE,
    IndicatorKind.URL: DetailKind.LINK,
    IndicatorKind.HANDLE: DetailKind.ACCOUNT,
    IndicatorKind.MTCN: DetailKind.REFERENCE,
    IndicatorKind.MONEYGRAM: DetailKind.REFERENCE,
}

"""The parts of a statement that prove: exhibits, what was not copied, corrections, how to check."""

from __future__ import annotations

from collections.abc import Iterator

from bield.hand_over.chronology import clock_in_words
from bield.hand_over.naming import NOT_KNOWN, exhibit_name, what_of
from bield.hand_over.statement_cells import in_line, noted, or_not_known, sealed_on
from bield.records import Case, Derived, Exhibit, Words
from bield.records.statement import (
    Block,
    Commands,
    Given,
    Heading,
    Paragraph,
    Part,
    Passage,
    QrCode,
    Table,
)

MAX_READ_CHARACTERS = 6_000
"""Of the words that a program read in one exhibit: the rest is in the record."""
NO_ROOT = "ROOT"
"""What stands in a command where there is none that can be typed."""
_TYPED = 32
"""Figures of the root in a command: enough that no other record has them."""
_MAX_IN_ALL = 200_000
"""Of all such words together: some 80 pages."""


def exhibits(case: Case) -> Iterator[Block]:
    """List the exhibits with their hashes, and what a program read in them."""
    yield Heading("Exhibits")
    if not case.exhibits:
        yield Paragraph("There are none in the record.")
        return
    yield Paragraph(
        "Each file was hashed before anything looked into it, and is in the sealed file as it was "
        "given."
    )
    yield Table(
        head=("Exhibit", "What it is"),
        widths=(3, 17),
        rows=tuple((exhibit_name(case, one.number), tuple(_exhibit(one))) for one in case.exhibits),
    )
    yield from _read_by_programs(case)


def _exhibit(one: Exhibit) -> Iterator[Part]:
    yield Given(one.name or "(no name)")
    yield f"{what_of(one).capitalize()}, {one.size:,} bytes, entry {one.entry}."
    if one.words is Words.READ:
        yield (
            "This is not the file itself. A picture was in that, so it was not copied. This is "
            "what a program kept of it."
        )
    if one.how:
        yield "How it came, in the person's own words:"
        yield Given(one.how)
    if one.when is not None:
        yield f"When it came: {in_line(one.when)}"
        if one.when.raw:
            yield Given(f"«{one.when.raw}»")
    yield f"Put into the record on {clock_in_words(one.added_at)}."
    yield "SHA-256:"
    yield Given(one.sha256 or NOT_KNOWN, exact=True)
    if one.original_sha256:
        yield "SHA-256 of the file that was not copied:"
        yield Given(one.original_sha256, exact=True)
    yield "In the sealed file it is at:"
    yield Given(one.path, exact=True)


def _read_by_programs(case: Case) -> Iterator[Block]:
    for n, (one, derived, text) in enumerate(printed_words(case)):
        if n == 0:
            yield Heading("Words that a program read in the exhibits")
            yield Paragraph(
                "A program can make mistakes, above all with words in pictures. The exhibit itself "
                "counts."
            )
        yield Passage(
            words=derived.words,
            label=_label(exhibit_name(case, one.number), derived.words),
            text=text,
            after=_goes_on(len(text), derived) if len(text) < len(derived.text) else "",
        )


def printed_words(case: Case) -> Iterator[tuple[Exhibit, Derived, str]]:
    """Give what programs read in the exhibits, and how much of it is printed."""
    left = _MAX_IN_ALL
    for one in case.exhibits:
        for derived in one.derived:
            if derived.what == "words" and derived.text.strip():
                text = derived.text[: min(MAX_READ_CHARACTERS, left)]
                left -= len(text)
                yield one, derived, text


def _label(name: str, words: Words) -> str:
    if words is Words.OCR:
        return f"Exhibit {name}. Recognised in a picture by a program: it may have errors."
    return f"Exhibit {name}. Read in it by a program."


def not_copied(case: Case) -> Iterator[Block]:
    """Say what was not copied, and where it is."""
    yield Heading("What was not copied, and where it is")
    if not case.not_copied:
        yield Paragraph("The record names nothing that was not copied.")
        return
    yield Paragraph(
        "These exist, or existed, and nothing of them is in the record. Somebody in a picture or a "
        "video may be under 18, or it was left where it is for another reason."
    )
    for number, said in enumerate(case.not_copied, start=1):
        yield Passage(
            words=Words.OWN, label=f"Not copied, number {number}.{noted(said)}", text=said.text
        )


def corrections(case: Case) -> Iterator[Block]:
    """Give what was corrected."""
    yield Heading("Corrections")
    if not case.corrections:
        yield Paragraph("Nothing in the record was corrected.")
        return
    yield Paragraph(
        "Nothing is ever written over: what was corrected is still in the record. A detail or a "
        "payment that was corrected is not in the tables above."
    )
    for said in case.corrections:
        yield Passage(
            words=Words.OWN,
            label=f"Correction to entry {said.corrects}.{noted(said)}",
            text=said.text,
        )


def checking(case: Case) -> Iterator[Block]:
    """Say how the record was made, and how to check it."""
    yield Heading("How the record was made, and how to check it")
    yield Paragraph(
        "Files were hashed (SHA-256 and SHA-512) when they were put in, and kept byte for byte. "
        "Each entry of its log holds the hash of the one before, so that no entry can be changed, "
        "removed or moved unseen. The seal binds all of it together in one value, the root. The "
        "times of the log are by the clock of the computer on which it was kept."
    )
    yield Table(
        head=("Seal", "What it is"),
        widths=(3, 7),
        rows=(
            ("Sealed on", sealed_on(case)),
            ("Sealed by the program", or_not_known(case.made_by)),
            ("Sealed file (FILE below)", or_not_known(case.file_name)),
            ("Root (SHA-256)", Given(case.root, exact=True)),
        ),
    )
    yield Paragraph("With Bield:")
    yield Commands((f"bield record verify FILE --root {root_of(case)[:_TYPED]}",))
    yield Paragraph(
        "Without Bield, with a verifier that is one file for Python. Whoever has Bield can write "
        "it out for you with the first command."
    )
    yield Commands(
        (
            "bield record verifier verify_record.py",
            f"python3 verify_record.py FILE --root {root_of(case)[:_TYPED]}",
        )
    )
    yield Paragraph(
        "With no program of ours: unpack the file, go into its folder, and type these. The last "
        "prints the root."
    )
    yield Commands(
        (
            "sha256sum --check --quiet manifest-sha256.txt",
            "sha256sum --check --quiet tagmanifest-sha256.txt",
            "sha256sum tagmanifest-sha256.txt",
        )
    )
    yield Paragraph(
        "If the root is another one, it is not this record, or it was changed. The square holds "
        "the root, to compare it without typing it."
    )
    if (root := root_of(case)) != NO_ROOT:
        yield QrCode(value=root, says=f"A square code that holds the root: {root}")


def root_of(case: Case) -> str:
    """The root as it can be typed: what is none could be anything."""
    digits = case.root.casefold()
    return digits if digits and all(c in "0123456789abcdef" for c in digits) else NO_ROOT


def _goes_on(characters: int, derived: Derived) -> str:
    if not characters:
        return (
            f"None of its {len(derived.text):,} characters is printed here. All of it is in the "
            f"sealed file, in entry {derived.entry}."
        )
    return (
        f"Here are the first {characters:,} of {len(derived.text):,} characters. All of it is in "
        f"the sealed file, in entry {derived.entry}."
    )

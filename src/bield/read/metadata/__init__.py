"""What a file says of itself beside its words: headers, EXIF, authors, dates.

Nothing of it is changed or judged. Where it may tell of the person (place, name, device) it says
so, so that they see what they pass on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bield.ports import Paper
from bield.read.kinds import Kind, kind_of
from bield.read.metadata.facts import Fact, Tells, tidy
from bield.read.refusals import UnableToReadError

__all__ = ["Fact", "Tells", "as_json", "metadata_of"]


def metadata_of(data: bytes, *, paper: Paper | None = None) -> tuple[Fact, ...]:
    """Give what a file says of itself, in the order of the file.

    Args:
        data: The file.
        paper: What lays out PDFs; without it that is done here, and not bounded in time.

    Returns:
        What is there; of a file that is broken what can still be read.
    """
    facts: list[Fact] = []
    try:
        facts.extend(_facts(data, kind_of(data), paper))
    except UnableToReadError as refusal:
        facts.append(Fact("Not read", str(refusal)))
    return tidy(facts)


def as_json(facts: Iterable[Fact]) -> bytes:
    """Give the bytes of `metadata.json`."""
    rows = ",\n".join(json.dumps(fact.row, ensure_ascii=False) for fact in facts)
    return f"[\n{rows}\n]\n".encode("utf-8", "backslashreplace")


def _facts(data: bytes, kind: Kind, paper: Paper | None) -> Iterator[Fact]:
    match kind:
        case Kind.PICTURE:
            from bield.read.metadata.pictures import picture_facts

            yield from picture_facts(data)
        case Kind.MAIL | Kind.MBOX | Kind.OUTLOOK:
            from bield.read.metadata.mails import mail_facts

            yield from mail_facts(data, kind)
        case Kind.PDF:
            from bield.read.metadata.documents import pdf_facts

            yield from pdf_facts(data, paper)
        case Kind.DOCX:
            from bield.read.metadata.documents import docx_facts

            yield from docx_facts(data)
        case Kind.HTML:
            from bield.read.metadata.documents import page_facts

            yield from page_facts(data)
        case Kind.CHAT:
            from bield.read.metadata.chats import chat_facts

            yield from chat_facts(data)

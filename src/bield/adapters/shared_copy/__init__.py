"""Copies for showing to others: without the person's own name, address, place and device.

Each format is cleaned by what must stay, not by what must go. What cannot be cleaned is refused by
name, and never passed on. What is seen in a picture is not changed: nobody looks at it.
"""

from __future__ import annotations

from enum import Enum, auto

from bield.adapters.shared_copy.archives import archive_without
from bield.adapters.shared_copy.documents import Bare, docx_without, pdf_without
from bield.adapters.shared_copy.mails import mail_without
from bield.adapters.shared_copy.own import LEFT_OUT, CannotCleanError, Cleaned, Own
from bield.adapters.shared_copy.pictures import without_metadata
from bield.adapters.shared_copy.texts import mail_words_without, text_without
from bield.ports import Paper
from bield.read import MAX_BYTES
from bield.read.kinds import Kind, kind_of

__all__ = ["LEFT_OUT", "Bare", "CannotCleanError", "Cleaned", "Form", "Own", "cleaned"]

MAX_DEPTH = 4
"""Files in files: no deeper is anything cleaned."""


class Form(Enum):
    """What a file is, where its bytes do not tell."""

    OWN = auto()
    """As its bytes say."""
    TEXT = auto()
    """A text, though it may begin as a mail does."""
    MAIL_WORDS = auto()
    """The headers and words of a mail, kept in its place."""


def cleaned(
    data: bytes,
    own: Own,
    *,
    paper: Paper | None,
    bare: Bare,
    form: Form = Form.OWN,
    depth: int = 0,
) -> Cleaned:
    """Give a copy of a file that can be shown to others.

    Args:
        data: The file.
        own: What is the person's own, as far as it is known.
        paper: What lays out PDFs.
        bare: What copies the pages of one.
        form: What it is, where its bytes do not tell.
        depth: In how many files it stands.

    Raises:
        CannotCleanError: It cannot be cleaned; the sentence says why, and what to do.
    """

    def inner(within: bytes, name: str, known: Own) -> Cleaned:
        form = Form.TEXT if name.lower().endswith(".txt") else Form.OWN
        return cleaned(within, known, paper=paper, bare=bare, form=form, depth=depth + 1)

    if len(data) > MAX_BYTES:
        raise CannotCleanError("It is too large to be cleaned.")
    if depth > MAX_DEPTH:
        raise CannotCleanError("Files stand in files too deep.")
    kind = kind_of(data)
    if form is Form.MAIL_WORDS:
        return mail_words_without(data, own)
    match kind:
        case Kind.NOTHING:
            return Cleaned(data, ())
        case Kind.PICTURE:
            return without_metadata(data)
        case Kind.MAIL if form is Form.OWN:
            return mail_without(data, own, inner)
        case Kind.PDF:
            return pdf_without(data, own, paper=paper, bare=bare)
        case Kind.DOCX:
            return docx_without(data, own)
        case Kind.CHAT if data.startswith(b"PK"):
            return archive_without(data, own, inner)
        case Kind.MBOX if form is Form.OWN:
            raise CannotCleanError("There are several mails in it. Add the one that matters alone.")
        case Kind.OUTLOOK:
            raise CannotCleanError(
                "A mail saved from Outlook cannot be changed safely. Save it as an .eml file, and "
                "add that."
            )
        case Kind.BINARY:
            raise CannotCleanError("Bield does not know this kind of file, so it cannot clean it.")
        case _:
            return text_without(data, own)

"""The headers and the words of a mail that is not kept itself, as one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bield.read.charsets import decode_text
from bield.read.kinds import Kind, kind_of
from bield.read.letter import Letter
from bield.read.mail import open_mail
from bield.read.mbox import split_mbox
from bield.read.metadata import metadata_of
from bield.read.packed_text import stretches, words_only
from bield.read.refusals import PictureRefusedError

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_PARTED = "\n\n" + "-" * 20 + "\n\n"


def mail_words(data: bytes) -> str:
    """Give the headers of a mail, whole and in order, and below them its words.

    Of an mbox each mail is given. Words of attached texts are among them; of what else is attached
    nothing is.

    Raises:
        UnableToReadError: It cannot be read.
        PictureRefusedError: There would still be a picture in it, written out in letters.
    """
    text = words_only(_PARTED.join(_each(data, kind_of(data))))
    if stretches(text):
        raise PictureRefusedError("There is a picture among the words of the mail.")
    return text


def _each(data: bytes, kind: Kind) -> Iterator[str]:
    if kind is Kind.MBOX:
        for mail in split_mbox(data):
            yield from _each(mail, kind_of(mail))
        return
    if kind is Kind.OUTLOOK:
        from bield.read.outlook import open_outlook

        letter = open_outlook(data)
    else:
        letter = open_mail(data)
    headers = [(fact.label, fact.value) for fact in metadata_of(data)] or _of_draft(letter)
    told = "\n".join(f"{name}: {value}" for name, value in headers)
    words = letter.words()
    if not words.strip() and kind is not Kind.OUTLOOK:
        # Parts that cannot be parted are no words to a reader of mails; they are to a person.
        words = decode_text(_HEAD_END.split(data.lstrip(), maxsplit=1)[-1], declared=None)[0]
    yield f"{told}\n\n{words}".strip() + "\n"


def _of_draft(letter: Letter) -> list[tuple[str, str]]:
    """What stands for the headers of a mail that Outlook saved without them."""
    return [
        ("From", letter.sender),
        ("To", ", ".join(letter.recipients)),
        ("Subject", letter.subject),
    ]

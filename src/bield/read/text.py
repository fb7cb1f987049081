"""Plain text: a saved note, a pasted message."""

from __future__ import annotations

from bield.read.charsets import decode_text, without_surrogates
from bield.read.refusals import NothingToReadError
from bield.records import Format, Message

MAX_CHARACTERS = 100_000
"""How much of one message's text is read: some 17,000 words, forty times the longest threat of
the development corpus. It bounds the time of all that follows."""


def read_text(data: bytes) -> Message:
    """Give the text of a plain text file, character for character.

    Args:
        data: Text in UTF-8, UTF-16 (with its mark or recognisably so) or Windows-1252.

    Returns:
        A message without sender or subject.

    Raises:
        NothingToReadError: There is nothing in it but white space.
    """
    text, notes = decode_text(data, declared=None)
    return text_message(text, notes=notes)


def text_message(text: str, *, notes: tuple[str, ...] = ()) -> Message:
    """Give the message of words that are text already, such as a pasted one.

    Raises:
        NothingToReadError: There is nothing in it but white space.
    """
    text, shortened = shorten(without_surrogates(text))
    if not text.strip():
        raise NothingToReadError(
            "There is nothing in it. Copy the words of the message and try again."
        )
    return Message(format=Format.TEXT, text=text, notes=notes + shortened)


def shorten(text: str) -> tuple[str, tuple[str, ...]]:
    """Cut a text at what is read of one, and say so."""
    if len(text) <= MAX_CHARACTERS:
        return text, ()
    return text[:MAX_CHARACTERS], (
        f"Only the first {MAX_CHARACTERS:,} characters were read; the text has {len(text):,}.",
    )

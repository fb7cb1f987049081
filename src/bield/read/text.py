"""Plain text: a saved note, a pasted message."""

from __future__ import annotations

from bield.read.charsets import decode_text, without_surrogates
from bield.read.forwards import all_judged_note, find_forward, passed_on_note
from bield.read.refusals import NothingToReadError
from bield.read.short_notes import is_short_note
from bield.records import Format, Message

MAX_CHARACTERS = 100_000
"""How much of one message's text is read: some 17,000 words, forty times the longest threat of
the development corpus. It bounds the time of all that follows."""


def read_text(data: bytes) -> Message:
    """Give the text of a plain text file, character for character.

    Where it is a mail that was passed on, copied from a mail program, that mail is given.

    Args:
        data: Text in UTF-8, UTF-16 (with its mark or recognisably so) or Windows-1252.

    Returns:
        A message, without sender or subject unless it is such a mail.

    Raises:
        NothingToReadError: There is nothing in it but white space.
    """
    text, notes = decode_text(data, declared=None)
    return text_message(text, notes=notes)


def text_message(text: str, *, notes: tuple[str, ...] = ()) -> Message:
    """Give the message of words that are text already, such as a pasted one.

    Where they plainly are a chat, its turns point into them; the words stay as they were given.

    Raises:
        NothingToReadError: There is nothing in it but white space.
    """
    text, shortened = shorten(without_surrogates(text))
    if not text.strip():
        raise NothingToReadError(
            "There is nothing in it. Copy the words of the message and try again."
        )
    forward = find_forward(text)
    if forward is None:
        return _chat_or_words(text, notes=notes + shortened)
    if not is_short_note(f"{forward.above}\n{forward.dropped}"):
        return Message(format=Format.TEXT, text=text, notes=(all_judged_note(), *notes, *shortened))
    passed_on = passed_on_note("", left_out=bool(forward.above))
    return Message(
        format=Format.TEXT,
        text=f"{forward.subject}\n\n{forward.below}" if forward.subject else forward.below,
        subject=forward.subject,
        sender=forward.sender,
        recipients=forward.recipients,
        notes=(passed_on, *notes, *shortened),
    )


def _chat_or_words(text: str, *, notes: tuple[str, ...]) -> Message:
    # Imported where it is needed: the chats know this file's bound.
    from bield.read.chats.pasted import pasted_chat

    if chat := pasted_chat(text):
        conversation, told = chat
        return Message(format=Format.CHAT, text=text, notes=notes + told, conversation=conversation)
    return Message(format=Format.TEXT, text=text, notes=notes)


def shorten(text: str) -> tuple[str, tuple[str, ...]]:
    """Cut a text at what is read of one, and say so."""
    if len(text) <= MAX_CHARACTERS:
        return text, ()
    return text[:MAX_CHARACTERS], (
        f"Only the first {MAX_CHARACTERS:,} characters were read; the text has {len(text):,}.",
    )

"""Texts, chats and saved pages copied without the person's own names, addresses and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bield.adapters.shared_copy.own import LEFT_OUT, CannotCleanError, Cleaned, Own, in_places
from bield.read import UnableToReadError, read_all
from bield.read.charsets import decode_text
from bield.read.kinds import Kind, kind_of
from bield.read.metadata.mails import OWN_HEADERS
from bield.read.packed_text import holds
from bield.records import Conversation, Message

_NAMED = re.compile(
    rf"^({'|'.join(sorted(map(re.escape, OWN_HEADERS)))}): (.*)$", re.IGNORECASE | re.MULTILINE
)
_ADDRESS = re.compile(r"[^\s<>,;:\"]+@[^\s<>,;:\"]+")
NOT_KNOWN = (
    "Bield does not know your name, so it cannot leave it out. Say it as it stands there, with "
    "--own «your name», or in the record: bield record person."
)
_ONESELF = frozenset(
    {"you", "me", "ich", "du", "moi", "vous", "yo", "tú", "eu", "você", "io", "tu"}
)
STILL_THERE = (
    "Your name or address would still stand in it, in a form that cannot be left out safely."
)


def text_without(data: bytes, own: Own) -> Cleaned:
    """Give a text without what is the person's own.

    Raises:
        CannotCleanError: Nothing is known of the person; or it would still stand there.
    """
    if not own.has_name:
        raise CannotCleanError(NOT_KNOWN)
    if kind_of(data) is Kind.CHAT:
        _check_known(data, own)
    text, _ = decode_text(data, declared=None)
    if holds(text) is not None:
        raise CannotCleanError("There is a picture or a file in it, written out in letters.")
    made, places = own.without(text)
    if own.stands_in(made):
        raise CannotCleanError(STILL_THERE)
    out = data if not places else made.encode("utf-8", "replace")
    if kind_of(out) is Kind.CHAT:
        _check_chat(out, own)
    if not places:
        return Cleaned(data, ())
    return Cleaned(out, (f"your name, address or number, {in_places(places)}",))


def mail_words_without(data: bytes, own: Own) -> Cleaned:
    """Give the headers and words of a mail, as they were kept in its place, without who got it.

    Raises:
        CannotCleanError: As for `text_without`.
    """
    text, _ = decode_text(data, declared=None)
    named = _NAMED.findall(text)
    known = own.and_also(a for _, value in named for a in _ADDRESS.findall(value))
    headless = _NAMED.sub(rf"\1: {LEFT_OUT}", text)
    labels = tuple(dict.fromkeys(label for label, _ in named))
    cleaned = text_without(headless.encode("utf-8", "replace"), known)
    return Cleaned(cleaned.data, (*labels, *cleaned.left_out))


def _check_known(data: bytes, own: Own) -> None:
    """Refuse a chat in which nobody who writes is known to be the person."""
    for chat in _chats(data):
        if not any(own.stands_in(who) or who.lower() in _ONESELF for who in chat.people):
            named = ", ".join(f"«{who}»" for who in chat.people[:6])
            raise CannotCleanError(
                f"Bield does not know which of those who write in it is you: {named}. Say it with "
                "--own, as it stands there."
            )


def _chats(data: bytes) -> Iterator[Conversation]:
    try:
        for _, message in read_all(data):
            if isinstance(message, Message) and message.conversation is not None:
                yield message.conversation
    except UnableToReadError:
        pass  # no reader makes words of it, so none makes names


def _check_chat(data: bytes, own: Own) -> None:
    """Read it as its reader does, who may write letters otherwise than they stand there."""
    for chat in _chats(data):
        said = [*chat.people, chat.title, chat.owner, *(turn.text for turn in chat.turns)]
        if any(own.stands_in(text) for text in said):
            raise CannotCleanError(STILL_THERE)

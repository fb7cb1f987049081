"""What a chat's export says of itself: whose it is, who writes in it, from when to when."""

from __future__ import annotations

from collections.abc import Iterator

from bield.read.chats import read_chats
from bield.read.metadata.facts import Fact, Tells
from bield.records import Clock, Conversation, Message, Moment

MAX_CHATS = 100
MAX_PEOPLE = 50


def chat_facts(data: bytes) -> Iterator[Fact]:
    """Give what each chat of an export says of itself.

    Raises:
        UnableToReadError: Nothing in it can be read.
    """
    for number, (_, message) in enumerate(read_chats(data)):
        if number >= MAX_CHATS:
            yield Fact("Chat", f"and more than {MAX_CHATS}, which were not listed")
            return
        if isinstance(message, Message) and message.conversation is not None:
            yield from _of_one(message.conversation)


def _of_one(chat: Conversation) -> Iterator[Fact]:
    yield Fact(
        "Chat", " ".join(filter(None, (chat.service, f"«{chat.title}»" if chat.title else "")))
    )
    yield Fact("Whose export", chat.owner, Tells.NAME)
    yield Fact("Who writes", ", ".join(chat.people[:MAX_PEOPLE]), Tells.NAME)
    dated = [turn.when for turn in chat.turns if turn.when.raw]
    if dated:
        yield Fact("First message", _told(dated[0]))
        yield Fact("Last message", _told(dated[-1]))
    yield Fact("Messages read", f"{len(chat.turns):,}")


def _told(moment: Moment) -> str:
    if moment.clock is Clock.CERTAIN and moment.at is not None:
        return f"{moment.raw} ({moment.at.isoformat()})"
    if moment.clock is Clock.ZONE_UNKNOWN and moment.at is not None:
        return f"{moment.raw} ({moment.at.isoformat()}, time zone not known)"
    return f"{moment.raw} (can be read in more than one way)"

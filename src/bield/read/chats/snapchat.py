"""Snapchat's «My Data»: `chat_history.json`, in the shape of today and in that of before 2023."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from bield.read.chats.conversation import chat_message
from bield.read.chats.epochs import as_number, iso
from bield.read.chats.json_files import Item, item, items, words
from bield.read.refusals import UnableToReadError
from bield.records import Message, Turn

ME = "Me"
_RECEIVED = "Received"
_SENT = "Sent"


def is_snapchat(value: object) -> bool:
    """Tell whether this is a chat history of Snapchat's, of either shape."""
    history = item(value)
    return any(
        ("From" in m or "To" in m) and "Media Type" in m and "Created" in m
        for messages in list(history.values())[:500]
        for m in items(messages)[:3]
    )


def read_snapchat(
    value: object, *, notes: tuple[str, ...] = ()
) -> Iterator[tuple[str, Message | UnableToReadError]]:
    """Give each chat of the history.

    Yields:
        Its title, or the other person's user name, and the message or the refusal.
    """
    for other, found in _by_person(item(value)).items():
        # The newest comes first; the count, which Snapchat calls microseconds, is finer than the
        # written second.
        dated = [
            (iso(m.get("Created")), as_number(m.get("Created(microseconds)")) or 0.0, m)
            for m in reversed(found)
        ]
        if all(w.at is not None and w.at.tzinfo for w, _, _ in dated):
            dated.sort(key=lambda d: (d[0].at.timestamp() if d[0].at else 0.0, d[1]))
        mine = next((words(m.get("From")) for _, _, m in dated if m.get("IsSender") is True), ME)
        title = next((t for _, _, m in dated if (t := words(m.get("Conversation Title")))), other)
        turns = [
            Turn(
                who=words(m.get("From")) or ME,
                when=when,
                text=words(m.get("Content")) or unescape(words(m.get("Text"))),
                attachments=_attachments(m),
            )
            for when, _, m in dated
        ]
        try:
            yield (
                title,
                chat_message(turns, service="Snapchat", title=title, owner=mine, notes=notes),
            )
        except UnableToReadError as refusal:
            yield title, refusal


def _by_person(history: Item) -> dict[str, list[Item]]:
    chats: dict[str, list[Item]] = {}
    for key, value in history.items():
        for message in items(value):
            if "IsSender" in message or not key.startswith((_RECEIVED, _SENT)):
                other = key
            else:
                # The old shape: one list of all that came, one of all that went.
                other = words(message.get("From")) or words(message.get("To"))
            chats.setdefault(other, []).append(message)
    return chats


def _attachments(message: Item) -> tuple[str, ...]:
    kind = words(message.get("Media Type"))
    if kind in {"", "TEXT"}:
        return ()
    return (words(message.get("Media IDs")) or kind.lower(),)

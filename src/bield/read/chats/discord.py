"""Discord: DiscordChatExporter's JSON, and `messages.json` of Discord's own data package."""

from __future__ import annotations

from collections.abc import Sequence

from bield.read.chats.conversation import chat_message
from bield.read.chats.epochs import iso
from bield.read.chats.json_files import Item, base_name, item, items, words
from bield.records import Message, Turn

OWNER = "You"
_BY_PEOPLE = {"Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "ThreadStarterMessage"}
_ONLY_OWN = (
    "Discord's data package holds only what the account's owner wrote: nothing that anybody else "
    "said is in this chat."
)


def is_exported(value: object) -> bool:
    """Tell whether this is a channel as DiscordChatExporter writes it."""
    export = item(value)
    return (
        bool(item(export.get("channel")))
        and "guild" in export
        and any("author" in m and "timestamp" in m for m in items(export.get("messages"))[:50])
    )


def is_package(value: object) -> bool:
    """Tell whether these are one channel's messages in Discord's data package."""
    return any("ID" in m and "Timestamp" in m and "Contents" in m for m in items(value)[:50])


def read_exported(value: object, *, notes: tuple[str, ...] = ()) -> Message:
    """Give the chat of a channel that DiscordChatExporter wrote.

    Raises:
        NothingToReadError: Nobody says anything in it.
    """
    export = item(value)
    channel, guild = item(export.get("channel")), item(export.get("guild"))
    title = words(channel.get("name"))
    if (server := words(guild.get("name"))) and server != "Direct Messages":
        title = f"{server}: {title}"
    turns = [_exported_turn(m) for m in items(export.get("messages"))]
    return chat_message(turns, service="Discord", title=title, notes=notes)


def read_package(value: object, *, title: str = "", notes: tuple[str, ...] = ()) -> Message:
    """Give what the owner of an account wrote in one channel.

    Raises:
        NothingToReadError: They wrote nothing in it.
    """
    found: Sequence[Item] = items(value)
    turns = [
        Turn(
            who=OWNER,
            when=iso(m.get("Timestamp")),
            text=words(m.get("Contents")),
            attachments=tuple(base_name(a) for a in words(m.get("Attachments")).split()),
        )
        for m in found
    ]
    stamps = [(t.when.at.isoformat() if t.when.at else "", t) for t in turns]
    if all(at for at, _ in stamps):  # the package begins with the newest
        stamps.reverse()
        turns = [t for _, t in sorted(stamps, key=lambda pair: pair[0])]
    return chat_message(
        turns, service="Discord", title=title, owner=OWNER, notes=(*notes, _ONLY_OWN)
    )


def _exported_turn(message: Item) -> Turn:
    author = item(message.get("author"))
    who = words(author.get("nickname")) or words(author.get("name"))
    text = words(message.get("content"))
    if words(message.get("type")) not in _BY_PEOPLE | {""}:
        text, who = " ".join(filter(None, (who, text))), ""
    attachments = [
        words(a.get("fileName")) or base_name(a.get("url")) or "file"
        for a in items(message.get("attachments"))
    ]
    attachments += [f"sticker {words(s.get('name'))}" for s in items(message.get("stickers"))]
    return Turn(
        who=who, when=iso(message.get("timestamp")), text=text, attachments=tuple(attachments)
    )

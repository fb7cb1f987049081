"""Telegram Desktop's export: `result.json`, of one chat or of all."""

from __future__ import annotations

from collections.abc import Iterator

from bield.read.chats.conversation import chat_message
from bield.read.chats.epochs import counted, iso
from bield.read.chats.json_files import Item, base_name, item, items, words
from bield.read.refusals import NothingToReadError, UnableToReadError
from bield.records import Clock, Message, Moment, Turn

_UNNAMED = "Deleted Account"


def is_telegram(value: object) -> bool:
    """Tell whether this is an export of Telegram's, of one chat or of all."""
    export = item(value)
    if items(item(export.get("chats")).get("list")):
        return any(_is_chat(c) for c in items(item(export.get("chats")).get("list"))[:50])
    return _is_chat(export)


def _is_chat(chat: Item) -> bool:
    found = items(chat.get("messages"))
    return any(
        "date" in m and ("from_id" in m or "actor_id" in m or "text" in m) for m in found[:50]
    )


def read_telegram(
    value: object, *, notes: tuple[str, ...] = ()
) -> Iterator[tuple[str, Message | UnableToReadError]]:
    """Give each chat of an export, under its title; those without a message are left out.

    Yields:
        Its title, and the message or the refusal.
    """
    export = item(value)
    if "chats" not in export:
        yield words(export.get("name")), _chat(export, own_id="", own_name="", notes=notes)
        return
    personal = item(export.get("personal_information"))
    own_id = str(personal.get("user_id", ""))
    own_name = f"{words(personal.get('first_name'))} {words(personal.get('last_name'))}".strip()
    for part in ("chats", "left_chats"):
        for chat in items(item(export.get(part)).get("list")):
            title = words(chat.get("name")) or words(chat.get("type")).replace("_", " ")
            try:
                yield title, _chat(chat, own_id=own_id, own_name=own_name, notes=notes)
            except NothingToReadError:
                continue
            except UnableToReadError as refusal:
                yield title, refusal


def _chat(chat: Item, *, own_id: str, own_name: str, notes: tuple[str, ...]) -> Message:
    found = items(chat.get("messages"))
    owner = next(
        (
            words(m.get("from"))
            for m in found
            if own_id and words(m.get("from_id")) in {f"user{own_id}", own_id}
        ),
        own_name,
    )
    title = words(chat.get("name"))
    return chat_message(
        [_turn(m) for m in found], service="Telegram", title=title, owner=owner, notes=notes
    )


def _turn(message: Item) -> Turn:
    if message.get("type") == "service":
        action = words(message.get("action")).replace("_", " ")
        told = " ".join(filter(None, (words(message.get("actor")), action)))
        return Turn(who="", when=_when(message), text=told)
    text = _text(message.get("text"))
    if forwarded := words(message.get("forwarded_from")):
        text = f"[forwarded from {forwarded}] {text}"
    return Turn(
        who=words(message.get("from")) or _UNNAMED,
        when=_when(message),
        text=text,
        attachments=tuple(_attachments(message)),
    )


def _text(value: object) -> str:
    """Give the words of a text, which is a string or a list of strings and marked pieces."""
    if isinstance(value, str):
        return value
    pieces: list[str] = []
    for piece in value if isinstance(value, list) else []:
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        pieces.append(words(item(piece).get("text")))
        # A link that shows other words than where it leads.
        if href := words(item(piece).get("href")):
            pieces.append(f" ({href})")
    return "".join(pieces)


def _when(message: Item) -> Moment:
    counted_moment = counted(message.get("date_unixtime"))
    written = words(message.get("date"))
    if counted_moment.clock is Clock.CERTAIN:
        return Moment(raw=written or counted_moment.raw, clock=Clock.CERTAIN, at=counted_moment.at)
    return iso(written) if written else counted_moment


def _attachments(message: Item) -> Iterator[str]:
    if "photo" in message:
        yield _name(message.get("photo"), "photo")
    if "file" in message:
        kind = words(message.get("media_type")).replace("_", " ") or "file"
        yield words(message.get("file_name")) or _name(message.get("file"), kind)
    for key, kind in (
        ("location_information", "a place on the map"),
        ("contact_information", "a contact"),
        ("poll", "a poll"),
    ):
        if key in message:
            yield kind


def _name(path: object, kind: str) -> str:
    # «(File not included. Change data exporting settings to download.)»
    return kind if words(path).startswith("(") else base_name(path) or kind

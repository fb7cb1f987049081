"""Facebook's and Instagram's «Download your information»: `message_1.json` and its like.

Meta writes every UTF-8 byte as a character of its own: «Ã©» for «é». Each string is mended where
that gives whole UTF-8, and left as it stands where it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bield.read.chats.conversation import chat_message
from bield.read.chats.epochs import as_number, counted
from bield.read.chats.json_files import Item, base_name, item, items, words
from bield.records import Message, Turn

_KINDS = {
    "photos": "photo",
    "videos": "video",
    "audio_files": "audio",
    "gifs": "GIF",
    "files": "file",
    "media": "media",
}


def is_meta(value: object) -> bool:
    """Tell whether this is a thread of messages as Meta writes one."""
    thread = item(value)
    if not isinstance(thread.get("participants"), list):
        return False
    found = items(thread.get("messages"))
    return any(
        ("sender_name" in m and "timestamp_ms" in m) or ("senderName" in m and "timestamp" in m)
        for m in found[:50]
    )


def read_meta(parts: Sequence[Item], *, path: str = "", notes: tuple[str, ...] = ()) -> Message:
    """Give the chat of one thread.

    Args:
        parts: The files of the thread; long ones come in several.
        path: Where they stand in the archive, if they came in one.
        notes: What was said of the file before.

    Raises:
        NothingToReadError: Nobody says anything in it.
    """
    # The newest message comes first. Turned round first, messages of the same moment stay in the
    # order in which they were said.
    found = [m for part in parts for m in items(part.get("messages"))]
    dated = [(as_number(m.get("timestamp_ms", m.get("timestamp"))) or 0.0, m) for m in found]
    dated.reverse()
    dated.sort(key=lambda pair: pair[0])
    title = next((t for p in parts if (t := _title(p))), "")
    return chat_message(
        [_turn(m) for _, m in dated], service=_service(parts, path), title=title, notes=notes
    )


def mended(text: str) -> str:
    """Give a string of Meta's as it was written, where its characters are UTF-8's bytes."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _title(part: Item) -> str:
    if title := words(part.get("title")):
        return mended(title)
    if thread := words(part.get("threadName")):  # «Ann Miller_12»
        return mended(thread.rpartition("_")[0] or thread)
    people = part.get("participants")
    names = [
        words(p) or words(item(p).get("name")) for p in (people if isinstance(people, list) else [])
    ]
    return mended(", ".join(filter(None, names[:3])))


def _service(parts: Iterable[Item], path: str) -> str:
    for hint in (path, *_addresses(parts)):
        low = hint.lower()
        if "instagram" in low:
            return "Instagram"
        if "facebook" in low or "messenger" in low:
            return "Facebook"
    return "Facebook or Instagram"


def _addresses(parts: Iterable[Item]) -> Iterable[str]:
    for part in parts:
        for message in items(part.get("messages")):
            for kind in _KINDS:
                yield from (words(f.get("uri")) for f in items(message.get(kind)))
            yield words(item(message.get("share")).get("link"))


def _turn(message: Item) -> Turn:
    share = item(message.get("share"))
    said = [
        mended(words(message.get("content")) or words(message.get("text"))),
        mended(words(share.get("share_text"))),
        words(share.get("link")),
    ]
    text = ""
    for piece in said:
        if piece and piece not in text:
            text += ("\n" if text else "") + piece
    attachments = [
        base_name(f.get("uri")) or name
        for kind, name in _KINDS.items()
        for f in items(message.get(kind))
    ]
    if sticker := item(message.get("sticker")):
        attachments.append(base_name(sticker.get("uri")) or "sticker")
    if (duration := as_number(message.get("call_duration"))) is not None:
        attachments.append(f"call of {duration:,.0f} s")
    if message.get("is_unsent") is True or message.get("isUnsent") is True:
        attachments.append("a message taken back by its sender")
    return Turn(
        who=mended(words(message.get("sender_name")) or words(message.get("senderName"))),
        when=counted(message.get("timestamp_ms", message.get("timestamp")), per_second=1000),
        text=text,
        attachments=tuple(attachments),
    )

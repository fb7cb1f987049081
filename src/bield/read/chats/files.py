"""One unpacked file of chats → its chats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bield.read.charsets import decode_text
from bield.read.chats.discord import is_exported, is_package, read_exported, read_package
from bield.read.chats.json_files import item, load_json
from bield.read.chats.meta import is_meta, read_meta
from bield.read.chats.sms import is_sms, read_sms
from bield.read.chats.snapchat import is_snapchat, read_snapchat
from bield.read.chats.sniff import is_json_chat
from bield.read.chats.telegram import is_telegram, read_telegram
from bield.read.chats.whatsapp import is_whatsapp, read_whatsapp
from bield.read.refusals import NotAMessageError, PictureRefusedError, UnableToReadError
from bield.records import Message

Chat = tuple[str, Message | UnableToReadError]
"""A chat's title, and its message or the refusal for it."""

_PACKED_PICTURE = re.compile(rb"\bct=\"(?:image|video)/")
_NO_CHAT = (
    "Bield does not know the form of this chat. It reads chats that WhatsApp, Instagram, Facebook, "
    "Telegram, Discord, Snapchat and SMS Backup & Restore export. Copy the words of the chat into "
    "a text file and try again."
)


def read_file(
    data: bytes, *, pictures_allowed: bool = True, title: str = "", notes: tuple[str, ...] = ()
) -> Iterator[Chat]:
    """Give every chat of a file.

    Args:
        data: What an export of some service holds.
        pictures_allowed: Whether it may have pictures or videos in it.
        title: How the archive that it came in calls it, for forms that bear no title.
        notes: What was said of the file before.

    Yields:
        The chat's title, and its message or the refusal for it.

    Raises:
        UnableToReadError: By one of its named kinds, where nothing in it can be read.
    """
    if is_sms(data[:4096]):
        if not pictures_allowed and _PACKED_PICTURE.search(data):
            raise PictureRefusedError(
                "This backup has pictures or videos in it. Pictures stay on your own device, so "
                "this page does not take it and has kept nothing of it. Make the backup again "
                "without attachments (MMS media)."
            )
        yield from read_sms(data, notes=notes)
        return
    if is_json_chat(data):
        yield from read_json(load_json(data), title=title, notes=notes)
        return
    text, mended = decode_text(data, declared=None)
    if not is_whatsapp(text):
        raise NotAMessageError(_NO_CHAT)
    yield _titled(read_whatsapp(text, title=title, notes=notes + mended))


def read_json(
    value: object, *, title: str = "", path: str = "", notes: tuple[str, ...] = ()
) -> Iterator[Chat]:
    """Give every chat of a service's JSON.

    Args:
        value: What the file holds.
        title: How the archive that it came in calls it, for forms that bear no title.
        path: Where it stood in the archive.
        notes: What was said of the file before.

    Raises:
        UnableToReadError: By one of its named kinds, where nothing in it can be read.
    """
    if is_meta(value):
        yield _titled(read_meta([item(value)], path=path, notes=notes))
    elif is_exported(value):
        yield _titled(read_exported(value, notes=notes))
    elif is_package(value):
        yield _titled(read_package(value, title=title, notes=notes))
    elif is_telegram(value):
        yield from read_telegram(value, notes=notes)
    elif is_snapchat(value):
        yield from read_snapchat(value, notes=notes)
    else:
        raise NotAMessageError(_NO_CHAT)


def _titled(message: Message) -> Chat:
    return (message.conversation.title if message.conversation else ""), message

"""A ZIP archive of chats → its chats. Only files that hold chats are opened; media never."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bield.read.archive import Archive, LockedArchiveError
from bield.read.chats.files import Chat, read_file, read_json
from bield.read.chats.json_files import Item, item, load_json, words
from bield.read.chats.meta import is_meta, read_meta
from bield.read.chats.sniff import is_chat, is_json_chat
from bield.read.refusals import NotAMessageError, TooLargeToReadError, UnableToReadError

MAX_CHATS = 2_000
"""How many chats of one archive are read."""

_CHAT_SUFFIXES = (".txt", ".json", ".xml")
_GIVE_ALONE = (".eml", ".msg", ".mbox", ".pdf", ".docx", ".html", ".htm", ".zip")
_WHATSAPP_NAME = re.compile(
    r"(?:.*/)?(?:WhatsApp[ -]?Chat|Chat[ _]de[ _]WhatsApp|Conversa[ _]do[ _]WhatsApp"
    r"|Discussion[ _]WhatsApp|Chat[ _]WhatsApp|WhatsApp-chat)[ _]*"
    r"(?:with|mit|con|avec|com|met|-)?[ _]*(.*)\.txt",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d+)")


def read_archive(data: bytes, *, pictures_allowed: bool = True) -> Iterator[Chat]:
    """Give every chat of an archive.

    Args:
        data: The archive.
        pictures_allowed: Whether it may have pictures or videos in it.

    Yields:
        The chat's title, and its message or the refusal for it.

    Raises:
        PictureRefusedError: It holds a picture or a video, and those were not allowed.
        LockedArchiveError: It has a password.
        UnableToReadError: By another of its kinds: there is no chat in it, it is damaged.
    """
    archive = Archive(data)
    if not pictures_allowed:
        archive.refuse_pictures()
    candidates = sorted(
        (n for n in archive.names if n.lower().endswith(_CHAT_SUFFIXES)), key=_in_numbers
    )
    notes = _not_opened(archive.names, candidates)
    found = 0
    refused: UnableToReadError | None = None
    for folder, names in groupby(candidates, key=lambda n: n.rpartition("/")[0]):
        for chat in _folder(archive, folder, list(names), notes=notes):
            if isinstance(chat[1], LockedArchiveError):
                raise chat[1]
            if not found and isinstance(chat[1], UnableToReadError) and not _is_chats_own(chat):
                refused = refused or chat[1]
                continue
            found += 1
            notes = ()  # what was not opened is told once, with the first chat
            if found > MAX_CHATS:
                yield (
                    "",
                    TooLargeToReadError(
                        f"The archive holds more than {MAX_CHATS:,} chats; the others were left "
                        "out. Give the one that matters by itself."
                    ),
                )
                return
            yield chat
    if not found:
        raise refused or NotAMessageError(_nothing_known(archive.names))


def _is_chats_own(chat: Chat) -> bool:
    return bool(chat[0])


def _folder(
    archive: Archive, folder: str, names: Sequence[str], *, notes: tuple[str, ...]
) -> Iterator[Chat]:
    """Give the chats of one folder: Meta splits a long chat over several files of one."""
    parts: list[Item] = []
    for name in names:
        try:
            data = archive.read(name)
            if not is_chat(data):
                continue
            if not is_json_chat(data):
                yield from read_file(data, title=_title(name), notes=notes)
            elif is_meta(value := load_json(data)):
                parts.append(item(value))
            else:
                title = _discord_title(archive, folder) if isinstance(value, list) else ""
                yield from read_json(value, title=title, path=name, notes=notes)
        except UnableToReadError as refusal:
            yield _title(name), refusal
    if parts:
        try:
            message = read_meta(parts, path=folder, notes=notes)
        except UnableToReadError as refusal:
            yield folder.rpartition("/")[2], refusal
        else:
            yield (message.conversation.title if message.conversation else ""), message


def _title(name: str) -> str:
    match = _WHATSAPP_NAME.fullmatch(name)
    return match[1] if match else ""


def _discord_title(archive: Archive, folder: str) -> str:
    """The channel's name, which stands in a file beside its messages, or its folder's."""
    try:
        channel = item(load_json(archive.read(f"{folder}/channel.json")))
    except (UnableToReadError, KeyError):
        channel = {}
    server = words(item(channel.get("guild")).get("name"))
    name = words(channel.get("name")) or folder.rpartition("/")[2]
    return f"{server}: {name}" if server else name


def _in_numbers(name: str) -> tuple[str, list[tuple[int, str]]]:
    """Sort message_10 after message_9, and keep a folder together."""
    folder, _, last = name.rpartition("/")
    pieces = _NUMBERS.split(last)
    return folder, [(int(p[:18]) if p.isdecimal() else -1, p) for p in pieces]


def _not_opened(names: Sequence[str], candidates: Sequence[str]) -> tuple[str, ...]:
    known = set(candidates)
    left = [n.rpartition("/")[2] for n in names if n not in known]
    if not left:
        return ()
    named = ", ".join(n[:60] for n in left[:5])
    more = f" and {len(left) - 5:,} more" if len(left) > 5 else ""
    return (f"Not opened: {named}{more}.",)


def _nothing_known(names: Sequence[str]) -> str:
    alone = [n for n in names if n.lower().endswith(_GIVE_ALONE)]
    if alone:
        return (
            f"There is no chat in this archive, but «{alone[0].rpartition('/')[2][:80]}». Unpack "
            "the archive and give that file by itself."
        )
    return (
        "There is no chat in this archive that Bield knows. It reads the archives that WhatsApp, "
        "Instagram, Facebook, Telegram, Discord and Snapchat give (as JSON, where you can choose). "
        "Otherwise unpack it and give the one file that matters. This is no mail either: save a "
        "mail as an .eml file."
    )

"""What of a file may be kept where somebody in a picture may be under 18: never the picture.

The bytes are looked at in memory, and reach a disk only when all of them were looked through. Of
what holds a picture, the words are kept where they stand apart from it, and in place of each
picture a line that says that it exists, and where.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bield.keep import PictureNotTakenError, shown
from bield.pipeline import Pipeline
from bield.read import MAX_BYTES, UnableToReadError
from bield.read.archive import Archive
from bield.read.kinds import Kind, kind_of
from bield.read.mail_words import mail_words
from bield.read.packed_text import Holds
from bield.read.pictures_within import Within
from bield.records import Message

MAX_ARCHIVE_BYTES = 200 * 1024 * 1024
"""The largest export with its media that is looked through; only its words are kept."""
MAX_ITEMS = 50
"""Chats of one export that are kept."""
MAX_PLACEHOLDERS = 300
"""Lines for single pictures; those beyond are named together."""
_CHAT_NAMES = re.compile(r"\.(?:txt|json|xml|html?|csv)$", re.IGNORECASE)
_HTML_CHAT = re.compile(r"(?:message|chat|conversation)[^/]*\.html?$", re.IGNORECASE)

_WHO_MAY = (
    "The police may take it, and for anyone under 18 the service Report Remove. Leave it where it "
    "is, and write down where: bield record exists."
)
NO_PICTURE = (
    "It is a picture or a video, and somebody in it may be under 18, so it is not copied. "
    + _WHO_MAY
)
PICTURE_INSIDE = (
    "There is a picture or a video in it, and somebody in it may be under 18, so it is not copied. "
    "Export the chat without media, or save the mail without its attachments. " + _WHO_MAY
)
CANNOT_LOOK = (
    "Bield cannot tell whether there is a picture in it, and somebody in it may be under 18, so "
    "it is not copied. " + _WHO_MAY
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words that are kept in place of a file."""

    name: str
    data: bytes
    what: str
    words: str
    """`given`: a file of an archive, byte for byte; `read`: what a program read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What is kept in place of a file."""

    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    """Names of what was not copied."""
    placeholders: tuple[str, ...]
    """Sentences about them."""


def kept_instead(data: bytes, name: str, within: Sequence[Within], stages: Pipeline) -> Instead:
    """Give what may be kept of a file that holds pictures.

    Args:
        data: The file.
        name: What it is called.
        within: From `pictures_within`; there is some.
        stages: What reads.

    Raises:
        PictureNotTakenError: Nothing of it may be kept: it is the picture, or its words cannot be
            parted from it.
    """
    kind = kind_of(data)
    try:
        if kind is Kind.CHAT and data.startswith(b"PK"):
            return _of_archive(data, name, within, stages)
        if kind in {Kind.MAIL, Kind.MBOX, Kind.OUTLOOK}:
            return _of_mail(data, name, within, several=kind is Kind.MBOX)
    except UnableToReadError as refusal:
        raise PictureNotTakenError(CANNOT_LOOK) from refusal
    if kind is Kind.PICTURE:
        raise PictureNotTakenError(NO_PICTURE)
    pictured = any(one.holds is Holds.PICTURE for one in within)
    raise PictureNotTakenError(PICTURE_INSIDE if pictured else CANNOT_LOOK)


def hashes_of(data: bytes, name: str) -> dict[str, object]:
    """Give what is noted of a file of which only the words are kept. Never of a picture itself."""
    return {
        "name": name,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "sha512": hashlib.sha512(data).hexdigest(),
    }


def _of_mail(data: bytes, name: str, within: Sequence[Within], *, several: bool) -> Instead:
    words = mail_words(data).encode("utf-8", "backslashreplace")
    what = "the words of mails" if several else "the words of a mail"
    part = Part(name=f"{name}.txt", data=words, what=what, words="read")
    where = f"in the mail «{shown(name)}»"
    return Instead(
        parts=(part,),
        missing=tuple(one.name for one in within),
        placeholders=tuple(_sentence(one, where) for one in within),
    )


def _of_archive(data: bytes, name: str, within: Sequence[Within], stages: Pipeline) -> Instead:
    archive = Archive(data)
    pictured = {one.name for one in within}
    parts: list[Part] = []
    others: list[str] = []
    messages: dict[str, str] = {}
    for inner in archive.names:
        if inner in pictured:
            continue
        member = archive.read(inner) if _CHAT_NAMES.search(inner) else b""
        kind = kind_of(member)
        if kind is Kind.CHAT or (kind is Kind.HTML and _HTML_CHAT.search(inner)):
            parts.append(
                Part(
                    name=inner.rpartition("/")[2],
                    data=member,
                    what="a chat" if kind is Kind.CHAT else "a web page",
                    words="given",
                )
            )
            messages |= _attached(member, stages)
        else:
            others.append(inner)
    if not parts:
        raise PictureNotTakenError(PICTURE_INSIDE)
    if len(parts) > MAX_ITEMS:
        raise PictureNotTakenError(
            f"There are pictures in it, and more than {MAX_ITEMS} chats. Unpack it on your own "
            "device, and add the file of the one chat that matters."
        )
    where = f"in the export «{shown(name)}»"
    sentences = [
        _sentence(one, where, messages.get(one.name.rpartition("/")[2], "")) for one in within
    ]
    missing = [one.name for one in within]
    if others:
        sentences.append(f"Not copied, as they are no chats: {_listed(others)}, {where}.")
        missing.append("")
    return Instead(parts=tuple(parts), missing=tuple(missing), placeholders=tuple(sentences))


def _attached(member: bytes, stages: Pipeline) -> dict[str, str]:
    """Name of what is attached → the message it is attached to, in words."""
    found: dict[str, str] = {}
    for _, message in stages.read_all(member) if len(member) <= MAX_BYTES else ():
        if isinstance(message, Message) and message.conversation is not None:
            for turn in message.conversation.turns:
                for attachment in turn.attachments:
                    by = f" from {turn.who}" if turn.who else ""
                    found.setdefault(attachment, f", message of {turn.when.raw or 'no date'}{by}")
    return found


def _sentence(one: Within, where: str, message: str = "") -> str:
    what = "a picture or video" if one.holds is Holds.PICTURE else "which cannot be looked into"
    called = f"{shown(one.name.rpartition('/')[2])}, {what}" if one.name else what
    return f"Not copied: {called}, {where}{message}. Somebody in it may be under 18."


def together(sentences: Sequence[str], missing: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give each sentence with the name it is about; those beyond a bound in one."""
    pairs = list(zip(sentences, missing, strict=True))
    yield from pairs[:MAX_PLACEHOLDERS]
    if rest := [name for _, name in pairs[MAX_PLACEHOLDERS:] if name]:
        names = [name.rpartition("/")[2] for name in rest]
        yield f"Not copied, beside those above, in the same export: {', '.join(names)}.", ""


def _listed(names: Sequence[str]) -> str:
    shown_names = [shown(name.rpartition("/")[2]) for name in names[:10]]
    more = f" and {len(names) - 10:,} more" if len(names) > 10 else ""
    return ", ".join(shown_names) + more

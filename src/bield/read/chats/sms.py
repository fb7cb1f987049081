"""«SMS Backup & Restore»: text messages and multimedia messages of an Android phone, in XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from bield.read.chats.conversation import chat_message
from bield.read.chats.epochs import as_number, counted
from bield.read.refusals import NotAMessageError, TooComplexToReadError, UnableToReadError
from bield.records import Message, Turn

ME = "Me"
_HALF_PAIR = re.compile(rb"&#(5[5-6]\d{3});&#(5[6-7]\d{3});")
_NO_NAME = {"", "null", "(Unknown)"}
_IN, _OUT = "1", "2"
_MMS_IN, _MMS_OUT = "1", "2"
MAX_DEPTH = 10
"""Elements within elements; the program writes five."""


def is_sms(start: bytes) -> bool:
    """Tell whether a file that begins so is a backup."""
    return re.search(rb"<smses\b", start[:4096]) is not None


@dataclass(slots=True)
class _Thread:
    name: str = ""
    dated: list[tuple[float, Turn]] = field(default_factory=list)


def read_sms(
    data: bytes, *, notes: tuple[str, ...] = ()
) -> Iterator[tuple[str, Message | UnableToReadError]]:
    """Give the conversation with each number in the backup.

    Yields:
        The contact's name, or the number, and the message or the refusal.

    Raises:
        NotAMessageError: It is no such backup.
        TooComplexToReadError: It declares entities, or is nested as no backup is.
    """
    threads: dict[str, _Thread] = {}
    drafts, whole = 0, True
    try:
        for element in _elements(data):
            drafts += not _take(element, threads)
    except DefusedXmlException:
        raise TooComplexToReadError(
            "This backup declares entities of its own, which no backup program does. Bield does "
            "not open it."
        ) from None
    except ParseError:
        whole = False
    if not threads:
        raise NotAMessageError(
            "There are no messages in this backup, or it is damaged before the first of them. "
            "Make the backup again."
        )
    if not whole:
        notes += ("The backup is cut off or damaged; what stands before that place was read.",)
    if drafts:
        notes += (f"{drafts:,} drafts or messages that were never sent were left out.",)
    for address, thread in threads.items():
        title = thread.name or address
        thread.dated.sort(key=lambda pair: pair[0])
        turns = [turn for _, turn in thread.dated]
        try:
            message = chat_message(turns, service="SMS", title=title, owner=ME, notes=notes)
        except UnableToReadError as refusal:
            yield title, refusal
        else:
            yield title, message


def _elements(data: bytes) -> Iterator[Element]:
    # Older versions write an emoji as the two halves of a UTF-16 pair, which XML does not allow.
    whole = _HALF_PAIR.sub(_joined, data)
    depth = 0
    root: Element | None = None
    for event, element in iterparse(BytesIO(whole), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            depth += 1
            root = element if root is None else root
            if depth > MAX_DEPTH:
                raise TooComplexToReadError(
                    "This backup is nested so deep that no backup program can have written it."
                )
            continue
        depth -= 1
        if depth == 1:
            yield element
            # What was read is let go of: a backup with pictures is large.
            element.clear()
            if root is not None:
                root.clear()


def _joined(match: re.Match[bytes]) -> bytes:
    high, low = int(match[1]), int(match[2])
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return match[0]
    return b"&#%d;" % (0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _take(element: Element, threads: dict[str, _Thread]) -> bool:
    """Put a message into its thread; say whether it was one that was sent."""
    if element.tag not in {"sms", "mms"}:
        return True
    address = element.get("address", "")
    box = element.get("type") if element.tag == "sms" else element.get("msg_box")
    if box not in {_IN, _OUT}:
        return False
    name = element.get("contact_name", "")
    thread = threads.setdefault(_key(address), _Thread())
    if name not in _NO_NAME:
        thread.name = thread.name or name
    when = counted(element.get("date"), per_second=1000)
    text, attachments = _parts(element) if element.tag == "mms" else (element.get("body", ""), ())
    who = ME if box == _OUT else (name if name not in _NO_NAME else address)
    turn = Turn(who=who, when=when, text=text, attachments=attachments)
    thread.dated.append((as_number(element.get("date")) or 0.0, turn))
    return True


def _key(address: str) -> str:
    plain = re.sub(r"[\s()./-]", "", address)
    return plain or address


def _parts(mms: Element) -> tuple[str, tuple[str, ...]]:
    said: list[str] = []
    attachments: list[str] = []
    for part in mms.iter("part"):
        kind = part.get("ct", "")
        if kind == "text/plain":
            said.append(part.get("text", ""))
        elif kind != "application/smil":
            names = (part.get(key, "") for key in ("cl", "name", "fn"))
            attachments.append(next((n for n in names if n not in _NO_NAME), kind or "file"))
    return "\n".join(filter(None, said)), tuple(attachments)

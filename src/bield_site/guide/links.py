"""Ways to reach a service, as links that a thumb can press."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from datetime import date

    from bield.records import Channel

_KEYWORD = re.compile(r"(?P<word>\S+) to (?P<number>[\d ]+)")
_ADDRESS = re.compile(r"https:/{2}[^\s<>«»“”()]+[^\s<>«»“”().,;:!?]")
_NUMBER = re.compile(r"[+\d][\dA-Z \-]*")
# Letters as they stand on the keys of a telephone: ITU-T E.161.
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def href(channel: Channel) -> str:
    """Give where pressing it leads: the telephone, a text, a mail, a page.

    Raises:
        ValueError: The value does not have the form of its kind.
    """
    match channel.kind:
        case "phone" if _NUMBER.fullmatch(channel.value):
            return f"tel:{channel.dial or _digits(channel.value)}"
        case "text" if keyword := _KEYWORD.fullmatch(channel.value):
            number = channel.dial or _digits(keyword["number"])
            return f"sms:{number}?body={quote(keyword['word'])}"
        case "text" if _NUMBER.fullmatch(channel.value):
            return f"sms:{channel.dial or _digits(channel.value)}"
        case "email" if "@" in channel.value:
            return f"mailto:{channel.value}"
        case "web" | "chat" if channel.value.startswith("https://"):
            return channel.value
    raise ValueError(f"{channel.value!r} is not the form of a {channel.kind}")


def says(channel: Channel) -> str:
    """Give what the link is called: «Call» and the number, «Text» and the keyword."""
    match channel.kind:
        case "phone":
            return f"Call {channel.value}"
        case "text":
            return f"Text {channel.value}"
        case "email":
            return f"Write to {channel.value}"
        case "web":
            return urlsplit(channel.value).netloc.removeprefix("www.")
        case "chat":
            return f"Chat on {urlsplit(channel.value).netloc.removeprefix('www.')}"


class Stretch(NamedTuple):
    """Some words of a sentence, or an address in it."""

    text: str
    href: str = ""
    """Where it leads; empty of words."""


def linked(sentence: str) -> tuple[Stretch, ...]:
    """Give a sentence of ours in stretches, with the addresses in it as links."""
    made: list[Stretch] = []
    at = 0
    for found in _ADDRESS.finditer(sentence):
        made += [Stretch(sentence[at : found.start()]), Stretch(found[0], found[0])]
        at = found.end()
    return tuple(stretch for stretch in (*made, Stretch(sentence[at:])) if stretch.text)


def day(value: date) -> str:
    """Give a date as people write it: «24 November 2026»."""
    return f"{value.day} {value:%B %Y}"


def _digits(number: str) -> str:
    return re.sub(r"[^\d+]", "", number.translate(_KEYS))

"""Stretches of a text that are no words: pictures and files written out in letters.

A picture can stand in a text as base64, as hexadecimal figures, uuencoded, as a `data:` address,
or drawn in SVG or RTF. Where none may be kept, the text may not be kept as it is.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from enum import StrEnum
from html import unescape
from typing import NamedTuple

from bield.read.kinds import PICTURE_PROBE_BYTES, is_picture

LEFT_OUT = "[not copied: a picture or a file written out in letters]"
_SHORTEST_PICTURE = 100
"""Letters. What is shorter shows nobody."""
_LONGEST_UNKNOWN = 4_000
"""Letters of a stretch that is no picture by its beginning and may be any other file. A long
signature or token has some hundreds."""
_BEGINNING = 10_000
"""Characters in which a drawing says that it is one."""
_FEWEST_FIGURES = 20
"""One in so many signs is a figure, or they are long words: of base64 one in six is."""


class Holds(StrEnum):
    """What stands there."""

    PICTURE = "a picture or a video"
    UNKNOWN = "a file that cannot be looked into"


class Stretch(NamedTuple):
    start: int
    end: int
    holds: Holds


_CHUNK = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
_GLUE = re.compile(r"(?:[\s>|\"'\\,:+]|\\[rnt/])*(?:[A-Za-z0-9+/_-]{1,23}={0,2})?\s*")
_MOST_GLUE = 64
_DATA = re.compile(
    r"data:\s{0,9}([a-z0-9.+-]{0,40}/[a-z0-9.+-]{0,80})?"
    r"((?:\s?;\s?[a-z0-9=._-]{1,80}){0,5})\s?,([^\s\"'<>)]*)",
    re.IGNORECASE,
)
_MAY_SHOW = (
    *("/9j", "_9j", "iVBO", "R0lG", "Qk", "SUkq", "TU0A", "GkXf", "AAA", "/wo", "_wo", "RkxW"),
    *("OEJQ", "UklG", "PHN2", "PFNW", "ff", "FF", "8950", "4749", "424d", "424D", "4949", "4d4d"),
    *("4D4D", "1a45", "1A45", "0000", "464c", "464C", "3842", "5249", "3c73", "3C73"),
)
"""How the beginnings that `is_picture` knows look in base64 and in figures; those of films and of
HEIC have «ftyp» a little further on."""
_FONT = re.compile(r"font|text/|octet-stream", re.IGNORECASE)
_UU = re.compile(r"^(?:begin(?:-base64)? [0-7]{3,4} |=ybegin )([^\n]*)$", re.MULTILINE)
_UU_END = re.compile(r"^(?:end|====|=yend.*)\s*$", re.MULTILINE)
_BINHEX = "(This file must be converted with BinHex"
_DRAWN = re.compile(
    r"(?:<\?xml[^>]{0,300}\?>|<!--.{0,2000}?-->|<!DOCTYPE\s+svg[^>]{0,2000}>|\s)*<svg[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_IN_FIGURES = re.compile(r"(?:/\* XPM \*/|P[1-6]\s+(?:#[^\n]*\n\s*)*\d+\s+\d+\s)")
_RTF_PICTURE = re.compile(r"\\(?:pict|object|objdata|shppict)\b")
_PICTURE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|hei[cf]|bmp|tiff?|mp4|mov|webm|avi|3gp|mkv)\b", re.I
)


def stretches(text: str) -> list[Stretch]:
    """Give the stretches that are pictures or files, in order, none over another."""
    beginning = text.lstrip()[:_BEGINNING]
    if _DRAWN.match(beginning) or _IN_FIGURES.match(beginning):
        return [Stretch(0, len(text), Holds.PICTURE)]
    if beginning.startswith("{\\rtf") and _RTF_PICTURE.search(text):
        return [Stretch(0, len(text), Holds.PICTURE)]
    found = [*_addresses(text), *_uuencoded(text), *_runs(text)]
    at = text.find(_BINHEX)
    if at >= 0:
        found.append(Stretch(at, len(text), Holds.UNKNOWN))
    return _apart(found)


def holds(text: str) -> Holds | None:
    """Tell what stands in a text beside words, in HTML's own writing of letters too."""
    found = stretches(text)
    if not found and "&" in text and (plain := unescape(text)) != text:
        found = stretches(plain)
    if not found:
        return None
    pictured = any(one.holds is Holds.PICTURE for one in found)
    return Holds.PICTURE if pictured else Holds.UNKNOWN


def words_only(text: str) -> str:
    """Give a text with every such stretch left out, and said to be."""
    pieces, at = [], 0
    for one in stretches(text):
        pieces += [text[at : one.start], LEFT_OUT]
        at = one.end
    return "".join([*pieces, text[at:]])


def _addresses(text: str) -> Iterator[Stretch]:
    for match in _DATA.finditer(text):
        kind, more, payload = (match[1] or "").lower(), match[2].lower(), match[3]
        if kind.startswith(("image/", "video/")):
            yield Stretch(match.start(), match.end(), Holds.PICTURE)
        elif "base64" in more and len(payload) >= _SHORTEST_PICTURE:
            if _shows(payload):
                yield Stretch(match.start(), match.end(), Holds.PICTURE)
            elif not _FONT.search(kind):
                yield Stretch(match.start(), match.end(), Holds.UNKNOWN)


def _uuencoded(text: str) -> Iterator[Stretch]:
    at = 0
    while match := _UU.search(text, at):
        end = _UU_END.search(text, match.end())
        at = end.end() if end else len(text)
        pictured = _PICTURE_NAME.search(match[1])
        yield Stretch(match.start(), at, Holds.PICTURE if pictured else Holds.UNKNOWN)


def _runs(text: str) -> Iterator[Stretch]:
    """Long stretches of base64 or of hexadecimal figures, over the ends of lines."""
    start = end = letters = figures = 0
    pictured = False

    def made() -> Iterator[Stretch]:
        if pictured and letters >= _SHORTEST_PICTURE:
            yield Stretch(start, end, Holds.PICTURE)
        elif letters >= _LONGEST_UNKNOWN and figures * _FEWEST_FIGURES >= letters:
            yield Stretch(start, end, Holds.UNKNOWN)

    for chunk in _CHUNK.finditer(text):
        if not chunk[0].strip("-_/+="):
            continue  # a line that is drawn
        between = text[end : chunk.start()]
        if not end or len(between) > _MOST_GLUE or not _GLUE.fullmatch(between):
            yield from made()
            start, letters, figures, pictured = chunk.start(), 0, 0, False
        if not pictured and _shows(chunk[0]):
            # What stood before it may be words without blanks; the picture begins here.
            start, letters, figures, pictured = chunk.start(), 0, 0, True
        end = chunk.end()
        letters += len(chunk[0])
        figures += sum(map(chunk[0].count, "0123456789"))
    # The last line of base64 is shorter than the others.
    if end and (rest := _GLUE.match(text, end)):
        end = rest.end()
    yield from made()


def _shows(written: str) -> bool:
    """Whether letters begin as a picture does that is written in base64 or in figures."""
    start = written[: 2 * PICTURE_PROBE_BYTES]
    if not (start.startswith(_MAY_SHOW) or start[6:8] == "Z0" or start[8:16] == "66747970"):
        return False  # a glance, for most stretches are none
    try:
        plain = start.replace("-", "+").replace("_", "/").replace("%2B", "+").replace("%2F", "/")
        whole = len(plain) // 4 * 4
        if is_picture(base64.b64decode(plain[:whole], validate=True)):
            return True
    except (binascii.Error, ValueError):
        pass
    try:
        return is_picture(bytes.fromhex(start[: len(start) // 2 * 2]))
    except ValueError:
        return False


def _apart(found: list[Stretch]) -> list[Stretch]:
    made: list[Stretch] = []
    for one in sorted(found):
        if not made or one.start >= made[-1].end:
            made.append(one)
            continue
        last = made.pop()
        pictured = Holds.PICTURE in {one.holds, last.holds}
        made.append(
            Stretch(
                last.start,
                max(one.end, last.end),
                Holds.PICTURE if pictured else Holds.UNKNOWN,
            )
        )
    return made

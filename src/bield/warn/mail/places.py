"""The places in a letter where each reader's own stands, and whether they are safe there."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from enum import IntEnum
from html.parser import HTMLParser


class Place(IntEnum):
    """What stands there; the number is where it stands in the values of a reader."""

    NAME = 0
    UNSUBSCRIBE_URL = 1
    PREFERENCES_URL = 2


Piece = str | Place
"""What is the same for everybody, or a place."""

_BY_NAME = {place.name.lower(): place for place in Place}
_BRACES = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_MARK = re.compile("[\ue000-\ue002]")
_LINK_HERE = re.compile(
    """\\shref\\s*=\\s*(?:"[\ue001\ue002]"|'[\ue001\ue002]')(?=[\\s/>])""", re.I
)
_COMMENT_WITH_MARK = re.compile("<!--(?:(?!--!?>)[^\ue000-\ue002])*[\ue000-\ue002]")
_TAG_WITH_MARK = re.compile("<[^<>]*[\ue000-\ue002]")
_NOT_SHOWN = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed"})


class PlaceRefusedError(ValueError):
    """A letter has a place that cannot be filled, or not safely, or lacks one it must have."""


def pieces(part: str, template: str) -> list[Piece]:
    """Cut a text at its places.

    Args:
        part: What to call it in a refusal: `text`, `html`.
        template: With `{{name}}` and the like.

    Raises:
        PlaceRefusedError: It has a place that we know nothing of, or `{{` without its end.
    """
    found: list[Piece] = []
    at = 0
    for braces in _BRACES.finditer(template):
        place = _BY_NAME.get(braces[1])
        if place is None:
            raise PlaceRefusedError(
                f"The letter's {part} has {braces[0][:60]}: only "
                f"{', '.join('{{' + name + '}}' for name in _BY_NAME)} can be filled in."
            )
        found += [template[at : braces.start()], place]
        at = braces.end()
    found.append(template[at:])
    if any("{{" in piece or "}}" in piece for piece in found if isinstance(piece, str)):
        raise PlaceRefusedError(f"The letter's {part} has {{{{ or }}}} that is no place.")
    return [piece for piece in found if piece != ""]


def lines(parts: Sequence[Piece]) -> list[list[Piece]]:
    """Sort the pieces by the lines that they stand in."""
    found: list[list[Piece]] = [[]]
    for piece in parts:
        if isinstance(piece, Place):
            found[-1].append(piece)
            continue
        first, *others = piece.split("\n")
        found[-1].append(first)
        found += [[other] for other in others]
    return found


def refuse_unsafe_places(parts: Sequence[Piece]) -> None:
    """Hold each place of an HTML text to where its escaping is enough.

    A name may stand in the text that is shown, and a link there or as the whole of a quoted
    `href`. Nothing may stand in a script, a style, a comment or another attribute.

    Raises:
        PlaceRefusedError: A place is elsewhere.
    """
    if any(_MARK.search(piece) for piece in parts if isinstance(piece, str)):
        raise PlaceRefusedError("The letter's html has a private character (U+E000 to U+E002).")
    marked = "".join(p if isinstance(p, str) else chr(0xE000 + p) for p in parts)
    looking = _Looking()
    looking.feed(marked)
    looking.close()
    safe = looking.safe
    # A parser may take for text what another takes for a tag or a comment: look without one too.
    if _COMMENT_WITH_MARK.search(marked) or _TAG_WITH_MARK.search(_LINK_HERE.sub("", marked)):
        safe = ""
    for place in Place:
        if safe.count(chr(0xE000 + place)) != marked.count(chr(0xE000 + place)):
            raise PlaceRefusedError(
                f"The letter's html has {{{{{place.name.lower()}}}}} where it could be read as "
                'code. A name can stand in the shown text; a link there or as href="…" of its own.'
            )


def escaped(values: Sequence[str]) -> list[str]:
    """Give a reader's values as HTML has them."""
    return [html.escape(value) for value in values]


class _Looking(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._open: list[str] = []
        self.safe = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        # A second href would be dropped, and one within another value is none.
        links = [value for name, value in attrs if name == "href" and value]
        if len(links) == 1 and len(links[0]) == 1 and _LINK_HERE.search(written):
            self.safe += links[0]
        if tag in _NOT_SHOWN:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _NOT_SHOWN:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._open:
            self.safe += "".join(_MARK.findall(data))

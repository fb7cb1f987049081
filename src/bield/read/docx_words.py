"""The markup of a Word document → what stands on the paper.

Names are matched without their namespace: Word writes one, strict OOXML another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from bield.read.charsets import without_surrogates
from bield.read.refusals import NotAMessageError, TooComplexToReadError

MAX_DEPTH = 300
"""Elements within elements; a table in a table in a text box is 40 deep."""
SMALLEST_SEEN_HALF_POINTS = 4
"""Letters below 2 points are specks: nobody reads them."""

_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "rPrChange", "pPrChange", "instrText"})
"""Deleted words; what stands in for a shape that is told already; how it looked before."""
_INSERTED = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off", "none"})
_FIELD_LINK = re.compile(r"""\bHYPERLINK\s+"([^"]{1,2048})\"""", re.IGNORECASE)
_BLANK_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")

_BROKEN = (
    "This Word document is damaged inside. Save it as PDF, or copy the words you see into a text "
    "file."
)
_TOO_DEEP = (
    "This Word document is nested deeper than a letter is. Save it as PDF, or copy its words into "
    "a text file."
)


def hidden_styles(xml: bytes) -> frozenset[str]:
    """Give the styles whose text is hidden, those that are based on one among them."""
    hidden: set[str] = set()
    based_on: dict[str, str] = {}
    style = ""
    for begins, name, element in _walk(xml):
        if not begins:
            continue
        if name == "style":
            style = _attribute(element, "styleId")
        elif name == "basedOn":
            based_on[style] = _attribute(element, "val")
        elif name == "vanish" and _is_on(element):
            hidden.add(style)
    for _ in range(10):  # as deep as anybody bases one on another
        hidden |= {own for own, base in based_on.items() if base in hidden}
    return frozenset(hidden - {""})


class Words:
    """One document's words, gathered part after part."""

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self._hidden_styles = hidden_styles
        self._pieces: list[str] = []
        self.links: list[str] = []
        """Where links lead that stand in the text as fields."""

    @property
    def text(self) -> str:
        text = without_surrogates("".join(self._pieces)).replace("\x00", "")
        return _BLANK_LINES.sub("\n\n", text).strip()

    def take(self, xml: bytes) -> None:
        """Gather the words of one part.

        Raises:
            NotAMessageError: The markup is damaged.
            TooComplexToReadError: It is nested deeper than any letter.
        """
        left_out = settings = 0  # how many such elements we are in
        runs: list[bool] = []  # of each run that we are in: whether it is hidden
        paragraphs: list[bool] = []
        for begins, name, element in _walk(xml):
            if name in _LEFT_OUT:
                left_out += 1 if begins else -1
                if name == "instrText" and not begins:
                    self.links += _FIELD_LINK.findall(element.text or "")
            elif left_out:
                continue
            elif name == "p":
                if begins:
                    paragraphs.append(False)
                else:
                    paragraphs.pop()
                    self._pieces.append("\n")
            elif name == "r":
                if begins:
                    runs.append(bool(paragraphs) and paragraphs[-1])
                else:
                    runs.pop()
            elif name == "pPr":  # its settings are those of the paragraph and its mark
                settings += 1 if begins else -1
            elif settings:
                if begins and name == "pStyle" and paragraphs:
                    paragraphs[-1] = _attribute(element, "val") in self._hidden_styles
            elif begins and runs and name in {"vanish", "rStyle", "sz"}:
                runs[-1] = self._hides(name, element, was_hidden=runs[-1])
            elif not any(runs):
                self._tell(name, element, begins=begins)
        self._pieces.append("\n")

    def _hides(self, name: str, element: Any, *, was_hidden: bool) -> bool:
        """Whether a run is hidden now that this setting of it was read."""
        value = _attribute(element, "val")
        if name == "vanish":
            return _is_on(element)
        if name == "rStyle":
            return was_hidden or value in self._hidden_styles
        small = value.isdecimal() and int(value[:6]) < SMALLEST_SEEN_HALF_POINTS
        return was_hidden or small

    def _tell(self, name: str, element: Any, *, begins: bool) -> None:
        if begins:
            self._pieces.append(_INSERTED.get(name, ""))
        elif name == "t":
            self._pieces.append(element.text or "")
        elif name == "tc":
            self._pieces.append("\t")


def _walk(xml: bytes) -> Iterator[tuple[bool, str, Any]]:
    """Begin and end of every element, by its bare name; an element is emptied once it ended."""
    path: list[Any] = []
    try:
        for event, element in iterparse(BytesIO(xml), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                path.append(element)
                _check_depth(len(path))
            else:
                path.pop()
            yield event == "start", element.tag.rpartition("}")[2], element
            if event == "end":
                element.clear()
                if path:
                    path[-1].clear()
    except TooComplexToReadError:
        raise
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        # ValueError, LookupError: an encoding that does not exist or has more than one byte.
        raise NotAMessageError(_BROKEN) from None


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise TooComplexToReadError(_TOO_DEEP)


def _attribute(element: Any, name: str) -> str:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def _is_on(element: Any) -> bool:
    return _attribute(element, "val").lower() not in _OFF

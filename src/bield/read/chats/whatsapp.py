"""WhatsApp's «Export chat»: a text file, in the form of the phone's language.

Android writes «07/09/2017, 15:45 - Name: words», iOS «[07/09/2017, 15:45:10] Name: words»; the
rest differs from phone to phone, and `dates` settles it for the file as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import overload

from bield.read.chats.conversation import chat_message
from bield.read.chats.dates import STAMP, DateForm, Evidence, Stamp, settle
from bield.read.chats.labels import is_log_label
from bield.read.chats.media import EDITED_MARKS, media, said_by_the_service, without_edited_mark
from bield.records import Message, Turn

EARLIEST_YEAR = 2009
"""WhatsApp's first release. Source: WhatsApp, «About»."""
_SAMPLE = 2_000
"""Headers that show which form is the file's own."""
_PROBE_CHARACTERS = 20_000

_BIDI = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*+"
_OPENING = rf"{_BIDI}(\[?){STAMP}(\] ?| [-–] |: )"
_FIRST = re.compile(_OPENING)
_NEXT = re.compile(rf"\n{_OPENING}")
_NAME = re.compile(r"[^:\n]{1,100}?(?=: |:\r?\n|:$)")
_NOT_IN_NAMES = re.compile('["“”„«»<>?!]')

Shape = tuple[str | None, ...]


def is_whatsapp(start: str) -> bool:
    """Tell whether a text that begins so is an export: its first line is a header, and so are
    others, of one form."""
    text = start[:_PROBE_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n ")
    if not (first := _FIRST.match(text)) or not _is_header(first):
        return False
    shape = _shape(first)
    headers = [first, *(m for m in _NEXT.finditer(text) if _is_header(m) and _shape(m) == shape)]
    names = [n for m in headers if (n := _NAME.match(text, m.end()))]
    if names and all(is_log_label(n[0]) for n in names):
        return False
    return bool(names) and (len(headers) >= 2 or first[1] == "[")


def read_whatsapp(text: str, *, title: str = "", notes: tuple[str, ...] = ()) -> Message:
    """Give the chat of an exported text.

    Args:
        text: The export.
        title: What the archive calls it; the text does not say.
        notes: What was said of the file before.

    Raises:
        NothingToReadError: Nobody says anything in it.
    """
    chat = Export(text)
    edited = chat.edited()
    if edited:
        notes += (f"Somebody edited {edited:,} of its messages after sending.",)
    return chat_message(
        chat,
        service="WhatsApp",
        title=title or chat.title(),
        notes=notes + chat.form.notes,
        dates_told=bool(chat.form.notes),
    )


class Export(Sequence[Turn]):
    """The turns of an export, each made when it is asked for: there may be half a million."""

    def __init__(self, text: str) -> None:
        # Every place stays where it is: turns of pasted words point into these very characters.
        self.text = text if "\n" in text else text.replace("\r", "\n")
        self._starts, self.form = self._scan()
        self._long_names = self._names_with_colons()

    def _scan(self) -> tuple[list[int], DateForm]:
        own = Counter(_shape(m) for m in islice(self._headers(), _SAMPLE)).most_common(1)
        evidence, starts = Evidence(), []
        last_day: tuple[str | None, ...] = ()
        for m in self._headers():
            if _shape(m) != own[0][0]:
                continue  # a line of some other chat, quoted in this one
            starts.append(m.start())
            groups = m.groups()
            # The same clock words on the same day are in evidence once; no need to look again.
            day = groups[1:8]
            if day != last_day:
                evidence.add(Stamp.of("", groups[1:11]))
                last_day = day
            else:
                evidence.clocks.add((groups[6] or "", groups[7] or "", groups[10] or ""))
        return starts, settle(evidence, earliest_year=EARLIEST_YEAR)

    def _headers(self) -> Iterator[re.Match[str]]:
        first = _FIRST.match(self.text, len(self.text) - len(self.text.lstrip("\ufeff\n ")))
        if first and _is_header(first):
            yield first
        for m in _NEXT.finditer(self.text):
            if _is_header(m):
                yield m

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Turn: ...
    @overload
    def __getitem__(self, index: slice) -> list[Turn]: ...
    def __getitem__(self, index: int | slice) -> Turn | list[Turn]:
        if isinstance(index, slice):
            return [self._turn(i) for i in range(*index.indices(len(self)))]
        return self._turn(range(len(self))[index])

    def _bounds(self, index: int) -> tuple[re.Match[str], int]:
        start = self._starts[index]
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)
        header = _NEXT.match(self.text, start) or _FIRST.match(self.text, start)
        assert header is not None  # noqa: S101 -- it stood there a moment ago
        return header, end

    def _turn(self, index: int) -> Turn:
        header, end = self._bounds(index)
        groups = header.groups()
        raw = self.text[header.start(1) : header.start(12)].strip("\n []")
        when = self.form.moment(Stamp.of(raw, groups[1:11]))
        who, start = self._who(header.end(), end)
        while end > start and self.text[end - 1].isspace():
            end -= 1
        end = without_edited_mark(self.text, start, end)
        attachments, start, end = media(self.text, start, end)
        if who and said_by_the_service(self.text[start:end]):
            who = ""
        while start < end and self.text[start] in "\u200e\u200f":
            start += 1
        return Turn(
            who=who,
            when=when,
            text=self.text[start:end],
            attachments=attachments,
            span=(start, end),
        )

    def _who(self, start: int, end: int) -> tuple[str, int]:
        line_end = self.text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        name = _NAME.match(self.text, start, line_end)
        if not name or _NOT_IN_NAMES.search(name[0]):
            return "", start
        stop = name.end()
        who = name[0].strip("\u200e\u200f\u202a-\u202c\ufeff \u00a0\u202f")
        if (longer := self._long_names.get(who)) and self.text.startswith(longer, stop):
            stop += len(longer)
            who += longer
        return who, min(stop + 2 if self.text[stop : stop + 2] == ": " else stop + 1, end)

    def _names_with_colons(self) -> dict[str, str]:
        """Names that hold a colon: the same words stand behind the first part every time."""
        behind: dict[str, set[str]] = {}
        counts: Counter[str] = Counter()
        for index in range(min(len(self), _SAMPLE)):
            header, end = self._bounds(index)
            who, start = _first_part(self.text, header.end(), min(end, header.end() + 200))
            if who:
                second = _NAME.match(self.text, start, min(end, start + 60))
                behind.setdefault(who, set()).add(f": {second[0]}" if second else "")
                counts[who] += 1
        return {
            who: min(seconds)
            for who, seconds in behind.items()
            if len(seconds) == 1 and "" not in seconds and counts[who] >= 3
        }

    def edited(self) -> int:
        """How many messages say that they were edited."""
        return sum(self.text.count(f"<{mark}") for mark in EDITED_MARKS)

    def title(self) -> str:
        """The people in it, where they are few: the file itself bears no title."""
        names = dict.fromkeys(t.who for t in self[:200] if t.who)
        return ", ".join(list(names)[:3]) + (" …" if len(names) > 3 else "")


def _first_part(text: str, start: int, end: int) -> tuple[str, int]:
    line_end = text.find("\n", start, end)
    name = _NAME.match(text, start, end if line_end < 0 else line_end)
    return (name[0].strip("\u200e\u200f "), name.end() + 2) if name else ("", start)


def _is_header(match: re.Match[str]) -> bool:
    bracketed, closed = match[1] == "[", match[12].startswith("]")
    if bracketed != closed:
        return False
    # Without brackets or a dash only a time with seconds is a header: «7.9.17, 3.45: milk».
    return match[12] != ": " or match[10] is not None


def _shape(m: re.Match[str]) -> Shape:
    """What is the same on every header of one export."""
    groups = m.groups()
    first, last, before, after = groups[1] or "", groups[5] or "", groups[6] or "", groups[10] or ""
    return (
        groups[0],
        groups[2],
        "4" if len(first) == 4 else "2",
        "4" if len(last) == 4 else "2",
        "," if "," in before or "،" in before else "",
        "w" if before.strip(" ,،\u200e\u200f\u202f\u00a0") else "",
        "s" if groups[9] else "",
        "w" if after.strip() else "",
        groups[11],
    )

"""The log of a record: one line an entry, each holding the hash of the line before it.

A line is a JSON object in one canonical form (keys in order, no blanks, UTF-8), so that the same
entry is the same bytes everywhere. Who changes, removes, adds or moves a line breaks every hash
after it; who makes the whole chain anew changes its head, which the seal and its time-stamp hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, overload

from bield.keep.refusals import LogBrokenError

Entry = Mapping[str, Any]
START = "0" * 64
"""What the first entry holds for the line before it."""
CLOCK_WENT_BACK = "clock_went_back"
"""What an entry says, where its moment is before that of the entry before it."""
# Made once: `json.dumps` and `json.loads` would make one for each of 100,000 lines.
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_decoded = json.JSONDecoder().raw_decode


class Entries(Sequence[Entry]):
    """The entries of a log in their order, each read from its line when it is asked for.

    100,000 of them take 50 MB so, and 350 if all are read at once. It never changes: what is added
    later stands in the `Entries` that `grown` gives, which shares the lines with this one.
    """

    __slots__ = ("_count", "_lines")

    def __init__(self, lines: list[bytes] | None = None) -> None:
        """Hold lines of a log, without their line ends.

        Args:
            lines: In order; the list is taken over.
        """
        self._lines = [] if lines is None else lines
        self._count = len(self._lines)

    def grown(self, line: bytes) -> Entries:
        """Give these entries and one more, in a time that does not grow with them."""
        newest = len(self._lines) == self._count
        lines = self._lines if newest else self._lines[: self._count]
        lines.append(line.rstrip(b"\n"))
        return Entries(lines)

    def lines(self) -> Iterator[bytes]:
        """Give the lines, without their line ends."""
        return islice(self._lines, self._count)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Entry]:
        return map(_read, self.lines())

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> list[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | list[Entry]:
        if isinstance(place, slice):
            return [_read(self._lines[n]) for n in range(*place.indices(self._count))]
        if not -self._count <= place < self._count:
            raise IndexError(f"There is no entry {place + 1}.")
        return _read(self._lines[place % self._count])

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Entries):
            return list(self.lines()) == list(other.lines())
        return isinstance(other, Sequence) and list(self) == list(other)


@dataclass(frozen=True, slots=True)
class Chain:
    """A log that hangs together."""

    entries: Entries = field(default_factory=Entries)
    head: str = START
    """SHA-256 of the last line, in hexadecimal; `START` of an empty log."""
    torn: bytes = b""
    """What stands after the last whole line: an entry whose writing was cut short."""

    def after(self, line: bytes) -> Chain:
        """Give the log with one more line, as `line_of` gives it for this one's head."""
        return Chain(self.entries.grown(line), head_after(line))


def line_of(entry: Entry, *, number: int, previous: str) -> bytes:
    """Give the line that an entry is written as.

    Args:
        entry: What it says; must not say `n` or `previous` itself.
        number: Which entry it is, from 1.
        previous: The head of the chain so far.
    """
    whole = {**entry, "n": number, "previous": previous}
    return _encoded(whole).encode("utf-8", "backslashreplace") + b"\n"


def writable(value: Any) -> Any:
    """Give a value with signs that are no text written out, as they come from odd file names."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, Mapping):
        return {key: writable(one) for key, one in value.items()}
    return [writable(one) for one in value] if isinstance(value, list | tuple) else value


def beside_clock(entry: Entry, before: Sequence[Entry]) -> Entry:
    """Give an entry that says so itself where the clock went back since the entry before it.

    Whoever reads the log would otherwise take it for one that was put together out of order.

    Args:
        entry: What it says, with its moment (`at`).
        before: The entries that stand before it.
    """
    said = {key: value for key, value in entry.items() if key != CLOCK_WENT_BACK}
    now, then = _moment(entry), _moment(before[-1]) if before else None
    if now is not None and then is not None and now < then:
        said[CLOCK_WENT_BACK] = True
    return said


def _moment(entry: Entry) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(entry.get("at", "")))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def head_after(line: bytes) -> str:
    """Give the head of a chain that ends with this line."""
    return hashlib.sha256(line.rstrip(b"\n")).hexdigest()


def read_chain(data: bytes, *, seen: Callable[[Entry], object] | None = None) -> Chain:
    """Read a log and hold every entry to the one before.

    Args:
        data: The log.
        seen: Told of each entry, so that 100,000 need not be read twice.

    Raises:
        LogBrokenError: A line is no entry, was changed, removed, added or moved. The error says
            from which entry on, and, where the same lines in another order would hang together,
            that they were reordered.
    """
    lines = data.split(b"\n")
    torn = lines.pop()
    head = START
    for number, line in enumerate(lines, start=1):
        entry = _entry(line, number)
        if entry.get("previous") != head or entry.get("n") != number:
            raise LogBrokenError(number, _why(lines, number, entry))
        if not _is_canonical(entry, line):
            raise LogBrokenError(number, "it is not written in the one form that entries have.")
        head = head_after(line)
        if seen is not None:
            seen(entry)
    return Chain(Entries(lines), head, torn)


def _is_canonical(entry: Entry, line: bytes) -> bool:
    """Tell whether a line is in the one form; one in which a key stands twice is not."""
    try:
        made = _encoded(entry).encode("utf-8", "backslashreplace")
    except RecursionError:
        return False
    return made == line and type(entry["n"]) is int


def _entry(line: bytes, number: int) -> Entry:
    try:
        return _read(line)
    except (ValueError, RecursionError):
        raise LogBrokenError(number, "the line is no entry.") from None


def _read(line: bytes) -> Entry:
    text = line.decode("utf-8")
    entry, end = _decoded(text)
    if not isinstance(entry, dict) or end != len(text):
        raise ValueError("the line is no entry")
    return entry


def _why(lines: Sequence[bytes], number: int, entry: Entry) -> str:
    if sorted(_linked(lines)) == list(range(len(lines))):
        return "the entries were put in another order."
    said = entry.get("n")
    if isinstance(said, int) and said > number:
        return f"an entry before it is missing (it says that it is entry {said})."
    if isinstance(said, int) and said < number:
        return f"an entry was added before it (it says that it is entry {said})."
    return "the entry before it was changed."


def _linked(lines: Sequence[bytes]) -> Iterator[int]:
    """Follow the hashes from the start, wherever each line stands."""
    after: dict[str, int] = {}
    for place, line in enumerate(lines):
        try:
            after[str(json.loads(line).get("previous"))] = place
        except (ValueError, AttributeError, RecursionError):
            return
    head = START
    while head in after:
        place = after.pop(head)
        yield place
        head = head_after(lines[place])

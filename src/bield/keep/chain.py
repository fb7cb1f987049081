"""The log of a record: one line an entry, each holding the hash of the line before it.

A line is a JSON object in one canonical form (keys in order, no blanks, UTF-8), so that the same
entry is the same bytes everywhere. Who changes, removes, adds or moves a line breaks every hash
after it; who makes the whole chain anew changes its head, which the seal and its time-stamp hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bield.keep.refusals import LogBrokenError

Entry = Mapping[str, Any]
START = "0" * 64
"""What the first entry holds for the line before it."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A log that hangs together."""

    entries: tuple[Entry, ...]
    head: str
    """SHA-256 of the last line, in hexadecimal; `START` of an empty log."""
    torn: bytes = b""
    """What stands after the last whole line: an entry whose writing was cut short."""


def line_of(entry: Entry, *, number: int, previous: str) -> bytes:
    """Give the line that an entry is written as.

    Args:
        entry: What it says; must not say `n` or `previous` itself.
        number: Which entry it is, from 1.
        previous: The head of the chain so far.
    """
    whole = {**entry, "n": number, "previous": previous}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace") + b"\n"


def writable(value: Any) -> Any:
    """Give a value with signs that are no text written out, as they come from odd file names."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, Mapping):
        return {key: writable(one) for key, one in value.items()}
    return [writable(one) for one in value] if isinstance(value, list | tuple) else value


def head_after(line: bytes) -> str:
    """Give the head of a chain that ends with this line."""
    return hashlib.sha256(line.rstrip(b"\n")).hexdigest()


def read_chain(data: bytes) -> Chain:
    """Read a log and hold every entry to the one before.

    Raises:
        LogBrokenError: A line is no entry, was changed, removed, added or moved. The error says
            from which entry on, and, where the same lines in another order would hang together,
            that they were reordered.
    """
    *lines, torn = data.split(b"\n")
    entries: list[Entry] = []
    head = START
    for number, line in enumerate(lines, start=1):
        entry = _entry(line, number)
        if entry.get("previous") != head or entry.get("n") != number:
            raise LogBrokenError(number, _why(lines, number, entry))
        if not _is_canonical(entry, line):
            raise LogBrokenError(number, "it is not written in the one form that entries have.")
        entries.append(entry)
        head = head_after(line)
    return Chain(tuple(entries), head, torn)


def _is_canonical(entry: Entry, line: bytes) -> bool:
    said = {key: value for key, value in entry.items() if key not in {"n", "previous"}}
    try:
        made = line_of(said, number=int(entry["n"]), previous=str(entry["previous"]))
    except RecursionError:
        return False
    return made == line + b"\n"


def _entry(line: bytes, number: int) -> Entry:
    try:
        entry = json.loads(line.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise LogBrokenError(number, "the line is no entry.") from None
    if not isinstance(entry, dict):
        raise LogBrokenError(number, "the line is no entry.")
    return entry


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


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

"""Copies of a record's items for showing to others: what is the person's own is left out.

The record and its seal are only read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import getaddresses
from pathlib import Path
from typing import IO

from bield.adapters.disk import synced
from bield.adapters.shared_copy import Bare, CannotCleanError, Form, Own, cleaned
from bield.keep import Entry, UnableToKeepError, safe, shown
from bield.pipeline import Pipeline
from bield.read import MAX_BYTES

_RECEIVED_AS = frozenset({"to", "delivered-to", "x-original-to"})
README = "READ ME FIRST.txt"


@dataclass(frozen=True, slots=True)
class Shared:
    """A copy that was made."""

    entry: int
    name: str
    """Of the file in the folder."""
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotShared:
    """An entry of which no copy was made, and why."""

    entry: int
    name: str
    reason: str


def own_of(
    entries: Iterable[Entry], opened: Callable[[str], IO[bytes]], more: Iterable[str] = ()
) -> Own:
    """Give what is the person's own, as far as a record says it.

    Args:
        entries: Of the record.
        opened: Opens a file of it by its path.
        more: What else they say is.

    Returns:
        What they said of themselves, their accounts, and the addresses that mails came to.

    Raises:
        OSError: The disk failed.
    """
    said: list[str] = []
    for entry in entries:
        if entry.get("kind") == "person":
            said += [str(entry[f]) for f in ("name", "contact", "address") if entry.get(f)]
        elif entry.get("kind") == "payment" and entry.get("from"):
            said.append(str(entry["from"]))
        elif entry.get("what") == "metadata" and isinstance(entry.get("path"), str):
            with opened(str(entry["path"])) as file:
                said += _receivers(file.read())
    return Own().and_also([*said, *more])


def _receivers(metadata: bytes) -> Iterator[str]:
    """The addresses that a mail came to, by its headers."""
    try:
        rows = json.loads(metadata)
    except ValueError:
        return
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) == 3 and str(row[0]).lower() in _RECEIVED_AS:
            yield from (a for _, a in getaddresses([str(row[1])]) if "@" in a)


def _form(entry: Entry) -> Form:
    if entry.get("kind") == "derived":
        return Form.TEXT
    return Form.MAIL_WORDS if entry.get("words") == "read" else Form.OWN


def share(
    entries: Sequence[Entry],
    opened: Callable[[str], IO[bytes]],
    out: Path,
    *,
    wanted: Sequence[int],
    own: Own,
    stages: Pipeline,
    bare: Bare,
) -> tuple[list[Shared], list[NotShared]]:
    """Make copies of items in a new folder.

    Args:
        entries: Of the record.
        opened: Opens a file of it by its path.
        out: The folder to make; it is not made where nothing can be shared.
        wanted: Which entries; all items where none is named.
        own: What is the person's own.
        stages: What reads.
        bare: What copies the pages of a PDF.

    Returns:
        The copies that were made, and of what none was made.

    Raises:
        UnableToKeepError: There is something of this name already, or no such entry.
        OSError: The disk failed; nothing is then left behind.
    """
    if out.exists():
        raise UnableToKeepError(f"There is something called {out} already.")
    copies: list[tuple[Shared, bytes]] = []
    refused: list[NotShared] = []
    for entry in _chosen(entries, wanted):
        number, name = int(entry["n"]), str(entry.get("name", ""))
        try:
            with opened(str(entry["path"])) as file:
                data = file.read(MAX_BYTES + 1)
            made = cleaned(
                data,
                own,
                paper=stages.paper,
                bare=bare,
                form=_form(entry),
            )
        except CannotCleanError as refusal:
            refused.append(NotShared(number, name, str(refusal)))
            continue
        called = f"{number:04}-{safe(own.without(name)[0])}"
        copies.append((Shared(number, called, made.left_out), made.data))
    if copies:
        _write(out, copies)
    return [copy for copy, _ in copies], refused


def _chosen(entries: Sequence[Entry], wanted: Sequence[int]) -> Iterator[Entry]:
    if not wanted:
        yield from (e for e in entries if e.get("kind") == "item" and "path" in e)
        return
    for number in dict.fromkeys(wanted):
        if not 1 <= number <= len(entries) or "path" not in entries[number - 1]:
            raise UnableToKeepError(f"Entry {number} is no file of the record.")
        if entries[number - 1].get("what") in {"metadata", "indicators"}:
            raise UnableToKeepError(
                f"Entry {number} lists what a file says of itself: that is what a shared copy "
                "leaves out."
            )
        yield entries[number - 1]


def _write(out: Path, copies: Sequence[tuple[Shared, bytes]]) -> None:
    part = out.with_name(f"{out.name}.part")
    part.mkdir(mode=0o700)
    try:
        for copy, data in copies:
            (part / copy.name).write_bytes(data)
        (part / README).write_text(_readme([copy for copy, _ in copies]), "utf-8")
        part.rename(out)
        synced(out.parent)
    finally:
        if part.exists():
            for path in part.iterdir():
                path.unlink()
            part.rmdir()


def _readme(copies: Sequence[Shared]) -> str:
    lines = [
        "These are copies for showing to others. They are not the proof: that is the sealed",
        "record, which holds every file as it was given. From these copies was left out:",
        "",
    ]
    for copy in copies:
        lines.append(f"{shown(copy.name)}: {'; '.join(copy.left_out) or 'nothing had to be'}.")
    lines += [
        "",
        "What is seen in a picture was not changed. Seals on mails (DKIM) no longer fit.",
    ]
    return "\n".join(lines) + "\n"

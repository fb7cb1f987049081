"""What can be done to a sealed record: each way with what a verifier must answer.

A record is given as the files in it. What a verifier must name is given as pairs of what is wrong
and a path. Removing, renaming, exchanging and adding are done to every file, not to some.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from two_verifiers import Files, files_of, packed, record_of, sealed

from bield.keep import ALGORITHMS, START, head_after, line_of, manifest

ITEMS = {
    "threat.eml": b"From: a@example.org\r\nSubject: hello\r\n\r\nPay me or else.\r\n",
    "Grüße.txt": "Ich weiß, wo du wohnst.".encode(),
    f"{'long ' * 22}name.txt": b"x" * 700,
    "empty.txt": b"",
}
NOTES = ("They wrote again this morning.", "And once more.")
STAMP = b"no true time-stamp, but nobody asks for that here"
MAIL, NOTE_ENTRY = "data/0002/threat.eml", 6
LOG = "log.jsonl"
Named = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Tampered:
    """A record that somebody did something to."""

    what: str
    files: Files
    must_name: frozenset[str]
    """Paths that a verifier must name, if it does not refuse the whole."""


def whole() -> Files:
    """Give the files of a sealed record that nobody has touched."""
    return files_of(sealed(record_of(ITEMS, NOTES), stamps=[STAMP]))


def every_removal(files: Files) -> Iterator[Tampered]:
    """Remove each file in turn, but for time-stamps: those may be added, so also taken away."""
    for path in _sealed(files):
        left = {other: data for other, data in files.items() if other != path}
        yield Tampered(f"{path} removed", left, frozenset({path}))


def every_renaming(files: Files) -> Iterator[Tampered]:
    """Give each file in turn another name."""
    for path in _sealed(files):
        new = f"{path}.old"
        left = {new if other == path else other: data for other, data in files.items()}
        yield Tampered(f"{path} renamed", left, frozenset({path}))


def every_exchange(files: Files) -> Iterator[Tampered]:
    """Exchange each two files that differ."""
    for one in _sealed(files):
        for other in _sealed(files):
            if one < other and files[one] != files[other]:
                swapped = {**files, one: files[other], other: files[one]}
                yield Tampered(f"{one} and {other} exchanged", swapped, frozenset({one, other}))


def every_addition(files: Files) -> Iterator[Tampered]:
    """Put a file beside each, once with the same bytes and once with others."""
    for path in files:
        for data in (files[path], b"another"):
            new = f"{path}.new"
            yield Tampered(f"{new} added", {**files, new: data}, frozenset({new}))


def every_change(files: Files) -> Iterator[Tampered]:
    """Cut a byte off each file, empty it, and put one on."""
    for path in files:
        for data in (files[path][:-1], b"", files[path] + b"\n"):
            if data != files[path]:
                yield Tampered(f"{path} changed", {**files, path: data}, frozenset({path}))


def _sealed(files: Files) -> list[str]:
    return [path for path in files if not path.startswith("stamps/")]


def sealed_anew(files: Files) -> Files:
    """Make all manifests anew, as a forger would who knows how records are made."""
    kept = {path: data for path, data in files.items() if not path.startswith("tagmanifest-")}
    for kind in ("", "tag"):
        listed = {
            path: data
            for path, data in kept.items()
            if path.startswith("data/") is not bool(kind)
            and not path.startswith(("stamps/", "tagmanifest-", "manifest-" if not kind else "/"))
        }
        for name in ALGORITHMS:
            kept[f"{kind}manifest-{name}.txt"] = manifest(
                {path: hashlib.new(name, data).hexdigest() for path, data in listed.items()}
            )
    return kept


def lines_of(files: Files) -> list[bytes]:
    """Give the lines of a record's log."""
    return files[LOG].splitlines(keepends=True)


def logged(files: Files, lines: list[bytes]) -> Files:
    """Put other lines into the log."""
    return {**files, LOG: b"".join(lines)}


def chained_anew(lines: list[bytes]) -> list[bytes]:
    """Make a log that hangs together again of lines that were changed."""
    made: list[bytes] = []
    head = START
    for number, line in enumerate(lines, start=1):
        entry: dict[str, Any] = json.loads(line)
        said = {key: value for key, value in entry.items() if key not in {"n", "previous"}}
        made.append(line_of(said, number=number, previous=head))
        head = head_after(made[-1])
    return made


def linked_anew(lines: list[bytes]) -> list[bytes]:
    """Make lines hang together again that are not in the one form that entries have."""
    made: list[bytes] = []
    head = START
    for line in lines:
        made.append(re.sub(rb'"previous":"[0-9a-f]{64}"', b'"previous":"%s"' % head.encode(), line))
        head = head_after(made[-1])
    return made


def _with_first(lines: list[bytes], old: bytes, new: bytes) -> list[bytes]:
    return linked_anew([lines[0].replace(old, new, 1), *lines[1:]])


def _without(lines: list[bytes], place: int) -> list[bytes]:
    return lines[:place] + lines[place + 1 :]


def _moved(lines: list[bytes], place: int) -> list[bytes]:
    return [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]


LOGS: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "two entries moved": lambda lines: _moved(lines, NOTE_ENTRY - 1),
    "all entries turned round": lambda lines: lines[::-1],
    "the first entry removed": lambda lines: lines[1:],
    "an entry removed": lambda lines: _without(lines, NOTE_ENTRY - 1),
    "the sealing removed": lambda lines: lines[:-1],
    "an entry twice": lambda lines: [*lines[:3], *lines[2:]],
    "an entry after the sealing": lambda lines: chained_anew([*lines, lines[-2]]),
    "the words of a note changed": lambda lines: [x.replace(b"again", b"never") for x in lines],
    "a blank in an entry": lambda lines: _with_first(lines, b",", b", "),
    "a key twice": lambda lines: _with_first(lines, b"{", b'{"at":"2020",'),
    "a number as a fraction": lambda lines: _with_first(lines, b'"n":1', b'"n":1.0'),
    "true for a number": lambda lines: _with_first(lines, b'"n":1', b'"n":true'),
    "letters written out": lambda lines: linked_anew(
        [line.replace("ü".encode(), b"\\u00fc") for line in lines]
    ),
    "lines of another system": lambda lines: linked_anew(
        [line.replace(b"\n", b"\r\n") for line in lines]
    ),
    "the last line cut short": lambda lines: [*lines[:-1], lines[-1][:-9]],
    "no end to the last line": lambda lines: [*lines[:-1], lines[-1].rstrip(b"\n")],
    "an empty line": lambda lines: [*lines, b"\n"],
    "no entries": lambda lines: [],
    "what is no JSON": lambda lines: [*lines[:2], b"\xff\n", *lines[2:]],
    "a list for an entry": lambda lines: [*lines[:2], b"[]\n", *lines[2:]],
    "deep brackets": lambda lines: [*lines[:2], b"[" * 100_000 + b"\n", *lines[2:]],
    "an endless number": lambda lines: [*lines[:2], b"9" * 5_000 + b"\n", *lines[2:]],
    "another chain from some entry on": lambda lines: [*lines[:4], *chained_anew(lines)[5:]],
    "a sealing at no time": lambda lines: chained_anew(
        [*lines[:-1], lines[-1].replace(b"2026-11-24T10", b"2026-19-24T10")]
    ),
    "a sealing that would clear the screen": lambda lines: chained_anew(
        [*lines[:-1], lines[-1].replace(b"2026-11-24T10", b"\\u001b[2J26-11-24T10")]
    ),
}
"""Ways to change a log, for each of which it does not hang together, or not with its sealing."""

FORGED: dict[str, tuple[Callable[[Files], Files], Named]] = {
    "an item changed": (
        lambda files: {**files, MAIL: b"Dear friend"},
        {("log", MAIL)},
    ),
    "an item removed": (
        lambda files: {path: data for path, data in files.items() if path != MAIL},
        {("log", MAIL)},
    ),
    "an item added": (
        lambda files: {**files, "data/0002/more.txt": b"x"},
        {("log", "data/0002/more.txt")},
    ),
    "an item renamed": (
        lambda files: {("data/0002/x" if p == MAIL else p): d for p, d in files.items()},
        {("log", MAIL), ("log", "data/0002/x")},
    ),
    "the log without the entry of an item": (
        lambda files: logged(files, chained_anew(_without(lines_of(files), 1))),
        {("log", MAIL)},
    ),
}
"""What a forger did who then sealed anew: only the log can tell, and it does."""

UNTOLD: dict[str, Callable[[Files], Files]] = {
    "the log without a note": lambda files: logged(
        files, chained_anew(_without(lines_of(files), NOTE_ENTRY - 1))
    ),
    "a note with other words": lambda files: logged(
        files, chained_anew([x.replace(b"again", b"never") for x in lines_of(files)])
    ),
    "notes in another order": lambda files: logged(
        files, chained_anew(_moved(lines_of(files), NOTE_ENTRY - 1))
    ),
    "neither the item nor its entry": lambda files: logged(
        {path: data for path, data in files.items() if path not in {MAIL, "bag-info.txt"}}
        | {"bag-info.txt": b"Bag-Software-Agent: bield test\n"},
        chained_anew(_without(lines_of(files), 1)),
    ),
    "other words for people": lambda files: {**files, "README.txt": b"All is well."},
}
"""What a forger did who rebuilt the whole: a new record, and only its root can tell."""


def forged(change: Callable[[Files], Files]) -> bytes:
    """Change a record, seal it anew and pack it as records are packed."""
    return packed(sealed_anew(change(whole())))

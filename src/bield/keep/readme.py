"""`README.txt` of a sealed record: what it is, and how to check it with no program of ours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from bield.keep.chain import CLOCK_WENT_BACK, Entry, beside_clock
from bield.keep.names import shown

MOST_TOLD = 5_000
"""Entries that are told of: as many as a person may look through. All stand in the log."""
_LABELS = {
    "given": "as it was given, never changed",
    "own": "the person's own words",
    "read": "read from an item by a program",
    "ocr": "read from a picture by a program; it may have errors",
}
_TOLD = {
    "person": ("name", "contact", "address"),
    "payment": ("way", "amount", "currency", "to", "reference", "text"),
}
"""What is told of an entry of these kinds; of the others the same fields of all."""


def readme(entries: Sequence[Entry], *, at: str, head: str) -> bytes:
    """Give the text."""
    lines = [
        "A SEALED RECORD",
        "",
        "Somebody kept this as proof of a threat. Please treat it in confidence.",
        f"Sealed at {at}, by the clock of the computer on which it was made.",
        *(
            ["That clock had been set back: it showed a later time when the last entry was made."]
            if CLOCK_WENT_BACK in beside_clock({"at": at}, entries)
            else []
        ),
        "",
        "WHAT IS IN IT",
        "",
        "data/                the items, byte for byte as they were given",
        "log.jsonl            what was added, when and how; each line holds the hash of the one",
        "                     before, so that no line can be changed, removed or moved unseen",
        "description.jsonld   the same for programs (CASE/UCO)",
        "manifest-*.txt       the hash of each item; tagmanifest-*.txt: of each file beside them",
        "stamps/              time-stamps by others, where there are any (RFC 3161)",
        "",
    ]
    for entry in islice(entries, MOST_TOLD):
        lines += _told(entry)
    if len(entries) > MOST_TOLD:
        lines.append(f"      … and {len(entries) - MOST_TOLD:,} more, which stand in log.jsonl.")
    lines += [
        "",
        "HOW TO CHECK IT",
        "",
        "With Bield:          bield record verify FILE",
        "With Python:         python3 verify_record.py FILE",
        "                       one file; who has Bield writes it out: bield record verifier OUT",
        "With neither:        unpack the file, go into its folder, and type",
        "                       sha256sum --check --quiet manifest-sha256.txt",
        "                       sha256sum --check --quiet tagmanifest-sha256.txt",
        "                       sha256sum tagmanifest-sha256.txt",
        "and, for a time-stamp, with the root certificate of its authority in ROOT.pem",
        "                       openssl ts -verify -data tagmanifest-sha256.txt -in stamps/… \\",
        "                         -CAfile ROOT.pem",
        "The third line prints the root. It must be the one that whoever made the record gave you,",
        "on paper or by word of mouth, and the one that a time-stamp holds.",
        f"The last entry of the log has the hash {head}.",
        "",
    ]
    return "\n".join(lines).encode("utf-8", "backslashreplace")


def _told(entry: Entry) -> list[str]:
    number, kind = entry.get("n"), entry.get("kind")
    lines = [f"{number:>4}. {entry.get('at', '')}  {_what(str(kind), entry)}"]
    if "path" in entry:
        lines.append(f"      {shown(str(entry['name']))}, {int(entry['size']):,} bytes")
        lines.append(f"      SHA-256 {entry['sha256']}")
    if entry.get(CLOCK_WENT_BACK):
        lines.append("      The computer's clock had been set back since the entry before.")
    label = _LABELS.get(str(entry.get("words", "")))
    if label:
        lines.append(f"      ({label})")
    for field in _TOLD.get(str(kind), ("value", "text", "how", "tool")):
        if entry.get(field):
            words = " ".join(str(entry[field]).split())
            text = "".join(c for c in words if c.isprintable() or c in "\u200c\u200d")
            lines.append(f"      {text[:300]}{' …' if len(text) > 300 else ''}")
    if isinstance(entry.get("when"), dict):
        lines.append(
            f"      when: {shown(str(entry['when'].get('raw', '')))} ({entry['when'].get('clock')})"
        )
    return lines


def _what(kind: str, entry: Entry) -> str:
    return {
        "opened": "The record was begun.",
        "item": f"Added: {entry.get('what', 'an item')}.",
        "derived": f"Made from entry {entry.get('of')}.",
        "detail": f"A detail: {entry.get('what', '')}.",
        "note": "A note.",
        "correction": f"A correction to entry {entry.get('of')}.",
        "person": "Who is threatened.",
        "payment": "Money that was sent." if entry.get("gone") else "Money that was asked for.",
        "placeholder": "Not copied, only named.",
    }.get(kind, kind)

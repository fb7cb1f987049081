"""`indicators.csv`: the same as a table, for a spreadsheet.

RFC 4180, in UTF-8 with a byte-order mark: without it Excel takes other letters for those of the
machine's own code page. A spreadsheet takes what begins with `=`, `+`, `-` or `@` for a formula,
and figures for a number, whose zeros and last places it then loses; so an apostrophe is set before
such a cell, and the last column says so. A telephone number stays what it is: `tel:+442079460000`
(RFC 3966) begins with a letter.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from bield.hand_over.analysts.handling import Handling
from bield.hand_over.analysts.things import CONFIDENCE, Asked, Form, Known, Thing
from bield.hand_over.analysts.told import TOLD, about
from bield.hand_over.analysts.words import moment_words, utc
from bield.records import Words

COLUMNS = (
    "what",
    "value",
    "as_given",
    "where",
    "coin",
    "amount",
    "currency",
    "by",
    "to",
    "reference",
    "told_by",
    "confidence",
    "seen_utc",
    "seen_as_written",
    "act_on_it",
    "note",
    "entries",
    "tlp",
    "expires",
    "apostrophe_set",
)
_NUMBERS = frozenset({"amount", "confidence", "entries"})
_STARTS = "=+@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u2212\u207a\u207b\u207c-"
"""What begins a formula; also full-width and like it, which a spreadsheet of East Asia reads."""
_FORMULA = re.compile(rf"(^|[;,|\t\r\n])([\s\"']*)(?=[{_STARTS}])")
"""Also after a sign that parts cells elsewhere: half of Europe opens a table parted by `;`."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LIKE_NUMBER = re.compile(
    r"(?=[^\d]*\d)[\d\s.,:/()%€$£-]*(?:E[+-]?\d+)?"
    r"|\d{0,4}[\s/.-]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s/.-]?\d{0,4}"
    r"|true|false",
    re.I,
)
"""What a spreadsheet makes a number, a day or a truth of."""


def table(found: Known, handling: Handling) -> bytes:
    """Give the table: a row a thing, then a row a sum that was demanded or sent.

    Args:
        found: What is known of the offender.
        handling: How far it may go, and until when.
    """
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(found):
        row |= {
            "tlp": handling.tlp.label,
            "expires": handling.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        cells = [_cell(column, row.get(column, "")) for column in COLUMNS[:-1]]
        changed = any(
            cell != row.get(column, "") for column, cell in zip(COLUMNS[:-1], cells, strict=True)
        )
        writer.writerow([*cells, "yes" if changed else ""])
    return written.getvalue().encode("utf-8-sig")


def _rows(found: Known) -> Iterator[dict[str, str]]:
    for thing in found.things:
        yield _row(thing)
    for asked in found.asked:
        yield _row_of_sum(asked)


def _row(thing: Thing) -> dict[str, str]:
    certain = utc(thing.seen)
    return {
        "what": (thing.kind if thing.form is Form.TEXT else thing.form).replace("_", " "),
        "value": f"tel:{thing.value}" if thing.form is Form.PHONE else thing.value,
        "as_given": thing.as_given,
        "where": thing.where,
        "coin": thing.coin,
        "told_by": TOLD[thing.words],
        "confidence": str(thing.confidence),
        "seen_utc": certain or "",
        "seen_as_written": "" if certain else moment_words(thing.seen),
        "act_on_it": "yes" if thing.points else "no",
        "note": " ".join(about(thing)),
        "entries": " ".join(map(str, thing.entries)),
    }


def _row_of_sum(asked: Asked) -> dict[str, str]:
    certain = utc(asked.when)
    return {
        "what": f"money {asked.state}",
        "amount": asked.amount,
        "currency": asked.currency,
        "by": asked.way_name,
        "to": asked.to,
        "reference": asked.reference,
        "told_by": TOLD[Words.OWN],
        "confidence": str(CONFIDENCE[Words.OWN]),
        "seen_utc": certain or "",
        "seen_as_written": "" if certain else moment_words(asked.when),
        "act_on_it": "no",
    }


def _cell(column: str, text: str) -> str:
    """Give a cell that a spreadsheet shows as it is, and neither counts nor carries out."""
    if column in _NUMBERS and _NUMBER.fullmatch(text):
        return text
    safe = _FORMULA.sub(r"\1\2'", text)
    return f"'{safe}" if safe == text and _LIKE_NUMBER.fullmatch(text) else safe

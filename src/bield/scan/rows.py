"""What a scan writes of one message: never its words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from bield.pipeline import Pipeline
from bield.ports import Given, Refused
from bield.read import UnableToReadError
from bield.records import Finding, Indicator, IndicatorKind, Message, Tactic, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One message, looked at."""

    source: str
    """The file, and where in it: `box.mbox@8812`, the byte at which the mail begins."""
    bytes: int
    digest: str
    """SHA-256 of the message's bytes, in hexadecimal: the same mail twice has the same."""
    verdict: Verdict | None
    """`None` where it could not be read."""
    tactic: Tactic
    probability: float | None
    """That this is sextortion, 0 to 1; `None` where the first look settled that it is none."""
    language: str
    """ISO 639-1; empty where nothing tells, or where the first look settled it."""
    claims: tuple[str, ...] = ()
    """Ids of `facts/claims.yaml`, of a threat only."""
    indicators: tuple[Indicator, ...] = ()
    """The offender's details, of a threat only; never a password."""
    refusal: str = ""
    """Why it could not be read; empty where it was."""


def look_at_given(stages: Pipeline, given: Given | Refused) -> Iterator[Row]:
    """Give the rows of what was found in a store: looked at, or why it could not be opened."""
    if isinstance(given, Refused):
        yield refused_row(given.name, 0, "", given.reason)
    else:
        yield from look_at(stages, given.name, given.data)


FAULT = "Fault"
"""How the refusal of a row begins that Bield itself is to blame for."""


def look_at(stages: Pipeline, source: str, data: bytes) -> Iterator[Row]:
    """Give a row for each message in these bytes: one for a mail, several for an export of chats.

    Args:
        stages: The pipeline.
        source: What the bytes are called.
        data: As `bield.read.read_all` takes them.

    Yields:
        The rows, in order. Nothing that can be read wrong raises: it is a row that says so.
    """
    digest = hashlib.sha256(data).hexdigest()
    try:
        for part, message in stages.read_all(data):
            name = f"{source}#{part.removeprefix('#')}" if part else source
            if isinstance(message, UnableToReadError):
                refusal = f"{type(message).__name__}: {message}"
                yield refused_row(name, len(data), digest, refusal)
            else:
                yield _looked_at(stages, name, len(data), digest, message)
    except Exception as error:  # noqa: BLE001 -- one mail in a million must not end the scan
        # Not its words: an error of ours may quote the message.
        refusal = f"{FAULT}: Bield is at fault ({type(error).__name__}). Please report it."
        yield refused_row(source, len(data), digest, refusal)


def plain(row: Row) -> dict[str, object]:
    """Give a row as values of JSON, as they stand in a line or a table."""
    return {
        # A file name may hold bytes that are no text: they are shown, and never break a row.
        "source": row.source.encode("utf-8", errors="backslashreplace").decode(),
        "bytes": row.bytes,
        "digest": row.digest,
        "verdict": row.verdict.value if row.verdict else None,
        "tactic": row.tactic.value,
        "probability": row.probability,
        "language": row.language,
        "claims": list(row.claims),
        "indicators": [
            {"kind": i.kind.value, "value": i.value, "valid": i.valid} for i in row.indicators
        ],
        "refusal": row.refusal,
    }


def refused_row(source: str, size: int, digest: str, refusal: str) -> Row:
    """Give the row of what could not be read."""
    return Row(
        source=source,
        bytes=size,
        digest=digest,
        verdict=None,
        tactic=Tactic.NONE,
        probability=None,
        language="",
        refusal=refusal,
    )


_THREATS = frozenset({Verdict.SEXTORTION, Verdict.OTHER_EXTORTION})


def _looked_at(stages: Pipeline, source: str, size: int, digest: str, message: Message) -> Row:
    finding = stages.recognise(message) if stages.needs_a_full_look(message) else _NOTHING
    threat = finding.verdict in _THREATS
    return Row(
        source=source,
        bytes=size,
        digest=digest,
        verdict=finding.verdict,
        tactic=finding.tactic,
        probability=None if finding is _NOTHING else finding.probability,
        language=finding.language,
        claims=tuple(dict.fromkeys(r.claim for r in finding.reasons)) if threat else (),
        indicators=tuple(_offenders(finding)) if threat else (),
    )


def _offenders(finding: Finding) -> Iterator[Indicator]:
    for indicator in finding.indicators:
        if indicator.kind is not IndicatorKind.PASSWORD:
            yield indicator


_NOTHING = Finding(
    verdict=Verdict.NOT_SEXTORTION,
    tactic=Tactic.NONE,
    probability=0.0,
    certainty=1.0,
    reasons=(),
    indicators=(),
)
"""What a message is that the first look settles."""

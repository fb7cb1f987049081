"""What time-stamps say: asked of others, looked at, told.

A sealed record in a tar has its time-stamps inside. Beside any other file stand its own,
`FILE.tsr`, `FILE.2.tsr`, and are of the file itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bield.adapters.bag_stores import Opened
from bield.cli.exits import Exit
from bield.cli.guarded import NEEDS_KEEP, has_keep, need_keep, reason
from bield.keep import UnableToReadRecordError, Verified

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_MAX_STAMP_BYTES = 1024 * 1024
CLOCK_TOLERANCE_S = 300
"""Two clocks that differ by no more are taken for the same: most computers keep to seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What there is to tell of a time-stamp."""

    path: str
    at: str = ""
    """RFC 3339 in UTC, by the authority's clock; empty where it is no true time-stamp."""
    authority: str = ""
    trusted: bool = False
    problem: str = ""
    """Why it is none of this record's, or no trusted authority's."""
    doubt: str = ""
    """What is odd about a time-stamp that is true."""
    checked: bool = True
    """Whether what it takes to check it is installed."""


def asked(digest: bytes, urls: Sequence[str], *, sealed_at: str = "") -> list[bytes]:
    """Ask authorities for time-stamps, and tell what came; one that fails does not stop others.

    Args:
        digest: What is stamped.
        urls: Their addresses.
        sealed_at: When the record says that it was sealed.
    """
    from bield.adapters.timestamp import AuthorityError, check_stamp, stamp

    tokens = []
    for url in urls:
        try:
            token = stamp(digest, url)
        except AuthorityError as problem:
            typer.echo(f"Not stamped: {problem}", err=True)
            continue
        made = check_stamp(token, digest)
        typer.echo(f"Stamped at {made.at:%Y-%m-%d %H:%M:%S} UTC by {made.authority}.")
        if doubt := _doubt(made.at, sealed_at):
            typer.echo(doubt, err=True)
        tokens.append(token)
    return tokens


def looked_at(
    bag: Opened, verified: Verified, roots: Sequence[Certificate] = (), *, file: Path | None = None
) -> list[Told]:
    """Look at the time-stamps in a record, and at those beside the file that it came in."""
    stamps = [(name, bag.read(name)) for name in verified.stamps]
    digests = [bytes.fromhex(verified.root)] * len(stamps)
    if file is not None and file.is_file() and (beside := _beside(file)):
        with file.open("rb") as given:
            digest = hashlib.file_digest(given, "sha256").digest()
        stamps += [(place.name, _beginning(place)) for place in beside]
        digests += [digest] * len(beside)
    if stamps and not has_keep():
        return [Told(path=name, checked=False) for name, _ in stamps]
    if not stamps:
        return []
    from bield.adapters.timestamp import check_stamp

    told = []
    for (name, token), digest in zip(stamps, digests, strict=True):
        try:
            stamp = check_stamp(token, digest, roots)
        except UnableToReadRecordError as problem:
            told.append(Told(path=name, problem=reason(problem)))
            continue
        told.append(
            Told(
                path=name,
                at=f"{stamp.at:%Y-%m-%dT%H:%M:%SZ}",
                authority=stamp.authority,
                trusted=stamp.trusted,
                doubt=_doubt(stamp.at, verified.sealed_at),
            )
        )
    return told


def trusted(paths: Sequence[Path]) -> tuple[Certificate, ...]:
    """Read the certificates of authorities that are trusted.

    Raises:
        NoCertificateError: A file holds none; the error names it.
        OSError: One cannot be read, or what reads it is not installed.
    """
    if not paths:
        return ()
    need_keep()
    from bield.adapters.timestamp import certificates

    return certificates(paths)


def tell_stamp(stamp: Told) -> None:
    """Tell of a time-stamp in a sentence or two."""
    if not stamp.checked:
        typer.echo(f"{stamp.path} was NOT checked. {NEEDS_KEEP}")
    elif stamp.problem:
        typer.echo(f"{stamp.path}, NOT a true time-stamp: {stamp.problem}")
    elif stamp.trusted:
        typer.echo(f"Stamped at {stamp.at} by {stamp.authority}, which you trust.")
    else:
        typer.echo(
            f"Stamped at {stamp.at}, as {stamp.path} says, by {stamp.authority}. Whether they "
            "made it was not checked: name their root certificate with --trust."
        )
    if stamp.doubt:
        typer.echo(f"  {stamp.doubt}")


def outcome_of(stamps: Sequence[Told]) -> Exit:
    """Give how a command ends that looked at these."""
    if any(stamp.problem for stamp in stamps):
        return Exit.NEGATIVE
    return Exit.DONE if all(stamp.checked for stamp in stamps) else Exit.OUTSIDE


def _doubt(at: datetime, sealed_at: str) -> str:
    """Say how a time-stamp and the time of sealing go together, where they do not."""
    try:
        gap_s = (at - datetime.fromisoformat(sealed_at)).total_seconds()
    except (ValueError, TypeError):
        return ""
    if gap_s < -CLOCK_TOLERANCE_S:
        return (
            f"That is {_span(-gap_s)} BEFORE the record says that it was sealed ({sealed_at}). One "
            "clock was wrong: that of the computer which sealed it, or the authority's."
        )
    if gap_s > CLOCK_TOLERANCE_S:
        return (
            f"That is {_span(gap_s)} after the record says that it was sealed ({sealed_at}). The "
            "time-stamp bears out the later time, not the earlier one."
        )
    return ""


def _span(seconds: float) -> str:
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {name}{'' if count == 1 else 's'}"
    return f"{seconds:.0f} seconds"


def names_beside(path: Path) -> Iterator[Path]:
    """Give where time-stamps of a file stand, the first first."""
    yield path.with_name(f"{path.name}.tsr")
    number = 2
    while True:
        yield path.with_name(f"{path.name}.{number}.tsr")
        number += 1


def _beginning(place: Path) -> bytes:
    """Give as much of a file as a time-stamp may have."""
    with place.open("rb") as file:
        return file.read(_MAX_STAMP_BYTES)


def _beside(path: Path) -> list[Path]:
    found: list[Path] = []
    for place in names_beside(path):
        if not place.is_file():
            return found
        found.append(place)
    return found

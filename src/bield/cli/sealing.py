"""`bield record seal`: a record as one file, locked or not."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import typer

from bield import __version__
from bield.adapters.age_files import MAX_PASSPHRASE_BYTES, lock_for_keys, lock_with_words
from bield.adapters.appearing import appearing
from bield.adapters.record_folder import RecordFolder
from bield.adapters.sealing import Sink, pour
from bield.cli.exits import Exit
from bield.cli.guarded import guarded, need_keep
from bield.cli.progress import bar
from bield.cli.recipients import public_keys, tell_recipients
from bield.cli.stamps import asked
from bield.cli.verdict import tell_root
from bield.keep import UnableToKeepError, safe, seal
from bield.wiring import clock

_MADE_BY = f"bield {__version__}"
Pour = Callable[[Sink], None]
"""Gives the bytes of a sealed record to what takes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """What came of sealing."""

    root: str
    words: str
    """Those that open it; empty where it is not locked with words. They stand nowhere else."""
    recipients: tuple[str, ...]
    stamped: bool


def seal_record(
    path: Path, out: Path, *, to: Sequence[str], words: bool, stamps: Sequence[str]
) -> Exit:
    """Seal a record into one file, and tell its root."""

    def work() -> Exit:
        made = seal_into(path, out, to=to, words=words, stamps=stamps)
        typer.echo(f"Sealed: {out}")
        if made.words:
            typer.echo(f"The words that open it, shown this once: {made.words}")
        tell_recipients(made.recipients)
        tell_root(made.root)
        if not made.stamped:
            typer.echo(f"Not yet stamped by anybody else: bield record stamp {out} URL")
        return Exit.DONE

    return guarded(work)


def seal_into(
    path: Path, out: Path, *, to: Sequence[str], words: bool, stamps: Sequence[str]
) -> SealedFile:
    """Seal a record into one file.

    Args:
        path: The record.
        out: The file to make.
        to: For whose public keys it is locked.
        words: Whether it is locked with words, which are chosen here.
        stamps: Addresses of authorities that time-stamp it.

    Raises:
        UnableToKeepError: It cannot be sealed so; the error says why.
        UnableToReadRecordError: It is no record, or its log is broken.
        OSError: What locks is not installed, or the disk failed; there is then no such file.
    """
    if to or words or stamps:
        need_keep()
    if to and words:
        raise UnableToKeepError(
            "A file is locked either for keys or with words. Seal it twice, into two files: "
            "once with --to, once with --words."
        )
    if out.exists():
        raise UnableToKeepError(f"There is a file called {out} already.")
    recipients = public_keys(to)
    now = clock().now().astimezone(UTC)
    with RecordFolder(path) as record:
        made = seal(record.chain, at=_written(now), made_by=_MADE_BY)
        # Asked for before it is written: a time-stamp stands inside what is locked.
        tokens = asked(bytes.fromhex(made.root), stamps, sealed_at=_written(now))
        name, total = safe(path.resolve().name), sum(made.sizes.values())
        if words and total > MAX_PASSPHRASE_BYTES:
            raise UnableToKeepError(
                "It is too large to be locked with words. Lock it for a key: bield keys new "
                "FILE, then --to"
            )
        with bar(total, "Sealing") as progress, appearing(out) as file:

            def poured(sink: Sink) -> None:
                pour(
                    made,
                    path,
                    sink,
                    name=name,
                    moment_s=int(now.timestamp()),
                    progress=progress,
                    stamps=tokens,
                )

            chosen = ""
            if recipients:
                _lock_for_keys(poured, file, recipients)
            elif words:
                chosen = _lock_with_words(poured, file)
            else:
                poured(file)
    return SealedFile(
        root=made.root, words=chosen, recipients=tuple(recipients), stamped=bool(tokens)
    )


def _lock_with_words(poured: Pour, file: IO[bytes]) -> str:
    """Lock with new words, and give them."""
    from bield.adapters.locked import new_words
    from bield.facts.words import load_words

    plain = io.BytesIO()
    poured(plain)
    chosen = " ".join(new_words(load_words()))
    file.write(lock_with_words(plain.getvalue(), chosen))
    return chosen


def _lock_for_keys(poured: Pour, file: IO[bytes], recipients: Sequence[str]) -> None:
    """Lock in a stream: age reads what the record pours, so that neither is held in memory."""
    reading, writing = os.pipe()
    failed: list[BaseException] = []

    def feed() -> None:
        try:
            with os.fdopen(writing, "wb") as sink:
                poured(sink)
        except BaseException as problem:  # noqa: BLE001 -- raised below, in the main thread
            failed.append(problem)

    feeder = threading.Thread(target=feed)
    with os.fdopen(reading, "rb") as source:
        feeder.start()
        try:
            lock_for_keys(source, file, recipients)
        finally:
            source.close()
            feeder.join()
    if failed:
        raise failed[0]


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

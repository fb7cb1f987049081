"""`bield record seal`: a record as one file, locked or not."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import IO

import typer

from bield import __version__
from bield.adapters.disk import synced
from bield.adapters.record_folder import RecordFolder
from bield.adapters.sealing import pour, write_sealed
from bield.cli.exits import Exit
from bield.cli.guarded import guarded, has_keep
from bield.cli.progress import bar
from bield.cli.stamping import stamped
from bield.cli.verdict import tell_root
from bield.keep import Seal, UnableToKeepError, safe, seal
from bield.wiring import clock

_MADE_BY = f"bield {__version__}"


def seal_record(
    path: Path, out: Path, *, to: Sequence[str], words: bool, stamps: Sequence[str]
) -> Exit:
    """Seal a record into one file, and tell its root."""
    if (to or words or stamps) and not has_keep():
        return Exit.OUTSIDE
    if to and words:
        typer.echo("Lock it for keys or with words, not both. Seal it twice for both.", err=True)
        return Exit.MISTAKE

    def work() -> Exit:
        now = clock().now().astimezone(UTC)
        with RecordFolder(path) as record:
            made = seal(record.chain, at=now.strftime("%Y-%m-%dT%H:%M:%SZ"), made_by=_MADE_BY)
            tokens = stamped(made, stamps)
            name, moment_s = safe(path.resolve().name), int(now.timestamp())
            if words:
                _lock_with_words(made, path, out, name, moment_s, tokens)
            elif to:
                _lock_for_keys(made, path, out, name, moment_s, tokens, to)
            else:
                with bar(sum(made.sizes.values()), "Sealing") as progress:
                    write_sealed(
                        made,
                        path,
                        out,
                        name=name,
                        moment_s=moment_s,
                        stamps=tokens,
                        progress=progress,
                    )
        typer.echo(f"Sealed: {out}")
        tell_root(made.root)
        if not tokens:
            typer.echo("Not yet stamped by anybody else: bield record stamp FILE URL")
        return Exit.DONE

    return guarded(work)


def _lock_with_words(
    made: Seal, folder: Path, out: Path, name: str, moment_s: int, tokens: dict[str, bytes]
) -> None:
    from bield.adapters.age_files import MAX_PASSPHRASE_BYTES, lock_with_words
    from bield.adapters.locked import new_words
    from bield.facts.words import load_words

    if sum(made.sizes.values()) > MAX_PASSPHRASE_BYTES:
        raise UnableToKeepError(
            "It is too large to be locked with words. Lock it for a key: bield keys new FILE"
        )
    plain = io.BytesIO()
    pour(made, folder, plain, name=name, moment_s=moment_s, stamps=tokens)
    chosen = " ".join(new_words(load_words()))
    with _made(out) as file:
        file.write(lock_with_words(plain.getvalue(), chosen))
    typer.echo(f"The words that open it, shown this once: {chosen}")


def _lock_for_keys(
    made: Seal,
    folder: Path,
    out: Path,
    name: str,
    moment_s: int,
    tokens: dict[str, bytes],
    to: Sequence[str],
) -> None:
    from bield.adapters.age_files import lock_for_keys, refuse_strangers

    refuse_strangers(to)
    reading, writing = os.pipe()
    failed: list[BaseException] = []

    def feed() -> None:
        try:
            with os.fdopen(writing, "wb") as sink:
                pour(made, folder, sink, name=name, moment_s=moment_s, stamps=tokens)
        except BaseException as problem:  # noqa: BLE001 -- raised below, in the main thread
            failed.append(problem)

    feeder = threading.Thread(target=feed)
    with _made(out) as file, os.fdopen(reading, "rb") as source:
        feeder.start()
        try:
            lock_for_keys(source, file, to)
        finally:
            source.close()
            feeder.join()
        if failed:
            raise failed[0]


@contextmanager
def _made(out: Path) -> Iterator[IO[bytes]]:
    """Give a file that appears under its name when it is whole."""
    if out.exists():
        raise FileExistsError(17, "There is a file of this name already", str(out))
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.rename(out)
        synced(out.parent)
    finally:
        part.unlink(missing_ok=True)

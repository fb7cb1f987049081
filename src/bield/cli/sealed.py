"""`bield record seal`, `stamp`, `verify` and `open`: records as one file."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import IO

import typer

from bield import __version__
from bield.adapters.bag_stores import Opened, opened_bag
from bield.adapters.custody import write_down
from bield.adapters.disk import synced
from bield.adapters.record_folder import RecordFolder
from bield.adapters.sealing import appended, pour, write_sealed
from bield.cli.exits import Exit
from bield.cli.guarded import guarded, reason
from bield.keep import (
    ROOT,
    Seal,
    UnableToKeepError,
    UnableToReadRecordError,
    Verified,
    safe,
    seal,
)
from bield.wiring import clock

_MADE_BY = f"bield {__version__}"
_NEEDS_KEEP = "Locking and time-stamps need more packages: pip install 'bield[keep]'"


def seal_record(
    path: Path, out: Path, *, to: Sequence[str], words: bool, stamps: Sequence[str]
) -> Exit:
    """Seal a record into one file, and tell its root."""
    if (to or words or stamps) and not _has_keep():
        return Exit.OUTSIDE
    if to and words:
        typer.echo("Lock it for keys or with words, not both. Seal it twice for both.", err=True)
        return Exit.MISTAKE

    def work() -> Exit:
        now = clock().now().astimezone(UTC)
        with RecordFolder(path) as record:
            made = seal(record.chain, at=now.strftime("%Y-%m-%dT%H:%M:%SZ"), made_by=_MADE_BY)
            tokens = _stamped(made, stamps)
            name, moment_s = safe(path.resolve().name), int(now.timestamp())
            if words:
                _lock_with_words(made, path, out, name, moment_s, tokens)
            elif to:
                _lock_for_keys(made, path, out, name, moment_s, tokens, to)
            else:
                with _bar(sum(made.sizes.values()), "Sealing") as progress:
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
        _tell_root(made.root)
        if not tokens:
            typer.echo("Not yet stamped by anybody else: bield record stamp FILE URL")
        return Exit.DONE

    return guarded(work)


def stamp_sealed(path: Path, url: str) -> Exit:
    """Have a sealed record stamped, and put the stamp into it."""
    if not _has_keep():
        return Exit.OUTSIDE

    def work() -> Exit:
        from bield.adapters.timestamp import stamp, stamped_at

        with opened_bag(path) as bag:
            verified = bag.verify()
            if verified.problems:
                return _told(verified, as_json=False)
            manifest = bag.read(ROOT)
            token = stamp(manifest, url)
            appended(path, bag.top, f"stamps/{len(verified.stamps) + 1}.tsr", token)
        typer.echo(f"Stamped at {stamped_at(token, manifest):%Y-%m-%d %H:%M:%S} UTC.")
        return Exit.DONE

    return guarded(work)


def verify_sealed(
    path: Path,
    *,
    root: str,
    key: Path | None,
    words: bool,
    trust: Sequence[Path],
    as_json: bool,
) -> Exit:
    """Tell whether a record is as it was sealed."""

    def work() -> Exit:
        with _unlocked(path, key=key, words=words) as plain, opened_bag(plain) as bag:
            with _bar(bag.size, "Verifying") as progress:
                verified = bag.verify(expected_root=root, progress=progress)
            outcome = _told(verified, as_json=as_json)
            if not as_json:
                for name in verified.stamps:
                    outcome = max(outcome, _tell_stamp(bag, name, trust))
        return outcome

    return guarded(work)


def open_sealed(
    path: Path,
    out: Path,
    *,
    custody: Path,
    by: str,
    key: Path | None,
    words: bool,
    root: str,
) -> Exit:
    """Unlock, verify and unpack a record, and write down that it was opened."""

    def work() -> Exit:
        if out.exists():
            raise UnableToKeepError(f"There is something called {out} already.")
        with _unlocked(path, key=key, words=words) as plain, opened_bag(plain) as bag:
            with _bar(bag.size, "Verifying") as progress:
                verified = bag.verify(expected_root=root, progress=progress)
            # Written down before anything can be read, so that no opening goes unlogged.
            write_down(
                custody,
                at=clock().now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                by=by,
                file=path,
                root=verified.root,
                unchanged=verified.unchanged,
            )
            outcome = _told(verified, as_json=False)
            if verified.unchanged:
                bag.unpack(out)
                typer.echo(f"Unpacked into {out}. The opening is written down in {custody}.")
        return outcome

    return guarded(work)


def _told(verified: Verified, *, as_json: bool) -> Exit:
    outcome = Exit.DONE if verified.unchanged else Exit.NEGATIVE
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "unchanged": verified.unchanged,
                    "root": verified.root,
                    "sealed_at": verified.sealed_at,
                    "files": verified.files,
                    "entries": verified.entries,
                    "stamps": list(verified.stamps),
                    "problems": [
                        {"what": p.what.value, "path": p.path, "says": p.says}
                        for p in verified.problems
                    ],
                },
                ensure_ascii=False,
            )
        )
        return outcome
    if verified.unchanged:
        since = f"Sealed at {verified.sealed_at}, unchanged since." if verified.sealed_at else ""
        typer.echo(since or "Unchanged: every file is as the manifests say.")
        typer.echo(f"{verified.files} files, {verified.entries} entries in the log.")
    else:
        typer.echo("NOT as it was sealed:")
        for problem in verified.problems:
            typer.echo(f"  {problem.what.value}: {problem.says}")
    if verified.root:
        _tell_root(verified.root)
    return outcome


def _tell_root(root: str) -> None:
    from bield.cli.keys import in_words

    typer.echo(f"Root:     {root}")
    typer.echo(f"In words: {in_words(root)}")


def _tell_stamp(bag: Opened, name: str, trust: Sequence[Path]) -> Exit:
    if not _has_keep():
        return Exit.OUTSIDE
    from bield.adapters.timestamp import check_stamp, stamped_at

    token, manifest = bag.read(name), bag.read(ROOT)
    try:
        if trust:
            stamp = check_stamp(token, manifest, trust)
            typer.echo(f"Stamped at {stamp.at:%Y-%m-%d %H:%M:%S} UTC by {stamp.authority}.")
        else:
            at = stamped_at(token, manifest)
            typer.echo(
                f"{name} says {at:%Y-%m-%d %H:%M:%S} UTC. Who made it was not checked: name the "
                "authority's certificate with --trust."
            )
    except UnableToReadRecordError as problem:
        typer.echo(f"{name}: {reason(problem)}")
        return Exit.NEGATIVE
    return Exit.DONE


def _stamped(made: Seal, urls: Sequence[str]) -> dict[str, bytes]:
    from bield.adapters.timestamp import AuthorityError, stamp

    tokens: dict[str, bytes] = {}
    for url in urls:
        try:
            tokens[f"{len(tokens) + 1}.tsr"] = stamp(made.tags[ROOT], url)
        except AuthorityError as problem:
            # The seal does not wait for others.
            typer.echo(f"Not stamped: {problem}", err=True)
    return tokens


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


@contextmanager
def _unlocked(path: Path, *, key: Path | None, words: bool) -> Iterator[Path | IO[bytes]]:
    """Give a record unlocked: in a file without a name, which is gone when it is closed."""
    from bield.adapters.age_files import (
        MAX_PASSPHRASE_BYTES,
        is_locked,
        refuse_harmful,
        unlock_with_keys,
        unlock_with_words,
    )
    from bield.cli.keys import NoKeyError, private_keys

    if path.is_dir() or not is_locked(path):
        yield path
        return
    if not _has_keep():
        raise UnableToKeepError(_NEEDS_KEEP)
    with path.open("rb") as locked, tempfile.TemporaryFile() as plain:
        with_words = refuse_harmful(locked)
        if with_words:
            if not words:
                raise UnableToKeepError("It is locked with words. Add --words, to be asked for.")
            if path.stat().st_size > 2 * MAX_PASSPHRASE_BYTES:
                raise UnableToReadRecordError("It is too large to be unlocked with words.")
            plain.write(unlock_with_words(locked.read(), _asked_words()))
        else:
            if key is None:
                raise UnableToKeepError("It is locked for a key. Name its file with --key.")
            try:
                keys = private_keys(key)
            except NoKeyError as problem:
                raise UnableToKeepError(str(problem)) from problem
            unlock_with_keys(locked, plain, keys)
        plain.seek(0)
        yield plain


def _asked_words() -> str:
    if sys.stdin.isatty():
        typed: str = typer.prompt("The words", hide_input=True)
    else:
        typed = sys.stdin.readline()
    return " ".join(typed.lower().split())


def _has_keep() -> bool:
    there = all(importlib.util.find_spec(name) for name in ("pyrage", "rfc3161_client"))
    if not there:
        typer.echo(_NEEDS_KEEP, err=True)
    return there


@contextmanager
def _bar(total: int, label: str) -> Iterator[Callable[[int], None]]:
    """Show how far it is, on a terminal, for what takes longer than a moment."""
    if total < 50_000_000 or not sys.stderr.isatty():
        yield lambda _: None
        return
    with typer.progressbar(length=total, label=label, file=sys.stderr) as bar:
        yield bar.update

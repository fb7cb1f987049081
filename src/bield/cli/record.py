"""`bield record`: keeping proof, sealing it, and telling whether a seal is whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from bield import __version__
from bield.adapters.record_folder import RecordFolder
from bield.cli.exits import Exit
from bield.cli.guarded import exit_of, guarded, reason
from bield.keep import Entry, UnableToKeepError, moment_of, shown
from bield.recording import (
    Keeper,
    add_file,
    correct,
    detail,
    note,
    placeholder,
)
from bield.recording import begin as begin_record
from bield.records import Clock, DetailKind, Moment, PictureAge
from bield.wiring import clock, pipeline


def keeper() -> Keeper:
    """Give this program and the machine's clock."""
    return Keeper(now=clock().now, made_by=f"bield {__version__}")


def begin(path: Path, picture_age: PictureAge) -> Exit:
    """Make an empty record."""

    def work() -> Exit:
        begin_record(path, picture_age=picture_age, keeper=keeper())
        typer.echo(f"The record is in {path}. Add to it: bield record add {path} FILE")
        if picture_age is not PictureAge.ADULT:
            typer.echo("It takes no pictures and no videos, so that none of a child is copied.")
        return Exit.DONE

    return guarded(work)


def add_files(path: Path, paths: Sequence[Path], *, how: str, when: str) -> Exit:
    """Add files; one that is refused does not stop the others."""

    def work() -> Exit:
        moment = _moment(when)
        outcome = Exit.DONE
        with RecordFolder(path) as record:
            for source in paths:
                try:
                    added = add_file(
                        record, source, how=how, when=moment, stages=pipeline(), keeper=keeper()
                    )
                except (UnableToKeepError, OSError) as problem:
                    typer.echo(f"{shown(str(source))}: {reason(problem)}", err=True)
                    outcome = max(outcome, exit_of(problem))
                    continue
                entry = record.chain.entries[added.entry - 1]
                typer.echo(f"{added.entry:>4}. {shown(source.name)}  SHA-256 {entry['sha256']}")
                if added.derived is not None:
                    typer.echo(f"{added.derived:>4}. the words in it, as a program read them")
                for said in added.notes:
                    typer.echo(f"      {said}")
        return outcome

    return guarded(work)


def add_note(path: Path, text: str) -> Exit:
    """Add the person's own words."""
    words = sys.stdin.read() if text == "-" else text
    return _one(path, lambda record: note(record, words, keeper=keeper()))


def add_placeholder(path: Path, text: str) -> Exit:
    """Write down that something exists."""
    return _one(path, lambda record: placeholder(record, text, keeper=keeper()))


def add_detail(path: Path, kind: DetailKind, value: str, *, text: str, when: str) -> Exit:
    """Add a detail."""
    return _one(
        path,
        lambda record: detail(record, kind, value, text=text, when=_moment(when), keeper=keeper()),
    )


def add_correction(path: Path, number: int, text: str) -> Exit:
    """Say what is wrong with an entry."""
    return _one(path, lambda record: correct(record, number, text, keeper=keeper()))


def list_entries(path: Path, *, as_json: bool) -> Exit:
    """List what is in a record."""

    def work() -> Exit:
        with RecordFolder(path) as record:
            entries = record.chain.entries
        if as_json:
            typer.echo(json.dumps({"entries": [dict(e) for e in entries]}, ensure_ascii=False))
            return Exit.DONE
        for entry in entries:
            typer.echo(_line(entry))
        return Exit.DONE

    return guarded(work)


def _line(entry: Entry) -> str:
    words = " ".join(
        shown(" ".join(str(entry[field]).split()))
        for field in ("what", "name", "value", "text")
        if entry.get(field)
    )
    of = f" of {entry['of']}" if "of" in entry else ""
    return f"{entry['n']:>4}. {entry.get('at', '')}  {entry['kind']}{of}  {words}".rstrip()


def _one(path: Path, work: Callable[[RecordFolder], int]) -> Exit:
    def with_record() -> Exit:
        with RecordFolder(path) as record:
            number = work(record)
        typer.echo(f"{number:>4}. kept")
        return Exit.DONE

    return guarded(with_record)


def _moment(when: str) -> Moment | None:
    if not when:
        return None
    moment = moment_of(when)
    if moment.clock is Clock.ZONE_UNKNOWN:
        typer.echo(f"Kept as {when}, time zone not known. Add one if you know it: {when}+00:00")
    return moment

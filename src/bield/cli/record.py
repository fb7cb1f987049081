"""`bield record new`, `add` and `list`: a record from its beginning, listing it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from bield.adapters.record_folder import RecordFolder
from bield.cli.exits import Exit
from bield.cli.guarded import exit_of, guarded, reason
from bield.cli.saying import keeper, moment_in
from bield.keep import Entry, UnableToKeepError, shown
from bield.recording import add_file
from bield.recording import begin as begin_record
from bield.records import Clock, PictureAge
from bield.wiring import pipeline


def begin(path: Path, picture_age: PictureAge) -> Exit:
    """Make an empty record."""

    def work() -> Exit:
        begin_record(path, picture_age=picture_age, keeper=keeper())
        typer.echo(f"The record is in {path}. Add to it: bield record add {path} FILE")
        if picture_age is not PictureAge.ADULT:
            typer.echo("It takes no pictures and no videos, so that none of a child is copied.")
        return Exit.DONE

    return guarded(work)


def add_files(path: Path, paths: Sequence[Path], *, how: str, when: str, zone: str) -> Exit:
    """Add files; one that is refused does not stop the others."""

    def work() -> Exit:
        moment = moment_in(when, zone)
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
    when = f"  [{_when(entry['when'])}]" if isinstance(entry.get("when"), dict) else ""
    return f"{entry['n']:>4}. {entry.get('at', '')}  {entry['kind']}{of}  {words}{when}".rstrip()


def _when(said: Mapping[str, object]) -> str:
    """When something happened: as it was written, and how sure that is."""
    raw = shown(str(said.get("raw", "")))
    if said.get("clock") != Clock.CERTAIN:
        return f"{raw}, time zone not known"
    place = f" in {said['zone']}" if said.get("zone") else ""
    return f"{raw}{place}: {said.get('at', '')}"

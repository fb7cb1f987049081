"""`bield record new`, `add` and `list`: a record from its beginning, listing it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from bield.adapters.record_folder import RecordFolder
from bield.cli.added import CLOCK_HAD_GONE_BACK, lines_of
from bield.cli.exits import Exit
from bield.cli.guarded import exit_of, guarded, reason
from bield.cli.progress import bar
from bield.cli.saying import keeper, moment_in
from bield.keep import CLOCK_WENT_BACK, Entry, UnableToKeepError, shown
from bield.recording import add_file, picture_age
from bield.recording import begin as begin_record
from bield.records import Clock, PictureAge
from bield.wiring import eyes, pipeline


def begin(path: Path, age: PictureAge) -> Exit:
    """Make an empty record.

    Args:
        path: The folder to make.
        age: How old those in any picture are.
    """

    def work() -> Exit:
        begin_record(path, picture_age=age, keeper=keeper())
        typer.echo(f"The record is in {shown(str(path))}.")
        command = shlex.join(["bield", "record", "add", shown(str(path))])
        typer.echo(f"Add to it: {command} FILE")
        if age is not PictureAge.ADULT:
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
                    with bar(_size(source), f"Adding {shown(source.name)[:40]}") as progress:
                        added = add_file(
                            record,
                            source,
                            how=how,
                            when=moment,
                            stages=pipeline(),
                            keeper=keeper(),
                            eyes=eyes() if picture_age(record) is PictureAge.ADULT else None,
                            progress=progress,
                        )
                except (UnableToKeepError, OSError) as problem:
                    typer.echo(f"{shown(str(source))}: {reason(problem)}", err=True)
                    outcome = max(outcome, exit_of(problem))
                    continue
                for line in lines_of(added, record.chain.entries, path):
                    typer.echo(line)
        return outcome

    return guarded(work)


def _size(source: Path) -> int:
    """Give how many bytes are to be read; of what is refused, by name, a moment later, none."""
    if str(source) == "-" and not source.exists():
        raise UnableToKeepError(
            "Nothing is read from another program. Save what it writes into a file, and add that."
        )
    return source.stat().st_size if source.is_file() else 0


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


_LISTED = ("what", "name", "value", "way", "amount", "currency", "to", "reference", "text")


def _line(entry: Entry) -> str:
    words = " ".join(
        shown(" ".join(str(entry[field]).split())) for field in _LISTED if entry.get(field)
    )
    of = f" of {entry['of']}" if "of" in entry else ""
    when = f"  [{_when(entry['when'])}]" if isinstance(entry.get("when"), dict) else ""
    back = f"  [{CLOCK_HAD_GONE_BACK}]" if entry.get(CLOCK_WENT_BACK) else ""
    line = f"{entry['n']:>4}. {entry.get('at', '')}  {entry['kind']}{of}  {words}{when}{back}"
    return line.rstrip()


def _when(said: Mapping[str, object]) -> str:
    """When something happened: as it was written, and how sure that is."""
    raw = shown(str(said.get("raw", "")))
    if said.get("clock") != Clock.CERTAIN:
        return f"{raw}, time zone not known"
    place = f" in {said['zone']}" if said.get("zone") else ""
    return f"{raw}{place}: {said.get('at', '')}"

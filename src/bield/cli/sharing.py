"""`bield record share`: copies of a record's items without what is the person's own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import typer

from bield.adapters.bag_stores import opened_bag
from bield.adapters.paper import PaperApart
from bield.adapters.record_folder import RecordFolder
from bield.cli.exits import Exit
from bield.cli.guarded import guarded
from bield.cli.unlocking import unlocked
from bield.keep import Entry, UnableToReadRecordError, read_chain, shown
from bield.recording.sharing import own_of, share
from bield.wiring import pipeline

LOG = "log.jsonl"
Opened = Callable[[str], IO[bytes]]


def share_record(
    path: Path,
    out: Path,
    *,
    wanted: Sequence[int],
    own: Sequence[str],
    key: Path | None,
    words: bool,
) -> Exit:
    """Make copies for showing to others; `NEGATIVE` where something could not be cleaned."""

    def work() -> Exit:
        with _entries(path, key=key, words=words) as (entries, opened):
            copies, refused = share(
                entries,
                opened,
                out,
                wanted=wanted,
                own=own_of(entries, opened, own),
                stages=pipeline(),
                bare=PaperApart().bare,
            )
        for copy in copies:
            left_out = "; ".join(copy.left_out)
            said = f"left out: {left_out}" if left_out else "there was nothing to leave out"
            typer.echo(f"{copy.entry:>4}. {shown(copy.name)}  {said}")
        for one in refused:
            typer.echo(f"{one.entry:>4}. {shown(one.name)}: not copied. {one.reason}", err=True)
        if copies:
            typer.echo(f"The copies are in {out}. The record stays as it is, and is the proof.")
            typer.echo("What is seen in a picture was not changed: look before you show it.")
        return Exit.NEGATIVE if refused else Exit.DONE

    return guarded(work)


@contextmanager
def _entries(
    path: Path, *, key: Path | None, words: bool
) -> Iterator[tuple[Sequence[Entry], Opened]]:
    """Give the entries of a record, open or sealed, and what opens its files."""
    if (path / LOG).is_file() and not (path / "bagit.txt").exists():
        with RecordFolder(path) as record:
            yield record.chain.entries, record.opened
        return
    with unlocked(path, key=key, words=words) as plain, opened_bag(plain) as bag:
        if not (verified := bag.verify()).unchanged or not verified.sealed_at:
            raise UnableToReadRecordError(
                "It is not as it was sealed, or no record of Bield, so nothing is copied from it. "
                "To see what was changed: bield record verify FILE"
            )
        yield read_chain(bag.read(LOG)).entries, lambda name: io.BytesIO(bag.read(name))

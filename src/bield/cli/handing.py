"""`bield record export`: what can be handed over of a sealed record, and the package chosen."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import typer

from bield.adapters.bag_stores import opened_bag
from bield.adapters.disk import synced
from bield.adapters.typst_press import UnableToPrintError
from bield.cli.exits import Exit
from bield.cli.guarded import guarded
from bield.cli.progress import bar
from bield.cli.unlocking import unlocked
from bield.hand_over.refusals import UnableToHandOverError
from bield.handing_over import Choices, HandOver, NotAsSealedError, case_of
from bield.keep import UnableToKeepError
from bield.records import Offer, Package, Recipient
from bield.wiring import hand_over

_VERIFIER = "verify_record.py"


def export(
    path: Path,
    out: Path | None,
    *,
    to: Sequence[str],
    choices: Choices,
    key: Path | None,
    words: bool,
    agreed: bool,
    as_json: bool,
) -> Exit:
    """Tell what can be handed over, or make what was chosen."""

    def work() -> Exit:
        if path.is_dir():
            raise UnableToKeepError(
                f"{path} is a folder. Hand over a sealed record: bield record seal {path} FILE"
            )
        if to and out is None:
            raise UnableToKeepError("Say where to put it: bield record export FILE FOLDER --to …")
        with unlocked(path, key=key, words=words) as plain, opened_bag(plain) as bag:
            with bar(bag.size, "Verifying") as progress:
                verified = bag.verify(progress=progress)
            try:
                case = case_of(bag, verified, file_name=path.name)
            except NotAsSealedError as problem:
                typer.echo(str(problem), err=True)
                return Exit.NEGATIVE
            handing = hand_over(case, read=bag.read, choices=choices)
            if not to or out is None:
                return _listed(handing, path, as_json=as_json)
            return _all_made(handing, to, path, out, agreed=agreed)

    return guarded(work)


def _listed(handing: HandOver, path: Path, *, as_json: bool) -> Exit:
    offers = handing.offers()
    if as_json:
        told = [
            {
                "id": offer.id,
                "recipient": offer.recipient.value,
                "title": offer.title,
                "holds": list(offer.holds),
                "leaves_out": list(offer.leaves_out),
            }
            for offer in offers
        ]
        said = {"offers": told, "not_possible": list(handing.refusals)}
        typer.echo(json.dumps(said, ensure_ascii=False))
        return Exit.DONE
    for offer in offers:
        typer.echo(f"{offer.id:<28} {offer.title}")
    for refusal in handing.refusals:
        typer.echo(f"{'–':<28} {refusal}")
    typer.echo(f"To make one: bield record export {path} FOLDER --to {offers[0].id}")
    return Exit.DONE


def _all_made(handing: HandOver, to: Sequence[str], path: Path, out: Path, *, agreed: bool) -> Exit:
    offers = {offer.id: offer for offer in handing.offers()}
    for wanted in to:
        if wanted not in offers:
            handing.make(wanted)  # refuses by name, and says what there is
        if (out / wanted).exists():
            raise UnableToKeepError(f"There is something called {out / wanted} already.")
    outcome = Exit.DONE
    for wanted in dict.fromkeys(to):
        _tell(offers[wanted])
        if not agreed and sys.stdin.isatty() and not typer.confirm("Make it?", default=True):
            typer.echo("It was not made.")
            continue
        try:
            package = handing.make(wanted)
        except (UnableToHandOverError, UnableToPrintError) as problem:
            typer.echo(f"{wanted}: {problem}", err=True)
            printing = isinstance(problem, UnableToPrintError)
            outcome = max(outcome, Exit.OUTSIDE if printing else Exit.MISTAKE)
            continue
        for name in write_package(package, out / wanted, path):
            typer.echo(f"  {out / wanted / name}")
        for step in package.next_steps:
            typer.echo(f"Next: {step}")
    return outcome


def _tell(offer: Offer) -> None:
    typer.echo(f"{offer.title}")
    for heading, sentences in (("It holds:", offer.holds), ("It leaves out:", offer.leaves_out)):
        typer.echo(heading)
        for sentence in sentences:
            typer.echo(f"  – {sentence}")


def write_package(package: Package, folder: Path, sealed: Path) -> list[str]:
    """Write a package into a new folder, which appears whole or not at all.

    Args:
        package: To write.
        folder: The folder to make.
        sealed: The sealed record, a copy of which goes along to the police.

    Returns:
        The names of what is in it.

    Raises:
        OSError: There is such a folder already, or the disk failed or is full.
    """
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder.with_name(f"{folder.name}.part")
    if part.exists():  # of an attempt that was ended
        shutil.rmtree(part)
    part.mkdir(mode=0o700)
    try:
        for made in package.files:
            (part / made.name).write_bytes(made.data)
        if package.recipient is Recipient.POLICE:
            # They get the proof itself, as it is on the disk: still locked, where it is locked.
            shutil.copyfile(sealed, part / sealed.name)
            program = files("bield.standalone").joinpath(_VERIFIER).read_bytes()
            (part / _VERIFIER).write_bytes(program)
        names = sorted(made.name for made in part.iterdir())
        part.rename(folder)
        synced(folder.parent)
    finally:
        if part.exists():
            shutil.rmtree(part)
    return names

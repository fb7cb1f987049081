"""`bield record new`, `add`, `list`, `seal` and `stamp`: what they take. What they do is in
`record.py`, `sealing.py` and `stamping.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bield.cli.for_words import RecordArgument, WhenOption, ZoneOption, run
from bield.records import PictureAge

SealedArgument = Annotated[
    Path,
    typer.Argument(
        help="A sealed record (locked or not), or any BagIt bag: a file or a folder.",
        metavar="FILE",
        show_default=False,
    ),
]
KeyOption = Annotated[
    Path | None,
    typer.Option(help="The file with your private key.", metavar="FILE", show_default=False),
]
WithWordsOption = Annotated[
    bool, typer.Option("--words", help="It is locked with words: they are asked for.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def new(
    record: RecordArgument,
    picture_age: Annotated[
        PictureAge,
        typer.Option(
            help="How old those in any picture are. Unless all are adults, no picture or video "
            "is ever copied.",
        ),
    ] = PictureAge.UNKNOWN,
) -> None:
    """Begin a record of what happened, for the police or whoever must act.

    It is a folder on this machine and goes nowhere. Exit code of all these commands: 0 done,
    1 not as it was sealed, 2 something given could not be used, 3 something outside failed.
    """
    from bield.cli.record import begin

    run(lambda: begin(record, picture_age))


def add(
    record: RecordArgument,
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Mails, chats, documents, screenshots of words.",
            metavar="PATH…",
            show_default=False,
        ),
    ],
    how: Annotated[
        str,
        typer.Option(help="How it came: «WhatsApp export from my phone».", show_default=False),
    ] = "",
    when: WhenOption = "",
    zone: ZoneOption = "",
) -> None:
    """Add files, as they are. Each is hashed before anything looks into it.

    Never a nude, of anybody. A picture of somebody who may be under 18 is not copied:
    write down where it is with `bield record exists`.
    """
    from bield.cli.record import add_files

    run(lambda: add_files(record, paths, how=how, when=when, zone=zone))


def show(record: RecordArgument, as_json: JsonOption = False) -> None:
    """List what is in a record."""
    from bield.cli.record import list_entries

    run(lambda: list_entries(record, as_json=as_json))


def seal(
    record: RecordArgument,
    out: Annotated[
        Path, typer.Argument(help="The file to make.", metavar="FILE", show_default=False)
    ],
    to: Annotated[
        list[str] | None,
        typer.Option(
            help="Lock it for whoever has this public key: age1…, or a file that holds it. May be "
            "given several times.",
            metavar="KEY",
            show_default=False,
        ),
    ] = None,
    words: Annotated[
        bool, typer.Option("--words", help="Lock it with words, which are shown once.")
    ] = False,
    stamp: Annotated[
        list[str] | None,
        typer.Option(
            help="Have the seal time-stamped by this authority (RFC 3161). Only a hash is sent. "
            "May be given several times.",
            metavar="URL",
            envvar="BIELD_STAMP",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Seal a record into one file. The record itself stays, and can be added to and sealed again.

    Prints the root: whoever has it can tell this record from any other, also from an older one.
    """
    from bield.cli.sealing import seal_record

    run(lambda: seal_record(record, out, to=to or [], words=words, stamps=stamp or []))


def stamp(
    sealed: SealedArgument,
    urls: Annotated[
        list[str] | None,
        typer.Argument(
            help="The addresses of authorities.",
            metavar="URL…",
            envvar="BIELD_STAMP",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Have a sealed record time-stamped, if that could not be done when it was sealed.

    Only a hash is sent. The stamp is put into the record. Of one that is locked it stands beside
    it, in FILE.tsr: send both.
    """
    from bield.cli.stamping import stamp_sealed

    run(lambda: stamp_sealed(sealed, urls or []))

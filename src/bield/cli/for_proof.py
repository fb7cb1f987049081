"""`bield record` and `bield keys`: what they take. What they do is in `record.py` and `keys.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bield.cli.for_words import RecordArgument, WhenOption, ZoneOption, run
from bield.records import PictureAge

_Sealed = Annotated[
    Path,
    typer.Argument(
        help="A sealed record (locked or not), or any BagIt bag: a file or a folder.",
        metavar="FILE",
        show_default=False,
    ),
]
_Key = Annotated[
    Path | None,
    typer.Option(help="The file with your private key.", metavar="FILE", show_default=False),
]
_WithWords = Annotated[
    bool, typer.Option("--words", help="It is locked with words: they are asked for.")
]
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


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


def show(record: RecordArgument, as_json: _Json = False) -> None:
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
            help="Lock it for whoever has this public key (age1…). May be given several times.",
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
            help="Have the seal time-stamped by this authority (RFC 3161). Only a hash is sent.",
            metavar="URL",
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
    sealed: _Sealed,
    url: Annotated[str, typer.Argument(help="The authority's address.", show_default=False)],
) -> None:
    """Have a sealed record time-stamped, if that could not be done when it was sealed.

    For a record that is not locked. Only a hash is sent.
    """
    from bield.cli.stamping import stamp_sealed

    run(lambda: stamp_sealed(sealed, url))


def verify(
    sealed: _Sealed,
    root: Annotated[
        str,
        typer.Option(
            help="The root that it should have, from whoever sealed it: all of it, or its "
            "beginning. Without it an older version cannot be told from the newest.",
            show_default=False,
        ),
    ] = "",
    key: _Key = None,
    words: _WithWords = False,
    trust: Annotated[
        list[Path] | None,
        typer.Option(
            help="Certificates (PEM) of time-stamp authorities that you trust.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    as_json: _Json = False,
) -> None:
    """Tell whether a record is as it was sealed, or name what was changed.

    Exit code: 0 unchanged, 1 not.
    """
    from bield.cli.opening import verify_sealed

    run(
        lambda: verify_sealed(
            sealed, root=root, key=key, words=words, trust=trust or [], as_json=as_json
        )
    )


def open_(
    sealed: _Sealed,
    out: Annotated[
        Path,
        typer.Option(help="The folder to unpack it into.", metavar="FOLDER", show_default=False),
    ],
    custody: Annotated[
        Path,
        typer.Option(
            help="The log of openings: who opened what, and when. It is added to.",
            metavar="FILE",
            show_default=False,
        ),
    ],
    by: Annotated[str, typer.Option(help="Who opens it.", show_default=False)],
    key: _Key = None,
    words: _WithWords = False,
    root: Annotated[
        str, typer.Option(help="The root that it should have.", show_default=False)
    ] = "",
) -> None:
    """Open a sealed record: unlock, verify, unpack, and write down that it was opened."""
    from bield.cli.opening import open_sealed

    run(lambda: open_sealed(sealed, out, custody=custody, by=by, key=key, words=words, root=root))


def new_key(
    out: Annotated[
        Path, typer.Argument(help="The file to make.", metavar="FILE", show_default=False)
    ],
) -> None:
    """Make a key for a unit: the private one into a file, the public one onto the screen."""
    from bield.cli.keys import make

    run(lambda: make(out))


def show_key(
    path: Annotated[Path, typer.Argument(help="The file.", metavar="FILE", show_default=False)],
) -> None:
    """Show the public key of a key file, and its fingerprint in words, to be read aloud."""
    from bield.cli.keys import tell

    run(lambda: tell(path))


def rotate_key(
    path: Annotated[Path, typer.Argument(help="The file.", metavar="FILE", show_default=False)],
) -> None:
    """Put a new key into a key file. The old ones stay in it, to open what was locked for them."""
    from bield.cli.keys import rotate

    run(lambda: rotate(path))

"""`bield record verify`, `open` and `custody`, and `bield keys`: what they take. What they do is in
`opening.py`, `custody.py` and `keys.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bield.cli.for_proof import JsonOption, KeyOption, SealedArgument, WithWordsOption
from bield.cli.for_words import run

_Trust = Annotated[
    list[Path] | None,
    typer.Option(
        help="Root certificates of time-stamp authorities that you trust.",
        metavar="FILE",
        envvar="BIELD_TRUST",
        show_default=False,
    ),
]
_KeyFile = Annotated[Path, typer.Argument(help="The file.", metavar="FILE", show_default=False)]


def verify(
    sealed: SealedArgument,
    root: Annotated[
        str,
        typer.Option(
            help="The root that it should have, from whoever sealed it: all of it, or its "
            "beginning. Without it an older version cannot be told from the newest.",
            show_default=False,
        ),
    ] = "",
    key: KeyOption = None,
    words: WithWordsOption = False,
    trust: _Trust = None,
    as_json: JsonOption = False,
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
    sealed: SealedArgument,
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
    key: KeyOption = None,
    words: WithWordsOption = False,
    root: Annotated[
        str, typer.Option(help="The root that it should have.", show_default=False)
    ] = "",
    trust: _Trust = None,
) -> None:
    """Open a sealed record: unlock, verify, unpack, and write down that it was opened.

    One that does not open is written down, too.
    """
    from bield.cli.opening import open_sealed

    run(
        lambda: open_sealed(
            sealed,
            out,
            custody=custody,
            by=by,
            key=key,
            words=words,
            root=root,
            trust=trust or [],
        )
    )


def custody(
    log: Annotated[
        Path, typer.Argument(help="The log of openings.", metavar="FILE", show_default=False)
    ],
    holds: Annotated[
        str,
        typer.Option(
            help="The hash that an opening was told under: is that entry there, unchanged?",
            metavar="HASH",
            show_default=False,
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Tell who opened what, and whether the log of openings is as it was written.

    Exit code: 0 it is, 1 not.
    """
    from bield.cli.custody import tell_custody

    run(lambda: tell_custody(log, holds=holds, as_json=as_json))


def verifier(
    out: Annotated[
        Path, typer.Argument(help="The file to make.", metavar="OUT", show_default=False)
    ],
) -> None:
    """Write out a second verifier: one Python file, for whoever is to check a record without Bield.

    It needs Python alone, and can be read in a few minutes: python3 OUT FILE --root ROOT
    """
    from bield.cli.verifier import write_verifier

    run(lambda: write_verifier(out))


def new_key(
    out: Annotated[
        Path, typer.Argument(help="The file to make.", metavar="FILE", show_default=False)
    ],
) -> None:
    """Make a key for a unit: the private one into a file, the public one onto the screen."""
    from bield.cli.keys import make

    run(lambda: make(out))


def show_key(
    path: _KeyFile,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Make a file with the public key, to be given out.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show the public key of a key file, and its fingerprint in words, to be read aloud."""
    from bield.cli.keys import tell

    run(lambda: tell(path, out))


def rotate_key(path: _KeyFile) -> None:
    """Put a new key into a key file. The old ones stay in it, to open what was locked for them."""
    from bield.cli.keys import rotate

    run(lambda: rotate(path))

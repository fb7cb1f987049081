"""`bield record share`: what it takes. What it does is in `sharing.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bield.cli.for_proof import KeyOption, WithWordsOption
from bield.cli.for_words import run


def share(
    record: Annotated[
        Path,
        typer.Argument(
            help="The record: its folder, or the sealed file.",
            metavar="RECORD",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path, typer.Argument(help="The folder to make.", metavar="FOLDER", show_default=False)
    ],
    entry: Annotated[
        list[int] | None,
        typer.Option(
            help="The number of what is to be copied. May be given several times; without it "
            "every file that was added.",
            metavar="NUMBER",
            show_default=False,
        ),
    ] = None,
    own: Annotated[
        list[str] | None,
        typer.Option(
            help="A name, address or number of yours that is to be left out, as it stands there. "
            "May be given several times. What bield record person was told is left out anyway.",
            metavar="WORDS",
            show_default=False,
        ),
    ] = None,
    key: KeyOption = None,
    words: WithWordsOption = False,
) -> None:
    """Copy files of a record for showing to others, without your name, address, place and device.

    The record, sealed or not, stays as it is: it is the proof, and the copies are not. What cannot
    be cleaned is not copied. Exit code: 0 all was copied, 1 something was not.
    """
    from bield.cli.sharing import share_record

    run(lambda: share_record(record, out, wanted=entry or [], own=own or [], key=key, words=words))

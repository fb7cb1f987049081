"""`bield keep`: what it takes. What it does is in `keeping.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bield.cli.for_words import run


def keep(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="The folder in which it is kept; one that is there is gone on with. Asked for "
            "where it is left out.",
            metavar="FOLDER",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Put the proof together step by step: be asked one plain question at a time.

    It stays on this machine. Each answer is kept at once, as `bield record` keeps it; every
    question can be left with Enter. Exit code: 0 done, also where you stop, 2 the folder cannot be
    used, 3 something could not be kept.
    """
    from bield.cli.keeping import keep as ask

    run(lambda: ask(folder))

"""For whom a record is locked: public keys, as they are or in the files that units give out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from bield.adapters.age_files import refuse_strangers
from bield.cli.keys import in_words
from bield.keep import UnableToKeepError

MAX_FILE_BYTES = 64 * 1024
_PUBLIC = "age1"


def public_keys(given: Sequence[str]) -> list[str]:
    """Give the public keys that were named: `age1…`, or a file with such in it.

    Raises:
        UnableToKeepError: One is neither; the error names it.
        OSError: A file cannot be read.
    """
    found: dict[str, None] = {}
    for one in given:
        if not one.startswith(_PUBLIC) and Path(one).is_file():
            found |= dict.fromkeys(_in_file(Path(one)))
        else:
            found[one] = None
    refuse_strangers(list(found))
    return list(found)


def tell_recipients(keys: Sequence[str]) -> None:
    """Tell for whom it was locked, so that the fingerprint can be compared by word of mouth."""
    for key in keys:
        typer.echo(f"Locked for {key}")
        typer.echo(f"  in words: {in_words(key)}")


def _in_file(path: Path) -> list[str]:
    with path.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    lines = data.decode("utf-8", "replace").splitlines()
    if any(line.strip().upper().startswith("AGE-SECRET-KEY-") for line in lines):
        raise UnableToKeepError(
            f"{path} holds a private key. Ask the unit for its public one, and tell them that the "
            "private one is out. (They make the public file so: bield keys show FILE --out PUB)"
        )
    keys = [line.strip() for line in lines if line.strip().startswith(_PUBLIC)]
    if not keys or len(data) > MAX_FILE_BYTES:
        raise UnableToKeepError(f"{path} holds no public key of age (age1…).")
    return keys

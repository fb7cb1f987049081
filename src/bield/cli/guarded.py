"""What a person's mistake, or a failure outside, is answered with in `bield record`."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import typer

from bield.cli.exits import Exit
from bield.keep import UnableToKeepError, UnableToReadRecordError

NEEDS_KEEP = "Locking and time-stamps need more packages: pip install 'bield[keep]'"
_MISTAKES = (
    UnableToKeepError,
    UnableToReadRecordError,
    ValueError,
    FileNotFoundError,
    FileExistsError,
    IsADirectoryError,
    NotADirectoryError,
    PermissionError,
)


class PackagesMissingError(OSError):
    """What this needs is not installed; the error says how to install it."""


def guarded(work: Callable[[], Exit]) -> Exit:
    """Do some work; say in a sentence why it could not be done."""
    try:
        return work()
    except (UnableToKeepError, UnableToReadRecordError, OSError) as problem:
        typer.echo(reason(problem), err=True)
        return exit_of(problem)


def reason(problem: Exception) -> str:
    """Give a problem as a sentence."""
    if isinstance(problem, OSError) and problem.strerror:
        named = f": {problem.filename}" if problem.filename else ""
        return f"{problem.strerror}{named}"
    return str(problem)


def exit_of(problem: Exception) -> Exit:
    """Tell whose fault a problem is: the person's, or something outside."""
    return Exit.MISTAKE if isinstance(problem, _MISTAKES) else Exit.OUTSIDE


def need_keep() -> None:
    """Go on where what locks and stamps is installed.

    Raises:
        PackagesMissingError: It is not.
    """
    if not has_keep():
        raise PackagesMissingError(NEEDS_KEEP)


def has_keep() -> bool:
    """Tell whether what locks and stamps is installed."""
    return all(importlib.util.find_spec(name) for name in ("pyrage", "rfc3161_client"))

"""`bield milter` and `bield mailbox`: Bield beside a mail server, until it is told to stop."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
from pathlib import Path

import typer

from bield import wiring
from bield.cli.exits import Exit
from bield.mail_servers.kept import FolderInUseError
from bield.mail_servers.listening import (
    Address,
    NotAnAddressError,
    UnableToListenError,
    address_of,
)
from bield.mail_servers.serving import Server, log_to_standard_error, serve
from bield.mail_servers.workers import WorkerFailedError, Workers
from bield.records import Country, Situation


def run_milter(listen: str, *, workers: int, seconds: float) -> Exit:
    """Serve as a milter; see `mail_servers.milter`.

    Args:
        listen: Where, in words.
        workers: How many processes read; 0 for one a core.
        seconds: How long one may take for a mail.

    Returns:
        `DONE` when it was told to stop, `OUTSIDE` when it could not start.

    Raises:
        typer.BadParameter: `listen` names no address.
    """
    address = _address("--listen", listen)
    pool = wiring.workers(count=workers or _cores(), seconds=seconds)
    return _serve(wiring.milter(pool), pool, address, name="milter")


def run_mailbox(
    listen: str,
    *,
    smarthost: str,
    own_address: str,
    keep: Path,
    country: Country,
    replies_an_hour: int,
    trust_all: bool,
    workers: int,
    seconds: float,
) -> Exit:
    """Serve as the report mailbox; see `mail_servers.mailbox`.

    Args:
        listen: Where, in words; with `lmtp:` or `smtp:` before it.
        smarthost: Where the answers go, in words.
        own_address: Whom the answers are from.
        keep: The folder for the offenders' details.
        country: Of those who write to it.
        replies_an_hour: How many answers one address gets at most.
        trust_all: Answer also where the mail server found the sender forged.
        workers: How many processes read; 0 for one a core.
        seconds: How long one may take for a mail.

    Returns:
        `DONE` when it was told to stop, `OUTSIDE` when it could not start.

    Raises:
        typer.BadParameter: An address is none.
    """
    if importlib.util.find_spec("aiosmtpd") is None:
        return _unable("`bield mailbox` needs aiosmtpd. Install it: pip install 'bield[mail]'")
    lmtp = not listen.startswith("smtp:")
    address = _address("--listen", listen.removeprefix("smtp:").removeprefix("lmtp:"))
    outgoing = _address("--smarthost", smarthost)
    if outgoing.path:
        raise typer.BadParameter("the smarthost is a host and port", param_hint="--smarthost")
    local, _, domain = own_address.rpartition("@")
    if not local or not domain or not own_address.isascii() or any(c in own_address for c in " <>"):
        raise typer.BadParameter(f"{own_address!r} is no mail address", param_hint="--from")
    pool = wiring.workers(count=workers or _cores(), seconds=seconds)
    try:
        server = wiring.mailbox(
            pool,
            smarthost=outgoing,
            own_address=own_address,
            keep=keep,
            situation=Situation(country=country),
            replies_an_hour=replies_an_hour,
            trust_all=trust_all,
            lmtp=lmtp,
        )
    except FolderInUseError as problem:
        return _unable(str(problem))
    except (OSError, ValueError, KeyError) as problem:
        return _unable(
            f"Bield cannot keep in {keep}: "
            f"{problem.strerror if isinstance(problem, OSError) else 'a file there is damaged'}."
        )
    return _serve(server, pool, address, name="mailbox")


def _serve(server: Server, workers: Workers, address: Address, *, name: str) -> Exit:
    log_to_standard_error()
    try:
        asyncio.run(serve(server, workers, address, name=name))
    except UnableToListenError as problem:
        return _unable(str(problem))
    except WorkerFailedError:
        return _unable("Bield cannot start the processes that read. Is there memory for them?")
    return Exit.DONE


def _address(option: str, words: str) -> Address:
    try:
        return address_of(words)
    except NotAnAddressError as problem:
        raise typer.BadParameter(str(problem), param_hint=option) from None


def _unable(sentence: str) -> Exit:
    print(sentence, file=sys.stderr)
    return Exit.OUTSIDE


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

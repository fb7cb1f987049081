"""`bield check`: every message at the paths given, answered one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bield.cli.answer import print_answer, print_refusal
from bield.cli.case import refuse_unknown
from bield.cli.exits import Exit
from bield.cli.lines import answer_line, refusal_line
from bield.ports import Refused
from bield.read import UnableToReadError
from bield.records import Situation
from bield.wiring import clock, eyes, inbox, pipeline


def check_paths(
    paths: Iterable[Path], situation: Situation, *, as_json: bool, now: bool = False
) -> Exit:
    """Answer every message at the paths, in order.

    Args:
        paths: Files, folders, or `-`.
        situation: What is known of the person.
        as_json: One JSON object a line, in place of text for a person.
        now: Whether to say who is open now.

    Returns:
        `DONE` when every message was read, `MISTAKE` when one could not be. A message that could
        not be read never stops the others. Of a file that holds several, such as an mbox or an
        export of chats, each is answered as `file#part`.

    Raises:
        typer.BadParameter: There is no such platform.
    """
    stages, source = pipeline(), inbox()
    refuse_unknown("--platform", situation.platform, stages.catalogue.platforms)
    instant = clock().now() if now else None
    outcome = Exit.DONE
    for path in paths:
        for given in source.open(path):
            if isinstance(given, Refused):
                outcome = Exit.MISTAKE
                _refuse(given.name, given.reason, as_json=as_json)
                continue
            for part, message in stages.read_all(given.data, eyes=eyes()):
                name = _named(given.name, part)
                if isinstance(message, UnableToReadError):
                    outcome = Exit.MISTAKE
                    _refuse(name, str(message), as_json=as_json)
                    continue
                answer = stages.answer(message, situation)
                if as_json:
                    print(answer_line(name, answer, now=instant), flush=True)
                else:
                    print_answer(name, answer, bands=stages.catalogue.bands, now=instant)
    return outcome


def _named(file: str, part: str) -> str:
    """Name one of several messages in a file: `file#part`."""
    return f"{file}#{part.removeprefix('#')}" if part else file


def _refuse(name: str, reason: str, *, as_json: bool) -> None:
    if as_json:
        print(refusal_line(name, reason), flush=True)
    else:
        print_refusal(name, reason)

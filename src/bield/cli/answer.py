"""An answer for a person at a terminal: 80 columns, colour only where there is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from itertools import chain

from rich.console import Console
from rich.text import Text

from bield import telling
from bield.records import Answer, Band, Verdict
from bield.telling import Line, Role

WIDTH = 80
_QUOTE_CHARACTERS = 160

_COLOURS = {
    Verdict.SEXTORTION: "bold red",
    Verdict.OTHER_EXTORTION: "bold red",
    Verdict.UNSURE: "bold yellow",
    Verdict.ABOUT_SEXTORTION: "bold cyan",
    Verdict.NOT_SEXTORTION: "bold green",
}


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command, which knows what it means; Rich would exit with 1."""
        raise BrokenPipeError


@cache
def _console(*, errors: bool = False) -> Console:
    console = _Terminal(stderr=errors, highlight=False, markup=False, emoji=False, soft_wrap=False)
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    return console


def print_refusal(name: str, reason: str) -> None:
    """Say, on standard error, that something could not be read, and why."""
    sys.stdout.flush()
    _console(errors=True).print(Text(f"{_printable(name)}: {reason}"))


def print_answer(name: str, answer: Answer, *, bands: Mapping[Band, str]) -> None:
    """Print what a message is, why, the offender's details, and the plan."""
    finding, plan = answer.finding, answer.plan
    _rule(name)
    lines = chain(
        telling.first_words(finding, plan.situation, answer.message.notes),
        telling.whom_to_call(plan),
        telling.why(finding),
        telling.how_it_went(answer.message.conversation, finding),
        telling.details(finding),
        telling.what_to_do(plan, bands),
    )
    for line in lines:
        _print(line, title_style=_COLOURS[finding.verdict])
    _console().print()


def _rule(name: str) -> None:
    console = _console()
    console.print(Text(_printable(name), style="bold"), overflow="fold")
    console.print(Text("─" * min(console.width, max(8, len(name))), style="dim"), overflow="crop")


def _print(line: Line, *, title_style: str) -> None:
    text = line.text
    match line.role:
        case Role.TITLE:
            _console().print(Text(text, style=title_style))
        case Role.SAYS:
            _indented(text, 0)
        case Role.NOTE:
            _indented(text, 0, style="dim")
        case Role.HEADING:
            _heading(text)
        case Role.CALL:
            _indented(text, 2)
        case Role.DETAIL:
            _indented(_printable(text), 2)
        case Role.STATEMENT | Role.STEP:
            _indented(text, 2, style="bold")
        case Role.QUOTE:
            _indented(f"«{_shortened(text)}»", 4, style="italic")
        case Role.TRUTH:
            _indented(text, 4)
        case Role.BAND:
            _indented(text.upper(), 0, style="bold cyan")
        case Role.WHY:
            _indented(text, 5)
        case Role.HOW:
            _indented(f"- {text}", 5)
        case Role.REACH:
            _indented(f"> {text}", 5)
        case Role.SOURCE:
            _indented(text, 5, style="dim")


def _heading(text: str) -> None:
    _console().print()
    _console().print(Text(text, style="bold underline"))


def _indented(text: str, left: int, *, style: str = "") -> None:
    console = _console()
    for line in Text(text, style=style).wrap(console, console.width - left):
        line.rstrip()
        console.print(Text(" " * left) + line)


def _shortened(text: str) -> str:
    text = " ".join(_printable(text).split())
    return text if len(text) <= _QUOTE_CHARACTERS else f"{text[:_QUOTE_CHARACTERS]}…"


def _printable(text: str) -> str:
    """Without what a sender could use to command the terminal: control characters."""
    return "".join(c if c.isprintable() or c in " \n" else "\ufffd" for c in text)

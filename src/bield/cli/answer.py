"""An answer for a person at a terminal: 80 columns, colour only where there is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache

from rich.console import Console
from rich.text import Text

from bield import telling
from bield.cli.open_now import who_is_open
from bield.records import Answer, Band, Plan, Verdict
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


def print_answer(
    name: str, answer: Answer, *, bands: Mapping[Band, str], now: datetime | None = None
) -> None:
    """Print what a message is, why, the offender's details, and the plan.

    Args:
        name: What the message is called.
        answer: What is said about it.
        bands: The heading of each band.
        now: To say who is open now; nothing is said of it where `None`.
    """
    _rule(name)
    print_plan(answer.plan, answer, bands=bands, now=now)


def print_plan(
    plan: Plan,
    answer: Answer | None = None,
    *,
    bands: Mapping[Band, str],
    now: datetime | None = None,
) -> None:
    """Print whom to call and what to do; where there is a message, also what it is.

    Where somebody is in danger, whom to call stands before anything else.

    Args:
        plan: The plan; it may know more than that of `answer`.
        answer: What is said about the message it began from.
        bands: The heading of each band.
        now: To say who is open now; nothing is said of it where `None`.
    """
    calls = telling.whom_to_call(plan) if now is None else who_is_open(plan, now)
    parts: list[Iterable[Line]] = [calls]
    if answer is not None:
        finding, message = answer.finding, answer.message
        first = telling.first_words(finding, plan.situation, message.notes)
        parts = [calls, first] if plan.crisis else [first, calls]
        parts += [
            telling.why(finding),
            telling.how_it_went(message.conversation, finding),
            telling.details(finding),
        ]
    title_style = "" if answer is None else _COLOURS[answer.finding.verdict]
    for part in (*parts, telling.what_to_do(plan, bands)):
        for line in part:
            _print(line, title_style=title_style)
    _console().print()


def print_calls(plan: Plan) -> None:
    """Say whom to call now on standard error, where the questions stand: before all the rest."""
    console = _console(errors=True)
    for line in telling.whom_to_call(plan):
        _print(line, console=console)
    console.print()


def _rule(name: str) -> None:
    console = _console()
    console.print(Text(_printable(name), style="bold"), overflow="fold")
    console.print(Text("─" * min(console.width, max(8, len(name))), style="dim"), overflow="crop")


def _print(line: Line, *, title_style: str = "", console: Console | None = None) -> None:
    console = console or _console()
    text = line.text

    def indented(text: str, left: int, *, sign: str = "", style: str = "") -> None:
        width = console.width - left - len(sign)
        for number, part in enumerate(Text(text, style=style).wrap(console, width)):
            part.rstrip()
            before = sign if number == 0 else " " * len(sign)
            console.print(Text(" " * left + before) + part)

    match line.role:
        case Role.TITLE:
            console.print(Text(text, style=title_style))
        case Role.SAYS:
            indented(text, 0)
        case Role.NOTE:
            indented(text, 0, style="dim")
        case Role.HEADING:
            console.print()
            console.print(Text(text, style="bold underline"))
        case Role.CALL:
            indented(text, 2)
        case Role.DETAIL:
            indented(_printable(text), 2)
        case Role.STATEMENT | Role.STEP:
            indented(text, 2, style="bold")
        case Role.QUOTE:
            indented(f"«{_shortened(text)}»", 4, style="italic")
        case Role.TRUTH:
            indented(text, 4)
        case Role.BAND:
            indented(text.upper(), 0, style="bold cyan")
        case Role.WHY:
            indented(text, 5)
        case Role.HOW:
            indented(text, 5, sign="- ")
        case Role.REACH:
            indented(text, 5, sign="> ")
        case Role.SOURCE:
            indented(text, 5, style="dim")


def _shortened(text: str) -> str:
    text = " ".join(_printable(text).split())
    return text if len(text) <= _QUOTE_CHARACTERS else f"{text[:_QUOTE_CHARACTERS]}…"


def _printable(text: str) -> str:
    """Without what a sender could use to command the terminal: control characters."""
    return "".join(c if c.isprintable() or c in " \n" else "\ufffd" for c in text)

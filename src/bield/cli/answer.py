"""An answer for a person at a terminal: 80 columns, colour only where there is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache

from rich.console import Console
from rich.text import Text

from bield import wording
from bield.records import (
    Answer,
    Band,
    Finding,
    Plan,
    Service,
    Situation,
    Standing,
    Verdict,
)

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
    finding = answer.finding
    _rule(name)
    _verdict(finding, answer.plan.situation, notes=answer.message.notes)
    _calls(answer.plan)
    _reasons(finding)
    _details(finding)
    _plan(answer.plan, bands)
    _console().print()


def _rule(name: str) -> None:
    console = _console()
    console.print(Text(_printable(name), style="bold"), overflow="fold")
    console.print(Text("─" * min(console.width, max(8, len(name))), style="dim"), overflow="crop")


def _verdict(finding: Finding, situation: Situation, *, notes: tuple[str, ...]) -> None:
    words = wording.of_finding(finding, situation)
    _console().print(Text(words.title, style=_COLOURS[finding.verdict]))
    _indented(" ".join(words.says), 0)
    for sentence in (*finding.doubts, *notes):
        _indented(f"Note: {sentence}", 0, style="dim")


def _calls(plan: Plan) -> None:
    _heading("In danger, or thinking of ending your life? Talk to somebody now")
    for service in plan.emergency:
        _indented(_reach(service), 2)


def _reasons(finding: Finding) -> None:
    if not finding.reasons:
        return
    _heading("Why: what they say, and what the message shows")
    for statement, reasons in finding.said().items():
        claimed = reasons[0].standing is Standing.CLAIMED
        label = "only said" if claimed else "there to read"
        _indented(f"{statement} ({label})", 2, style="bold")
        _indented(f"«{_shortened(reasons[0].quote)}»", 4, style="italic")
        _indented(reasons[0].truth, 4)


def _details(finding: Finding) -> None:
    if not finding.indicators:
        return
    _heading("Details to keep for the police")
    seen = set()
    for indicator in finding.indicators:
        if (indicator.kind, indicator.value) in seen:
            continue
        seen.add((indicator.kind, indicator.value))
        doubt = "" if indicator.valid else "  (does not check out: compare it with the message)"
        _indented(f"{wording.KINDS[indicator.kind]}: {_printable(indicator.value)}{doubt}", 2)


def _plan(plan: Plan, bands: Mapping[Band, str]) -> None:
    _heading("What to do, in this order")
    band = None
    for number, step in enumerate(plan.steps, start=1):
        if step.band is not band:
            band = step.band
            _indented(bands[band].upper(), 0, style="bold cyan")
        _indented(f"{number}. {step.title}", 2, style="bold")
        _indented(step.why, 5)
        for sentence in step.how:
            _indented(f"- {sentence}", 5)
        for service in step.services:
            _indented(f"> {_reach(service)}", 5)
        sources = "; ".join(dict.fromkeys(s.body for s in step.sources))
        _indented(f"Source: {sources}. Reviewed {step.reviewed_on:%-d %B %Y}.", 5, style="dim")


def _reach(service: Service) -> str:
    ways = "; ".join(f"{c.value} ({c.label})" if c.label else c.value for c in service.channels)
    hours = f". {service.hours[:1].upper()}{service.hours[1:]}" if service.hours else ""
    return f"{service.name}: {ways}{hours}" if ways else service.name


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

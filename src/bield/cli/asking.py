"""The questions, asked one by one at a terminal."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from typing import TextIO

from bield.cli.answer import WIDTH
from bield.plan import AT_MOST, Asked, Interview, UnknownAnswerError
from bield.records import Finding, Safety, Situation

_BACK = "back"
_CRISIS = frozenset({Safety.IN_DANGER, Safety.OWN_LIFE})
_WHAT_TO_TYPE = "Type a number and Enter. Enter alone leaves it; “back” goes to the one before."
_SEVERAL = "Type numbers, such as 1 3, and Enter. Enter alone leaves it; “back” goes back."


class _EndedError(Exception):
    """Nobody types any more."""


def ask(
    interview: Interview,
    finding: Finding,
    start: Situation,
    *,
    on_crisis: Callable[[Situation], None],
    answers_from: TextIO | None = None,
    ask_on: TextIO | None = None,
) -> Situation:
    """Ask what changes this person's plan, and give the case as they tell it.

    What the options have told is not asked again. Nothing that is typed is kept.

    Args:
        interview: The questions.
        finding: What their message is, or that nobody has shown one.
        start: What the options have told.
        on_crisis: Called once, when they say that somebody is in danger: help cannot wait for the
            other questions.
        answers_from: Where the answers are read; standard input where `None`. Where it ends, the
            plan is made of what was answered.
        ask_on: Where the questions are put; standard error where `None`, so that only the plan
            goes to a file or to a pipe.
    """
    terminal = _Terminal(answers_from or sys.stdin, ask_on or sys.stderr)
    if start == Situation():
        terminal.say("Helping somebody? Begin with: bield plan --ask --about someone_else\n")
    answers: dict[str, tuple[str, ...]] = {}
    place, warned = 0, False
    while True:
        left = [a for a in _asked(interview, finding, start, answers) if not _told(a, start)]
        if place >= len(left):
            return interview.situation(finding, start, answers)
        try:
            chosen = terminal.put(left[place], place + 1)
        except _EndedError:
            return interview.situation(finding, start, answers)
        if chosen is None:
            place = max(0, place - 1)
            continue
        answers[left[place].question.id] = chosen
        place += 1
        _asked(interview, finding, start, answers)  # drops what no longer fits
        so_far = interview.situation(finding, start, answers)
        if so_far.safety in _CRISIS and not warned:
            warned = True
            on_crisis(so_far)
            terminal.say("The other questions can wait. Leave them with Enter, or all of them:")
            terminal.say("press Ctrl and D for the plan.\n")


def _asked(
    interview: Interview, finding: Finding, start: Situation, answers: dict[str, tuple[str, ...]]
) -> tuple[Asked, ...]:
    """Give the questions, and forget answers that a changed one before them no longer allows."""
    while True:
        try:
            return interview.asked(finding, start, answers)
        except UnknownAnswerError as error:
            del answers[error.question]


def _told(asked: Asked, start: Situation) -> bool:
    """Whether the options have told what a question asks."""
    nothing = Situation()
    fields = {field for option in asked.question.options for field in option.sets} - {"about"}
    return any(getattr(start, field) != getattr(nothing, field) for field in fields)


class _Terminal:
    """Lines out, lines in."""

    def __init__(self, answers_from: TextIO, ask_on: TextIO) -> None:
        self._in, self._out = answers_from, ask_on

    def say(self, text: str, *, indent: str = "", first: str | None = None) -> None:
        begin = indent if first is None else first
        print(
            textwrap.fill(text, WIDTH, initial_indent=begin, subsequent_indent=indent),
            file=self._out,
        )

    def put(self, asked: Asked, number: int) -> tuple[str, ...] | None:
        """Ask one question until it is answered: values, none of them, or `None` for «back».

        Raises:
            _EndedError: There is nothing more to read.
        """
        self.say(f"{number} (of {AT_MOST} at most). {asked.text}")
        if asked.hint:
            self.say(asked.hint, indent="   ")
        for place, option in enumerate(asked.options, start=1):
            text = option.helper_text if asked.helper else option.text
            self.say(text, indent="       ", first=f"  {place:>2}   ")
        while True:
            self.say(_SEVERAL if asked.question.several else _WHAT_TO_TYPE)
            print("> ", end="", file=self._out, flush=True)
            line = self._in.readline()
            if not line:
                raise _EndedError
            print(file=self._out)
            typed = line.strip().lower()
            if typed == _BACK:
                return None
            chosen = _values(typed, asked)
            if chosen is not None:
                return chosen
            self.say(f"“{line.strip()}” is none of these answers.")


def _values(typed: str, asked: Asked) -> tuple[str, ...] | None:
    """Read numbers or values; `None` where something typed is neither."""
    by_number = {str(n): option.value for n, option in enumerate(asked.options, start=1)}
    by_value = {option.value: option.value for option in asked.options}
    found = []
    for word in typed.replace(",", " ").split():
        value = by_number.get(word) or by_value.get(word)
        if value is None:
            return None
        found.append(value)
    if len(found) > 1 and not asked.question.several:
        return None
    return tuple(dict.fromkeys(found))

"""Asking and answering: one question at a time, at a terminal or through a pipe."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TextIO, TypeVar

from bield.cli.answer import WIDTH
from bield.cli.guided import words
from bield.cli.guided.typed_answers import (
    BACK,
    NOTHING,
    STOP,
    YES,
    chosen,
    is_a_choice,
    known_by,
    plain,
    short,
)

T = TypeVar("T")
PROMPT = "> "
PASTE_S = 0.05
"""How soon the next line of a paste is there, where the terminal does not mark pastes."""
_KEYS = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z~]|O[A-Za-z])")
"""What arrow keys and marked pastes send where nothing edits the line."""


class EndedError(Exception):
    """Nobody types any more, or they want to stop."""


@dataclass(frozen=True, slots=True)
class Picked(Generic[T]):
    """What was answered to a question with numbers."""

    values: tuple[T, ...]
    """What was chosen; nothing where the question was left, or `typed` is no choice."""
    typed: str = ""
    """Words in place of a number."""

    @property
    def value(self) -> T | None:
        """The only one that was chosen."""
        return self.values[0] if self.values else None


class Talk:
    """Questions put on one stream, with answers read from another."""

    def __init__(self, answers_from: TextIO, ask_on: TextIO) -> None:
        self._in, self._out = answers_from, ask_on
        self.ended = False
        """Whether nobody types any more; nothing more is asked then."""
        self.waiting = False
        """Whether an answer is waited for."""
        self.at_terminal = answers_from is sys.stdin and answers_from.isatty()
        if hasattr(answers_from, "reconfigure"):
            # The name of a file may be no text; it must still be found.
            answers_from.reconfigure(errors="surrogateescape")
        if self.at_terminal:
            _edit_lines()
        columns = shutil.get_terminal_size((WIDTH, 24)).columns if ask_on.isatty() else WIDTH
        self._width = max(20, min(WIDTH, columns))

    def say(self, *sentences: str, indent: str = "", first: str | None = None) -> None:
        """Say sentences, each on lines of its own."""
        begin = indent if first is None else first
        for sentence in sentences:
            said = textwrap.fill(
                sentence,
                self._width,
                initial_indent=begin,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
            self._print(said)

    def show(self, line: str) -> None:
        """Show a line as it is, to be copied."""
        self._print(f"  {line}")

    def gap(self) -> None:
        """Leave a line empty."""
        self._print("")

    def ask(self, question: str, hint: str = "", *, keep_lines: bool = False) -> str:
        """Put a question that is answered with a line.

        Args:
            question: In words.
            hint: What helps to answer it.
            keep_lines: Whether line ends of what was pasted stay in the answer.

        Returns:
            What was typed, without blanks around it; nothing where the question was left.

        Raises:
            EndedError: They stop, or there is nothing more to read.
        """
        self._put(question, hint)
        while True:
            typed = self._typed()
            if plain(typed) in YES:
                self.say(words.TELL_IT)
                continue
            if plain(typed) in NOTHING:
                return ""
            return typed if keep_lines else " ".join(typed.splitlines())

    def pick(
        self,
        question: str,
        options: Mapping[T, str],
        hint: str = "",
        *,
        also: Mapping[str, T] | None = None,
        several: bool = False,
        words_too: bool = False,
    ) -> Picked[T]:
        """Put a question that is answered with a number.

        Args:
            question: In words.
            options: What can be chosen, in their order.
            hint: What helps to answer it.
            also: What may be typed in place of a number.
            several: Whether more than one may be chosen.
            words_too: Whether other words are an answer; otherwise it is asked again.

        Raises:
            EndedError: They stop, or there is nothing more to read.
        """
        self._put(question, hint)
        for number, text in enumerate(options.values(), start=1):
            self.say(text, indent="      ", first=f"  {number:>2}  ")
        known = known_by(options, also or {})
        while True:
            typed = " ".join(self._typed().split())
            found = chosen(typed, known)
            if found is None and plain(typed) in NOTHING:
                found = ()
            if found is not None and (several or len(found) < 2):
                return Picked(found)
            if words_too and not is_a_choice(typed):
                return Picked((), typed)
            self.say(words.NONE_OF_THESE.format(typed=f"«{short(typed)}»"))

    def agrees(self, question: str, yes: str, no: str, hint: str = "") -> bool | None:
        """Put a question that is answered with yes or no; `None` where it was left."""
        also = {"y": True, "yes": True, "n": False, "no": False}
        return self.pick(question, {True: yes, False: no}, hint, also=also).value

    def lines(self, question: str, hint: str = "") -> tuple[str, bool]:
        """Put a question that is answered with several lines, up to an empty one.

        Returns:
            The lines, and whether there is nothing more to read: what was typed until then counts.

        Raises:
            EndedError: They stop instead of answering.
        """
        self._put(question, hint)
        found: list[str] = []
        while True:
            try:
                line = self._line()
            except EndedError:
                return "\n".join(found), True
            if not found and plain(line) in STOP:
                raise EndedError
            if not found and plain(line) in NOTHING:
                return "", False
            if not line.strip() and not self._more_is_there():
                return "\n".join(found), False
            found.append(line)

    def _put(self, question: str, hint: str) -> None:
        if question:
            self.gap()
            self.say(question)
        if hint:
            self.say(hint)

    def _typed(self) -> str:
        while True:
            typed = self._line().strip()
            if plain(typed) in STOP:
                raise EndedError
            if plain(typed) != BACK:
                return typed
            self.say(words.NO_BACK)

    def _line(self) -> str:
        if self.ended:
            raise EndedError
        try:
            self.waiting = True
            if self.at_terminal:
                line = f"{_KEYS.sub('', input(PROMPT))}\n"
            else:
                print(PROMPT, end="", file=self._out, flush=True)
                line = self._in.readline()
            self.waiting = False
        except (EOFError, KeyboardInterrupt, OSError):  # the last: the window was closed
            self.waiting, self.ended = False, True
            self.gap()
            raise EndedError from None
        if not self.at_terminal:
            self.gap()
        if not line:
            self.ended = True
            raise EndedError
        return line.rstrip("\r\n").removeprefix("\ufeff")

    def _print(self, text: str) -> None:
        # Nobody may see it any more; what was said before is to be kept all the same.
        with suppress(OSError):
            print(text, file=self._out)

    def _more_is_there(self) -> bool:
        """Tell whether the next line is there already: an empty line is then part of a paste."""
        if not self.at_terminal:
            return False
        import select

        try:
            return bool(select.select([self._in], [], [], PASTE_S)[0])
        except (OSError, ValueError):  # Windows asks sockets alone
            return False


def _edit_lines() -> None:
    """Have keys move within the line; of what is typed nothing is offered again."""
    try:
        import readline
    except ImportError:  # Windows edits lines itself
        return
    if hasattr(readline, "set_auto_history"):
        readline.set_auto_history(False)

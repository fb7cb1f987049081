"""Turns → `Message`: a conversation laid out as text, within bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bield.read.charsets import without_surrogates
from bield.read.refusals import NothingToReadError
from bield.read.text import MAX_CHARACTERS
from bield.records import Clock, Conversation, Format, Message, Turn

FIRST_CHARACTERS = 10_000
"""How much of the beginning of a long chat is kept: how they met, and how it turned."""
MAX_TURNS = 4_000
"""How many messages of one chat are kept: one every twenty-five characters of `MAX_CHARACTERS`."""
MAX_TURN_CHARACTERS = 10_000
"""How much of one message is kept. Services end a message at 1,000 to 65,536 characters; nobody
types this much into a chat."""
MAX_NAME_CHARACTERS = 100
MAX_ATTACHMENTS = 20
"""How many attachments of one message are named."""

_GAP = "\n\n[…]\n\n"
_SPACES = re.compile(r"\s+")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")


def chat_message(
    turns: Sequence[Turn],
    *,
    service: str,
    title: str,
    owner: str = "",
    notes: tuple[str, ...] = (),
    dates_told: bool = False,
) -> Message:
    """Lay a conversation out as text, each turn as «who: text» on lines of its own.

    A chat longer than what is read of one keeps its beginning and its newest messages, and a note
    says exactly how many were left out between them.

    Args:
        turns: In the order in which they were said. Only those that are kept are asked for, so a
            sequence that makes them as they are asked for costs no more than what is kept.
        service: Where it was.
        title: As the file names it.
        owner: Whose export it is, where the file tells.
        notes: What the reader has to say to the person.
        dates_told: Whether `notes` already tells of dates that could not be settled.

    Raises:
        NothingToReadError: Nobody says anything in it.
    """
    kept = _Kept()
    kept.fill(turns)
    if not any(t.text or t.attachments for t in kept.turns):
        raise NothingToReadError(
            f"{service or 'This'} chat holds no messages. Save the chat again, with its messages."
            if service
            else "This chat holds no messages. Save the chat again, with its messages."
        )
    if kept.left_out:
        notes += (
            f"The chat holds {len(turns):,} messages. Bield read its first {kept.first:,} and its "
            f"newest {len(kept.turns) - kept.first:,}; the {kept.left_out:,} between them were "
            "left out.",
        )
    if kept.cut:
        notes += (
            f"{kept.cut:,} of its messages "
            + ("is" if kept.cut == 1 else "are")
            + f" longer than {MAX_TURN_CHARACTERS:,} characters; only the beginning was read.",
        )
    unsettled = [t for t in kept.turns if t.when.clock is Clock.UNSETTLED]
    if unsettled and not dates_told:
        notes += (
            f"Bield cannot tell which moment {len(unsettled):,} of its dates mean, such as "
            f"«{unsettled[0].when.raw}».",
        )
    return Message(
        format=Format.CHAT,
        text=kept.text(),
        notes=tuple(dict.fromkeys(notes)),
        conversation=Conversation(
            service=service,
            title=tidy_name(title),
            turns=tuple(kept.turns),
            owner=tidy_name(owner),
        ),
    )


def tidy_name(name: str) -> str:
    """Give a name as one line of bounded length, with nothing in it that cannot be printed."""
    name = _SPACES.sub(" ", without_surrogates(name[: 2 * MAX_NAME_CHARACTERS])).strip()
    return name if len(name) <= MAX_NAME_CHARACTERS else name[: MAX_NAME_CHARACTERS - 1] + "…"


def tidy_words(words: str) -> str:
    """Give what somebody wrote with plain line ends and nothing that cannot be printed."""
    return _LINE_ENDS.sub("\n", without_surrogates(words.replace("\x00", ""))).strip("\n")


class _Kept:
    """The turns that are kept, and the text that they make."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.first = 0
        """How many of them are the beginning."""
        self.left_out = 0
        self.cut = 0
        self._pieces: list[str] = []

    def fill(self, turns: Sequence[Turn]) -> None:
        total = len(turns)
        beginning: list[tuple[Turn, str]] = []
        used = 0
        while len(beginning) < min(total, MAX_TURNS // 4) and used < FIRST_CHARACTERS:
            beginning.append(self._laid_out(turns[len(beginning)]))
            used += len(beginning[-1][1]) + 1
        newest: list[tuple[Turn, str]] = []
        used += len(_GAP)
        while len(beginning) + len(newest) < min(total, MAX_TURNS):
            turn, line = self._laid_out(turns[total - 1 - len(newest)])
            used += len(line) + 1
            if used > MAX_CHARACTERS:
                break
            newest.append((turn, line))
        newest.reverse()
        self.first = len(beginning)
        self.left_out = total - len(beginning) - len(newest)
        position = 0
        for number, (turn, line) in enumerate([*beginning, *newest]):
            if number:
                gap = _GAP if number == self.first and self.left_out else "\n"
                self._pieces.append(gap)
                position += len(gap)
            start = position + turn.span[0]
            self.turns.append(replace(turn, span=(start, start + len(turn.text))))
            self._pieces.append(line)
            position += len(line)
        self.cut = sum(len(t.text) == MAX_TURN_CHARACTERS for t in self.turns)

    def _laid_out(self, turn: Turn) -> tuple[Turn, str]:
        who, text = tidy_name(turn.who), tidy_words(turn.text)[:MAX_TURN_CHARACTERS]
        attachments = tuple(
            name for a in turn.attachments[:MAX_ATTACHMENTS] if (name := tidy_name(a))
        )
        if len(turn.attachments) > MAX_ATTACHMENTS:
            attachments += (f"and {len(turn.attachments) - MAX_ATTACHMENTS:,} more",)
        opening = f"{who}: " if who else ""
        attached = "".join(f"[{name}]" for name in attachments)
        line = opening + text + (" " if text and attached else "") + attached
        start = len(opening)
        when = replace(turn.when, raw=without_surrogates(turn.when.raw))
        laid = Turn(who=who, when=when, text=text, attachments=attachments, span=(start, start))
        return laid, line

    def text(self) -> str:
        return "".join(self._pieces)

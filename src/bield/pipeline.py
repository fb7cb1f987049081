"""The stages in order. Read this first.

    read → recognise → plan
    bytes  what is it?  what now?

Beside them stand keeping proof and handing it over: `recording/` and `handing_over.py`.

Each stage is pure: it takes records and gives records. What it knows (phrases, weights, advice)
is data that `wiring.py` loads and hands in.
"""

from __future__ import annotations

from collections.abc import Iterator

from bield.plan import Interview, Planner
from bield.ports import Eyes, Paper
from bield.read import UnableToReadError, read, read_all
from bield.read.text import text_message
from bield.recognise import Check, Misread, Recogniser, checked, find_misread
from bield.records import (
    Answer,
    Catalogue,
    DetailKind,
    Finding,
    IndicatorKind,
    Lexicon,
    Message,
    Plan,
    Situation,
    Tactic,
    Verdict,
)

WITHOUT_A_MESSAGE = Finding(
    verdict=Verdict.SEXTORTION,
    tactic=Tactic.NONE,
    probability=1.0,
    certainty=1.0,
    reasons=(),
    indicators=(),
)
"""What is known of a threat that nobody has shown us: that there is one."""


class Pipeline:
    """From bytes to an answer. Phrases are compiled as they are needed; keep it."""

    def __init__(
        self, *, lexicon: Lexicon, catalogue: Catalogue, paper: Paper | None = None
    ) -> None:
        self.paper = paper
        self._recogniser = Recogniser(lexicon)
        self._planner = Planner(catalogue)
        self.interview = Interview(catalogue.questions)
        self.catalogue = catalogue

    def read(
        self, data: bytes, *, pictures_allowed: bool = True, eyes: Eyes | None = None
    ) -> Message:
        """Give the words in these bytes; see `bield.read.read` for what it refuses.

        `eyes` are given with each call, and only where it is the person's own machine: a pipeline
        that had them could read a picture for the site.
        """
        return read(data, pictures_allowed=pictures_allowed, eyes=eyes, paper=self.paper)

    def read_all(
        self, data: bytes, *, pictures_allowed: bool = True, eyes: Eyes | None = None
    ) -> Iterator[tuple[str, Message | UnableToReadError]]:
        """Give every message in these bytes, or why it could not be read; see
        `bield.read.read_all`."""
        return read_all(data, pictures_allowed=pictures_allowed, eyes=eyes, paper=self.paper)

    def read_words(self, text: str) -> Message:
        """Give the message of words that are text already: typed or pasted."""
        return text_message(text)

    def recognise(self, message: Message) -> Finding:
        """Tell what a message is, and why."""
        return self._recogniser.recognise(message)

    def needs_a_full_look(self, message: Message) -> bool:
        """Tell cheaply whether `recognise` could say anything but «not sextortion» of a message;
        where this says no, it could not."""
        return self._recogniser.needs_a_full_look(message)

    def warm(self) -> None:
        """Compile the phrases of every language now: for a server, whose first visitor waits."""
        self._recogniser.warm()

    def checked(self, kind: DetailKind, value: str) -> tuple[Check, IndicatorKind | None]:
        """Tell what the check figures of a typed wallet or account say, and of what they are."""
        return checked(kind, value)

    def misread(self, text: str) -> tuple[Misread, ...]:
        """Give the wallets and IBANs that were misread in a picture, each with what is meant."""
        return find_misread(text)

    def answer(self, message: Message, situation: Situation) -> Answer:
        """Tell what a message is and what to do now."""
        finding = self.recognise(message)
        return Answer(
            message=message,
            finding=finding,
            plan=self._planner.plan(finding, situation),
        )

    def plan(self, finding: Finding, situation: Situation) -> Plan:
        """Tell what to do now about a message that was looked at before."""
        return self._planner.plan(finding, situation)

    def plan_as_told(self, situation: Situation) -> Plan:
        """Tell what to do now to a person who says what is happening and has no message."""
        return self._planner.plan(WITHOUT_A_MESSAGE, situation)

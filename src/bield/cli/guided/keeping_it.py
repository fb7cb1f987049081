"""The record that is being kept, question by question."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bield.adapters.record_folder import RecordFolder
from bield.cli.guarded import reason
from bield.cli.guided import words
from bield.cli.guided.talking import Talk
from bield.cli.saying import keeper
from bield.keep import Entry, UnableToKeepError, UnableToReadRecordError
from bield.pipeline import Pipeline
from bield.recording import Keeper, Noted

T = TypeVar("T")
_LEAVE = "leave"


@contextmanager
def undisturbed(talk: Talk) -> Iterator[None]:
    """Have Ctrl-C end the questions after this, and not this: frightened hands press it twice."""

    def end(*_: object) -> None:
        talk.ended = True

    try:
        before = signal.signal(signal.SIGINT, end)
    except ValueError:  # only the main thread is told of signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@dataclass(slots=True)
class Keeping:
    """A record, and who is asked about it.

    The record is opened for each answer and closed again: what is kept is then on the disk,
    whatever ends the program while a question stands.
    """

    talk: Talk
    path: Path
    stages: Pipeline
    keeper: Keeper
    failed: bool = False
    """Whether something that was told could not be kept."""

    @classmethod
    def of(cls, talk: Talk, path: Path, stages: Pipeline) -> Keeping:
        """Give it with this program and the machine's clock."""
        return cls(talk, path, stages, keeper())

    def entries(self) -> Sequence[Entry]:
        """Give what is in the record.

        Raises:
            UnableToReadRecordError: It is broken.
            UnableToKeepError: Another program has it.
            OSError: The disk failed.
        """
        with RecordFolder(self.path) as record:
            return record.chain.entries

    def keep(self, work: Callable[[RecordFolder], T], *, brief: bool = False) -> T | None:
        """Put something into the record; where that fails, say why, and try again if they want.

        Args:
            work: Puts it there.
            brief: Whether that takes no time, so that Ctrl-C waits for it.

        Returns:
            What `work` gives; `None` where it was not kept.

        Raises:
            EndedError: They stop; it was not kept.
        """
        while True:
            try:
                whole = undisturbed(self.talk) if brief else nullcontext()
                with whole, RecordFolder(self.path) as record:
                    return work(record)
            except (UnableToKeepError, UnableToReadRecordError, OSError) as problem:
                self.talk.say(words.NOT_KEPT.format(why=reason(problem)))
            failed_before, self.failed = self.failed, True
            if self.talk.ask(words.AGAIN).lower() == _LEAVE:
                return None
            self.failed = failed_before

    def note(self, work: Callable[[RecordFolder], int | Noted]) -> None:
        """Put something that was said into the record, and say what there is to say about it."""
        made = self.keep(work, brief=True)
        if made is None:
            return
        self.talk.say(words.KEPT)
        if isinstance(made, Noted):
            self.talk.say(*made.notes)

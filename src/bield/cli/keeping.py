"""`bield keep`: proof put together step by step, by somebody who knows none of the commands."""

from __future__ import annotations

import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from bield.adapters.record_folder import LOG, RecordFolder
from bield.cli.exits import Exit, reader_has_enough
from bield.cli.guarded import exit_of, reason
from bield.cli.guided import words
from bield.cli.guided.contents import ask_what_is_wrong, show_contents
from bield.cli.guided.files import ask_files
from bield.cli.guided.giving import ask_give, ask_seal
from bield.cli.guided.keeping_it import Keeping
from bield.cli.guided.money import ask_money
from bield.cli.guided.talking import EndedError, Talk
from bield.cli.guided.telling import Person, ask_person, ask_places, ask_story, ask_who
from bield.cli.guided.typed_answers import short
from bield.cli.saying import keeper
from bield.keep import UnableToKeepError, UnableToReadRecordError
from bield.pipeline import Pipeline
from bield.recording import begin
from bield.records import PictureAge, Situation, shown
from bield.telling import Role, whom_to_call
from bield.wiring import pipeline

NAME = "notes"
"""What the folder is called unless they choose: it tells nothing."""
_LONGEST = 300
_UNPACKED = "bagit.txt"
"""What lies in a folder that was unpacked from a sealed record: adding to it would break it."""
_PROBLEMS = (UnableToKeepError, UnableToReadRecordError, OSError)


def keep(given: Path | None) -> Exit:
    """Ask what there is to keep, one question at a time, and keep each answer at once.

    Args:
        given: The folder of the record; asked for where `None`. One that is there is gone on with.

    Returns:
        `DONE`, also where they stop; `MISTAKE` where the folder cannot be used; `OUTSIDE` where
        something that they told could not be kept.
    """
    talk, stages = Talk(sys.stdin, sys.stdout), pipeline()
    keeping: Keeping | None = None
    with _window_that_is_closed(talk):
        try:
            _welcome(talk, stages, given)
            path = _folder(talk, given)
            keeping = Keeping.of(talk, path, stages)
            _walk(keeping)
        except (EndedError, KeyboardInterrupt):
            pass
        except _PROBLEMS as problem:
            talk.say(reason(problem))
            if keeping is None:
                return exit_of(problem)
            keeping.failed = True
        _farewell(talk, keeping)
    try:
        sys.stdout.flush()
    except OSError:  # the window was closed, or who reads has enough
        reader_has_enough()
    return Exit.OUTSIDE if keeping is not None and keeping.failed else Exit.DONE


def _walk(keeping: Keeping) -> None:
    talk, entries = keeping.talk, keeping.entries()
    kinds = {entry["kind"] for entry in entries}
    if len(entries) > 1:
        show_contents(keeping)
    ask_files(keeping)
    ask_story(keeping, again="note" in kinds)
    ask_who(keeping, again="detail" in kinds)
    ask_money(keeping, again="payment" in kinds)
    ask_places(keeping, again="placeholder" in kinds)
    before = Person.of(keeping.entries())
    ask_person(keeping)
    now = Person.of(keeping.entries())
    if now.country is not before.country:
        _calls(talk, keeping.stages, now)
    numbers = show_contents(keeping)
    if not numbers:
        return
    ask_what_is_wrong(keeping, numbers)
    sealed = ask_seal(keeping)
    if sealed is not None:
        ask_give(keeping, sealed)


def _welcome(talk: Talk, stages: Pipeline, given: Path | None) -> None:
    person, known = Person(), False
    if given is not None and (given / LOG).is_file():
        with suppress(*_PROBLEMS), RecordFolder(given) as record:
            person = Person.of(record.chain.entries)
            known = True
    _calls(talk, stages, person)
    talk.gap()
    for sentence in words.INTRO if not known else words.INTRO_AGAIN:
        talk.say(sentence, indent="  ", first="- ")
    talk.gap()
    talk.say(*words.HOW)


def _calls(talk: Talk, stages: Pipeline, person: Person) -> None:
    """Name whom to call now, as `bield check` does."""
    plan = stages.plan_as_told(Situation(country=person.country, age=person.age))
    talk.gap()
    for line in whom_to_call(plan):
        talk.say(line.text, indent="" if line.role is Role.HEADING else "  ")


def _folder(talk: Talk, given: Path | None) -> Path:
    """Give the folder of a record that can be added to; one that is not there is begun."""
    hint = words.FOLDER_HINT.format(name=NAME)
    while True:
        path = given or _asked_folder(talk, hint)
        try:
            _refuse_others(path)
            if (path / LOG).is_file():
                with RecordFolder(path):
                    talk.gap()
                    talk.say(words.GOING_ON.format(path=shown(str(path))))
            else:
                _begin(talk, path)
        except (*_PROBLEMS, ValueError) as problem:  # the last: a name that no file can have
            if given is not None:
                raise
            talk.say(short(reason(problem), _LONGEST))
            hint = words.FOLDER_AGAIN.format(name=NAME)
        else:
            return path


def _asked_folder(talk: Talk, hint: str) -> Path:
    typed = talk.ask(words.FOLDER, hint)
    with suppress(RuntimeError):  # there is no home
        return Path(typed or NAME).expanduser()
    return Path(typed)


def _refuse_others(path: Path) -> None:
    """Let pass a record that can be added to, or what is not there yet."""
    at = shown(str(path))
    if (path / _UNPACKED).exists():
        raise UnableToKeepError(words.IS_UNPACKED.format(path=at))
    if path.exists() and not path.is_dir():
        raise UnableToKeepError(words.IS_FILE.format(path=at))
    if path.is_dir() and not (path / LOG).is_file() and not _is_empty(path):
        raise UnableToKeepError(words.IS_OTHER.format(path=at))


def _is_empty(folder: Path) -> bool:
    here = folder.resolve() == Path.cwd()  # which cannot be made again
    return not here and not any(folder.iterdir())


def _begin(talk: Talk, path: Path) -> None:
    under_18 = talk.agrees(
        words.PICTURES, words.PICTURES_YES, words.PICTURES_NO, words.PICTURES_HINT
    )
    if path.is_dir():
        path.rmdir()  # it is empty, and is made again so that nobody else can read it
    ages = {True: PictureAge.UNDER_18, False: PictureAge.ADULT, None: PictureAge.UNKNOWN}
    begin(path, picture_age=ages[under_18], keeper=keeper())
    if ages[under_18] is not PictureAge.ADULT:
        talk.say(words.NO_PICTURES)
    talk.say(words.BEGUN.format(path=shown(str(path.resolve()))))


def _farewell(talk: Talk, keeping: Keeping | None) -> None:
    talk.gap()
    if keeping is None:
        talk.say(words.NOTHING_KEPT)
        return
    talk.say(words.ENDED.format(path=shown(str(keeping.path.resolve()))))
    if keeping.failed:
        talk.say(words.ENDED_FAILED)
    talk.say(words.GO_ON)
    talk.show(shlex.join(["bield", "keep", shown(str(keeping.path))]))
    if talk.at_terminal:
        talk.say(words.CLOSE)


@contextmanager
def _window_that_is_closed(talk: Talk) -> Iterator[None]:
    """Have a window that is closed, or a machine that shuts down, end the questions as Ctrl-C
    does: what was said is kept."""

    def end(number: int, _: FrameType | None) -> None:
        talk.ended = True
        # Where the window is closed, what waits for an answer ends by itself.
        if talk.waiting and number == signal.SIGTERM:
            raise KeyboardInterrupt

    changed: list[signal.Signals] = []
    for name in ("SIGHUP", "SIGTERM"):
        one = getattr(signal, name, None)
        if one is not None and signal.getsignal(one) is signal.SIG_DFL:
            with suppress(ValueError):  # only the main thread is told of signals
                signal.signal(one, end)
                changed.append(one)
    try:
        yield
    finally:
        for one in changed:
            signal.signal(one, signal.SIG_DFL)

"""The files that are named, put into the record one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from bield.adapters.record_folder import RecordFolder
from bield.cli.added import Doubt, may_be_theirs
from bield.cli.guarded import reason
from bield.cli.guided import words
from bield.cli.guided.keeping_it import Keeping
from bield.cli.guided.typed_answers import short
from bield.cli.guided.typed_paths import Named, named_in
from bield.keep import Entry, PictureNotTakenError, UnableToKeepError
from bield.read.metadata import Tells
from bield.recording import Added, add_file, detail, picture_age, placeholder
from bield.recording.careful import CANNOT_LOOK, NO_PICTURE, PICTURE_INSIDE
from bield.records import DetailKind, PictureAge
from bield.wiring import eyes

MANY = 20
"""Files of one line that are added without asking."""
_FOUND_AT_ONCE = 12
_WHY_NOT: Mapping[str, str] = MappingProxyType(
    {
        NO_PICTURE: words.PICTURE,
        PICTURE_INSIDE: words.PICTURE_INSIDE,
        CANNOT_LOOK: words.CANNOT_LOOK,
    }
)
"""The same without commands, which nobody needs here: what exists is asked for later."""
_DOUBTS: Mapping[Doubt, str] = MappingProxyType(
    {Doubt.CHECK_FIGURES: words.DOUBTFUL, Doubt.ANYBODY: words.ANYBODY}
)
_TELLS: Mapping[Tells, str] = MappingProxyType(
    {Tells.PLACE: words.A_PLACE, Tells.NAME: words.A_NAME, Tells.DEVICE: words.A_DEVICE}
)


def ask_files(keeping: Keeping) -> None:
    """Ask for files until there are no more.

    Raises:
        EndedError: They stop.
    """
    talk = keeping.talk
    typed = talk.ask(words.FILES, words.FILES_HINT, keep_lines=True)
    while typed:
        named = list(named_in(typed, within=keeping.path))
        if _too_many(keeping, named):
            talk.say(words.MANY_FILES_NO)
        else:
            _add_all(keeping, named)
        typed = talk.ask(words.FILES_MORE, words.NO_MORE, keep_lines=True)


def _too_many(keeping: Keeping, named: Sequence[Named]) -> bool:
    count = sum(not one.why_not for one in named)
    return count > MANY and not keeping.talk.agrees(
        words.MANY_FILES.format(count=count), words.PICTURES_YES, words.MAKE_NO
    )


def _add_all(keeping: Keeping, named: Sequence[Named]) -> None:
    found: dict[tuple[DetailKind, str], Doubt | None] = {}
    left: list[Path] = []
    for one in named:
        if one.why_not:
            keeping.talk.say(f"{short(str(one.path), 200)}: {one.why_not}")
            continue
        match _added(keeping, one.path):
            case Added() as added:
                found = {**may_be_theirs(added), **found}
            case PictureNotTakenError():
                left.append(one.path)
    if found:
        _ask_whose(keeping, found)
    if left:
        _ask_to_write_down(keeping, left)


def _added(keeping: Keeping, path: Path) -> Added | PictureNotTakenError | None:
    """Add a file, or say why it was not added; give the reason where a picture is in it."""
    talk, name = keeping.talk, short(path.name, 100)

    def work(record: RecordFolder) -> Added | UnableToKeepError:
        if _is_there(record.chain.entries, path):
            return UnableToKeepError(words.ALREADY)
        try:
            return add_file(
                record,
                path,
                how="",
                when=None,
                stages=keeping.stages,
                keeper=keeping.keeper,
                eyes=eyes() if picture_age(record) is PictureAge.ADULT else None,
            )
        except UnableToKeepError as problem:
            return problem

    made = keeping.keep(work) if _readable(keeping, path) else None
    if isinstance(made, UnableToKeepError):
        talk.say(f"{name}: {_WHY_NOT.get(str(made), str(made))}")
    if isinstance(made, Added):
        said = words.KEPT_AS if made.whole else words.KEPT_WORDS
        talk.say(said.format(number=made.entry, name=name))
        for note in dict.fromkeys(made.notes):
            talk.say(note, indent="   ")
        tells = [said for kind, said in _TELLS.items() if kind in {f.tells for f in made.telling}]
        if tells:
            talk.say(words.TELLS.format(what=" and ".join(tells)), indent="   ")
    return made if isinstance(made, Added | PictureNotTakenError) else None


def _ask_to_write_down(keeping: Keeping, left: Sequence[Path]) -> None:
    """Ask whether to write down where the pictures are that were not copied."""
    told = {entry["text"] for entry in keeping.entries() if entry["kind"] == "placeholder"}
    said = [words.PLACE.format(name=path.name, folder=path.absolute().parent) for path in left]
    new = [text for text in said if text not in told]
    if new and keeping.talk.agrees(words.WRITE_DOWN, words.PICTURES_YES, words.MAKE_NO):
        for text in new:
            keeping.note(partial(placeholder, text=text, keeper=keeping.keeper))


def _readable(keeping: Keeping, path: Path) -> bool:
    """Tell whether a file can be read, and say why where it cannot: trying again would not help."""
    try:
        if path.is_file():
            with path.open("rb"):
                return True
        keeping.talk.say(f"{short(path.name, 100)}: {words.CANNOT_READ}")
    except (OSError, ValueError) as problem:
        keeping.talk.say(f"{short(path.name, 100)}: {reason(problem)}")
    return False


def _is_there(entries: Sequence[Entry], path: Path) -> bool:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return any(
        entry["kind"] == "item"
        and digest in {entry.get("sha256"), entry.get("original", {}).get("sha256")}
        for entry in entries
    )


def _ask_whose(keeping: Keeping, found: Mapping[tuple[DetailKind, str], Doubt | None]) -> None:
    told = {(e["what"], e["value"]) for e in keeping.entries() if e["kind"] == "detail"}
    new = [one for one in found if (one[0].value, one[1]) not in told]
    for start in range(0, len(new), _FOUND_AT_ONCE):
        options = {one: _option(one, found[one]) for one in new[start : start + _FOUND_AT_ONCE]}
        picked = keeping.talk.pick(words.FOUND, options, words.FOUND_HINT, several=True)
        for kind, value in picked.values:
            keeping.note(
                partial(
                    detail,
                    kind=kind,
                    value=value,
                    stages=keeping.stages,
                    keeper=keeping.keeper,
                )
            )


def _option(one: tuple[DetailKind, str], doubt: Doubt | None) -> str:
    beside = f" ({_DOUBTS[doubt]})" if doubt else ""
    return f"{short(one[1])}{beside}"

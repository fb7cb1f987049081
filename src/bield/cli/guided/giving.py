"""The seal, and what is made from it for whoever is to get something."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bield.adapters.age_files import NotForThisKeyError
from bield.adapters.bag_stores import Opened, opened_bag
from bield.adapters.typst_press import UnableToPrintError
from bield.cli.guarded import has_keep, reason
from bield.cli.guided import words
from bield.cli.guided.keeping_it import Keeping
from bield.cli.guided.talking import Talk
from bield.cli.handing import write_package
from bield.cli.sealing import SealedFile, seal_into
from bield.cli.unlocking import unlocked
from bield.hand_over.refusals import UnableToHandOverError
from bield.hand_over.removal import Published
from bield.handing_over import Choices, HandOver, case_of
from bield.keep import UnableToKeepError, UnableToReadRecordError
from bield.records import Age, Case, Exhibit, PictureAge, shown
from bield.wiring import hand_over

_AGES = {
    PictureAge.ADULT: Age.ADULT,
    PictureAge.UNDER_18: Age.FROM_13_TO_17,
    PictureAge.UNKNOWN: Age.UNKNOWN,
}
_PLATFORM, _MAIL = "platform-", "mail"
_COMMAND = re.compile(r": bield record .*$")
_FIGURES = 4
"""Of a root, in each of two groups: as the site shows it."""


@dataclass(slots=True)
class _Opened:
    """A sealed record that is open for making things of it."""

    case: Case
    bag: Opened
    choices: Choices

    def handing(self, choices: Choices | None = None) -> HandOver:
        return hand_over(self.case, read=self.bag.read, choices=choices or self.choices)


def ask_seal(keeping: Keeping) -> Path | None:
    """Ask whether to seal, and do it.

    Returns:
        The file; `None` where it was not sealed.

    Raises:
        EndedError: They stop.
    """
    talk = keeping.talk
    options = {"open": words.SEAL_OPEN}
    if has_keep():
        options["words"] = words.SEAL_WORDS
    how = talk.pick(words.SEAL, options, words.SEAL_HINT, also={"yes": "open", "y": "open"}).value
    if how is None:
        talk.say(words.SEAL_NOT)
        return None
    if not has_keep():
        talk.say(words.SEAL_NO_WORDS)
    out = _free(_beside(keeping.path), ".age" if how == "words" else ".tar")
    try:
        made = seal_into(keeping.path, out, to=(), words=how == "words", stamps=())
    except (UnableToKeepError, UnableToReadRecordError, OSError) as problem:
        talk.say(words.NOT_SEALED.format(why=reason(problem)))
        keeping.failed = True
        return None
    _tell_sealed(talk, keeping.path, out, made)
    return out


def _tell_sealed(talk: Talk, path: Path, out: Path, made: SealedFile) -> None:
    talk.say(words.SEALED.format(path=shown(str(out))))
    root = f"{made.root[:_FIGURES]} {made.root[_FIGURES : 2 * _FIGURES]}"
    talk.say(words.ROOT.format(root=root))
    if made.words:
        talk.gap()
        for number, word in enumerate(made.words.split(), start=1):
            talk.say(f"  {number}  {word}")
        talk.gap()
        talk.say(words.LOCKED, words.FOLDER_STAYS_OPEN.format(path=shown(str(path))))


def ask_give(keeping: Keeping, sealed: Path) -> None:
    """Ask who gets something of a sealed record, and make it, until there is nobody more.

    Raises:
        EndedError: They stop.
    """
    talk = keeping.talk
    while True:
        typed = talk.ask(words.WORDS_AGAIN, words.WORDS_AGAIN_HINT) if _locked(sealed) else ""
        if _locked(sealed) and not typed:
            return
        try:
            with _opened(keeping, sealed, typed) as opened:
                _give(talk, opened, sealed)
        except NotForThisKeyError as problem:
            talk.say(str(problem))
            continue
        except (UnableToKeepError, UnableToReadRecordError, OSError) as problem:
            talk.say(reason(problem))
            keeping.failed = True
        return


@contextmanager
def _opened(keeping: Keeping, sealed: Path, typed: str) -> Iterator[_Opened]:
    entries = keeping.entries()
    age = PictureAge(entries[0].get("picture_age", PictureAge.UNKNOWN))
    with (
        unlocked(sealed, key=None, words=True, ask=lambda: typed) as plain,
        opened_bag(plain) as bag,
    ):
        case = case_of(bag, bag.verify(), file_name=sealed.name)
        yield _Opened(case, bag, Choices(age_in_picture=_AGES[age]))


def _give(talk: Talk, opened: _Opened, sealed: Path) -> None:
    _ask_looked_at(talk, opened)
    handing = opened.handing()
    titles = {offer.id: offer.title for offer in handing.offers()}
    question, hint = words.GIVE, words.GIVE_HINT
    folder = _free(sealed.with_suffix(""), "-papers")
    while True:
        picked = talk.pick(question, titles, hint, several=True)
        if not picked.values:
            break
        for offer_id in picked.values:
            _make(talk, opened, offer_id, folder, sealed)
        question, hint = words.GIVE_MORE, words.NO_MORE
    for refusal in handing.refusals:
        talk.say(_COMMAND.sub(".", refusal), indent="    ", first="  – ")


def _make(talk: Talk, opened: _Opened, offer_id: str, folder: Path, sealed: Path) -> None:
    choices = opened.choices
    if offer_id.startswith(_PLATFORM) and (links := talk.ask(words.POSTED, words.POSTED_HINT)):
        choices = replace(choices, published=Published(places=tuple(links.split())))
    handing = opened.handing(choices)
    offer = next(offer for offer in handing.offers() if offer.id == offer_id)
    talk.gap()
    talk.say(f"{offer.title}.")
    for heading, sentences in ((words.HOLDS, offer.holds), (words.LEAVES_OUT, offer.leaves_out)):
        talk.say(heading)
        for sentence in sentences:
            talk.say(sentence, indent="    ", first="  – ")
    if not talk.agrees(words.MAKE, words.MAKE_YES, words.MAKE_NO):
        talk.say(words.NOT_MADE)
        return
    place = _free(folder / offer_id, "")
    try:
        package = handing.make(offer_id)
        names = write_package(package, place, sealed)
    except (UnableToHandOverError, UnableToPrintError, OSError) as problem:
        talk.say(f"{words.NOT_MADE} {reason(problem)}")
        return
    talk.say(words.MADE.format(path=shown(str(place))))
    for name in names:
        talk.say(f"  {name}")
    talk.say(words.NEXT)
    for number, step in enumerate(package.next_steps, start=1):
        talk.say(step, indent="     ", first=f"{number:>3}. ")


def _ask_looked_at(talk: Talk, opened: _Opened) -> None:
    """Ask in which mails is no private picture, where none can be handed over without."""
    mails = {e.number: _mail(e) for e in opened.case.exhibits if e.what in {"a mail", "mails"}}
    if not mails or _has_mail(opened.handing()):
        return
    looked = replace(opened.choices, looked_at=frozenset(mails))
    if _has_mail(opened.handing(looked)):
        picked = talk.pick(words.LOOKED, mails, words.LOOKED_HINT, several=True)
        opened.choices = replace(opened.choices, looked_at=frozenset(picked.values))


def _mail(exhibit: Exhibit) -> str:
    return shown(exhibit.name)


def _has_mail(handing: HandOver) -> bool:
    return any(offer.id == _MAIL for offer in handing.offers())


def _locked(sealed: Path) -> bool:
    return sealed.suffix == ".age"


def _beside(path: Path) -> Path:
    """Give a record's folder under a name, also where it is «.»."""
    return path if path.name else path.resolve()


def _free(path: Path, ending: str) -> Path:
    """Give a path that nothing has yet: with a number where there is such already."""
    number, found = 1, path.with_name(f"{path.name}{ending}")
    while os.path.lexists(found):
        number += 1
        found = path.with_name(f"{path.name}-{number}{ending}")
    return found

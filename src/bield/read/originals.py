"""Which mail in a mail is the original: the one that has to be judged.

Whoever passed it on is a victim or a helper, and is never shown as the offender. Where it cannot
be told whose words are whose, all of them are judged and nobody is named as the sender.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bield.read.forwards import (
    all_judged_note,
    find_forward,
    is_forward,
    passed_on_note,
    without_prefix,
)
from bield.read.kinds import Kind, kind_of
from bield.read.letter import Enclosure, Letter
from bield.read.short_notes import is_short_note

MAX_PASSED_ON = 5
"""How often a mail was passed on before we stop looking for the one below."""
_LOGO_BYTES = 30_000
"""A picture smaller than this is a signature's logo, not a page of words."""


@dataclass(slots=True, kw_only=True)
class Found:
    """The mail to be judged, and how it came."""

    letter: Letter
    by: str = ""
    notes: tuple[str, ...] = ()
    aside: list[Enclosure] = field(default_factory=list)
    """What was attached to the mails that only passed it on."""


@dataclass(slots=True, kw_only=True)
class _Inside:
    """A mail within a mail, and whether it alone need be judged."""

    letter: Letter
    note: str
    alone: bool


def original_of(letter: Letter) -> Found:
    """Follow a mail that was passed on to the one that stands below."""
    passed_by: list[str] = []
    found = Found(letter=letter)
    left_out = False
    for _ in range(MAX_PASSED_ON):
        current = found.letter
        inside = _inside(current, first=not passed_by)
        if inside is None:
            break
        if not inside.alone:
            found.letter, by = _kept_whole(current, inside.letter, first=not passed_by)
            found.notes = (all_judged_note(by),)
            found.by = by
            break
        left_out = left_out or bool(inside.note.strip())
        passed_by.append(current.sender)
        if inside.letter.enclosures is not current.enclosures:
            found.aside += current.enclosures
        found.letter = inside.letter
    if passed_by:
        found.by = next((address for address in passed_by if address), found.by)
        own = [a for a in passed_by if a]
        found.letter = replace(found.letter, recipients=[*found.letter.recipients, *own])
        found.notes = (passed_on_note(found.by, left_out=left_out), *found.notes)
    return found


def _kept_whole(current: Letter, inner: Letter, *, first: bool) -> tuple[Letter, str]:
    """The whole mail, with nobody shown as the offender who may only have passed it on; and who
    surely passed it on."""
    own = [current.sender] if current.sender else []
    if _was_sent(inner, current.sender):
        # Who sent this had been sent that: it was passed on, whatever else was written.
        recipients = [*inner.recipients, *own]
        return replace(current, sender=inner.sender, recipients=recipients), current.sender
    if not first:
        return current, ""  # it came to somebody who passed it on: its sender is the offender
    return replace(current, sender="", recipients=[*current.recipients, *own]), ""


def _inside(letter: Letter, *, first: bool) -> _Inside | None:
    """The mail that a mail passes on: below its own words, or else the one attached to it."""
    body = letter.body
    forward = find_forward(body, subject=letter.subject)
    own = (letter.sender, *letter.recipients)
    if forward is not None:
        subject = without_prefix(letter.subject)
        inner = replace(
            letter,
            subject=forward.subject or subject,
            sender=forward.sender,
            recipients=list(forward.recipients),
            texts=[forward.below],
        )
        same = not forward.subject or _same_subject(subject, forward.subject)
        alone = same and is_short_note(f"{forward.above}\n{forward.dropped}", own=own)
        return _Inside(letter=inner, note=forward.above, alone=alone)
    if len(letter.letters) != 1 or letter.is_report:
        return None
    inner = letter.letters[0]
    if not inner.subject.strip() and not inner.words().strip():
        return None
    alone = is_short_note(f"{without_prefix(letter.subject)}\n{body}", own=own) and not any(
        _may_hold_words(e) for e in letter.enclosures
    )
    # A mail that was passed on and has another attached may be a threat with its «proof». It
    # passes that on only where it says so, or where who sent it had been sent that.
    says_so = is_forward(letter.subject) or _was_sent(inner, letter.sender)
    if says_so or (alone and first):
        return _Inside(letter=inner, note=body, alone=alone)
    return None


def _was_sent(letter: Letter, address: str) -> bool:
    return bool(address) and address.lower() in {r.lower() for r in letter.recipients}


def _same_subject(one: str, other: str) -> bool:
    """Whether two subjects are one: a prefix more, or cut by a program, makes no other."""
    ours, theirs = (
        "".join(c for c in without_prefix(s).casefold() if c.isalnum()) for s in (one, other)
    )
    return not ours or ours.endswith(theirs) or theirs.startswith(ours[:60])


def _may_hold_words(enclosure: Enclosure) -> bool:
    if enclosure.is_picture:
        return len(enclosure.data) > _LOGO_BYTES
    return kind_of(enclosure.data) not in {Kind.BINARY, Kind.NOTHING}

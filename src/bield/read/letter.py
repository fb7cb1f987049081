"""A mail once it is opened, whatever it was packed in.

`mail.py` and `outlook.py` open one, `originals.py` tells which mail in it is the original, and
`judged.py` makes the message of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bield.read.kinds import PICTURE_PROBE_BYTES, Kind, is_picture, kind_of
from bield.read.refusals import PictureRefusedError, UnableToReadError

MAX_FILES_IN_FILES = 3
"""Saved mails attached to saved mails, and so on: no deeper are they opened."""


@dataclass(slots=True, kw_only=True)
class Enclosure:
    """Something attached."""

    name: str
    kind: str
    """Its media type, as the mail says."""
    data: bytes

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith(("image/", "video/")) or is_picture(
            self.data[:PICTURE_PROBE_BYTES]
        )

    @property
    def called(self) -> str:
        return self.name or ("a picture" if self.is_picture else self.kind)


@dataclass(slots=True, kw_only=True)
class Letter:
    """A mail once it is opened."""

    subject: str = ""
    sender: str = ""
    recipients: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    """The mails attached to it."""
    enclosures: list[Enclosure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_report: bool = False
    """A mail server's report on a mail: what is attached was sent, not received."""

    @property
    def body(self) -> str:
        return "\n\n".join(t for t in self.texts if t.strip())

    def words(self) -> str:
        """Its own words and those of the mails attached to it, each after its subject."""
        pieces = [self.body]
        for letter in self.letters:
            pieces += [letter.subject, letter.words()]
        return "\n\n".join(p for p in pieces if p.strip())

    def everything(self) -> Iterator[Letter]:
        """It, and every mail attached to it or to one of those."""
        yield self
        for letter in self.letters:
            yield from letter.everything()

    def enclose(self, enclosure: Enclosure, *, depth: int, pictures_allowed: bool) -> None:
        """Take what is attached: a saved mail as a mail, everything else as it is."""
        opened = _saved_mail(enclosure, depth=depth, pictures_allowed=pictures_allowed)
        if opened is None:
            self.enclosures.append(enclosure)
        else:
            self.letters.append(opened)


def _saved_mail(enclosure: Enclosure, *, depth: int, pictures_allowed: bool) -> Letter | None:
    if depth >= MAX_FILES_IN_FILES or enclosure.is_picture:
        return None
    kind = kind_of(enclosure.data)
    name = enclosure.name.lower()
    try:
        if kind is Kind.OUTLOOK:
            from bield.read.outlook import open_outlook

            return open_outlook(enclosure.data, depth=depth + 1, pictures_allowed=pictures_allowed)
        if kind is Kind.MAIL and (name.endswith(".eml") or enclosure.kind.startswith("message/")):
            from bield.read.mail import open_mail

            return open_mail(enclosure.data, depth=depth + 1, pictures_allowed=pictures_allowed)
    except PictureRefusedError:
        raise
    except UnableToReadError:
        return None  # it is named among what was not opened
    return None

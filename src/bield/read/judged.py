"""An opened mail → the message that is judged: its original's words, and those attached to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bield.ports import Eyes, Paper
from bield.read.kinds import Kind, kind_of
from bield.read.letter import Enclosure, Letter
from bield.read.originals import original_of
from bield.read.refusals import NothingToReadError, PictureRefusedError, UnableToReadError
from bield.read.seen import Looking
from bield.read.text import shorten
from bield.records import Format, Message

MAX_DOCUMENTS = 5
FEW_WORDS = 12
"""A mail with fewer words than this may have its threat in a picture."""
_LOOKED_AT = ("image/", "application/octet-stream")

PICTURE_IN_MAIL = (
    "This mail has a picture or a video in it. Pictures stay on your own device, so this page "
    "does not take it and has kept nothing of it. Open the mail, copy its words and paste them "
    "instead."
)


def message_of(
    letter: Letter, *, pictures_allowed: bool, eyes: Eyes | None, paper: Paper | None
) -> Message:
    """Give the message that is to be judged: the original, where the mail passes one on.

    Args:
        letter: The mail as it was opened.
        pictures_allowed: Whether it may hold pictures or videos.
        eyes: What reads pictures; without it they are not opened.
        paper: What lays out PDFs; without it that is done here, and not bounded in time.

    Raises:
        PictureRefusedError: It holds a picture or video, and those were not allowed.
        NothingToReadError: There are no words in its subject or body.
    """
    if not pictures_allowed and any(
        e.is_picture for one in letter.everything() for e in one.enclosures
    ):
        raise PictureRefusedError(PICTURE_IN_MAIL)
    found = original_of(letter)
    original = found.letter
    words = original.words()
    added = _Added(
        eyes=eyes if pictures_allowed else None, paper=paper, pictures_allowed=pictures_allowed
    )
    for enclosure in [e for one in original.everything() for e in one.enclosures]:
        added.take(enclosure, few_words=len(words.split()) < FEW_WORDS)
    added.finish()
    added.skipped += [e.called for e in found.aside]
    body = "\n\n".join(t for t in (words, *added.texts) if t.strip())
    subject = original.subject
    if not subject.strip() and not body.strip():
        raise NothingToReadError(_nothing(added.skipped, added.notes))
    text, shortened = shorten(f"{subject}\n\n{body}" if subject else body)
    notes = [n for one in original.everything() for n in one.notes] + added.notes
    return Message(
        format=Format.MAIL,
        text=text,
        subject=subject,
        sender=original.sender,
        recipients=tuple(dict.fromkeys(original.recipients)),
        notes=(*found.notes, *dict.fromkeys(notes), *added.skipped_note(), *shortened),
        forwarded_by=found.by,
    )


def _nothing(skipped: list[str], notes: list[str]) -> str:
    if skipped:
        return " ".join(
            [
                f"The mail holds no words, only attachments ({', '.join(skipped[:3])}).",
                *notes,
                "If the threat is in a picture, type its words into a text file and try again.",
            ]
        )
    return "The mail has no subject and no words. Copy the words you see and try again."


@dataclass(slots=True, kw_only=True)
class _Added:
    """What the enclosures add to the words."""

    eyes: Eyes | None
    paper: Paper | None
    pictures_allowed: bool
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    documents: int = 0
    _looking: Looking = field(init=False)

    def __post_init__(self) -> None:
        self._looking = Looking(self.eyes)

    def take(self, enclosure: Enclosure, *, few_words: bool) -> None:
        """Read a document; look at a picture for codes, and for words where the mail has few."""
        if not enclosure.is_picture:
            self._open(enclosure)
        elif self.eyes is None or not enclosure.kind.startswith(_LOOKED_AT):
            self.skipped.append(enclosure.called)
        else:
            self.texts.append(self._looking.at(enclosure.data, words=few_words))

    def finish(self) -> None:
        """Add the codes and what there is to say about the pictures."""
        self.texts += self._looking.code_lines
        self.notes += self._looking.notes

    def _open(self, enclosure: Enclosure) -> None:
        kind = kind_of(enclosure.data)
        if kind not in {Kind.PDF, Kind.DOCX} or self.documents == MAX_DOCUMENTS:
            self.skipped.append(enclosure.called)
            return
        self.documents += 1
        try:
            document = self._document(kind, enclosure.data)
        except PictureRefusedError:
            if not self.pictures_allowed:
                raise
            self.skipped.append(enclosure.called)
        except UnableToReadError as refusal:
            self.notes.append(f"«{enclosure.called}» could not be read. {refusal}")
            self.skipped.append(enclosure.called)
        else:
            self.texts.append(document.text)
            self.notes += [f"The words of «{enclosure.called}» were read too.", *document.notes]

    def _document(self, kind: Kind, data: bytes) -> Message:
        if kind is Kind.PDF:
            from bield.read.pdf import read_pdf

            return read_pdf(
                data, pictures_allowed=self.pictures_allowed, eyes=self.eyes, paper=self.paper
            )
        from bield.read.docx import read_docx

        return read_docx(data, pictures_allowed=self.pictures_allowed, eyes=self.eyes)

    def skipped_note(self) -> tuple[str, ...]:
        if not self.skipped:
            return ()
        named = ", ".join(self.skipped[:5]) + (" …" if len(self.skipped) > 5 else "")
        return (f"Not opened: {named}.",)

"""What a person sends, as values that operations take."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bield.read import NothingToReadError, UnableToReadError
from bield.records import About, Age, Country, Paid, Question, Situation
from bield_site.guide.carry import unwrap
from bield_site.guide.uploads import MessageUpload
from bield_site.operations import Given, Pasted, Uploaded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, QueryDict

    from bield_site.guide.entries import Entry

_KINDS = MappingProxyType(
    {"about": About, "age": Age, "age_in_picture": Age, "country": Country, "paid": Paid}
)
NOTHING_GIVEN = "Paste the words of the message, or choose the file it came in."
BOTH_GIVEN = (
    "You gave a file and words. This answer is about the file. To check the words, paste them "
    "again without a file."
)


class UnknownAnswerError(ValueError):
    """A question was answered with something that is none of its answers."""

    def __init__(self, question: str) -> None:
        super().__init__("Choose one of the answers, or leave the question.")
        self.question = question


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form as it was sent: to work with, and to show again."""

    text: str
    carried: str
    answers: Mapping[str, str]
    """Question id → the value that was chosen."""
    upload: bytes | None
    refusal: UnableToReadError | None
    """Why the file was not taken."""


BLANK = Filled(text="", carried="", answers=MappingProxyType({}), upload=None, refusal=None)


def filled(request: HttpRequest, questions: Sequence[Question]) -> Filled:
    """Read a form, with any file in memory only."""
    handler = MessageUpload(request)
    request.upload_handlers = [handler]
    sent: QueryDict = request.POST
    file = request.FILES.get("file")
    return Filled(
        text=_text(sent, "message"),
        carried=_text(sent, "carried"),
        answers={q.id: answer for q in questions if (answer := _text(sent, q.id))},
        upload=file.read() if file is not None else None,
        refusal=handler.refusal,
    )


def given(form: Filled) -> Given | None:
    """Give what the person brought: a file before words before what the page carried.

    Raises:
        UnableToReadError: The file was refused, or what the page carried is broken.
    """
    if form.refusal is not None:
        raise form.refusal
    if form.upload is not None:
        return Uploaded(data=form.upload)
    if form.text.strip():
        return Pasted(text=form.text)
    return unwrap(form.carried) if form.carried else None


def needed(brought: Given | None, entry: Entry) -> Given | None:
    """Give what the person brought.

    Raises:
        NothingToReadError: Nothing, and this way in cannot go on without.
    """
    if brought is None and entry.needs_message:
        raise NothingToReadError(NOTHING_GIVEN)
    return brought


def situation(form: Filled, entry: Entry) -> Situation:
    """Give the answers as a situation.

    Raises:
        UnknownAnswerError: An answer is none of those that were offered.
    """
    values: dict[str, object] = {"about": entry.about}
    for name, kind in _KINDS.items():
        answer = form.answers.get(name)
        if answer is None:
            continue
        try:
            values[name] = kind(answer)
        except ValueError as problem:
            raise UnknownAnswerError(name) from problem
    return Situation(**values)  # type: ignore[arg-type]


def _text(sent: QueryDict, name: str) -> str:
    value = sent.get(name, "")
    return value if isinstance(value, str) else ""  # the types allow a list, of no values

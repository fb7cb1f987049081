"""What a person sends, as values that operations take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bield.read import NothingToReadError, UnableToReadError
from bield_site.guide.uploads import MessageUpload
from bield_site.operations import Given, Pasted, Uploaded

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from bield_site.guide.entries import Entry

NOTHING_GIVEN = "Paste the words of the message, or choose the file it came in."
BOTH_GIVEN = (
    "You gave a file and words. This answer is about the file. To check the words, paste them "
    "again without a file."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form as it was sent: to work with, and to show again."""

    text: str
    upload: bytes | None
    refusal: UnableToReadError | None
    """Why the file was not taken."""


BLANK = Filled(text="", upload=None, refusal=None)


def filled(request: HttpRequest) -> Filled:
    """Read a form, with any file in memory only."""
    handler = MessageUpload(request)
    request.upload_handlers = [handler]
    sent: QueryDict = request.POST
    file = request.FILES.get("file")
    return Filled(
        text=_text(sent, "message"),
        upload=file.read() if file is not None else None,
        refusal=handler.refusal,
    )


def given(form: Filled) -> Given | None:
    """Give what the person brought: a file before words.

    Raises:
        UnableToReadError: The file was refused.
    """
    if form.refusal is not None:
        raise form.refusal
    if form.upload is not None:
        return Uploaded(data=form.upload)
    if form.text.strip():
        return Pasted(text=form.text)
    return None


def needed(brought: Given | None, entry: Entry) -> Given | None:
    """Give what the person brought.

    Raises:
        NothingToReadError: Nothing, and this way in cannot go on without.
    """
    if brought is None and entry.needs_message:
        raise NothingToReadError(NOTHING_GIVEN)
    return brought


def _text(sent: QueryDict, name: str) -> str:
    value = sent.get(name, "")
    return value if isinstance(value, str) else ""  # the types allow a list, of no values

"""A record as a file: saved, locked, and brought back.

Each view translates, makes one call to an operation, and translates back.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from django.http import HttpResponse

from bield.keep import UnableToKeepError, UnableToReadRecordError
from bield_site import wiring
from bield_site.guide import record_words
from bield_site.guide.methods import only
from bield_site.guide.record_forms import Problem
from bield_site.guide.record_pages import answered, form, hub, needed, shown, start, value_of
from bield_site.guide.record_upload import SealedUpload, brought
from bield_site.operations import locking
from bield_site.operations.recording import (
    FILE_NAME,
    ChangedRecordError,
    Kept,
    PicturesInItError,
    Why,
    look,
)
from bield_site.operations.turns import BusyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

_PROBLEMS_TOLD = 5


@only("GET", "HEAD", "POST")
def file(request: HttpRequest) -> HttpResponse:
    """Give the file, if it is still what was sealed."""
    if not value_of(request):
        return start(request)

    def give() -> HttpResponse:
        sealed = look(needed(request), tools=wiring.recording_tools())
        return download(sealed.tar, FILE_NAME)

    return answered(request, give)


@only("GET", "HEAD", "POST")
def lock(request: HttpRequest) -> HttpResponse:
    """Say how the file can be locked; when that is chosen, lock it, and show its words once."""
    if not value_of(request):
        return start(request)
    how = str(request.POST.get("lock", ""))
    tools = wiring.recording_tools()

    def give() -> HttpResponse:
        words: Sequence[str] = ()
        if how == "words":
            made = locking.lock_record(needed(request), listed=wiring.load_words(), tools=tools)
            words, locked = made.words, made.file
        else:
            try:
                key = str(request.POST.get("key", ""))
                locked = locking.lock_for_unit(needed(request), key, tools=tools)
            except locking.SecretKeyGivenError:
                return form(request, "lock", problems=[Problem("key", record_words.NOT_FOR_US)])
            except UnableToKeepError:
                return form(request, "lock", problems=[Problem("key", record_words.NO_KEY)])
        text = base64.urlsafe_b64encode(locked).decode("ascii")
        context = {"words": words, "locked": text, "carried": value_of(request)}
        return shown(request, "locked.html", context)

    return answered(request, give) if how else form(request, "lock")


@only("POST")
def locked(request: HttpRequest) -> HttpResponse:
    """Give the locked file that a page of ours carries: it is as good to its owner as any."""

    def give() -> HttpResponse:
        try:
            data = base64.urlsafe_b64decode(str(request.POST.get("locked", "")))
        except (binascii.Error, ValueError) as problem:
            raise UnableToReadRecordError("It is not whole.") from problem
        if not locking.is_locked(data):
            raise UnableToReadRecordError("It is no locked file.")
        return download(data, locking.FILE_NAME)

    return answered(request, give)


@only("GET", "HEAD", "POST")
def back(request: HttpRequest) -> HttpResponse:
    """Take a file that was saved before, with its words if it is locked, and go on from there."""
    upload = SealedUpload(request)
    request.upload_handlers = [upload]
    if request.method != "POST":
        return form(request, "open")
    if refused := _refused(request, upload):
        return form(request, "open", problems=[refused])
    given = brought(request.FILES.getlist("file"))[0].data
    words = str(request.POST.get("words", ""))
    try:
        sealed = locking.open_record(
            given, words, listed=wiring.load_words(), tools=wiring.recording_tools()
        )
    except BusyError:
        return form(request, "open", busy=f"{record_words.BUSY} {record_words.FILES_AGAIN}")
    except locking.WordsNeededError:
        return form(request, "open", problems=[Problem("words", record_words.WORDS_NEEDED)])
    except locking.NotTheWordsError:
        return form(request, "open", problems=[Problem("words", record_words.NOT_THE_WORDS)])
    except ChangedRecordError as changed:
        problem = Problem("file", record_words.CHANGED)
        told = changed.problems[:_PROBLEMS_TOLD]
        return form(request, "open", problems=[problem], more={"changed": told})
    except UnableToReadRecordError as problem:
        says = _SAYS.get(type(problem), record_words.NOT_OURS)
        return form(request, "open", problems=[Problem("file", says)])
    return hub(request, Kept(sealed=sealed), opened=True)


_SAYS: dict[type[Exception], str] = {
    locking.LockedForAKeyError: record_words.FOR_A_UNIT,
    PicturesInItError: record_words.WITH_PICTURES,
}


def download(data: bytes, name: str) -> HttpResponse:
    """Give a file to be saved, not shown."""
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _refused(request: HttpRequest, upload: SealedUpload) -> Problem | None:
    """Say what is wrong with the file before it is opened."""
    there = "file" in request.FILES
    if upload.not_taken:
        is_picture = upload.not_taken[0].why is Why.PICTURE
        says = record_words.IS_PICTURE if is_picture else record_words.TOO_LARGE
        return Problem("file", says)
    return None if there else Problem("file", record_words.NO_FILE)

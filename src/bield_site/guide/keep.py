"""Saving the plan on the person's own device, and coming back with it.

Each view translates, makes one call to an operation, and translates back.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render

from bield.adapters.locked import NotALockedFileError, UnableToUnlockError
from bield.records import Situation
from bield_site import operations, wiring
from bield_site.guide import answer, refusals, session
from bield_site.guide.locked_upload import LockedUpload
from bield_site.guide.methods import only, see
from bield_site.operations.keeping import come_back, save
from bield_site.operations.turns import BusyError

if TYPE_CHECKING:
    from django.http import HttpRequest

FILE_NAME = "notes.bin"
"""It tells nothing to somebody who sees it in a list of files."""
_SALT = "bield.guide.keep"

NO_FILE = "Choose the file that you saved. It was named notes.bin, and is often in “Downloads”."
CHOOSE_AGAIN = "Your words are still here. Please choose the file again."


@only("GET", "HEAD", "POST")
def keep(request: HttpRequest) -> HttpResponse:
    """Say what saving means; when that is sent, lock the plan and show its words, this once."""
    held = session.load(request)
    calls = operations.whom_to_call(Situation(), pipeline=wiring.pipeline())
    context = {"begun": held != session.EMPTY, "calls": answer.calls(calls)}
    if request.method != "POST" or not context["begun"]:
        return render(request, "guide/keep.html", context)
    try:
        saved = save(held, listed=wiring.load_words())
    except BusyError:
        return refusals.busy(request)
    # The page carries the file, locked as it is, so that it belongs to the words on the page.
    carried = signing.dumps(base64.b64encode(saved.file).decode("ascii"), salt=_SALT)
    return render(
        request, "guide/keep_words.html", context | {"words": saved.words, "carried": carried}
    )


@only("POST")
def kept(request: HttpRequest) -> HttpResponse:
    """Give the file that a page of ours carries."""
    try:
        file = base64.b64decode(signing.loads(str(request.POST.get("carried", "")), salt=_SALT))
    except signing.BadSignature:
        return refusals.refuse(
            request,
            status=422,
            heading="That page is too old",
            says=["The file was not saved. Save your plan again: you will get new words with it."],
            onward=("/keep", "Save your plan again"),
        )
    response = HttpResponse(file, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


@only("GET", "HEAD", "POST")
def back(request: HttpRequest) -> HttpResponse:
    """Take a saved plan and its words, and go on from where it was saved."""
    if request.method != "POST":
        return _back(request)
    upload = LockedUpload(request)
    request.upload_handlers = [upload]
    words = str(request.POST.get("words", ""))
    try:
        found = come_back(_file(request, upload), words, listed=wiring.load_words())
    except BusyError:
        return refusals.busy(request)
    except NotALockedFileError as problem:
        return _back(request, words=words, error=str(problem), at="file")
    except UnableToUnlockError as problem:
        return _back(request, words=words, error=str(problem), at="words")
    response = see("/next")
    session.keep(response, found, request)
    return response


def _file(request: HttpRequest, upload: LockedUpload) -> bytes:
    """Give the file that was sent.

    Raises:
        NotALockedFileError: None was, or not one of ours.
    """
    if upload.refusal is not None:
        raise upload.refusal
    file = request.FILES.get("file")
    if file is None:
        raise NotALockedFileError(NO_FILE)
    taken: bytes = file.read()
    return taken


def _back(request: HttpRequest, *, words: str = "", error: str = "", at: str = "") -> HttpResponse:
    calls = operations.whom_to_call(Situation(), pipeline=wiring.pipeline())
    context = {
        "words": words,
        "error": error,
        "at": at,
        # A browser never gives a file twice by itself.
        "again": CHOOSE_AGAIN if error and at != "file" else "",
        "begun": session.load(request) != session.EMPTY,
        "calls": answer.calls(calls),
    }
    return render(request, "guide/back.html", context, status=422 if error else 200)

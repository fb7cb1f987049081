"""The pages that say no: calm, with what to do, and with whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from bield.records import Situation
from bield_site import operations, wiring
from bield_site.guide.answer import calls
from bield_site.guide.uploads import TOO_LARGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

TOO_MUCH_AT_ONCE = (
    "Nothing of it was read, so nothing was added.",
    "Go back to the page before. If your browser asks, let it send that page again. What you had "
    "is still there.",
    "Then add fewer or smaller files: about 10 MB in all. Save a chat without media, and a mail "
    "without its files.",
    "If it was a picture or a video: those stay on your own device.",
)
"""Of files for a record. The page before still carries all that is in it."""
_START_AGAIN = "Please go back to the start. We kept nothing of it."


def refuse(
    request: HttpRequest,
    *,
    status: int,
    heading: str,
    says: Sequence[str],
    onward: tuple[str, str] = ("/", "Go to the start"),
) -> HttpResponse:
    """Give an ordinary page that says what did not work and what to do; `onward` is where its link
    leads, and its words."""
    context = {
        "heading": heading,
        "says": says,
        "onward": onward,
        "calls": calls(operations.whom_to_call(Situation(), pipeline=wiring.pipeline())),
    }
    return render(request, "guide/refusal.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that makes no sense."""
    del exception  # its words can quote what was sent
    return refuse(
        request,
        status=400,
        heading="Something in that could not be read",
        says=["It is nothing you did wrong.", _START_AGAIN],
    )


def other_site(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a form that came from another site's page."""
    del exception
    return refuse(
        request,
        status=403,
        heading="That came from another site",
        says=["To keep you safe, this site only reads its own forms.", _START_AGAIN],
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address at which there is nothing."""
    del exception
    return refuse(
        request, status=404, heading="There is no page here", says=["Please go to the start."]
    )


def not_allowed(request: HttpRequest, allowed: Sequence[str]) -> HttpResponse:
    """Answer a method that this address does not take."""
    response = refuse(
        request, status=405, heading="That does not work here", says=["Please go to the start."]
    )
    response["Allow"] = ", ".join(allowed)
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer a request that is too large, of which nothing was read."""
    if request.path.startswith("/notes"):
        return refuse(
            request,
            status=413,
            heading="That is too much at once",
            says=TOO_MUCH_AT_ONCE,
            onward=("/notes/open", "Go on with a file that you saved"),
        )
    return refuse(
        request,
        status=413,
        heading="That file is too large",
        says=[TOO_LARGE, "If it is a picture or a video: those stay on your own device."],
    )


def busy(request: HttpRequest) -> HttpResponse:
    """Answer when too many ask for what is dear."""
    response = refuse(
        request,
        status=503,
        heading="Please try again in a moment",
        says=[
            "Many people are using this at the same time. Nothing you did is lost.",
            "Wait a few seconds, go back to the page before, and try again.",
        ],
        onward=("/next", "Go to your plan"),
    )
    response["Retry-After"] = "5"
    return response


def our_error(request: HttpRequest) -> HttpResponse:
    """Answer when something in the site failed."""
    return refuse(
        request,
        status=500,
        heading="Something went wrong on our side",
        says=["It is nothing you did wrong.", _START_AGAIN],
    )

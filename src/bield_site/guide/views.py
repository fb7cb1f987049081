"""The first page, the page about us, and how to leave.

Each view translates, makes one call to an operation, and translates back.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bield.records import Situation
from bield_site import operations, wiring
from bield_site.guide import answer, session
from bield_site.guide.entries import ENTRIES
from bield_site.guide.methods import only, see


@only("GET", "HEAD")
def first(request: HttpRequest) -> HttpResponse:
    """Show what this is, the ways in, and whom to call."""
    context = {
        "entries": ENTRIES.values(),
        "calls": _calls(),
        "begun": session.load(request) != session.EMPTY,
    }
    return render(request, "guide/first.html", context)


@only("GET", "HEAD")
def about(request: HttpRequest) -> HttpResponse:
    """Show what is kept, who made this, and what it rests on."""
    bodies = sorted({s.body for s in wiring.pipeline().catalogue.sources.values()})
    return render(request, "guide/about.html", {"bodies": bodies, "calls": _calls()})


@only("POST")
def again(request: HttpRequest) -> HttpResponse:
    """Forget what was told, and begin at the first page."""
    response = see("/")
    session.forget(response)
    return response


@only("GET", "HEAD", "POST")
def leave(request: HttpRequest) -> HttpResponse:
    """Send the person to a harmless page, and have the browser drop what it holds of this one."""
    response = see(settings.LEAVE_TO)
    # Old browsers, and those that came without https, know only the second of the two.
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    session.forget(response)
    return response


@only("GET", "HEAD")
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines which pages they may show."""
    lines = ("User-agent: *", "Allow: /$", "Allow: /about$", "Disallow: /", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _calls() -> tuple[answer.Call, ...]:
    return answer.calls(operations.whom_to_call(Situation(), pipeline=wiring.pipeline()))

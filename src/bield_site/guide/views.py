"""Views: each translates, makes one call to an operation, and translates back.

They are exempt from Django's CSRF token. A token needs a cookie, and a cookie on somebody's
device tells that they were here. There is nothing to forge either: these views know nobody,
change nothing and keep nothing. What remains, another site posting a form here unseen, is
refused by `gate.RefuseOtherSites`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from bield import wording
from bield.read import UnableToReadError
from bield.records import Band, Question, Situation, Tactic
from bield_site import operations, wiring
from bield_site.guide import answer, carry, forms
from bield_site.guide.entries import ENTRIES, Entry
from bield_site.guide.refusals import not_allowed

LEAVE_TO = "https://www.bbc.co.uk/weather"
"""A page that anybody may have open."""

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def only(*methods: str) -> Callable[[View[P]], View[P]]:
    """Answer these methods, and any other with a page that says so."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in methods:
                return not_allowed(request, methods)
            return view(request, *args, **kwargs)

        return csrf_exempt(guarded)

    return decorate


@only("GET", "HEAD")
def first(request: HttpRequest) -> HttpResponse:
    """Show what this is, the four ways in, and whom to call."""
    return render(
        request, "guide/first.html", {"entries": ENTRIES.values(), "calls": _calls(Situation())}
    )


@only("GET", "HEAD", "POST")
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form of one way in; answer it when it is sent."""
    way = ENTRIES[slug]
    if request.method != "POST":
        return _form(request, way, forms.BLANK)
    sent = forms.filled(request, _questions())
    try:
        situation = forms.situation(sent, way)
        brought = forms.needed(forms.given(sent), way)
        if brought is None:
            return _answer_to_told(request, way, sent, situation)
        checked = operations.check_message(
            brought, situation, told=way.told, pipeline=wiring.pipeline()
        )
    except forms.UnknownAnswerError as problem:
        return _form(request, way, sent, error=str(problem), at=problem.question)
    except UnableToReadError as problem:
        at = "file" if sent.upload is not None or sent.refusal is not None else "message"
        return _form(request, way, sent, error=str(problem), at=at)
    return _answer(request, way, sent, checked)


@only("GET", "HEAD")
def about(request: HttpRequest) -> HttpResponse:
    """Show what is kept (nothing), who made this, and what it rests on."""
    bodies = sorted({s.body for s in wiring.pipeline().catalogue.sources.values()})
    return render(request, "guide/about.html", {"bodies": bodies, "calls": _calls(Situation())})


@only("GET", "HEAD", "POST")
def leave(request: HttpRequest) -> HttpResponse:
    """Send the person to a harmless page, and have the browser drop what it holds of this one."""
    response = HttpResponse(status=303)
    response["Location"] = LEAVE_TO
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@only("GET", "HEAD")
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines which pages they may show."""
    lines = ("User-agent: *", "Allow: /$", "Allow: /about$", "Disallow: /", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _form(
    request: HttpRequest, way: Entry, sent: forms.Filled, *, error: str = "", at: str = ""
) -> HttpResponse:
    context = {
        "entry": way,
        "sent": sent,
        "questions": _questions(),
        "error": error,
        "at": at,
        "calls": _calls(Situation()),
    }
    return render(request, "guide/form.html", context, status=422 if error else 200)


def _answer(
    request: HttpRequest, way: Entry, sent: forms.Filled, checked: operations.Checked
) -> HttpResponse:
    finding = checked.finding
    message = carry.masked(checked.message, finding)
    situation = checked.plan.situation
    doubts = [*finding.doubts, *message.notes]
    if checked.by_what_was_told:
        doubts.insert(0, wording.YOU_KNOW_BEST)
    if sent.upload is not None and sent.text.strip():
        doubts.append(forms.BOTH_GIVEN)
    found, more = answer.details(message, finding)
    context = {
        "entry": way,
        "sent": sent,
        "questions": _questions(),
        "words": wording.of_finding(finding, situation),
        "doubts": doubts,
        "bands": answer.bands(checked.plan, _headings()),
        "calls": answer.calls(checked.plan.emergency),
        "pieces": answer.marked(message, finding),
        "has_claims": bool(finding.reasons),
        "has_details": bool(finding.indicators),
        "claims": answer.claims(finding),
        "course": answer.course(message, finding),
        "offender": finding.offender,
        "whose_clock": answer.whose_clock(message),
        "details": found,
        "more_details": more,
        "carried": carry.wrap(message),
    }
    return render(request, "guide/answer.html", context)


def _answer_to_told(
    request: HttpRequest, way: Entry, sent: forms.Filled, situation: Situation
) -> HttpResponse:
    told = way.told or Tactic.NONE
    plan = operations.plan_without_message(told, situation, pipeline=wiring.pipeline())
    context = {
        "entry": way,
        "sent": sent,
        "questions": _questions(),
        "words": wording.of_what_was_told(told, situation),
        "bands": answer.bands(plan, _headings()),
        "calls": answer.calls(plan.emergency),
    }
    return render(request, "guide/answer.html", context)


def _questions() -> tuple[Question, ...]:
    return wiring.pipeline().catalogue.questions


def _headings() -> Mapping[Band, str]:
    return wiring.pipeline().catalogue.bands


def _calls(situation: Situation) -> tuple[answer.Call, ...]:
    return answer.calls(operations.whom_to_call(situation, pipeline=wiring.pipeline()))

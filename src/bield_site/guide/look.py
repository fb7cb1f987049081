"""The ways in: a page to paste or choose a message on, and the answer to it.

Each view translates, makes one call to an operation, and translates back.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bield import wording
from bield.plan import AT_MOST
from bield.read import UnableToReadError
from bield.records import Situation
from bield_site import operations, wiring
from bield_site.guide import answer, forms, session
from bield_site.guide.ask import FIRST
from bield_site.guide.entries import ENTRIES, Entry
from bield_site.guide.methods import only, see


@only("GET", "HEAD", "POST")
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form of one way in; answer it when it is sent."""
    way = ENTRIES[slug]
    if request.method != "POST":
        return _form(request, way, forms.BLANK)
    sent = forms.filled(request)
    begun = operations.begin(
        session.load(request), entry=way.slug, about=way.about, happening=way.happening
    )
    try:
        brought = forms.needed(forms.given(sent), way)
        if brought is None:
            response = see(f"/ask/{FIRST}")
            session.keep(response, begun, request)
            return response
        checked = operations.check_message(brought, begun, pipeline=wiring.pipeline())
    except UnableToReadError as problem:
        at = "file" if sent.upload is not None or sent.refusal is not None else "message"
        return _form(request, way, sent, error=str(problem), at=at)
    return _answer(request, sent, checked)


def _form(
    request: HttpRequest, way: Entry, sent: forms.Filled, *, error: str = "", at: str = ""
) -> HttpResponse:
    calls = operations.whom_to_call(Situation(), pipeline=wiring.pipeline())
    context = {
        "entry": way,
        "sent": sent,
        "error": error,
        "at": at,
        "calls": answer.calls(calls),
    }
    return render(request, "guide/form.html", context, status=422 if error else 200)


def _answer(request: HttpRequest, sent: forms.Filled, checked: operations.Checked) -> HttpResponse:
    finding, plan = checked.finding, checked.told.plan
    message = answer.masked(checked.message, finding)
    doubts = [*finding.doubts, *message.notes]
    if checked.by_what_was_told:
        doubts.insert(0, wording.YOU_KNOW_BEST)
    if sent.upload is not None and sent.text.strip():
        doubts.append(forms.BOTH_GIVEN)
    found, more = answer.details(message, finding)
    context = {
        "words": wording.of_finding(finding, plan.situation),
        "doubts": doubts,
        "bands": answer.bands(checked.told, wiring.pipeline().catalogue.bands),
        "calls": answer.calls(plan.emergency),
        "pieces": answer.marked(message, finding),
        "has_claims": bool(finding.reasons),
        "has_details": bool(finding.indicators),
        "claims": answer.claims(finding),
        "course": answer.course(message, finding),
        "offender": finding.offender,
        "whose_clock": answer.whose_clock(message),
        "details": found,
        "more_details": more,
        "ask": f"/ask/{FIRST}",
        "at_most": min(AT_MOST, len(checked.told.asked)),
    }
    response = render(request, "guide/answer.html", context)
    session.keep(response, checked.session, request)
    return response

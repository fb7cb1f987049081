"""What the pages of a record have in common: they carry it, and go on with it whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from bield.keep import UnableToReadRecordError
from bield.records import Situation
from bield_site import operations, wiring
from bield_site.guide import answer, record_view, record_words, refusals, session
from bield_site.guide.carried import NotCarriedError, packed, unpacked
from bield_site.guide.record_forms import MOST_TICKED, Fields, Problem
from bield_site.guide.record_parts import PARTS
from bield_site.operations.recording import Carried, Kept
from bield_site.operations.turns import BusyError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_RETRY_S = "5"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def value_of(request: HttpRequest) -> str:
    """Give the field that carries the record, as it came; empty where there is none."""
    return str(request.POST.get("carried", ""))


def carried(request: HttpRequest) -> Carried | None:
    """Give the record that a form carries; `None` where it carries none.

    Raises:
        NotCarriedError: What it carries is none.
    """
    value = value_of(request)
    return unpacked(value) if value else None


def needed(request: HttpRequest) -> Carried:
    """Give the record that a form carries.

    Raises:
        NotCarriedError: It carries none.
    """
    return unpacked(value_of(request))


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Give a page of a record, and seal the session anew where there is one, as `Renewed` does for
    pages that are asked for."""
    calls = operations.whom_to_call(Situation(), pipeline=wiring.pipeline())
    response = render(
        request,
        f"guide/record/{template}",
        {"calls": answer.calls(calls), **context},
        status=status,
    )
    if request.method == "POST" and (held := session.load(request)) != session.EMPTY:
        session.keep(response, held, request)
    return response


def start(request: HttpRequest) -> HttpResponse:
    """Give the page that says what a record is, and what can be put into it first."""
    return shown(request, "start.html", {"parts": PARTS.values()})


def hub(request: HttpRequest, kept: Kept, *, opened: bool = False) -> HttpResponse:
    """Give the page with a record: what is in it, what was not taken, and what can be done."""
    if kept.sealed is None:
        return start(request)
    notes = [*kept.notes, *([record_words.STAMPED] if kept.sealed.stamped else [])]
    context = {
        "carried": packed(kept.sealed.tar),
        "groups": record_view.groups(kept.sealed),
        "number": record_view.number_of(kept.sealed.case.root),
        "not_taken": record_view.not_taken(kept),
        "words_alone": kept.words_alone,
        "ticks": record_view.ticks(kept.questions)[:MOST_TICKED],
        "notes": notes,
        "opened": opened,
        "parts": PARTS.values(),
    }
    return shown(request, "record.html", context)


def form(
    request: HttpRequest,
    name: str,
    *,
    problems: Sequence[Problem] = (),
    busy: str = "",
    more: Mapping[str, Any] = _NOTHING,
) -> HttpResponse:
    """Give a form as it was sent, with the record untouched that it carries, and what is wrong.

    Args:
        request: With the fields.
        name: Of the form.
        problems: What is wrong; empty where it is shown for the first time.
        busy: What to say where too many do this at the moment.
        more: What else the form shows.
    """
    context: dict[str, Any] = {
        "carried": value_of(request),
        "fields": Fields(request.POST),
        "problems": problems,
        "errors": {problem.at: problem.says for problem in problems},
        "busy": busy,
        **more,
    }
    response = shown(
        request, f"{name}.html", context, status=503 if busy else 422 if problems else 200
    )
    if busy:
        response["Retry-After"] = _RETRY_S
    return response


def answered(request: HttpRequest, give: Callable[[], HttpResponse]) -> HttpResponse:
    """Give a page that is made of the record that came; where that cannot be, lose nothing."""
    try:
        return give()
    except BusyError:
        return _busy(request)
    except (NotCarriedError, UnableToReadRecordError):
        return refusals.refuse(
            request,
            status=422,
            heading="That page did not come back whole",
            says=[
                "We could not read what it held. Go back to the page before, and try again.",
                "If you saved your file, choose it again and go on from there.",
            ],
            onward=("/notes/open", "Go on with a file that you saved"),
        )


def _busy(request: HttpRequest) -> HttpResponse:
    """Carry everything that came on, to be sent once more."""
    sent = [
        (name, value)
        for name in request.POST
        if name != "carried"
        for value in request.POST.getlist(name)
    ]
    context = {"carried": value_of(request), "sent": sent, "to": request.path}
    response = shown(request, "busy.html", context, status=503)
    response["Retry-After"] = _RETRY_S
    return response

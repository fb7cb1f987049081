"""The questions: one a page, each of which can be left.

Each view translates, makes one call to an operation, and translates back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bield.plan import AT_MOST, Asked, UnknownAnswerError
from bield_site import operations, wiring
from bield_site.guide import answer, session
from bield_site.guide.methods import only, see
from bield_site.guide.refusals import not_found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bield.records import Question

FIRST = "today"
"""The address of the first question."""
PLAN, ANSWERS = "/next", "/next#answers"


@only("GET", "HEAD", "POST")
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Put one question; take its answer, and go on to the next one or to the plan."""
    question = _questions().get(slug)
    if question is None:
        return not_found(request)
    held = session.load(request)
    told = operations.told(held, pipeline=wiring.pipeline())
    put = operations.question_to_put(told, question)
    if put is None:
        return see(_after(question, told))
    if request.method != "POST":
        return _page(request, put, held, told, held.answers.get(question.id, ()))
    chosen = [value for value in request.POST.getlist("answer") if isinstance(value, str)]
    try:
        held = operations.answer(
            held,
            question,
            () if "skip" in request.POST else chosen,
            pipeline=wiring.pipeline(),
        )
    except UnknownAnswerError as problem:
        return _page(request, put, held, told, chosen, error=str(problem))
    response = see(_onward(request, question, told, held))
    session.keep(response, held, request)
    return response


def _page(
    request: HttpRequest,
    put: Asked,
    held: operations.Session,
    told: operations.Told,
    chosen: Sequence[str],
    *,
    error: str = "",
) -> HttpResponse:
    places = [asked.question.id for asked in told.asked]
    changing = _changing(request)
    place = places.index(put.question.id) if put.question.id in places else None
    context = {
        "asked": put,
        "options": _items(put, chosen),
        "number": None if place is None else place + 1,
        "at_most": AT_MOST,
        "back": _back(held, told, place, changing),
        "changing": changing,
        "error": error,
        "calls": answer.calls(told.plan.emergency),
    }
    return render(request, "guide/ask.html", context, status=422 if error else 200)


def _items(put: Asked, chosen: Sequence[str]) -> list[dict[str, object]]:
    """Give the answers as the form's parts take them, with «or» before «none of these»."""
    items: list[dict[str, object]] = []
    for option in put.options:
        if put.question.several and not option.sets:
            items.append({"divider": "or"})
        items.append(
            {
                "value": option.value,
                "text": option.helper_text if put.helper else option.text,
                "checked": option.value in chosen,
            }
        )
    return items


def _onward(
    request: HttpRequest, question: Question, before: operations.Told, held: operations.Session
) -> str:
    """Where to after an answer: whoever is in danger has no time for questions."""
    now = operations.told(held, pipeline=wiring.pipeline())
    if now.plan.crisis and now.situation.safety is not before.situation.safety:
        return PLAN
    return ANSWERS if _changing(request) else _after(question, now)


def _after(question: Question, told: operations.Told) -> str:
    following = operations.next_question(told, question, pipeline=wiring.pipeline())
    return PLAN if following is None else f"/ask/{following.slug}"


def _back(
    held: operations.Session, told: operations.Told, place: int | None, changing: bool
) -> str:
    if changing or place is None:
        return ANSWERS
    if place:
        return f"/ask/{told.asked[place - 1].question.slug}"
    return f"/{held.entry}"


def _changing(request: HttpRequest) -> bool:
    """Whether one answer of a plan is changed: then the plan comes next, not a question."""
    return "change" in request.GET or "change" in request.POST


def _questions() -> dict[str, Question]:
    return {question.slug: question for question in wiring.pipeline().catalogue.questions}

"""The plan: whom to talk to now, the steps to tick, and the answers that it goes by.

Each view translates, makes one call to an operation, and translates back.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bield import wording
from bield.records import About, Happening, Option, Question
from bield_site import operations, wiring
from bield_site.guide import answer, session
from bield_site.guide.methods import only, see

LARGE, ALL = "large", "all"
"""What an address may ask of the plan: large print, and all of it where somebody is in danger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer, as the plan shows it."""

    question: str
    says: str
    change: str
    """Where it can be changed."""


@only("GET", "HEAD")
def show(request: HttpRequest) -> HttpResponse:
    """Show the plan; where somebody is in danger, first whom to call and nothing else."""
    held = session.load(request)
    told = operations.told(held, pipeline=wiring.pipeline())
    bands = answer.bands(told, wiring.pipeline().catalogue.bands)
    first, *_ = told.plan.emergency
    listeners = operations.listeners_now(told.plan, timezone.now())
    # In the box above them stands whom to call in danger.
    others = [listener for listener in listeners if told.plan.crisis or listener.service != first]
    large = request.GET.get("size") == LARGE
    whole = "rest" in request.GET or not told.plan.crisis
    context = {
        "crisis": wording.of_a_crisis(told.situation) if told.plan.crisis else None,
        "first_step": told.plan.steps[0],
        "whole": whole,
        "words": _words(held, told),
        "helper": told.situation.about is not About.ME,
        "calls": answer.calls(told.plan.emergency if told.plan.crisis else (first,)),
        "open_now": [listener for listener in others if listener.open],
        "later": [listener for listener in others if not listener.open],
        "bands": bands,
        "done": len(told.done),
        "steps_in_all": len(told.plan.steps),
        "answers": _answers(held, told),
        "unasked": _first_open(told),
        "large": large,
        "here": _address(large=large, rest=False),
        "rest": _address(large=large, rest=True),
        "other_size": _address(large=not large, rest=whole and told.plan.crisis),
    }
    return render(request, "guide/plan.html", context)


@only("POST")
def tick(request: HttpRequest) -> HttpResponse:
    """Tick one step as done, or take the tick away; then show it where it stands."""
    step, done = str(request.POST.get("step", "")), request.POST.get("done") == "yes"
    held = operations.tick(session.load(request), step, done=done, pipeline=wiring.pipeline())
    told = operations.told(held, pipeline=wiring.pipeline())
    ids = [each.id for each in told.plan.steps]
    place = f"#step-{ids.index(step) + 1}" if step in ids else ""
    large = request.POST.get("size") == LARGE
    response = see(_address(large=large, rest=told.plan.crisis) + place)
    session.keep(response, held, request)
    return response


def _address(*, large: bool, rest: bool) -> str:
    asked = {name: value for name, value in (("size", large), ("rest", rest)) if value}
    texts = {"size": LARGE, "rest": "yes"}
    return "/next" + (f"?{urlencode({name: texts[name] for name in asked})}" if asked else "")


def _words(held: operations.Session, told: operations.Told) -> wording.Words | None:
    """Say in a line what the plan is for; `None` where nothing is known yet."""
    if held.seen is not None:
        return wording.of_finding(held.finding, told.situation)
    if told.situation.happening is Happening.UNKNOWN:
        return None
    return wording.of_what_was_told(told.situation)


def _answers(held: operations.Session, told: operations.Told) -> tuple[Given, ...]:
    """Give each question and its answer, in order; also those that may be told unasked."""
    asked = {each.question.id: each for each in told.asked}
    made: list[Given] = []
    for question in wiring.pipeline().catalogue.questions:
        put = asked.get(question.id) or operations.question_to_put(told, question)
        if put is None:
            continue
        made.append(
            Given(
                question=put.text,
                says=_says(question, told, helper=put.helper, asked=question.id in asked),
                change=f"/ask/{question.slug}?change=yes",
            )
        )
    return tuple(made)


def _says(question: Question, told: operations.Told, *, helper: bool, asked: bool) -> str:
    chosen = told.answers.get(question.id)
    if chosen is None and not asked:
        chosen = tuple(
            option.value
            for option in question.options
            if option.sets.get("happening") == told.situation.happening.value != "unknown"
        )
    if not chosen:
        return "Not answered" if asked else "Not asked"
    return _text(question.options, chosen, helper=helper)


def _text(options: tuple[Option, ...], chosen: tuple[str, ...], *, helper: bool) -> str:
    texts = [
        option.helper_text if helper else option.text
        for option in options
        if option.value in chosen
    ]
    return "; ".join(texts)


def _first_open(told: operations.Told) -> str:
    """Where to go on with the questions: the first that has no answer."""
    for asked in told.asked:
        if asked.question.id not in told.answers:
            return f"/ask/{asked.question.slug}"
    return ""

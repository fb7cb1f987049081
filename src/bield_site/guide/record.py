"""The pages on which a person puts proof together: the page carries the record, and we do not.

Each view translates, makes one call to an operation, and translates back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bield.hand_over.naming import AGES, COUNTRIES
from bield.records import Age, Country, Paid
from bield_site import operations, wiring
from bield_site.guide import record_forms, record_view, record_words, session
from bield_site.guide.methods import only
from bield_site.guide.record_forms import Fields, Problem, UnclearFormError
from bield_site.guide.record_pages import (
    answered,
    carried,
    form,
    hub,
    needed,
    start,
    value_of,
)
from bield_site.guide.record_parts import PARTS
from bield_site.guide.record_upload import RecordUpload, brought
from bield_site.operations.recording import (
    MAX_FILES,
    Kept,
    TooMuchError,
    keep_messages,
    keep_said,
    look,
)
from bield_site.operations.turns import BusyError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_ROOM_MB = 10
"""What is told of `MAX_RECORD_BYTES`: the words of a file are in it twice, as given and as read."""


@only("GET", "HEAD", "POST")
def notes(request: HttpRequest) -> HttpResponse:
    """Show what is in the record; where there is none, what this is and what can be added."""
    if not value_of(request):
        return start(request)
    return answered(
        request,
        lambda: hub(request, Kept(sealed=look(needed(request), tools=wiring.recording_tools()))),
    )


@only("GET", "HEAD", "POST")
def part(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one form; when it is sent, put what it says into the record."""
    this = PARTS[slug]
    if this.read is None:
        return _letters(request)
    if "add" not in request.POST:
        return form(request, slug, more=_choices(request, slug))
    return _said(request, slug, this.read, _choices(request, slug))


@only("GET", "HEAD", "POST")
def fix(request: HttpRequest) -> HttpResponse:
    """Ask what is wrong in the record; when that is sent, put it beside what is wrong."""
    if not value_of(request):
        return start(request)

    def give() -> HttpResponse:
        sealed = look(needed(request), tools=wiring.recording_tools())
        items = [{"value": "", "text": "Choose one"}]
        items += [{"value": str(n), "text": says} for n, says in record_view.choices(sealed)]
        if "add" not in request.POST:
            return form(request, "fix", more={"lines": items})
        return _said(request, "fix", record_forms.fix, {"lines": items})

    return answered(request, give)


def _said(
    request: HttpRequest, name: str, read: record_forms.Reader, more: Mapping[str, Any]
) -> HttpResponse:
    """Put what a form says into the record, or show it again with what is wrong."""
    tools = wiring.recording_tools()
    try:
        say = read(Fields(request.POST), tools)
    except UnclearFormError as unclear:
        return form(request, name, problems=unclear.problems, more=more)

    def give() -> HttpResponse:
        try:
            return hub(request, keep_said(carried(request), say, tools=tools))
        except UnclearFormError as unclear:
            return form(request, name, problems=unclear.problems, more=more)
        except TooMuchError:
            return form(request, name, problems=[Problem("", record_words.NO_ROOM)], more=more)

    return answered(request, give)


def _letters(request: HttpRequest) -> HttpResponse:
    upload = RecordUpload(request)
    request.upload_handlers = [upload]
    limits = {"most": MAX_FILES, "room": _ROOM_MB}
    if "add" not in request.POST:
        return form(request, "letters", more=limits)
    files, fields = brought(request.FILES.getlist("files")), Fields(request.POST)
    if not (files or upload.not_taken or fields["pasted"].strip()):
        nothing = [Problem("files", record_words.NOTHING)]
        return form(request, "letters", problems=nothing, more=limits)

    def give() -> HttpResponse:
        try:
            kept = keep_messages(
                carried(request),
                files,
                pasted=fields["pasted"],
                how=fields["how"],
                tools=wiring.recording_tools(),
            )
        except TooMuchError:
            no_room = [Problem("files", record_words.NO_ROOM)]
            return form(request, "letters", problems=no_room, more=limits)
        except BusyError:
            # Of files nothing but the form itself can be asked again.
            says = f"{record_words.BUSY} {record_words.FILES_AGAIN if files else ''}".strip()
            return form(request, "letters", busy=says, more=limits)
        kept = replace(kept, not_taken=(*upload.not_taken, *kept.not_taken))
        if kept.sealed is not None:
            return hub(request, kept)
        refused = [Problem("files", f"{n}: {why}") for n, why in record_view.not_taken(kept)]
        return form(request, "letters", problems=refused, more=limits)

    return answered(request, give)


def _choices(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What a form offers to choose from."""
    if slug == "who":
        apps = wiring.pipeline().catalogue.platforms.values()
        return {"apps": [app.name for app in apps if app.id != "other"]}
    if slug == "sums":
        ways = wiring.pipeline().catalogue.payments.values()
        return {"ways": [{"value": way.id, "text": way.name} for way in ways if Paid(way.id)]}
    if slug == "me":
        told = operations.told(session.load(request), pipeline=wiring.pipeline()).situation
        return {
            "ages": [
                *(
                    {"value": age.value, "text": AGES[age].capitalize()}
                    for age in Age
                    if age in _AGES
                ),
                {"value": Age.UNKNOWN.value, "text": "I’d rather not say"},
            ],
            "countries": [
                {"value": Country.UNKNOWN.value, "text": "I’d rather not say"},
                *({"value": c.value, "text": _named(c)} for c in Country if c in _COUNTRIES),
            ],
            "told": {"age": told.age.value, "country": told.country.value},
        }
    return {}


_AGES = frozenset(Age) - {Age.UNKNOWN}
_COUNTRIES = frozenset(Country) - {Country.UNKNOWN}


def _named(country: Country) -> str:
    return COUNTRIES[country][:1].upper() + COUNTRIES[country][1:]

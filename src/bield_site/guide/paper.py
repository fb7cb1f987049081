"""The plan on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone

from bield.adapters.typst_press import FILE_NAME, UnableToPrintError
from bield_site import operations, wiring
from bield_site.guide import refusals, session
from bield_site.guide.methods import only
from bield_site.operations.printing import print_plan
from bield_site.operations.turns import BusyError

if TYPE_CHECKING:
    from django.http import HttpRequest


@only("GET", "HEAD")
def paper(request: HttpRequest) -> HttpResponse:
    """Give the plan as a PDF, in ordinary or in large letters."""
    told = operations.told(session.load(request), pipeline=wiring.pipeline())
    try:
        printed = print_plan(
            told.plan,
            wiring.pipeline().catalogue.bands,
            on=timezone.localdate(),
            large=request.GET.get("size") == "large",
            press=wiring.print_sheet,
        )
    except BusyError:
        return refusals.busy(request)
    except UnableToPrintError:
        return refusals.refuse(
            request,
            status=500,
            heading="The PDF could not be made",
            says=["Your plan is still there. Go to it and use “Print” in your browser instead."],
            onward=("/next", "Go to your plan"),
        )
    response = HttpResponse(printed, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
    return response

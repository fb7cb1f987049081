"""Which methods a view answers.

The guide's views are exempt from Django's CSRF token, for they know nobody: what could be forged
is the plan of whoever is tricked, and that is refused twice. The cookie does not come along with
another site's request (`SameSite=Strict`), and `gate.RefuseOtherSites` answers none of its forms.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from bield_site.guide.refusals import not_allowed

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


def see(place: str) -> HttpResponse:
    """Send the browser to a page of ours, so that its Back works and nothing is sent twice."""
    response = HttpResponse(status=303)
    response["Location"] = place
    return response

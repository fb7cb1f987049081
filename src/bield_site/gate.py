"""What is refused before any of it is read."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from bield_site.guide.refusals import other_site, too_large

GetResponse = Callable[[HttpRequest], HttpResponseBase]

_HARMLESS_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS = frozenset({"same-origin", "none"})


class RefuseTooLarge:
    """Refuses a request by the length that it announces, so that its body is never read."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the response, or the page that says what is too large and what to do."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isascii() or not length.isdigit():
            return self._get_response(request)
        if int(length) > settings.MAX_REQUEST_BYTES:
            return too_large(request)
        return self._get_response(request)


class RefuseOtherSites:
    """Refuses forms that another site's page sends.

    A browser says where a request comes from in `Sec-Fetch-Site`, which no page can forge.
    Where a browser does not (before 2023, or over plain http to a host that is not this
    machine), `Origin` tells; it is `null` on our own forms, as our pages send no referrer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse | HttpResponseBase:
        """Give the response, or the page that says that the form came from elsewhere."""
        if request.method in _HARMLESS_METHODS or _is_ours(request):
            return self._get_response(request)
        return other_site(request)


def _is_ours(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in _OURS
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.get_host()

"""What every response says to the browser: keep nothing, send nothing, run nothing foreign."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), "
        "serial=(), hid=(), midi=(), payment=(), accelerometer=(), gyroscope=(), "
        "magnetometer=(), browsing-topics=(), interest-cohort=()"
    ),
    # Shared links must not lead a search engine, or an archive, to somebody's page.
    "X-Robots-Tag": "noindex, noarchive",
}
FOUND_BY_SEARCH = frozenset({"/", "/about"})


class SafeHeaders:
    """Puts the headers on every response, also on refusals and on static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the response with its headers."""
        response = self._get_response(request)
        for name, value in SAFE_HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path in FOUND_BY_SEARCH and request.method in {"GET", "HEAD"}:
            del response.headers["X-Robots-Tag"]
        # Static files say themselves how long they may be kept; no page may be.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

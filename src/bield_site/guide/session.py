"""The one cookie: what a person has told so far, sealed, on their own device and nowhere else.

See docs/decisions/0012: why a cookie, what is in it, and when it is gone.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import hmac
import secrets
import struct
import time
import zlib
from typing import TYPE_CHECKING, Any

from Crypto.Cipher import AES
from django.conf import settings

from bield_site.operations.session import (
    EMPTY,
    BrokenSessionError,
    Session,
    as_bytes,
    from_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

__all__ = ["COOKIE", "EMPTY", "Renewed", "Session", "forget", "keep", "load"]

COOKIE = "bield"
MAX_CHARACTERS = 4_000
"""Browsers keep no cookie above 4,096 bytes, name and all."""
LIVES_S = 24 * 60 * 60
"""A telephone seldom ends its browser, so a session of which nothing was heard for a day is
over."""

_PADDED_TO_BYTES = 512
"""The length of the cookie tells little of how much was answered."""
_NONCE_BYTES = 12
_TAG_BYTES = 16
_WHEN = struct.Struct(">Q")
_FOR = b"bield session cookie 1"


def load(request: HttpRequest) -> Session:
    """Give what this person has told so far.

    A cookie that is broken, another's, too large or too old is as none: the empty session.
    """
    value = request.COOKIES.get(COOKIE, "")
    if not value or len(value) > MAX_CHARACTERS or not value.isascii():
        return EMPTY
    try:
        sealed = base64.b64decode(value, altchars=b"-_", validate=True)
        opened = _cipher(sealed[:_NONCE_BYTES]).decrypt_and_verify(
            sealed[_NONCE_BYTES:-_TAG_BYTES], sealed[-_TAG_BYTES:]
        )
        (kept_at,) = _WHEN.unpack_from(opened)
        if not 0 <= time.time() - kept_at <= LIVES_S:
            return EMPTY
        # What was sealed here was packed here: what stands after its end is padding.
        return from_bytes(zlib.decompressobj().decompress(opened[_WHEN.size :]))
    except (BrokenSessionError, ValueError, binascii.Error, struct.error, zlib.error):
        return EMPTY


def keep(response: HttpResponseBase, session: Session, request: HttpRequest) -> None:
    """Have the browser hold a session until it is closed; an empty one is not held at all."""
    if session == EMPTY:
        forget(response)
        return
    plain = _WHEN.pack(int(time.time())) + zlib.compress(as_bytes(session), level=9)
    plain += b"\0" * (-len(plain) % _PADDED_TO_BYTES)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed, tag = _cipher(nonce).encrypt_and_digest(plain)
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(nonce + sealed + tag).decode("ascii"),
        secure=_is_https(request),
        httponly=True,
        samesite="Strict",
    )


def forget(response: HttpResponseBase) -> None:
    """Have the browser drop the session."""
    response.delete_cookie(COOKIE, samesite="Strict")


class Renewed:
    """Seals the session anew for each page that is shown.

    Its day begins again then. And Chromium lets go of a page that it keeps in memory when a
    cookie of that page goes; but of one that came by way of a form, only where the page itself
    set the cookie, and not the redirection to it (tried with 156; see test_leaving.py).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the response, with the session where there is one and the view set none."""
        response = self._get_response(request)
        if (
            request.method == "GET"
            and response.status_code == 200
            and response.headers.get("Content-Type", "").startswith("text/html")
            and COOKIE not in response.cookies
            and (held := load(request)) != EMPTY
        ):
            keep(response, held, request)
        return response


def _cipher(nonce: bytes) -> Any:
    if len(nonce) != _NONCE_BYTES:
        raise ValueError("too short to be sealed")
    return AES.new(_key(settings.SECRET_KEY), AES.MODE_GCM, nonce=nonce).update(_FOR)


@functools.cache
def _key(secret: str) -> bytes:
    """The site's key, for this use alone."""
    return hmac.digest(secret.encode(), _FOR, hashlib.sha256)


def _is_https(request: HttpRequest) -> bool:
    # A proxy in front tells in this header that it took the request over https. Whoever forges it
    # makes their own cookie stricter, and no more.
    return request.is_secure() or request.headers.get("X-Forwarded-Proto") == "https"

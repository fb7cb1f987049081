"""A record within a page: it goes out in a hidden field and comes back with the next form.

Whatever comes back is verified in full, as any file from outside is. A mark tells only that it was
looked through for pictures here, so that this is not done again; a page from before a restart has
an old mark, and loses nothing.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import re
import zlib

from django.conf import settings

from bield_site.operations.recording import MAX_SEALED_BYTES, Carried

_FORM = re.compile(r"([0-9a-f]{64})\.([A-Za-z0-9_-]+={0,2})")
_FOR = b"bield carried record 1"


class NotCarriedError(ValueError):
    """A field does not hold a record, or not a whole one."""


def packed(tar: bytes) -> str:
    """Give a sealed record that was looked through, as the value of a hidden field."""
    text = base64.urlsafe_b64encode(zlib.compress(tar)).decode("ascii")
    return f"{_mark(text)}.{text}"


def is_whole(value: str) -> bool:
    """Tell cheaply whether a field may hold a record: enough to send it out again as it came."""
    return _FORM.fullmatch(value) is not None


def unpacked(value: str) -> Carried:
    """Give the record that a field holds, within the bounds of a record.

    Raises:
        NotCarriedError: It holds none.
    """
    if (found := _FORM.fullmatch(value)) is None:
        raise NotCarriedError
    mark, text = found.groups()
    unpacking = zlib.decompressobj()
    try:
        tar = unpacking.decompress(base64.urlsafe_b64decode(text), MAX_SEALED_BYTES + 1)
    except (ValueError, zlib.error) as problem:
        raise NotCarriedError from problem
    if not unpacking.eof or unpacking.unused_data or len(tar) > MAX_SEALED_BYTES:
        raise NotCarriedError
    return Carried(tar=tar, looked_through=hmac.compare_digest(mark, _mark(text)))


def _mark(text: str) -> str:
    return hmac.digest(_key(settings.SECRET_KEY), text.encode(), hashlib.sha256).hex()


@functools.cache
def _key(secret: str) -> bytes:
    """The site's key, for this use alone."""
    return hmac.digest(secret.encode(), _FOR, hashlib.sha256)

"""RFC 8058: whether a request to a `List-Unsubscribe` address unsubscribes."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

MAX_BODY_BYTES = 2_048
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_ASKED = ("List-Unsubscribe", "One-Click")
_BOUNDARY = re.compile(r";\s*boundary=(?:\"([^\"\r\n]{1,70})\"|([^\s;\"]{1,70}))", re.IGNORECASE)
_NAME = re.compile(rb";[ \t]*name=\"?([\w-]{1,40})\"?", re.IGNORECASE)


def is_one_click(method: str, content_type: str, body: bytes) -> bool:
    """Tell whether this request is a mail program's one-click unsubscribe.

    Link scanners open every link with GET, and some with POST and nothing in it: neither
    unsubscribes anybody.

    Args:
        method: Of HTTP.
        content_type: The field of that name.
        body: What was posted.

    Returns:
        Whether it was posted with `List-Unsubscribe=One-Click`, once, as a form.
    """
    if method != "POST" or len(body) > MAX_BODY_BYTES:
        return False
    kind = content_type.partition(";")[0].strip().lower()
    if kind == _FORM:
        pairs = _pairs(body)
    elif kind == _MULTIPART:
        pairs = _multipart_pairs(content_type, body)
    else:
        return False
    return [pair for pair in pairs if pair[0] == _ASKED[0]] == [_ASKED]


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode("ascii").strip(), max_num_fields=10)
    except ValueError:  # not ASCII, or more fields than anybody posts
        return []


def _multipart_pairs(content_type: str, body: bytes) -> list[tuple[str, str]]:
    found = _BOUNDARY.search(content_type)
    if found is None:
        return []
    boundary = b"--" + (found[1] or found[2]).encode("ascii", "replace")
    pairs = []
    for piece in body.split(boundary)[1:]:
        head, _, value = piece.replace(b"\r\n", b"\n").partition(b"\n\n")
        if name := _NAME.search(head):
            pairs.append((name[1].decode("ascii"), value.strip().decode("ascii", "replace")))
    return pairs

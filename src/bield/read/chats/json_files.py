"""JSON → plain values, within bounds, or a named refusal."""

from __future__ import annotations

import json

from bield.read.charsets import decode_text
from bield.read.refusals import NotAMessageError, TooComplexToReadError

DAMAGED = (
    "The file of this chat is cut off or damaged, so that it cannot be read to its end. Download "
    "it again and try once more."
)

Item = dict[str, object]


def load_json(data: bytes) -> object:
    """Give what a JSON file holds.

    Raises:
        NotAMessageError: It is no JSON, or its end is missing.
        TooComplexToReadError: It is nested deeper than any chat program writes.
    """
    text, _ = decode_text(data, declared=None)
    try:
        return json.loads(text)
    except RecursionError:
        raise TooComplexToReadError(
            "The file of this chat is nested so deep that no chat program can have written it."
        ) from None
    except ValueError:
        raise NotAMessageError(DAMAGED) from None


def item(value: object) -> Item:
    """Give an object of JSON; anything else is one without fields."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Item]:
    """Give the objects of a list; what is none of them is left out."""
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def words(value: object) -> str:
    """Give a text; anything else says nothing."""
    return value if isinstance(value, str) else ""


def base_name(path: object) -> str:
    """Give the last part of a path or address: how an attachment is called."""
    return words(path).split("?")[0].rstrip("/").replace("\\", "/").rpartition("/")[2]

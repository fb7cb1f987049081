"""Chats → `Message` with its `Conversation`: exports of each service, and archives of them.

One file a service. Each gives its turns to `conversation`, which lays them out within bounds;
`dates` settles what a file's dates mean as a whole, and says where they settle nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from bield.read.chats.files import Chat, read_file
from bield.read.chats.packed import read_archive
from bield.read.chats.sniff import ZIP_START

__all__ = ["read_chats"]


def read_chats(data: bytes, *, pictures_allowed: bool = True) -> Iterator[Chat]:
    """Give every chat of an export, whichever service it is from.

    Args:
        data: The file, or the ZIP archive, that the service gave.
        pictures_allowed: Whether it may have pictures or videos in it. None is opened either way.

    Yields:
        The chat's title, and its message or the refusal for it.

    Raises:
        UnableToReadError: By one of its named kinds, where nothing in it can be read.
    """
    if data.startswith(ZIP_START):
        yield from read_archive(data, pictures_allowed=pictures_allowed)
    else:
        yield from read_file(data, pictures_allowed=pictures_allowed)

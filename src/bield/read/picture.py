"""A picture, such as a screenshot of a chat → its words. On the person's own machine only."""

from __future__ import annotations

from bield.ports import Eyes
from bield.read.charsets import without_surrogates
from bield.read.refusals import NothingToReadError, PictureRefusedError
from bield.read.seen import READ_OFF, seen_text
from bield.read.text import shorten
from bield.records import Format, Message

_REFUSED = (
    "This is a picture or a video. Bield does not take pictures: they stay on your own device. "
    "Type or copy the words of the message instead."
)


def read_picture(
    data: bytes, *, pictures_allowed: bool = True, eyes: Eyes | None = None
) -> Message:
    """Give the words and QR codes in a picture.

    Args:
        data: The picture as a file: PNG, JPEG, …
        pictures_allowed: Whether pictures may be given at all. The site never allows it.
        eyes: What reads pictures on this machine; without it none is opened.

    Returns:
        A message without sender or subject: the words line by line, then a line for each code.

    Raises:
        PictureRefusedError: Pictures were not allowed, or nothing here can read them.
        NothingToReadError: No words and no codes stand in it.
        UnableToReadError: As the eyes refuse: no picture after all, too large, a program missing.
    """
    if eyes is None or not pictures_allowed:
        raise PictureRefusedError(_REFUSED)
    seen = eyes.look(data)
    text, shortened = shorten(without_surrogates(seen_text(seen)))
    if not text.strip():
        raise NothingToReadError(
            "No words and no QR code were found in this picture. Take a sharper screenshot, or "
            "type the words of the message into a text file and try again."
            + "".join(f" {note}" for note in seen.notes)
        )
    return Message(
        format=Format.PICTURE,
        text=text,
        notes=((READ_OFF,) if seen.words.strip() else ()) + seen.notes + shortened,
    )

"""The named ways in which a reader refuses. Each sentence is for the person."""

from __future__ import annotations


class UnableToReadError(ValueError):
    """The bytes cannot be read as a message. `str()` says why and what to do."""


class NothingToReadError(UnableToReadError):
    """There are no words in it."""


class TooLargeToReadError(UnableToReadError):
    """It is larger than a reader opens."""


class NotAMessageError(UnableToReadError):
    """It is no mail and no text."""


class SeveralMessagesError(UnableToReadError):
    """It holds several messages or chats, where one was asked for."""


class PictureRefusedError(UnableToReadError):
    """It is, or holds, a picture or a video. Bield does not take those."""


class TooComplexToReadError(UnableToReadError):
    """Its parts are nested so deep, or are so many, that reading it would not end in time."""


class LockedError(UnableToReadError):
    """It opens only with a password."""

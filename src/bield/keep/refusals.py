"""Why a record cannot be kept, sealed or believed: each by name, in words for a person."""

from __future__ import annotations


class UnableToKeepError(ValueError):
    """Something cannot be put into a record, or a record cannot be sealed."""


class PictureNotTakenError(UnableToKeepError):
    """A picture or video, where somebody in it may be under 18."""


class ItemChangedError(UnableToKeepError):
    """An item's bytes are no longer those that were added."""


class UnableToReadRecordError(ValueError):
    """What was given is no record, or a part of it cannot be read."""


class LogBrokenError(UnableToReadRecordError):
    """The log of a record does not hang together; the error says from which entry on."""

    def __init__(self, entry: int, why: str) -> None:
        super().__init__(f"The log is broken at entry {entry}: {why}")
        self.entry = entry


class MalformedBagError(UnableToReadRecordError):
    """A file of the bag does not follow BagIt (RFC 8493); the error names it and the line."""


class UnsafeNameError(UnableToReadRecordError):
    """A name would lead out of the record's folder, or means two things on two machines."""

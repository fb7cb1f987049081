"""Handing a sealed record over: from the file to what one recipient needs.

    sealed file → Case → offers, each saying what it holds and leaves out → the package chosen
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from bield.adapters.bag_stores import Opened
from bield.keep import UnableToReadRecordError, Verified, read_case, read_chain
from bield.records import Case, Offer, Package

LOG = "log.jsonl"


class NotAsSealedError(UnableToReadRecordError):
    """The record was changed after it was sealed, so nothing is made from it."""


class NoSuchOfferError(UnableToReadRecordError):
    """There is nothing of this name to make from the record."""


def case_of(bag: Opened, verified: Verified, *, file_name: str) -> Case:
    """Order a sealed record for handing over.

    Args:
        bag: Open.
        verified: What came of looking at it.
        file_name: Of the sealed file, for those who get it beside.

    Raises:
        NotAsSealedError: It is not as it was sealed, or no record that Bield sealed.
        UnableToReadRecordError: It cannot be read.
        OSError: The disk failed.
    """
    if verified.problems:
        raise NotAsSealedError(
            "It is not as it was sealed, so nothing is made from it. To see what was changed: "
            "bield record verify FILE"
        )
    if not verified.sealed_at:
        raise NotAsSealedError("It is no record that Bield sealed: there is no log in it.")
    entries = read_chain(bag.read(LOG)).entries
    return read_case(
        entries,
        read=bag.read,
        root=verified.root,
        sealed_at=verified.sealed_at,
        made_by=str(entries[-1].get("by", "")),
        file_name=PurePosixPath(file_name).name,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    offer: Offer
    make: Callable[[], Package]

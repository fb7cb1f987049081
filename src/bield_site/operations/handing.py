"""Handing a record over: what can be made for whom, and the one that is chosen, as one file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING

from bield.handing_over import Choices, HandOver, NoSuchOfferError, case_of
from bield.records import Case, MadeFile, Offer, Recipient
from bield_site.operations.recording import FILE_NAME, Carried, Tools, verified
from bield_site.operations.turns import Turns

if TYPE_CHECKING:
    from bield.records import Package

HANDING = Turns(at_once=2, waiting=4)
"""A statement of many pages takes seconds to print."""
PACKED_NAME = "papers.zip"
"""It tells nothing to somebody who sees it in a list of files."""
_VERIFIER = "verify_record.py"
_NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can tell: the same package is the same bytes on every day."""
HandingOver = Callable[..., HandOver]
"""As `bield.wiring.hand_over`."""


def what_can_be_made(
    carried: Carried, choices: Choices, *, tools: Tools, hand_over: HandingOver
) -> tuple[Case, tuple[Offer, ...]]:
    """Give what can be handed over, each with what it holds and leaves out. Nothing is made.

    What is for analysts is left out: no person has to do with them.

    Args:
        carried: The record.
        choices: What the person decides.
        tools: With what it is verified.
        hand_over: Joins a case to what is known of those who receive.

    Raises:
        UnableToReadRecordError: As for `recording.look`.
        BusyError: Too many do this at the moment.
    """
    with tools.turns.taken(), _handing(carried, choices, tools, hand_over) as handing:
        return handing.case, _for_people(handing)


def make(
    carried: Carried,
    choices: Choices,
    offer_id: str,
    *,
    tools: Tools,
    hand_over: HandingOver,
    turns: Turns = HANDING,
) -> MadeFile:
    """Make what was chosen: a single file as itself, several packed into one.

    Args:
        carried: The record.
        choices: What the person decides.
        offer_id: Of one of `what_can_be_made`.
        tools: With what it is verified.
        hand_over: Joins a case to what is known of those who receive.
        turns: Who may work now.

    Raises:
        bield.handing_over.NoSuchOfferError: There is none of this name.
        bield.hand_over.refusals.UnableToHandOverError: It cannot be made.
        bield.adapters.typst_press.UnableToPrintError: Its statement cannot be printed.
        UnableToReadRecordError: As for `recording.look`.
        BusyError: Too many do this at the moment.
    """
    with turns.taken(), _handing(carried, choices, tools, hand_over) as handing:
        if offer_id not in {offer.id for offer in _for_people(handing)}:
            raise NoSuchOfferError(f"There is no {offer_id!r} to be made here.")
        package = handing.make(offer_id)
    made = [*package.files, *_beside(package, carried)]
    return made[0] if len(made) == 1 else MadeFile(PACKED_NAME, _packed(made))


def _for_people(handing: HandOver) -> tuple[Offer, ...]:
    return tuple(o for o in handing.offers() if o.recipient is not Recipient.ANALYSTS)


@contextmanager
def _handing(
    carried: Carried, choices: Choices, tools: Tools, hand_over: HandingOver
) -> Iterator[HandOver]:
    with verified(carried, stages=tools.stages) as (bag, found):
        case = case_of(bag, found, file_name=FILE_NAME)
        yield hand_over(case, read=bag.read, choices=choices)


def _beside(package: Package, carried: Carried) -> Iterator[MadeFile]:
    """The police get the proof itself, and a program that checks it."""
    if package.recipient is Recipient.POLICE:
        yield MadeFile(FILE_NAME, carried.tar)
        yield MadeFile(_VERIFIER, files("bield.standalone").joinpath(_VERIFIER).read_bytes())


def _packed(made: list[MadeFile]) -> bytes:
    """Pack files so that the same are always the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for one in made:
            about = zipfile.ZipInfo(one.name, _NO_DAY)
            about.external_attr = 0o600 << 16
            archive.writestr(about, one.data)
    return packed.getvalue()

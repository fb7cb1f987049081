"""How far what is handed over may go, and until when it may be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bield.hand_over.refusals import UnableToHandOverError


class UnclearHandlingError(UnableToHandOverError):
    """It is not settled when the package is made or until when it may be used."""


class Tlp(StrEnum):
    """How far it may go. Source: FIRST, Traffic Light Protocol 2.0, August 2022."""

    CLEAR = "clear"
    """To anybody."""
    GREEN = "green"
    """Within the community that works against it; not where anybody can read it."""
    AMBER = "amber"
    """Within the organisation that gets it and, where they must know, its clients."""
    AMBER_STRICT = "amber+strict"
    """Within the organisation that gets it."""
    RED = "red"
    """To the people who get it, and nobody else."""

    @property
    def label(self) -> str:
        """As it is written on a paper, such as «TLP:AMBER+STRICT»."""
        return f"TLP:{self.upper()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What is said on every part of a package."""

    made_at: datetime
    """UTC."""
    made_by: str
    """Which program made it."""
    tlp: Tlp
    expires_at: datetime
    """UTC. A number, an account or a wallet goes to somebody else in time."""


def handling(*, made_at: str, made_by: str, tlp: Tlp, expires_at: str) -> Handling:
    """Order how a package is to be handled.

    Raises:
        UnclearHandlingError: A moment is not RFC 3339 with its zone, or it would expire before it
            is made.
    """
    made, expires = _moment("made", made_at), _moment("to expire", expires_at)
    if expires <= made:
        raise UnclearHandlingError(
            f"The details would expire before they are handed over ({expires_at}). Choose a later "
            "day."
        )
    return Handling(made_at=made, made_by=made_by, tlp=tlp, expires_at=expires)


def _moment(what: str, said: str) -> datetime:
    try:
        at = datetime.fromisoformat(said)
        in_utc = at.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        at = None
    if at is None or at.tzinfo is None:
        raise UnclearHandlingError(
            f"«{said}» does not say when the package is {what}. Write it as 2027-12-01T00:00:00Z."
        )
    return in_utc

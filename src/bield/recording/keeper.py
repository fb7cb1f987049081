"""With what a record is kept, how one is begun, and what was answered when it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bield.adapters.record_folder import RecordFolder
from bield.recording.open_record import OpenLog
from bield.records import Moment, PictureAge


@dataclass(frozen=True, slots=True)
class Keeper:
    """With what a record is kept."""

    now: Callable[[], datetime]
    """Gives the moment, with its zone."""
    made_by: str
    """The program and its version, such as «bield 0.1.0»."""

    def at(self) -> str:
        """The moment, as RFC 3339."""
        return self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def begin(path: Path, *, picture_age: PictureAge, keeper: Keeper) -> None:
    """Make an empty record in a folder.

    Raises:
        UnableToKeepError: There is something of this name already.
        OSError: The disk failed.
    """
    RecordFolder.create(path)
    with RecordFolder(path) as record:
        begin_in(record, picture_age=picture_age, keeper=keeper)


def begin_in(record: OpenLog, *, picture_age: PictureAge, keeper: Keeper) -> None:
    """Write the first entry of a record: when it was begun, by what, and about pictures.

    Args:
        record: Open, and empty.
        picture_age: How old those in any picture are.
        keeper: With what it is kept.
    """
    record.add(
        {
            "kind": "opened",
            "at": keeper.at(),
            "by": keeper.made_by,
            "picture_age": picture_age.value,
        }
    )


def picture_age(record: OpenLog) -> PictureAge:
    """Give what was answered about pictures when the record was begun."""
    first = record.chain.entries[0] if record.chain.entries else {}
    try:
        return PictureAge(str(first.get("picture_age", "")))
    except ValueError:
        return PictureAge.UNKNOWN


def written(moment: Moment | None) -> dict[str, object]:
    """Give the field `when` of an entry; none where nobody said when."""
    if moment is None:
        return {}
    made = {"raw": moment.raw, "clock": moment.clock.value}
    if moment.at is not None:
        made["at"] = moment.at.isoformat()
    if moment.zone:
        made["zone"] = moment.zone
    return {"when": made}

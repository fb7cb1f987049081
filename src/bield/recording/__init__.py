"""Keeping a record: what each command of `bield record` does, with the record and the stages.

The functions take any record that is open for adding (`OpenRecord`): a folder on the person's own
disk (`adapters/record_folder.py`), or one in memory (`adapters/memory_record.py`).
"""

from bield.recording.adding import Added, MadeEntry, add_bytes, add_file
from bield.recording.derived import detail_kind
from bield.recording.keeper import Keeper, begin, begin_in, picture_age
from bield.recording.open_record import OpenLog, OpenRecord, Taken
from bield.recording.saying import Noted, correct, detail, note, payment, person, placeholder

__all__ = [
    "Added",
    "Keeper",
    "MadeEntry",
    "Noted",
    "OpenLog",
    "OpenRecord",
    "Taken",
    "add_bytes",
    "add_file",
    "begin",
    "begin_in",
    "correct",
    "detail",
    "detail_kind",
    "note",
    "payment",
    "person",
    "picture_age",
    "placeholder",
]

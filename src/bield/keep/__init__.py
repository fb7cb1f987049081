"""Keep: items → a sealed record, and whether it is still what was sealed.

The stage is pure: lines of the log, files of the bag, names, verdicts. The bytes are read and
written by `adapters/` (`record_folder.py`, `sealing.py`, `bag_stores.py`, `age_files.py`,
`timestamp.py`).
"""

from bield.keep.amounts import UnclearAmountError, amount_of
from bield.keep.bag import DECLARATION, bag_info, manifest
from bield.keep.case import read_case
from bield.keep.chain import (
    CLOCK_WENT_BACK,
    START,
    Chain,
    Entries,
    Entry,
    beside_clock,
    head_after,
    line_of,
    read_chain,
    writable,
)
from bield.keep.moments import UnclearTimeError, in_zone, moment_of
from bield.keep.names import refuse_alike, refuse_unsafe, safe, shown
from bield.keep.refusals import (
    ItemChangedError,
    LogBrokenError,
    MalformedBagError,
    PictureNotTakenError,
    UnableToKeepError,
    UnableToReadRecordError,
    UnsafeNameError,
)
from bield.keep.sealed import ALGORITHMS, Seal, padded_size, seal
from bield.keep.verify import (
    MAX_TAG_BYTES,
    ROOT,
    Problem,
    Verified,
    What,
    begin,
    is_tag_of_interest,
    stamp_path,
)

__all__ = [
    "ALGORITHMS",
    "CLOCK_WENT_BACK",
    "DECLARATION",
    "MAX_TAG_BYTES",
    "ROOT",
    "START",
    "Chain",
    "Entries",
    "Entry",
    "ItemChangedError",
    "LogBrokenError",
    "MalformedBagError",
    "PictureNotTakenError",
    "Problem",
    "Seal",
    "UnableToKeepError",
    "UnableToReadRecordError",
    "UnclearAmountError",
    "UnclearTimeError",
    "UnsafeNameError",
    "Verified",
    "What",
    "amount_of",
    "bag_info",
    "begin",
    "beside_clock",
    "head_after",
    "in_zone",
    "is_tag_of_interest",
    "line_of",
    "manifest",
    "moment_of",
    "padded_size",
    "read_case",
    "read_chain",
    "refuse_alike",
    "refuse_unsafe",
    "safe",
    "seal",
    "shown",
    "stamp_path",
    "writable",
]

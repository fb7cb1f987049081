"""Look at mail by the million: every message of mboxes, Maildirs and folders, one row each.

`rows.py` says what is written of a message, `splits.py` parts what is there into pieces of work,
`local.py` does them on this machine, `spark.py` on a cluster. One pure function, from messages to
rows, serves both: `rows.look_at`, and `tables.look_at_batch` over Arrow record batches.
"""

from __future__ import annotations

from bield.scan.local import Progress, scan_here
from bield.scan.splits import ScanRefusedError

__all__ = ["Progress", "ScanRefusedError", "scan_here"]

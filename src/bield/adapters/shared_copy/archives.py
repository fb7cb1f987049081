"""Archives of chats copied member by member."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from bield.adapters.shared_copy.own import CannotCleanError, Cleaned, Own
from bield.read import UnableToReadError
from bield.read.archive import Archive

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def archive_without(data: bytes, own: Own, clean: Callable[[bytes, str, Own], Cleaned]) -> Cleaned:
    """Give an archive whose members are cleaned; those that cannot be are left out, and named.

    Raises:
        CannotCleanError: It is damaged, or nothing in it can be cleaned.
    """
    left_out: list[str] = []
    out = BytesIO()
    try:
        archive = Archive(data)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for name in archive.names:
                try:
                    cleaned = clean(archive.read(name), name, own)
                except (CannotCleanError, UnableToReadError):
                    left_out.append(f"«{own.without(name)[0]}», which cannot be cleaned")
                    continue
                called = own.without(name)[0]
                made.writestr(zipfile.ZipInfo(called, _LONG_AGO), cleaned.data)
                left_out += [f"in «{called}»: {one}" for one in cleaned.left_out]
            kept = len(made.namelist())
    except UnableToReadError as error:
        raise CannotCleanError(str(error)) from error
    if not kept:
        raise CannotCleanError("Nothing in it can be cleaned.")
    return Cleaned(out.getvalue(), (*left_out, "when its files were changed"))

"""Taking in the files of a record: several, in memory, within bounds, and never a picture.

A file that is not taken keeps none of the others out. What else a file may be is told by its
bytes, when it is put into the record.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, cast

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from bield.read.kinds import is_picture
from bield_site.guide.uploads import PICTURE_ENDINGS
from bield_site.operations.recording import (
    MAX_RECORD_BYTES,
    MAX_SEALED_BYTES,
    Brought,
    NotTaken,
    Why,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

_LONGEST_NAME = 200
_UNNAMED = "file"


class RecordUpload(FileUploadHandler):
    """Takes files. `not_taken` names those that were refused at the door, and why."""

    max_bytes = MAX_RECORD_BYTES

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.not_taken: list[NotTaken] = []
        self._kept = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Look at the name and the type that the browser tells, before any byte is taken."""
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()
        ending = PurePosixPath((self.file_name or "").lower()).suffix
        kind = (self.content_type or "").lower()
        if ending in PICTURE_ENDINGS or kind.startswith(("image/", "video/")):
            self._refuse(Why.PICTURE)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take some bytes; the first of them tell a picture, whatever it is called."""
        if start == 0 and is_picture(bytes(raw_data[:64])):
            self._refuse(Why.PICTURE)
        if start + len(raw_data) > self.max_bytes:
            self._refuse(Why.TOO_LARGE)
        self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Give the file, whole and in memory."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=cast("IO[bytes]", self._kept),
            field_name=self.field_name,
            name=_called(self.file_name),
            content_type="",
            size=file_size,
            charset=None,
        )

    def _refuse(self, why: Why) -> None:
        self.not_taken.append(NotTaken(_called(self.file_name), why))
        self._kept = BytesIO()
        raise SkipFile


class SealedUpload(RecordUpload):
    """Takes one sealed record, locked or not."""

    max_bytes = 2 * MAX_SEALED_BYTES


def brought(files: list[UploadedFile[Any]]) -> list[Brought]:
    """Give the files of a form."""
    return [Brought(_called(file.name), file.read()) for file in files]


def _called(name: str | None) -> str:
    return (name or "")[:_LONGEST_NAME] or _UNNAMED

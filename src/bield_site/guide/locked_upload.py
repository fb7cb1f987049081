"""Taking a saved plan in: in memory, small, and nothing else."""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, cast

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from bield.adapters.locked import MAX_BYTES, NotALockedFileError, UnableToUnlockError, may_be_locked
from bield.read.kinds import is_picture

if TYPE_CHECKING:
    from django.http import HttpRequest

PICTURE = (
    "That is a picture or a video. Bield does not take pictures: they stay on your own device. "
    "Choose the file that you saved here; it was named notes.bin."
)
OTHER_FILE = "That is not a file that was saved here. Choose the one that was named notes.bin."
TOO_LARGE = "That file is too large to be one that was saved here. Choose the one named notes.bin."


class LockedUpload(FileUploadHandler):
    """Takes one saved plan. What does not begin like one is dropped at its first bytes."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.refusal: UnableToUnlockError | None = None
        self._kept = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Look at the type that the browser tells, before any byte is taken."""
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()
        if (self.content_type or "").lower().startswith(("image/", "video/")):
            self._refuse(PICTURE)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take some bytes, if they are of a saved plan."""
        data = bytes(raw_data)
        if start == 0 and not may_be_locked(data):
            self._refuse(PICTURE if is_picture(data[:64]) else OTHER_FILE)
        if start + len(data) > MAX_BYTES:
            self._refuse(TOO_LARGE)
        self._kept.write(data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Give the file, whole and in memory."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=cast("IO[bytes]", self._kept),
            field_name=self.field_name,
            name="notes.bin",
            content_type="",
            size=file_size,
            charset=None,
        )

    def _refuse(self, says: str) -> None:
        self.refusal = self.refusal or NotALockedFileError(says)
        self._kept = BytesIO()
        raise SkipFile

"""Taking a file in: in memory, within bounds, and never a picture."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, cast

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from bield.read import (
    MAX_BYTES,
    NotAMessageError,
    PictureRefusedError,
    TooLargeToReadError,
    UnableToReadError,
)
from bield.read.kinds import is_picture

if TYPE_CHECKING:
    from django.http import HttpRequest

ALLOWED = frozenset(
    {".eml", ".msg", ".mht", ".mhtml"}  # mails
    | {".pdf", ".docx", ".html", ".htm", ".txt"}  # documents and texts
    | {".zip", ".json", ".xml"}  # chats, as their services give them
)
"""What the name may end in. What is in a file is told by its bytes, after that."""
PICTURE_ENDINGS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".bmp", ".heic", ".heif"}
    | {".avif", ".tif", ".tiff", ".svg", ".jxl", ".ico", ".raw", ".dng"}
    | {".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".3gp", ".mpg", ".mpeg", ".wmv", ".flv"}
)

PICTURE = (
    "That is a picture or a video. Bield does not take pictures: they stay on your own device, "
    "where only you decide about them. Type or copy the words of the message instead."
)
OTHER_FILE = (
    "That kind of file cannot be read here. Choose an e-mail saved as .eml or a text saved as "
    ".txt, a PDF or Word document (.docx), or an exported chat. Or copy the words and paste them."
)
TOO_LARGE = (
    f"That file is too large: Bield reads messages of up to {MAX_BYTES // 1_048_576} MB. Save "
    "the e-mail without its attachments, or copy its words and paste them."
)


class MessageUpload(FileUploadHandler):
    """Takes one message file. Refuses a picture at its name, its type or its first bytes.

    `refusal` says what was refused and why; the other fields of the form are still read.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.refusal: UnableToReadError | None = None
        self._kept = BytesIO()
        self._size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Look at the name and the type that the browser tells, before any byte is taken."""
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()
        ending = PurePosixPath((self.file_name or "").lower()).suffix
        kind = (self.content_type or "").lower()
        if ending in PICTURE_ENDINGS or kind.startswith(("image/", "video/")):
            self._refuse(PictureRefusedError(PICTURE))
        if ending not in ALLOWED:
            self._refuse(NotAMessageError(OTHER_FILE))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take some bytes; the first of them tell a picture, whatever it is called."""
        if start == 0 and is_picture(bytes(raw_data[:64])):
            self._refuse(PictureRefusedError(PICTURE))
        self._size += len(raw_data)
        if self._size > MAX_BYTES:
            self._refuse(TooLargeToReadError(TOO_LARGE))
        self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Give the file, whole and in memory."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=cast("IO[bytes]", self._kept),
            field_name=self.field_name,
            name=self.file_name or "message",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
        )

    def _refuse(self, refusal: UnableToReadError) -> None:
        self.refusal = self.refusal or refusal
        self._kept = BytesIO()
        raise SkipFile

"""ZIP archives: what is in one, and one member at a time, within bounds.

A few kilobytes can unpack to gigabytes, and a list of members can be longer than all memory. So
the list is measured before it is read, and members are read up to a bound and no further.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from io import BytesIO

from bield.read.kinds import PICTURE_PROBE_BYTES, is_picture
from bield.read.refusals import (
    NotAMessageError,
    PictureRefusedError,
    TooComplexToReadError,
    TooLargeToReadError,
    UnableToReadError,
)

MAX_MEMBER_BYTES = 25 * 1024 * 1024
"""The largest file that is unpacked: as large as one that is given unpacked."""
MAX_TOTAL_BYTES = 100 * 1024 * 1024
"""What is unpacked of one archive altogether."""
MAX_RATIO = 250
"""How many times its packed size a member may have, above `RATIO_FREE_BYTES`. Chats pack to a fifth
or a tenth; DEFLATE's own limit is 1,032 times, which only a trap comes near."""
RATIO_FREE_BYTES = 1024 * 1024
MAX_MEMBERS = 20_000
MAX_LIST_BYTES = MAX_MEMBERS * 250

_END = b"PK\x05\x06"
_END_BYTES = 22
_COMMENT_BYTES = 65_535
PICTURE_SUFFIXES = (
    *(".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff"),
    *(".mp4", ".mov", ".webm", ".mkv", ".avi", ".3gp", ".m4v"),
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    IndexError,
    OverflowError,
)
_DAMAGED = (
    "This ZIP archive is cut off or damaged. Save or download it again, or unpack it and give the "
    "file of the chat in it."
)


class LockedArchiveError(UnableToReadError):
    """The archive has a password."""


class Archive:
    """A ZIP archive of which members are read one at a time, each by its name."""

    def __init__(self, data: bytes) -> None:
        """Read the list of members.

        Raises:
            NotAMessageError: It is no ZIP archive, or a damaged one.
            TooComplexToReadError: It has more members than any export of chats.
        """
        _check_list(data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except UnableToReadError:
            raise
        except _BROKEN:
            raise NotAMessageError(_DAMAGED) from None
        if len(members) > MAX_MEMBERS:
            raise TooComplexToReadError(_TOO_MANY)
        self._members = {m.filename: m for m in members if m.filename and not m.is_dir()}
        self._unpacked = 0
        self._size = len(data)

    @property
    def hides_bytes(self) -> bool:
        """Whether there is more in it than its list says: files of one name twice, or bytes
        between them."""
        listed = sum(m.compress_size for m in self._members.values())
        # A local head, a listing and what programs add to each take no more than this.
        return self._size - listed > 4_096 + 1_024 * len(self._members)

    @property
    def names(self) -> tuple[str, ...]:
        """The path of every file in it, in the order of the archive."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """Unpack one member.

        Raises:
            LockedArchiveError: It has a password.
            TooLargeToReadError: It, or what was unpacked so far, is larger than a reader opens.
            NotAMessageError: It is damaged, or packed in a way that Bield does not open.
        """
        member = self._members[name]
        if member.flag_bits & 0x1:
            raise LockedArchiveError(
                "This ZIP archive has a password. Unpack it on your own device and give the file "
                "of the chat in it."
            )
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise NotAMessageError(
                f"«{_shown(name)}» is packed in a way that Bield does not open. Unpack the archive "
                "and give the file of the chat in it."
            )
        size, packed = member.file_size, max(1, member.compress_size)
        if size > RATIO_FREE_BYTES and size > MAX_RATIO * packed:
            raise TooLargeToReadError(
                f"«{_shown(name)}» unpacks to {size // packed:,} times its size. No chat does; "
                "Bield does not open it."
            )
        bound = min(MAX_MEMBER_BYTES, MAX_TOTAL_BYTES - self._unpacked)
        if size > bound:
            raise TooLargeToReadError(
                f"«{_shown(name)}» is {size / 1_048_576:,.0f} MB unpacked. Bield reads up to "
                f"{MAX_MEMBER_BYTES // 1_048_576} MB of one file and "
                f"{MAX_TOTAL_BYTES // 1_048_576} MB of one archive. Export the chat without its "
                "media, or a shorter part of it."
            )
        self._unpacked += size
        # No more is unpacked than the list says there is, whatever else the member holds.
        return self._start(member, size)

    def refuse_pictures(self) -> None:
        """Refuse an archive with pictures or videos in it, by their names and first bytes.

        Raises:
            PictureRefusedError: It holds one.
        """
        for name, member in self._members.items():
            if name.lower().endswith(PICTURE_SUFFIXES) or self._is_picture(member):
                raise PictureRefusedError(
                    "This archive has pictures or videos in it. Pictures stay on your own device, "
                    "so this page does not take it and has kept nothing of it. Export the chat "
                    "again without media, or unpack the archive and give the file of the chat only."
                )

    def _is_picture(self, member: zipfile.ZipInfo) -> bool:
        if member.flag_bits & 0x1 or member.compress_type not in {0, zipfile.ZIP_DEFLATED}:
            return False
        try:
            return is_picture(self._start(member, PICTURE_PROBE_BYTES))
        except NotAMessageError:
            return False

    def _start(self, member: zipfile.ZipInfo, length: int) -> bytes:
        try:
            with self._zip.open(member) as stream:
                return stream.read(length)
        except (*_BROKEN, RuntimeError):
            raise NotAMessageError(_DAMAGED) from None


_TOO_MANY = (
    f"This archive holds more than {MAX_MEMBERS:,} files. Export one chat at a time, or unpack it "
    "and give the file of the chat in it."
)


def _check_list(data: bytes) -> None:
    """Look at how long the list of members says it is, before anything reads it."""
    at = data.rfind(_END, max(0, len(data) - _END_BYTES - _COMMENT_BYTES))
    if at < 0 or len(data) - at < _END_BYTES:
        raise NotAMessageError(_DAMAGED)
    members, length = struct.unpack("<HI", data[at + 10 : at + 16])
    # 0xFFFF and 0xFFFFFFFF point to a longer list, of an archive beyond four gigabytes.
    if members > MAX_MEMBERS or length > MAX_LIST_BYTES:
        raise TooComplexToReadError(_TOO_MANY)


def _shown(name: str) -> str:
    return name[-80:].encode("utf-8", "replace").decode("utf-8")

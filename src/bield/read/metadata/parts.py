"""The parts that a JPEG, PNG or WebP file is made of, and what else than pixels stands in them.

Sources: ITU-T T.81 annex B (JPEG); W3C «PNG (Third Edition)» §5 and §11; Google, «WebP Container
Specification»; IPTC-NAA IIM 4.2; Adobe, «Photoshop File Formats», image resource blocks.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8"
MAX_BLOCKS = 500
"""Each may unpack to as much as `_MAX_TEXT_BYTES`."""
_MAX_TEXT_BYTES = 256 * 1024
SOS, EOI, COM = 0xDA, 0xD9, 0xFE
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length behind them."""


class BrokenPictureError(ValueError):
    """The file is not made as its format says."""


class Segment(NamedTuple):
    """A segment of a JPEG file."""

    marker: int
    data: bytes
    """What stands behind the length; nothing where there is none."""
    pixels: bytes = b""
    """What stands behind a start of scan, to the next segment."""


class Chunk(NamedTuple):
    """A chunk of a PNG or WebP file."""

    name: bytes
    data: bytes


def jpeg_segments(data: bytes) -> tuple[list[Segment], bytes]:
    """Part a JPEG file.

    Returns:
        Its segments, from behind the start of the picture to before its end, and what stands
        behind that end.

    Raises:
        BrokenPictureError: It is none, or is cut off.
    """
    if not data.startswith(JPEG_START):
        raise BrokenPictureError("no JPEG file")
    made: list[Segment] = []
    at = 2
    while True:
        if at + 2 > len(data) or data[at] != 0xFF:
            raise BrokenPictureError("a JPEG file that is cut off")
        marker = data[at + 1]
        if marker == 0xFF:  # filled up
            at += 1
        elif marker == EOI:
            return made, data[at + 2 :]
        elif marker in _ALONE:
            made.append(Segment(marker, b""))
            at += 2
        else:
            size = int.from_bytes(data[at + 2 : at + 4], "big")
            end = at + 2 + size
            if size < 2 or end > len(data):
                raise BrokenPictureError("a JPEG file that is cut off")
            after = _end_of_pixels(data, end) if marker == SOS else end
            made.append(Segment(marker, data[at + 4 : end], data[end:after]))
            at = after


def _end_of_pixels(data: bytes, at: int) -> int:
    """Where the next segment begins: among pixels 0xFF is followed by 0, or by a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise BrokenPictureError("a JPEG file that is cut off")
        following = data[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        else:
            return at


def png_chunks(data: bytes) -> tuple[list[Chunk], bytes]:
    """Part a PNG file.

    Returns:
        Its chunks, and what stands behind the last.

    Raises:
        BrokenPictureError: It is none, or is cut off.
    """
    if not data.startswith(PNG_START):
        raise BrokenPictureError("no PNG file")
    made: list[Chunk] = []
    at = len(PNG_START)
    while at + 12 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if end > len(data):
            break
        made.append(Chunk(name, data[at + 8 : end - 4]))
        at = end
        if name == b"IEND":
            return made, data[at:]
    raise BrokenPictureError("a PNG file that is cut off")


def webp_chunks(data: bytes) -> tuple[list[Chunk], bytes]:
    """Part a WebP file; see `png_chunks`."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise BrokenPictureError("no WebP file")
    stop = 8 + int.from_bytes(data[4:8], "little")
    if stop > len(data):
        raise BrokenPictureError("a WebP file that is cut off")
    return list(riff_chunks(data[12:stop])), data[stop:]


def riff_chunks(data: bytes) -> Iterator[Chunk]:
    """Give the chunks that stand one behind the other.

    Raises:
        BrokenPictureError: The last is cut off.
    """
    at = 0
    while at < len(data):
        if at + 8 > len(data):
            raise BrokenPictureError("a WebP file that is cut off")
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > len(data):
            raise BrokenPictureError("a WebP file that is cut off")
        yield Chunk(name, data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2


class Block(NamedTuple):
    """What else than pixels stands in a picture."""

    kind: str
    """`exif`, `xmp`, `iptc`, `behind`, or the name of a text."""
    data: bytes


_EXIF, _XMP = b"Exif\x00\x00", b"http://ns.adobe.com/xap/1.0/\x00"
_PHOTOSHOP = b"Photoshop 3.0\x00"


def blocks_of(data: bytes) -> Iterator[Block]:
    """Give what else than pixels stands in a JPEG, PNG or WebP file; of others nothing.

    Raises:
        BrokenPictureError: The file is cut off, or has more of it than any program writes.
    """
    for count, block in enumerate(_all_blocks(data)):
        if count == MAX_BLOCKS:
            raise BrokenPictureError("a picture with more notes than any program writes")
        yield block


def _all_blocks(data: bytes) -> Iterator[Block]:
    if data.startswith(JPEG_START):
        segments, behind = jpeg_segments(data)
        for segment in segments:
            yield from _of_jpeg(segment)
    elif data.startswith(PNG_START):
        chunks, behind = png_chunks(data)
        for chunk in chunks:
            yield from _of_png(chunk)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        chunks, behind = webp_chunks(data)
        for chunk in chunks:
            if chunk.name in {b"EXIF", b"XMP "}:
                kind = chunk.name.strip().decode().lower()
                yield Block(kind, chunk.data.removeprefix(_EXIF))
    else:
        return
    if behind.strip(b"\0"):
        yield Block("behind", behind)


def _of_jpeg(segment: Segment) -> Iterator[Block]:
    data = segment.data
    if segment.marker == COM:
        yield Block("Comment", data)
    elif segment.marker == 0xE1 and data.startswith(_EXIF):
        yield Block("exif", data[len(_EXIF) :])
    elif segment.marker == 0xE1 and data.startswith(_XMP):
        yield Block("xmp", data[len(_XMP) :])
    elif segment.marker == 0xED and data.startswith(_PHOTOSHOP):
        yield Block("iptc", data[len(_PHOTOSHOP) :])


def _of_png(chunk: Chunk) -> Iterator[Block]:
    if chunk.name == b"eXIf":
        yield Block("exif", chunk.data.removeprefix(_EXIF))
    elif chunk.name in {b"tEXt", b"zTXt", b"iTXt"}:
        key, _, rest = chunk.data.partition(b"\0")
        text = _text_of(chunk.name, rest)
        kind = "xmp" if key == b"XML:com.adobe.xmp" else key.decode("latin-1")[:79] or "Text"
        yield Block(kind, text)
    elif chunk.name == b"tIME" and len(chunk.data) == 7:
        year, *others = struct.unpack(">H5B", chunk.data)
        month, day, hour, minute, second = others
        stamp = f"{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC"
        yield Block("Changed at", stamp.encode())


def _text_of(name: bytes, rest: bytes) -> bytes:
    if name == b"tEXt":
        return rest.decode("latin-1").encode()
    if name == b"zTXt":
        return _unpacked(rest[1:]).decode("latin-1").encode()
    packed, rest = rest[:1] == b"\x01", rest[2:]
    rest = rest.partition(b"\0")[2].partition(b"\0")[2]  # the language, and the key in it
    return _unpacked(rest) if packed else rest


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MAX_TEXT_BYTES)
    except zlib.error:
        return b""


def iptc_records(resources: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the data sets of record 2 that stand in Photoshop's blocks: number, value."""
    at = resources.find(b"8BIM\x04\x04")
    if at < 0:
        return
    name = resources[at + 6] if at + 6 < len(resources) else 0
    at += 6 + 1 + name + (1 + name) % 2 + 4
    while at + 5 <= len(resources) and resources[at] == 0x1C:
        record, number = resources[at + 1], resources[at + 2]
        size = int.from_bytes(resources[at + 3 : at + 5], "big")
        if size & 0x8000:
            return
        if record == 2:
            yield number, resources[at + 5 : at + 5 + size]
        at += 5 + size

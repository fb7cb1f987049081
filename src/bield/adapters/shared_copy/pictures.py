"""Pictures copied without what stands beside their pixels. The pixels are not touched.

Only parts that are needed to draw the picture are kept; whatever else there is, known or not, is
left out, and what stands behind the end of the picture too.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

from bield.adapters.shared_copy.own import CannotCleanError, Cleaned
from bield.read.metadata import metadata_of
from bield.read.metadata.parts import (
    JPEG_START,
    PNG_START,
    BrokenPictureError,
    Chunk,
    Segment,
    jpeg_segments,
    png_chunks,
    riff_chunks,
    webp_chunks,
)

_NO_PIXELS = frozenset({0xFE, *range(0xE0, 0xF0)})
"""JPEG: comments and what programs add."""
_JFIF, _ADOBE = b"JFIF\x00", b"Adobe"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB cICP sBIT bKGD hIST pHYs acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"])
_WEBP_FRAME_KEPT = frozenset([b"VP8 ", b"VP8L", b"ALPH"])
_FLAGS_OF_OTHERS = 0x20 | 0x08 | 0x04
"""VP8X: there is a colour profile, EXIF, XMP."""
_BEHIND = "what stood behind the end of the picture"


def without_metadata(data: bytes) -> Cleaned:
    """Give a JPEG, PNG or WebP picture without EXIF, XMP, IPTC, comments and profiles.

    How it is to be turned is kept, for it would lie on its side otherwise.

    Raises:
        CannotCleanError: It is of another kind, or broken.
    """
    facts = metadata_of(data)
    turned = next((f.value for f in facts if f.label == "Orientation"), "1")
    orientation = int(turned) if turned in set("2345678") else 1
    try:
        if data.startswith(JPEG_START):
            made = _jpeg(*jpeg_segments(data), orientation)
        elif data.startswith(PNG_START):
            made = _png(*png_chunks(data), orientation)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            made = _webp(*webp_chunks(data), orientation)
        else:
            raise CannotCleanError(
                "Only JPEG, PNG and WebP pictures can be copied without what they say of you. Take "
                "a screenshot of it, and add that."
            )
    except BrokenPictureError as broken:
        raise CannotCleanError(f"It is {broken}, so it cannot be cleaned.") from broken
    left = [fact for fact in metadata_of(made) if fact.label != "Orientation"]
    if left:
        raise CannotCleanError(f"«{left[0].label}» could not be left out of it.")
    labels = dict.fromkeys(_named(f.label) for f in facts if f.label != "Orientation")
    return Cleaned(made, tuple(labels) or (("what programs add",) if made != data else ()))


def _named(label: str) -> str:
    return _BEHIND if label == "Behind the picture" else label


def _jpeg(segments: Sequence[Segment], _: bytes, orientation: int) -> bytes:
    out = [JPEG_START]
    kept = [s for s in segments if s.marker not in _NO_PIXELS or _draws(s)]
    head = [s for s in kept if s.marker == 0xE0]
    rest = [s for s in kept if s.marker != 0xE0]
    for segment in head[:1]:
        # Without the small picture that may follow in it.
        out.append(_segment(0xE0, segment.data[:12] + b"\0\0"))
    if orientation != 1:
        out.append(_segment(0xE1, b"Exif\0\0" + _orientation(orientation)))
    for segment in rest:
        if segment.data or segment.marker not in range(0xD0, 0xD8):
            out.append(_segment(segment.marker, segment.data) + segment.pixels)
    return b"".join([*out, b"\xff\xd9"])


def _draws(segment: Segment) -> bool:
    """Whether what a program added is needed to draw the picture."""
    if segment.marker == 0xE0:
        return segment.data.startswith(_JFIF) and len(segment.data) >= 14
    return segment.marker == 0xEE and segment.data.startswith(_ADOBE) and len(segment.data) == 12


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _png(chunks: Sequence[Chunk], _: bytes, orientation: int) -> bytes:
    unknown = [c.name for c in chunks if c.name not in _PNG_KEPT and c.name[:1].isupper()]
    if unknown:
        raise BrokenPictureError("a PNG file with a part that is not known")
    kept = [c for c in chunks if c.name in _PNG_KEPT]
    if orientation != 1:
        kept.insert(1, Chunk(b"eXIf", _orientation(orientation)))
    return PNG_START + b"".join(
        struct.pack(">I", len(c.data)) + c.name + c.data
        + struct.pack(">I", zlib.crc32(c.name + c.data))
        for c in kept
    )  # fmt: skip


def _webp(chunks: Sequence[Chunk], _: bytes, orientation: int) -> bytes:
    made = []
    for chunk in chunks:
        data = chunk.data
        if chunk.name not in _WEBP_KEPT:
            continue
        if chunk.name == b"VP8X" and data:
            flags = data[0] & ~_FLAGS_OF_OTHERS | (0x08 if orientation != 1 else 0)
            data = bytes([flags]) + data[1:]
        elif chunk.name == b"ANMF":
            frame = [c for c in riff_chunks(data[16:]) if c.name in _WEBP_FRAME_KEPT]
            data = data[:16] + b"".join(map(_chunk, frame))
        made.append(_chunk(Chunk(chunk.name, data)))
    if orientation != 1 and any(c.name == b"VP8X" for c in chunks):
        made.append(_chunk(Chunk(b"EXIF", _orientation(orientation))))
    body = b"WEBP" + b"".join(made)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunk(chunk: Chunk) -> bytes:
    return (
        chunk.name + struct.pack("<I", len(chunk.data)) + chunk.data + b"\0" * (len(chunk.data) % 2)
    )


def _orientation(value: int) -> bytes:
    """An EXIF block that says how the picture is to be turned, and nothing else."""
    return b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, value, 0, 0)

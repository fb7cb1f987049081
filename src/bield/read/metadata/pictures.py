"""What a picture or a video says of itself: EXIF, XMP, IPTC, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bield.read.metadata.exif import exif_facts
from bield.read.metadata.facts import Fact, Tells
from bield.read.metadata.parts import BrokenPictureError, blocks_of, iptc_records
from bield.read.metadata.xmp import packets, xmp_facts

_IPTC = {
    5: ("Title", Tells.NOTHING),
    25: ("Keyword", Tells.NOTHING),
    55: ("Created on", Tells.NOTHING),
    65: ("Program", Tells.DEVICE),
    80: ("By-line", Tells.NAME),
    90: ("City", Tells.PLACE),
    92: ("Place within the city", Tells.PLACE),
    95: ("State", Tells.PLACE),
    101: ("Country", Tells.PLACE),
    105: ("Headline", Tells.NOTHING),
    110: ("Credit", Tells.NAME),
    116: ("Copyright", Tells.NAME),
    118: ("Contact", Tells.NAME),
    120: ("Caption", Tells.NOTHING),
}
_TELLING_TEXTS = {
    "author": Tells.NAME,
    "artist": Tells.NAME,
    "copyright": Tells.NAME,
    "software": Tells.DEVICE,
    "source": Tells.DEVICE,
}
_EXIF_WITHIN = re.compile(rb"Exif\x00\x00(?=II\*\x00|MM\x00\*)")
_PLACE_IN_VIDEO = re.compile(
    rb"[+-]\d{2}(?:\.\d{1,6})?[+-]\d{3}(?:\.\d{1,6})?(?:[+-][\d.]{1,12})?/"
)
_EDGE_BYTES = 4 * 1024 * 1024
"""Of a video what it says of itself stands at its beginning or its end."""


def picture_facts(data: bytes) -> Iterator[Fact]:
    """Give what a picture or a video says of itself."""
    try:
        yield from _in_parts(data)
    except BrokenPictureError as broken:
        yield Fact("Broken", str(broken))
    if data[:4] in {b"II*\x00", b"MM\x00*"}:
        yield from exif_facts(data)
    elif data[4:8] == b"ftyp":
        yield from _in_boxes(data)
    elif data.startswith((b"GIF87a", b"GIF89a")):
        for packet in packets(data):
            yield from xmp_facts(packet)


def _in_parts(data: bytes) -> Iterator[Fact]:
    for block in blocks_of(data):
        match block.kind:
            case "exif":
                yield from exif_facts(block.data)
            case "xmp":
                yield from xmp_facts(block.data)
            case "iptc":
                for number, value in iptc_records(block.data):
                    label, tells = _IPTC.get(number, ("", Tells.NOTHING))
                    if label:
                        yield Fact(f"IPTC {label}", value.decode("utf-8", "replace"), tells)
            case "behind":
                yield Fact(
                    "Behind the picture",
                    f"{len(block.data):,} bytes that a viewer does not show: a second picture, a "
                    "short video, or what an earlier version left",
                )
            case kind:
                tells = _TELLING_TEXTS.get(kind.lower(), Tells.NOTHING)
                yield Fact(kind, block.data.decode("utf-8", "replace"), tells)


def _in_boxes(data: bytes) -> Iterator[Fact]:
    """Of HEIC, AVIF and MP4, whose boxes are not walked: what stands in them as it is."""
    if found := _EXIF_WITHIN.search(data):
        yield from exif_facts(data[found.end() :])
    for packet in packets(data):
        yield from xmp_facts(packet)
    edges = data if len(data) < 2 * _EDGE_BYTES else data[:_EDGE_BYTES] + data[-_EDGE_BYTES:]
    if (b"\xa9xyz" in edges or b"location.ISO6709" in edges) and (
        place := _PLACE_IN_VIDEO.search(edges)
    ):
        yield Fact("Place", place[0].decode(), Tells.PLACE)
    for key, label, tells in (
        (b"\xa9mak", "Make of the device", Tells.DEVICE),
        (b"\xa9mod", "Model of the device", Tells.DEVICE),
        (b"\xa9swr", "Software", Tells.DEVICE),
        (b"\xa9ART", "Artist", Tells.NAME),
    ):
        at = edges.find(key)
        if at >= 0:
            size = int.from_bytes(edges[at + 4 : at + 6], "big")
            yield Fact(
                label, edges[at + 8 : at + 8 + min(size, 200)].decode("utf-8", "replace"), tells
            )

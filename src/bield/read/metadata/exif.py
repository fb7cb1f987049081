"""EXIF: what a camera or a phone writes into a picture, where it stood among it.

Source: CIPA DC-008-2023, «Exchangeable image file format for digital still cameras: Exif 3.0»;
the tags of names and comments in Windows: Microsoft, «Photo Metadata Policies».
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from bield.read.metadata.facts import Fact, Tells

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 129: 1}
"""Type → bytes of one value."""
_BYTE, _TEXT, _SHORT, _LONG, _RATIO, _ANY, _SIGNED, _SIGNED_RATIO, _UTF8 = (
    *(1, 2, 3, 4, 5, 7, 9, 10),
    129,
)
_WITHIN = {0x8769: "exif", 0x8825: "gps"}
_MAX_ENTRIES = 500
_MAX_DIRECTORIES = 8
_D, _N, _P = Tells.DEVICE, Tells.NAME, Tells.PLACE
_NAMES: dict[int, tuple[str, Tells]] = {
    0x010E: ("Description", Tells.NOTHING),
    0x010F: ("Make of the device", _D),
    0x0110: ("Model of the device", _D),
    0x0112: ("Orientation", Tells.NOTHING),
    0x0131: ("Software", _D),
    0x0132: ("Changed at", Tells.NOTHING),
    0x013B: ("Artist", _N),
    0x013C: ("Computer", _D),
    0x8298: ("Copyright", _N),
    0x9003: ("Taken at", Tells.NOTHING),
    0x9004: ("Digitised at", Tells.NOTHING),
    0x9010: ("Zone of «changed at»", Tells.NOTHING),
    0x9011: ("Zone of «taken at»", Tells.NOTHING),
    0x9012: ("Zone of «digitised at»", Tells.NOTHING),
    0x9286: ("Comment", Tells.NOTHING),
    0x9C9B: ("Title", Tells.NOTHING),
    0x9C9C: ("Comment (Windows)", Tells.NOTHING),
    0x9C9D: ("Author (Windows)", _N),
    0x9C9E: ("Keywords (Windows)", Tells.NOTHING),
    0x9C9F: ("Subject (Windows)", Tells.NOTHING),
    0xA004: ("Sound file", Tells.NOTHING),
    0xA420: ("Number of the picture", _D),
    0xA430: ("Owner of the camera", _N),
    0xA431: ("Serial number of the camera", _D),
    0xA433: ("Make of the lens", _D),
    0xA434: ("Model of the lens", _D),
    0xA435: ("Serial number of the lens", _D),
    0xA436: ("Title of the picture", Tells.NOTHING),
    0xA437: ("Photographer", _N),
    0xA438: ("Editor of the picture", _N),
}
_GPS_NAMES = {
    0x001B: "How the place was found",
    0x001C: "Area",
    0x001D: "Date by satellite",
    0x0012: "Map datum",
    0x0008: "Satellites",
}
_MAKER_NOTE = 0x927C
_WIDE = range(0x9C9B, 0x9CA0)


class _Field(NamedTuple):
    tag: int
    kind: int
    data: bytes


def exif_facts(tiff: bytes) -> Iterator[Fact]:
    """Give what an EXIF block says; of a broken one what can still be read.

    Args:
        tiff: The block from its byte-order mark on, without `Exif\\0\\0` before it.
    """
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return
    waiting = [("main", struct.unpack(f"{order}I", tiff[4:8])[0])]
    seen: set[int] = set()
    while waiting and len(seen) < _MAX_DIRECTORIES:
        name, at = waiting.pop(0)
        if at in seen:
            continue
        seen.add(at)
        fields, following = _directory(tiff, at, order)
        for each in fields:
            if each.tag in _WITHIN and len(each.data) == 4:
                waiting.append((_WITHIN[each.tag], struct.unpack(f"{order}I", each.data)[0]))
        if name == "main" and following:
            waiting.append(("thumbnail", following))
        if name == "gps":
            yield from _place(fields, order)
        elif name == "thumbnail":
            yield Fact("Thumbnail", "a small copy of the picture, as it once was")
        else:
            yield from _named(fields, order)


def _directory(tiff: bytes, at: int, order: str) -> tuple[list[_Field], int]:
    fields: list[_Field] = []
    if at + 2 > len(tiff):
        return fields, 0
    count = min(struct.unpack_from(f"{order}H", tiff, at)[0], _MAX_ENTRIES)
    for number in range(count):
        start = at + 2 + 12 * number
        if start + 12 > len(tiff):
            return fields, 0
        tag, kind, values = struct.unpack_from(f"{order}HHI", tiff, start)
        size = _SIZES.get(kind, 0) * values
        place = start + 8 if size <= 4 else struct.unpack_from(f"{order}I", tiff, start + 8)[0]
        if size and place + size <= len(tiff):
            fields.append(_Field(tag, kind, tiff[place : place + size]))
    end = at + 2 + 12 * count
    following = struct.unpack_from(f"{order}I", tiff, end)[0] if end + 4 <= len(tiff) else 0
    return fields, following


def _named(fields: list[_Field], order: str) -> Iterator[Fact]:
    for each in fields:
        if each.tag == _MAKER_NOTE:
            yield Fact("Notes of the maker", f"{len(each.data):,} bytes, not read", _D)
        elif each.tag in _NAMES:
            label, tells = _NAMES[each.tag]
            yield Fact(label, _text(each, order), tells)


def _place(fields: list[_Field], order: str) -> Iterator[Fact]:
    by_tag = {each.tag: each for each in fields}
    latitude = _degrees(by_tag, 0x0002, 0x0001, order)
    longitude = _degrees(by_tag, 0x0004, 0x0003, order)
    if latitude is not None and longitude is not None:
        yield Fact("Place", f"{latitude:.6f}, {longitude:.6f}", _P)
    elif fields:
        # Not read, and there all the same: nobody is told that the picture names no place.
        yield Fact("Place", "there is an entry for it, which could not be read", _P)
    if (height := by_tag.get(0x0006)) and (metres := _ratios(height, order)):
        yield Fact("Height", f"{metres[0]:.0f} m", _P)
    if (clock := by_tag.get(0x0007)) and len(parts := _ratios(clock, order)) == 3:
        yield Fact("Time by satellite (UTC)", ":".join(f"{int(part):02}" for part in parts))
    for tag, label in _GPS_NAMES.items():
        if tag in by_tag:
            tells = _P if tag == 0x001C else Tells.NOTHING
            yield Fact(label, _text(by_tag[tag], order), tells)


def _degrees(by_tag: dict[int, _Field], tag: int, sign: int, order: str) -> float | None:
    if tag not in by_tag or len(parts := _ratios(by_tag[tag], order)) != 3:
        return None
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -value if sign in by_tag and by_tag[sign].data[:1] in b"SWsw" else value


def _ratios(field: _Field, order: str) -> list[float]:
    if field.kind not in {_RATIO, _SIGNED_RATIO}:
        return []
    sign = "i" if field.kind == _SIGNED_RATIO else "I"
    pairs = struct.iter_unpack(f"{order}{sign}{sign}", field.data[:800])
    return [top / bottom for top, bottom in pairs if bottom]


def _text(field: _Field, order: str) -> str:
    data = field.data
    if field.tag in _WIDE:
        return data.decode("utf-16-le", "replace").rstrip("\0")
    if field.kind in {_TEXT, _UTF8}:
        return data.split(b"\0", 1)[0].decode("utf-8", "backslashreplace")
    if field.kind in {_BYTE, _ANY}:
        return _commented(data, order)
    if field.kind == _SHORT:
        return ", ".join(str(n) for (n,) in struct.iter_unpack(f"{order}H", data[:64]))
    if field.kind in {_LONG, _SIGNED}:
        return ", ".join(str(n) for (n,) in struct.iter_unpack(f"{order}I", data[:64]))
    return ", ".join(f"{value:g}" for value in _ratios(field, order))


def _commented(data: bytes, order: str) -> str:
    """What stands behind the eight bytes that name how it is written."""
    mark, rest = data[:8], data[8:]
    if mark.startswith(b"UNICODE"):
        codec = "utf-16-le" if order == "<" else "utf-16-be"
        return rest.decode(codec, "replace").rstrip("\0 ")
    text = rest if mark.rstrip(b"\0") in {b"ASCII", b"JIS", b""} else data
    return text.decode("utf-8", "backslashreplace").strip("\0 ")

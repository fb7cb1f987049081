"""Archives made to do harm to whoever unpacks or reads them, or to hide what was changed."""

from __future__ import annotations

import io
import stat
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from functools import partial

from bags_from_elsewhere import bag
from tampering import whole
from two_verifiers import TOP, Files, packed

from bield.adapters.tar_form import filled

BLOCK = 512
ACCENTS = f"{TOP}/data/0003/Grüße.txt"
FIELDS = {
    "name": (0, 100), "mode": (100, 8), "uid": (108, 8), "gid": (116, 8), "size": (124, 12),
    "mtime": (136, 12), "kind": (156, 1), "link": (157, 100), "uname": (265, 32),
    "gname": (297, 32), "major": (329, 8), "minor": (337, 8), "prefix": (345, 155),
    "rest": (500, 12),
}  # fmt: skip
"""Where each field stands in the head of a file in a tar, and its length. POSIX.1-1988, ustar."""


def head(name: str | bytes, **fields: bytes) -> bytes:
    """Give a head with any bytes in any of its fields, and the right sum."""
    raw = name if isinstance(name, bytes) else name.encode("utf-8", "surrogateescape")
    made = bytearray(tarfile.TarInfo("x").tobuf(tarfile.USTAR_FORMAT))
    for field, value in {"name": raw, **fields}.items():
        at, length = FIELDS[field]
        assert len(value) <= length
        made[at : at + length] = value.ljust(length, b"\0")
    return summed(bytes(made))


def summed(block: bytes) -> bytes:
    """Set the sum of a head right."""
    total = sum(block[:148]) + sum(block[156:BLOCK]) + 8 * 32
    return block[:148] + b"%06o\0 " % total + block[156:]


def octal(number: int) -> bytes:
    """Give a size as heads have it."""
    return b"%011o\0" % number


def file(name: str | bytes, data: bytes = b"x", **fields: bytes) -> bytes:
    """Give a file as it stands in a tar."""
    return head(name, **{"size": octal(len(data)), **fields}) + data + bytes(filled(len(data)))


def pax(name: str, kind: bytes = b"x", **said: str) -> bytes:
    """Give a file with a head before it that says more; `__` in a key is a dot."""
    records = b""
    for key, value in said.items():
        text = f" {key.replace('__', '.')}={value}\n".encode("utf-8", "surrogateescape")
        length = next(n for n in range(len(text), len(text) + 9) if n == len(str(n)) + len(text))
        records += str(length).encode() + text
    return file("././@PaxHeader", records, kind=kind) + file(name)


def with_more(*more: bytes, files: Files | None = None) -> bytes:
    """Put something behind the files of a record, and end the tar as it should end."""
    tar = packed(files if files is not None else whole())
    return tar.rstrip(b"\0").ljust(_end(tar), b"\0") + b"".join(more) + bytes(2 * BLOCK)


def _end(tar: bytes) -> int:
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        last = archive.getmembers()[-1]
    return last.offset_data + last.size + filled(last.size)


def tar_of(files: Mapping[str, bytes], form: int, top: str = f"{TOP}/") -> bytes:
    """Give a tar as other programs make them."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form) as archive:
        for path, data in files.items():
            info = tarfile.TarInfo(f"{top}{path}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def edited(field: str, value: bytes) -> bytes:
    """Give a record's tar with another value in a field of its first head."""
    tar = packed(whole())
    at, length = FIELDS[field]
    block = tar[:at] + value.ljust(length, b"\0") + tar[at + length : BLOCK]
    return summed(block) + tar[BLOCK:]


def with_name(name: str) -> bytes:
    return with_more(file(name))


def with_kind(kind: bytes) -> bytes:
    return with_more(head(f"{TOP}/data/x", kind=kind, link=b"/etc/passwd"))


def zip_with(name: str) -> bytes:
    return zip_of({**bag(), name: b"x"})


def _reordered() -> bytes:
    files = whole()
    return tar_of(dict(reversed(files.items())), tarfile.PAX_FORMAT)


def _padding_filled() -> bytes:
    tar = bytearray(packed(whole()))
    first = int(tar[124:135], 8)
    tar[BLOCK + first] = 1
    return bytes(tar)


REFUSED: dict[str, Callable[[], bytes]] = {
    **{
        f"the name {name!r}": partial(with_name, name)
        for name in (
            "../out", "/etc/x", f"{TOP}/../../x", f"{TOP}/./x", f"{TOP}//x", "C:\\x", "c:x",
            f"{TOP}\\..\\x", "\\\\server\\x", f"{TOP}/CON", f"{TOP}/data/nul.txt",
            f"{TOP}/data/COM¹", f"{TOP}/data/x.", f"{TOP}/data/x ", f"{TOP}/DATA/0002/Threat.EML",
            f"{TOP}/data/0002/threat.eml/x", f"{TOP}/data/0002/threat.eml", f"{TOP}/data",
            unicodedata.normalize("NFD", ACCENTS), f"{TOP}/data/0003/Grüsse.txt",
            f"{TOP}/data/0002/thr\u200beat.eml", f"{TOP}/README.TXT",
        )
    },
    "a name that is no UTF-8": lambda: with_more(file(b"case/data/\xff\xfe")),
    "a name that is too long": lambda: with_more(pax("x", path=f"{TOP}/{'x' * 256}")),
    "a folder that leads out": lambda: with_more(head("../out/", kind=b"5")),
    **{
        f"a file of kind {kind!r}": partial(with_kind, kind)
        for kind in (b"1", b"2", b"3", b"4", b"6", b"7", b"S", b"Z", b"V", b"M")
    },
    "a link by a long name": lambda: with_more(
        file("././@LongLink", b"/etc/" + b"x" * 200 + b"\0", kind=b"K"), head(f"{TOP}/x", kind=b"2")
    ),
    "a name said before, that leads out": lambda: with_more(pax("x", path="../x")),
    "a long name that leads out": lambda: with_more(
        file("././@LongLink", b"../x\0", kind=b"L"), file("x")
    ),
    "a prefix that leads out": lambda: with_more(file("x", prefix=b"..")),
    "the name of all files said at once": lambda: with_more(pax("x", kind=b"g", path="/x")),
    "holes, as new": lambda: with_more(
        pax("x", GNU__sparse__major="1", GNU__sparse__minor="0", GNU__sparse__realsize="9" * 12)
    ),
    "holes, as before": lambda: with_more(
        pax("x", GNU__sparse__size="99999999999", GNU__sparse__map="0,1")
    ),
    "holes that are no numbers": lambda: pax("x", GNU__sparse__size="1", GNU__sparse__map="x"),
    "ten thousand names for one file": lambda: file("x", b"9 path=a\n", kind=b"x") * 10_000,
    "a size below nothing": lambda: with_more(head(f"{TOP}/x", size=b"\xff" * 12)),
    "a size below nothing, said before": lambda: with_more(pax(f"{TOP}/x", size="-1024")),
    "a size beyond the end": lambda: with_more(head(f"{TOP}/x", size=octal(10**9))),
    "a size beyond all disks": lambda: with_more(head(f"{TOP}/x", size=b"\x80" + b"\x7f" * 11)),
    "a name of a gigabyte": lambda: with_more(head("x", kind=b"x", size=octal(2**30))),
    "a long name of a gigabyte": lambda: with_more(head("x", kind=b"L", size=octal(2**30))),
    "packed with gzip": lambda: b"\x1f\x8b\x08" + packed(whole())[3:],
    "nothing": lambda: b"",
    "zeros": lambda: bytes(10_240),
    "what is no tar": lambda: b"Dear police, " * 200,
}  # fmt: skip

REPACKED: dict[str, Callable[[], bytes]] = {
    **{
        f"another {field}": partial(edited, field, value)
        for field, value in (
            ("mode", b"0000644\0"), ("uid", b"0001750\0"), ("mtime", octal(1)), ("uname", b"root"),
            ("gname", b"root"), ("major", b"0000000\0"), ("kind", b"\0"), ("rest", b"hidden words"),
        )
    },
    "another order": _reordered,
    "another form of tar": lambda: tar_of(whole(), tarfile.GNU_FORMAT),
    "a folder in it": lambda: with_more(head(f"{TOP}/data/", kind=b"5")),
    "a comment before a file": lambda: file("x", b"15 comment=abc\n", kind=b"x") + packed(whole()),
    "bytes where a file is filled up": _padding_filled,
    "bytes behind the end": lambda: packed(whole())[:-4] + b"evil",
    "a second tar behind the end": lambda: packed(whole()) + packed(whole()),
    "fewer zeros at the end": lambda: packed(whole())[:-BLOCK],
    "more zeros at the end": lambda: packed(whole()) + bytes(BLOCK),
    "no zeros at the end": lambda: packed(whole())[: _end(packed(whole()))],
    "names that begin with ./": lambda: tar_of(whole(), tarfile.PAX_FORMAT, f"./{TOP}/"),
}  # fmt: skip


def zip_of(files: Mapping[str, bytes], **told: object) -> bytes:
    """Give a zip; `told` sets what is told of its last file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            info = zipfile.ZipInfo(path)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
        for field, value in told.items():
            setattr(archive.infolist()[-1], field, value)
    return made.getvalue()


def _overlapping() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path, data in bag().items():
            archive.writestr(path, data)
        archive.writestr("data/more", b"x" * 5_000)
        for info in archive.infolist()[:-1]:
            info.header_offset = archive.infolist()[-1].header_offset
    return made.getvalue()


ZIPS: dict[str, Callable[[], bytes]] = {
    **{
        f"the name {name!r}": partial(zip_with, name)
        for name in ("../x", "/etc/x", "data/../../x", "C:\\x", "data\\x", "data/CON", "DATA/A.txt")
    },
    "a link": lambda: zip_of(bag(), external_attr=(stat.S_IFLNK | 0o777) << 16),
    "a device": lambda: zip_of(bag(), external_attr=(stat.S_IFCHR | 0o666) << 16),
    "a file locked with a password": lambda: zip_of(bag(), flag_bits=1),
    "a way of packing that is rare": lambda: zip_of(bag(), compress_type=zipfile.ZIP_LZMA),
    "a way of packing that is none": lambda: zip_of(bag(), compress_type=77),
    "another check sum": lambda: zip_of(bag(), CRC=1),
    "a file that unpacks to far more": lambda: zip_of({**bag(), "data/zeros": bytes(80 * 2**20)}),
    "a size that is not true": lambda: zip_of(bag(), file_size=10**12),
    "files over each other": _overlapping,
    "another name before the file than in the list": lambda: zip_of(bag(), filename="data/other"),
    "no end": lambda: zip_of(bag())[:-30],
    "nothing but its first bytes": lambda: b"PK\3\4",
}

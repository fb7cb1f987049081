"""A writer of compound files (MS-CFB) and of Outlook mails (MS-OXMSG), for tests alone.

Nothing here runs Outlook; what it writes follows the two specifications in their simplest form:
sectors of 512 bytes, each storage's children as a chain, no times and no class ids.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

END, FREE, FAT, LIST, NO_STREAM = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
SECTOR, SMALL, CUTOFF = 512, 64, 4096

Tree = Mapping[str, "bytes | Tree"]


@dataclass
class _Entry:
    name: str
    kind: int
    child: int = NO_STREAM
    right: int = NO_STREAM
    start: int = END
    size: int = 0


@dataclass
class _Sectors:
    """Sectors and the table that chains them."""

    size: int
    data: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def add(self, content: bytes) -> int:
        if not content:
            return END
        first, count = len(self.table), -(-len(content) // self.size)
        self.table += [*range(first + 1, first + count), END]
        self.data += content.ljust(count * self.size, b"\0")
        return first


def compound_file(tree: Tree) -> bytes:
    """Write a compound file: names to bytes for streams, to trees for storages."""
    entries = [_Entry("Root Entry", 5)]
    large, small = _Sectors(SECTOR), _Sectors(SMALL)

    def lay(storage: Tree) -> int:
        first = previous = NO_STREAM
        # By length, then letters: the order that the format asks for.
        for name in sorted(storage, key=lambda n: (len(n), n.upper())):
            content = storage[name]
            at = len(entries)
            entry = _Entry(name, 2 if isinstance(content, bytes) else 1)
            entries.append(entry)
            if isinstance(content, bytes):
                entry.size = len(content)
                entry.start = (small if len(content) < CUTOFF else large).add(content)
            else:
                entry.child = lay(content)
            if previous == NO_STREAM:
                first = at
            else:
                entries[previous].right = at
            previous = at
        return first

    entries[0].child = lay(tree)
    entries[0].size = len(small.data)
    entries[0].start = large.add(bytes(small.data))
    small_table = struct.pack(f"<{len(small.table)}L", *small.table)
    small_table = small_table.ljust(-(-len(small_table) // SECTOR) * SECTOR, b"\xff")
    small_start = large.add(small_table)
    directory = b"".join(_packed(e) for e in entries)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    directory_start = large.add(directory)

    tables, more = 1, 0  # sectors of the table, and sectors that list those past the 109th
    while tables * (SECTOR // 4) < len(large.table) + tables + more:
        tables += 1
        more = max(0, -(-(tables - 109) // 127))
    first = len(large.table)
    table = [*large.table, *([FAT] * tables), *([LIST] * more)]
    table += [FREE] * (tables * (SECTOR // 4) - len(table))
    header = struct.pack(
        "<8s16sHHHHHHLLLLLLLLLL", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 0, 0, tables, directory_start, 0, CUTOFF, small_start, len(small_table) // SECTOR,
        first + tables if more else END, more,
    )  # fmt: skip
    places = [first + i for i in range(tables)]
    header += struct.pack("<109L", *(places[:109] + [FREE] * (109 - tables)))
    lists = b""
    for number in range(more):
        listed = places[109 + 127 * number :][:127]
        last = number + 1 == more
        following = END if last else first + tables + number + 1
        lists += struct.pack("<128L", *listed, *([FREE] * (127 - len(listed))), following)
    return header + bytes(large.data) + struct.pack(f"<{len(table)}L", *table) + lists


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBLLL16sLQQLQ", name, len(name), entry.kind, 1, NO_STREAM, entry.right, entry.child,
        b"", 0, 0, 0, entry.start, entry.size,
    )  # fmt: skip


# ── Outlook ─────────────────────────────────────────────────────────────────────────

Value = str | bytes | int | Tree


def properties(values: Mapping[int, Value], *, header_bytes: int, narrow: str = "") -> Tree:
    """Write MAPI properties: `str` as Unicode (or in the codec `narrow`), `bytes` as binary,
    `int` as a whole number, a tree as an object."""
    tree: dict[str, bytes | Tree] = {}
    rows = b""
    for tag, value in values.items():
        if isinstance(value, int):
            rows += struct.pack("<HHIiI", 0x0003, tag, 6, value, 0)
            continue
        if isinstance(value, str):
            kind = 0x001E if narrow else 0x001F
            content = value.encode(narrow or "utf-16-le")
        elif isinstance(value, bytes):
            kind, content = 0x0102, value
        else:
            tree[f"__substg1.0_{tag:04X}000D"] = value
            continue
        rows += struct.pack("<HHIII", kind, tag, 6, len(content), 0)
        tree[f"__substg1.0_{tag:04X}{kind:04X}"] = content
    return {**tree, "__properties_version1.0": b"\0" * header_bytes + rows}


def outlook_tree(
    values: Mapping[int, Value],
    *,
    to: Sequence[str] = (),
    attached: Sequence[Mapping[int, Value]] = (),
    narrow: str = "",
    inner: bool = False,
) -> Tree:
    """Write a mail's storage; `inner` for one that is attached to another."""
    tree = dict(properties(values, header_bytes=24 if inner else 32, narrow=narrow))
    for number, address in enumerate(to):
        recipient = {0x39FE: address, 0x3001: address.partition("@")[0]}
        tree[f"__recip_version1.0_#{number:08X}"] = properties(recipient, header_bytes=8)
    for number, attachment in enumerate(attached):
        tree[f"__attach_version1.0_#{number:08X}"] = properties(attachment, header_bytes=8)
    return tree


SUBJECT, BODY, HTML, RTF = 0x0037, 0x1000, 0x1013, 0x1009
SENDER_SMTP, HEADERS, CODEPAGE, INTERNET_CODEPAGE = 0x5D01, 0x007D, 0x3FFD, 0x3FDE
NAME, DATA, MEDIA_TYPE = 0x3707, 0x3701, 0x370E


def compressed(rtf: bytes) -> bytes:
    """Compress RTF as Outlook does (MS-OXRTFCP): greedily, over a ring of 4,096 bytes."""
    from bield.read.rtf import _DICTIONARY

    seen = bytearray(_DICTIONARY)
    tokens: list[bytes] = []
    at = 0
    while at < len(rtf):
        best = b""
        for length in range(min(17, len(rtf) - at), 1, -1):
            found = bytes(seen[-4000:]).rfind(rtf[at : at + length])
            if found >= 0:
                place = max(0, len(seen) - 4000) + found
                best = struct.pack(">H", (place % 4096) << 4 | (length - 2))
                break
        step = length if best else 1
        tokens.append(best or rtf[at : at + 1])
        seen += rtf[at : at + step]
        at += step
    tokens.append(struct.pack(">H", (len(seen) % 4096) << 4))
    body = b""
    for group in (tokens[i : i + 8] for i in range(0, len(tokens), 8)):
        flags = sum((len(token) == 2) << bit for bit, token in enumerate(group))
        body += bytes([flags]) + b"".join(group)
    return struct.pack("<III4s", len(body) + 12, len(rtf), 0x75465A4C, b"") + body

"""One record, looked at by both verifiers: Bield's own, and the one file that stands alone."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bield.adapters.bag_stores import verify_bag
from bield.adapters.memory_record import MemoryRecord
from bield.adapters.sealing import pour
from bield.adapters.tar_form import filled, head, order_of, whole_size
from bield.keep import UnableToReadRecordError, seal
from bield.standalone import verify_record

AT = "2026-11-24T10:00:00Z"
TOP = "case"
Files = dict[str, bytes]
"""Path within the bag → bytes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verifier answers."""

    word: str
    """`sealed`, `changed` or `refused`."""
    named: frozenset[tuple[str, str]] = frozenset()
    """What is wrong, and with which path."""
    root: str = ""

    @property
    def paths(self) -> set[str]:
        """The paths that are named."""
        return {path for _, path in self.named}


def by_bield(bag: Path, root: str = "") -> Verdict:
    """Ask Bield's own verifier."""
    try:
        verified = verify_bag(bag, expected_root=root)
    except UnableToReadRecordError:
        return Verdict("refused")
    named = frozenset((problem.what.value, problem.path) for problem in verified.problems)
    return Verdict("changed" if named else "sealed", named, verified.root)


def by_the_file(bag: Path, root: str = "") -> Verdict:
    """Ask the verifier that stands alone."""
    try:
        seen = verify_record.verify(bag, root)
    except verify_record.RefusedError:
        return Verdict("refused")
    named = frozenset((problem.what, problem.path) for problem in seen.problems)
    return Verdict("changed" if named else "sealed", named, seen.root)


def both(bag: Path, root: str = "") -> Verdict:
    """Ask both, and give the answer that they have in common.

    Raises:
        AssertionError: They do not have one.
    """
    ours, other = by_bield(bag, root), by_the_file(bag, root)
    assert ours == other, f"{bag}: Bield says {ours}, the verifier that stands alone {other}"
    return ours


def record_of(items: Mapping[str, bytes], notes: Sequence[str] = ()) -> MemoryRecord:
    """Keep items and notes, with Bield's own functions."""
    record = MemoryRecord()
    record.add({"kind": "opened", "at": AT, "by": "bield test", "picture_age": "unknown"})
    for name, data in items.items():
        said = {"kind": "item", "at": AT, "what": "a text", "words": "given", "how": "saved"}
        record.keep(record.take_bytes(data), name, said)
    for text in notes:
        record.add({"kind": "note", "at": AT, "words": "own", "text": text})
    return record


def sealed(record: MemoryRecord, *, at: str = AT, stamps: Sequence[bytes] = ()) -> bytes:
    """Seal a record, with Bield's own functions."""
    made = io.BytesIO()
    moment_s = int(datetime.fromisoformat(at).timestamp())
    whole = seal(record.chain, at=at, made_by="bield test")
    pour(whole, record.opened, made, name=TOP, moment_s=moment_s, stamps=stamps)
    return made.getvalue()


def files_of(tar: bytes) -> Files:
    """Give the files in a tar, by their paths within the bag."""
    files = {}
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        for member in archive:
            file = archive.extractfile(member)
            assert file is not None
            files[member.name.removeprefix(f"{TOP}/")] = file.read()
    return files


def unpacked(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write files into a new folder."""
    folder.mkdir(parents=True)
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


def packed(files: Mapping[str, bytes], *, at: str = AT) -> bytes:
    """Pack files into a tar just as a sealed record is packed, as a forger would."""
    moment_s = int(datetime.fromisoformat(at).timestamp())
    made = bytearray()
    for path in sorted(files, key=order_of):
        made += head(f"{TOP}/{path}", len(files[path]), moment_s=moment_s)
        made += files[path] + bytes(filled(len(files[path])))
    return bytes(made.ljust(whole_size(len(made)), b"\0"))

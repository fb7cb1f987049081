"""The files that make a record a bag: all that stands beside its payload, for one moment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from bield.keep.bag import DECLARATION, bag_info, manifest
from bield.keep.chain import Chain, beside_clock, head_after, line_of
from bield.keep.description import described
from bield.keep.readme import readme
from bield.keep.refusals import UnableToKeepError

ALGORITHMS = ("sha256", "sha512")


_PIECE_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A file beside the payload. What describes 100,000 items has 180 MB: it is never held whole,
    but made again whenever it is asked for."""

    pieces: Callable[[], Iterable[bytes]]
    size: int
    digests: Mapping[str, str]
    """Algorithm → digest in hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A record, sealed: what it holds, but for the payload's own bytes."""

    tags: Mapping[str, Tag]
    """Path → every file beside the payload."""
    payload: Mapping[str, Mapping[str, str]]
    """Path → algorithm → digest, as the log has them."""
    sizes: Mapping[str, int]
    root: str
    """SHA-256 of `tagmanifest-sha256.txt`, which covers every other file."""


def seal(chain: Chain, *, at: str, made_by: str) -> Seal:
    """Bind the entries of a log and their files together, at this moment.

    The same log and moment give the same bytes, always.

    Args:
        chain: The log of the record.
        at: The moment, RFC 3339 in UTC, by the clock of this machine.
        made_by: Which program seals.

    Raises:
        UnableToKeepError: The record is empty.
    """
    if not chain.entries:
        raise UnableToKeepError("There is nothing in the record yet.")
    payload: dict[str, Mapping[str, str]] = {}
    sizes: dict[str, int] = {}
    for entry in chain.entries:
        if "path" in entry:
            path = str(entry["path"])
            payload[path] = {name: str(entry[name]) for name in ALGORITHMS}
            sizes[path] = int(entry["size"])
    said = {"kind": "sealed", "at": at, "by": made_by, "items": len(payload)}
    last = line_of(
        beside_clock(said, chain.entries), number=len(chain.entries) + 1, previous=chain.head
    )
    info = bag_info(
        {
            "Bag-Software-Agent": made_by,
            "Bagging-Date": at[:10],
            "Payload-Oxum": f"{sum(sizes.values())}.{len(sizes)}",
            "Internal-Sender-Description": "A sealed record. Begin with README.txt.",
        }
    )
    tags = {
        "bagit.txt": _tag(DECLARATION),
        "bag-info.txt": _tag(info),
        "log.jsonl": _made(partial(_log, chain, last)),
        "README.txt": _tag(readme(chain.entries, at=at, head=head_after(last))),
        "description.jsonld": _made(partial(described, chain.entries, at=at, made_by=made_by)),
    }
    for name in ALGORITHMS:
        tags[f"manifest-{name}.txt"] = _tag(manifest({p: d[name] for p, d in payload.items()}))
    covered = dict(tags)
    for name in ALGORITHMS:
        tags[f"tagmanifest-{name}.txt"] = _tag(
            manifest({path: tag.digests[name] for path, tag in covered.items()})
        )
    root = tags["tagmanifest-sha256.txt"].digests["sha256"]
    return Seal(tags=tags, payload=payload, sizes=sizes, root=root)


def _log(chain: Chain, last: bytes) -> Iterator[bytes]:
    for line in chain.entries.lines():
        yield line + b"\n"
    yield last


def _tag(data: bytes) -> Tag:
    return _made(lambda: (data,))


def _made(pieces: Callable[[], Iterable[bytes]]) -> Tag:
    hashers = {name: hashlib.new(name) for name in ALGORITHMS}
    size = 0
    for piece in _together(pieces()):
        size += len(piece)
        for hasher in hashers.values():
            hasher.update(piece)
    digests = {name: hasher.hexdigest() for name, hasher in hashers.items()}
    return Tag(pieces=lambda: _together(pieces()), size=size, digests=digests)


def _together(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Give many small pieces as fewer large ones."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _PIECE_BYTES:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def padded_size(size: int) -> int:
    """Give the size to which a sealed file is filled up, so that it tells little of what is in it.

    Source: Padmé, in Nikitin et al., «Reducing Metadata Leakage from Encrypted Files and
    Communication with PURBs», 2019: at most 12 % more, and few sizes in all.
    """
    if size < 2:
        return size
    exponent = size.bit_length() - 1
    kept_bits = exponent.bit_length()
    mask = (1 << (exponent - kept_bits)) - 1 if exponent > kept_bits else 0
    return (size + mask) & ~mask

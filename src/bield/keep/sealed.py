"""The files that make a record a bag: all that stands beside its payload, for one moment."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from bield.keep.bag import DECLARATION, bag_info, manifest
from bield.keep.chain import Chain, beside_clock, head_after, line_of
from bield.keep.description import description
from bield.keep.readme import readme
from bield.keep.refusals import UnableToKeepError

ALGORITHMS = ("sha256", "sha512")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A record, sealed: what it holds, but for the payload's own bytes."""

    tags: Mapping[str, bytes]
    """Path → bytes of every file beside the payload."""
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
    items = [entry for entry in chain.entries if "path" in entry]
    last = line_of(
        beside_clock(
            {"kind": "sealed", "at": at, "by": made_by, "items": len(items)}, chain.entries
        ),
        number=len(chain.entries) + 1,
        previous=chain.head,
    )
    log = b"".join(
        line_of(
            {key: value for key, value in entry.items() if key not in {"n", "previous"}},
            number=int(entry["n"]),
            previous=str(entry["previous"]),
        )
        for entry in chain.entries
    )
    payload = {str(item["path"]): {name: str(item[name]) for name in ALGORITHMS} for item in items}
    sizes = {str(item["path"]): int(item["size"]) for item in items}
    tags: dict[str, bytes] = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": bag_info(
            {
                "Bag-Software-Agent": made_by,
                "Bagging-Date": at[:10],
                "Payload-Oxum": f"{sum(sizes.values())}.{len(sizes)}",
                "Internal-Sender-Description": "A sealed record. Begin with README.txt.",
            }
        ),
        "log.jsonl": log + last,
        "README.txt": readme(chain.entries, at=at, head=head_after(last)),
        "description.jsonld": description(chain.entries, at=at, made_by=made_by),
    }
    for name in ALGORITHMS:
        tags[f"manifest-{name}.txt"] = manifest({p: d[name] for p, d in payload.items()})
    covered = dict(tags)
    for name in ALGORITHMS:
        tags[f"tagmanifest-{name}.txt"] = manifest(
            {path: hashlib.new(name, data).hexdigest() for path, data in covered.items()}
        )
    return Seal(
        tags=tags,
        payload=payload,
        sizes=sizes,
        root=hashlib.sha256(tags["tagmanifest-sha256.txt"]).hexdigest(),
    )


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

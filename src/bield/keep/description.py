"""`description.jsonld`: the record for programs of investigators, in CASE/UCO."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from bield.keep.chain import Entry

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://bield.example/record")
_CONTEXT = {
    "kb": "http://example.org/kb/",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "uco-vocabulary": "https://ontology.unifiedcyberontology.org/uco/vocabulary/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_HASHES = (("sha256", "SHA256"), ("sha512", "SHA512"))


def description(entries: Sequence[Entry], *, at: str, made_by: str) -> bytes:
    """Give the description of a record: each item as a file with its hashes, and how it came.

    Args:
        entries: Of the log.
        at: When it was sealed.
        made_by: Which program sealed it.
    """
    seed = str(entries[0].get("previous", "")) + str(entries[-1].get("previous", "")) + at
    files = [_file(entry, seed) for entry in entries if "path" in entry]
    tool = {
        "@id": _id("tool", seed, made_by),
        "@type": "uco-tool:Tool",
        "uco-core:name": made_by,
    }
    graph: list[dict[str, Any]] = [
        tool,
        *files,
        *_actions(entries, seed, tool["@id"]),
        {
            "@id": _id("bundle", seed, "record"),
            "@type": "uco-core:Bundle",
            "uco-core:description": "A sealed record of a threat.",
            "uco-core:objectCreatedTime": _time(at),
            "uco-core:object": [{"@id": file["@id"]} for file in files] or [{"@id": tool["@id"]}],
        },
    ]
    text = json.dumps(
        {"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1, sort_keys=True
    )
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _file(entry: Entry, seed: str) -> dict[str, Any]:
    hashes = [
        {
            "@id": _id("hash", seed, f"{entry['n']}-{name}"),
            "@type": "uco-types:Hash",
            "uco-types:hashMethod": {
                "@type": "uco-vocabulary:HashNameVocab",
                "@value": method,
            },
            "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": str(entry[name]).upper()},
        }
        for name, method in _HASHES
    ]
    return {
        "@id": _id("file", seed, str(entry["n"])),
        "@type": "uco-observable:File",
        "uco-core:hasFacet": [
            {
                "@id": _id("file-facet", seed, str(entry["n"])),
                "@type": "uco-observable:FileFacet",
                "uco-observable:fileName": str(entry["name"]),
                "uco-observable:filePath": str(entry["path"]),
                "uco-observable:sizeInBytes": int(entry["size"]),
            },
            {
                "@id": _id("content", seed, str(entry["n"])),
                "@type": "uco-observable:ContentDataFacet",
                "uco-observable:hash": hashes,
                "uco-observable:sizeInBytes": int(entry["size"]),
            },
        ],
    }


def _actions(entries: Sequence[Entry], seed: str, tool: str) -> Iterator[dict[str, Any]]:
    for entry in entries:
        if "path" not in entry or not entry.get("at"):
            continue
        yield {
            "@id": _id("action", seed, str(entry["n"])),
            "@type": "case-investigation:InvestigativeAction",
            "uco-core:name": "derived" if entry.get("kind") == "derived" else "added",
            "uco-core:description": str(entry.get("how") or entry.get("tool") or "added"),
            "uco-action:endTime": _time(str(entry["at"])),
            "uco-action:instrument": {"@id": tool},
            "uco-action:result": {"@id": _id("file", seed, str(entry["n"]))},
        }


def _time(at: str) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": at}


def _id(kind: str, seed: str, name: str) -> str:
    return f"kb:{kind}-{uuid.uuid5(_NAMESPACE, f'{kind} {seed} {name}')}"

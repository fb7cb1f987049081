"""`description.jsonld`: the record for programs of investigators, in CASE/UCO.

What each file is, with its hashes; how and when it came, or which tool made it of what; and when
each other entry of the log was written. What the person and the offender say stays in the log.

Source of the terms: CASE 1.4 and UCO 1.4, https://caseontology.org, as `case_validate` of
case-utils 0.18 holds them.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
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
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_HASHES = (("sha256", "SHA256"), ("sha512", "SHA512"))
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_VERSION = re.compile(r"(.*?\S)\s+v?(\d+(?:\.\d+)+[^\s,;]*)")
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What `xsd:string` cannot hold. Source: XML 1.0, § 2.2."""
Node = dict[str, Any]


def description(entries: Sequence[Entry], *, at: str, made_by: str) -> bytes:
    """Give the description of a record: see `described`."""
    return b"".join(described(entries, at=at, made_by=made_by))


def described(entries: Sequence[Entry], *, at: str, made_by: str) -> Iterator[bytes]:
    """Give the description of a record piece by piece, a node a line.

    The same entries and moment give the same bytes, always. A sign that no such file can hold
    (of a file name that is no text) stands as its number, `\\udcff`.

    Args:
        entries: Of the log.
        at: When it was sealed.
        made_by: Which program sealed it.
    """
    seed = str(entries[0].get("previous", "")) + str(entries[-1].get("previous", "")) + at
    encode = json.JSONEncoder(separators=(",", ":")).encode
    context = json.dumps(_CONTEXT, indent=1, sort_keys=True)
    before = f'{{"@context": {context},\n"@graph": [\n'
    for node in _nodes(entries, seed, at, made_by):
        yield f"{before}{encode(node)}".encode("ascii")
        before = ",\n"
    yield b"\n]}\n"


def _nodes(entries: Sequence[Entry], seed: str, at: str, made_by: str) -> Iterator[Node]:
    tools = _Tools(seed)
    opener = next((str(e["by"]) for e in entries if e.get("by")), made_by)
    ids = [_id(seed, str(entry["n"])) for entry in entries]
    by_number = dict(zip((entry["n"] for entry in entries), ids, strict=True))
    exhibits: dict[object, str] = {}
    files = []
    for entry, own in zip(entries, ids, strict=True):
        derived = entry.get("kind") == "derived"
        source = entry.get("of")
        made: list[Node] = []
        if "path" in entry:
            if not derived:
                exhibits[entry["n"]] = str(len(exhibits) + 1)
            number = exhibits.get(source if derived else entry["n"], "")
            made = [_file(entry, own), _provenance(entry, own, number)]
            files.append(_reference("file", own))
            yield from made
        action = _action(entry, own)
        action["uco-action:instrument"] = {
            "@id": tools.id_of(str(entry.get("tool") or entry.get("by") or opener))
        }
        if made:
            action["uco-action:result"] = [{"@id": node["@id"]} for node in made]
        if derived and source in exhibits:
            action["uco-action:object"] = _reference("file", by_number[source])
        yield action
    sealed = _id(seed, "sealed")
    yield {
        "@id": f"kb:action-{sealed}",
        "@type": "case-investigation:InvestigativeAction",
        "uco-core:name": "sealed",
        **_time("uco-action:endTime", at),
        "uco-action:instrument": {"@id": tools.id_of(made_by)},
    }
    yield from tools.nodes()
    yield {
        "@id": f"kb:bundle-{sealed}",
        "@type": "uco-core:Bundle",
        "uco-core:description": "A sealed record of a threat.",
        **_time("uco-core:objectCreatedTime", at),
        "uco-core:object": files or [_reference("action", sealed)],
    }


def _file(entry: Entry, own: str) -> Node:
    return {
        "@id": f"kb:file-{own}",
        "@type": "uco-observable:File",
        **({"uco-core:tag": str(entry["words"])} if entry.get("words") else {}),
        "uco-core:hasFacet": [
            {
                "@id": f"kb:file-facet-{own}",
                "@type": "uco-observable:FileFacet",
                "uco-observable:fileName": _text(entry["name"]),
                "uco-observable:filePath": _text(entry["path"]),
                "uco-observable:sizeInBytes": int(entry["size"]),
            },
            {
                "@id": f"kb:content-{own}",
                "@type": "uco-observable:ContentDataFacet",
                "uco-observable:hash": [_hash(entry, own, *names) for names in _HASHES],
            },
        ],
    }


def _hash(entry: Entry, own: str, name: str, method: str) -> Node:
    return {
        "@id": f"kb:{name}-{own}",
        "@type": "uco-types:Hash",
        "uco-types:hashMethod": method,
        "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": str(entry[name]).upper()},
    }


def _provenance(entry: Entry, own: str, exhibit: str) -> Node:
    """Which exhibit a file is; of what a tool made, only of which exhibit it was made."""
    numbers = {"case-investigation:rootExhibitNumber": exhibit} if exhibit else {}
    if exhibit and entry.get("kind") != "derived":
        numbers["case-investigation:exhibitNumber"] = exhibit
    return {
        "@id": f"kb:provenance-{own}",
        "@type": "case-investigation:ProvenanceRecord",
        **numbers,
        "uco-core:object": _reference("file", own),
    }


def _action(entry: Entry, own: str) -> Node:
    kind = str(entry.get("kind", ""))
    said = [f"Entry {entry['n']} of log.jsonl."]
    if entry.get("of"):
        said.append(f"Of entry {entry['of']}.")
    if entry.get("how"):
        said.append(f"How it came, in the person's words: {_text(entry['how'])}")
    when = entry.get("when")
    if isinstance(when, Mapping):
        said.append(
            f"When, as it was given: {_text(when.get('raw', ''))} ({_text(when.get('clock', ''))})"
        )
    return {
        "@id": f"kb:action-{own}",
        "@type": "case-investigation:InvestigativeAction",
        "uco-core:name": "added" if kind == "item" else _text(kind or "added"),
        "uco-core:description": said,
        **_time("uco-action:endTime", str(entry.get("at", ""))),
    }


class _Tools:
    """The programs that made a record and what is in it, each once."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._ids: dict[str, str] = {}

    def id_of(self, said: str) -> str:
        if said not in self._ids:
            self._ids[said] = f"kb:tool-{_id(self._seed, f'tool {said}')}"
        return self._ids[said]

    def nodes(self) -> Iterator[Node]:
        for said, own in self._ids.items():
            found = _VERSION.match(said)
            yield {
                "@id": own,
                "@type": "uco-tool:Tool",
                "uco-core:name": _text(found[1] if found else said),
                **({"uco-tool:version": _text(found[2])} if found else {}),
                "uco-core:description": _text(said),
            }


def _text(said: object) -> str:
    return _NO_CHARACTER.sub(lambda sign: f"\\u{ord(sign[0]):04x}", str(said))


def _time(name: str, at: str) -> Node:
    """Give a moment under a name; nothing where it is written in another way than CASE takes."""
    return {name: {"@type": "xsd:dateTime", "@value": at}} if _TIME.fullmatch(at) else {}


def _reference(kind: str, own: str) -> dict[str, str]:
    return {"@id": f"kb:{kind}-{own}"}


def _id(seed: str, name: str) -> str:
    """Give the part of an id that tells one entry from all others: its nodes share it."""
    return str(uuid.uuid5(_NAMESPACE, f"{seed} {name}"))

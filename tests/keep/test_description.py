"""The description of a record: programs of investigators take it, whatever is in the record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.keep.description import description

AT = "2026-11-24T10:00:00Z"
OPENED = {"kind": "opened", "by": "bield 0.1.0", "picture_age": "unknown"}
ODD_NAMES = (
    "invoice\u202efdp.exe",
    "two\nlines.eml",
    "no text \udcff.eml",
    "nul \x00 and bell \x07",
    "\u200b",
    "ünïcödé 日本.zip",
    'quote " and \\ and </script>',
    "x" * 255,
)
WRITTEN = {"raw": "24 November 2026, 9:05pm", "clock": "zone_unknown", "at": "2026-11-24T21:05:00"}
OTHER_KINDS = (
    {"kind": "note", "words": "own", "text": "WHAT THEY SAID"},
    {"kind": "detail", "what": "account", "value": "@WHAT THEY SAID", "when": WRITTEN},
    {"kind": "payment", "way": "moneygram", "reference": "12345678", "from": "WHAT THEY SAID"},
    {"kind": "person", "name": "WHAT THEY SAID"},
    {"kind": "placeholder", "text": "WHAT THEY SAID"},
    {"kind": "correction", "of": 2, "text": "WHAT THEY SAID"},
    {"kind": "a kind of a later version"},
)


def item(name: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": "item",
        "what": "a mail",
        "words": "given",
        "how": "saved from my phone",
        "path": "data/0002/a",
        "name": name,
        "size": 3,
        "sha256": "ab" * 32,
        "sha512": "cd" * 64,
        **more,
    }


def derived(of: int, **more: Any) -> dict[str, Any]:
    return {**item("words.txt", kind="derived", of=of, tool="bield 0.1.0, read", **more)}


def log(*entries: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"at": AT, **entry, "n": n, "previous": f"{n:064x}"}
        for n, entry in enumerate((OPENED, *entries), start=1)
    ]


def nodes(*entries: dict[str, Any]) -> list[dict[str, Any]]:
    graph: list[dict[str, Any]] = json.loads(
        description(log(*entries), at=AT, made_by="bield 0.1.0")
    )["@graph"]
    return graph


def of_type(graph: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [node for node in graph if node["@type"].endswith(f":{kind}")]


class TestTheDescription:
    @pytest.mark.filterwarnings("ignore::DeprecationWarning")
    def test_of_every_kind_of_record_passes_the_validator_of_case(self, tmp_path: Path) -> None:
        from case_utils.case_validate import validate

        records = {
            "empty": log(),
            "odd": log(
                *(item(name) for name in ODD_NAMES),
                derived(2, words="ocr"),
                derived(99),
                item("when.eml", when=WRITTEN, at="a clock that is broken"),
                *OTHER_KINDS,
            ),
            "many": log(*(item(f"{n}.eml") for n in range(6))),
        }
        for name, entries in records.items():
            (tmp_path / f"{name}.jsonld").write_bytes(
                description(entries, at=f"2026-11-24T10:00:0{len(name)}Z", made_by="bield 0.1.0")
            )
        result = validate(
            [str(path) for path in tmp_path.iterdir()], allow_infos=True, inference="none"
        )
        assert result.undefined_concepts == set()
        assert result.conforms, result.text

    def test_names_each_file_with_its_exhibit_its_hashes_and_what_made_it(self) -> None:
        graph = nodes(item("a.eml"), derived(2), item("b.eml"))
        files = of_type(graph, "File")
        names = [file["uco-core:hasFacet"][0]["uco-observable:fileName"] for file in files]
        assert names == ["a.eml", "words.txt", "b.eml"]
        digests = [
            digest["uco-types:hashValue"]["@value"]
            for digest in files[0]["uco-core:hasFacet"][1]["uco-observable:hash"]
        ]
        assert digests == ["AB" * 32, "CD" * 64]
        assert [
            (
                record["uco-core:object"]["@id"],
                record["case-investigation:rootExhibitNumber"],
                record.get("case-investigation:exhibitNumber"),
            )
            for record in of_type(graph, "ProvenanceRecord")
        ] == [
            (files[0]["@id"], "1", "1"),
            (files[1]["@id"], "1", None),
            (files[2]["@id"], "2", "2"),
        ]
        (reading,) = (n for n in graph if n.get("uco-core:name") == "derived")
        (tool,) = (n for n in graph if n["@id"] == reading["uco-action:instrument"]["@id"])
        assert (tool["uco-core:name"], tool["uco-tool:version"]) == ("bield", "0.1.0")
        assert reading["uco-action:object"]["@id"] == files[0]["@id"]
        assert reading["uco-action:result"][0]["@id"] == files[1]["@id"]
        assert reading["uco-action:endTime"]["@value"] == AT

    def test_says_when_each_entry_was_written_and_none_of_its_words(self) -> None:
        graph = nodes(*OTHER_KINDS)
        kinds = [action["uco-core:name"] for action in of_type(graph, "InvestigativeAction")]
        assert kinds == ["opened", *(kind["kind"] for kind in OTHER_KINDS), "sealed"]
        assert "WHAT THEY SAID" not in json.dumps(graph)

    def test_keeps_a_moment_as_it_was_given_and_how_sure_it_is(self) -> None:
        (added,) = (n for n in nodes(item("a", when=WRITTEN)) if n.get("uco-core:name") == "added")
        assert added["uco-core:description"][-1] == (
            "When, as it was given: 24 November 2026, 9:05pm (zone_unknown)"
        )

    @given(st.lists(st.text(st.characters(), max_size=20), max_size=4))
    def test_holds_any_name_in_signs_that_every_reader_takes(self, names: list[str]) -> None:
        entries = log(*(item(name) for name in names))
        made = description(entries, at=AT, made_by="bield 0.1.0")
        assert made == description(entries, at=AT, made_by="bield 0.1.0")
        assert made.isascii()
        ids = [line["@id"] for line in json.loads(made)["@graph"]]
        assert len(set(ids)) == len(ids)
        json.dumps(json.loads(made), ensure_ascii=False).encode()  # no half of a character

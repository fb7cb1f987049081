"""What analysts get is what their own programs take: held to the validator of each form."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pymisp
import pytest
from hypothesis import given, settings
from offenders import (
    ANY,
    ETHEREUM,
    EXPIRES_AT,
    IBAN,
    KNOWN,
    MADE_AT,
    TRANSACTION,
    WALLET,
    files,
)
from stix2.pattern_visitor import create_pattern_object
from stix2validator import ValidationOptions, validate_instance

from bield.hand_over.analysts import Tlp
from bield.hand_over.refusals import NothingToHandOverError
from bield.records import Offender

NAMED_IDS = "103"
"""The validator wants random ids of all but observables; STIX 2.1 allows names, and ours are: the
same input gives the same bytes."""
OPEN_VOCABULARY = "244"
"""The kind of an account may be any word, such as `instagram`; the standard's own list is short."""


@cache
def known_files(tlp: Tlp = Tlp.AMBER) -> dict[str, bytes]:
    return files(KNOWN, tlp=tlp)


def stix(tlp: Tlp = Tlp.AMBER) -> list[dict[str, Any]]:
    objects: list[dict[str, Any]] = json.loads(known_files(tlp)["indicators.stix.json"])["objects"]
    return objects


def of_type(kind: str) -> list[dict[str, Any]]:
    return [one for one in stix() if one["type"] == kind]


def problems(bundle: bytes) -> list[str]:
    options = ValidationOptions(
        version="2.1",
        strict=True,
        strict_properties=True,
        enforce_refs=True,
        disabled=f"{NAMED_IDS},{OPEN_VOCABULARY}",
    )
    return [str(error) for error in validate_instance(json.loads(bundle), options).errors]


class TestStix:
    @pytest.mark.parametrize("tlp", Tlp)
    def test_passes_the_validator_where_it_is_strict(self, tlp: Tlp) -> None:
        assert problems(known_files(tlp)["indicators.stix.json"]) == []

    @settings(max_examples=25)
    @given(ANY)
    def test_passes_whatever_a_record_says(self, offender: Offender) -> None:
        try:
            made = files(offender)["indicators.stix.json"]
        except NothingToHandOverError:
            return
        assert problems(made) == []

    def test_observes_each_thing_in_the_form_that_programs_compare(self) -> None:
        assert {
            (one["type"], one.get("value") or one.get("iban") or one.get("account_number"))
            for one in stix()
            if "value" in one or one["type"] == "bank-account"
        } == {
            ("email-addr", "jess.k@example.com"),
            ("email-addr", "pay@example.com"),
            ("url", "https://www.example.com/a%20b/%C3%BC?x=1#f"),
            ("url", "https://t.me/jess_x"),
            ("domain-name", "instagram.com"),
            ("ipv4-addr", "192.0.2.7"),
            ("ipv6-addr", "2001:db8::1"),
            ("phone-number", "442079460000"),
            ("cryptocurrency-wallet", WALLET),
            ("cryptocurrency-wallet", ETHEREUM),
            ("cryptocurrency-transaction", TRANSACTION),
            ("bank-account", IBAN),
            ("bank-account", "DE89370400440532013000"),
            ("bank-account", "12-34-56 12345678"),
        }
        (instagram, _) = of_type("user-account")
        assert (instagram["account_login"], instagram["account_type"]) == ("jess", "instagram")

    def test_says_what_to_watch_for_and_until_when(self) -> None:
        indicators = of_type("indicator")
        patterns = {one["pattern"] for one in indicators}
        assert "[user-account:account_login = 'je\\'ss\\\\x']" in patterns
        assert f"[bank-account:iban = '{IBAN}']" in patterns
        for indicator in indicators:
            create_pattern_object(indicator["pattern"], version="2.1")
            assert indicator["valid_until"] == EXPIRES_AT
            assert indicator["valid_from"] in {MADE_AT, "2026-11-24T21:05:00Z"}

    def test_never_asks_to_watch_for_a_whole_site_that_many_use(self) -> None:
        assert not any("instagram.com" in one["pattern"] for one in of_type("indicator"))

    def test_marks_every_part_with_how_far_it_may_go(self) -> None:
        for tlp in Tlp:
            (marking,) = (one for one in stix(tlp) if one["type"] == "marking-definition")
            (extension,) = marking["extensions"].values()
            assert extension["tlp_2_0"] == tlp.value
            assert all(
                one["object_marking_refs"] == [marking["id"]]
                for one in stix(tlp)
                if one["type"] not in {"marking-definition", "identity", "extension-definition"}
            )

    def test_says_who_told_each_thing_and_how_sure_it_is(self) -> None:
        said = {
            one["pattern"]: (one["labels"][1], one["confidence"]) for one in of_type("indicator")
        }
        assert said["[phone-number:value = '442079460000']"] == ("said-by-the-person", 75)
        assert said[f"[cryptocurrency-wallet:value = '{ETHEREUM}']"] == ("read-by-a-program", 50)

    def test_carries_what_has_another_form_in_words(self) -> None:
        notes = {one["content"].split("\n")[0]: one for one in of_type("note")}
        assert "check figures are wrong" in notes[f"{WALLET[:-1]}n"]["content"]
        assert "of which country" in notes["07700 900123"]["content"]
        assert "je\\u202ess\\u000ax" in notes
        assert any(note.endswith("… (1,000,000 characters in all)") for note in notes)

    def test_tells_what_was_sent_from_what_was_demanded(self) -> None:
        notes = {one["labels"][1]: one["content"] for one in of_type("note") if "abstract" in one}
        assert "Sent by gift card" in notes["sent"]
        moneygram = next(one for one in of_type("note") if "MoneyGram" in one["content"])
        assert moneygram["labels"] == ["sextortion", "demanded"]
        assert "Reference: 12345678" in moneygram["content"]
        assert "03/04/2026 (as written; not settled)" in moneygram["content"]


class TestMisp:
    def event(self) -> dict[str, Any]:
        event: dict[str, Any] = json.loads(known_files()["event.misp.json"])["Event"]
        return event

    def values(self, name: str) -> list[dict[str, str]]:
        return [
            {attribute["object_relation"]: attribute["value"] for attribute in part["Attribute"]}
            for part in self.event()["Object"]
            if part["name"] == name
        ]

    def test_passes_the_schema_of_pymisp_and_is_read_by_it(self) -> None:
        schema = json.loads((Path(pymisp.__file__).parent / "data/schema-lax.json").read_text())
        made = json.loads(known_files()["event.misp.json"])
        jsonschema.Draft4Validator(schema).validate(made)
        event = pymisp.MISPEvent()
        event.load(made)
        assert [tag.name for tag in event.tags] == ["tlp:amber"]
        assert len(event.attributes) + len(event.objects) == 21 + 6

    def test_has_templates_that_misp_takes(self) -> None:
        folder = Path(pymisp.__file__).parent / "data/misp-objects"
        schema = json.loads((folder / "schema_objects.json").read_text())
        for name in ("money-transfer", "gift-card"):
            template = json.loads(known_files()[f"misp-template-{name}.json"])
            jsonschema.Draft4Validator(schema).validate(template)
            assert template["name"] == name
            assert not (folder / "objects" / name).exists(), "MISP has one of its own now"

    def test_has_the_mtcn_and_the_gift_card_each_in_its_place(self) -> None:
        moneygram = next(v for v in self.values("money-transfer") if v["service"] == "MoneyGram")
        assert moneygram == {
            "service": "MoneyGram",
            "mtcn": "12345678",
            "receiver-name": "JOHN DOE",
            "amount": "250.00",
            "currency": "GBP",
            "state": "demanded",
            "date-as-written": "03/04/2026 (as written; not settled)",
        }
        assert self.values("gift-card") == [
            {"number": "X4K2-99", "amount": "100", "currency": "USD", "state": "sent"}
        ]

    def test_has_wallets_by_their_coin_and_leads_from_the_sum_to_them(self) -> None:
        assert self.values("coin-address") == [
            {"address": WALLET, "symbol": "BTC"},
            {"address-crypto": ETHEREUM, "symbol": "ETH"},
        ]
        parts = {part["uuid"]: part for part in self.event()["Object"]}
        (sent,) = (
            part
            for part in parts.values()
            if any(a["value"] == "cryptocurrency" for a in part["Attribute"])
        )
        targets = [parts[ref["referenced_uuid"]]["name"] for ref in sent["ObjectReference"]]
        assert targets == ["coin-address", "cryptocurrency-transaction"]

    def test_lets_programs_act_on_nothing_that_is_words_or_a_whole_site(self) -> None:
        acted = {a["value"]: a["to_ids"] for a in self.event()["Attribute"]}
        assert acted["jess.k@example.com"] is True
        assert acted["instagram.com"] is acted["07700 900123"] is acted["ticket 12"] is False

    def test_says_of_each_value_how_sure_it_is_and_when_it_expires(self) -> None:
        for attribute in self.event()["Attribute"]:
            assert attribute["Tag"] == [{"name": 'misp:confidence-level="usually-confident"'}]
            (sighting,) = attribute["Sighting"]
            assert (sighting["type"], sighting["date_sighting"]) == ("2", "1827619200")


class TestCase:
    @pytest.mark.filterwarnings("ignore::DeprecationWarning")
    def test_passes_the_validator_of_case(self, tmp_path: Path) -> None:
        from case_utils.case_validate import validate

        path = tmp_path / "indicators.case.jsonld"
        path.write_bytes(known_files()["indicators.case.jsonld"])
        result = validate(str(path), allow_infos=True, inference="none")
        assert result.undefined_concepts == set()
        assert result.conforms, result.text

    def test_says_the_same_as_the_others(self) -> None:
        graph = json.loads(known_files()["indicators.case.jsonld"])["@graph"]
        facets = [facet for node in graph for facet in node.get("uco-core:hasFacet", ())]
        assert {f.get("uco-observable:phoneNumber") for f in facets} == {None, "+442079460000"}
        assert IBAN in {f.get("uco-observable:accountIdentifier") for f in facets}
        (statement,) = (n["uco-marking:definition"] for n in graph if "marking" in n["@type"])
        assert statement["uco-marking:statement"] == (
            "TLP:AMBER. To be used until 2027-12-01T00:00:00Z."
        )
        assert [n["uco-core:eventType"] for n in graph if n["@type"] == "uco-core:Event"] == [
            "money sent",
            "money demanded",
            "money sent",
            "money demanded",
            "money demanded",
            "money demanded",
        ]


class TestTheReportOfWallets:
    def test_has_the_fields_that_chainabuse_asks_for_and_no_sum_or_hash(self) -> None:
        (report,) = json.loads(known_files()["wallets.json"])
        assert set(report) == {"scamCategory", "description", "addresses", "accusedScammers"}
        assert report["scamCategory"] == "SEXTORTION"
        assert report["addresses"] == [
            {"address": WALLET, "chain": "BTC"},
            {"address": ETHEREUM, "chain": "ETH"},
        ]
        contacts = report["accusedScammers"][0]["info"]
        assert {"type": "INSTAGRAM", "contact": "jess"} in contacts
        assert {"type": "PHONE", "contact": "+442079460000"} in contacts
        for name in ("wallets.json", "wallets.txt"):
            text = known_files()[name].decode()
            assert TRANSACTION not in text
            assert "0.01" not in text

    def test_warns_that_anybody_can_read_it_unless_anybody_may(self) -> None:
        warning = "Anybody can read a public report"
        assert warning in known_files()["wallets.txt"].decode()
        assert warning not in known_files(Tlp.CLEAR)["wallets.txt"].decode()

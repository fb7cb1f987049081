"""For analysts: the offender's details in every form, and nothing of the person's."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from offenders import ANY, EXPIRES_AT, KNOWN, MADE_AT, WALLET, detail, files, package

import bield.hand_over.analysts
from bield.hand_over.analysts import (
    AnalystsNotInstalledError,
    Tlp,
    UnclearHandlingError,
    analysts_offer,
    analysts_package,
)
from bield.hand_over.refusals import NothingToHandOverError
from bield.keep import read_case
from bield.records import Demand, DetailKind, Offender, Paid

CANARY = "CANARY-7f3a"
THE_PERSONS = {"Case", "Person", "Transfer", "Said", "Exhibit", "Derived", "read_case"}
"""Types that hold what is the person's, or lead to it."""
FOLDER = Path(bield.hand_over.analysts.__file__).parent


def case_log() -> list[dict[str, Any]]:
    """A log of every kind of entry, with a canary wherever the person says something."""
    entries: list[dict[str, Any]] = [
        {"kind": "opened", "picture_age": "adult"},
        {"kind": "person", **dict.fromkeys(("name", "contact", "address"), CANARY)},
        {"kind": "note", "text": CANARY},
        {"kind": "placeholder", "text": CANARY},
        {"kind": "detail", "what": "email", "value": "x@example.org", "text": CANARY},
        {"kind": "detail", "what": "other", "value": CANARY, "text": CANARY},
        {"kind": "detail", "what": "payment", "value": CANARY, "text": CANARY},
        {"kind": "payment", "way": "crypto", "to": WALLET, "from": CANARY, "text": CANARY},
        {
            "kind": "payment",
            "way": "moneygram",
            "amount": "250.00",
            "reference": "12345678",
            "from": CANARY,
            "text": CANARY,
        },
        {"kind": "item", "path": f"data/0010/{CANARY}", "what": "a mail", "name": CANARY},
        {"kind": "derived", "of": 10, "path": "data/0011/w", "what": "words", "tool": CANARY},
        {"kind": "detail", "what": "phone", "value": CANARY},
        {"kind": "correction", "of": 12, "text": CANARY},
    ]
    return [{"at": MADE_AT, **e, "n": n} for n, e in enumerate(entries, start=1)]


class TestThePersons:
    def test_words_name_and_accounts_are_in_no_file(self) -> None:
        case = read_case(
            case_log(),
            read=lambda _: CANARY.encode(),
            root=CANARY,
            sealed_at=MADE_AT,
            made_by=CANARY,
            file_name=CANARY,
        )
        assert repr(case).count(CANARY) > 15
        made = package(case.offender)
        assert len(made.files) == 7
        for file in made.files:
            assert CANARY not in file.data.decode()
            if b"{" in file.data[:2]:
                assert CANARY not in json.dumps(json.loads(file.data))
        assert CANARY not in " ".join((*made.holds, *made.leaves_out, *made.next_steps))

    def test_types_are_named_nowhere_in_the_code_that_makes_the_files(self) -> None:
        modules = sorted(FOLDER.rglob("*.py"))
        assert len(modules) > 10
        for module in modules:
            tree = ast.parse(module.read_text())
            names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
            names |= {
                a.name
                for n in ast.walk(tree)
                for a in getattr(n, "names", ()) or ()
                if isinstance(a, ast.alias)
            }
            names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            assert not names & THE_PERSONS, module
            imported = {
                node.module or ""
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bield")
            }
            assert all(
                name in {"bield.records", "bield.hand_over.refusals"}
                or name.startswith("bield.hand_over.analysts")
                for name in imported
            ), module

    def test_types_cannot_be_reached_from_what_the_package_is_made_of(self) -> None:
        reached: set[Any] = set()
        waiting: list[Any] = [Offender]
        while waiting:
            kind = waiting.pop()
            if kind not in reached:
                reached.add(kind)
                waiting += get_args(kind)
                waiting += get_type_hints(kind).values() if is_dataclass(kind) else ()
        names = {kind.__name__ for kind in reached if isinstance(kind, type)}
        assert {"OffenderDetail", "Demand", "Moment"} <= names
        assert not names & THE_PERSONS

    def test_kinds_of_detail_stop_here_even_where_they_come_by_mistake(self) -> None:
        offender = Offender(
            details=(
                detail(DetailKind.ACCOUNT, "@jess"),
                detail(DetailKind.OTHER, CANARY),
                detail(DetailKind.PAYMENT, CANARY),
            )
        )
        made = package(offender)
        assert not any(CANARY.encode() in file.data for file in made.files)
        assert "Details that may hold the person's own words: 2." in made.leaves_out


class TestThePackage:
    def test_holds_each_form_once_and_says_what_to_do(self) -> None:
        made = package(KNOWN)
        assert [file.name for file in made.files] == [
            "indicators.stix.json",
            "event.misp.json",
            "misp-template-money-transfer.json",
            "misp-template-gift-card.json",
            "indicators.case.jsonld",
            "indicators.csv",
            "wallets.txt",
            "wallets.json",
        ]
        assert made.holds[0].startswith("21 details of who threatens: 15 that a program can watch")
        assert made.holds[1].startswith("6 payments, 2 of them sent")
        assert "The end of values that are very long: 1. They are whole in the record." in (
            made.leaves_out
        )
        assert any("Ring the bank or the company first" in step for step in made.next_steps)

    def test_is_offered_with_the_same_words_before_it_is_made(self) -> None:
        offer, made = analysts_offer(KNOWN), package(KNOWN)
        assert (offer.holds, offer.leaves_out) == (made.holds, made.leaves_out)

    def test_of_one_number_has_no_wallets_and_no_templates(self) -> None:
        assert list(files(Offender(details=(detail(DetailKind.PHONE, "+442079460000"),)))) == [
            "indicators.stix.json",
            "event.misp.json",
            "indicators.case.jsonld",
            "indicators.csv",
        ]

    def test_is_the_same_bytes_in_every_process(self, tmp_path: Path) -> None:
        code = (
            "import hashlib, sys; from offenders import KNOWN, package;"
            "print(hashlib.sha256(repr(package(KNOWN)).encode()).hexdigest())"
        )
        digests = {
            subprocess.run(
                [sys.executable, "-c", code],
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent), "TZ": zone},
                cwd=tmp_path,
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
        }
        assert len(digests) == 1

    def test_of_another_moment_has_other_ids(self) -> None:
        later = analysts_package(
            KNOWN,
            made_at="2026-12-02T10:00:00+01:00",
            made_by="bield 0.1.0",
            tlp=Tlp.AMBER,
            expires_at=EXPIRES_AT,
        )
        one, other = (
            {o["id"] for o in json.loads(made.files[0].data)["objects"] if o["type"] == "indicator"}
            for made in (package(KNOWN), later)
        )
        assert one
        assert not one & other

    @pytest.mark.parametrize(
        "offender",
        [
            Offender(),
            Offender(details=(detail(DetailKind.OTHER, "words"), detail(DetailKind.PHONE, " \n"))),
        ],
    )
    def test_of_nothing_is_refused_by_name(self, offender: Offender) -> None:
        with pytest.raises(NothingToHandOverError, match="Nothing is known yet"):
            package(offender)
        with pytest.raises(NothingToHandOverError):
            analysts_offer(offender)

    @pytest.mark.parametrize(
        "expires_at", ["", "next year", "2027-12-01", "2027-12-01T00:00:00", "2026-12-01T10:00:00Z"]
    )
    def test_without_a_clear_day_on_which_it_expires_is_refused(self, expires_at: str) -> None:
        with pytest.raises(UnclearHandlingError):
            analysts_package(
                KNOWN, made_at=MADE_AT, made_by="b", tlp=Tlp.GREEN, expires_at=expires_at
            )

    def test_says_what_to_install_where_something_is_missing(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "stix2", None)
        with pytest.raises(AnalystsNotInstalledError, match=r"bield\[analysts\]"):
            package(KNOWN)

    @settings(max_examples=60)
    @given(ANY)
    def test_of_any_record_is_made_or_refused_by_name(self, offender: Offender) -> None:
        try:
            made = {file.name: file.data for file in package(offender).files}
        except NothingToHandOverError:
            assert not offender.demands
            return
        for name, data in made.items():
            text = data.decode()  # UTF-8, with no half of a character
            if "json" in name:
                json.loads(text)
                assert not any(ord(sign) < 32 and sign != "\n" for sign in text)


def test_a_sum_alone_is_something() -> None:
    assert package(Offender(demands=(Demand(way=Paid.CARD, amount="20"),))).holds == (
        "1 payment, 0 of them sent: where the money goes, how much, and the reference.",
    )

"""A log, ordered for whoever acts on it: what is the person's, and what is the offender's."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bield.keep import read_case
from bield.records import Age, Case, Clock, Country, DetailKind, Paid, Words

WALLET = "1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m"
OTHER_WALLET = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
OPENED = {"kind": "opened", "picture_age": "unknown"}


def case_of(*entries: dict[str, Any], files: dict[str, bytes] | None = None) -> Case:
    numbered = [{"at": "2026-11-24T10:00:00Z", **e, "n": n} for n, e in enumerate(entries, start=1)]
    return read_case(
        numbered,
        read=(files or {}).__getitem__,
        root="00ff",
        sealed_at="2026-11-24T10:00:00Z",
        made_by="bield test",
    )


def found_in(what: str, *found: dict[str, str], words: str = "read") -> Case:
    return case_of(
        OPENED,
        {"kind": "item", "path": "data/0002/a", "what": what, "name": "a"},
        {"kind": "derived", "of": 2, "path": "data/0003/i", "what": "indicators", "words": words},
        files={"data/0003/i": json.dumps(found).encode()},
    )


class TestTheOffender:
    def test_is_what_the_person_said_they_are(self) -> None:
        case = case_of(
            OPENED,
            {"kind": "detail", "what": "account", "value": "@jess", "where": "Instagram"},
            {"kind": "payment", "way": "moneygram", "amount": "250.00", "reference": "12345678"},
        )
        (account,) = case.offender.details
        assert (account.kind, account.value, account.where) == (
            DetailKind.ACCOUNT,
            "@jess",
            "Instagram",
        )
        (demand,) = case.offender.demands
        assert (demand.way, demand.reference, demand.gone) == (Paid.MONEYGRAM, "12345678", False)

    def test_has_no_way_to_the_persons_own_words_name_and_account(self) -> None:
        case = case_of(
            OPENED,
            {"kind": "person", "name": "CANARY", "contact": "CANARY"},
            {"kind": "note", "text": "CANARY"},
            {"kind": "detail", "what": "email", "value": "x@example.org", "text": "CANARY"},
            {"kind": "detail", "what": "other", "value": "CANARY"},
            {"kind": "detail", "what": "payment", "value": "CANARY"},
            {"kind": "payment", "way": "crypto", "to": WALLET, "from": "CANARY", "text": "CANARY"},
            {"kind": "item", "path": "data/0008/CANARY", "what": "a mail", "name": "CANARY"},
        )
        assert "CANARY" not in repr(case.offender)
        assert repr(case).count("CANARY") >= 9

    def test_has_a_wallet_that_a_program_found_in_a_message(self) -> None:
        (detail,) = found_in(
            "a mail", {"kind": "wallet", "value": WALLET}, words="ocr"
        ).offender.details
        assert (detail.value, detail.words, detail.entry) == (WALLET, Words.OCR, 2)

    def test_has_no_bank_account_that_only_a_program_found(self) -> None:
        found = {"kind": "bank_account", "value": "GB29NWBK60161331926819"}
        assert found_in("a mail", found).offender.details == ()

    def test_has_no_wallet_out_of_a_document_which_may_be_the_persons_own(self) -> None:
        assert (
            found_in("a PDF document", {"kind": "wallet", "value": WALLET}).offender.details == ()
        )

    def test_has_no_wallet_that_the_person_paid_from(self) -> None:
        case = case_of(
            OPENED,
            {"kind": "item", "path": "data/0002/a", "what": "a mail", "name": "a"},
            {"kind": "derived", "of": 2, "path": "data/0003/i", "what": "indicators"},
            {"kind": "payment", "way": "crypto", "to": OTHER_WALLET, "from": WALLET},
            files={"data/0003/i": json.dumps([{"kind": "wallet", "value": WALLET}]).encode()},
        )
        assert case.offender.details == ()

    def test_has_nothing_that_was_corrected(self) -> None:
        case = case_of(
            OPENED,
            {"kind": "detail", "what": "phone", "value": "+44 20 7946 0000"},
            {"kind": "correction", "of": 2, "text": "The last figure is 1."},
            {"kind": "detail", "what": "phone", "value": "+44 20 7946 0001"},
        )
        assert [d.value for d in case.offender.details] == ["+44 20 7946 0001"]
        (correction,) = case.corrections
        assert correction.text == "Entry 2 («+44 20 7946 0000»): The last figure is 1."


class TestThePerson:
    def test_is_who_they_last_said_field_by_field(self) -> None:
        person = case_of(
            OPENED,
            {"kind": "person", "name": "Ada", "age": "18_or_over", "country": "scotland"},
            {"kind": "person", "contact": "ada@example.org", "name": "Ada L."},
        ).person
        assert (person.name, person.contact) == ("Ada L.", "ada@example.org")
        assert (person.age, person.country) == (Age.ADULT, Country.SCOTLAND)


class TestExhibits:
    def test_are_numbered_in_order_with_what_was_made_of_them(self) -> None:
        case = case_of(
            OPENED,
            {"kind": "item", "path": "data/0002/a", "name": "a", "size": 3, "how": "saved"},
            {"kind": "derived", "of": 2, "path": "data/0003/w", "words": "ocr", "tool": "t"},
            {"kind": "item", "path": "data/0004/b", "name": "b"},
            files={"data/0003/w": "wörds".encode()},
        )
        assert [(e.number, e.entry, e.name) for e in case.exhibits] == [(1, 2, "a"), (2, 4, "b")]
        (derived,) = case.exhibits[0].derived
        assert (derived.text, derived.words, derived.what) == ("wörds", Words.OCR, "words")

    def test_say_where_they_are_not_the_file_itself(self) -> None:
        (exhibit,) = case_of(
            OPENED,
            {
                "kind": "item",
                "words": "read",
                "path": "data/0002/words.txt",
                "name": "words.txt",
                "original": {"name": "a.eml", "size": 9, "sha256": "ab", "sha512": "cd"},
            },
        ).exhibits
        assert (exhibit.words, exhibit.original_sha256) == (Words.READ, "ab")

    def test_keep_a_moment_that_can_be_read_in_two_ways_unsettled(self) -> None:
        when = {"raw": "03/04/2026", "clock": "unsettled"}
        (note,) = case_of(OPENED, {"kind": "note", "text": "x", "when": when}).story
        assert note.when is not None
        assert (note.when.raw, note.when.clock, note.when.at) == (
            "03/04/2026",
            Clock.UNSETTLED,
            None,
        )


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
FIELDS = ("what", "value", "text", "of", "when", "way", "amount", "to", "from", "gone", "age", "at")
KINDS = ("person", "note", "detail", "payment", "correction", "placeholder", "item", "sealed")


class TestAnyLog:
    @given(
        st.lists(
            st.builds(
                lambda kind, fields: {**fields, "kind": kind},
                st.sampled_from(KINDS),
                st.dictionaries(st.sampled_from(FIELDS), ANYTHING),
            ),
            max_size=8,
        )
    )
    def test_can_be_ordered_whatever_its_entries_say(self, entries: list[dict[str, Any]]) -> None:
        case = case_of(OPENED, *entries)
        assert len(case.not_copied) == sum(e["kind"] == "placeholder" for e in entries)

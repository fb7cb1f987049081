"""The log of a record as it grows, and the one form of its lines."""

from __future__ import annotations

from typing import Any

import pytest

from bield.keep import Chain, Entries, LogBrokenError, beside_clock, head_after, line_of, read_chain


def chain_of(count: int) -> Chain:
    chain = Chain()
    for number in range(1, count + 1):
        line = line_of({"text": f"No. {number}"}, number=number, previous=chain.head)
        chain = chain.after(line)
    return chain


class TestAChain:
    def test_that_grows_leaves_what_was_seen_of_it_as_it_was(self) -> None:
        chain = chain_of(3)
        before = chain.entries
        longer = chain.after(line_of({"text": "a"}, number=4, previous=chain.head))
        other = chain.after(line_of({"text": "b"}, number=4, previous=chain.head))
        assert (len(before), len(longer.entries), len(other.entries)) == (3, 4, 4)
        assert (longer.entries[3]["text"], other.entries[-1]["text"]) == ("a", "b")
        assert chain == chain_of(3)
        assert longer != other

    def test_gives_its_entries_as_a_list_does(self) -> None:
        entries = chain_of(5).entries
        assert [entry["n"] for entry in entries] == [1, 2, 3, 4, 5]
        assert [entry["n"] for entry in entries[1:-1]] == [2, 3, 4]
        assert (entries[0]["n"], entries[-1]["n"], entries[-5]["n"]) == (1, 5, 1)
        assert entries == list(entries)
        assert entries != [*entries, entries[0]]
        assert not Entries()
        for place in (5, -6):
            with pytest.raises(IndexError):
                entries[place]

    def test_is_read_as_it_was_written_each_entry_seen_once(self) -> None:
        chain = chain_of(4)
        seen: list[Any] = []
        data = b"".join(line + b"\n" for line in chain.entries.lines())
        assert read_chain(data, seen=seen.append) == chain
        assert seen == chain.entries


class TestALine:
    @pytest.mark.parametrize(
        "line",
        [
            '{"a":1,"a":1,"n":1,"previous":"P"}',
            '{"a":1,"n":1,"n":1,"previous":"P"}',
            '{"n":1,"a":1,"previous":"P"}',
            '{"a":1,"n":true,"previous":"P"}',
            '{"a":1,"n":1.0,"previous":"P"}',
            '{"a": 1,"n":1,"previous":"P"}',
            ' {"a":1,"n":1,"previous":"P"}',
            '{"a":1,"n":1,"previous":"P"} ',
            '{"a":1,"n":1,"previous":"P"}{}',
            '{"a":"\\u0041","n":1,"previous":"P"}',
            '["n"]',
            "1",
            "",
            '{"a":1',
        ],
    )
    def test_in_any_other_form_breaks_the_log(self, line: str) -> None:
        previous = "0" * 64
        whole = line_of({"a": 1}, number=1, previous=previous)
        assert read_chain(whole).head == head_after(whole)
        with pytest.raises(LogBrokenError, match="entry 1"):
            read_chain(line.replace("P", previous).encode() + b"\n")


class TestAMoment:
    @pytest.mark.parametrize(
        ("then", "now", "back"),
        [
            ("2026-12-01T10:00:00Z", "2026-12-01T09:59:59Z", True),
            ("2026-12-01T10:00:00Z", "2026-12-01T10:00:00Z", False),
            ("2026-12-01T10:00:00+01:00", "2026-12-01T09:30:00Z", False),
            ("2026-12-01T10:00:00Z", "2026-12-01T10:30:00+01:00", True),
            ("2026-12-01T10:00:00", "2026-12-01T09:00:00Z", False),
            ("", "2026-12-01T09:00:00Z", False),
            ("soon", "never", False),
        ],
    )
    def test_before_that_of_the_entry_before_it_is_told_of(
        self, then: str, now: str, back: bool
    ) -> None:
        said = beside_clock({"at": now, "clock_went_back": "so they say"}, [{"at": then}])
        assert said == ({"at": now, "clock_went_back": True} if back else {"at": now})

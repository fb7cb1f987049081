"""What every record that is open for adding promises, wherever it is; and sealing from memory."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bield.adapters.bag_stores import opened_bag
from bield.adapters.memory_record import MemoryRecord, RecordFullError
from bield.adapters.record_folder import RecordFolder
from bield.adapters.sealing import pour
from bield.keep import (
    ItemChangedError,
    LogBrokenError,
    PictureNotTakenError,
    UnableToKeepError,
    read_chain,
    seal,
)
from bield.recording import Keeper, OpenRecord, add_bytes, add_file, begin_in, note
from bield.records import PictureAge
from bield.wiring import pipeline

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
KEEPER = Keeper(now=lambda: AT, made_by="bield test")
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: hello\r\n\r\nPay me or else.\r\n"
JPEG = b"\xff\xd8\xff\xe0" + b"not for anybody" * 9


class AnOpenRecord:
    """The promises. A subclass gives the record."""

    @pytest.fixture
    def record(self, tmp_path: Path) -> Iterator[OpenRecord[Any]]:
        raise NotImplementedError

    def test_keeps_bytes_as_they_were_given_with_both_hashes(self, record: OpenRecord[Any]) -> None:
        number = record.keep(record.take_bytes(MAIL), "threat.eml", {"kind": "item"})
        entry = record.chain.entries[number - 1]
        with record.opened(entry["path"]) as file:
            assert file.read() == MAIL
        assert entry["sha256"] == hashlib.sha256(MAIL).hexdigest()
        assert entry["sha512"] == hashlib.sha512(MAIL).hexdigest()
        assert (entry["size"], entry["name"]) == (len(MAIL), "threat.eml")

    def test_takes_a_file_as_it_takes_bytes(self, record: OpenRecord[Any], tmp_path: Path) -> None:
        (tmp_path / "threat.eml").write_bytes(MAIL)
        taken = record.take(tmp_path / "threat.eml")
        assert record.bytes_of(taken) == MAIL
        assert taken.sha512 == hashlib.sha512(MAIL).hexdigest()
        assert taken.size == len(MAIL)

    def test_refuses_a_folder_by_name(self, record: OpenRecord[Any], tmp_path: Path) -> None:
        with pytest.raises(UnableToKeepError, match="no file"):
            record.take(tmp_path)
        with pytest.raises(FileNotFoundError):
            record.take(tmp_path / "absent")

    def test_has_nothing_of_what_was_dropped(self, record: OpenRecord[Any]) -> None:
        before = record.chain
        record.drop(record.take_bytes(JPEG))
        assert record.chain == before

    def test_chains_each_entry_to_the_one_before(self, record: OpenRecord[Any]) -> None:
        first = record.add({"kind": "note", "text": "one"})
        second = record.keep(record.take_bytes(b"two"), "two.txt", {"kind": "item"})
        third = record.add({"kind": "note", "text": "three \udce9"})
        assert (first, second, third) == (1, 2, 3)
        assert [e["n"] for e in record.chain.entries] == [1, 2, 3]
        entries = record.chain.entries
        assert len({e["previous"] for e in entries} | {record.chain.head}) == 4

    @pytest.mark.parametrize("name", ["../../out", "CON", "a\nb", "\u202egpj.exe", "x" * 300, ""])
    def test_takes_any_name_and_keeps_it_in_its_place(
        self, record: OpenRecord[Any], name: str
    ) -> None:
        number = record.keep(record.take_bytes(b"x"), name, {})
        entry = record.chain.entries[number - 1]
        assert entry["name"] == name
        assert entry["path"].startswith("data/0001/")
        with record.opened(entry["path"]) as file:
            assert file.read() == b"x"

    def test_has_no_file_that_was_never_kept(self, record: OpenRecord[Any]) -> None:
        with pytest.raises(FileNotFoundError):
            record.opened("data/0001/none")

    def test_takes_no_picture_where_somebody_may_be_under_18(
        self, record: OpenRecord[Any], tmp_path: Path
    ) -> None:
        begin_in(record, picture_age=PictureAge.UNKNOWN, keeper=KEEPER)
        before = record.chain
        (tmp_path / "picture").write_bytes(JPEG)
        common: dict[str, Any] = {"how": "", "when": None, "stages": pipeline(), "keeper": KEEPER}
        with pytest.raises(PictureNotTakenError, match="under 18"):
            add_bytes(record, JPEG, "picture.txt", **common)
        with pytest.raises(PictureNotTakenError, match="under 18"):
            add_file(record, tmp_path / "picture", **common)
        assert record.chain == before


class TestARecordFolder(AnOpenRecord):
    @pytest.fixture
    def record(self, tmp_path: Path) -> Iterator[OpenRecord[Any]]:
        RecordFolder.create(tmp_path / "case")
        with RecordFolder(tmp_path / "case") as record:
            yield record


class TestAMemoryRecord(AnOpenRecord):
    @pytest.fixture
    def record(self) -> OpenRecord[Any]:
        return MemoryRecord()

    def test_holds_no_more_than_its_limit(self, tmp_path: Path) -> None:
        record = MemoryRecord(max_bytes=2_000)
        record.keep(record.take_bytes(b"x" * 1_000), "x", {})
        before, size = record.chain, record.size
        (tmp_path / "large").write_bytes(b"x" * 5_000)
        for more in (
            lambda: record.take_bytes(b"x" * 1_000),
            lambda: record.take(tmp_path / "large"),
            lambda: record.add({"kind": "note", "text": "x" * 1_000}),
            lambda: record.keep(record.take_bytes(b"x" * 500), "x" * 200, {"how": "x" * 100}),
        ):
            with pytest.raises(RecordFullError, match="own machine"):
                more()
        assert (record.chain, record.size) == (before, size)
        record.add({"kind": "note", "text": "there is still room for a word"})


def fill(record: OpenRecord[Any]) -> None:
    begin_in(record, picture_age=PictureAge.UNKNOWN, keeper=KEEPER)
    add_bytes(record, MAIL, "threat.eml", how="saved", when=None, stages=pipeline(), keeper=KEEPER)
    note(record, "They wrote again.", keeper=KEEPER)


def sealed(record: OpenRecord[Any]) -> bytes:
    made = seal(record.chain, at="2026-11-24T10:00:00Z", made_by="bield test")
    sink = io.BytesIO()
    pour(made, record.opened, sink, name="case", moment_s=int(AT.timestamp()))
    return sink.getvalue()


def reopened(tar: bytes, *, max_bytes: int = 1_000_000) -> MemoryRecord:
    with opened_bag(io.BytesIO(tar)) as bag:
        assert bag.verify().unchanged
        return MemoryRecord.reopened(bag.read("log.jsonl"), bag.read, max_bytes=max_bytes)


class TestARecordSealedFromMemory:
    def test_is_the_same_bytes_as_one_sealed_from_a_folder(self, tmp_path: Path) -> None:
        in_memory = MemoryRecord()
        fill(in_memory)
        RecordFolder.create(tmp_path / "case")
        with RecordFolder(tmp_path / "case") as folder:
            fill(folder)
            assert sealed(folder) == sealed(in_memory)

    def test_is_added_to_and_sealed_again(self) -> None:
        record = MemoryRecord()
        fill(record)
        again = reopened(sealed(record))
        assert sealed(again) == sealed(record)
        note(again, "And again.", keeper=KEEPER)
        twice = reopened(sealed(again))
        assert twice.chain.entries[-1]["text"] == "And again."
        assert twice.chain.entries[: len(record.chain.entries)] == record.chain.entries

    def test_is_not_reopened_beyond_the_limit(self) -> None:
        record = MemoryRecord()
        fill(record)
        with pytest.raises(RecordFullError):
            reopened(sealed(record), max_bytes=200)

    def test_is_not_reopened_with_another_file_or_a_torn_log(self) -> None:
        record = MemoryRecord()
        fill(record)
        with opened_bag(io.BytesIO(sealed(record))) as bag:
            log = bag.read("log.jsonl")
        assert read_chain(log).entries
        with pytest.raises(ItemChangedError, match=r"threat\.eml"):
            MemoryRecord.reopened(log, lambda _: b"another")
        with pytest.raises(LogBrokenError):
            MemoryRecord.reopened(log[:-5], lambda _: b"")

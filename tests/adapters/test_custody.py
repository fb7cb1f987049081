"""The log of openings: chained, shared by many, and honest when the disk fails."""

from __future__ import annotations

import hashlib
import multiprocessing
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bield.adapters.custody import (
    Custody,
    CustodyBrokenError,
    hashes,
    read_custody,
    whole_part,
    write_down,
)

AT = "2026-12-01T10:00:00Z"
WRITERS, EACH = 4, 40


def opening(log: Path, by: str = "PC 1", name: str = "case.age") -> str:
    chain = write_down(
        log, Custody.OPENING, at=AT, by=by, file=log.with_name(name), root="ab" * 32, unchanged=True
    )
    return chain.head


def _open_often(log: Path, by: str) -> None:
    for _ in range(EACH):
        opening(log, by)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "case.age").write_bytes(b"locked")
    for number in range(4):
        opening(tmp_path / "openings.jsonl", f"PC {number}")
    return tmp_path / "openings.jsonl"


class TestALogOfOpenings:
    def test_says_who_opened_what_and_when(self, log: Path) -> None:
        entry = read_custody(log).entries[2]
        assert (entry["by"], entry["at"], entry["file"]) == ("PC 2", AT, "case.age")
        assert entry["sha256"] == hashlib.sha256(b"locked").hexdigest()

    def test_is_its_owner_s_alone(self, log: Path) -> None:
        assert stat.S_IMODE(log.stat().st_mode) == 0o600

    def test_is_written_by_several_programs_at_once_and_loses_nothing(self, tmp_path: Path) -> None:
        log = tmp_path / "openings.jsonl"
        context = multiprocessing.get_context("spawn")
        writers = [
            context.Process(target=_open_often, args=(log, f"PC {n}")) for n in range(WRITERS)
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(60)
        entries = read_custody(log).entries
        assert len(entries) == WRITERS * EACH
        assert sum(entry["by"] == "PC 3" for entry in entries) == EACH

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (lambda lines: [*lines[:1], *lines[2:]], "entry 2: an entry before it is missing"),
            (lambda lines: [lines[1], lines[0], *lines[2:]], "entry 1: .* another order"),
            (lambda lines: [lines[0].replace(b"PC 0", b"PC 9"), *lines[1:]], "entry 2: .*changed"),
            (lambda lines: [lines[0], *lines], "entry 2"),
            (lambda lines: [b"{}\n", *lines], "entry 1"),
        ],
    )
    def test_that_was_changed_is_named_and_takes_no_more(
        self, log: Path, change: Callable[[list[bytes]], list[bytes]], says: str
    ) -> None:
        log.write_bytes(b"".join(change(log.read_bytes().splitlines(keepends=True))))
        before = log.read_bytes()
        with pytest.raises(CustodyBrokenError, match=rf"openings\.jsonl is not.*{says}"):
            opening(log)
        assert log.read_bytes() == before
        with pytest.raises(CustodyBrokenError):
            read_custody(log)

    def test_tells_what_stands_before_the_place_where_it_was_changed(self, log: Path) -> None:
        lines = log.read_bytes().splitlines(keepends=True)
        log.write_bytes(b"".join([*lines[:2], lines[3]]))
        assert [entry["by"] for entry in whole_part(log).entries] == ["PC 0", "PC 1"]

    def test_knows_each_entry_by_the_hash_that_was_told(self, tmp_path: Path) -> None:
        log = tmp_path / "log"
        told = [opening(log) for _ in range(3)]
        assert list(hashes(log)) == told

    @settings(max_examples=40)
    @given(data=st.data())
    def test_goes_on_after_a_line_that_was_cut_short(self, data: st.DataObject) -> None:
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "log"
            opening(log)
            first = log.read_bytes()
            opening(log)
            second = log.read_bytes()[len(first) :]
            log.write_bytes(first + second[: data.draw(st.integers(1, len(second) - 1))])
            assert read_custody(log).torn
            opening(log, "PC 7")
            assert [entry["by"] for entry in read_custody(log).entries] == ["PC 1", "PC 7"]

    def test_holds_what_is_no_text_and_more_than_a_line(self, tmp_path: Path) -> None:
        odd = "PC\n\u202e\udcff“1”"
        opening(tmp_path / "log", odd, "ca\nse\udcfe.age")
        (entry,) = read_custody(tmp_path / "log").entries
        assert entry["by"] == "PC\n\u202e\\udcff“1”"
        assert entry["file"] == "ca\nse\\udcfe.age"

    def test_is_as_it_was_where_the_disk_is_full(self, log: Path) -> None:
        before = log.read_bytes()
        made = subprocess.run(
            [sys.executable, "-c", _ON_A_FULL_DISK, log, str(len(before) + 100)],
            capture_output=True,
            timeout=60,
        )
        assert made.stdout == b"failed\n", made.stderr
        assert log.read_bytes() == before
        opening(log)
        assert len(read_custody(log).entries) == 5

    def test_is_not_begun_where_nothing_may_be_written(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            opening(tmp_path / "nowhere" / "log")
        with pytest.raises(IsADirectoryError):
            opening(tmp_path)


_ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from bield.adapters.custody import Custody, write_down
log, size = Path(sys.argv[1]), int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    write_down(log, Custody.OPENING, at="", by="PC 1", file=log.with_name("case.age"))
except OSError:
    print("failed")
"""

"""A record on a disk: what was told of is never lost, whatever happens to the program or disk."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from killed_programs import AT, add_one, at_each_step, begun, item, killed, lost, sealed

from bield.adapters import record_folder
from bield.adapters.bag_stores import verify_bag
from bield.adapters.record_folder import (
    RecordBusyError,
    RecordFolder,
    RecordLongError,
)
from bield.keep import UnableToReadRecordError, seal

NOTE = {"kind": "note", "at": AT, "words": "own", "text": "They wrote again."}
ITEM = {"kind": "item", "at": AT, "what": "a file"}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return begun(tmp_path / "case", items=2)


def contents(record: Path) -> dict[str, bytes]:
    """Give all that is in a record's folder, but for what was set aside."""
    return {
        str(place.relative_to(record)): place.read_bytes()
        for place in sorted(record.rglob("*"))
        if place.is_file()
    }


@contextlib.contextmanager
def as_nobody() -> Iterator[Path]:
    """Go on as a user who may not do everything, and give a folder that is theirs."""
    with tempfile.TemporaryDirectory(prefix="bield-nobody-") as folder:
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            if root:
                os.seteuid(0)


class TestAProgramThatIsKilled:
    def test_at_any_step_of_adding_loses_nothing_that_it_told_of(self, tmp_path: Path) -> None:
        given = tmp_path / "given.bin"
        given.write_bytes(item(3))
        whole = begun(tmp_path / "case", items=2)

        def prepared(step: int) -> tuple[Path, Path]:
            folder = tmp_path / str(step)
            folder.mkdir()
            shutil.copytree(whole, folder / "case")
            return folder / "case", given

        told = []
        for step, record, _, said in at_each_step(add_one, prepared):
            told.append(bool(said))
            assert lost(record, said.splitlines(keepends=True)) == [], step
            assert verify_bag(sealed(record)).unchanged, step
        # It was killed before, in and after the writing of the line, and once not at all.
        assert len(told) > 20
        assert told == sorted(told)
        assert told[-1]

    def test_at_any_moment_loses_nothing_that_it_told_of(self, tmp_path: Path) -> None:
        chance = random.Random(5)  # noqa: S311 -- the same moments each time, as far as that goes
        record = begun(tmp_path / "case")
        for _ in range(8):
            said = killed("add", record, tmp_path, after_s=chance.random() * 0.1)
            assert said
            assert lost(record, said) == []
            shutil.rmtree(record)
            begun(record)

    def test_while_a_record_is_begun_leaves_none_or_a_whole_one(self, tmp_path: Path) -> None:
        def prepared(step: int) -> tuple[Path, Path]:
            (tmp_path / str(step)).mkdir()
            return tmp_path / str(step) / "case", tmp_path

        for _, record, _, said in at_each_step(lambda record, _: print_begun(record), prepared):
            if said or record.exists():
                assert lost(record, []) == []
            else:
                begun(record)
            assert not list(record.parent.glob("*.bield-part"))


def print_begun(record: Path) -> None:
    RecordFolder.create(record)
    print("begun", flush=True)


class TestALog:
    @pytest.mark.parametrize(
        "torn",
        [b'{"kind":"note","te', b"\0" * 4_000, b"\0" * 200 + b"\n", b'{"kind":"no\0\0\0\0\n'],
        ids=["cut short", "zeros", "zeros and a line end", "zeros in it"],
    )
    def test_that_ends_in_what_was_never_told_of_goes_on(self, record: Path, torn: bytes) -> None:
        whole = (record / "log.jsonl").read_bytes()
        for _ in range(2):  # what was set aside before stays, too
            (record / "log.jsonl").write_bytes(whole + torn)
            with RecordFolder(record) as folder:
                assert len(folder.chain.entries) == 3
        assert (record / "log.jsonl").read_bytes() == whole
        aside = [p for p in (record / ".incoming").iterdir() if p.name.startswith("torn")]
        assert [place.read_bytes() for place in aside] == [torn, torn]
        assert lost(record, []) == []

    def test_whose_earlier_line_holds_zeros_is_broken(self, record: Path) -> None:
        lines = (record / "log.jsonl").read_bytes().splitlines(keepends=True)
        (record / "log.jsonl").write_bytes(b"".join([lines[0], b"\0" * 20 + b"\n", *lines[2:]]))
        before = contents(record)
        with pytest.raises(UnableToReadRecordError, match="entry 2"), RecordFolder(record):
            pass
        assert contents(record) == before

    def test_that_something_else_wrote_into_is_not_added_to(self, record: Path) -> None:
        with RecordFolder(record) as folder:
            with (record / "log.jsonl").open("ab") as log:
                log.write(b"another")
            with pytest.raises(RecordBusyError, match="Something else"):
                folder.add(NOTE)
            with pytest.raises(RecordBusyError, match="Something else"):
                folder.keep(folder.take_bytes(b"x"), "x.txt", ITEM)
        assert lost(record, []) == []

    def test_is_one_programs_at_a_time(self, record: Path) -> None:
        with (
            RecordFolder(record),
            pytest.raises(RecordBusyError, match="Another program"),
            RecordFolder(record),
        ):
            pass

    def test_never_grows_too_long_to_be_verified(
        self, record: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        size = (record / "log.jsonl").stat().st_size
        monkeypatch.setattr(record_folder, "MAX_LOG_BYTES", size + 1_000)
        with RecordFolder(record) as folder:
            before = contents(record)
            with pytest.raises(RecordLongError, match="begin another"):
                folder.add({**NOTE, "text": "x" * 1_000})
            with pytest.raises(RecordLongError):
                folder.keep(folder.take_bytes(b"x"), "n" * 900, {**ITEM, "how": "y" * 900})
            assert contents(record) == before
            folder.add(NOTE)


class TestAClock:
    def test_that_was_set_back_is_told_of_in_the_entry_itself(self, record: Path) -> None:
        with RecordFolder(record) as folder:
            for at in ("2026-12-01T12:00:00Z", "2026-12-01T11:59:59Z", "2026-12-01T11:59:59Z"):
                folder.add({**NOTE, "at": at})
            entries = folder.chain.entries
            assert [e.get("clock_went_back", False) for e in entries] == [False] * 4 + [True, False]
            assert entries[4]["at"] == "2026-12-01T11:59:59Z"
            made = seal(folder.chain, at="2026-11-30T00:00:00Z", made_by="bield test")
        readme = b"".join(made.tags["README.txt"].pieces()).decode()
        assert readme.count("had been set back since") == 1
        assert "That clock had been set back" in readme


class TestADisk:
    @pytest.mark.parametrize("room", range(0, 60_000, 4_000))
    def test_that_is_full_loses_nothing_and_keeps_nothing_by_halves(
        self, small_disk: Path, room: int
    ) -> None:
        record = begun(small_disk / "case", items=2)
        given = record.parent.parent / f"{small_disk.name}.txt"
        given.write_bytes(b"x" * 30_000)
        before = contents(record)
        (small_disk / "others").write_bytes(bytes(_free(small_disk) - room))
        with RecordFolder(record) as folder:
            try:
                number, said = folder.keep(folder.take(given), "given.txt", ITEM), ""
            except OSError as problem:
                number, said = 0, str(problem)
            assert bool(number) is not said.startswith("[Errno 28] The disk is full, and nothing")
            assert len(folder.chain.entries) == (number or 3)
        if not number:
            assert contents(record) == before
        (small_disk / "others").unlink()
        assert lost(record, []) == []

    def test_that_fails_as_it_is_written_to_keeps_what_was_told_of(
        self, record: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = contents(record)
        for nth in range(5):
            calls = iter(range(100))

            def failing(handle: int, nth: int = nth, calls: Iterator[int] = calls) -> None:
                if next(calls) == nth:
                    raise OSError(errno.EIO, "Input/output error")

            with RecordFolder(record) as folder, monkeypatch.context() as patched:
                patched.setattr(os, "fsync", failing)
                with contextlib.suppress(OSError):
                    folder.keep(folder.take_bytes(b"x"), "x.txt", ITEM)
                    assert nth == 4  # of five times that it waits for the disk
                if nth < 4:
                    assert len(folder.chain.entries) == 3
                    assert contents(record) == before
        assert lost(record, []) == []

    def test_whose_file_may_not_be_read_by_who_adds_it_is_refused(self) -> None:
        with as_nobody() as folder:
            record = begun(folder / "case")
            (folder / "secret.txt").write_bytes(b"x")
            (folder / "secret.txt").chmod(0)
            with (
                RecordFolder(record) as kept,
                pytest.raises(PermissionError, match="secret"),
            ):
                kept.take(folder / "secret.txt")
            assert lost(record, []) == []

    def test_that_can_only_be_read_still_shows_its_record(self) -> None:
        with as_nobody() as folder:
            record = begun(folder / "case", items=2)
            for place in [record, *record.rglob("*")]:
                place.chmod(0o500 if place.is_dir() else 0o400)
            try:
                with RecordFolder(record) as kept:
                    assert verify_bag(sealed(record)).unchanged
                    for change in (
                        lambda: kept.add(NOTE),
                        lambda: kept.take_bytes(b"x"),
                        lambda: kept.take(record / "log.jsonl"),
                    ):
                        with pytest.raises(PermissionError, match="only be read"):
                            change()
            finally:
                for place in [record, *record.rglob("*")]:
                    place.chmod(0o700)


def _free(folder: Path) -> int:
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


@pytest.fixture(scope="module")
def mounted() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bield-disk-") as folder:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=600k,mode=700", "tmpfs", folder],
            capture_output=True,
            text=True,
        )
        if made.returncode:
            pytest.skip(f"no small disk can be made here: {made.stderr.strip()}")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


@pytest.fixture
def small_disk(mounted: Path) -> Iterator[Path]:
    yield mounted
    for place in mounted.iterdir():
        shutil.rmtree(place) if place.is_dir() else place.unlink()

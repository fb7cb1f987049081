"""Sealing on a disk: a sealed record appears whole or not at all, and never in another's place."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from killed_programs import (
    AT,
    MOMENT_S,
    at_each_step,
    begun,
    killed,
    looks_sealed,
    seal_one,
    seal_one_with_a_name,
)

from bield.adapters.appearing import FileBusyError, appearing, appearing_folder
from bield.adapters.bag_stores import opened_bag, verify_bag
from bield.adapters.record_folder import RecordFolder
from bield.adapters.sealing import appended, write_sealed
from bield.keep import ItemChangedError, seal


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return begun(tmp_path / "case", items=4)


@pytest.fixture(params=["without a name", "forbidden to name it", "with a name", "one name each"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """As a disk writes a file that is to appear: one after the other, all that there are."""
    way: str = request.param
    link = os.link

    def forbidden(source: str, place: str, **how: object) -> None:
        if how or way == "one name each":
            raise PermissionError(1, "Operation not permitted")
        link(source, place)

    if way in {"with a name", "one name each"}:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    elif not hasattr(os, "O_TMPFILE"):
        pytest.skip("this system knows no files without a name")
    if way in {"forbidden to name it", "one name each"}:
        monkeypatch.setattr(os, "link", forbidden)
    return way


def seal_into(record: Path, out: Path) -> str:
    with RecordFolder(record) as folder:
        made = seal(folder.chain, at=AT, made_by="bield test")
        write_sealed(made, record, out, name="case", moment_s=MOMENT_S)
    return made.root


class TestASealingThatIsKilled:
    @pytest.mark.parametrize("mode", [seal_one, seal_one_with_a_name])
    def test_at_any_step_leaves_nothing_that_looks_sealed_and_is_not(
        self,
        record: Path,
        tmp_path: Path,
        mode: Callable[[Path, Path], None],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        if not hasattr(os, "O_TMPFILE"):
            pytest.skip("this system knows no files without a name")

        def prepared(step: int) -> tuple[Path, Path]:
            (tmp_path / "outs" / str(step)).mkdir(parents=True)
            return record, tmp_path / "outs" / str(step) / "sealed"

        told = left = 0
        named = mode is seal_one_with_a_name
        for step, _, out, said in at_each_step(mode, prepared):
            there = list(out.parent.iterdir())
            left += any(place.name.endswith(".bield-part") for place in there)
            told += bool(said)
            assert looks_sealed(out.parent) == [], step
            assert not said or there == [out], step
            if not out.exists():
                with monkeypatch.context() as patched:
                    if named:
                        patched.delattr(os, "O_TMPFILE")
                    seal_into(record, out)
                assert list(out.parent.iterdir()) == [out], step
            assert verify_bag(out).unchanged, step
        assert told
        assert (left > 0) is named

    def test_at_any_moment_leaves_nothing_that_looks_sealed_and_is_not(
        self, record: Path, tmp_path: Path
    ) -> None:
        chance = random.Random(5)  # noqa: S311 -- the same moments each time, as far as that goes
        for number in range(4):
            outs = tmp_path / str(number)
            outs.mkdir()
            said = killed("seal", record, outs / "case", after_s=chance.random() * 0.2)
            assert len(said) <= len(list(outs.iterdir())) <= len(said) + 1
            assert looks_sealed(outs) == []


class TestAFileThatAppears:
    def test_is_nobody_elses_to_read(self, way: str, tmp_path: Path) -> None:
        with appearing(tmp_path / "out") as file:
            file.write(b"whole")
            assert not (tmp_path / "out").exists()
        assert (tmp_path / "out").read_bytes() == b"whole"
        assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600
        assert [place.name for place in tmp_path.iterdir()] == ["out"]

    def test_has_nothing_in_it_of_what_a_killed_program_left(
        self, way: str, tmp_path: Path
    ) -> None:
        (tmp_path / "out.bield-part").write_bytes(b"of another time, and longer")
        with appearing(tmp_path / "out") as file:
            file.write(b"whole")
        assert (tmp_path / "out").read_bytes() == b"whole"

    def test_does_not_where_writing_it_fails(self, way: str, tmp_path: Path) -> None:
        def fail() -> None:
            with appearing(tmp_path / "out") as file:
                file.write(b"half")
                raise ItemChangedError("changed")

        with pytest.raises(ItemChangedError):
            fail()
        assert not list(tmp_path.iterdir())

    def test_takes_no_place_of_one_that_came_meanwhile(self, way: str, tmp_path: Path) -> None:
        def make() -> None:
            with appearing(tmp_path / "out") as file:
                file.write(b"mine")
                (tmp_path / "out").write_bytes(b"another's")

        with pytest.raises(FileExistsError, match="There is a file"):
            make()
        assert (tmp_path / "out").read_bytes() == b"another's"
        assert [place.name for place in tmp_path.iterdir()] == ["out"]

    def test_may_have_a_name_as_long_as_any(self, way: str, tmp_path: Path) -> None:
        with appearing(tmp_path / ("x" * 255)) as file:
            file.write(b"whole")
        assert [place.read_bytes() for place in tmp_path.iterdir()] == [b"whole"]

    def test_is_one_programs_where_two_make_it_at_once(self, record: Path, way: str) -> None:
        out = record.with_name("out.tar")
        ends: list[str] = []
        together = threading.Barrier(4)

        with RecordFolder(record) as folder:
            made = seal(folder.chain, at=AT, made_by="bield test")

        def make() -> None:
            together.wait()
            try:
                write_sealed(made, record, out, name="case", moment_s=MOMENT_S)
                ends.append("made")
            except (FileBusyError, FileExistsError) as problem:
                ends.append(type(problem).__name__)

        threads = [threading.Thread(target=make) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert ends.count("made") == 1, ends
        assert verify_bag(out).unchanged
        assert [p.name for p in out.parent.iterdir() if p.is_file()] == ["out.tar"]

    def test_says_what_is_the_matter_with_where_it_should_be(
        self, way: str, tmp_path: Path
    ) -> None:
        with (
            pytest.raises(FileNotFoundError, match="nowhere"),
            appearing(tmp_path / "nowhere" / "out"),
        ):
            pass
        (tmp_path / "link").symlink_to(tmp_path / "target")
        with pytest.raises(FileExistsError), appearing(tmp_path / "link"):
            pass
        assert not (tmp_path / "target").exists()


class TestAnUnpacking:
    def test_goes_on_where_one_was_killed_and_leaves_nothing_of_that(
        self, record: Path, tmp_path: Path
    ) -> None:
        seal_into(record, tmp_path / "case.tar")
        left = tmp_path / "out.bield-part"
        (left / "data").mkdir(parents=True)
        (left / "data" / "half").write_bytes(b"half")
        with opened_bag(tmp_path / "case.tar") as bag:
            bag.unpack(tmp_path / "out")
        assert not left.exists()
        assert not list((tmp_path / "out").rglob("half"))
        assert verify_bag(tmp_path / "out").unchanged

    def test_is_one_programs_at_a_time(self, tmp_path: Path) -> None:
        with (
            appearing_folder(tmp_path / "out") as made,
            pytest.raises(FileBusyError, match="just making"),
            appearing_folder(tmp_path / "out"),
        ):
            pass
        assert made.name == "out.bield-part"
        assert [place.name for place in tmp_path.iterdir()] == ["out"]


class TestAStampPutIn:
    def test_leaves_the_record_as_it_was_where_that_is_killed(
        self, record: Path, tmp_path: Path
    ) -> None:
        whole = tmp_path / "whole.tar"
        root = seal_into(record, whole)

        def prepared(step: int) -> tuple[Path, Path]:
            (tmp_path / "stamps" / str(step)).mkdir(parents=True)
            out = tmp_path / "stamps" / str(step) / "case.tar"
            shutil.copy(whole, out)
            out.chmod(0o640)
            return record, out

        def stamp(_: Path, out: Path) -> None:
            appended(out, "case/", f"stamps/1-{hashlib.sha256(b'x').hexdigest()[:16]}.tsr", b"x")

        stamps = set()
        for _, _, out, _ in at_each_step(stamp, prepared):
            verified = verify_bag(out)
            assert (verified.unchanged, verified.root) == (True, root)
            stamps.add(len(verified.stamps))
            if not verified.stamps:
                stamp(record, out)
            assert [place.name for place in out.parent.iterdir()] == ["case.tar"]
            assert stat.S_IMODE(out.stat().st_mode) == 0o640
        assert stamps == {0, 1}

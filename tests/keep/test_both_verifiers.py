"""Whatever is done to a sealed record, both verifiers tell, and say the same of it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tampering import (
    FORGED,
    ITEMS,
    LOG,
    LOGS,
    NOTES,
    STAMP,
    UNTOLD,
    Named,
    every_addition,
    every_change,
    every_exchange,
    every_removal,
    every_renaming,
    forged,
    lines_of,
    logged,
    sealed_anew,
    whole,
)
from two_verifiers import Files, both, files_of, packed, record_of, sealed, unpacked

from bield.adapters.record_folder import RecordFolder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "case.tar"


def written(place: Path, data: bytes) -> Path:
    place.write_bytes(data)
    return place


class TestARecordThatNobodyTouched:
    def test_is_found_whole_by_both_with_one_root(self, place: Path, tmp_path: Path) -> None:
        tar = sealed(record_of(ITEMS, NOTES), stamps=[STAMP])
        verdict = both(written(place, tar))
        assert verdict.word == "sealed"
        assert both(place, verdict.root[:8].upper()).word == "sealed"
        assert both(unpacked(files_of(tar), tmp_path / "bag")) == verdict

    def test_is_packed_by_the_tests_as_it_is_packed_by_bield(self) -> None:
        assert packed(whole()) == sealed(record_of(ITEMS, NOTES), stamps=[STAMP])
        assert sealed_anew(whole()) == whole()

    def test_may_have_been_kept_in_a_folder(self, place: Path, tmp_path: Path) -> None:
        RecordFolder.create(tmp_path / "record")
        with RecordFolder(tmp_path / "record") as record:
            taken = record.take_bytes(b"x")
            record.keep(taken, "Ünïcode\n\u202etxt.exe", {"kind": "item"})
            assert both(written(place, sealed(record))).word == "sealed"  # type: ignore[arg-type]

    def test_can_be_checked_with_what_its_readme_says(self, tmp_path: Path) -> None:
        odd = {"50% off\\.txt": b"x", " *star.txt": b"y", "a\nb.txt": b"z", "-dash.txt": b""}
        files = files_of(sealed(record_of({**ITEMS, **odd}, NOTES)))
        folder = unpacked(files, tmp_path / "bag")
        said = files["README.txt"].decode()
        commands = [line.strip() for line in said.splitlines() if "sha256sum " in line]
        made = [
            subprocess.run(each.split(), cwd=folder, capture_output=True, text=True)
            for each in commands
        ]
        assert [(each.returncode, each.stderr) for each in made] == [(0, "")] * 3
        assert made[2].stdout.startswith(both(folder).root)

    @given(
        st.dictionaries(st.text(max_size=120), st.binary(max_size=600), max_size=4),
        st.lists(st.text(max_size=20), max_size=3),
        st.lists(st.binary(min_size=1, max_size=20), max_size=2),
    )
    @settings(max_examples=60)
    def test_may_hold_anything(
        self, tmp_path_factory: pytest.TempPathFactory, items: Files, notes: list[str],
        stamps: list[bytes],
    ) -> None:  # fmt: skip
        place = tmp_path_factory.mktemp("any") / "case.tar"
        assert both(written(place, sealed(record_of(items, notes), stamps=stamps))).word == "sealed"


class TestEveryFileOfARecord:
    @pytest.mark.parametrize(
        "done", [every_removal, every_renaming, every_exchange, every_addition, every_change]
    )
    def test_is_named_when_it_is_gone_renamed_exchanged_added_or_changed(
        self, done: Callable[..., object], place: Path
    ) -> None:
        seen = 0
        for tampered in done(whole()):  # type: ignore[attr-defined]
            verdict = both(written(place, packed(tampered.files)))
            assert verdict.word != "sealed", tampered.what
            assert verdict.word == "refused" or tampered.must_name <= verdict.paths, tampered.what
            seen += 1
        assert seen >= len(whole()) - 1

    def test_is_named_alone(self, place: Path) -> None:
        for tampered in chain(every_change(whole()), every_removal(whole())):
            (path,) = tampered.must_name
            if path.startswith("data/"):
                assert both(written(place, packed(tampered.files))).paths == {path}


class TestALog:
    @pytest.mark.parametrize("change", LOGS.values(), ids=LOGS)
    def test_that_does_not_hang_together_is_named(
        self, change: Callable[[list[bytes]], list[bytes]], place: Path
    ) -> None:
        files = whole()
        changed = logged(files, change(lines_of(files)))
        assert changed != files
        assert {("changed", LOG), ("log", LOG)} <= both(written(place, packed(changed))).named
        # A forger makes the manifests anew; then only the log is left to tell.
        assert ("log", LOG) in both(written(place, packed(sealed_anew(changed)))).named


class TestAForgery:
    @pytest.mark.parametrize(("change", "named"), FORGED.values(), ids=FORGED)
    def test_that_was_sealed_anew_is_told_by_the_log(
        self, change: Callable[[Files], Files], named: Named, place: Path
    ) -> None:
        assert both(written(place, forged(change))).named >= named

    @pytest.mark.parametrize("change", UNTOLD.values(), ids=UNTOLD)
    def test_that_was_built_anew_is_told_by_the_root_alone(
        self, change: Callable[[Files], Files], place: Path
    ) -> None:
        root = both(written(place, sealed(record_of(ITEMS, NOTES)))).root
        assert both(written(place, forged(change))).word == "sealed"
        assert both(place, root).named == {("replaced", "tagmanifest-sha256.txt")}

    def test_of_an_older_version_is_told_by_the_root(self, place: Path) -> None:
        record = record_of(ITEMS, NOTES)
        older = sealed(record)
        record.add({"kind": "note", "at": "2026-11-25T10:00:00Z", "words": "own", "text": "More."})
        newest = both(written(place, sealed(record, at="2026-11-25T10:00:00Z"))).root
        assert both(written(place, older)).word == "sealed"
        for length in (8, 64):
            verdict = both(place, newest[:length])
            assert verdict.named == {("replaced", "tagmanifest-sha256.txt")}

    @pytest.mark.parametrize("root", ["5", "1234567", "zzzzzzzz", "-", "a" * 65, "58ff ac7"])
    def test_is_not_hidden_by_a_root_that_says_nothing(self, root: str, place: Path) -> None:
        assert both(written(place, sealed(record_of(ITEMS))), root).word == "refused"

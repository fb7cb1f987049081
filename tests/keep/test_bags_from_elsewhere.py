"""Bags that other programs wrote: which are whole, which were changed, which are refused."""

from __future__ import annotations

from pathlib import Path

import bagit
import pytest
from bags_from_elsewhere import CHANGED, NAME, REFUSED, WHOLE
from two_verifiers import Files, both, unpacked


class TestABagFromElsewhere:
    @pytest.mark.parametrize("files", WHOLE.values(), ids=WHOLE)
    def test_is_found_whole_by_both(self, files: Files, tmp_path: Path) -> None:
        verdict = both(unpacked(files, tmp_path / "bag"))
        assert (verdict.word, sorted(verdict.named)) == ("sealed", [])

    @pytest.mark.parametrize(("files", "named"), CHANGED.values(), ids=CHANGED)
    def test_is_found_changed_by_both_which_name_what_is(
        self, files: Files, named: set[tuple[str, str]], tmp_path: Path
    ) -> None:
        assert both(unpacked(files, tmp_path / "bag")).named == named

    @pytest.mark.parametrize("files", REFUSED.values(), ids=REFUSED)
    def test_that_is_none_or_leads_out_of_itself_is_refused_by_both(
        self, files: Files, tmp_path: Path
    ) -> None:
        assert both(unpacked(files, tmp_path / "bag")).word == "refused"


class TestTheBagitPackage:
    @pytest.mark.parametrize("algorithms", [["md5"], ["sha1", "sha256"], ["sha512"]])
    def test_makes_bags_that_both_find_whole(self, algorithms: list[str], tmp_path: Path) -> None:
        folder = unpacked(
            {"a.txt": b"one", f"deep/{NAME[5:]}": b"two", "empty": b""}, tmp_path / "b"
        )
        bagit.make_bag(str(folder), {"Contact-Name": "A\nB"}, checksums=algorithms)
        assert both(folder).word == "sealed"
        assert bagit.Bag(str(folder)).is_valid()

    def test_agrees_on_what_was_changed(self, tmp_path: Path) -> None:
        folder = unpacked({"a.txt": b"one", "b.txt": b"two"}, tmp_path / "bag")
        bagit.make_bag(str(folder), checksums=["sha256"])
        (folder / "data" / "a.txt").write_bytes(b"0ne")
        assert both(folder).paths == {"data/a.txt"}
        assert not bagit.Bag(str(folder)).is_valid()

    @pytest.mark.parametrize(
        "name", ["1.0", "with four manifests", "names in UTF-8", "without tag manifests"]
    )
    def test_finds_whole_what_both_do(self, name: str, tmp_path: Path) -> None:
        assert bagit.Bag(str(unpacked(WHOLE[name], tmp_path / "bag"))).is_valid()

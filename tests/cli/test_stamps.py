"""Time-stamps of records, asked for and told by the commands; the authority is a real one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from authority import Authority
from bield.cli.app import app

if TYPE_CHECKING:
    from typer.testing import Result

GONE = "http://127.0.0.1:1/tsr"


def bield(*arguments: str | Path, given: str = "", **env: str) -> Result:
    made = CliRunner().invoke(app, [str(a) for a in arguments], input=given, env=env)
    assert made.exception is None or isinstance(made.exception, SystemExit), made.exception
    return made


def verified(path: Path, *more: str | Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(bield("record", "verify", "--json", path, *more).stdout)
    return made


class Stopped:
    """A clock that stands."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with Authority(tmp_path_factory.mktemp("tsa") / "one") as made:
        yield made


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with Authority(tmp_path_factory.mktemp("tsa") / "two", name="Second") as made:
        yield made


@pytest.fixture
def case(tmp_path: Path) -> Path:
    bield("record", "new", tmp_path / "case")
    bield("record", "note", tmp_path / "case", "They wrote again.")
    return tmp_path / "case"


class TestARecord:
    def test_is_stamped_as_it_is_sealed_by_each_authority_that_is_named(
        self, case: Path, authority: Authority, other: Authority
    ) -> None:
        out = case.with_name("case.tar")
        made = bield("record", "seal", case, out, "--stamp", authority.url, "--stamp", other.url)
        assert made.exit_code == 0
        assert "by CN=Time Authority." in made.stdout
        assert "Not yet stamped" not in made.stdout
        told = bield("record", "verify", out, "--trust", authority.root, "--trust", other.root)
        assert told.exit_code == 0
        assert "by CN=Time Authority, which you trust." in told.stdout
        assert "by CN=Second Authority, which you trust." in told.stdout

    def test_is_sealed_though_an_authority_cannot_be_reached(
        self, case: Path, authority: Authority
    ) -> None:
        out = case.with_name("case.tar")
        made = bield("record", "seal", case, out, "--stamp", GONE, "--stamp", authority.url)
        assert made.exit_code == 0
        assert f"Not stamped: {GONE} cannot be reached" in made.stderr
        assert len(verified(out)["stamps"]) == 1

    def test_is_sealed_though_an_authority_s_certificate_has_run_out(
        self, case: Path, tmp_path: Path
    ) -> None:
        good = ("20200101000000Z", "20210101000000Z")
        with Authority(tmp_path / "old", good=good) as old:
            made = bield("record", "seal", case, tmp_path / "case.tar", "--stamp", old.url)
        assert made.exit_code == 0
        assert "Not stamped" in made.stderr
        assert "to 2021-01-01" in made.stderr

    def test_is_told_as_not_yet_stamped_and_stamped_later(
        self, case: Path, authority: Authority, other: Authority
    ) -> None:
        out = case.with_name("case.tar")
        assert "Not yet stamped" in bield("record", "seal", case, out).stdout
        assert "Not yet stamped" in bield("record", "verify", out).stdout
        root = verified(out)["root"]
        assert bield("record", "stamp", out, authority.url).exit_code == 0
        assert bield("record", "stamp", out, other.url).exit_code == 0
        made = verified(out, "--trust", authority.root)
        assert (made["unchanged"], made["root"]) == (True, root)
        assert [stamp["trusted"] for stamp in made["stamps"]] == [True, False]
        assert "no authority that you trust vouches" in made["stamps"][1]["problem"]
        assert bield("record", "verify", out, "--trust", authority.root).exit_code == 1

    def test_is_as_it_was_where_it_cannot_be_stamped(self, case: Path) -> None:
        out = case.with_name("case.tar")
        bield("record", "seal", case, out)
        before = out.read_bytes()
        made = bield("record", "stamp", out, GONE)
        assert made.exit_code == 3
        assert "Try again later" in made.stderr
        assert out.read_bytes() == before

    def test_that_was_changed_is_not_stamped(self, case: Path, authority: Authority) -> None:
        out = case.with_name("case.tar")
        bield("record", "seal", case, out)
        out.write_bytes(out.read_bytes().replace(b"wrote", b"wrotE"))
        asked = len(authority.asked)
        made = bield("record", "stamp", out, authority.url)
        assert made.exit_code == 1
        assert "NOT as it was sealed" in made.stdout
        assert len(authority.asked) == asked

    def test_takes_the_authorities_from_the_environment(
        self, case: Path, authority: Authority, other: Authority
    ) -> None:
        out = case.with_name("case.tar")
        bield("record", "seal", case, out, BIELD_STAMP=f"{authority.url} {other.url}")
        told = bield(
            "record", "verify", out, BIELD_TRUST=f"{authority.root}{os.pathsep}{other.root}"
        )
        assert told.stdout.count("which you trust") == 2

    def test_is_not_stamped_by_nobody(self, case: Path) -> None:
        out = case.with_name("case.tar")
        bield("record", "seal", case, out)
        assert "BIELD_STAMP" in bield("record", "stamp", out).stderr

    def test_says_that_a_certificate_which_is_named_is_none(self, case: Path) -> None:
        out = case.with_name("case.tar")
        bield("record", "seal", case, out)
        made = bield("record", "verify", out, "--trust", out)
        assert (made.exit_code, made.stdout) == (2, "")
        assert "holds no certificate" in made.stderr


class TestAStampInARecord:
    def test_that_was_changed_by_a_bit_is_named(self, case: Path, authority: Authority) -> None:
        out = case.with_name("case.tar")
        bield("record", "seal", case, out, "--stamp", authority.url)
        (stamp,) = verified(out)["stamps"]
        whole = out.read_bytes()
        begin = whole.index(stamp["path"].encode())
        for place in range(begin + 600, begin + 1400, 97):
            out.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            made = verified(out)
            (problem,) = made["problems"]
            assert (problem["what"], problem["path"]) == ("changed", stamp["path"])
            assert made["stamps"][0]["problem"]

    def test_is_told_as_not_checked_where_what_checks_it_is_missing(
        self, case: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = case.with_name("case.tar")
        bield("record", "seal", case, out, "--stamp", authority.url)
        monkeypatch.setitem(sys.modules, "rfc3161_client", None)
        made = bield("record", "verify", out)
        assert made.exit_code == 3
        assert "unchanged since" in made.stdout
        assert "NOT checked" in made.stdout
        assert not verified(out)["stamps"][0]["checked"]
        assert bield("record", "verify", out, "--trust", authority.root).exit_code == 3

    def test_is_checked_without_bield_as_the_record_s_own_readme_says(
        self, case: Path, authority: Authority, tmp_path: Path
    ) -> None:
        out = case.with_name("case.tar")
        bield("record", "seal", case, out, "--stamp", authority.url)
        subprocess.run(
            ["tar", "xf", out, "-C", tmp_path, "--transform", "s,^[^/]*,bag,"], check=True
        )
        (stamp,) = (tmp_path / "bag" / "stamps").iterdir()
        text = (tmp_path / "bag" / "README.txt").read_text()
        command = re.search(r"openssl ts [^\n]*\\\n[^\n]*", text)
        assert command is not None
        made = subprocess.run(
            command[0].replace("stamps/…", str(stamp)).replace("ROOT.pem", str(authority.root)),
            cwd=tmp_path / "bag", shell=True, capture_output=True, timeout=60,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr

    def test_stands_apart_from_what_only_looks_like_one(
        self, case: Path, authority: Authority, tmp_path: Path
    ) -> None:
        out = case.with_name("case.tar")
        bield("record", "seal", case, out, "--stamp", authority.url)
        bield("record", "open", out, "--out", tmp_path / "bag", "--custody", tmp_path / "log",
              "--by", "PC 1")  # fmt: skip
        assert verified(tmp_path / "bag")["unchanged"]
        (tmp_path / "bag" / "stamps" / "run-me.exe").write_bytes(b"MZ")
        (problem,) = verified(tmp_path / "bag")["problems"]
        assert (problem["what"], problem["path"]) == ("added", "stamps/run-me.exe")


class TestABagOfOthers:
    def test_is_stamped_beside_itself(
        self, case: Path, authority: Authority, tmp_path: Path
    ) -> None:
        out = case.with_name("bag.zip")
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("bag/bagit.txt", "BagIt-Version: 1.0\n"
                             "Tag-File-Character-Encoding: UTF-8\n")  # fmt: skip
            archive.writestr("bag/data/a", "")
            archive.writestr("bag/manifest-md5.txt", "d41d8cd98f00b204e9800998ecf8427e  data/a\n")
        before = out.read_bytes()
        assert bield("record", "stamp", out, authority.url).exit_code == 0
        assert out.read_bytes() == before
        assert verified(out, "--trust", authority.root)["stamps"][0]["trusted"]

    def test_in_a_folder_is_not_stamped(self, case: Path, authority: Authority) -> None:
        made = bield("record", "stamp", case, authority.url)
        assert made.exit_code == 2
        assert "is a folder" in made.stderr


class TestALockedRecord:
    def test_is_stamped_beside_itself_by_who_has_no_key(
        self, case: Path, authority: Authority, other: Authority
    ) -> None:
        out, key = case.with_name("case.age"), case.with_name("unit.key")
        bield("keys", "new", key)
        bield("keys", "show", key, "--out", case.with_name("unit.pub"))
        bield("record", "seal", case, out, "--to", case.with_name("unit.pub"))
        before = out.read_bytes()
        made = bield("record", "stamp", out, authority.url, other.url)
        assert made.exit_code == 0
        assert "case.age.tsr. Keep it with the file" in made.stdout
        assert out.read_bytes() == before
        told = verified(out, "--key", key, "--trust", authority.root, "--trust", other.root)
        assert [stamp["path"] for stamp in told["stamps"]] == ["case.age.tsr", "case.age.2.tsr"]
        assert all(stamp["trusted"] for stamp in told["stamps"])

        beside = case.with_name("case.age.tsr")
        beside.write_bytes(beside.read_bytes()[:-1] + b"x")
        made = bield("record", "verify", out, "--key", key)
        assert made.exit_code == 1
        assert "unchanged since" in made.stdout
        assert "case.age.tsr, NOT a true time-stamp" in made.stdout

    def test_may_be_stamped_within_as_it_is_sealed(self, case: Path, authority: Authority) -> None:
        out, key = case.with_name("case.age"), case.with_name("unit.key")
        public = bield("keys", "new", key).stdout.split("Public key:")[1].split()[0]
        bield("record", "seal", case, out, "--to", public, "--stamp", authority.url)
        (stamp,) = verified(out, "--key", key, "--trust", authority.root)["stamps"]
        assert stamp["trusted"]


class TestTwoClocks:
    @pytest.fixture
    def at(self, case: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Any:
        def sealed(moment: datetime) -> tuple[Result, Path]:
            monkeypatch.setattr("bield.cli.sealing.clock", lambda: Stopped(moment))
            out = case.with_name("case.tar")
            return bield("record", "seal", case, out, "--stamp", authority.url), out

        return sealed

    def test_that_agree_are_not_spoken_of(self, at: Any, authority: Authority) -> None:
        made, out = at(datetime.now(UTC))
        assert made.stderr == ""
        assert verified(out, "--trust", authority.root)["stamps"][0]["doubt"] == ""

    def test_are_told_apart_where_the_seal_says_a_later_moment(
        self, at: Any, authority: Authority
    ) -> None:
        made, out = at(datetime.now(UTC) + timedelta(days=3, minutes=1))
        assert "3 days BEFORE the record says that it was sealed" in made.stderr
        told = bield("record", "verify", out, "--trust", authority.root)
        assert told.exit_code == 0
        assert "unchanged since" in told.stdout
        assert "3 days BEFORE" in told.stdout
        assert "One clock was wrong" in verified(out)["stamps"][0]["doubt"]

    def test_are_told_apart_where_the_stamp_came_much_later(self, at: Any) -> None:
        made, out = at(datetime.now(UTC) - timedelta(hours=2, minutes=1))
        assert "2 hours after the record says" in made.stderr
        assert "bears out the later time" in bield("record", "verify", out).stdout

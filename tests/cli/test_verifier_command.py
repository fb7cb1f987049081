"""The verifier that stands alone, as whoever receives a record has it: one file, and no Bield."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from authority import Authority
from bield.cli.app import app


def bield(*arguments: str | Path) -> tuple[int, str]:
    made = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return made.exit_code, made.output


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("given") / "verify_record.py"
    assert bield("record", "verifier", out)[0] == 0
    return out


@pytest.fixture
def case(tmp_path: Path) -> Path:
    bield("record", "new", tmp_path / "case")
    bield("record", "note", tmp_path / "case", "They wrote again.")
    return tmp_path / "case"


@pytest.fixture
def sealed(case: Path) -> Path:
    out = case.with_name("case.tar")
    assert bield("record", "seal", case, out)[0] == 0
    return out


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with Authority(tmp_path_factory.mktemp("tsa") / "one", between=True) as made:
        yield made


@pytest.fixture(scope="module")
def expired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    good = ("20250101000000Z", "20250301000000Z")
    with Authority(tmp_path_factory.mktemp("tsa") / "old", good=good) as made:
        yield made


@pytest.fixture
def stamped(case: Path, authority: Authority) -> Path:
    out = case.with_name("case.tar")
    assert bield("record", "seal", case, out, "--stamp", authority.url)[0] == 0
    return out


def run(
    program: Path, *arguments: str | Path, path: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run it as on a machine that has Python and nothing else."""
    command = [sys.executable, "-I", "-S", "-W", "error", program, *arguments]
    env = {
        **os.environ,
        "PYTHONIOENCODING": "utf-8",
        **({"PATH": path} if path is not None else {}),
    }
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=60)


class TestTheProgram:
    def test_imports_nothing_but_what_python_brings(self, program: Path) -> None:
        tree = ast.parse(program.read_text("utf-8"), feature_version=(3, 9))
        imported = {
            name.partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in ([a.name for a in node.names] if isinstance(node, ast.Import)
                         else [node.module or "."])
        }  # fmt: skip
        assert imported <= sys.stdlib_module_names
        assert not imported & {"socket", "ssl", "urllib", "http", "pickle", "importlib"}

    def test_is_not_written_over_another_file(self, program: Path) -> None:
        before = program.read_bytes()
        code, said = bield("record", "verifier", program)
        assert (code, program.read_bytes()) == (2, before)
        assert "exists" in said

    def test_says_when_a_record_was_sealed_and_the_root_that_bield_says(
        self, program: Path, sealed: Path
    ) -> None:
        verified = json.loads(bield("record", "verify", "--json", sealed)[1])
        made = run(program, sealed, "--root", verified["root"][:8])
        assert (made.returncode, made.stderr) == (0, "")
        assert f"Sealed at {verified['sealed_at']}, unchanged since." in made.stdout
        assert verified["root"] in made.stdout

    def test_names_what_was_changed(self, program: Path, sealed: Path) -> None:
        sealed.write_bytes(sealed.read_bytes().replace(b"A SEALED", b"A SEALEX"))
        made = run(program, sealed)
        assert made.returncode == 1
        assert "NOT as it was sealed: changed: README.txt" in made.stdout
        assert "unchanged since" not in made.stdout

    def test_prints_no_name_that_could_write_over_what_it_says(
        self, program: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "bag" / "data").mkdir(parents=True)
        (tmp_path / "bag" / "bagit.txt").write_text(
            "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        )
        (tmp_path / "bag" / "manifest-md5.txt").write_text("")
        (tmp_path / "bag" / "data" / "\x1b[1A\u202eSealed").write_text("x")
        made = run(program, tmp_path / "bag")
        assert made.returncode == 1
        assert "\\u001b[1A\\u202eSealed" in made.stdout

    def test_says_what_it_cannot_use_without_a_traceback(
        self, program: Path, sealed: Path, case: Path, tmp_path: Path
    ) -> None:
        locked = tmp_path / "case.age"
        bield("keys", "new", tmp_path / "unit.key")
        bield("record", "seal", case, locked, "--to", tmp_path / "unit.key.pub")
        locked.exists() or locked.write_bytes(b"age-encryption.org/v1\n-> X25519 x\n")
        for given, said in (
            ((locked,), "It is locked. Open it first: bield record open, or age"),
            ((tmp_path / "nothing.tar",), "No such file"),
            ((Path(__file__),), "neither a folder nor a whole tar"),
            ((case,), "no sealed record"),
            ((sealed, "--root", "58ff"), "Give the first 8 at least"),
            ((sealed, "--trust", tmp_path / "nothing.pem"), "No such file"),
        ):
            made = run(program, *given)
            assert (made.returncode, made.stdout) == (2, ""), given
            assert said in made.stderr
            assert "Traceback" not in made.stderr


class TestATimeStamp:
    def test_is_told_with_who_vouches_for_it(
        self, program: Path, stamped: Path, authority: Authority, expired: Authority
    ) -> None:
        trusted = run(program, stamped, "--trust", authority.root, authority.between)
        assert trusted.returncode == 0, trusted
        assert "by an authority that you trust" in trusted.stdout
        other = run(program, stamped, "--trust", expired.root)
        assert other.returncode == 1
        assert "by no authority that you trust" in other.stdout
        alone = run(program, stamped)
        assert alone.returncode == 0
        assert "who made it was not checked" in alone.stdout

    def test_of_something_else_or_none_at_all_is_told(
        self, program: Path, stamped: Path, authority: Authority, tmp_path: Path
    ) -> None:
        bield("record", "new", tmp_path / "other")
        bield("record", "note", tmp_path / "other", "Another one.")
        other = tmp_path / "other.tar"
        bield("record", "seal", tmp_path / "other", other, "--stamp", authority.url)
        folders = []
        for tar in (stamped, other):
            folder = tmp_path / f"{tar.stem}-unpacked"
            subprocess.run(["tar", "-x", "-f", tar, "--one-top-level=" + str(folder)], check=True)
            folders.append(next(folder.iterdir()))
        (theirs,) = (folders[1] / "stamps").iterdir()
        for token in (theirs.read_bytes(), b"no time-stamp"):
            name = f"2-{hashlib.sha256(token).hexdigest()[:16]}.tsr"
            (folders[0] / "stamps" / name).write_bytes(token)
            made = run(program, folders[0], "--trust", authority.root, authority.between)
            assert made.returncode == 1
            assert f"stamps/{name} is no time-stamp of this record" in made.stdout
            assert "unchanged since" in made.stdout
            (folders[0] / "stamps" / name).unlink()

    def test_cannot_be_looked_at_without_openssl(self, program: Path, stamped: Path) -> None:
        made = run(program, stamped, path="")
        assert made.returncode == 3
        assert "unchanged since" in made.stdout
        assert "was not checked: this needs openssl" in made.stdout

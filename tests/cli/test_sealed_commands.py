"""Sealing for a unit, and what the unit does with what it receives: the whole way, by command."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_stamps import bield

from bield.keep import START, head_after

MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: hello\r\n\r\nPay me or else.\r\n"
SECRET = b"I know where you live, at 12 Acorn Street"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit with a key, and a person with a record of two files, sealed for the unit."""
    made = tmp_path_factory.mktemp("once")
    bield("keys", "new", made / "unit.key")
    bield("keys", "show", made / "unit.key", "--out", made / "unit.pub")
    (made / "threat.eml").write_bytes(MAIL)
    (made / "other.txt").write_bytes(SECRET)
    bield("record", "new", made / "case")
    bield("record", "add", made / "case", made / "threat.eml", made / "other.txt")
    bield("record", "seal", made / "case", made / "sealed.age", "--to", made / "unit.pub")
    return made


@pytest.fixture
def desk(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "desk"))


def sealed(desk: Path) -> Path:
    return (desk / "sealed.age").rename(desk / "case.age")


def opened(desk: Path, out: str, *more: str | Path, given: str = "") -> tuple[int, str, str]:
    made = bield(
        "record", "open", desk / "case.age", "--out", desk / out, "--custody", desk / "log",
        "--by", "PC 123", *more, given=given,
    )  # fmt: skip
    return made.exit_code, made.stdout, made.stderr


def custody(desk: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (desk / "log").read_bytes().splitlines()]


def readable(folder: Path) -> list[Path]:
    """Every file below a folder in which the story can be read."""
    return [p for p in folder.rglob("*") if p.is_file() and SECRET in p.read_bytes()]


class TestTheWholeWay:
    def test_from_a_person_to_a_unit_changes_no_byte(self, desk: Path) -> None:
        made = bield("record", "seal", desk / "case", desk / "case.age", "--to", desk / "unit.pub")
        public = (desk / "unit.pub").read_text().splitlines()
        assert f"Locked for {public[1]}" in made.stdout
        assert public[0].removeprefix("# ").strip() in made.stdout
        root = re.search(r"Root: +(\w{64})", made.stdout)
        assert root is not None

        code, said, errors = opened(desk, "out", "--key", desk / "unit.key", "--root", root[1][:8])
        assert (code, errors) == (0, "")
        assert re.search(r"^Sealed at 2\S+Z, unchanged since\.$", said, re.M)
        assert {p.read_bytes() for p in (desk / "out" / "data").rglob("*") if p.is_file()} >= {
            MAIL,
            SECRET,
        }
        assert bield("record", "verify", desk / "out").exit_code == 0

        (entry,) = custody(desk)
        assert (entry["by"], entry["file"], entry["root"]) == ("PC 123", "case.age", root[1])
        assert entry["unchanged"] is True
        told = bield("record", "custody", desk / "log")
        assert told.exit_code == 0
        assert "PC 123  opened: case.age" in told.stdout
        assert "hangs together: 1 entries" in told.stdout

    def test_for_several_units_by_key_and_by_file(self, desk: Path) -> None:
        public = bield("keys", "new", desk / "b.key").stdout.split("Public key:")[1].split()[0]
        out = desk / "case.age"
        bield("record", "seal", desk / "case", out,
              "--to", desk / "unit.pub", "--to", public, "--to", public)  # fmt: skip
        for key in ("unit.key", "b.key"):
            assert bield("record", "verify", out, "--key", desk / key).exit_code == 0

    def test_with_words_however_they_are_typed(self, desk: Path) -> None:
        out = desk / "case.age"
        said = bield("record", "seal", desk / "case", out, "--words").stdout
        words = re.search(r"shown this once: ((?:\w+ ){4}\w+)", said)
        assert words is not None
        typed = words[1].upper().replace(" ", ", ")
        code, _, errors = opened(desk, "out", "--words", given=f"{typed}\n")
        assert code == 0
        assert "takes seconds, on purpose" in errors
        assert readable(desk / "out")


class TestSealing:
    def test_for_keys_and_with_words_at_once_says_how(self, desk: Path) -> None:
        made = bield("record", "seal", desk / "case", desk / "o", "--to", "age1x", "--words")
        assert made.exit_code == 2
        assert "Seal it twice" in made.stderr
        assert not (desk / "o").exists()

    @pytest.mark.parametrize(
        ("to", "says"),
        [
            ("unit.key", "private one is out"),
            ("threat.eml", "holds no public key"),
            ("case", "is no public key"),
            ("nobody", "is no public key"),
        ],
    )
    def test_for_what_is_no_public_key_is_refused(self, desk: Path, to: str, says: str) -> None:
        made = bield("record", "seal", desk / "case", desk / "o", "--to", desk / to)
        assert made.exit_code == 2
        assert says in made.stderr
        assert "AGE-SECRET" not in made.stderr
        assert not list(desk.glob("o*.part"))
        assert not (desk / "o").exists()

    def test_never_writes_over_a_file(self, desk: Path) -> None:
        (desk / "case.age").write_bytes(b"mine")
        made = bield("record", "seal", desk / "case", desk / "case.age", "--to", desk / "unit.pub")
        assert made.exit_code == 2
        assert (desk / "case.age").read_bytes() == b"mine"

    @pytest.mark.parametrize(("lock", "blocks"), [("--to unit.pub", 4), ("", 1)])
    def test_on_a_full_disk_leaves_nothing(self, desk: Path, lock: str, blocks: int) -> None:
        command = f"{sys.executable} -m bield record seal case out.age {lock}"
        made = subprocess.run(
            ["bash", "-c", f"ulimit -f {blocks}; trap '' XFSZ; {command}"],
            cwd=desk,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=60,
        )
        assert made.returncode == 3, made.stderr
        assert b"Traceback" not in made.stderr
        assert not list(desk.glob("out*"))

    @pytest.mark.parametrize("lock", [("--to", "unit.pub"), ("--words",), ()])
    def test_of_what_was_changed_on_the_disk_seals_nothing(
        self, desk: Path, lock: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(desk)
        (item,) = (desk / "case" / "data").rglob("other.txt")
        item.chmod(0o600)
        item.write_bytes(SECRET.replace(b"12", b"13"))
        made = bield("record", "seal", "case", "out.age", *lock)
        assert made.exit_code == 2
        assert "other.txt is no longer what was added" in made.stderr
        assert not list(desk.glob("out*"))

    def test_hides_in_its_size_how_much_was_said(self, desk: Path) -> None:
        sizes = set()
        for number in range(6):
            case, out = desk / f"case-{number}", desk / f"{number}.age"
            bield("record", "new", case)
            bield("record", "note", case, "x" * 30 * (number + 1))
            bield("record", "seal", case, out, "--to", desk / "unit.pub")
            data = out.read_bytes()
            sizes.add(len(data) - data.index(b"\n---"))
        assert len(sizes) <= 2


class TestOpening:
    def test_with_another_key_says_so_and_is_written_down(self, desk: Path) -> None:
        sealed(desk)
        bield("keys", "new", desk / "other.key")
        code, said, errors = opened(desk, "out", "--key", desk / "other.key")
        assert (code, said) == (2, "")
        assert "not locked for this key" in errors
        assert [entry["kind"] for entry in custody(desk)] == ["refused"]
        assert "did NOT open" in bield("record", "custody", desk / "log").stdout
        assert not (desk / "out").exists()

    @pytest.mark.parametrize("place", [30, 120, -3000, -1])
    def test_of_a_changed_file_unpacks_nothing(self, desk: Path, place: int) -> None:
        path = sealed(desk)
        data = bytearray(path.read_bytes())
        data[place] ^= 4
        path.write_bytes(data)
        code, _, errors = opened(desk, "out", "--key", desk / "unit.key")
        assert code == 2
        assert "changed" in errors or "broken" in errors
        assert not list(desk.glob("out*"))
        assert custody(desk)[-1]["kind"] == "refused"

    def test_of_another_record_than_was_expected_unpacks_nothing(self, desk: Path) -> None:
        sealed(desk)
        code, said, _ = opened(desk, "out", "--key", desk / "unit.key", "--root", "00000000")
        assert code == 1
        assert "not the record that was expected" in said
        assert "Nothing was unpacked" in said
        assert not (desk / "out").exists()
        assert custody(desk)[-1]["unchanged"] is False

    @pytest.mark.parametrize("given", [(), ("--words",)])
    def test_without_its_key_says_what_is_missing(self, desk: Path, given: tuple[str]) -> None:
        sealed(desk)
        code, _, errors = opened(desk, "out", *given)
        assert code == 2
        assert "--key" in errors

    def test_is_refused_where_the_log_of_openings_was_changed(self, desk: Path) -> None:
        sealed(desk)
        for out in ("one", "two"):
            opened(desk, out, "--key", desk / "unit.key")
        (desk / "log").write_bytes((desk / "log").read_bytes().replace(b"PC 123", b"PC 321", 1))
        code, _, errors = opened(desk, "three", "--key", desk / "unit.key")
        assert code == 2
        assert "log is not as it was written" in errors
        assert not (desk / "three").exists()
        told = bield("record", "custody", desk / "log")
        assert told.exit_code == 1
        assert "NOT whole" in told.stdout

    def test_that_cannot_be_unpacked_is_written_down_as_such(self, desk: Path) -> None:
        sealed(desk)
        (desk / "out.bield-part").write_bytes(b"in the way")
        code, _, _ = opened(desk, "out", "--key", desk / "unit.key")
        assert code != 0
        assert [entry["kind"] for entry in custody(desk)] == ["opening", "not_unpacked"]

    @pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="there is no /proc")
    def test_leaves_nothing_to_read_where_it_is_killed(self, desk: Path) -> None:
        with (desk / "other.txt").open("ab") as file:
            file.write(bytes(70_000_000))  # more than is held in memory
        bield("record", "add", desk / "case", desk / "other.txt")
        bield("record", "seal", desk / "case", desk / "case.age", "--to", desk / "unit.pub")
        (desk / "other.txt").unlink()
        shutil.rmtree(desk / "case")
        (desk / "tmp").mkdir()
        with (desk / "log").open("wb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)  # so it waits where all is unlocked, nothing unpacked
            process = subprocess.Popen(
                [sys.executable, "-m", "bield", "record", "open", "case.age", "--out", "out",
                 "--custody", "log", "--by", "PC 1", "--key", "unit.key"],
                cwd=desk, env={**os.environ, "TMPDIR": str(desk / "tmp")},
            )  # fmt: skip
            until = time.monotonic() + 60
            while not _has_open(process.pid, desk / "log"):
                assert time.monotonic() < until
                time.sleep(0.01)
            assert readable(desk) == []
            process.send_signal(signal.SIGKILL)
            process.wait(60)
        assert readable(desk) == []


def _has_open(pid: int, path: Path) -> bool:
    with contextlib.suppress(OSError):
        return any(link.readlink() == path for link in Path(f"/proc/{pid}/fd").iterdir())
    return False


class TestTheLogOfOpenings:
    def test_tells_whether_an_entry_is_still_there(self, desk: Path) -> None:
        sealed(desk)
        _, said, _ = opened(desk, "one", "--key", desk / "unit.key")
        opened(desk, "two", "--key", desk / "unit.key")
        first = re.search(r"as entry 1, (\w{64})", said)
        assert first is not None
        line = (desk / "log").read_bytes().splitlines()[0]
        assert json.loads(line)["previous"] == START
        assert head_after(line) == first[1]
        assert bield("record", "custody", desk / "log", "--holds", first[1]).exit_code == 0
        (desk / "log").write_bytes(b"")
        made = bield("record", "custody", desk / "log", "--holds", first[1])
        assert made.exit_code == 1
        assert "taken out" in made.stdout

    def test_is_told_to_programs_too(self, desk: Path) -> None:
        sealed(desk)
        opened(desk, "one", "--key", desk / "unit.key")
        made = json.loads(bield("record", "custody", desk / "log", "--json").stdout)
        assert (made["whole"], made["entries"][0]["by"]) == (True, "PC 123")

    def test_that_is_none_is_named(self, desk: Path) -> None:
        assert bield("record", "custody", desk / "nowhere").exit_code == 2
        assert bield("record", "custody", desk / "threat.eml").exit_code == 1

"""What a person sees when something goes wrong with a record: a sentence, never a traceback."""

from __future__ import annotations

import hashlib
import os
import pty
import random
import resource
import select
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bield.adapters.bag_stores import verify_bag
from bield.adapters.record_folder import RecordFolder
from bield.cli.app import app
from bield.recording import Keeper, begin, note
from bield.records import PictureAge

BIELD = [sys.executable, "-m", "bield", "record"]
ODD = [b"two\nlines.txt", "\u202egpj.txt".encode(), b"\xff\xfe.txt", b"-x.txt", b"CON.txt",
       b"y" * 251 + b".txt", b"\x1b[31mred.txt"]  # fmt: skip


def run(
    folder: Path, *arguments: str | bytes, before: Callable[[], None] | None = None
) -> tuple[int, str, str]:
    """Run a command in a folder, as a person does, and give its exit code and what it said."""
    done = subprocess.run(
        [*BIELD, *arguments],
        cwd=folder,
        capture_output=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        preexec_fn=before,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    said, errors = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in said + errors, errors
    return done.returncode, said, errors


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a record and a letter in it."""
    begin(
        tmp_path / "case",
        picture_age=PictureAge.ADULT,
        keeper=Keeper(now=clock("2026-11-01T10:00:00+00:00"), made_by="bield test"),
    )
    (tmp_path / "letter.txt").write_text("Pay me or else.")
    return tmp_path


def clock(at: str) -> Callable[[], datetime]:
    return lambda: datetime.fromisoformat(at)


class TestAFile:
    def test_of_an_odd_name_is_added_listed_sealed_and_verified(self, desk: Path) -> None:
        for name in ODD:
            (desk / os.fsdecode(name)).write_bytes(b"Pay me.")
        code, said, errors = run(desk, "add", "case", "--", *ODD)
        assert (code, errors) == (0, "")
        assert len([line for line in said.splitlines() if "SHA-256" in line]) == len(ODD)
        code, said, _ = run(desk, "list", "case")
        assert code == 0
        assert "\u202e" not in said
        assert "\x1b" not in said
        assert run(desk, "seal", "case", b"\xff\n.tar")[0] == 0
        code, said, _ = run(desk, "verify", b"\xff\n.tar")
        assert code == 0, said

    def test_that_is_none_is_refused_and_the_others_are_added(self, desk: Path) -> None:
        os.mkfifo(desk / "pipe")
        (desk / "empty.txt").write_bytes(b"")
        given = ["pipe", "case", "nothing.txt", "-", "/dev/zero", "letter.txt", "empty.txt"]
        code, said, errors = run(desk, "add", "case", *given)
        assert code == 2
        assert "letter.txt  SHA-256" in said
        assert "empty.txt  SHA-256" in said
        refusals = errors.splitlines()
        assert [line.partition(": ")[0] for line in refusals] == given[:5]
        assert "pipe or a device, and no file" in refusals[0]
        assert "a folder, and no file" in refusals[1]
        assert "No such file" in refusals[2]
        assert "Save what it writes into a file" in refusals[3]
        assert "pipe or a device, and no file" in refusals[4]


class TestADisk:
    def test_that_takes_no_more_is_said_to(self, desk: Path) -> None:
        (desk / "large.bin").write_bytes(bytes(300_000))
        before = sorted(desk.rglob("*"))

        def little() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

        code, said, errors = run(desk, "add", "case", "large.bin", before=little)
        assert (code, said) == (3, "")
        assert errors.startswith("large.bin: File too large: ")
        assert run(desk, "add", "case", "large.bin")[0] == 0
        code, _, errors = run(desk, "seal", "case", "case.tar", before=little)
        assert code == 3
        assert errors.startswith("File too large")
        assert not list(desk.glob("case.tar*"))
        assert set(before) < set(desk.rglob("*"))

    def test_that_has_no_room_for_what_a_program_makes_still_keeps_the_file(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (desk / "letter.txt").write_text("Pay to 1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m. " * 10)
        # The letter fits, the words read in it, which are kept beside it, do not any more.
        log = (desk / "case" / "log.jsonl").stat().st_size
        monkeypatch.setattr("bield.adapters.record_folder.MAX_LOG_BYTES", log + 700)
        done = CliRunner().invoke(
            app, ["record", "add", str(desk / "case"), str(desk / "letter.txt")]
        )
        assert done.exit_code == 0, done.output
        assert "letter.txt  SHA-256" in done.stdout
        assert "What a program makes of it (words) is not" in done.stdout


class TestARecord:
    def test_that_another_program_works_on_is_left_to_it(self, desk: Path) -> None:
        with RecordFolder(desk / "case"):
            code, _, errors = run(desk, "note", "case", "They wrote again.")
        assert (code, errors) == (2, "Another program is working on case. Wait until it is done.\n")
        assert run(desk, "note", "case", "They wrote again.")[0] == 0

    def test_whose_clock_went_back_says_so(self, desk: Path) -> None:
        with RecordFolder(desk / "case") as record:
            note(record, "Later", keeper=Keeper(now=clock("2126-12-01T10:00:00+00:00"), made_by=""))
        code, said, _ = run(desk, "note", "case", "Now")
        assert code == 0
        assert "clock of this computer had been set back" in said
        code, said, _ = run(desk, "add", "case", "letter.txt")
        assert "set back" not in said
        assert run(desk, "list", "case")[1].count("had been set back") == 1

    @pytest.mark.parametrize("command", ["add", "note", "seal"])
    def test_that_is_killed_at_any_moment_keeps_what_was_told_of(
        self, desk: Path, command: str
    ) -> None:
        chance = random.Random(command)  # noqa: S311
        (desk / "letter.txt").write_bytes(bytes(3_000_000))
        arguments = {
            "add": ["case", *["letter.txt"] * 40],
            "note": ["case", "They wrote again. " * 2_000],
            "seal": ["case", "case.tar"],
        }[command]
        for _ in range(4):
            program = subprocess.Popen(
                [*BIELD, command, *arguments], cwd=desk, stdout=subprocess.PIPE, text=True
            )
            with program:
                assert program.stdout is not None
                first = program.stdout.readline() if command == "add" else ""
                time.sleep(chance.random() * 0.3 if first else 0.3 + chance.random() * 0.5)
                program.kill()
                said = first + program.stdout.read()
            told = [int(line.split(".")[0]) for line in said.splitlines() if "SHA-256" in line]
            told += [int(line.split(".")[0]) for line in said.splitlines() if ". kept" in line]
            with RecordFolder(desk / "case") as record:
                assert len(record.chain.entries) >= max(told, default=1)
                for entry in record.items():
                    data = (desk / "case" / entry["path"]).read_bytes()
                    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
            if (desk / "case.tar").exists():
                assert verify_bag(desk / "case.tar").unchanged
                (desk / "case.tar").unlink()
            else:
                assert "Sealed" not in said
            assert not list(desk.glob("*.bield-part"))
        assert run(desk, "seal", "case", "whole.tar")[0] == 0
        assert verify_bag(desk / "whole.tar").unchanged


class TestABar:
    def test_shows_how_far_a_large_file_is(self, desk: Path) -> None:
        with (desk / "video.bin").open("wb") as file:
            file.truncate(60_000_000)
        for command, label in (
            (["add", "case", "video.bin"], "Adding video.bin"),
            (["seal", "case", "case.tar"], "Sealing"),
            (["verify", "case.tar"], "Verifying"),
        ):
            shown = on_a_terminal(desk, command)
            assert label in shown, shown
            assert "100%" in shown, shown
        code, _, errors = run(desk, "verify", "case.tar")
        assert (code, errors) == (0, "")


def on_a_terminal(folder: Path, command: Sequence[str]) -> str:
    """Run a command on a terminal, and give all that appeared there."""
    ours, theirs = pty.openpty()
    shown = b""
    with subprocess.Popen(
        [*BIELD, *command], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs
    ) as program:
        os.close(theirs)
        while program.poll() is None or select.select([ours], [], [], 0)[0]:
            if select.select([ours], [], [], 0.2)[0]:
                try:
                    shown += os.read(ours, 65_536)
                except OSError:  # it closed its side
                    break
    os.close(ours)
    assert program.returncode == 0, shown
    return shown.decode("utf-8", "replace")

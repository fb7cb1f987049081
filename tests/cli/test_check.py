"""`bield check`, run as its user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BIELD = [sys.executable, "-m", "bield"]
THREAT = (
    "Hello pervert. I hacked your computer and I recorded you while you were watching porn.\n"
    "I know your password: hunter22x\n"
    "Send 900 USD in bitcoin to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa or I send the video to all "
    "your contacts. You have 48 hours.\n"
)


def run(
    *arguments: str | Path, given: bytes | None = None, **env: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*BIELD, *map(str, arguments)],
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        env={**os.environ, **env},
        timeout=60,
        check=False,
    )


def lines(result: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


@pytest.fixture
def threat(tmp_path: Path) -> Path:
    path = tmp_path / "threat.txt"
    path.write_text(THREAT, encoding="utf-8")
    return path


class TestForAPerson:
    def test_says_what_it_is_why_and_what_to_do_at_80_columns(self, threat: Path) -> None:
        result = run("check", threat, "--country", "scotland")
        text = result.stdout.decode()
        assert result.returncode == 0
        assert "mass e-mail" in text
        assert "They say they filmed you." in text
        assert "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa" in text
        assert "What to do, in this order" in text
        assert "999" in text
        assert max(len(line) for line in text.splitlines()) <= 80
        assert "\x1b" not in text, "no colour where there is no terminal"

    def test_never_prints_a_password_that_was_quoted(self, threat: Path) -> None:
        for way in ([], ["--json"]):
            result = run("check", *way, threat)
            assert b"hunter22x" not in result.stdout + result.stderr
            assert "•" in result.stdout.decode()

    def test_the_plan_fits_the_answers(self, threat: Path) -> None:
        paid = run("check", threat, "--paid", "western_union", "--country", "england").stdout
        assert b"Western Union" in paid
        child = run("check", threat, "--about", "child", "--age", "15", "--country", "scotland")
        assert b"Childline" in child.stdout

    def test_a_sender_cannot_command_the_terminal(self, tmp_path: Path) -> None:
        path = tmp_path / "x.txt"
        path.write_bytes(THREAT.replace("recorded", "\x1b[31mrecorded\x07").encode())
        assert not set(run("check", path).stdout) & {0x1B, 0x07}


class TestJson:
    def test_gives_one_object_a_line_with_stable_names(self, threat: Path) -> None:
        (line,) = lines(run("check", "--json", threat))
        assert list(line) == [
            "file", "verdict", "tactic", "probability", "reasons", "indicators", "plan",
        ]  # fmt: skip
        assert (line["verdict"], line["tactic"]) == ("sextortion", "bulk_email")
        assert 0.9 < line["probability"] <= 1
        for reason in line["reasons"]:
            assert set(reason) == {"claim", "quote", "start", "end"}
            if "•" not in reason["quote"]:
                assert THREAT[reason["start"] : reason["end"]] == reason["quote"]
        wallet = next(i for i in line["indicators"] if i["kind"] == "bitcoin")
        assert THREAT[wallet["start"] : wallet["end"]] == wallet["value"]
        assert wallet["valid"] is True
        assert line["plan"][0]["band"] == "danger_now"
        assert set(line["plan"][0]) == {"id", "band", "title"}

    def test_several_files_folders_and_standard_input(self, threat: Path) -> None:
        (threat.parent / "more").mkdir()
        (threat.parent / "more" / "two.eml").write_bytes(
            b"From: a@example.org\r\nTo: b@example.org\r\nSubject: lunch\r\n\r\nAt one?"
        )
        (threat.parent / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0")
        result = run("check", "--json", threat.parent, "-", given=b"see you at six, love mum")
        assert [Path(x["file"]).name for x in lines(result)] == ["two.eml", "threat.txt", "-"]
        assert [x["verdict"] for x in lines(result)] == [
            "not_sextortion",
            "sextortion",
            "not_sextortion",
        ]
        assert result.returncode == 0

    def test_each_mail_of_an_mbox_is_answered_by_its_number(self, tmp_path: Path) -> None:
        line = b"From one@example.org Tue Nov 24 11:00:00 2026\n"
        mails = [
            b"Subject: lunch\nFrom: a@example.org\n\nAt one?\n",
            b"From: a@example.org\nSubject: \n\n\n",
        ]
        threat = b"Subject: pay\nFrom: b@example.org\n\n" + THREAT.encode()
        path = tmp_path / "all.mbox"
        path.write_bytes(b"".join(line + m + b"\n" for m in [*mails, threat]))
        for given in (path, tmp_path):
            result = run("check", "--json", given)
            first, second, third = lines(result)
            assert [Path(x["file"]).name for x in (first, second, third)] == [
                "all.mbox#1", "all.mbox#2", "all.mbox#3",
            ]  # fmt: skip
            assert first["verdict"] == "not_sextortion"
            assert "error" in second
            assert third["verdict"] == "sextortion"
            assert result.returncode == 2

    def test_a_mail_that_was_passed_on_is_answered_for_its_original(self, tmp_path: Path) -> None:
        path = tmp_path / "passed on.eml"
        path.write_bytes(
            b"From: ada@home.example\nTo: sam@school.example\nSubject: Fwd: pay\n\nIs it true?\n\n"
            b"---------- Forwarded message ---------\nFrom: <x@threat.example>\nDate: today\n"
            b"Subject: pay\nTo: <ada@home.example>\n\n" + THREAT.encode()
        )
        (line,) = lines(run("check", "--json", path))
        assert line["verdict"] == "sextortion"
        assert b"passed on by ada@home.example" in run("check", path).stdout.replace(b"\n", b" ")

    def test_a_file_that_cannot_be_read_stops_no_other_and_gives_2(self, threat: Path) -> None:
        result = run("check", "--json", threat.parent / "none.eml", threat)
        first, second = lines(result)
        assert set(first) == {"file", "error"}
        assert "no such file" in first["error"]
        assert second["verdict"] == "sextortion"
        assert result.returncode == 2


class TestBadInput:
    @pytest.fixture
    def bad(self, tmp_path: Path) -> dict[str, Path]:
        made = {
            "empty": b"",
            "NULs": b"\x00" * 100_000,
            "noise": bytes(range(256)) * 400,
            "picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 99,
            "surrogate": b"\xed\xa0\x80",
            "only a picture": b"From: a@example.org\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: image/png; name=x.png\r\n\r\nxx",
            "looping tree": b"From: a@example.org\r\nMIME-Version: 1.0\r\n"
            + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 20_000,
        }
        paths = {}
        for name, data in made.items():
            paths[name] = tmp_path / f"{name}.eml"
            paths[name].write_bytes(data)
        large = tmp_path / "large.eml"
        with large.open("wb") as file:
            file.truncate(200 * 1024 * 1024)
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "song.mp3").write_bytes(b"ID3")
        unreadable = tmp_path / "odd\n\x1bname.txt"
        return {**paths, "large": large, "no mail in it": tmp_path / "folder", "absent": unreadable}

    def test_each_gets_one_clear_sentence_and_2_and_no_traceback(
        self, bad: dict[str, Path]
    ) -> None:
        for name, path in bad.items():
            if name == "surrogate":
                continue
            result = run("check", path)
            said = result.stderr.decode()
            assert result.returncode == 2, name
            assert "Traceback" not in said, name
            assert len(said.strip().replace(str(path), "")) > 30, (name, said)
            assert "\x1b" not in said, name
            (line,) = lines(run("check", "--json", path))
            assert set(line) == {"file", "error"}, name

    def test_a_lone_surrogate_is_read_and_shown_as_a_mark(self, bad: dict[str, Path]) -> None:
        result = run("check", "--json", bad["surrogate"])
        assert result.returncode == 0
        assert b"Traceback" not in result.stderr

    def test_standard_input_without_end_is_cut_off_in_bounded_memory(self) -> None:
        # Address space, not memory in use: Python with its libraries maps a good part unused.
        result = subprocess.run(
            [
                "bash",
                "-c",
                f"ulimit -v 900000; yes | head -c 200M | {sys.executable} -m bield check -",
            ],
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert result.returncode == 2
        assert b"more than 25 MB" in result.stderr

    def test_a_wrong_option_is_said_without_a_traceback(self) -> None:
        result = run("check", "--country", "narnia", "x")
        assert result.returncode == 2
        assert b"narnia" in result.stderr
        assert b"Traceback" not in result.stderr

    @pytest.mark.parametrize("way", ["", "--json"])
    def test_a_reader_that_stops_early_is_no_error(self, threat: Path, way: str) -> None:
        result = subprocess.run(
            [
                "bash",
                "-c",
                f"{sys.executable} -m bield check {way} {' '.join([str(threat)] * 40)} | head -1; "
                "exit ${PIPESTATUS[0]}",
            ],
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert result.returncode == 0
        assert result.stderr == b""


class TestHelp:
    def test_help_names_the_command_and_the_emergency_numbers(self) -> None:
        text = run("--help").stdout.decode()
        assert "check" in text
        assert "999" in text

    def test_help_loads_none_of_the_stages(self) -> None:
        code = (
            "import sys; from bield.cli.app import app; "
            "print([m for m in sys.modules if m.startswith(('bield.read', 'bield.recognise', "
            "'bield.facts', 'yaml', 'selectolax', 'rich.console'))])"
        )
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert result.stdout.strip() == b"[]"

    def test_every_command_is_in_the_readme(self) -> None:
        import typer

        from bield.cli.app import app

        readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
        for name in typer.main.get_command(app).commands:  # type: ignore[attr-defined]
            assert f"bield {name}" in readme

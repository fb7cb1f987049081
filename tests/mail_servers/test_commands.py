"""`bield milter` and `bield mailbox`, run as their user runs them."""

from __future__ import annotations

import smtplib
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from postfix import free_port, wait_until
from served import Served, served

BIELD = [sys.executable, "-m", "bield"]


def run(*words: str | Path, code: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, words)] if code else [*BIELD, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def mailbox(keep: Path, *more: str) -> list[str | Path]:
    return ["mailbox", "--from", "report@bield.test", "--keep", keep, *more]


class TestStarting:
    def test_a_port_in_use_gives_3_and_a_sentence(self, tmp_path: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            where = f"127.0.0.1:{taken.getsockname()[1]}"
            for words in (["milter"], mailbox(tmp_path)):
                result = run(*words, "--listen", where)
                assert (result.returncode, result.stdout) == (3, "")
                assert f"Bield cannot listen on {where}: It is in use" in result.stderr
                assert "Traceback" not in result.stderr

    @pytest.mark.parametrize(
        "more", [["--listen", "here"], ["--smarthost", "25"], ["--from", "nobody"]]
    )
    def test_an_option_that_cannot_be_used_gives_2(self, more: list[str], tmp_path: Path) -> None:
        result = run(*mailbox(tmp_path / "keep"), *more)
        assert result.returncode == 2
        assert more[0] in result.stderr
        assert not (tmp_path / "keep").exists()

    def test_a_folder_that_cannot_be_used_gives_3(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", encoding="ascii")
        result = run(*mailbox(tmp_path / "file"))
        assert result.returncode == 3
        assert f"Bield cannot keep in {tmp_path}/file" in result.stderr
        assert "Traceback" not in result.stderr

    def test_without_the_extra_says_what_to_install(self, tmp_path: Path) -> None:
        result = run(
            *mailbox(tmp_path),
            code="import sys; sys.modules['aiosmtpd'] = None\nfrom bield.cli import main; main()",
        )
        assert result.returncode == 3
        assert "pip install 'bield[mail]'" in result.stderr
        assert "Traceback" not in result.stderr

    def test_one_folder_serves_one_mailbox(self, tmp_path: Path) -> None:
        words = mailbox(tmp_path, "--listen", "127.0.0.1:0", "--workers", "1")
        with served(*words):
            result = run(*words)
        assert result.returncode == 3
        assert "Another Bield keeps in" in result.stderr


class TestStopping:
    def test_a_service_manager_ends_it_with_0(self, tmp_path: Path) -> None:
        for words in (["milter"], mailbox(tmp_path / "keep")):
            path = tmp_path / "x.sock"
            server = Served(*words, "--listen", f"unix:{path}", "--workers", "1")
            assert server.where == f"unix:{path}"
            assert path.stat().st_mode & 0o777 == 0o660
            code, logged = server.stop()
            assert (code, logged) == (0, "")
            assert not path.exists()

    def test_killed_it_leaves_no_process_behind(self) -> None:
        server = Served("milter", "--listen", "127.0.0.1:0", "--workers", "2")
        family = descendants(server.process.pid)
        assert len(family) >= 3
        server.kill()
        wait_until(
            lambda: not any(Path(f"/proc/{pid}").exists() for pid in family),
            "they are gone",
            seconds=10,
        )


class TestTheMailboxesProtocol:
    def test_takes_one_recipient_a_mail_by_lmtp_and_smtp(self, tmp_path: Path) -> None:
        smarthost = f"127.0.0.1:{free_port()}"
        for kind, client in (("lmtp", smtplib.LMTP), ("smtp", smtplib.SMTP)):
            with (
                served(
                    *mailbox(tmp_path / kind, "--listen", f"{kind}:127.0.0.1:0", "--workers", "1"),
                    "--smarthost",
                    smarthost,
                ) as server,
                client("127.0.0.1", server.port, "mx.test") as mx,
            ):
                mx.ehlo_or_helo_if_needed()
                assert mx.mail("me@example.org")[0] == 250
                assert mx.rcpt("report@bield.test")[0] == 250
                assert mx.rcpt("report@bield.test")[0] == 452
                # There is no smarthost, so the mail is not taken.
                assert mx.data(b"From: me@example.org\r\n\r\nsend me 900 USD in bitcoin")[0] == 451
                assert mx.mail("")[0] == 250
                assert mx.rcpt("report@bield.test")[0] == 250
                assert mx.data(b"Subject: bounce\r\n\r\nhello")[0] == 250


def descendants(pid: int) -> set[int]:
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(
                (folder / "stat").read_text().rpartition(")")[2].split()[1]
            )
        except OSError:
            continue
    found = {pid}
    while new := {child for child, parent in parents.items() if parent in found} - found:
        found |= new
    return found - {pid}

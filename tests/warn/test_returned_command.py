"""`bield bounces`, run as its user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent / "returned"


def run(*paths: str | Path, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bield", "bounces", *map(str, paths)],
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        timeout=60,
    )


def lines(result: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


class TestUnderstood:
    def test_says_who_did_not_get_it_and_why(self) -> None:
        result = run(SAMPLES / "postfix_no_user.eml")
        assert result.returncode == 0
        (line,) = lines(result)
        assert line["kind"] == "bounce"
        (recipient,) = line["recipients"]
        assert recipient["address"] == "kim@example.org"
        assert recipient["status"] == "5.1.1"
        assert recipient["permanence"] == "permanent"
        assert recipient["reason"] == "no_such_address"
        assert "User unknown" in recipient["said"]
        assert line["message_ids"] == ["20261130.7f3a91c2@alerts.example.net"]
        assert "bounces+kim=example.org@alerts.example.net" in line["return_paths"]

    def test_reads_standard_input(self) -> None:
        result = run("-", given=(SAMPLES / "arf_opt_out.eml").read_bytes())
        assert result.returncode == 0
        (line,) = lines(result)
        assert (line["kind"], line["feedback_type"]) == ("complaint", "opt-out")

    def test_reads_every_mail_of_a_mailbox(self, tmp_path: Path) -> None:
        mailbox = tmp_path / "returned.mbox"
        mailbox.write_bytes(
            b"\n".join(
                b"From MAILER-DAEMON Mon Nov 30 09:12:09 2026\n" + (SAMPLES / name).read_bytes()
                for name in ("gmail_rate.eml", "away_german.eml")
            )
        )
        result = run(mailbox)
        assert result.returncode == 0
        assert [line["kind"] for line in lines(result)] == ["delay", "auto_reply"]


class TestNotUnderstood:
    def test_says_unknown_and_exits_with_1(self) -> None:
        result = run(SAMPLES / "postfix_full.eml", SAMPLES / "server_without_address.eml")
        assert result.returncode == 1
        bounce, unknown = lines(result)
        assert bounce["recipients"][0]["permanence"] == "temporary"
        assert unknown["kind"] == "unknown"
        assert unknown["note"] == "It says that a mail was not delivered, but not to whom."

    def test_a_missing_file_stops_no_other_and_exits_with_2(self, tmp_path: Path) -> None:
        result = run(tmp_path / "none.eml", SAMPLES / "qmail_quota.eml")
        assert result.returncode == 2
        refused, read = lines(result)
        assert "error" in refused
        assert read["recipients"][0]["reason"] == "mailbox_full"
        assert result.stderr == b""

    def test_a_mail_made_to_harm_is_refused(self, tmp_path: Path) -> None:
        part = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
        parts = [part % (i, i) for i in range(3_000)]
        (tmp_path / "deep.eml").write_bytes(b"".join(parts))
        result = run(tmp_path / "deep.eml")
        assert result.returncode == 2
        assert "nested so deep" in lines(result)[0]["error"]
        assert b"Traceback" not in result.stderr

"""A scan: of a real mbox, killed and begun again, on this machine and on a cluster."""

from __future__ import annotations

import contextlib
import json
import mailbox
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset
import pytest
from stages_for_tests import deadly

from bield.pipeline import Pipeline
from bield.read import MAX_BYTES
from bield.scan import ScanRefusedError, scan_here
from bield.scan.splits import messages, plan
from bield.scan.tables import MESSAGES, ROWS, look_at_batch
from bield.wiring import pipeline

THREAT = (
    "I hacked your device and recorded you through your webcam while you watched porn. Send $900 "
    "in bitcoin to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT within 48 hours or I will send the video to "
    "all your contacts. Your password is hunter22."
)


def mail(body: str, subject: str = "hello") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "somebody@example.org"
    message["To"] = "you@example.org"
    message["Subject"] = subject
    message["Message-ID"] = f"<{abs(hash((body, subject)))}@example.org>"
    message.set_content(body)
    return message


def mbox(path: Path, count: int, *, threat_every: int = 50) -> Path:
    box = mailbox.mbox(path)
    for number in range(count):
        threat = number % threat_every == 3
        words = THREAT if threat else f"Lunch at noon? Table {number}.\n\nFrom Monday on we open."
        box.add(mail(words, subject=f"number {number}"))
    box.flush()
    box.close()
    return path


def rows_in(out: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for part in sorted(out.glob("part-*.jsonl"))
        for line in part.read_text(encoding="utf-8").splitlines()
    ]


def scan(
    path: Path, out: Path, *, stages: Callable[[], Pipeline] = pipeline, split_bytes: int = 20_000
) -> list[dict[str, object]]:
    scan_here([path], out, stages=stages, form="jsonl", workers=2, split_bytes=split_bytes)
    return rows_in(out)


class TestSplitting:
    @pytest.mark.parametrize("split_bytes", [1, 7, 333, 4_096, 10_000_000])
    def test_gives_every_mail_of_an_mbox_once_wherever_it_is_cut(
        self, tmp_path: Path, split_bytes: int
    ) -> None:
        path = mbox(tmp_path / "box.mbox", 12)
        with contextlib.closing(mailbox.mbox(path, create=False)) as box:
            whole = [bytes(m) for m in box]
        given = [g for split in plan([path], split_bytes=split_bytes) for g in messages(split)]
        assert [g.data.strip() for g in given] == [  # type: ignore[union-attr]
            m.replace(b"\n>From ", b"\nFrom ").strip() for m in whole
        ]

    def test_takes_a_maildir_and_leaves_what_is_not_delivered_yet(self, tmp_path: Path) -> None:
        box = mailbox.Maildir(tmp_path / "Maildir")
        box.add(mail("one"))
        box.add(mail("two"))
        (tmp_path / "Maildir" / "tmp" / "half").write_bytes(b"From: a@example.org")
        given = [g.name for split in plan([tmp_path]) for g in messages(split)]
        assert len(given) == 2
        assert all("/new/" in name for name in given)


class TestScanning:
    def test_writes_a_row_for_each_mail_and_never_its_words(self, tmp_path: Path) -> None:
        rows = scan(mbox(tmp_path / "box.mbox", 120), tmp_path / "out")
        assert len(rows) == 120
        threats = [r for r in rows if r["verdict"] == "sextortion"]
        assert len(threats) == 3
        assert threats[0]["tactic"] == "bulk_email"
        kinds = {i["kind"]: i["value"] for i in threats[0]["indicators"]}  # type: ignore[attr-defined]
        assert kinds["bitcoin"] == "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
        assert "password" not in kinds
        written = "".join(p.read_text() for p in (tmp_path / "out").iterdir())
        assert "hunter22" not in written
        assert "Lunch" not in written

    def test_says_of_each_file_that_it_could_not_read_why(self, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        (folder / "good.eml").write_bytes(bytes(mail("Lunch at noon?")))
        (folder / "empty.eml").write_bytes(b"")
        (folder / "noise.bin").write_bytes(bytes(range(256)) * 40)
        with (folder / "large.txt").open("wb") as file:
            file.truncate(MAX_BYTES + 1)
        rows = {Path(str(r["source"])).name: r for r in scan(folder, tmp_path / "out")}
        assert rows["good.eml"]["verdict"] == "not_sextortion"
        for name in ("empty.eml", "noise.bin", "large.txt"):
            assert rows[name]["verdict"] is None
            assert rows[name]["refusal"]

    def test_goes_on_after_kill_9_and_loses_and_repeats_nothing(self, tmp_path: Path) -> None:
        path = mbox(tmp_path / "box.mbox", 1_500)
        once = scan(path, tmp_path / "once")
        out = tmp_path / "killed"
        program = (
            "import sys; from pathlib import Path; from bield.scan import scan_here; "
            "from bield.wiring import pipeline\n"
            "if __name__ == '__main__': scan_here([Path(sys.argv[1])], Path(sys.argv[2]), "
            "stages=pipeline, form='jsonl', workers=2, split_bytes=20_000)\n"
        )
        script = tmp_path / "scan.py"
        script.write_text(program)
        for parts in (2, 8):
            process = subprocess.Popen([sys.executable, str(script), str(path), str(out)])
            deadline = time.monotonic() + 60
            while len(list(out.glob("part-*"))) < parts and time.monotonic() < deadline:
                time.sleep(0.01)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        between = len(list(out.glob("part-*")))
        assert scan(path, out) == once
        assert 8 <= between < len(list(out.glob("part-*"))), "it was done before it was killed"

    def test_names_the_mail_that_kills_its_reader_and_reads_all_others(
        self, tmp_path: Path
    ) -> None:
        with contextlib.closing(mailbox.mbox(tmp_path / "box.mbox")) as box:
            for words in ("fine day", "this one kills", THREAT, "this one is our fault", "bye"):
                box.add(mail(words))
        rows = scan(tmp_path / "box.mbox", tmp_path / "out", stages=deadly)
        assert [r["verdict"] for r in rows] == [
            "not_sextortion",
            None,
            "sextortion",
            None,
            "not_sextortion",
        ]
        assert "ended the program" in str(rows[1]["refusal"])
        assert "ZeroDivisionError" in str(rows[3]["refusal"])
        assert "its words" not in str(rows[3]["refusal"])

    def test_refuses_a_folder_of_another_scan_or_of_other_things(self, tmp_path: Path) -> None:
        one = mbox(tmp_path / "one.mbox", 3)
        other = mbox(tmp_path / "other.mbox", 3)
        scan(one, tmp_path / "out")
        with pytest.raises(ScanRefusedError, match="Another scan"):
            scan(other, tmp_path / "out")
        with pytest.raises(ScanRefusedError, match="other things"):
            scan(one, tmp_path)
        with pytest.raises(ScanRefusedError, match="no such file"):
            scan(tmp_path / "nowhere", tmp_path / "new")

    def test_the_command_tells_the_sums_and_writes_a_table(self, tmp_path: Path) -> None:
        path = mbox(tmp_path / "box.mbox", 60)
        command = [sys.executable, "-m", "bield", "scan", str(path), "--format", "parquet"]
        ran = subprocess.run(
            [*command, "--out", str(tmp_path / "out"), "--json"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(ran.stdout)["verdicts"] == {"not_sextortion": 58, "sextortion": 2}
        parts = [str(p) for p in (tmp_path / "out").glob("*.parquet")]
        table = pyarrow.dataset.dataset(parts).to_table()
        assert table.num_rows == 60
        assert table.schema.equals(ROWS)


class TestTheSameFunctionOverArrow:
    def test_looks_at_a_batch_row_by_row(self) -> None:
        batch = pa.RecordBatch.from_pydict(
            {"source": ["a", "b", "c"], "data": [bytes(mail("lunch?")), THREAT.encode(), b""]},
            schema=MESSAGES,
        )
        rows = look_at_batch(pipeline(), batch)
        assert rows.schema.equals(ROWS)
        assert rows.column("source").to_pylist() == ["a", "b", "c"]
        assert rows.column("verdict").to_pylist() == ["not_sextortion", "sextortion", None]

    @pytest.mark.spark
    def test_gives_on_a_cluster_of_two_workers_what_it_gives_here(self, tmp_path: Path) -> None:
        path = mbox(tmp_path / "box.mbox", 200)
        here = scan(path, tmp_path / "here")
        ran = subprocess.run(
            [
                *(sys.executable, "-m", "bield", "scan", str(path), "--engine", "spark"),
                *("--master", "local-cluster[2,1,1024]", "--out", str(tmp_path / "there")),
                "--json",
            ],
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr[-2000:]
        assert json.loads(ran.stdout)["messages"] == 200
        there = [
            json.loads(line)
            for part in (tmp_path / "there").glob("part-*")
            for line in part.read_text(encoding="utf-8").splitlines()
        ]

        def key(row: dict[str, object]) -> str:
            return str(row["source"])

        assert sorted(there, key=key) == sorted(here, key=key)

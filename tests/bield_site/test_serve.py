"""Starting the site, and receiving what is too large."""

from __future__ import annotations

import http.client
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from visitor import BULK

from bield_site.serve import main

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTE = 1_048_576


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bield_site", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
    )
    with process:
        assert process.stdout
        said = process.stdout.readline().strip()
        try:
            assert said.startswith("Bield is ready: http://")
            yield process, int(said.rpartition(":")[2])
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=10)


def most_memory(process: subprocess.Popen[str]) -> float:
    status = Path(f"/proc/{process.pid}/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


class TestServe:
    def test_stops_when_a_service_manager_ends_it(self) -> None:
        with running() as (process, _):
            process.terminate()
            process.wait(timeout=10)
        assert process.returncode == 0

    def test_says_where_to_go_and_stops_when_asked(self) -> None:
        with running() as (process, port):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/")
            assert connection.getresponse().status == 200
            connection.close()
        assert process.returncode == 0

    def test_says_so_where_the_port_is_taken(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            ended = subprocess.run(
                [sys.executable, "-m", "bield_site", "--port", str(port)],
                capture_output=True,
                text=True,
                timeout=20,
            )
        assert ended.returncode == 3
        assert f"port {port} is in use" in ended.stderr
        assert "choose another port: --port" in ended.stderr
        assert "Traceback" not in ended.stderr
        assert ended.stdout == ""

    def test_refuses_what_is_no_port(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(["--port", "70000"])
        assert stopped.value.code == 2
        assert "0 to 65535" in capsys.readouterr().err


class TestTooLarge:
    def test_gets_a_page_in_little_time_and_memory_and_no_reset(self) -> None:
        size = 200 * MEGABYTE
        block = b"\0" * MEGABYTE
        with running() as (process, port):
            start = time.monotonic()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.putrequest("POST", "/look")
            connection.putheader("Content-Type", "multipart/form-data; boundary=b")
            connection.putheader("Content-Length", str(size))
            connection.endheaders()
            for _ in range(200):
                connection.send(block)
            response = connection.getresponse()
            page = response.read().decode()
            took = time.monotonic() - start
            connection.close()
            assert response.status == 413
            assert "That file is too large" in page
            assert "tel:" in page
            assert response.headers["Cache-Control"] == "no-store"
            assert took < 2
            assert most_memory(process) < 300

    def test_is_answered_at_once_where_the_sender_waits_for_leave(self) -> None:
        with running() as (_, port), socket.create_connection(("127.0.0.1", port), 10) as sent:
            sent.sendall(
                b"POST /look HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n"
                b"Content-Length: 5000000000\r\n\r\n"
            )
            assert sent.recv(100).startswith(b"HTTP/1.1 413")

    def test_body_of_no_announced_length_stays_within_bounds(self) -> None:
        with running() as (process, port), socket.create_connection(("127.0.0.1", port), 10) as s:
            s.sendall(
                b"POST /look HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            chunk = b"100000\r\n" + b"a" * MEGABYTE + b"\r\n"
            try:
                for _ in range(60):
                    s.sendall(chunk)
                answer = s.recv(100)
            except ConnectionError:
                answer = b"HTTP/1.1 413"
            assert answer.startswith(b"HTTP/1.1 413")
            assert most_memory(process) < 300


class TestOrdinaryRequest:
    def test_makes_no_temporary_file_and_is_answered_soon(self, tmp_path: Path) -> None:
        # A folder that nobody may write to, and a limit on files of no bytes at all.
        body = b"message=" + BULK.encode().replace(b" ", b"+") + b"+word" * 400_000

        def no_files() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

        process = subprocess.Popen(
            [sys.executable, "-B", "-m", "bield_site", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=no_files,  # noqa: PLW1509 -- before any thread
            env={**os.environ, "TMPDIR": str(tmp_path)},
        )
        with process:
            assert process.stdout
            port = int(process.stdout.readline().rpartition(":")[2])
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", "/look", body, kind)
            assert connection.getresponse().status == 200
            connection.close()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=10) == 0
        assert list(tmp_path.iterdir()) == []

"""How long an answer takes: the command line cold, the site warm.

    python bench/answer_times.py

The peers, in the same run: a bare `python -c pass` for the command line (what any Python
program costs on this machine), and the site's own first page, which recognises nothing, for the
answer. Machines are shared: read the ratios.
"""

from __future__ import annotations

import http.client
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
MAIL = ROOT / "tests" / "messages" / "develop" / "bulk-pegasus.eml"
RUNS = 15


def seconds(command: list[str]) -> float:
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def command_line() -> None:
    bare = seconds([sys.executable, "-c", "pass"])
    print(f"python -c pass             {bare:.3f} s (median of {RUNS}, whole process, cold)")
    for asked, arguments in (("0.3", ["--help"]), ("1.0", ["check", "--json", str(MAIL)])):
        took = seconds([sys.executable, "-m", "bield", *arguments])
        name = " ".join(["bield", *arguments[:1]])
        print(f"{name:26} {took:.3f} s = {took / bare:.1f} × bare Python   (asked: < {asked} s)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def request(port: int, method: str, path: str, body: str | None = None) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    began = time.perf_counter()
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    response.read()
    took = time.perf_counter() - began
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{method} {path} gave {response.status}")
    return took


def site() -> None:
    port = free_port()
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "bield_site", "--port", str(port)], stdout=log, stderr=log
        )
        try:
            for _ in range(100):
                try:
                    request(port, "GET", "/")
                    break
                except OSError:
                    time.sleep(0.1)
            body = urlencode({"message": MAIL.read_text(encoding="utf-8")})
            for _ in range(5):
                request(port, "POST", "/look", body)
            answers = [request(port, "POST", "/look", body) for _ in range(100)]
            firsts = [request(port, "GET", "/") for _ in range(100)]
        finally:
            server.terminate()
            server.wait()
    answer, first = statistics.median(answers), statistics.median(firsts)
    print(f"the site's first page      {first * 1000:.1f} ms (median of 100)")
    print(
        f"the answer to a mail       {answer * 1000:.1f} ms (median of 100, worst "
        f"{max(answers) * 1000:.0f} ms) = {answer / first:.1f} × the first page   (asked: < 150 ms)"
    )


if __name__ == "__main__":
    command_line()
    site()

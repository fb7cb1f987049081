"""How long an answer takes: the command line cold, the site warm; and what a page weighs.

    python bench/answer_times.py

The peers, in the same run: a bare `python -c pass` for the command line (what any Python
program costs on this machine), and the site's own first page, which recognises nothing, for the
answer and for every page of the guide. Machines are shared: read the ratios.
"""

from __future__ import annotations

import gzip
import http.client
import re
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


class Visitor:
    """A browser's part: it sends forms, and brings back the one cookie."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""
        self.body = b""

    def request(self, method: str, path: str, fields: dict[str, str] | None = None) -> float:
        """Ask for a page; give the seconds until the last of it came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Cookie": self.cookie} if self.cookie else {}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        began = time.perf_counter()
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        self.body = response.read()
        took = time.perf_counter() - began
        if given := response.headers.get("Set-Cookie"):
            self.cookie = given.partition(";")[0]
        connection.close()
        if response.status not in {200, 303}:
            raise SystemExit(f"{method} {path} gave {response.status}")
        return took

    def median(self, method: str, path: str, fields: dict[str, str] | None = None) -> float:
        return statistics.median(self.request(method, path, fields) for _ in range(100))


ANSWERS = {
    "today": "yes",
    "years": "13_to_17",
    "place": "scotland",
    "money": "western_union",
    "more": "wants_pictures",
    "app": "instagram",
}
"""A boy of fifteen in Scotland who paid and is asked for more pictures: a long plan."""


def answer_to_a_mail(visitor: Visitor, first: float) -> None:
    fields = {"message": MAIL.read_text(encoding="utf-8")}
    for _ in range(5):
        visitor.request("POST", "/look", fields)
    times = [visitor.request("POST", "/look", fields) for _ in range(100)]
    answer = statistics.median(times)
    print(
        f"the answer to a mail       {answer * 1000:.1f} ms (median of 100, worst "
        f"{max(times) * 1000:.0f} ms) = {answer / first:.1f} × the first page   (asked: < 150 ms)"
    )


def pages(visitor: Visitor, first: float) -> None:
    visitor.request("POST", "/talk", {})
    for slug, value in ANSWERS.items():
        visitor.request("POST", f"/ask/{slug}", {"answer": value})
    for path in (*(f"/ask/{slug}" for slug in ANSWERS), "/next"):
        took = visitor.median("GET", path)
        print(
            f"{path:26} {took * 1000:.1f} ms (median of 100) = {took / first:.1f} × the first "
            "page   (asked: < 50 ms)"
        )
    took = visitor.median("POST", "/tick", {"step": "block", "done": "yes"})
    print(f"{'a tick':26} {took * 1000:.1f} ms (median of 100)")


def weigh(visitor: Visitor) -> None:
    """What comes over the wire when a browser that has nothing of ours opens a page."""
    for path in ("/", "/ask/place", "/next"):
        visitor.request("GET", path)
        page = visitor.body
        parts = [page]
        for address in re.findall(rb'(?:href|src)="(/static/[^"]+)"', page):
            visitor.request("GET", address.decode())
            parts.append(visitor.body)
        whole = sum(map(len, parts))
        packed = sum(len(gzip.compress(part, 6)) for part in parts)
        print(
            f"{path:26} {whole / 1000:.0f} kB in {len(parts)} files, {packed / 1000:.0f} kB as "
            "sent, packed   (asked: < 100 kB, first load, all told)"
        )


def site() -> None:
    port = free_port()
    visitor = Visitor(port)
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "bield_site", "--port", str(port)], stdout=log, stderr=log
        )
        try:
            for _ in range(100):
                try:
                    visitor.request("GET", "/")
                    break
                except OSError:
                    time.sleep(0.1)
            first = visitor.median("GET", "/")
            print(f"the site's first page      {first * 1000:.1f} ms (median of 100)")
            answer_to_a_mail(visitor, first)
            pages(visitor, first)
            weigh(visitor)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    command_line()
    site()

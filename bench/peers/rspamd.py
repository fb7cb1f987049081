"""Debian's rspamd, one worker, asked over HTTP on loopback, with the rules of its package."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LEAKED_PASSWORD = "LEAKED_PASSWORD_SCAM"  # noqa: S105 -- the name of a rule
_CONNECTIONS = 64
"""So many that the waiting of one mail (for a name server that is not there) delays no other."""
_OFFLINE = (
    # What asks the network or a database: there is none here, and waiting for it would not be fair.
    *("rbl", "surbl", "spf", "dkim", "dmarc", "arc", "asn", "fuzzy_check", "mx_check", "redis"),
    *("neural", "greylist", "ratelimit", "replies", "reputation", "history_redis", "bimi"),
    *("url_redirector", "metadata_exporter", "rspamd_update", "dkim_signing", "external_services"),
)

_OPTIONS = """\
filters = "chartable,regexp";
dns { nameserver = ["127.0.0.1:9"]; timeout = 0.01s; retransmits = 1; }
"""
"""A name server that refuses at once, in place of the machine's own: set beside what Debian's
`options.inc` says of it, and not above it, it would be passed over."""


@dataclass(frozen=True)
class Outcome:
    """What came of each mail, in order, and what it cost."""

    hits: list[frozenset[str]]
    """Symbols."""
    cpu_s: float
    """Of the worker alone."""
    wall_s: float
    """From the first mail asked to the last answer had, the asking included."""


def available() -> bool:
    """Tell whether rspamd is on this machine and may be started."""
    return bool(shutil.which("rspamd")) and os.geteuid() == 0


def check(mails: Sequence[Path]) -> Outcome:
    """Give the symbols of each mail, and what all of them cost the worker.

    Raises:
        RuntimeError: rspamd did not start.
    """
    with _worker() as (port, worker):
        before, began = _cpu_s(worker), time.perf_counter()
        with ThreadPoolExecutor(_CONNECTIONS) as threads:
            hits = list(threads.map(lambda mail: _symbols(port, mail), mails))
        wall_s = time.perf_counter() - began
        return Outcome(hits=hits, cpu_s=_cpu_s(worker) - before, wall_s=wall_s)


def _symbols(port: int, mail: Path) -> frozenset[str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", "/checkv2", body=mail.read_bytes())
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    return frozenset(answer.get("symbols", {}))


@contextmanager
def _worker() -> Iterator[tuple[int, int]]:
    """Start rspamd with one worker; give its port and the worker's process."""
    folder = Path(tempfile.mkdtemp(prefix="bield-rspamd-"))
    folder.chmod(0o755)
    for name in ("db", "log", "run", "local"):
        (folder / name).mkdir()
        shutil.chown(folder / name, "_rspamd", "_rspamd")
    override = folder / "local" / "override.d"
    override.mkdir()
    for module in _OFFLINE:
        (override / f"{module}.conf").write_text("enabled = false;\n")
    (override / "options.inc").write_text(_OPTIONS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    config = folder / "rspamd.conf"
    config.write_text(_config(port))
    process = subprocess.Popen(
        [
            *("rspamd", "-f", "-u", "_rspamd", "-g", "_rspamd", "-c", str(config)),
            *(f"--var=DBDIR={folder}/db", f"--var=LOGDIR={folder}/log"),
            *(f"--var=RUNDIR={folder}/run", f"--var=LOCAL_CONFDIR={folder}/local"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port, _ready(process, port, folder)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _config(port: int) -> str:
    return f"""
.include "$CONFDIR/common.conf"
options {{
    pidfile = "$RUNDIR/rspamd.pid";
    .include "$CONFDIR/options.inc"
    .include(priority=10; duplicate=merge) "$LOCAL_CONFDIR/override.d/options.inc"
}}
logging {{ type = "file"; filename = "$LOGDIR/rspamd.log"; level = "error"; }}
worker "normal" {{ bind_socket = "127.0.0.1:{port}"; count = 1; mime = true; }}
"""


def _ready(process: subprocess.Popen[bytes], port: int, folder: Path) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/ping")
            if connection.getresponse().read().strip() == b"pong":
                return _normal_worker(process.pid)
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    log = folder / "log" / "rspamd.log"
    raise RuntimeError(f"rspamd did not start: {log.read_text()[-500:] if log.exists() else ''}")


def _normal_worker(parent: int) -> int:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if int(fields[1]) == parent and b"normal" in command:
                return int(entry.name)
    raise RuntimeError("rspamd has no worker")


def _cpu_s(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

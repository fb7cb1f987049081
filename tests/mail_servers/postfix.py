"""A Postfix of our own: its own configuration, queue and ports, in a folder that goes away."""

from __future__ import annotations

import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

MAILBOX = "report@bield.test"
_SBIN = "/usr/sbin:/sbin"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(done: Callable[[], bool], what: str, *, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"after {seconds:.0f} s still not: {what}"
        time.sleep(0.05)


class Postfix:
    """Three doors: `plain`; `milter`, which asks Bield; `relay`, which passes mails on to `milter`,
    keeps those that are refused for now, and tries again, as the server of a sender does.

    Mails for `@sink.test` and `@people.test` end in a Maildir each, those for `MAILBOX` go to Bield
    by LMTP.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.plain, self.milter, self.relay, self.bield_milter, self.bield_lmtp = (
            free_port() for _ in range(5)
        )
        self._etc = home / "etc"
        for folder in (self._etc, home / "queue", home / "data", home / "mail"):
            folder.mkdir()
        shutil.chown(home / "data", "postfix")
        shutil.chown(home / "mail", "nobody")
        (self._etc / "main.cf").write_text(self._main(), encoding="ascii")
        (self._etc / "master.cf").write_text(self._master(), encoding="ascii")

    def _main(self) -> str:
        return f"""
compatibility_level = 3.6
queue_directory = {self.home}/queue
data_directory = {self.home}/data
maillog_file = {self.home}/mail.log
maillog_file_prefixes = {self.home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.bield.test
mydestination =
alias_maps =
local_header_rewrite_clients =
smtpd_recipient_restrictions = permit_mynetworks, reject
message_size_limit = 62914560
virtual_mailbox_limit = 0
virtual_mailbox_domains = sink.test odd.test people.test bield.test
virtual_mailbox_base = {self.home}/mail
virtual_mailbox_maps = inline:{{ @sink.test=sink/, @odd.test=odd/, @people.test=people/,
    {MAILBOX}=none/ }}
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
transport_maps = inline:{{ {MAILBOX}=lmtp:inet:127.0.0.1:{self.bield_lmtp} }}
smtp_line_length_limit = 0
lmtp_line_length_limit = 0
smtp_dns_support_level = disabled
lmtp_dns_support_level = disabled
smtp_host_lookup = native
smtpd_peername_lookup = no
milter_default_action = tempfail
message_drop_headers =
in_flow_delay = 0s
transport_retry_time = 1s
smtpd_error_sleep_time = 0s
smtpd_soft_error_limit = 100000
smtpd_hard_error_limit = 100000
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
"""

    def _master(self) -> str:
        daemons = (
            "pickup unix n - n 60 1 pickup", "cleanup unix n - n - 0 cleanup",
            "qmgr unix n - n 1 1 qmgr", "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce", "proxymap unix - - n - - proxymap",
            "smtp unix - - n - - smtp", "lmtp unix - - n - - lmtp", "error unix - - n - - error",
            "retry unix - - n - - error", "virtual unix - n n - - virtual",
            "anvil unix - - n - 1 anvil", "scache unix - - n - 1 scache",
            "postlog unix-dgram n - n - 1 postlogd",
        )  # fmt: skip
        return "\n".join(
            [
                f"127.0.0.1:{self.plain} inet n - n - - smtpd",
                f"127.0.0.1:{self.milter} inet n - n - - smtpd"
                f" -o smtpd_milters=inet:127.0.0.1:{self.bield_milter}",
                f"127.0.0.1:{self.relay} inet n - n - - smtpd"
                f" -o content_filter=smtp:[127.0.0.1]:{self.milter}",
                *daemons,
                "",
            ]
        )

    def command(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [words[0], "-c", str(self._etc), *words[1:]],
            env={**os.environ, "PATH": f"{os.environ['PATH']}:{_SBIN}", "MAIL_CONFIG": ""},
            capture_output=True,
            check=False,
            timeout=60,
        )

    def log(self) -> str:
        path = self.home / "mail.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def folder(self, name: str) -> Path:
        return self.home / "mail" / name / "new"

    def count(self, name: str) -> int:
        folder = self.folder(name)
        return sum(1 for _ in folder.iterdir()) if folder.exists() else 0

    def delivered(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Give whom each mail is for, and the mail as it lies there, with bare line feeds."""
        if not self.folder(name).exists():
            return
        for path in self.folder(name).iterdir():
            mail = path.read_bytes()
            start = mail.index(b"\nDelivered-To: ") + len("\nDelivered-To: ")
            yield mail[start : mail.index(b"\n", start)].decode(), mail

    def send(
        self, port: int, mails: Iterable[tuple[str, str, bytes]], *, connections: int = 4
    ) -> None:
        """Send mails, each with its sender and recipient, over a few connections at once."""
        with self.sending(port, mails, connections=connections):
            pass

    @contextmanager
    def sending(
        self, port: int, mails: Iterable[tuple[str, str, bytes]], *, connections: int = 4
    ) -> Iterator[None]:
        """Send mails meanwhile; at its end all are sent."""
        share: list[list[tuple[str, str, bytes]]] = [[] for _ in range(connections)]
        for number, mail in enumerate(mails):
            share[number % connections].append(mail)
        faults: list[BaseException] = []

        def one(own: Sequence[tuple[str, str, bytes]]) -> None:
            try:
                with smtplib.SMTP("127.0.0.1", port, local_hostname="sender.test") as server:
                    for sender, recipient, mail in own:
                        server.sendmail(sender, [recipient], mail, mail_options=["BODY=8BITMIME"])
            except BaseException as fault:  # noqa: BLE001 -- told to the test below
                faults.append(fault)

        threads = [threading.Thread(target=one, args=(own,)) for own in share if own]
        for thread in threads:
            thread.start()
        yield
        for thread in threads:
            thread.join()
        assert not faults, faults


@contextmanager
def running_postfix() -> Iterator[Postfix]:
    """Start a Postfix and stop it; skip where there is none or we may not start it."""
    if shutil.which("postfix", path=f"{os.environ['PATH']}:{_SBIN}") is None:
        pytest.skip("Postfix is not installed: apt-get install postfix")
    if os.geteuid() != 0:
        pytest.skip("only root can start a Postfix")
    # Its processes run as other users, who cannot look into pytest's own folders.
    # In memory where there is such a place: what a queue costs on this disk is not our question.
    memory = Path("/dev/shm")  # noqa: S108 -- mkdtemp makes a folder of our own in it
    place = memory if os.access(memory, os.W_OK) else None
    home = Path(tempfile.mkdtemp(prefix="bield-postfix-", dir=place))
    try:
        home.chmod(0o755)
        postfix = Postfix(home)
        started = postfix.command("postfix", "start")
        assert started.returncode == 0, started.stderr
        try:
            wait_until(lambda: "daemon started" in postfix.log(), "Postfix is up", seconds=20)
            yield postfix
        finally:
            postfix.command("postfix", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)

"""A time-stamp authority on this machine: OpenSSL's own answers, over HTTP on loopback."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

_TS = """
[ tsa ]
default_tsa = one
[ one ]
serial = {folder}/stamps
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = {digest}
default_policy = 1.3.6.1.4.1.13762.3
digests = {digests}
{chain}accuracy = secs:1
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = {names_by}
"""
_CA = """
[ ca ]
default_ca = one
[ one ]
database = {folder}/index
serial = {folder}/serial
new_certs_dir = {folder}
certificate = {issuer}.pem
private_key = {issuer}.key
default_md = sha256
policy = any
unique_subject = no
[ any ]
commonName = supplied
[ tsa ]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ between ]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
"""
Answer = Callable[["BaseHTTPRequestHandler", bytes], bytes | None]


class Authority:
    """Use it as a context: it answers while that lasts.

    Args:
        folder: For its keys and certificates; a new one.
        name: What its certificates are called.
        key: Of its certificates, as `openssl req -newkey` takes it.
        digest: With which it signs.
        names_by: The hash by which its answers name its certificate.
        digests: Which requests it takes.
        good: From when to when its certificate is, as `YYYYMMDDHHMMSSZ`.
        between: Whether another certificate stands between the root and the one that signs.
        sends: The certificates that it sends beside its own, in this order.
    """

    def __init__(
        self,
        folder: Path,
        *,
        name: str = "Time",
        key: str = "ec",
        digest: str = "sha256",
        names_by: str = "sha256",
        digests: str = "sha256",
        good: tuple[str, str] = ("20250101000000Z", "20450101000000Z"),
        between: bool = False,
        sends: tuple[str, ...] = (),
    ) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.root = folder / "root.pem"
        self.between = folder / "between.pem"
        self.asked: list[bytes] = []
        self.answer: Answer = lambda _, query: self.reply(query)
        self._writing = threading.Lock()
        self._new(key, "root", f"{name} Root", "-x509", "-days", "7300")
        issuer = "root"
        if between:
            self._certify(key, "between", f"{name} Between", issuer, good)
            issuer = "between"
        self._certify(key, "tsa", f"{name} Authority", issuer, good)
        (folder / "stamps").write_text("01\n")
        (folder / "chain.pem").write_bytes(
            b"".join((folder / f"{one}.pem").read_bytes() for one in sends)
        )
        chain = f"certs = {folder}/chain.pem\n" if sends else ""
        (folder / "ts.cnf").write_text(
            _TS.format(
                folder=folder, digest=digest, digests=digests, names_by=names_by, chain=chain
            )
        )

    def __enter__(self) -> Authority:
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                authority.asked.append(query)
                made = authority.answer(self, query)
                if made is not None:
                    self.send_response(200)
                    self.send_header("Content-Type", "application/timestamp-reply")
                    self.send_header("Content-Length", str(len(made)))
                    self.end_headers()
                    self.wfile.write(made)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who asked left
        self._serving = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._serving.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._serving.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/tsr"

    def reply(self, query: bytes) -> bytes:
        """Give OpenSSL's answer."""
        with self._writing:
            (self.folder / "query").write_bytes(query)
            self._openssl(
                "ts", "-reply", "-config", "ts.cnf", "-queryfile", "query", "-out", "made"
            )
            return (self.folder / "made").read_bytes()

    def _certify(
        self, key: str, called: str, name: str, issuer: str, good: tuple[str, str]
    ) -> None:
        self._new(key, called, name)
        (self.folder / "index").write_text("")
        if not (self.folder / "serial").exists():
            (self.folder / "serial").write_text("0A\n")
        (self.folder / "ca.cnf").write_text(_CA.format(folder=self.folder, issuer=issuer))
        self._openssl(
            "ca", "-batch", "-notext", "-config", "ca.cnf", "-extensions", called,
            "-in", f"{called}.csr", "-out", f"{called}.pem",
            "-startdate", good[0], "-enddate", good[1],
        )  # fmt: skip

    def _new(self, key: str, called: str, name: str, *more: str) -> None:
        curve = ("-pkeyopt", "ec_paramgen_curve:P-256") if key == "ec" else ()
        self._openssl(
            "req", "-newkey", key, *curve, "-nodes", "-subj", f"/CN={name}", *more,
            "-keyout", f"{called}.key", "-out", f"{called}.{'pem' if more else 'csr'}",
        )  # fmt: skip

    def _openssl(self, *arguments: str) -> None:
        made = subprocess.run(
            ["openssl", *arguments], cwd=self.folder, capture_output=True, timeout=60
        )
        assert made.returncode == 0, made.stderr.decode()

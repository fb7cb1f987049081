"""A connection to a mail server, up to where mail can be sent: greeting, TLS, password."""

from __future__ import annotations

import base64
import ipaddress
import re
import socket
import ssl
from dataclasses import dataclass

from bield.adapters.smtp_replies import ConnectionEndedError, Replies

_NAME = re.compile(r"[A-Za-z0-9.:_-]+|\[[A-Za-z0-9.:]+\]")


class UnableToConnectError(Exception):
    """No mail can be sent over this connection; another try may be of use."""


class TlsRefusedError(UnableToConnectError):
    """The server gives no TLS, or none that can be trusted: no mail goes there in the clear."""


class LoginRefusedError(UnableToConnectError):
    """The server does not take our name and password."""


class NoNameError(ValueError):
    """What we are to greet with is no name of a machine."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection over which mail can be sent."""

    socket: socket.socket
    replies: Replies
    offered: dict[str, str]
    """What the server says that it can, in capitals, and the parameters of each."""


def opened(
    host: str,
    port: int,
    *,
    our_name: str,
    tls: ssl.SSLContext | None,
    login: tuple[str, str] | None,
    timeout_s: float,
) -> Opened:
    """Connect, greet, and come under TLS.

    Args and Raises: those of `SmtpPipeline`.
    """
    if _NAME.fullmatch(our_name) is None:
        raise NoNameError(f"A server is greeted with the name of a machine: {our_name!r} is none.")
    if login is not None and tls is None:
        raise LoginRefusedError("A password is only sent under TLS.")
    try:
        connection = socket.create_connection((host, port), timeout=timeout_s)
    except OSError as problem:
        raise UnableToConnectError(f"{host}, port {port}, cannot be reached.") from problem
    opening = _Opening(connection, host, our_name=our_name, timeout_s=timeout_s)
    try:
        return opening.go(tls, login)
    except ConnectionEndedError as problem:
        opening.close()
        raise UnableToConnectError(f"{host}, port {port}: {problem}") from problem
    except OSError as problem:
        opening.close()
        raise UnableToConnectError(f"{host}, port {port}: the connection broke.") from problem
    except BaseException:
        opening.close()
        raise


class _Opening:
    def __init__(
        self, connection: socket.socket, host: str, *, our_name: str, timeout_s: float
    ) -> None:
        self._socket, self._host, self._name = connection, host, our_name
        self._timeout_s = timeout_s
        self._replies = Replies(connection.recv, timeout_s=timeout_s)

    def close(self) -> None:
        self._socket.close()

    def go(self, tls: ssl.SSLContext | None, login: tuple[str, str] | None) -> Opened:
        there = ipaddress.ip_address(self._socket.getpeername()[0].partition("%")[0])
        if tls is None and not there.is_loopback:
            raise TlsRefusedError(
                f"{self._host} is another machine: mail goes there under TLS only."
            )
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        greeting = self._replies.next()
        if greeting.code != 220:
            raise UnableToConnectError(f"{self._host} takes no mail now: {greeting.code}.")
        offered = self._hello()
        if tls is not None:
            if "STARTTLS" not in offered:
                raise TlsRefusedError(f"{self._host} offers no TLS.")
            self._start_tls(tls)
            # What was offered before may have been written by anybody: RFC 3207, 4.2.
            offered = self._hello()
        if login is not None:
            self._log_in(*login, offered=offered)
        return Opened(self._socket, self._replies, offered)

    def _hello(self) -> dict[str, str]:
        self._say(f"EHLO {self._name}\r\n")
        reply = self._replies.next()
        if reply.code != 250:
            raise UnableToConnectError(f"{self._host} does not take our greeting: {reply.code}.")
        offered: dict[str, str] = {}
        for line in reply.lines[1:]:
            name, _, parameters = line.strip().partition(" ")
            offered[name.upper()] = parameters.strip()
        return offered

    def _start_tls(self, tls: ssl.SSLContext) -> None:
        self._say("STARTTLS\r\n")
        reply = self._replies.next()
        if reply.code != 220:
            raise TlsRefusedError(f"{self._host} refuses TLS: {reply.code}.")
        if self._replies.has_more:
            # Somebody on the way wrote it, to be taken for the server's under TLS.
            raise TlsRefusedError(f"{self._host} went on in the clear after it had agreed to TLS.")
        try:
            self._socket = tls.wrap_socket(self._socket, server_hostname=self._host)
        except OSError as problem:
            why = getattr(problem, "verify_message", "") or type(problem).__name__
            raise TlsRefusedError(f"{self._host}: its TLS cannot be trusted: {why}.") from problem
        self._replies = Replies(self._socket.recv, timeout_s=self._timeout_s)

    def _log_in(self, name: str, password: str, *, offered: dict[str, str]) -> None:
        if "PLAIN" not in offered.get("AUTH", "").upper().split():
            raise LoginRefusedError("The server does not take a name and password as AUTH PLAIN.")
        token = base64.b64encode(f"\0{name}\0{password}".encode()).decode("ascii")
        self._say(f"AUTH PLAIN {token}\r\n")
        reply = self._replies.next()
        if reply.code != 235:
            raise LoginRefusedError(
                f"The server does not take the name and password: {reply.code}."
            )

    def _say(self, command: str) -> None:
        try:
            self._socket.sendall(command.encode("ascii"))
        except OSError as problem:
            raise ConnectionEndedError("The connection broke.") from problem

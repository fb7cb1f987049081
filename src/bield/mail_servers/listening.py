"""Where a server listens: `unix:/run/bield/x.sock`, `127.0.0.1:8025` or `inet:127.0.0.1:8025`."""

from __future__ import annotations

import asyncio
import errno
import re
import socket
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_SOCKET_MODE = 0o660
"""The server's group may write: give the service the group of the mail server."""
_HOST_AND_PORT = re.compile(r"(?:inet:)?(?:\[([0-9A-Fa-f:.]+)\]|([^:\[\]@/\s]+)):(\d{1,5})")


class NotAnAddressError(ValueError):
    """The words name no place to listen at, or to connect to; the sentence says how one looks."""


class UnableToListenError(OSError):
    """The place is taken, or may not be used; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """A host and port, or the path of a unix socket."""

    host: str = ""
    port: int = 0
    path: Path | None = None

    def __str__(self) -> str:
        if self.path:
            return f"unix:{self.path}"
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def address_of(words: str) -> Address:
    """Give the address that these words name.

    Raises:
        NotAnAddressError: They name none.
    """
    if words.startswith("unix:") and (path := words.removeprefix("unix:")):
        return Address(path=Path(path).absolute())
    match = _HOST_AND_PORT.fullmatch(words)
    if match and int(match[3]) <= 65535:
        return Address(host=match[1] or match[2], port=int(match[3]))
    raise NotAnAddressError(
        f"{words!r} is no address. Give one such as 127.0.0.1:8025, [::1]:8025 or "
        "unix:/run/bield/bield.sock."
    )


class Listener:
    """A server that is open, where it is reached, and what to tidy away."""

    def __init__(self, server: asyncio.Server, address: Address) -> None:
        self._server = server
        self.address = address

    def close(self) -> None:
        """Take no more connections; those that are open stay."""
        self._server.close()
        if self.address.path:
            self.address.path.unlink(missing_ok=True)


async def listen(protocol: Callable[[], asyncio.BaseProtocol], address: Address) -> Listener:
    """Open a server.

    Args:
        protocol: Makes what serves one connection.
        address: Where; port 0 is any free one.

    Returns:
        The open server, with the port that it has.

    Raises:
        UnableToListenError: It cannot be opened there; the sentence says why and what to do.
    """
    loop = asyncio.get_running_loop()
    try:
        if address.path:
            await _remove_left_over(address.path)
            server = await loop.create_unix_server(protocol, address.path)
            address.path.chmod(_SOCKET_MODE)
            return Listener(server, address)
        server = await loop.create_server(protocol, address.host, address.port)
    except OSError as problem:
        raise UnableToListenError(_sentence(problem, address)) from problem
    port: int = server.sockets[0].getsockname()[1]
    return Listener(server, Address(host=address.host, port=port))


async def _remove_left_over(path: Path) -> None:
    """Remove the socket of a server that was killed; never that of one that answers."""
    try:
        if not stat.S_ISSOCK(path.stat().st_mode):
            raise OSError(errno.EEXIST, "there is a file of that name that is no socket")
    except FileNotFoundError:
        return
    try:
        _, writer = await asyncio.open_unix_connection(path)
    except ConnectionError:
        path.unlink(missing_ok=True)
        return
    writer.close()
    raise OSError(errno.EADDRINUSE, "in use")


def _sentence(problem: OSError, address: Address) -> str:
    if isinstance(problem, socket.gaierror):
        why = f"This machine does not know the address {address.host}."
    elif problem.errno == errno.EADDRINUSE:
        why = "It is in use, perhaps by another Bield. Stop that one, or choose another."
    elif problem.errno in {errno.EACCES, errno.EPERM}:
        why = "This user may not use it. Choose another, or give the user the right to it."
    elif problem.errno == errno.ENOENT:
        why = "The folder is not there. Make it first."
    else:
        why = f"{problem.strerror or problem}."
    return f"Bield cannot listen on {address}: {why}"

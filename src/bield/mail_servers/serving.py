"""Running a server until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from typing import Protocol

from bield.mail_servers.listening import Address, listen
from bield.mail_servers.workers import Workers

FINISH_S = 25.0
"""How long the mails in hand may take once it is told to stop: a little less than the 30 s after
which most service managers kill."""


class Server(Protocol):
    """What serves the connections of a mail server."""

    def protocol(self) -> asyncio.BaseProtocol:
        """Make what serves one connection."""
        ...

    async def finish(self, seconds: float) -> None:
        """Let what is in hand be done, then close every connection."""
        ...


async def serve(server: Server, workers: Workers, address: Address, *, name: str) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is in hand and return.

    Says on standard output where it is ready, once it is.

    Args:
        server: What serves the connections.
        workers: What it reads with; started and stopped here.
        address: Where to listen.
        name: What it is called in that sentence.

    Raises:
        UnableToListenError: It cannot listen there.
        WorkerFailedError: Its workers cannot start.
    """
    told_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(ending, told_to_stop.set)
    # Listened to first: that the place is taken should be said at once.
    listener = await listen(server.protocol, address)
    try:
        await workers.start()
        print(f"Bield's {name} is ready: {listener.address}", flush=True)
        await told_to_stop.wait()
    finally:
        listener.close()
        await server.finish(FINISH_S)
        workers.stop()


def log_to_standard_error() -> None:
    """Send what is logged to standard error, where a service manager keeps it.

    Nothing in it is of a mail: see `milter` and `mailbox`.
    """
    ours = logging.getLogger("bield.mail_servers")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("bield %(levelname)s %(message)s"))
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    ours.propagate = False
    # aiosmtpd logs addresses, and at its most talkative every line of a mail; asyncio's words on
    # a fault may hold what the fault was about.
    for name in ("mail.log", "mail.debug", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)

"""Receiving requests: in memory only, never on a disk, and never without bound."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server as create_waitress
from waitress.task import ErrorTask, Task, WSGITask
from waitress.utilities import RequestEntityTooLarge

LET_RUN_OUT_BYTES = 1024**3
"""How much of an upload that is too large is received and thrown away. A browser reads the
answer only when it has sent everything: cut short, the person would see "connection reset"."""


class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Lets the body of a request that is too large run out unseen, so that it can be answered."""

    expect_continue: bool
    _left_to_drop = 0

    def received(self, data: bytes) -> int:
        """Take some bytes in; give how many were used."""
        if self._left_to_drop:
            dropped = min(len(data), self._left_to_drop)
            self._left_to_drop -= dropped
            self.completed = self._left_to_drop == 0
            return dropped
        used = int(super().received(data))
        if isinstance(self.error, RequestEntityTooLarge) and not self.chunked:
            if self.expect_continue:
                # The sender waits for leave to send: the refusal comes in place of it.
                self.expect_continue = False
            elif self.content_length <= LET_RUN_OUT_BYTES:
                self._left_to_drop = self.content_length
                self.completed = False
        return used


class TooLargeTask(WSGITask):  # type: ignore[misc]
    """Hands a request that is too large to the site without its body: `gate` refuses it."""

    def execute(self) -> None:
        """Answer, then close: some of the body may still be on its way."""
        self.set_close_on_finish()
        super().execute()

    def get_environment(self) -> dict[str, Any]:
        """Give the environment, with the length that made it too large."""
        environ: dict[str, Any] = super().get_environment()
        length = max(self.request.content_length, settings.MAX_REQUEST_BYTES + 1)
        environ["CONTENT_LENGTH"] = str(length)
        return environ


def refusal(channel: Channel, request: Parser) -> Task:
    """Give the task that answers a request which cannot be read."""
    if isinstance(request.error, RequestEntityTooLarge):
        return TooLargeTask(channel, request)
    return ErrorTask(channel, request)


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection."""

    parser_class = Parser
    error_task_class = staticmethod(refusal)


def create_server(application: object, *, host: str, port: int) -> Any:
    """Give a waitress server that is bound and ready to run.

    Raises:
        OSError: The address cannot be had.
    """
    server = create_waitress(
        application,
        host=host,
        port=port,
        threads=8,
        max_request_body_size=settings.MAX_REQUEST_BYTES + 1,
        # Both far above what is let in or goes out: waitress never makes a temporary file.
        inbuf_overflow=4 * settings.MAX_REQUEST_BYTES,
        outbuf_overflow=4 * settings.MAX_REQUEST_BYTES,
        channel_timeout=60,
        ident=None,
    )
    servers = [server] if hasattr(server, "channel_class") else server.map.values()
    for each in servers:
        if hasattr(each, "channel_class"):
            each.channel_class = Channel
    return server


def port_of(server: Any) -> int:
    """Give the port that a server got, also where it was asked for any."""
    listens = getattr(server, "effective_listen", None)
    return int(listens[0][1] if listens else server.effective_port)

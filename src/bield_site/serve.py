"""Starts the site on this machine: `python -m bield_site`."""

from __future__ import annotations

import argparse
import errno
import signal
import socket
import sys
from io import BytesIO
from typing import TYPE_CHECKING, NoReturn
from wsgiref.util import setup_testing_defaults

from bield_site.receive import create_server, port_of
from bield_site.wsgi import application

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType


_UNABLE = 3  # as for `bield`: something outside failed
_SAMPLE = b"message=I+recorded+you.+Send+900+USD+in+bitcoin+or+everyone+sees+it"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; give the exit code.

    Returns:
        0 when it was stopped, 3 when it could not start: then a sentence said why.
    """
    parser = argparse.ArgumentParser(prog="bield-site", description="Start Bield as a site.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to answer on")
    parser.add_argument("--port", default=8000, type=_port, help="the port to answer on")
    told = parser.parse_args(arguments)
    host, port = str(told.host), int(told.port)
    try:
        server = create_server(application, host=host, port=port)
    except OSError as problem:
        print(_why(problem, host, port), file=sys.stderr)
        return _UNABLE
    warm()
    shown = f"[{host}]" if ":" in host else host
    for ending in (signal.SIGINT, signal.SIGTERM):
        # Set by ourselves: a shell that starts us in the background has Ctrl-C ignored, and a
        # service manager ends us with the other. Before we say that we are ready: whoever reads
        # that may end us at once.
        signal.signal(ending, _stop)
    try:
        print(f"Bield is ready: http://{shown}:{port_of(server)}", flush=True)
        server.run()
    except KeyboardInterrupt:
        pass  # that is how it is ended
    finally:
        server.close()
    return 0


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def warm() -> None:
    """Answer one made-up message, so that the first person does not wait for us to get ready."""
    from django.conf import settings

    from bield_site.wiring import pipeline

    pipeline().warm()

    host = next((h for h in settings.ALLOWED_HOSTS if "*" not in h), "127.0.0.1").lstrip(".")
    for method, body in (("GET", b""), ("POST", _SAMPLE)):
        environ: dict[str, object] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": "/look",
            "HTTP_HOST": host,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
        setup_testing_defaults(environ)
        response = application(environ, _nobody)
        response.close()


def _nobody(*_: object) -> Callable[[bytes], object]:
    """Take the start of a response that nobody reads."""
    return lambda _: None


def _port(value: str) -> int:
    port = int(value)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


def _why(problem: OSError, host: str, port: int) -> str:
    if isinstance(problem, socket.gaierror):
        return f"Bield cannot start: this machine does not know the address {host}."
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Bield cannot start: port {port} is in use, perhaps by another Bield. "
            f"Stop that one, or choose another port: --port {port + 1 if port < 65535 else 8000}"
        )
    if problem.errno == errno.EACCES:
        return (
            f"Bield cannot start: this user may not use port {port}. "
            "Choose one from 1024 up: --port 8000"
        )
    return f"Bield cannot start on {host}, port {port}: {problem.strerror or problem}."

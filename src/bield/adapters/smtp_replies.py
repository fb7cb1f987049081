"""What a mail server answers, read from a connection in whatever pieces it comes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

LONGEST_LINE_BYTES = 4096
"""RFC 5321, 4.5.3.1.5, has 512; servers send more."""
MOST_LINES = 128
_AT_ONCE = 65536
_LINE = re.compile(rb"([2-5][0-9][0-9])(?:([ -])([^\r\n]*))?")
_STATUS = re.compile(r"([245]\.[0-9]{1,3}\.[0-9]{1,3})(?: |\Z)")


class ConnectionEndedError(Exception):
    """The connection is over: the server closed it, was silent too long, or talked nonsense."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of a server."""

    code: int
    lines: tuple[str, ...]

    @property
    def status(self) -> str:
        """The status of RFC 3463, where the server gave one that fits its code (RFC 2034)."""
        found = _STATUS.match(self.lines[0])
        fits = found is not None and found[1][0] == str(self.code)[0]
        return found[1] if found is not None and fits else ""

    @property
    def said(self) -> str:
        """What it says to people, in one line."""
        return " ".join(_STATUS.sub("", line, count=1).strip() for line in self.lines).strip()


class Replies:
    """The answers that come over one connection, in order."""

    def __init__(self, receive: Callable[[int], bytes], *, timeout_s: float) -> None:
        """Begin to listen.

        Args:
            receive: Gives some bytes, at most as many as asked for, and none at the end.
            timeout_s: In which a whole answer must be there: a server that sends a byte now and
                then is not one that answers.
        """
        self._receive = receive
        self._timeout_s = timeout_s
        self._held = b""

    @property
    def has_more(self) -> bool:
        """Whether something has come that nobody has read."""
        return bool(self._held)

    def next(self) -> Reply:
        """Give the next answer.

        Raises:
            ConnectionEndedError: There is none.
        """
        lines: list[str] = []
        code = 0
        until = 0.0
        while True:
            end = self._held.find(b"\n")
            if end < 0:
                now = time.monotonic()
                until = until or now + self._timeout_s
                if now > until:
                    raise ConnectionEndedError("The server's answer came too slowly.")
                if len(self._held) > LONGEST_LINE_BYTES:
                    raise ConnectionEndedError("The server's answer has too long a line.")
                self._take()
                continue
            line, self._held = self._held[:end].removesuffix(b"\r"), self._held[end + 1 :]
            parts = _LINE.fullmatch(line)
            if parts is None or (lines and int(parts[1]) != code) or len(lines) >= MOST_LINES:
                raise ConnectionEndedError("What the server answered is not SMTP.")
            code = int(parts[1])
            lines.append((parts[3] or b"").decode("utf-8", "replace"))
            if parts[2] != b"-":
                return Reply(code, tuple(lines))

    def _take(self) -> None:
        try:
            came = self._receive(_AT_ONCE)
        except TimeoutError as problem:
            raise ConnectionEndedError("The server did not answer in time.") from problem
        except OSError as problem:
            raise ConnectionEndedError("The connection broke.") from problem
        if not came:
            raise ConnectionEndedError("The server closed the connection.")
        self._held += came

"""A small SMTP server that behaves as badly as it is told to, and knows what it really took."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

DROP = "drop"
"""Instead of an answer: the connection is closed."""


@dataclass
class Behaviour:
    """What is answered to each step of one mail; `DROP` for none."""

    sender: str = "250 2.1.0 ok"
    recipient: str = "250 2.1.5 ok"
    data: str = "354 go on"
    message: str = "250 2.0.0 queued"
    drop_after_bytes: int = -1
    """Of the mail: the connection is closed when so many have come."""


@dataclass
class Script:
    """How a server behaves on one connection."""

    mails: Sequence[Behaviour] = ()
    """After them, every mail is taken."""
    piece: int = 0
    """So many bytes of an answer at a time; 0 for all at once."""
    pause_s: float = 0.0
    """Between two pieces of what is answered to a mail."""
    greeting: str = "220 test"
    offers: Sequence[str] = ("PIPELINING", "SIZE 1000000", "ENHANCEDSTATUSCODES")
    starttls: str = "454 4.7.0 no"
    reset: str = "250 2.0.0 reset"


@dataclass
class Truth:
    """What the server really did."""

    answered: list[tuple[str, bytes]] = field(default_factory=list)
    """Recipient and mail, for each that was answered with 250."""
    had_whole: list[str] = field(default_factory=list)
    """Recipients of mails that came to their end, whatever was answered."""
    commands: list[bytes] = field(default_factory=list)


class _GoneError(Exception):
    pass


class ScriptedServer:
    """Serves one connection after the other, each by the script that is set."""

    def __init__(self) -> None:
        self.script = Script()
        self.truth = Truth()
        self._done = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def begin(self, script: Script) -> Truth:
        """Behave so from the next connection on."""
        self.script, self.truth = script, Truth()
        self._done.clear()
        return self.truth

    def wait(self) -> None:
        """Wait until the connection is over."""
        assert self._done.wait(10)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, contextlib.suppress(_GoneError, OSError):
                connection.settimeout(10)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                _Talk(connection, self.script, self.truth).go()
            self._done.set()


class _Talk:
    def __init__(self, connection: socket.socket, script: Script, truth: Truth) -> None:
        self._connection, self._script, self._truth = connection, script, truth
        self._held = b""

    def go(self) -> None:
        self._say(self._script.greeting)
        mails = iter(self._script.mails)
        behaviour, recipient, good = Behaviour(), "", True
        while True:
            line = self._until(b"\r\n")
            self._truth.commands.append(line)
            verb = line[:4].upper()
            if verb == b"EHLO":
                lines = ["test", *self._script.offers]
                said = [f"250-{one}" for one in lines[:-1]] + [f"250 {lines[-1]}"]
                self._say("\r\n".join(said))
            elif verb == b"STAR":
                self._step(self._script.starttls)
            elif verb == b"MAIL":
                behaviour, good = next(mails, Behaviour()), True
                good = self._step(behaviour.sender) and good
            elif verb == b"RCPT":
                recipient = line[9:-3].decode()
                good = self._step(behaviour.recipient) and good
            elif verb == b"DATA":
                if not good and behaviour.data.startswith("354 go"):
                    self._say("503 5.5.1 no recipient")
                elif self._step(behaviour.data, "3"):
                    self._take(behaviour, recipient if good else "")
            elif verb == b"RSET":
                self._step(self._script.reset)
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("500 5.5.2 what?")

    def _take(self, behaviour: Behaviour, recipient: str) -> None:
        if behaviour.drop_after_bytes >= 0:
            while len(self._held) < behaviour.drop_after_bytes:
                self._more()
            raise _GoneError
        mail = self._until(b".\r\n") if self._starts_with_dot() else self._until(b"\r\n.\r\n")
        self._truth.had_whole.append(recipient)
        if behaviour.message.startswith("250"):
            self._truth.answered.append((recipient, mail))
        self._step(behaviour.message, pause_s=self._script.pause_s)

    def _starts_with_dot(self) -> bool:
        while len(self._held) < 3:
            self._more()
        return self._held.startswith(b".\r\n")

    def _step(self, answer: str, good: str = "2", pause_s: float = 0.0) -> bool:
        if answer == DROP:
            raise _GoneError
        self._say(answer, pause_s)
        if answer.startswith("421"):
            raise _GoneError
        return answer.startswith(good)

    def _say(self, answer: str, pause_s: float = 0.0) -> None:
        data = answer.encode("utf-8", "surrogateescape") + b"\r\n"
        size = self._script.piece or len(data)
        for at in range(0, len(data), size):
            if at and pause_s:
                time.sleep(pause_s)
            self._connection.sendall(data[at : at + size])

    def _until(self, end: bytes) -> bytes:
        while end not in self._held:
            self._more()
        at = self._held.index(end) + len(end)
        line, self._held = self._held[:at], self._held[at:]
        return line

    def _more(self) -> None:
        came = self._connection.recv(65536)
        if not came:
            raise _GoneError
        self._held += came


@contextlib.contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    server = ScriptedServer()
    try:
        yield server
    finally:
        server.close()

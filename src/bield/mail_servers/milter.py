"""The milter: every mail that passes the server gets a header that says what Bield finds.

It never rejects a mail and never touches its body. A mail that cannot be read, one that is too
large, and one on which Bield fails pass as they came, without the header: no header says «not
looked at». A header of Bield's that the sender wrote is removed from every mail.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import Counter

from bield.mail_servers.looks import Looked, NotRead, look
from bield.mail_servers.milter_protocol import (
    ACCEPT,
    CONTINUE,
    Command,
    Packet,
    ProtocolError,
    Step,
    Unpacker,
    agree,
    insert_header,
    read_header,
    read_macros,
    read_offer,
    remove_header,
)
from bield.mail_servers.workers import WorkerFailedError, Workers, WorkerTookTooLongError
from bield.read import MAX_BYTES

HEADER = "X-Bield-Verdict"
MAX_HELD_BYTES = 512 * 1024 * 1024
"""How much is held of all mails that are passing at once: beyond it, the next one passes untouched
rather than the machine running out of memory. Twenty of the largest; 10,000 of the usual size."""
_OURS = b"x-bield-"
_VERDICT = HEADER.lower().encode("ascii")
_MAX_FORGED_NAMES = 100
_READ_BYTES = 256 * 1024
_WITHOUT_REPLY = {
    Command.HEADER: Step.NO_REPLY_TO_HEADER,
    Command.END_OF_HEADERS: Step.NO_REPLY_TO_END_OF_HEADERS,
    Command.BODY: Step.NO_REPLY_TO_BODY,
}

log = logging.getLogger(__name__)


class Milter:
    """Serves the connections of a mail server: as many mails at a time as it has connections."""

    def __init__(self, workers: Workers, *, max_bytes: int = MAX_BYTES) -> None:
        self._workers = workers
        self._max_bytes = max_bytes
        self._connections: set[asyncio.Task[None]] = set()
        self._in_hand: set[asyncio.Task[None]] = set()
        self.held_bytes = 0
        """Of all mails that are passing now."""

    def protocol(self) -> asyncio.BaseProtocol:
        """Make what serves one connection."""
        return asyncio.StreamReaderProtocol(asyncio.StreamReader(), self._connected)

    async def finish(self, seconds: float) -> None:
        """Let the mails in hand be answered, then close every connection.

        A mail that is half sent when its connection closes stays with the server, which tells the
        sender to try again (`milter_default_action = tempfail`).
        """
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=seconds)
        for task in self._connections:
            task.cancel()
        if self._connections:
            await asyncio.wait(self._connections, timeout=seconds)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        mail = _Passing(self)
        unpacker = Unpacker()
        try:
            while data := await reader.read(_READ_BYTES):
                for packet in unpacker.feed(data):
                    if packet.command == Command.QUIT:
                        return
                    if packet.command == Command.END_OF_BODY:
                        # A task of its own: `finish` waits for it.
                        ending = asyncio.create_task(self._end(mail, packet.data, writer))
                        self._in_hand.add(ending)
                        ending.add_done_callback(self._in_hand.discard)
                        await ending
                    elif answer := mail.take(packet):
                        writer.write(answer)
                await writer.drain()
        except ProtocolError as problem:
            log.warning("connection closed: %s", problem)
        except ConnectionError:
            pass
        except Exception as fault:  # noqa: BLE001 -- its sentence may hold words of a mail
            log.warning("connection closed: %s", type(fault).__name__)
        finally:
            mail.forget()
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _end(self, mail: _Passing, last: bytes, writer: asyncio.StreamWriter) -> None:
        mail.hold(last)
        verdict = await self._verdict(mail)
        changes = mail.removals()
        if isinstance(verdict, Looked):
            changes.append(insert_header(0, HEADER, header_value(verdict), steps=mail.steps))
        writer.write(b"".join([*changes, ACCEPT]))
        mail.forget()
        await writer.drain()

    async def _look(self, mail: bytes) -> Looked | NotRead:
        try:
            return await self._workers.run(look, mail)
        except WorkerTookTooLongError:
            raise
        except WorkerFailedError:
            # It may have been killed before this mail came to it; if not, the next one ends too.
            return await self._workers.run(look, mail)

    async def _verdict(self, mail: _Passing) -> Looked | NotRead:
        began = time.monotonic()
        # Nothing of the mail is ever logged: not its words, not an address, not an exception's
        # sentence, which may hold them.
        if mail.too_large:
            log.info("%s passed untouched: too large", mail.queue_id)
            return NotRead(refusal="too large")
        try:
            verdict = await self._look(bytes(mail.held))
        except WorkerTookTooLongError:
            log.warning("%s passed untouched: it took too long", mail.queue_id)
            return NotRead(refusal="too long")
        except Exception as fault:  # noqa: BLE001 -- a fault of ours must never hold up a mail
            log.warning("%s passed untouched: %s", mail.queue_id, type(fault).__name__)
            return NotRead(refusal="fault")
        said = (
            verdict.verdict.value
            if isinstance(verdict, Looked)
            else f"passed untouched: {verdict.refusal}"
        )
        log.info("%s %s %.0f ms", mail.queue_id, said, 1000 * (time.monotonic() - began))
        return verdict


def header_value(looked: Looked) -> str:
    """Write what was found as the value of the header."""
    return f"{looked.verdict}; probability={looked.probability:.3f}; tactic={looked.tactic}"


class _Passing:
    """One mail after the other on one connection, put together as it comes."""

    def __init__(self, milter: Milter) -> None:
        self._milter = milter
        self.steps = Step(0)
        self._clear()

    def _clear(self) -> None:
        self.held = bytearray()
        self.too_large = False
        self.queue_id = "-"
        self._forged: Counter[bytes] = Counter()

    def take(self, packet: Packet) -> bytes:
        """Take what the server says, and give what it waits to hear, if anything.

        Raises:
            ProtocolError: It is not what a server says.
        """
        match packet.command:
            case Command.NEGOTIATE:
                answer, self.steps = agree(read_offer(packet.data))
                return answer
            case Command.MACROS:
                self._take_macros(packet.data)
                return b""
            case Command.ABORT | Command.QUIT_KEEP_CONNECTION:
                self.forget()
                return b""
            case Command.HEADER:
                self._take_header(*read_header(packet.data))
            case Command.END_OF_HEADERS:
                self.hold(b"\r\n")
            case Command.BODY:
                self.hold(packet.data)
            case (
                Command.CONNECT
                | Command.HELO
                | Command.MAIL
                | Command.RECIPIENT
                | Command.DATA
                | Command.UNKNOWN
            ):
                pass
            case _:
                raise ProtocolError("a command that is not known")
        without = _WITHOUT_REPLY.get(packet.command)
        return b"" if without is not None and without in self.steps else CONTINUE

    def _take_macros(self, data: bytes) -> None:
        if queue_id := read_macros(data).get(b"i"):
            text = queue_id[:64].decode("ascii", errors="replace")
            self.queue_id = "".join(c for c in text if c.isalnum()) or "-"

    def _take_header(self, name: bytes, value: bytes) -> None:
        lower = name.strip().lower()
        known = lower == _VERDICT or lower in self._forged
        if lower.startswith(_OURS) and (known or len(self._forged) < _MAX_FORGED_NAMES):
            self._forged[lower] += 1
        space = b"" if Step.LEADING_SPACE in self.steps else b" "
        # A folded header comes with bare line feeds.
        line = name + b":" + space + value
        self.hold(line.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + b"\r\n")

    def hold(self, data: bytes) -> None:
        """Keep what has come of the mail, as far as there is room."""
        if self.too_large:
            return
        milter = self._milter
        if (
            len(self.held) + len(data) > milter._max_bytes
            or milter.held_bytes + len(data) > MAX_HELD_BYTES
        ):
            milter.held_bytes -= len(self.held)
            self.held = bytearray()
            self.too_large = True
            return
        self.held += data
        milter.held_bytes += len(data)

    def removals(self) -> list[bytes]:
        """Ask for every header of ours that the sender wrote to be removed."""
        # From the last to the first: a server may count anew after each.
        return [
            remove_header(name, occurrence)
            for name, count in self._forged.items()
            for occurrence in range(count, 0, -1)
        ]

    def forget(self) -> None:
        """Make ready for the next mail on this connection."""
        self._milter.held_bytes -= len(self.held)
        self._clear()

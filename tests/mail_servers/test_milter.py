"""The milter's side of a connection, with a server that we play and workers that we choose."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest
from apart import run_apart

from bield.mail_servers import milter as milter_module
from bield.mail_servers.listening import Address, listen
from bield.mail_servers.looks import Looked, NotRead
from bield.mail_servers.milter import Milter
from bield.mail_servers.milter_protocol import Command, Packet, Unpacker, packet
from bield.mail_servers.workers import WorkerFailedError, Workers, WorkerTookTooLongError
from bield.records import Tactic, Verdict

EVERYTHING = struct.pack("!III", 6, 0x1FF, 0x1FFFFF)
OLD = struct.pack("!III", 2, 0x1F, 0x7F)
FOUND = Looked(verdict=Verdict.SEXTORTION, tactic=Tactic.BULK_EMAIL, probability=0.99811)
MARK = Packet(
    b"i",
    b"\0\0\0\0X-Bield-Verdict\0 sextortion; probability=0.998; tactic=bulk_email\0",
)
ACCEPT = Packet(b"a", b"")


class FakeWorkers:
    """Gives what it was told to, and remembers what it was asked."""

    def __init__(self, *answers: Looked | NotRead | Exception, wait_s: float = 0.0) -> None:
        self._answers = list(answers)
        self._wait_s = wait_s
        self.asked: list[bytes] = []

    async def run(self, function: object, mail: bytes) -> Looked | NotRead:
        self.asked.append(mail)
        await asyncio.sleep(self._wait_s)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


class Server:
    """A mail server's side."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._unpacker = Unpacker()
        self._waiting: list[Packet] = []

    def say(self, command: bytes, data: bytes = b"") -> None:
        self._writer.write(packet(command, data))

    def raw(self, data: bytes) -> None:
        self._writer.write(data)

    async def hear(self) -> Packet | None:
        """The next packet, or `None` once the connection is closed."""
        while not self._waiting:
            data = await asyncio.wait_for(self._reader.read(65536), 10)
            if not data:
                return None
            self._waiting = self._unpacker.feed(data)
        return self._waiting.pop(0)

    async def hear_until_accepted(self) -> list[Packet]:
        heard = []
        while (one := await self.hear()) != ACCEPT:
            assert one
            heard.append(one)
        return heard

    async def greet(self, offer: bytes = EVERYTHING) -> None:
        self.say(Command.NEGOTIATE, offer)
        answer = await self.hear()
        assert answer
        assert answer.command == Command.NEGOTIATE

    async def mail(self, *headers: bytes, body: bytes = b"hello\r\n") -> list[Packet]:
        for header in headers:
            self.say(Command.HEADER, header)
        self.say(Command.END_OF_HEADERS)
        self.say(Command.BODY, body)
        self.say(Command.MACROS, b"Ei\x004XyZ\0")
        self.say(Command.END_OF_BODY)
        return await self.hear_until_accepted()


def served(
    workers: FakeWorkers,
    test: Callable[[Server, Milter], Awaitable[Any]],
    **more: int,
) -> None:
    async def run() -> None:
        milter = Milter(cast(Workers, workers), **more)
        listener = await listen(milter.protocol, Address(host="127.0.0.1", port=0))
        reader, writer = await asyncio.open_connection("127.0.0.1", listener.address.port)
        try:
            await test(Server(reader, writer), milter)
        finally:
            writer.close()
            await writer.wait_closed()
            listener.close()
            await milter.finish(5)
        assert milter.held_bytes == 0

    run_apart(run())


class TestAMail:
    def test_is_marked_and_handed_to_the_worker_as_it_was_written(self) -> None:
        workers = FakeWorkers(FOUND)

        async def test(server: Server, milter: Milter) -> None:
            await server.greet()
            heard = await server.mail(b"From\0 a@b\0", b"Subject\0 one\n\ttwo\0", b"X\0close\0")
            assert heard == [MARK]

        served(workers, test)
        assert workers.asked == [b"From: a@b\r\nSubject: one\r\n\ttwo\r\nX:close\r\n\r\nhello\r\n"]

    def test_is_marked_though_a_worker_was_killed(self) -> None:
        async def test(server: Server, milter: Milter) -> None:
            await server.greet()
            assert await server.mail(b"From\0 a@b\0") == [MARK]

        served(FakeWorkers(WorkerFailedError(), FOUND), test)

    def test_loses_what_is_forged_the_last_first(self) -> None:
        async def test(server: Server, milter: Milter) -> None:
            await server.greet()
            heard = await server.mail(
                b"X-Bield-Verdict\0 a\0",
                b"From\0 a@b\0",
                b"x-bield-VERDICT\0 b\0",
                b"X-Bield-Y\0 c\0",
            )
            assert heard == [
                Packet(b"m", b"\0\0\0\2x-bield-verdict\0\0"),
                Packet(b"m", b"\0\0\0\1x-bield-verdict\0\0"),
                Packet(b"m", b"\0\0\0\1x-bield-y\0\0"),
                MARK,
            ]

        served(FakeWorkers(FOUND), test)

    @pytest.mark.parametrize(
        "answer",
        [
            NotRead(refusal="NothingToReadError"),
            WorkerTookTooLongError(),
            WorkerFailedError(),
            RuntimeError("secret"),
        ],
    )
    def test_passes_untouched_where_it_cannot_be_read_or_we_fail(
        self, answer: NotRead | Exception, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def test(server: Server, milter: Milter) -> None:
            await server.greet()
            assert await server.mail(b"From\0 a@b\0") == []

        served(FakeWorkers(answer), test)
        assert "secret" not in caplog.text

    def test_passes_untouched_where_it_is_too_large_and_the_next_is_looked_at(self) -> None:
        async def test(server: Server, milter: Milter) -> None:
            await server.greet()
            heard = await server.mail(b"X-Bield-Verdict\0 a\0", body=b"x" * 2000)
            assert heard == [Packet(b"m", b"\0\0\0\1x-bield-verdict\0\0")]
            assert milter.held_bytes == 0
            assert await server.mail(b"From\0 a@b\0") == [MARK]

        served(FakeWorkers(FOUND), test, max_bytes=1000)

    def test_passes_untouched_where_all_room_is_taken(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(milter_module, "MAX_HELD_BYTES", 1000)

        async def test(server: Server, milter: Milter) -> None:
            await server.greet()
            milter.held_bytes = 990
            assert await server.mail(b"From\0 a@b\0") == []
            milter.held_bytes -= 990
            assert await server.mail(b"From\0 a@b\0") == [MARK]

        served(FakeWorkers(FOUND), test)

    def test_that_is_given_up_leaves_nothing_in_the_next(self) -> None:
        workers = FakeWorkers(FOUND)

        async def test(server: Server, milter: Milter) -> None:
            await server.greet()
            server.say(Command.HEADER, b"X-Bield-Verdict\0 a\0")
            server.say(Command.BODY, b"the first")
            server.say(Command.ABORT)
            assert await server.mail(b"From\0 a@b\0") == [MARK]

        served(workers, test)
        assert workers.asked == [b"From: a@b\r\n\r\nhello\r\n"]

    def test_of_an_old_server_is_answered_step_by_step(self) -> None:
        workers = FakeWorkers(FOUND)

        async def test(server: Server, milter: Milter) -> None:
            await server.greet(OLD)
            for command, data in (
                (Command.CONNECT, b"x"), (Command.HELO, b"x"), (Command.MAIL, b"x"),
                (Command.RECIPIENT, b"x"), (Command.HEADER, b"Subject\0a\0"),
                (Command.END_OF_HEADERS, b""), (Command.BODY, b"hi"),
            ):  # fmt: skip
                server.say(command, data)
                assert await server.hear() == Packet(b"c", b"")
            server.say(Command.END_OF_BODY, b"!")
            (mark,) = await server.hear_until_accepted()
            assert mark.data[4:].startswith(b"X-Bield-Verdict\0sextortion;")

        served(workers, test)
        assert workers.asked == [b"Subject: a\r\n\r\nhi!"]


class TestAConnection:
    @pytest.mark.parametrize(
        "data",
        [
            b"\xff\xff\xff\xff",
            b"GET / HTTP/1.1\r\n\r\n",
            packet(b"?", b"what"),
            packet(Command.NEGOTIATE, b"short"),
            packet(Command.NEGOTIATE, struct.pack("!III", 6, 0, 0)),
            packet(Command.HEADER, b"no end"),
        ],
    )
    def test_that_is_no_mail_servers_is_closed(self, data: bytes) -> None:
        async def test(server: Server, milter: Milter) -> None:
            server.raw(data)
            assert await server.hear() is None

        served(FakeWorkers(FOUND), test)

    def test_ends_when_the_server_says_so(self) -> None:
        async def test(server: Server, milter: Milter) -> None:
            await server.greet()
            server.say(Command.QUIT)
            assert await server.hear() is None

        served(FakeWorkers(FOUND), test)

    def test_finishes_the_mail_in_hand_before_it_closes(self) -> None:
        async def test(server: Server, milter: Milter) -> None:
            await server.greet()
            server.say(Command.HEADER, b"From\0 a@b\0")
            server.say(Command.END_OF_BODY)
            await asyncio.sleep(0.05)
            await milter.finish(5)
            assert await server.hear_until_accepted() == [MARK]
            assert await server.hear() is None

        served(FakeWorkers(FOUND, wait_s=0.3), test)

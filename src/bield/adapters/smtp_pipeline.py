"""Many mails over one connection to a server, with one wait for each (RFC 2920).

With the last byte of a mail goes the envelope of the next, and while the server works the one after
it is made. At any moment at most one mail is with the server without its answer: if the
connection breaks then, that one is told to be unsure, and no other.

Nothing is told to be accepted that the server has not answered for, and nothing that it has
answered for is told to be lost.
"""

from __future__ import annotations

import contextlib
import re
import ssl
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self

from bield.adapters.smtp_opening import opened
from bield.adapters.smtp_replies import ConnectionEndedError, Reply
from bield.records.outgoing import Asked, Delivery, Outcome, Outgoing

TIMEOUT_S = 300.0
"""RFC 5321, 4.5.3.2, has 2 to 10 minutes, by the command."""
GOODBYE_S = 2.0
_LONGEST_SAID = 300
_ADDRESS = re.compile(r"[!-;=?-~]{1,254}@[!-;=?-~]{1,254}")
_GO_ON = 354
_CLOSING = 421


class SmtpPipeline:
    """One connection to a server."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        our_name: str,
        tls: ssl.SSLContext | None,
        login: tuple[str, str] | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """Connect and say who we are.

        Args:
            host: Its name, or address.
            port: Its port.
            our_name: The name that we greet it with.
            tls: What the connection must be held to before anything is sent; None for a server
                on this machine, the only one that is talked to in the clear.
            login: A name and a password; only under TLS.
            timeout_s: In which each answer must be there.

        Raises:
            TlsRefusedError: There is no TLS that can be trusted.
            LoginRefusedError: The name or the password is refused, or there is no TLS for it.
            UnableToConnectError: The server cannot be reached, or will not talk.
            NoNameError: `our_name` is no name.
        """
        there = opened(host, port, our_name=our_name, tls=tls, login=login, timeout_s=timeout_s)
        self._socket, self._replies = there.socket, there.replies
        self._pipelining = "PIPELINING" in there.offered
        size = there.offered.get("SIZE", "-1") or "0"
        self._largest = int(size) if size.isascii() and size.isdigit() else -1
        """What the server takes, in bytes: 0 for any size, -1 where it does not say."""
        self._broken = False
        """Nothing more can be written; what the server said before can still be read."""
        self._whole = False
        """Whether the last mail was handed to the connection to its end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye, wait a moment for the answer, and close."""
        with contextlib.suppress(OSError, ConnectionEndedError):
            if not self._broken:
                self._socket.settimeout(GOODBYE_S)
                self._socket.sendall(b"QUIT\r\n")
                self._replies.next()
        self._broken = True
        self._socket.close()

    def send(
        self,
        mails: Iterable[Outgoing],
        *,
        accepted: Callable[[str], None],
        told: Callable[[Delivery], None],
    ) -> None:
        """Send mails one after the other, and tell of each that was taken from `mails`.

        Args:
            mails: Each is taken while the server works at the ones before it: make them there.
            accepted: Called with the `ref` of a mail as soon as the server has answered for it,
                before anything else is done: for a journal that outlives this program.
            told: Called once for every mail that was taken, accepted or not.

        Raises:
            ConnectionEndedError: The connection is over. All that was taken has been told of; what
                is left in `mails` was not touched.
        """
        coming = self._fitting(iter(mails), told)
        sent: Outgoing | None = None
        asked: Outgoing | None = None
        held: Outgoing | None = None
        try:
            asked = next(coming, None)
            if asked is not None:
                self._write(self._envelope(asked))
            while sent is not None or asked is not None:
                held = next(coming, None) if asked is not None else None
                if sent is not None:
                    reply = self._replies.next()
                    done, sent = sent, None
                    self._tell_of_message(done, reply, accepted, told)
                if asked is None:
                    break
                refusal = self._refusal_of_envelope(asked)
                if refusal is None:
                    sent, asked, held = asked, held, None
                    self._hand_over(sent, then=asked)
                else:
                    asked, held = held, None
                    told(refusal)
                    self._stop_if_closing(refusal.code)
                    reset = b"RSET\r\n" + (self._envelope(asked) if asked is not None else b"")
                    self._write(reset)
                    self._read_reset()
        except ConnectionEndedError:
            self._broken = True
            self._tell_of_the_lost(sent, (asked, held), told)
            raise
        except BaseException:
            # What we were given to call failed: the answer that is still to come must not be lost.
            if sent is not None:
                with contextlib.suppress(ConnectionEndedError):
                    reply = self._replies.next()
                    done, sent = sent, None
                    self._tell_of_message(done, reply, accepted, told)
            self._tell_of_the_lost(sent, (asked, held), told)
            self._broken = True
            self._socket.close()
            raise

    def _fitting(
        self, mails: Iterator[Outgoing], told: Callable[[Delivery], None]
    ) -> Iterator[Outgoing]:
        for mail in mails:
            unfit = self._unfit(mail)
            if unfit:
                told(Delivery(ref=mail.ref, outcome=Outcome.REFUSED, said=unfit))
            else:
                yield mail

    def _unfit(self, mail: Outgoing) -> str:
        if _ADDRESS.fullmatch(mail.recipient) is None:
            return "Not sent: the recipient is no address that can stand in a command."
        if mail.return_path and _ADDRESS.fullmatch(mail.return_path) is None:
            return "Not sent: the return path is no address that can stand in a command."
        data = mail.data
        # Counted three times, which is ten times as fast as one search by a pattern.
        whole_ends = data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
        if not whole_ends or not data.endswith(b"\r\n"):
            # Servers differ in what they take a lone one for: a mail could hold another one.
            return "Not sent: a line of the mail does not end in CRLF."
        if 0 < self._largest < len(mail.data):
            return f"Not sent: the server takes {self._largest:,} bytes at most."
        return ""

    def _envelope(self, mail: Outgoing) -> bytes:
        if not self._pipelining:
            return b""
        return (
            f"MAIL FROM:<{mail.return_path}>{self._size(mail)}\r\nRCPT TO:<{mail.recipient}>\r\n"
            "DATA\r\n"
        ).encode("ascii")

    def _size(self, mail: Outgoing) -> str:
        return f" SIZE={len(mail.data)}" if self._largest >= 0 else ""

    def _refusal_of_envelope(self, mail: Outgoing) -> Delivery | None:
        steps = (
            (Asked.SENDER, f"MAIL FROM:<{mail.return_path}>{self._size(mail)}\r\n"),
            (Asked.RECIPIENT, f"RCPT TO:<{mail.recipient}>\r\n"),
            (Asked.DATA, "DATA\r\n"),
        )
        refusal: Delivery | None = None
        taken = 0
        for asked, command in steps:
            if not self._pipelining:
                if refusal is not None:
                    break
                self._write(command.encode("ascii"))
            try:
                reply = self._replies.next()
            except ConnectionEndedError:
                if refusal is None:
                    raise
                # What was refused stays refused, though the connection is gone.
                self._broken = True
                return refusal
            good = reply.code == _GO_ON if asked is Asked.DATA else reply.code // 100 == 2
            taken += good
            if not good and refusal is None:
                refusal = _refused(mail, asked, reply)
                if reply.code == _CLOSING:
                    return refusal
            if asked is Asked.DATA and good and refusal is not None:
                self._take_back(recipients=taken - 1, refused=refusal.asked)
        return refusal

    def _take_back(self, *, recipients: int, refused: Asked) -> None:
        # The server waits for a mail that it refused to take. With no recipient an empty one goes
        # to nobody (RFC 2920, 3.1); with one it would be delivered.
        if refused is Asked.SENDER or recipients > 1:
            self._broken = True
            self._socket.close()
            return
        self._write(b".\r\n")
        self._replies.next()

    def _hand_over(self, mail: Outgoing, *, then: Outgoing | None) -> None:
        data = mail.data.replace(b"\r\n.", b"\r\n..")
        before = b"." if data.startswith(b".") else b""
        envelope = self._envelope(then) if then is not None else b""
        self._write(
            b"".join((before, data, b".\r\n", envelope)), mail_ends=len(before) + len(data) + 3
        )

    def _write(self, data: bytes, *, mail_ends: int = 0) -> None:
        """Write; where that fails, the server may have said why: it is found out on reading."""
        self._whole = False
        view, at = memoryview(data), 0
        try:
            while at < len(view) and not self._broken:
                at += self._socket.send(view[at:])
        except OSError:
            self._broken = True
        self._whole = 0 < mail_ends <= at

    def _tell_of_message(
        self,
        mail: Outgoing,
        reply: Reply,
        accepted: Callable[[str], None],
        told: Callable[[Delivery], None],
    ) -> None:
        if reply.code // 100 != 2:
            told(_refused(mail, Asked.MESSAGE, reply))
            self._stop_if_closing(reply.code)
        elif self._whole:
            accepted(mail.ref)
            told(_delivery(mail, Outcome.ACCEPTED, Asked.MESSAGE, reply))
        else:
            told(_delivery(mail, Outcome.UNSURE, Asked.MESSAGE, reply))
            raise ConnectionEndedError("The server answered for a mail that it had not got whole.")
        self._whole = False

    def _tell_of_the_lost(
        self,
        sent: Outgoing | None,
        others: Iterable[Outgoing | None],
        told: Callable[[Delivery], None],
    ) -> None:
        if sent is not None:
            outcome = Outcome.UNSURE if self._whole else Outcome.NOT_TRIED
            told(Delivery(ref=sent.ref, outcome=outcome))
        for mail in others:
            if mail is not None:
                told(Delivery(ref=mail.ref, outcome=Outcome.NOT_TRIED))

    def _stop_if_closing(self, code: int) -> None:
        if code == _CLOSING:
            raise ConnectionEndedError("The server said that it closes the connection.")

    def _read_reset(self) -> None:
        if self._replies.next().code // 100 != 2:
            raise ConnectionEndedError("The server does not begin anew after what it refused.")


def _refused(mail: Outgoing, asked: Asked, reply: Reply) -> Delivery:
    # Anything else than a clear «never» leaves the way open for another try.
    outcome = Outcome.REFUSED if reply.code // 100 == 5 else Outcome.DEFERRED
    return _delivery(mail, outcome, asked, reply)


def _delivery(mail: Outgoing, outcome: Outcome, asked: Asked, reply: Reply) -> Delivery:
    return Delivery(
        ref=mail.ref,
        outcome=outcome,
        asked=asked,
        code=reply.code,
        status=reply.status,
        said=reply.said[:_LONGEST_SAID],
    )

"""The milter protocol: what a mail server and a filter say to each other, as bytes.

A packet is its length in four bytes, big end first, one letter that says what it is, and its data.
Source: Sendmail's libmilter, include/libmilter/mfdef.h, version 6, which Postfix has spoken
by default since 2.6 (MILTER_README).
"""

from __future__ import annotations

import struct
from enum import IntFlag
from typing import NamedTuple

VERSION = 6
MAX_PACKET_BYTES = 4 * 1024 * 1024
"""The largest packet taken. A server sends a body in pieces of 64 KB (1 MB when asked for) and a
header whole: Postfix cuts one at 100 KB (`header_size_limit`)."""


class ProtocolError(Exception):
    """These bytes are not the milter protocol, or the server cannot do what Bield needs."""


class Command:
    """What the server says."""

    ABORT = b"A"
    BODY = b"B"
    CONNECT = b"C"
    MACROS = b"D"
    END_OF_BODY = b"E"
    HELO = b"H"
    QUIT_KEEP_CONNECTION = b"K"
    HEADER = b"L"
    MAIL = b"M"
    END_OF_HEADERS = b"N"
    NEGOTIATE = b"O"
    QUIT = b"Q"
    RECIPIENT = b"R"
    DATA = b"T"
    UNKNOWN = b"U"


class Action(IntFlag):
    """What a filter may do to a mail (SMFIF_*)."""

    ADD_HEADERS = 0x01
    CHANGE_HEADERS = 0x10


class Step(IntFlag):
    """What the server need not send, and what it need not wait for (SMFIP_*)."""

    NO_CONNECT = 0x01
    NO_HELO = 0x02
    NO_MAIL = 0x04
    NO_RECIPIENT = 0x08
    NO_REPLY_TO_HEADER = 0x80
    NO_UNKNOWN = 0x100
    NO_DATA = 0x200
    NO_REPLY_TO_END_OF_HEADERS = 0x40000
    NO_REPLY_TO_BODY = 0x80000
    LEADING_SPACE = 0x100000
    """A header's value comes with the space after its colon, as it was written."""


NEEDED = Action.ADD_HEADERS | Action.CHANGE_HEADERS
WANTED = (
    Step.NO_CONNECT
    | Step.NO_HELO
    | Step.NO_MAIL
    | Step.NO_RECIPIENT
    | Step.NO_DATA
    | Step.NO_UNKNOWN
    | Step.NO_REPLY_TO_HEADER
    | Step.NO_REPLY_TO_END_OF_HEADERS
    | Step.NO_REPLY_TO_BODY
    | Step.LEADING_SPACE
)


class Packet(NamedTuple):
    command: bytes
    data: bytes


class Unpacker:
    """Takes bytes as they come and gives the packets that are whole."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[Packet]:
        """Give the packets that these bytes complete, in order.

        Raises:
            ProtocolError: A packet says that it is empty, or longer than any may be. It is said
                before anything of that length is held.
        """
        held = self._held
        held += data
        packets = []
        at = 0
        while len(held) - at >= 4:
            (length,) = struct.unpack_from("!I", held, at)
            if not 1 <= length <= MAX_PACKET_BYTES:
                raise ProtocolError(f"a packet of {length} bytes")
            start, end = at + 4, at + 4 + length
            if len(held) < end:
                break
            packets.append(Packet(bytes(held[start : start + 1]), bytes(held[start + 1 : end])))
            at = end
        del held[:at]
        return packets


class Offer(NamedTuple):
    """What the server says it can do."""

    version: int
    actions: int
    steps: int


def read_offer(data: bytes) -> Offer:
    """Read the data of `NEGOTIATE`.

    Raises:
        ProtocolError: They are too short for it.
    """
    if len(data) < 12:
        raise ProtocolError("a negotiation that is too short")
    return Offer(*struct.unpack_from("!III", data))


def agree(offer: Offer) -> tuple[bytes, Step]:
    """Answer an offer: the packet, and the steps that both sides leave out.

    Raises:
        ProtocolError: The server cannot add or remove headers.
    """
    if offer.actions & NEEDED != NEEDED:
        raise ProtocolError("the server does not let a filter add and remove headers")
    steps = WANTED & Step(offer.steps & int(WANTED))
    version = min(offer.version, VERSION)
    return packet(Command.NEGOTIATE, struct.pack("!III", version, NEEDED, steps)), steps


def read_header(data: bytes) -> tuple[bytes, bytes]:
    """Read the data of `HEADER`: the name, and the value as it was written.

    Raises:
        ProtocolError: They are not two strings.
    """
    parts = data.split(b"\0")
    if len(parts) != 3 or parts[2]:
        raise ProtocolError("a header that is not two strings")
    return parts[0], parts[1]


def read_macros(data: bytes) -> dict[bytes, bytes]:
    """Read the data of `MACROS`: what the server knows of the mail, by its short names."""
    parts = data[1:].split(b"\0")
    return dict(zip(parts[0::2], parts[1::2], strict=False))


def packet(command: bytes, data: bytes = b"") -> bytes:
    """Write a packet."""
    return struct.pack("!I", len(data) + 1) + command + data


CONTINUE = packet(b"c")
ACCEPT = packet(b"a")


def insert_header(at: int, name: str, value: str, *, steps: Step) -> bytes:
    """Ask for a header before the one that stands at `at`, counted from 0."""
    space = " " if Step.LEADING_SPACE in steps else ""  # else the server writes it
    return packet(b"i", struct.pack("!I", at) + f"{name}\0{space}{value}\0".encode("ascii"))


def remove_header(name: bytes, occurrence: int) -> bytes:
    """Ask for a header to be removed: the first of its name is 1."""
    return packet(b"m", struct.pack("!I", occurrence) + name + b"\0\0")

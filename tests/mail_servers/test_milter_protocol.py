"""The milter protocol's bytes, also those that no server sends."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.mail_servers.milter_protocol import (
    MAX_PACKET_BYTES,
    NEEDED,
    VERSION,
    WANTED,
    Command,
    Offer,
    Packet,
    ProtocolError,
    Step,
    Unpacker,
    agree,
    insert_header,
    packet,
    read_header,
    read_macros,
    read_offer,
    remove_header,
)

packets = st.lists(
    st.tuples(st.binary(min_size=1, max_size=1), st.binary(max_size=200)), max_size=20
)


class TestUnpacker:
    @given(packets, st.lists(st.integers(min_value=1, max_value=40), min_size=1))
    def test_gives_the_same_packets_however_the_bytes_are_cut(
        self, said: list[tuple[bytes, bytes]], cuts: list[int]
    ) -> None:
        data = b"".join(packet(command, rest) for command, rest in said)
        unpacker, found, at, number = Unpacker(), [], 0, 0
        while at < len(data):
            size = cuts[number % len(cuts)]
            found += unpacker.feed(data[at : at + size])
            at, number = at + size, number + 1
        assert found == [Packet(*each) for each in said]

    @given(st.binary(max_size=300))
    def test_refuses_what_is_no_packet_by_name(self, data: bytes) -> None:
        try:
            found = Unpacker().feed(data)
        except ProtocolError:
            return
        assert sum(4 + 1 + len(p.data) for p in found) <= len(data)

    @pytest.mark.parametrize("length", [0, MAX_PACKET_BYTES + 1, 2**31, 2**32 - 1])
    def test_refuses_a_length_before_anything_of_it_has_come(self, length: int) -> None:
        with pytest.raises(ProtocolError, match=str(length)):
            Unpacker().feed(struct.pack("!I", length))

    def test_holds_no_more_than_what_has_come(self) -> None:
        assert Unpacker().feed(struct.pack("!I", MAX_PACKET_BYTES) + b"B") == []


class TestReading:
    @given(st.binary(max_size=100))
    def test_refuses_by_name_what_is_no_header_and_no_offer(self, data: bytes) -> None:
        for read in (read_header, read_offer):
            try:
                read(data)
            except ProtocolError:
                continue
        assert isinstance(read_macros(data), dict)

    def test_gives_a_header_as_it_was_written(self) -> None:
        assert read_header(b"Subject\0 a\n\tb\0") == (b"Subject", b" a\n\tb")

    def test_gives_what_the_server_knows(self) -> None:
        known = read_macros(b"Ei\x004XyZ\0j\0mx\0")
        assert (known[b"i"], known[b"j"]) == (b"4XyZ", b"mx")


class TestAgreeing:
    def test_asks_for_no_more_than_is_offered(self) -> None:
        answer, steps = agree(Offer(version=6, actions=0x1FF, steps=0x1FFFFF))
        assert steps == WANTED
        (only,) = Unpacker().feed(answer)
        assert only.command == Command.NEGOTIATE
        assert read_offer(only.data) == (6, NEEDED, WANTED)

    def test_gets_on_with_an_old_server(self) -> None:
        answer, steps = agree(Offer(version=2, actions=0x1F, steps=0x7F))
        assert read_offer(Unpacker().feed(answer)[0].data).version == 2 < VERSION
        assert Step.NO_REPLY_TO_HEADER not in steps
        assert int(steps) & ~0x7F == 0

    def test_refuses_a_server_that_lets_nobody_add_headers(self) -> None:
        with pytest.raises(ProtocolError, match="headers"):
            agree(Offer(version=6, actions=0x02, steps=0x1FFFFF))


class TestAsking:
    def test_writes_the_space_only_where_the_server_does_not(self) -> None:
        assert insert_header(0, "A", "b", steps=Step.LEADING_SPACE)[5:] == b"\0\0\0\0A\0 b\0"
        assert insert_header(0, "A", "b", steps=Step(0))[5:] == b"\0\0\0\0A\0b\0"

    def test_removes_by_number(self) -> None:
        assert remove_header(b"x-a", 3)[4:] == b"m\0\0\0\3x-a\0\0"
